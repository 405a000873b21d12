import { positive } from '../../numerics/guards';
import { checkedPair, type WeightedCloud } from './cloud';
import type { Cloud } from './types';

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
