import { type SineTransform, sineTransform } from '../../../numerics/fourier/sine';
import { finite, integerIn, positive, shown } from '../../../numerics/guards';

/** The points r_j = j·R/n, j = 1 … n − 1, of a ball of radius R in R³; at 0 and R the waves u vanish. */
export interface RadialGrid {
  readonly radius: number;
  /** n. */
  readonly intervals: number;
  /** h = R/n. */
  readonly spacing: number;
  /** r_j at index j − 1. */
  readonly points: Float64Array;
  /** κ_k = πk/R at index k − 1, the wavenumbers of sin κ_k r. */
  readonly wavenumbers: Float64Array;
}

export interface RadialGridOptions {
  readonly radius: number;
  /** Powers of two, and other numbers without large prime factors, are fastest. */
  readonly intervals: number;
}

/** @throws RangeError unless radius > 0 and intervals is an integer in [8, 2¹⁸]. */
export function radialGrid({ radius, intervals }: RadialGridOptions): RadialGrid {
  positive('radius', radius);
  integerIn('intervals', intervals, 8, 2 ** 18);
  const spacing = radius / intervals;
  const length = intervals - 1;
  return {
    radius,
    intervals,
    spacing,
    points: Float64Array.from({ length }, (_, j) => ((j + 1) * radius) / intervals),
    wavenumbers: Float64Array.from({ length }, (_, k) => ((k + 1) * Math.PI) / radius),
  };
}

/**
 * A radial wave function ψ(x) = u(|x|)/(√4π·|x|) in R³, so that ‖ψ‖² = ∫|u|²dr. For smooth ψ the odd continuation of u is
 * smooth: its sine series converges faster than any power.
 */
export interface RadialWave {
  readonly grid: RadialGrid;
  readonly hbar: number;
  /** u at the points, interleaved, of length 2(n − 1), with Σ|u_j|²·h = 1. */
  readonly values: Float64Array;
}

export interface RadialWaveOptions {
  readonly grid: RadialGrid;
  /** Default 1. */
  readonly hbar?: number;
  /** ψ as a function of |x|, real or [re, im]; any multiple will do. */
  readonly psi: (r: number) => number | readonly [number, number];
}

/** A radial wave function of norm 1 from ψ(|x|). @throws RangeError where ψ is not finite or when it vanishes. */
export function radialWave({ grid, hbar = 1, psi }: RadialWaveOptions): RadialWave {
  const values = new Float64Array(2 * grid.points.length);
  grid.points.forEach((r, j) => {
    const value = psi(r);
    const [re, im] = typeof value === 'number' ? [value, 0] : [value?.[0], value?.[1]];
    if (!(Number.isFinite(re) && Number.isFinite(im)))
      throw new RangeError(`psi must be finite, got ${shown(value)} at r = ${r}`);
    values[2 * j] = r * re;
    values[2 * j + 1] = r * im;
  });
  const wave = { grid, hbar: positive('hbar', hbar), values };
  const norm = radialNorm(wave);
  if (!(norm > 0 && norm < Infinity))
    throw new RangeError(`psi must have a positive, finite norm, got ${norm}`);
  for (let i = 0; i < values.length; i++) values[i] /= norm;
  return wave;
}

export interface RadialGaussianOptions {
  readonly grid: RadialGrid;
  readonly hbar?: number;
  /** s > 0: the standard deviation of each coordinate. Default √(ħ/2). */
  readonly width?: number;
  /** c: the packet moves with momentum c·x. Default 0. */
  readonly chirp?: number;
}

/**
 * ψ(x) = (2πs²)^{−3/4}exp(−|x|²/4s² + ic|x|²/2ħ), the `gaussianPacket` of equal widths at rest.
 * @throws RangeError when eight standard deviations are not inside the ball.
 */
export function radialGaussian(options: RadialGaussianOptions): RadialWave {
  const { grid, chirp = 0 } = options;
  const hbar = positive('hbar', options.hbar ?? 1);
  const s = positive('width', options.width ?? Math.sqrt(hbar / 2));
  finite('chirp', chirp);
  if (8 * s > grid.radius)
    throw new RangeError(
      `the ball must hold 8 standard deviations of the packet, ${8 * s}, but has radius ${grid.radius}`,
    );
  return radialWave({
    grid,
    hbar,
    psi: (r) => {
      const size = Math.exp((-r * r) / (4 * s * s));
      const phase = (chirp * r * r) / (2 * hbar);
      return [size * Math.cos(phase), size * Math.sin(phase)];
    },
  });
}

/** ‖ψ‖ = (Σ|u_j|²·h)^½. */
export function radialNorm({ grid, values }: Pick<RadialWave, 'grid' | 'values'>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum * grid.spacing);
}

/** |ψ|² = |u|²/4πr² at the points. */
export function radialDensity({ grid, values }: RadialWave): Float64Array {
  return grid.points.map((r, j) => (values[2 * j] ** 2 + values[2 * j + 1] ** 2) / (4 * Math.PI * r * r));
}

/** Sine series of the real and the imaginary part of u. */
export function sineCoefficients(
  { grid, values }: Pick<RadialWave, 'grid' | 'values'>,
  transform: SineTransform = sineTransform(grid.intervals),
): [re: Float64Array, im: Float64Array] {
  const part = (offset: 0 | 1): Float64Array => {
    const out = Float64Array.from(grid.points, (_, j) => values[2 * j + offset]);
    return transform.forwardInto(out, out);
  };
  return [part(0), part(1)];
}
