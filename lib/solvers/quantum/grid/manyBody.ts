import type { Interaction } from '../../../interactions/types';
import { eachIndex, placeOf } from '../../../numerics/fourier/indices';
import { integerIn, optionsOf } from '../../../numerics/guards';
import { type GridSolverOptions, gridFlow, type QuantumGridSolver } from './flow';
import { type QuantumGrid, sampleOnGrid } from './grid';
import { interactionSamples, wrappedShape } from './interaction';
import { marginalDensity } from './reduced';
import type { GridPotential } from './splitFlow';
import { checkWave, type WaveFunction } from './wave';

export interface ManyBodyOptions extends GridSolverOptions {
  /** V; the Hamiltonian has (1/N)ΣV(x_k − x_l). */
  readonly interaction: Interaction;
}

/** Bytes that a solver may take. */
const mostBytes = 2 ** 31;

/**
 * Schrödinger's equation iħ∂_tΨ = Σ_j(−½ħ²Δ_j + U(x_j))Ψ + (1/N)Σ_{k<l}V(x_k − x_l)Ψ (§2.4) for the full wave function
 * Ψ(x₁, …, x_N), N = 2, 3, 4, by splitting. No symmetry is assumed: `productState` and `waveFunction` make initial states.
 * Exactly unitary up to rounding, time-reversible.
 * @example
 * const psi = gaussianPacket({ grid, width: 0.7 });
 * const solver = manyBodySolver({ initial: productState([psi, psi]), interaction });
 * solver.run({ until: 1, timeStep: 0.01 });
 * waveReducedDensity(solver.state); // R_{2:1}, size × size
 * @throws RangeError for one particle or more than 4, more than 2 GiB of work space (with the estimate), a state that
 * the grid does not resolve, an interaction of another dimension or period, potentials that are not finite.
 */
export function manyBodySolver(options: ManyBodyOptions): QuantumGridSolver {
  optionsOf('manyBodySolver', options, '{ initial, interaction }', [
    'interaction',
    'initial',
    'external',
    'mass',
    'order',
  ]);
  const { initial, interaction, external, order = 4 } = options;
  checkWave('initial', initial);
  integerIn('initial.particles', initial.particles, 2, 4);
  const flights = order === 2 ? 1 : 3;
  // ψ and its potential; a plan and its phases for every flight; the spectrum and its plan for a report.
  const bytes = (initial.values.length / 2) * (16 + 8 + 32 * flights + 32);
  if (bytes > mostBytes)
    throw new RangeError(
      `work space must be at most ${mostBytes / 2 ** 20} MiB, would be ${Math.ceil(bytes / 2 ** 20)} MiB for ` +
        `${initial.values.length / 2} amplitudes at order ${order}: take fewer points${order === 4 ? ' or order 2' : ''}`,
    );
  return gridFlow(options, manyBodyPotential(initial, interaction, external));
}

function manyBodyPotential(
  initial: WaveFunction,
  interaction: Interaction,
  external?: (x: Float64Array) => number,
): GridPotential {
  const { grid, particles } = initial;
  const outer = external ? sampleOnGrid('external', grid, external) : new Float64Array(grid.size);
  const pairs = pairTable(interactionSamples(interaction, grid), grid, 1 / particles);
  const field = new Float64Array(grid.size ** particles);
  const sites = new Array<number>(particles).fill(grid.size);
  eachIndex(sites, (site, at) => {
    let sum = 0;
    for (let k = 0; k < particles; k++) {
      sum += outer[site[k]];
      for (let l = 0; l < k; l++) sum += pairs[site[k] * grid.size + site[l]];
    }
    field[at] = sum;
  });
  return {
    of: () => field,
    energyOf: (psi) => {
      const state = { ...initial, values: psi };
      let [total, outside] = [0, 0];
      for (let i = 0; i < field.length; i++) total += field[i] * (psi[2 * i] ** 2 + psi[2 * i + 1] ** 2);
      if (external)
        for (let j = 1; j <= particles; j++)
          marginalDensity(state, [j]).forEach((density, i) => {
            outside += outer[i] * density * grid.cell;
          });
      return { external: outside, interaction: total * grid.cell ** particles - outside };
    },
  };
}

/** factor·V(x_i − x_j) for all pairs of points of one particle. */
function pairTable(samples: Float64Array, grid: QuantumGrid, factor: number): Float64Array {
  const shape = wrappedShape(grid);
  const out = new Float64Array(grid.size * grid.size);
  const difference = shape.map(() => 0);
  eachIndex([...grid.points, ...grid.points], (index, at) => {
    for (let axis = 0; axis < shape.length; axis++) {
      const j = index[axis] - index[axis + shape.length];
      difference[axis] = j < 0 ? j + shape[axis] : j;
    }
    out[at] = factor * samples[placeOf(difference, shape)];
  });
  return out;
}
