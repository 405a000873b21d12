import { numberIn } from '../guards';
import { largestEntry } from './algebra';
import { checkSparse, type SparseMatrix, valueWidth } from './matrix';

/** An interval of the real line that contains the spectrum. */
export interface SpectralBounds {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The largest |Re or Im of a_ij − conj(a_ji)| of a square matrix, and where; an absent entry counts as 0.
 *
 * Row i meets its entries left of the diagonal in the order of columns j; the cursor of row j stands at its first entry
 * right of the diagonal that has not met its partner, and only moves on: one pass over the entries.
 */
export function hermitianDefect(matrix: SparseMatrix): { deviation: number; row: number; column: number } {
  const { rows, rowStart, column, values } = matrix;
  const width = valueWidth(matrix.kind);
  const cursor = new Int32Array(rows);
  let [deviation, worstRow, worstColumn] = [0, 0, 0];
  const compare = (i: number, j: number, k: number, partner: number): void => {
    let d = Math.abs((k < 0 ? 0 : values[width * k]) - (partner < 0 ? 0 : values[width * partner]));
    if (width === 2) {
      const im = (k < 0 ? 0 : values[2 * k + 1]) + (partner < 0 ? 0 : values[2 * partner + 1]);
      d = Math.max(d, Math.abs(im));
    }
    if (d > deviation) [deviation, worstRow, worstColumn] = [d, i, j];
  };
  for (let i = 0; i < rows; i++) {
    let k = rowStart[i];
    for (; k < rowStart[i + 1] && column[k] < i; k++) {
      const j = column[k];
      // What row j still has before column i has no partner: row i' < i was silent about it.
      for (; cursor[j] < rowStart[j + 1] && column[cursor[j]] < i; cursor[j]++)
        compare(j, column[cursor[j]], cursor[j], -1);
      const met = cursor[j] < rowStart[j + 1] && column[cursor[j]] === i;
      if (!met) compare(i, j, k, -1);
      // The common case, without a call.
      else if (width === 2 || values[k] !== values[cursor[j]]) compare(i, j, k, cursor[j]);
      if (met) cursor[j]++;
    }
    if (k < rowStart[i + 1] && column[k] === i) {
      if (width === 2) compare(i, i, k, k);
      k++;
    }
    cursor[i] = k;
  }
  for (let j = 0; j < rows; j++)
    for (; cursor[j] < rowStart[j + 1]; cursor[j]++) compare(j, column[cursor[j]], cursor[j], -1);
  return { deviation, row: worstRow, column: worstColumn };
}

/** Options of `requireSparseHermitian`. */
export interface HermitianCheckOptions {
  /** Largest |Re or Im of a_ij − conj(a_ji)| that passes, relative to the largest such part of an entry; default 1e−12. */
  readonly tolerance?: number;
  /** What the message calls the matrix; default 'matrix'. */
  readonly name?: string;
}

/**
 * RangeError unless the matrix is well formed, square and Hermitian (symmetric, if real) within `tolerance` times its largest entry;
 * the message names the largest deviation and where it is.
 */
export function requireSparseHermitian(matrix: SparseMatrix, options: HermitianCheckOptions = {}): void {
  const { tolerance = 1e-12, name = 'matrix' } = options;
  numberIn('tolerance', tolerance, 0, 1);
  checkSparse(name, matrix);
  if (matrix.rows !== matrix.columns)
    throw new RangeError(`${name} must be square, got ${matrix.rows} × ${matrix.columns}`);
  const { deviation, row, column } = hermitianDefect(matrix);
  if (deviation === 0) return;
  const largest = largestEntry(matrix);
  if (deviation > tolerance * largest)
    throw new RangeError(
      `${name} must be ${matrix.kind === 'complex' ? 'Hermitian' : 'symmetric'} within ${tolerance} of its largest entry ` +
        `${largest}, got a deviation of ${deviation} at row ${row}, column ${column}`,
    );
}

/**
 * An interval that contains the spectrum of a Hermitian matrix: the union of [a_ii − R_i, a_ii + R_i] with
 * R_i = Σ_{j≠i} |a_ij| (S. Gershgorin, 1931). Certain, up to rounding, often wide.
 */
export function gershgorinBounds(matrix: SparseMatrix): SpectralBounds {
  const { rows, rowStart, column, values } = matrix;
  const width = valueWidth(matrix.kind);
  let [lower, upper] = [Infinity, -Infinity];
  for (let i = 0; i < rows; i++) {
    let [centre, radius] = [0, 0];
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
      const re = values[width * k];
      if (column[k] === i) centre = re;
      else radius += width === 1 ? (re < 0 ? -re : re) : Math.hypot(re, values[2 * k + 1]);
    }
    if (centre - radius < lower) lower = centre - radius;
    if (centre + radius > upper) upper = centre + radius;
  }
  return { lower, upper };
}
