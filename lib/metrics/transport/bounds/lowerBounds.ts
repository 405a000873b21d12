import { realMatrix } from '../../../numerics/dense/matrix';
import { finiteArray, integerIn, positive } from '../../../numerics/guards';
import { createRandom } from '../../../numerics/random';
import { gamma } from '../../../numerics/special';
import { checkedPair, type WeightedCloud } from '../cloud';
import { checkedExponent, costFunction } from '../ground';
import { transport1D } from '../line/line';
import type { Cloud } from '../types';
import { type GaussianLaw, transportGaussian } from './gaussian';

/** A function on Rⁿ with a constant L such that |f(z)−f(w)| ≤ L|z−w|. */
export interface LipschitzFunction {
  /** z is borrowed, length n. */
  value(z: Float64Array): number;
  readonly lipschitz: number;
}

/** |∫z dμ − ∫z dν| ≤ dist_MK,1 ≤ dist_MK,p for all p ≥ 1 (Jensen), in the Euclidean norm. */
export function lowerBoundByMeans(mu: Cloud, nu: Cloud): number {
  const [first, second] = checkedPair(mu, nu);
  let sum = 0;
  for (let k = 0; k < first.dimension; k++) {
    sum += (integral(first, (z) => z[k]) - integral(second, (z) => z[k])) ** 2;
  }
  return Math.sqrt(sum);
}

/**
 * max_f |∫f dμ − ∫f dν|/Lip(f) ≤ dist_MK,1 ≤ dist_MK,p (Kantorovich–Rubinstein), over the functions given. The
 * constants are taken on trust; the bound is in the norm for which they hold.
 */
export function lowerBoundByTestFunctions(
  mu: Cloud,
  nu: Cloud,
  functions: readonly LipschitzFunction[],
): number {
  const [first, second] = checkedPair(mu, nu);
  let best = 0;
  functions.forEach((f, k) => {
    positive(`functions[${k}].lipschitz`, f.lipschitz);
    const value = (z: Float64Array): number => f.value(z);
    const difference = Math.abs(integral(first, value) - integral(second, value));
    if (Number.isNaN(difference))
      throw new RangeError(`functions[${k}].value must return finite numbers, got NaN`);
    best = Math.max(best, difference / f.lipschitz);
  });
  return best;
}

function integral(cloud: WeightedCloud, f: (z: Float64Array) => number): number {
  const { points, dimension: d, weights } = cloud;
  let sum = 0;
  for (let i = 0; i < cloud.count; i++) sum += weights[i] * f(points.subarray(i * d, (i + 1) * d));
  return sum;
}

/**
 * |(∫|z−c|ᵖ dμ)^{1/p} − (∫|z−c|ᵖ dν)^{1/p}| ≤ dist_MK,p(μ, ν) for every centre c, the origin by default: both terms are
 * distances to δ_c, whose only coupling with μ is the product, and the triangle inequality holds.
 */
export function lowerBoundByMoments(mu: Cloud, nu: Cloud, p = 1, centre?: ArrayLike<number>): number {
  const [first, second] = checkedPair(mu, nu);
  checkedExponent(p);
  const d = first.dimension;
  const c = centre === undefined ? new Float64Array(d) : finiteArray('centre', centre, d);
  const power = (z: Float64Array): number => Math.hypot(...z.map((t, k) => t - c[k])) ** p;
  return Math.abs(integral(first, power) ** (1 / p) - integral(second, power) ** (1 / p));
}

/**
 * dist_MK,2 between the normal laws with the means and covariances of μ and ν is at most dist_MK,2(μ, ν) (M. Gelbrich,
 * Math. Nachr. 147, 1990): ∫|x−y|² dπ depends on means and covariances of π alone, and every covariance of a coupling
 * of μ and ν belongs also to a normal one.
 */
export function lowerBoundByCovariances(mu: Cloud, nu: Cloud): number {
  const [first, second] = checkedPair(mu, nu);
  return transportGaussian(gaussianOf(first), gaussianOf(second)).distance;
}

function gaussianOf(cloud: WeightedCloud): GaussianLaw {
  const d = cloud.dimension;
  const mean = Float64Array.from({ length: d }, (_, k) => integral(cloud, (z) => z[k]));
  const covariance = realMatrix(d, d);
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) {
      const value = integral(cloud, (z) => (z[i] - mean[i]) * (z[j] - mean[j]));
      covariance.data[i * d + j] = value;
      covariance.data[j * d + i] = value;
    }
  return { mean, covariance };
}

