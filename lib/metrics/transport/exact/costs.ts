import type { WeightedCloud } from '../cloud';

/**
 * The costs of a transport problem, n rows against m columns. Distances and squared distances of points are computed
 * where they are needed; any other cost is given entry by entry.
 */
export type Costs = PointCosts | EntryCosts;

/** |x_i − y_j| (`root`) or |x_i − y_j|². */
export interface PointCosts {
  readonly kind: 'points';
  readonly rows: number;
  readonly columns: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly dimension: number;
  readonly root: boolean;
}

/** Any costs ≥ 0, +∞ for a forbidden pair. */
export interface EntryCosts {
  readonly kind: 'entries';
  readonly rows: number;
  readonly columns: number;
  entry(i: number, j: number): number;
}

export function pointCosts(mu: WeightedCloud, nu: WeightedCloud, root: boolean): PointCosts {
  const { dimension } = mu;
  return { kind: 'points', rows: mu.count, columns: nu.count, x: mu.points, y: nu.points, dimension, root };
}

/** c(i, j), with the roundings of the kernel. */
export function entryOf(costs: Costs): (i: number, j: number) => number {
  if (costs.kind === 'entries') return costs.entry;
  const { x, y, dimension, root } = costs;
  const { sqrt } = Math;
  return (i, j) => {
    let sum = 0;
    for (let k = 0; k < dimension; k++) {
      const step = y[j * dimension + k] - x[i * dimension + k];
      sum += step * step;
    }
    return root ? sqrt(sum) : sum;
  };
}

/** Rows and columns exchanged. */
export function transposed(costs: Costs): Costs {
  const { rows: columns, columns: rows } = costs;
  if (costs.kind === 'entries') {
    return { kind: 'entries', rows, columns, entry: (i, j) => costs.entry(j, i) };
  }
  return { ...costs, rows, columns, x: costs.y, y: costs.x };
}

/** Some rows and some columns; all columns when none are named. */
export function selected(costs: Costs, rows: Int32Array, columns?: Int32Array): Costs {
  const size = { rows: rows.length, columns: columns?.length ?? costs.columns };
  if (costs.kind === 'points') {
    const { x, y, dimension } = costs;
    return {
      ...costs,
      ...size,
      x: gather(x, dimension, rows),
      y: columns ? gather(y, dimension, columns) : y,
    };
  }
  const entry = columns
    ? (i: number, j: number) => costs.entry(rows[i], columns[j])
    : (i: number, j: number) => costs.entry(rows[i], j);
  return { kind: 'entries', ...size, entry };
}

function gather(points: Float64Array, dimension: number, indices: Int32Array): Float64Array {
  const out = new Float64Array(indices.length * dimension);
  for (let i = 0; i < indices.length; i++) {
    for (let k = 0; k < dimension; k++) out[i * dimension + k] = points[indices[i] * dimension + k];
  }
  return out;
}
