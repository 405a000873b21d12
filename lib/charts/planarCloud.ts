import type { Cloud } from '../metrics/transport/types';
import { finiteArray } from '../numerics/guards';
import type { CheckedCloud } from './cloudLayer';
import { strokeOf } from './palette';

/** A cloud in the plane, checked, in the index-th colour. */
export function planar(name: string, cloud: Cloud, index: number, label: string): CheckedCloud {
  if (cloud.dimension !== 2) throw new RangeError(`${name}.dimension must be 2, got ${cloud.dimension}`);
  const points = finiteArray(`${name}.points`, cloud.points);
  if (points.length === 0 || points.length % 2) {
    throw new RangeError(`${name}.points must have an even length > 0, got length ${points.length}`);
  }
  const weights = cloud.weights && finiteArray(`${name}.weights`, cloud.weights, points.length / 2);
  const largest = weights?.reduce((a, b) => Math.max(a, b), 0) || 1;
  return {
    label,
    x: points.filter((_, k) => k % 2 === 0),
    xi: points.filter((_, k) => k % 2 === 1),
    size: weights?.map((weight) => weight / largest),
    stroke: strokeOf(index === 0 ? 'particles' : 'vlasov', index),
  };
}
