import { norm, normalise } from '../../../numerics/complexVector';
import { integerIn, shown } from '../../../numerics/guards';
import { type QuantumGrid, sameGrid } from './grid';

/** A wave function of one or several particles on a grid. */
export interface WaveFunction {
  readonly grid: QuantumGrid;
  readonly hbar: number;
  /** N; the tensor has N·d axes, those of particle 1 first. */
  readonly particles: number;
  /** ψ(x₁, …, x_N), interleaved, row-major, of length 2·sizeᴺ, with Σ|ψ|²·cellᴺ = 1. */
  readonly values: Float64Array;
}

/** Deviations from norm 1 that are mended in silence. */
export const normTolerance = 1e-9;
/** Amplitudes in one tensor: 256 MiB. */
const mostAmplitudes: number = 2 ** 24;

/** Points along every axis of the tensor. */
export function tensorShape({
  grid,
  particles,
}: Pick<WaveFunction, 'grid' | 'particles'>): readonly number[] {
  return Array.from({ length: particles }, () => grid.points).flat();
}

/** Lengths of the box along every axis of the tensor. */
export function tensorLengths({
  grid,
  particles,
}: Pick<WaveFunction, 'grid' | 'particles'>): readonly number[] {
  return Array.from({ length: particles }, () => grid.lengths).flat();
}

/** ‖ψ‖ = (Σ|ψ|²·cellᴺ)^½. */
export function waveNorm({ grid, particles, values }: WaveFunction): number {
  return norm(values) * Math.sqrt(grid.cell ** particles);
}

/** RangeError, before anything is allocated, when a tensor would be too large. */
export function checkTensor(grid: QuantumGrid, particles: number): void {
  integerIn('particles', particles, 1, 4);
  const amplitudes = grid.size ** particles;
  if (amplitudes > mostAmplitudes)
    throw new RangeError(
      `a wave function of ${particles} particles on ${grid.points.join(' × ')} points must have at most ` +
        `${mostAmplitudes} amplitudes, would have ${amplitudes} (${Math.ceil((16 * amplitudes) / 2 ** 20)} MiB): ` +
        `take ${Math.floor(mostAmplitudes ** (1 / (particles * grid.dimension)))} points an axis`,
    );
}

/** ψ/‖ψ‖, in place. @throws RangeError where ψ vanishes. */
export function normaliseWave(wave: WaveFunction): WaveFunction {
  normalise('a wave function', wave.values);
  const unit = 1 / Math.sqrt(wave.grid.cell ** wave.particles);
  for (let i = 0; i < wave.values.length; i++) wave.values[i] *= unit;
  return wave;
}

/** RangeError unless it is a wave function. */
export function checkWave(name: string, wave: WaveFunction): void {
  if (!(wave?.grid?.size > 0) || wave.values?.length !== 2 * wave.grid.size ** wave.particles)
    throw new RangeError(
      `${name} must be a wave function on a grid, got ${shown(wave)}: gaussianPacket and waveFunction make one`,
    );
}

/** RangeError unless ‖ψ‖ = 1 within 1e−9: nonlinear equations have no multiples of solutions. */
export function checkUnit(name: string, wave: WaveFunction): void {
  const size = waveNorm(wave);
  if (!(Math.abs(size - 1) <= normTolerance))
    throw new RangeError(
      `${name} must have norm 1 (within ${normTolerance}), got norm ${size}: waveFunction({ values: x => … }) normalises`,
    );
}

/** RangeError unless all live on the same grid with the same ħ. */
export function checkSame(name: string, waves: readonly WaveFunction[]): WaveFunction {
  if (!Array.isArray(waves) || waves.length === 0)
    throw new RangeError(`${name} must be a list of wave functions, got ${shown(waves)}`);
  const [first] = waves;
  for (const wave of waves) checkWave(name, wave);
  const other = waves.find(({ grid, hbar }) => hbar !== first.hbar || !sameGrid(grid, first.grid));
  if (other)
    throw new RangeError(`${name} must have one grid and one ħ, got ${inWords(first)} and ${inWords(other)}`);
  return first;
}

function inWords({ grid: { low, high, points, periodic }, hbar }: WaveFunction): string {
  return `[${low}] … [${high}], ${points.join(' × ')} points, ${periodic ? 'periodic' : 'box'}, ħ = ${hbar}`;
}
