import { numberIn } from '../guards';
import type { DenseMatrix } from './matrix';

/** Which singular values, or diagonal entries |r_jj| of a pivoted QR factor, count as not zero. */
export interface RankOptions {
  /** Relative to the largest; max(rows, columns)·2⁻⁵² unless given. */
  readonly tolerance?: number;
}

/** How many of the `sizes`, which decrease, exceed the tolerance of a matrix A times the first. */
export function rankOf(a: DenseMatrix, sizes: Float64Array, options: RankOptions): number {
  const smallest = Math.max(a.rows, a.columns) * 2 ** -52;
  const tolerance = numberIn('tolerance', options.tolerance ?? smallest, 2 ** -52, 1);
  let rank = 0;
  while (rank < sizes.length && sizes[rank] > tolerance * sizes[0]) rank++;
  return rank;
}
