// LU factors with row exchanges, P·A = L·U in place, after Toledo, Locality of reference in LU decomposition with
// partial pivoting, 1997: panels are halved down to a few columns, `solveLower` and `gemm` do the rest.
import { gemm } from './_gemm';
import { addRow, swapRows } from './_rows';
import { divideEntry } from './_scalars';
import { solveLower } from './_triangular';

/** Doubles across the narrowest panel, which is factored column by column. */
const narrowest: i32 = 16;

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

/**
 * The rows below a pivot in a real panel of `narrowest` columns: x := x/pivot in the column at `at`, which begins `offset`
 * bytes from the edge of the panel, then x times the pivot's row (with zeros up to the pivot) is subtracted from each.
 */
function eliminate(count: i32, at: usize, row: i32, pivot: f64, offset: i32, pivotRow: usize): void {
  const p0 = v128.load(pivotRow), p1 = v128.load(pivotRow, 16);
  const p2 = v128.load(pivotRow, 32), p3 = v128.load(pivotRow, 48);
  const p4 = v128.load(pivotRow, 64), p5 = v128.load(pivotRow, 80);
  const p6 = v128.load(pivotRow, 96), p7 = v128.load(pivotRow, 112);
  for (; count > 0; count--, at += row) {
    const factor = load<f64>(at) / pivot;
    store<f64>(at, factor);
    const x = f64x2.splat(factor);
    const y = at - offset;
    v128.store(y, f64x2.sub(v128.load(y), f64x2.mul(x, p0)));
    v128.store(y, f64x2.sub(v128.load(y, 16), f64x2.mul(x, p1)), 16);
    v128.store(y, f64x2.sub(v128.load(y, 32), f64x2.mul(x, p2)), 32);
    v128.store(y, f64x2.sub(v128.load(y, 48), f64x2.mul(x, p3)), 48);
    v128.store(y, f64x2.sub(v128.load(y, 64), f64x2.mul(x, p4)), 64);
    v128.store(y, f64x2.sub(v128.load(y, 80), f64x2.mul(x, p5)), 80);
    v128.store(y, f64x2.sub(v128.load(y, 96), f64x2.mul(x, p6)), 96);
    v128.store(y, f64x2.sub(v128.load(y, 112), f64x2.mul(x, p7)), 112);
  }
}

/** Columns `first … first + count` one by one; `row` is the number of bytes in a row. The result is that of `luPanel`. */
function factorNarrow(
  width: i32, n: i32, first: i32, count: i32, a: usize, row: i32, pivots: usize, scratch: usize,
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
    if (count * width == narrowest && width == 1) {
      memory.fill(scratch, 0, narrowest << 3);
      memory.copy(scratch + ((k + 1 - first) << 3), pivot + 8, columnsLeft << 3);
      eliminate(n - k - 1, column + (k + 1) * row, row, load<f64>(pivot), (k - first) << 3, scratch);
    } else for (let i = k + 1; i < n; i++) {
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
  if (count * width <= narrowest) return factorNarrow(width, n, first, count, a, row, pivots, scratch);
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

/**
 * One step of the factorisation: `luPanel` on a compact copy in `panel` (n × count entries; in place, the rows of a matrix
 * whose order is a power of 2 would evict each other from the cache), its exchanges in all other columns, the update of
 * those to the right.
 */
export function luColumns(
  width: i32, n: i32, first: i32, count: i32, a: usize, ld: i32, pivots: usize, panel: usize, scratch: usize,
): i32 {
  const shift = width == 2 ? 4 : 3;
  const row = ld << shift;
  const from = a + first * row + (first << shift);
  const bytes = count << shift;
  for (let i = 0; i < n - first; i++) memory.copy(panel + i * bytes, from + i * row, bytes);
  // Seen from the copy, the matrix begins `first` rows and columns earlier.
  const origin = panel - first * bytes - (first << shift);
  const singular = luPanel(width, n, first, count, origin, count, pivots, scratch);
  for (let i = 0; i < n - first; i++) memory.copy(from + i * row, panel + i * bytes, bytes);
  exchange(width, first, first, first + count, a, row, pivots);
  const next = first + count;
  if (next < n) luUpdate(width, n, first, count, next, n - next, a, ld, pivots, scratch);
  return singular;
}
