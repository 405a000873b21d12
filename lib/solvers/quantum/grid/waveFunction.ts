import { kron } from '../../../numerics/complexVector';
import { finiteArray, integerIn, optionsOf, positive, shown } from '../../../numerics/guards';
import { eachPoint, perAxis, type QuantumGrid } from './grid';
import { checkTensor, normaliseWave, normTolerance, type WaveFunction, waveNorm } from './wave';

export interface WaveFunctionOptions {
  readonly grid: QuantumGrid;
  /** Default 1. */
  readonly hbar?: number;
  /** Default 1. */
  readonly particles?: number;
  /**
   * ψ as a function of all coordinates (borrowed, N·d of them: x₁ first), real or [re, im], of which any multiple will do;
   * or interleaved amplitudes of norm 1.
   */
  readonly values: ((x: Float64Array) => number | readonly [number, number]) | ArrayLike<number>;
}

/**
 * A wave function from a formula or from amplitudes. No symmetry is assumed.
 * @example
 * waveFunction({ grid, hbar: 0.5, values: ([x]) => [Math.exp(-x * x), x * Math.exp(-x * x)] });
 * @throws RangeError when a value is not finite, amplitudes do not have norm 1 within 1e−9 (they are then rescaled to
 * rounding), ψ vanishes, or the tensor has more than 2²⁴ amplitudes.
 */
export function waveFunction(options: WaveFunctionOptions): WaveFunction {
  optionsOf('waveFunction', options, '{ grid, values: ([x]) => Math.exp(-x * x) }', [
    'grid',
    'hbar',
    'particles',
    'values',
  ]);
  const { grid, values: given, particles = 1 } = options;
  const hbar = positive('hbar', options.hbar ?? 1);
  checkTensor(grid, particles);
  const length = 2 * grid.size ** particles;
  if (typeof given !== 'function') {
    const wave = { grid, hbar, particles, values: finiteArray('values', given, length) };
    const norm = waveNorm(wave);
    if (!(Math.abs(norm - 1) <= normTolerance))
      throw new RangeError(`values must have norm 1 (within ${normTolerance}), got norm ${norm}`);
    return normaliseWave(wave);
  }
  const values = new Float64Array(length);
  eachPoint(new Array(particles).fill(grid), (x, at) => {
    const value = given(x);
    const [re, im] = typeof value === 'number' ? [value, 0] : [value?.[0], value?.[1]];
    if (!(Number.isFinite(re) && Number.isFinite(im)))
      throw new RangeError(`values must be finite, got ${shown(value)} at [${x.join(', ')}]`);
    values[2 * at] = re;
    values[2 * at + 1] = im;
  });
  return normaliseWave({ grid, hbar, particles, values });
}

/**
 * The plane wave e^{ik·x}/√volume with k = 2π·mode/length on a torus.
 * @throws RangeError for a grid that is not periodic and for modes that are not integers below points/2.
 */
export function planeWaveState({
  grid,
  hbar = 1,
  mode = 0,
}: {
  readonly grid: QuantumGrid;
  readonly hbar?: number;
  readonly mode?: number | readonly number[];
}): WaveFunction {
  if (!grid.periodic) throw new RangeError('grid must be periodic for a plane wave, got periodic false');
  const modes = perAxis('mode', mode, grid.dimension);
  const lines = grid.points.map((n, axis) => {
    const most = Math.ceil(n / 2) - 1;
    const m = integerIn(`mode[${axis}]`, modes[axis], -most, most);
    const angle = (i: number): number =>
      (2 * Math.PI * ((m * i) % n)) / n + (2 * Math.PI * m * grid.low[axis]) / grid.lengths[axis];
    return Float64Array.from({ length: 2 * n }, (_, i) =>
      i % 2 === 0 ? Math.cos(angle(i / 2)) : Math.sin(angle((i - 1) / 2)),
    );
  });
  return normaliseWave({ grid, hbar: positive('hbar', hbar), particles: 1, values: kron(...lines) });
}
