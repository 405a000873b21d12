import type { GridDensity } from '../../../densities/gridDensity';
import { positive } from '../../../numerics/guards';
import type { WeightedCloud } from '../cloud';
import type { Sites } from './laguerreCandidates';

/** Sites that are all different and have mass, with the points of the cloud that each stands for. */
export interface MergedSites {
  readonly cloud: WeightedCloud;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
  /** The site of each point of the cloud; −1 for a point without mass. */
  readonly siteOf: Int32Array;
}

/** The points of a cloud that have mass, each place once. */
export function mergedSites(cloud: WeightedCloud): MergedSites {
  const seen = new Map<string, number>();
  const siteOf = new Int32Array(cloud.count).fill(-1);
  const x: number[] = [];
  const y: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < cloud.count; i++) {
    if (cloud.weights[i] === 0) continue;
    const [a, b] = [cloud.points[2 * i], cloud.points[2 * i + 1]];
    const key = `${a} ${b}`;
    const known = seen.get(key);
    siteOf[i] = known ?? x.length;
    if (known !== undefined) {
      weights[known] += cloud.weights[i];
      continue;
    }
    seen.set(key, x.length);
    x.push(a);
    y.push(b);
    weights.push(cloud.weights[i]);
  }
  return {
    cloud,
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    weights: Float64Array.from(weights),
    siteOf,
  };
}

/** The points with their images left and right of the box when the first axis is a circle. */
export function images({ x, y }: MergedSites, density: GridDensity, period?: number): Sites {
  const count = x.length;
  if (period === undefined) return { x, y, owner: Int32Array.from(x, (_, i) => i), count };
  positive('period', period);
  const edges = density.edges[0];
  const low = edges[0];
  const width = edges[edges.length - 1] - low;
  if (Math.abs(width - period) > 1e-9 * period)
    throw new RangeError(
      `period must be the length ${width} of the first axis of the density, got ${period}`,
    );
  const at = (i: number): number => x[i] - period * Math.floor((x[i] - low) / period);
  return {
    x: Float64Array.from(
      { length: 3 * count },
      (_, k) => at(k % count) + (Math.floor(k / count) - 1) * period,
    ),
    y: Float64Array.from({ length: 3 * count }, (_, k) => y[k % count]),
    owner: Int32Array.from({ length: 3 * count }, (_, k) => k % count),
    count,
  };
}
