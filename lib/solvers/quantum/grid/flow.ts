import { fourierTransform } from '../../../numerics/fourier/transforms';
import { oneOf } from '../../../numerics/guards';
import { kineticFlow } from './kinetic';
import { checkedMass, edgeMass, kineticEnergy, spectralView } from './observables';
import {
  type GridPotential,
  SplitFlow,
  splittingOf,
  type WaveRun,
  type WaveSolver,
  type WaveSpace,
} from './splitFlow';
import { checkUnit, tensorShape, type WaveFunction, waveNorm } from './wave';

export type QuantumGridRun = WaveRun<WaveFunction>;

/** A wave function on a grid on its way through time. */
export type QuantumGridSolver = WaveSolver<WaveFunction>;

export interface GridSolverOptions {
  /** ψ at t = 0, with its grid and ħ. It is copied. */
  readonly initial: WaveFunction;
  /** U(x), x borrowed; default 0. */
  readonly external?: (x: Float64Array) => number;
  /** Mass of a particle, default 1, as in the notes. Infinity takes the kinetic energy away. */
  readonly mass?: number;
  /** 2: Strang's splitting; 4 (default): that of Blanes and Moan, with six times the work in a step. */
  readonly order?: 2 | 4;
}

/** Measured, per amplitude and stage: transforms, density, convolution and phases. */
const secondsPerAmplitude = 1e-7;

/** Both solvers on Cartesian grids: free flights in Fourier space, and phases. */
export function gridFlow(
  { initial, mass = 1, order = 4 }: GridSolverOptions,
  potential: GridPotential,
): QuantumGridSolver {
  const table = splittingOf(oneOf('order', order, [2, 4]));
  const weight = checkedMass(mass);
  checkUnit('initial', initial);
  const wave = { ...initial, values: initial.values.slice() };
  const transform = fourierTransform(tensorShape(initial));
  const space: WaveSpace<WaveFunction> = {
    secondsPerStage: (initial.values.length * secondsPerAmplitude) / 2,
    // Palindromes have each duration twice.
    fly: kineticFlow(initial, weight, Math.ceil(table.stages / 2)),
    squaredNorm: (state) => waveNorm(state) ** 2,
    kineticEnergy: (state) => kineticEnergy(state, weight),
    spectralView: (state) => spectralView(state, weight, transform),
    edgeMass,
    finer: `${initial.grid.points.map((n) => 2 * n).join(' × ')} points`,
  };
  return new SplitFlow(wave, space, table, potential);
}
