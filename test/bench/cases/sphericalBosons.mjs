/** Bosons in R³ that repel each other by 1/|x|, in oscillator shells: the evolution with one matrix for all contenders. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export const title = 'Coulomb bosons in oscillator shells: evolution in a trap, and after it is switched off';

const spaces = [
  { particles: 3, shells: 6, dimension: 243, orbitals: 84 },
  { particles: 4, shells: 6, dimension: 2421, orbitals: 84, seconds: 30 },
];

export const cases = spaces.flatMap(({ particles, shells, dimension, orbitals, seconds }) => {
  const of = `${particles} bosons, ${orbitals} orbitals, dimension ${dimension}`;
  const input = { particles, shells, coupling: 2, time: 4 };
  return [
    {
      name: `${of}: trap kept, t = 4`,
      operation: 'trapped',
      input: { ...input, tolerance: 1e-10 },
      tolerance: 1e-8,
      peers: { SciPy: { target: 1 } },
      seconds,
    },
    {
      // QuTiP's own error is some hundred times its tolerance.
      name: `${of}: trap off, t = 4`,
      operation: 'released',
      input: { ...input, tolerance: 1e-8 },
      tolerance: 1e-4,
      peers: { QuTiP: { target: 1 }, SciPy: { target: 1 } },
      seconds,
    },
  ];
});

const spaceOf = ({ particles, shells }, library) => library.sphericalBosons({ particles, shells });

/** The matrix of the pairs and the excitations, in files for the peers. */
function written(folder, input) {
  const library = createRequire(import.meta.url)('../../../lib/dist/index.js');
  const { pairs, excitation } = spaceOf(input, library);
  const arrays = { starts: pairs.rowStart, columns: pairs.column, values: pairs.values, excitation };
  const files = {};
  for (const [name, array] of Object.entries(arrays)) {
    files[name] = path.join(folder, name);
    writeFileSync(files[name], array);
  }
  return { files };
}

export const files = { trapped: written, released: written };

const evolution =
  (trap) =>
  (input, { library }) => {
    const cloud = library.releasedBosons(spaceOf(input, library), {
      coupling: input.coupling,
      trap,
      tolerance: input.tolerance,
    });
    const run = () => {
      let last;
      cloud.run({
        times: [input.time],
        observe: ({ state }) => {
          last = probabilities(state);
        },
      });
      return last;
    };
    return { run };
  };

/** |Φ_k|²: states are given up to a phase. */
const probabilities = (state) =>
  Float64Array.from({ length: state.length / 2 }, (_, k) => state[2 * k] ** 2 + state[2 * k + 1] ** 2);

export const contenders = { trapped: { ours: evolution(1) }, released: { ours: evolution(0) } };
