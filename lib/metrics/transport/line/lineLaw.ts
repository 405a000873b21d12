import type { Distribution1D } from '../../../densities/types';
import { oneOf } from '../../../numerics/guards';
import { checkedCloud } from '../cloud';
import type { Cloud } from '../types';

/**
 * dist_MK,p between a law without atoms and a cloud on the line, exact to rounding: the monotone coupling cuts the law at
 * the quantiles of the cumulated weights, and each slice goes to its point at a cost known from its moments,
 * mass·(variance + (mean − y)²) for p = 2, and mass·|mean − y| on either side of y for p = 1.
 * @throws RangeError unless the cloud has dimension 1, p is 1 or 2 and the law is spread out.
 */
export function distanceToLaw(
  law: Distribution1D,
  cloud: Cloud,
  options: { readonly p?: 1 | 2 } = {},
): number {
  const { points, weights, count, dimension } = checkedCloud('cloud', cloud);
  const p = oneOf('p', options.p ?? 1, [1, 2]);
  if (dimension !== 1) throw new RangeError(`cloud.dimension must be 1, got ${dimension}`);
  if (!(law.variance > 0)) throw new RangeError(`law must be spread out, got ${law.name}`);
  const cost = p === 1 ? distanceCost : squareCost;
  const order = Int32Array.from(points, (_, i) => i).sort((i, j) => points[i] - points[j]);
  let from = law.support[0];
  let below = 0;
  let sum = 0;
  for (let k = 0; k < count; k++) {
    below += weights[order[k]];
    const to = k === count - 1 ? law.support[1] : law.quantile(Math.min(1, below));
    if (to > from) sum += cost(law, from, to, points[order[k]]);
    from = Math.max(from, to);
  }
  return p === 1 ? sum : Math.sqrt(sum);
}

function distanceCost(law: Distribution1D, from: number, to: number, y: number): number {
  const middle = Math.min(to, Math.max(from, y));
  let sum = 0;
  for (const [a, b] of [
    [from, middle],
    [middle, to],
  ]) {
    const { mass, mean } = a < b ? law.cell(a, b) : { mass: 0, mean: y };
    sum += mass * Math.abs(mean - y);
  }
  return sum;
}

function squareCost(law: Distribution1D, from: number, to: number, y: number): number {
  const { mass, mean, variance } = law.cell(from, to);
  return mass > 0 ? mass * (variance + (mean - y) ** 2) : 0;
}
