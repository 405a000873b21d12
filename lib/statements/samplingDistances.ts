import { type Distribution1D, phaseSpaceDensity } from '../densities';
import {
  type Cloud,
  distanceToLaw,
  lowerBoundByDensity,
  transportSemidiscrete,
  wasserstein,
} from '../metrics/transport';
import { type Estimate, estimateOf } from '../numerics/estimate';
import { integerIn, numberIn } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import { createRandom, type Random } from '../numerics/random';

/** A law on R^D with independent coordinates; every `PhaseSpaceDensity` is one, with D = 2d. */
export interface ProductLaw {
  readonly coordinates: readonly Distribution1D[];
}

/**
 * What is known of E W₁(μ_N, f) for one N, W₁ = dist_MK,1 and μ_N = (1/N)Σδ_{X_j} with X_j independent of law f. Plain
 * data, fit for JSON. Below E W₁(μ_N, f) lie `nearest`, `density`, half of `twoSample` and `toLaw.lower`; above it lie
 * `twoSample` and `toLaw.upper`.
 */
export interface SamplingPoint {
  /** N. */
  readonly size: number;
  /** Independent pairs of clouds behind `twoSample` and `nearest`. */
  readonly repetitions: number;
  /**
   * E W₁(μ_N, μ'_N), two independent clouds: ≥ E W₁(μ_N, f) since W₁ is convex and E μ'_N = f; ≤ 2 E W₁(μ_N, f) by the
   * triangle inequality.
   */
  readonly twoSample: Estimate;
  /** E min_j|Z − X_j| with Z of law f: mass goes no nearer than to the nearest point, whatever the weights. */
  readonly nearest: Estimate;
  /** D/(D+1)·(N K ω_D)^{−1/D}, f ≤ K, certain and for any N points (`lowerBoundByDensity`). */
  readonly density: number;
  /** Means of both ends of the enclosure of W₁(μ_N, f) of so many clouds; only for D ≤ 2. */
  readonly toLaw?: { readonly repetitions: number; readonly lower: Estimate; readonly upper: Estimate };
}

export interface SharpOptions {
  /** Clouds whose distance from f itself is enclosed; needs D ≤ 2. */
  readonly repetitions: number;
  /** Relative width of the enclosure in the plane; 0.01 by default. (On the line it is a number.) */
  readonly tolerance?: number;
}

export interface SamplingPointOptions {
  readonly density: ProductLaw;
  readonly size: number;
  /** At least 2. */
  readonly repetitions: number;
  /** Repetition r draws from the r-th child: more repetitions leave the first ones as they were. */
  readonly random: Random;
  readonly toLaw?: SharpOptions;
}

/** The estimates for one N, by Monte Carlo and exact transport; in D = 6 and N = 4096 about a second a repetition. */
export function samplingPoint(options: SamplingPointOptions): SamplingPoint {
  const { density, random, toLaw } = options;
  const size = integerIn('size', options.size, 1, 10_000);
  const repetitions = integerIn('repetitions', options.repetitions, 2, 1e6);
  const [pairs, singles] = [random.split(), random.split()];
  const twoSample = new Float64Array(repetitions);
  const nearest = new Float64Array(repetitions);
  for (let r = 0; r < repetitions; r++) {
    const stream = pairs.split();
    const [first, second] = [drawCloud(density, size, stream), drawCloud(density, size, stream)];
    twoSample[r] = wasserstein(first, second).distance;
    nearest[r] = meanDistanceToNearest(second, first);
  }
  const dimension = density.coordinates.length;
  const densityBound = density.coordinates.reduce((product, law) => product * law.densityBound, 1);
  return {
    size,
    repetitions,
    twoSample: estimateOf(twoSample),
    nearest: estimateOf(nearest),
    density: densityBound < Infinity ? lowerBoundByDensity({ count: size, dimension, densityBound }) : 0,
    ...(toLaw && { toLaw: distancesToLaw(density, size, singles, toLaw) }),
  };
}

function drawCloud({ coordinates }: ProductLaw, n: number, random: Random): Cloud {
  const dimension = coordinates.length;
  const points = new Float64Array(n * dimension);
  for (let k = 0; k < points.length; k++) points[k] = coordinates[k % dimension].sample(random);
  return { points, dimension };
}

