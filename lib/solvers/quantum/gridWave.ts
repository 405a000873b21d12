import { finiteArray, integerIn, positive, shown } from '../../numerics/guards';
import { eachPoint, perAxis, product, type QuantumGrid } from './grid';

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
const normTolerance = 1e-9;
/** Standard deviations of a packet that must fit: what is outside has a mass of 2·10⁻⁹. */
const deviations = 6;
/** Amplitudes in one tensor: 256 MiB. */
export const mostAmplitudes: number = 2 ** 24;

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
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum * grid.cell ** particles);
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
 * @throws RangeError when a value is not finite, amplitudes do not have norm 1 within 1e−9 (they are then rescaled to
 * rounding), ψ vanishes, or the tensor has more than 2²⁴ amplitudes.
 */
export function waveFunction(options: WaveFunctionOptions): WaveFunction {
  const { grid, values: given, particles = 1 } = options;
  const hbar = positive('hbar', options.hbar ?? 1);
  checkTensor(grid, particles);
  const length = 2 * grid.size ** particles;
  if (typeof given !== 'function') {
    const wave = { grid, hbar, particles, values: finiteArray('values', given, length) };
    const norm = waveNorm(wave);
    if (!(Math.abs(norm - 1) <= normTolerance))
      throw new RangeError(`values must have norm 1 (within ${normTolerance}), got norm ${norm}`);
    return rescaled(wave);
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
  return rescaled({ grid, hbar, particles, values });
}

/** ψ/‖ψ‖, in place. */
function rescaled(wave: WaveFunction): WaveFunction {
  const norm = waveNorm(wave);
  if (!(norm > 0 && norm < Infinity))
    throw new RangeError(`a wave function must have a positive, finite norm, got ${norm}`);
  for (let i = 0; i < wave.values.length; i++) wave.values[i] /= norm;
  return wave;
}

export interface GaussianPacketOptions {
  readonly grid: QuantumGrid;
  readonly hbar?: number;
  /** ⟨x⟩; default 0. Here and below: one number for all axes, or one per axis. */
  readonly centre?: number | readonly number[];
  /** ⟨p⟩; default 0. */
  readonly momentum?: number | readonly number[];
  /** s > 0: the standard deviation of x. Default √(ħ/2), a coherent state. */
  readonly width?: number | readonly number[];
  /** c: the packet moves with momentum p + c·(x − centre). Default 0. */
  readonly chirp?: number | readonly number[];
}

/**
 * ψ(x) = Π (2πs²)^{−¼} exp(−(x−q)²/4s² + i[p(x−q) + ½c(x−q)²]/ħ): Var x = s², Var p = ħ²/4s² + c²s², Cov(x,p) = cs².
 * On a torus the sum of all its images, normalised.
 * @throws RangeError when six standard deviations do not fit into the box, or into the momenta |p| < πħ/h of the grid (the
 * message says how many points would do).
 */
export function gaussianPacket(options: GaussianPacketOptions): WaveFunction {
  const { grid } = options;
  const hbar = positive('hbar', options.hbar ?? 1);
  const d = grid.dimension;
  const centre = perAxis('centre', options.centre ?? 0, d);
  const momentum = perAxis('momentum', options.momentum ?? 0, d);
  const width = perAxis('width', options.width ?? Math.sqrt(hbar / 2), d);
  const chirp = perAxis('chirp', options.chirp ?? 0, d);
  const lines = grid.axes.map((axis, a) => {
    const packet = {
      centre: centre[a],
      momentum: momentum[a],
      width: positive('width', width[a]),
      chirp: chirp[a],
    };
    checkPacket(grid, a, packet, hbar);
    return packetAlong(axis, grid.periodic ? grid.lengths[a] : 0, packet, hbar);
  });
  return rescaled({ grid, hbar, particles: 1, values: outerProduct(lines) });
}

interface Packet {
  readonly centre: number;
  readonly momentum: number;
  readonly width: number;
  readonly chirp: number;
}

function checkPacket(grid: QuantumGrid, axis: number, packet: Packet, hbar: number): void {
  const { centre, momentum, width, chirp } = packet;
  const reach = Math.abs(momentum) + deviations * Math.hypot(hbar / (2 * width), chirp * width);
  checkMomentum(grid, axis, reach, hbar);
  const [low, high] = [centre - deviations * width, centre + deviations * width];
  if (!grid.periodic && !(low >= grid.low[axis] && high <= grid.high[axis]))
    throw new RangeError(
      `the box must hold ${deviations} standard deviations of the packet on axis ${axis}, [${low}, ${high}], ` +
        `but is [${grid.low[axis]}, ${grid.high[axis]}]`,
    );
}

/** RangeError unless momenta up to `reach` are below πħ/h. */
function checkMomentum(grid: QuantumGrid, axis: number, reach: number, hbar: number): void {
  const most = (Math.PI * hbar) / grid.spacing[axis];
  if (!(reach <= most))
    throw new RangeError(
      `the grid must resolve momenta up to ${reach.toPrecision(4)} on axis ${axis}, but with ${grid.points[axis]} points ` +
        `it ends at πħ/h = ${most.toPrecision(4)}: take at least ` +
        `${2 * Math.ceil((reach * grid.lengths[axis]) / (2 * Math.PI * hbar))} points`,
    );
}

/** One factor of a packet with all images at distances of `period`; 0: no images. */
function packetAlong(axis: Float64Array, period: number, packet: Packet, hbar: number): Float64Array {
  const { centre, momentum, width, chirp } = packet;
  const out = new Float64Array(2 * axis.length);
  // Beyond 12 standard deviations ψ, whose exponent is half that of |ψ|², is below e^{−36}.
  const images = period > 0 ? Math.ceil((12 * width) / period) + 1 : 0;
  const first = period > 0 ? Math.round((axis[0] - centre) / period) : 0;
  axis.forEach((x, i) => {
    for (let image = -images; image <= images + 1; image++) {
      if (period === 0 && image !== 0) continue;
      const z = x - centre - (first + image) * period;
      const size = Math.exp((-z * z) / (4 * width * width));
      const phase = (momentum * z + 0.5 * chirp * z * z) / hbar;
      out[2 * i] += size * Math.cos(phase);
      out[2 * i + 1] += size * Math.sin(phase);
    }
  });
  return out;
}

/** ψ₁(x₁)ψ₂(x₂)…: the particles of all factors one after the other. @throws RangeError for different grids or ħ. */
export function productState(factors: readonly WaveFunction[]): WaveFunction {
  const { grid, hbar } = checkSame('factors', factors);
  const particles = factors.reduce((sum, factor) => sum + factor.particles, 0);
  checkTensor(grid, particles);
  return { grid, hbar, particles, values: outerProduct(factors.map((factor) => factor.values)) };
}

/**
 * Σ c_k ψ_k, normalised; the coefficients are real or [re, im].
 * @throws RangeError when the sum vanishes or grids, ħ or particles differ.
 */
export function superposition(
  waves: readonly WaveFunction[],
  coefficients: readonly (number | readonly [number, number])[] = waves.map(() => 1),
): WaveFunction {
  const { grid, hbar, particles, values: first } = checkSame('waves', waves);
  if (coefficients.length !== waves.length || waves.some((wave) => wave.particles !== particles))
    throw new RangeError(
      `waves must have equally many particles and one coefficient each, got ${waves.length} waves and ` +
        `${coefficients.length} coefficients`,
    );
  const values = new Float64Array(first.length);
  waves.forEach((wave, k) => {
    const c = coefficients[k];
    const [re, im] = finiteArray(`coefficients[${k}]`, typeof c === 'number' ? [c, 0] : c, 2);
    for (let i = 0; i < values.length; i += 2) {
      values[i] += re * wave.values[i] - im * wave.values[i + 1];
      values[i + 1] += re * wave.values[i + 1] + im * wave.values[i];
    }
  });
  return rescaled({ grid, hbar, particles, values });
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
  return rescaled({ grid, hbar: positive('hbar', hbar), particles: 1, values: outerProduct(lines) });
}

/** RangeError unless it is a wave function. */
export function checkWave(name: string, wave: WaveFunction): void {
  if (!(wave?.grid?.size > 0) || wave.values?.length !== 2 * wave.grid.size ** wave.particles)
    throw new RangeError(
      `${name} must be a wave function on a grid, got ${shown(wave)}: gaussianPacket and waveFunction make one`,
    );
}

/** RangeError unless all live on the same grid with the same ħ. */
export function checkSame(name: string, waves: readonly WaveFunction[]): WaveFunction {
  if (!Array.isArray(waves) || waves.length === 0)
    throw new RangeError(`${name} must be a list of wave functions, got ${shown(waves)}`);
  const [first] = waves;
  for (const wave of waves) checkWave(name, wave);
  const key = ({ grid, hbar }: WaveFunction): string =>
    [...grid.low, ...grid.high, ...grid.points, grid.periodic, hbar].join(' ');
  const other = waves.find((wave) => key(wave) !== key(first));
  if (other)
    throw new RangeError(`${name} must have one grid and one ħ, got ${key(first)} and ${key(other)}`);
  return first;
}

/** Products of one complex number from every list, row-major. */
export function outerProduct(lists: readonly Float64Array[]): Float64Array {
  return lists.reduce((left, right) => {
    const out = new Float64Array(product([left.length, right.length]) / 2);
    for (let i = 0, at = 0; i < left.length; i += 2)
      for (let j = 0; j < right.length; j += 2, at += 2) {
        out[at] = left[i] * right[j] - left[i + 1] * right[j + 1];
        out[at + 1] = left[i] * right[j + 1] + left[i + 1] * right[j];
      }
    return out;
  });
}
