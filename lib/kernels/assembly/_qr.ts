// Householder reflectors H = I − τ·v·v*, v₀ = 1, after LAPACK's conventions: H₁*·x = β·e₁ with β real, so that
// A = H₁·H₂ … H_k·R; v lies below the diagonal of A, R on and above it. Blocks of reflectors I − V·T·V* after Schreiber
// and Van Loan, A storage-efficient WY representation for products of Householder transformations, 1989.
import { gemm } from './_gemm';
import { addRow, swapRows } from './_rows';
import { divideEntry } from './_scalars';

/** √Σ|x_i|² over `count` entries `step` bytes apart, safe against overflow and underflow. */
function columnNorm(width: i32, count: i32, x: usize, step: i32): f64 {
  let largest = 0.0;
  for (let i = 0; i < count; i++)
    for (let part = 0; part < width; part++)
      largest = Math.max(largest, Math.abs(load<f64>(x + i * step + (part << 3))));
  if (largest == 0) return 0;
  let sum = 0.0;
  for (let i = 0; i < count; i++)
    for (let part = 0; part < width; part++) {
      const value = load<f64>(x + i * step + (part << 3)) / largest;
      sum += value * value;
    }
  return largest * Math.sqrt(sum);
}

/** The reflector of the column of `count` entries at x, `step` bytes apart: x₀ becomes β, the rest v; τ goes to `tau`. */
function makeReflector(width: i32, count: i32, x: usize, step: i32, tau: usize): void {
  const re = load<f64>(x);
  const im = width == 2 ? load<f64>(x, 8) : 0;
  const below = columnNorm(width, count - 1, x + step, step);
  store<f64>(tau, 0);
  if (width == 2) store<f64>(tau, 0, 8);
  if (below == 0 && im == 0) return;
  const norm = columnNorm(width, count, x, step);
  const beta = re > 0 ? -norm : norm;
  // v = x/(x₀ − β); the place of τ holds the divisor for a moment.
  store<f64>(tau, re - beta);
  if (width == 2) store<f64>(tau, im, 8);
  for (let i = 1; i < count; i++) divideEntry(width, x + i * step, tau);
  store<f64>(tau, (beta - re) / beta);
  if (width == 2) store<f64>(tau, -im / beta, 8);
  store<f64>(x, beta);
  if (width == 2) store<f64>(x, 0, 8);
}

/**
 * The `columns` columns right of the reflector at v (its first row, row length `row` bytes, `count` rows) are multiplied
 * by H* = I − τ̄·v·v*: with the row w = v*·A, row i of A loses τ̄·v_i·w.
 */
function applyReflector(
  width: i32, count: i32, columns: i32, v: usize, row: i32, tau: usize, w: usize,
): void {
  const shift = width == 2 ? 4 : 3;
  const a = v + (1 << shift);
  memory.copy(w, a, columns << shift);
  for (let i = 1; i < count; i++) {
    const at = v + i * row;
    addRow(width, columns, load<f64>(at), width == 2 ? -load<f64>(at, 8) : 0, a + i * row, w);
  }
  const re = -load<f64>(tau);
  const im = width == 2 ? load<f64>(tau, 8) : 0;
  addRow(width, columns, re, im, w, a);
  for (let i = 1; i < count; i++) {
    const at = v + i * row;
    const x = load<f64>(at);
    const y = width == 2 ? load<f64>(at, 8) : 0;
    addRow(width, columns, re * x - im * y, re * y + im * x, w, a + i * row);
  }
}

/**
 * V (rows × count, unit lower trapezoid, zeros above) copied from the columns of reflectors at `from`, and the upper
 * triangle T with H₁ … H_count = I − V·T·V*: column j of T is −τ_j·T·(V*·v_j) above its diagonal entry τ_j.
 */
export function blockReflector(
  width: i32, rows: i32, count: i32, from: usize, ld: i32, tau: usize, v: usize, t: usize, scratch: usize,
): void {
  const shift = width == 2 ? 4 : 3;
  const row = count << shift;
  for (let i = 0; i < rows; i++) {
    const to = v + i * row;
    const kept = min(i, count);
    memory.copy(to, from + ((i * ld) << shift), kept << shift);
    if (i < count) {
      memory.fill(to + (kept << shift), 0, (count - kept) << shift);
      store<f64>(to + (i << shift), 1);
    }
  }
  // T starts as V*·V, of which the strict upper triangle is used.
  memory.fill(t, 0, count * row);
  gemm(width, count, count, rows, 1, v, 1, count, true, v, count, 1, false, t, count, 1, false, scratch);
  for (let j = 0; j < count; j++) {
    const tauRe = load<f64>(tau + (j << shift));
    const tauIm = width == 2 ? load<f64>(tau + (j << shift), 8) : 0;
    // Row i of the product needs rows e ≥ i of column j, which are still those of V*·V.
    for (let i = 0; i < j; i++) {
      let re = 0.0, im = 0.0;
      for (let e = i; e < j; e++) {
        const x = t + i * row + (e << shift), y = t + e * row + (j << shift);
        const a = load<f64>(x), c = load<f64>(y);
        re += a * c;
        if (width == 2) {
          const b = load<f64>(x, 8), d = load<f64>(y, 8);
          re -= b * d;
          im += a * d + b * c;
        }
      }
      const to = t + i * row + (j << shift);
      store<f64>(to, tauIm * im - tauRe * re);
      if (width == 2) store<f64>(to, -tauRe * im - tauIm * re, 8);
    }
    const diagonal = t + j * row + (j << shift);
    memory.fill(t + j * row, 0, j << shift);
    store<f64>(diagonal, tauRe);
    if (width == 2) store<f64>(diagonal, tauIm, 8);
  }
}