/** (1/n)Σ_k min_j|z_k − x_j|, all pairs. */
function meanDistanceToNearest({ points: z, dimension: d }: Cloud, { points: x }: Cloud): number {
  let sum = 0;
  for (let k = 0; k < z.length; k += d) {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < x.length; j += d) {
      let square = 0;
      for (let i = 0; i < d; i++) {
        const t = z[k + i] - x[j + i];
        square += t * t;
      }
      if (square < least) least = square;
    }
    sum += Math.sqrt(least);
  }
  return (sum * d) / z.length;
}

function distancesToLaw(
  { coordinates }: ProductLaw,
  n: number,
  random: Random,
  options: SharpOptions,
): SamplingPoint['toLaw'] {
  const repetitions = integerIn('toLaw.repetitions', options.repetitions, 2, 1e6);
  const tolerance = numberIn('toLaw.tolerance', options.tolerance ?? 0.01, 1e-6, 0.5);
  const [position, momentum] = coordinates;
  const enclosure = enclosureOf(coordinates.length, position, momentum, tolerance);
  const ends = Array.from({ length: repetitions }, () =>
    enclosure(drawCloud({ coordinates }, n, random.split())),
  );
  return {
    repetitions,
    lower: estimateOf(ends.map((end) => end.lower)),
    upper: estimateOf(ends.map((end) => end.upper)),
  };
}

function enclosureOf(
  dimension: number,
  position: Distribution1D,
  momentum: Distribution1D,
  tolerance: number,
): (cloud: Cloud) => { readonly lower: number; readonly upper: number } {
  if (dimension > 2) throw new RangeError(`toLaw needs a law in dimension 1 or 2, got ${dimension}`);
  if (dimension === 1) {
    return (cloud) => {
      const distance = distanceToLaw(position, cloud);
      return { lower: distance, upper: distance };
    };
  }
  const density = phaseSpaceDensity({ dimension: 1, position, momentum });
  return (cloud) => transportSemidiscrete(density, cloud, { tolerance });
}

export interface SamplingOptions {
  readonly density: ProductLaw;
  /** Numbers of particles, at most 10 000. */
  readonly sizes: readonly number[];
  /** Independent pairs of clouds for each size. */
  readonly repetitions: number;
  readonly seed: number;
  readonly toLaw?: SharpOptions;
  readonly onProgress?: OnProgress;
}

/** `samplingPoint` for several N; the points are independent of each other. */
export function samplingDistances(options: SamplingOptions): SamplingPoint[] {
  const { density, sizes, repetitions, seed, toLaw, onProgress } = options;
  const random = createRandom(seed);
  return sizes.map((size, k) => {
    const point = samplingPoint({ density, size, repetitions, random: random.split(), toLaw });
    onProgress?.(k + 1, sizes.length);
    return point;
  });
}

/** lower ≤ E W₁(μ_N, f) ≤ upper as arrays over N, for charts and checks, with the standard errors of both ends. */
export interface SamplingBracket {
  readonly sizes: Float64Array;
  readonly lower: Float64Array;
  readonly lowerError: Float64Array;
  readonly upper: Float64Array;
  readonly upperError: Float64Array;
}

/**
 * The best ends that every point knows; to choose among estimates by their size biases them by less than their errors.
 * @example
 * samplingBracket(samplings)
 */
export function samplingBracket(points: readonly SamplingPoint[]): SamplingBracket {
  const lower = points.map(({ twoSample, nearest, density, toLaw }) =>
    largest([
      { mean: twoSample.mean / 2, standardError: twoSample.standardError / 2 },
      nearest,
      { mean: density, standardError: 0 },
      ...(toLaw ? [toLaw.lower] : []),
    ]),
  );
  const upper = points.map(({ twoSample, toLaw }) => toLaw?.upper ?? twoSample);
  return {
    sizes: Float64Array.from(points, (point) => point.size),
    lower: Float64Array.from(lower, (end) => end.mean),
    lowerError: Float64Array.from(lower, (end) => end.standardError),
    upper: Float64Array.from(upper, (end) => end.mean),
    upperError: Float64Array.from(upper, (end) => end.standardError),
  };
}

function largest(ends: readonly Estimate[]): Estimate {
  return ends.reduce((best, end) => (end.mean > best.mean ? end : best));
}
