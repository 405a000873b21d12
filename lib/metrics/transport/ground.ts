import { finite, oneOf, positive } from '../../numerics/guards';
import type { WeightedCloud } from './cloud';
import type { TransportNorm, TransportResult } from './types';

/** The distance of x = a[i·d … i·d+d) and y = b[j·d … j·d+d). */
export type PointDistance = (a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number) => number;

/** What |x−y| means, see `TransportResult.ground`. */
export type Ground = TransportResult['ground'];

/** The exponent p checked: finite and ≥ 1. */
export function checkedExponent(p: number): number {
  if (finite('p', p) < 1) throw new RangeError(`p must be a finite number >= 1, got ${p}`);
  return p;
}

/** The norm checked against the dimension: the phase-space sum needs two halves. */
export function checkedNorm(norm: TransportNorm, dimension: number): TransportNorm {
  oneOf('norm', norm, ['euclidean', 'phase-space sum']);
  if (norm === 'phase-space sum' && dimension % 2 !== 0) {
    throw new RangeError(
      `norm 'phase-space sum' needs points (x, xi) of even dimension, got dimension ${dimension}`,
    );
  }
  return norm;
}

/** The sum of (a[i+k] − b[j+k])² over k < length. */
function squared(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) {
    const step = a[i + k] - b[j + k];
    sum += step * step;
  }
  return sum;
}

/** The distance function of a ground; `user cost` has none and throws. */
export function pointDistance(ground: Ground, dimension: number, period?: number): PointDistance {
  const d = dimension;
  const half = d / 2;
  switch (ground) {
    case 'euclidean':
      if (d === 1) return (a, i, b, j) => Math.abs(a[i] - b[j]);
      return (a, i, b, j) => Math.sqrt(squared(a, i * d, b, j * d, d));
    case 'phase-space sum':
      checkedNorm(ground, d);
      return (a, i, b, j) =>
        Math.sqrt(squared(a, i * d, b, j * d, half)) +
        Math.sqrt(squared(a, i * d + half, b, j * d + half, half));
    case 'circle': {
      const length = positive('period', period ?? Number.NaN);
      return (a, i, b, j) => {
        const along = Math.abs(a[i] - b[j]) % length;
        return Math.min(along, length - along);
      };
    }
    default:
      throw new RangeError(`ground '${ground}' defines no distance between points; give the option cost`);
  }
}

/** t ↦ tᵖ for t ≥ 0, without `**` for the usual exponents: it takes some 50 ns. */
export function powerFunction(p: number): (t: number) => number {
  if (p === 1) return (t) => t;
  if (p === 2) return (t) => t * t;
  if (p === 3) return (t) => t * t * t;
  if (p === 4) return (t) => t * t * (t * t);
  return (t) => t ** p;
}

/** The cost c_ij = |x_i − y_j|ᵖ between two clouds. */
export function costFunction(
  mu: WeightedCloud,
  nu: WeightedCloud,
  p: number,
  ground: Ground,
  period?: number,
): (i: number, j: number) => number {
  const x = mu.points;
  const y = nu.points;
  const d = mu.dimension;
  if (ground === 'euclidean' && d > 1 && p === 2) return (i, j) => squared(x, i * d, y, j * d, d);
  const distance = pointDistance(ground, d, period);
  if (p === 1) return (i, j) => distance(x, i, y, j);
  const power = powerFunction(p);
  return (i, j) => power(distance(x, i, y, j));
}

/** An upper bound of all |x_i − y_j|, from the boxes around both clouds. */
export function distanceBound(mu: WeightedCloud, nu: WeightedCloud, norm: TransportNorm): number {
  const d = mu.dimension;
  const widest = new Float64Array(d);
  for (let k = 0; k < d; k++) {
    const [lowX, highX] = range(mu.points, k, d);
    const [lowY, highY] = range(nu.points, k, d);
    widest[k] = Math.max(highX - lowY, highY - lowX);
  }
  return pointDistance(norm, d)(widest, 0, new Float64Array(d), 0);
}

/** An upper bound of the costs |x−y|ᵖ. @throws RangeError when it overflows or underflows. */
export function largestCostBound(
  mu: WeightedCloud,
  nu: WeightedCloud,
  p: number,
  norm: TransportNorm = 'euclidean',
): number {
  const farthest = distanceBound(mu, nu, norm);
  const largest = farthest ** p;
  if (largest < Number.POSITIVE_INFINITY && (largest > 1e-290 || farthest === 0)) return largest;
  const fault = largest > 1 ? 'overflow' : 'underflow';
  throw new RangeError(`p = ${p} makes the costs |x-y|^p ${fault}: rescale the points or lower p`);
}

function range(points: Float64Array, coordinate: number, dimension: number): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = coordinate; k < points.length; k += dimension) {
    if (points[k] < low) low = points[k];
    if (points[k] > high) high = points[k];
  }
  return [low, high];
}