export interface ProjectionOptions {
  /** Exponent, any real p ≥ 1; 1 by default. */
  readonly p?: number;
  /** Number of directions besides the axes and that of the means; 32 by default. */
  readonly directions?: number;
  /** For the random directions beyond the plane; 1 by default. */
  readonly seed?: number;
}

/**
 * The largest dist_MK,p of the projections of μ and ν to a line, over a number of directions: projections are
 * 1-Lipschitz, so that a coupling of μ and ν projects to one that costs no more. In the plane the directions are
 * equidistant, elsewhere random. (The mean over directions, the sliced distance, is smaller still.)
 */
export function lowerBoundByProjections(mu: Cloud, nu: Cloud, options: ProjectionOptions = {}): number {
  const [first, second] = checkedPair(mu, nu);
  const p = checkedExponent(options.p ?? 1);
  const count = integerIn('directions', options.directions ?? 32, 0, 1e6);
  const d = first.dimension;
  const list = Array.from({ length: d }, (_, k) =>
    Float64Array.from({ length: d }, (_, l) => (k === l ? 1 : 0)),
  );
  list.push(
    Float64Array.from({ length: d }, (_, k) => integral(first, (z) => z[k]) - integral(second, (z) => z[k])),
  );
  const random = createRandom(options.seed ?? 1);
  for (let k = 0; k < count && d > 1; k++) {
    const angle = (Math.PI * (k + 0.5)) / count;
    list.push(
      d === 2
        ? Float64Array.of(Math.cos(angle), Math.sin(angle))
        : Float64Array.from({ length: d }, () => random.normal()),
    );
  }
  let largest = 0;
  for (const direction of list) {
    const length = Math.hypot(...direction);
    if (length === 0) continue;
    const projected = (cloud: WeightedCloud): Cloud => ({
      points: Float64Array.from({ length: cloud.count }, (_, i) => {
        let sum = 0;
        for (let k = 0; k < d; k++) sum += cloud.points[i * d + k] * direction[k];
        return sum / length;
      }),
      dimension: 1,
      weights: cloud.weights,
    });
    largest = Math.max(largest, transport1D(projected(first), projected(second), { p }).lower);
  }
  return largest;
}

/**
 * max of (∫min_j|x−y_j|ᵖ dμ(x))^{1/p} and the same with μ and ν exchanged: wherever a coupling sends x, it goes no
 * nearer than to the nearest point that has mass. Work n·m.
 */
export function lowerBoundByNearestPoints(mu: Cloud, nu: Cloud, p = 1): number {
  const [first, second] = checkedPair(mu, nu);
  checkedExponent(p);
  const cost = costFunction(first, second, p, 'euclidean');
  const oneWay = (from: WeightedCloud, to: WeightedCloud, c: (i: number, j: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < from.count; i++) {
      let least = Number.POSITIVE_INFINITY;
      for (let j = 0; j < to.count; j++) if (to.weights[j] > 0) least = Math.min(least, c(i, j));
      sum += from.weights[i] * least;
    }
    return sum ** (1 / p);
  };
  return Math.max(
    oneWay(first, second, cost),
    oneWay(second, first, (j, i) => cost(i, j)),
  );
}

/**
 * (D/(D+p))^{1/p}·(N K ω_D)^{−1/D} ≤ dist_MK,p(f, ν) for every density f ≤ K on R^D and every ν that lives on N points,
 * whatever its weights; ω_D is the volume of the unit ball. For p = 1 it is D/(D+1)·(N K ω_D)^{−1/D}.
 *
 * Proof: within r of the points f has mass at most N K ω_D r^D = (r/R)^D. Hence at least 1 − (r/R)^D moves farther than
 * r, and the cost is at least ∫₀^R p r^{p−1}(1 − (r/R)^D) dr = R^p·D/(D+p).
 */
export function lowerBoundByDensity(parameters: {
  /** N, the number of points. */
  readonly count: number;
  /** D, that of the space: 2d on phase space. */
  readonly dimension: number;
  /** K ≥ sup f. */
  readonly densityBound: number;
  readonly p?: number;
}): number {
  const { p = 1 } = parameters;
  const n = integerIn('count', parameters.count, 1);
  const d = integerIn('dimension', parameters.dimension, 1, 300);
  const k = positive('densityBound', parameters.densityBound);
  checkedExponent(p);
  const unitBall = Math.PI ** (d / 2) / gamma(d / 2 + 1);
  return (d / (d + p)) ** (1 / p) * (n * k * unitBall) ** (-1 / d);
}
