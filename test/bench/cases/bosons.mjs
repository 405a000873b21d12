/** Bosons on a ring of sites, V = (U, 0, …): the Hamiltonian in the occupation basis and the evolution of a condensate. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { boseHubbardRing } from '../problems/boseHubbard.mjs';

export const title =
  'Bosons on a ring, J = 1, V = (2, 0, …), t = 1: Hamiltonian, and a condensate that evolves';

const [hopping, contact] = [1, 2];

const rings = [
  { modes: 5, particles: 20, dimension: 10_626, seconds: 4 },
  { modes: 4, particles: 80, dimension: 91_881, seconds: 60 },
];

export const cases = rings.flatMap(({ modes, particles, dimension, seconds }) => [
  {
    name: `${particles} bosons, ${modes} sites: Hamiltonian, dimension ${dimension}`,
    operation: 'hamiltonian',
    input: { modes, particles, hopping, contact },
    tolerance: 1e-12,
    peers: { NumPy: { target: 0.5 } },
  },
  {
    name: `${particles} bosons, ${modes} sites: exp(-itH)Ψ to 1e-12`,
    operation: 'evolution',
    input: { modes, particles, time: 1, tolerance: 1e-12 },
    tolerance: 1e-10,
    peers: { SciPy: { target: 1 / 7 } },
    seconds,
  },
  {
    // QuTiP solves an ordinary differential equation with that tolerance in each step: its own error is larger.
    name: `${particles} bosons, ${modes} sites: exp(-itH)Ψ to 1e-8`,
    operation: 'evolution',
    input: { modes, particles, time: 1, tolerance: 1e-8 },
    tolerance: 1e-3,
    peers: { QuTiP: { target: 0.1 } },
    seconds,
  },
]);

/** A condensate that is not at rest, in a file for all contenders; the matrix is for the peers. */
function written(folder, { modes, particles }) {
  const weights = Array.from({ length: modes }, (_, x) => x + 1);
  const sum = weights.reduce((a, b) => a + b, 0);
  const ring = boseHubbardRing({
    sites: modes,
    bosons: particles,
    hopping,
    interaction: contact / particles,
    wave: weights.map((weight) => Math.sqrt(weight / sum)),
  });
  const files = {};
  for (const [name, array] of Object.entries(ring)) {
    files[name] = path.join(folder, name);
    writeFileSync(files[name], array);
  }
  return { files };
}

export const files = { evolution: written };

const modelOf = (modes, { latticeBosons, quantumLattice, ringHopping }) =>
  latticeBosons(
    quantumLattice({
      kinetic: ringHopping(modes, hopping),
      interaction: Array.from({ length: modes }, (_, x) => (x === 0 ? contact : 0)),
    }),
  );

function hamiltonian({ modes, particles }, { library }) {
  const model = modelOf(modes, library);
  const { bosonHamiltonian, occupationBasis } = library;
  return { run: () => bosonHamiltonian(occupationBasis({ particles, modes }), model).values };
}

/** With the Hamiltonian ready, as the peers have theirs. */
function evolution({ modes, particles, files, time, tolerance }, { library }) {
  const dynamics = library.bosonDynamics(modelOf(modes, library), { particles, tolerance });
  const psi = new Float64Array(new Uint8Array(readFileSync(files.state)).buffer);
  return { run: () => dynamics.run(psi, { until: time }).state };
}

export const contenders = { hamiltonian: { ours: hamiltonian }, evolution: { ours: evolution } };