/** C (rows × columns) := (I − V·T·V*)·C, with T* in the place of T if `adjoint`. `w`: 2·count·columns entries. */
export function applyBlock(
  width: i32, rows: i32, columns: i32, count: i32, v: usize, t: usize, adjoint: bool,
  c: usize, ld: i32, w: usize, scratch: usize,
): void {
  if (columns <= 0) return;
  const shift = width == 2 ? 4 : 3;
  const bytes = (count * columns) << shift;
  const second = w + bytes;
  memory.fill(w, 0, 2 * bytes);
  gemm(width, count, columns, rows, 1, v, 1, count, true, c, ld, 1, false, w, columns, 1, false, scratch);
  if (adjoint)
    gemm(width, count, columns, count, 1, t, 1, count, true, w, columns, 1, false, second, columns, 1, false, scratch);
  else
    gemm(width, count, columns, count, 1, t, count, 1, false, w, columns, 1, false, second, columns, 1, false, scratch);
  gemm(width, rows, columns, count, -1, v, count, 1, false, second, columns, 1, false, c, ld, 1, false, scratch);
}

/**
 * Reflectors of the columns `first … first + count` of A, m × n, and their action on the columns to the right. Work space:
 * `v` of (m − first)·count entries, `t` of count², `w` of 2·count·n.
 */
export function qrColumns(
  width: i32, m: i32, n: i32, first: i32, count: i32, a: usize, ld: i32, tau: usize,
  v: usize, t: usize, w: usize, scratch: usize,
): void {
  const shift = width == 2 ? 4 : 3;
  const row = ld << shift;
  const last = first + count;
  for (let k = first; k < last; k++) {
    const x = a + k * row + (k << shift);
    makeReflector(width, m - k, x, row, tau + (k << shift));
    applyReflector(width, m - k, last - k - 1, x, row, tau + (k << shift), w);
  }
  if (last >= n) return;
  const panel = a + first * row + (first << shift);
  blockReflector(width, m - first, count, panel, ld, tau + (first << shift), v, t, scratch);
  applyBlock(width, m - first, n - last, count, v, t, true, panel + (count << shift), ld, w, scratch);
}

/**
 * Column k of the factorisation with column exchanges: the longest of the remaining columns (`norms`, with their values
 * at the last full computation in `anchors`) moves to place k, then reflects the others. Returns the place it came from.
 * Norms are downdated as in Drmač and Bujanović, On the failure of rank-revealing QR factorization software, 2008.
 */
export function qrPivotColumn(
  width: i32, m: i32, n: i32, k: i32, a: usize, ld: i32, tau: usize, norms: usize, anchors: usize, w: usize,
): i32 {
  const shift = width == 2 ? 4 : 3;
  const row = ld << shift;
  let p = k;
  for (let j = k; j < n; j++) {
    const norm = norms + (j << 3);
    if (k == 0) {
      store<f64>(norm, columnNorm(width, m, a + (j << shift), row));
      store<f64>(anchors + (j << 3), load<f64>(norm));
    }
    if (load<f64>(norm) > load<f64>(norms + (p << 3))) p = j;
  }
  if (p != k) {
    for (let i = 0; i < m; i++) swapRows(width, 1, a + i * row + (k << shift), a + i * row + (p << shift));
    swapRows(1, 1, norms + (k << 3), norms + (p << 3));
    swapRows(1, 1, anchors + (k << 3), anchors + (p << 3));
  }
  const x = a + k * row + (k << shift);
  makeReflector(width, m - k, x, row, tau + (k << shift));
  applyReflector(width, m - k, n - k - 1, x, row, tau + (k << shift), w);
  for (let j = k + 1; j < n; j++) downdate(width, m, k, a + (j << shift), row, norms + (j << 3), anchors + (j << 3));
  return p;
}

/** The norm of a column below row k, from its norm from row k on; computed anew once cancellation has eaten half the digits. */
function downdate(width: i32, m: i32, k: i32, column: usize, row: i32, norm: usize, anchor: usize): void {
  const old = load<f64>(norm);
  if (old == 0) return;
  const top = columnNorm(width, 1, column + k * row, row) / old;
  const left = Math.max(0, (1 - top) * (1 + top));
  const ratio = old / load<f64>(anchor);
  if (left * ratio * ratio > 1.5e-8) {
    store<f64>(norm, old * Math.sqrt(left));
    return;
  }
  const fresh = columnNorm(width, m - k - 1, column + (k + 1) * row, row);
  store<f64>(norm, fresh);
  store<f64>(anchor, fresh);
}
