// LU factors with row exchanges, P·A = L·U in place, after Toledo, Locality of reference in LU decomposition with
// partial pivoting, 1997: panels are halved down to a few columns, `solveLower` and `gemm` do the rest.
import { gemm } from './_gemm';
import { addRow, swapRows } from './_rows';
import { divideEntry } from './_scalars';
import { solveLower, triangularScratch } from './_triangular';

/** Doubles across the narrowest panel, which is factored column by column. */
const narrowest: i32 = 16;

/** Doubles of scratch that the routines of this file need. */
export const luScratch: i32 = triangularScratch;

/** Size by which pivots are chosen: |a|, for complex entries |Re a| + |Im a|. */
// @ts-ignore: decorator
@inline
function sizeOf(width: i32, at: usize): f64 {
  const re = Math.abs(load<f64>(at));
  return width == 2 ? re + Math.abs(load<f64>(at, 8)) : re;
}

/** Exchanges rows k and pivots[k] for k in first … last, in `count` columns that begin at `a` (row 0). */
function exchange(width: i32, count: i32, first: i32, last: i32, a: usize, row: i32, pivots: usize): void {
  if (count <= 0) return;
  for (let k = first; k < last; k++) {
    const p = load<i32>(pivots + (k << 2));
    if (p != k) swapRows(width, count, a + k * row, a + p * row);
  }
}

/** Columns `first … first + count` one by one; `row` is the number of bytes in a row. The result is that of `luPanel`. */
function factorNarrow(
  width: i32, n: i32, first: i32, count: i32, a: usize, row: i32, pivots: usize,
): i32 {
  const shift = width == 2 ? 4 : 3;
  let singular = -1;
  for (let k = first; k < first + count; k++) {
    const column = a + (k << shift);
    let p = k;
    let largest = sizeOf(width, column + k * row);
    for (let i = k + 1; i < n; i++) {
      const size = sizeOf(width, column + i * row);
      if (size > largest) {
        largest = size;
        p = i;
      }
    }
    store<i32>(pivots + (k << 2), p);
    if (largest == 0) {
      if (singular < 0) singular = k;
      continue;
    }
    exchange(width, count, k, k + 1, a + (first << shift), row, pivots);
    const pivot = column + k * row;
    const columnsLeft = first + count - k - 1;
    for (let i = k + 1; i < n; i++) {
      const at = column + i * row;
      divideEntry(width, at, pivot);
      const im = width == 2 ? load<f64>(at, 8) : 0;
      addRow(width, columnsLeft, -load<f64>(at), -im, pivot + (1 << shift), at + (1 << shift));
    }
  }
  return singular;
}

/**
 * Columns `first … first + count` of an n × n matrix in rows `first … n`, given that these rows already hold what the
 * columns before leave of them: unit lower L below the diagonal, U on and above it. Row k was exchanged with row
 * pivots[k] ≥ k (32-bit integers), within these columns only. Returns the first k without a pivot other than 0, or −1.
 */
function luPanel(
  width: i32, n: i32, first: i32, count: i32, a: usize, ld: i32, pivots: usize, scratch: usize,
): i32 {
  const shift = width == 2 ? 4 : 3;
  const row = ld << shift;
  if (count * width <= narrowest) return factorNarrow(width, n, first, count, a, row, pivots);
  const half = ((count >> 1) + 3) & ~3;
  const middle = first + half;
  const left = luPanel(width, n, first, half, a, ld, pivots, scratch);
  luUpdate(width, n, first, half, middle, count - half, a, ld, pivots, scratch);
  const right = luPanel(width, n, middle, count - half, a, ld, pivots, scratch);
  exchange(width, half, middle, first + count, a + (first << shift), row, pivots);
  return left >= 0 ? left : right;
}

/** What the factored columns `first … first + count` do to the columns `begin … begin + columns` right of them. */
function luUpdate(
  width: i32, n: i32, first: i32, count: i32, begin: i32, columns: i32,
  a: usize, ld: i32, pivots: usize, scratch: usize,
): void {
  const shift = width == 2 ? 4 : 3;
  const row = ld << shift;
  const l = a + first * row + (first << shift);
  const u = a + first * row + (begin << shift);
  const below = count * row;
  exchange(width, columns, first, first + count, a + (begin << shift), row, pivots);
  solveLower(width, count, columns, l, ld, 1, false, true, u, ld, 1, scratch);
  gemm(width, n - first - count, columns, count, -1, l + below, ld, 1, false, u, ld, 1, false,
    u + below, ld, 1, false, scratch);
}

/** One step of the factorisation: `luPanel`, its exchanges in all other columns, the update of those to the right. */
export function luColumns(
  width: i32, n: i32, first: i32, count: i32, a: usize, ld: i32, pivots: usize, scratch: usize,
): i32 {
  const shift = width == 2 ? 4 : 3;
  const singular = luPanel(width, n, first, count, a, ld, pivots, scratch);
  exchange(width, first, first, first + count, a, ld << shift, pivots);
  const next = first + count;
  if (next < n) luUpdate(width, n, first, count, next, n - next, a, ld, pivots, scratch);
  return singular;
}
