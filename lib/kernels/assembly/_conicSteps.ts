// Length of the step to the boundary of the cone: the largest eigenvalue of −L⁻¹ D L⁻† by the Lanczos method
// (K.-C. Toh, A note on the calculation of step-lengths in interior-point methods for semidefinite programming,
// Comput. Optim. Appl. 21 (2002)). A Hermitian matrix acts on interleaved vectors as a real symmetric one.

import { apply, backSubstitute, dot, forwardSubstitute } from './_conicBlocks';
import { addRow } from './_rows';

/** Longest Krylov space. */
export const longestLanczos: i32 = 64;

/**
 * For x above every eigenvalue of the tridiagonal matrix (a, b) of order k: the last component, squared, of the
 * normalised vector with v_{i+1} = v_i q_i/b_i (an eigenvector, if x is an eigenvalue); q are the pivots of x − T,
 * all positive then. Otherwise −1.
 */
function lastSquare(k: i32, a: usize, b: usize, x: f64): f64 {
  let q: f64 = 1, off: f64 = 0, v: f64 = 1, sum: f64 = 0;
  for (let i = 0; i < k; i++) {
    if (i > 0) v *= q / off;
    q = x - load<f64>(a + (i << 3)) - (off * off) / q;
    if (!(q > 0)) return -1;
    sum += v * v;
    off = load<f64>(b + (i << 3));
  }
  return (v * v) / sum;
}

/** An upper bound, within 1e−6 of its size, of the eigenvalues of a tridiagonal matrix (by bisection). */
function largestRitz(k: i32, a: usize, b: usize): f64 {
  let low = load<f64>(a), high = low, left: f64 = 0;
  for (let i = 0; i < k; i++) {
    const right = i < k - 1 ? load<f64>(b + (i << 3)) : 0;
    const diagonal = load<f64>(a + (i << 3));
    low = Math.max(low, diagonal);
    high = Math.max(high, diagonal + left + right);
    left = right;
  }
  high += 1e-12 * (Math.abs(high) + Math.abs(low)) + 1e-300;
  for (let i = 0; i < 60 && high - low > 1e-6 * Math.max(Math.abs(high), Math.abs(low)); i++) {
    const middle = 0.5 * (low + high);
    if (lastSquare(k, a, b, middle) >= 0) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * λ_max(−L⁻¹ D L⁻†) from above: Ritz value plus residual, within one per cent, or anything ≤ `enough` that bounds it.
 * Does the steps from … to−1; NaN when more are needed, which go on from `work`.
 * `start` is a fixed vector of at least width·n doubles; `work` holds (longestLanczos + 2)·ld + 2·longestLanczos doubles.
 */
export function boundaryRate(
  width: i32, n: i32, ld: i32, l: usize, d: usize, start: usize, work: usize,
  from: i32, to: i32, enough: f64,
): f64 {
  const bytes = (<usize>ld) << 3;
  const most = min(n, longestLanczos);
  const a = work, b = a + (longestLanczos << 3), temporary = b + (longestLanczos << 3), basis = temporary + bytes;
  if (from == 0) {
    memory.fill(temporary, 0, bytes);
    memory.fill(basis, 0, bytes);
    addRow(width, n, 1, 0, start, basis);
    addRow(1, ld, 1 / Math.sqrt(dot(ld, basis, basis)) - 1, 0, basis, basis);
  }
  for (let k = from; k < min(to, most); k++) {
    const v = basis + <usize>k * bytes, w = v + bytes;
    memory.copy(w, v, bytes);
    backSubstitute(width, n, ld, l, w);
    apply(width, n, ld, d, w, temporary);
    forwardSubstitute(width, n, ld, l, temporary);
    memory.fill(w, 0, bytes);
    addRow(1, ld, -1, 0, temporary, w);
    store<f64>(a + (k << 3), dot(ld, v, w));
    for (let j = k; j >= 0; j--) {
      const u = basis + <usize>j * bytes;
      addRow(1, ld, -dot(ld, u, w), 0, u, w);
    }
    const norm = Math.sqrt(dot(ld, w, w));
    store<f64>(b + (k << 3), norm);
    const last = k + 1 == most || norm <= 1e-12 * (Math.abs(load<f64>(a)) + load<f64>(b));
    if (last || k % 4 == 3) {
      const ritz = largestRitz(k + 1, a, b);
      const residual = k + 1 == n ? 0 : norm * Math.sqrt(lastSquare(k + 1, a, b, ritz));
      const bound = ritz + residual;
      if (last || residual <= 0.01 * Math.abs(ritz) || bound <= enough) return bound;
    }
    const inverse = 1 / norm;
    for (let i: usize = 0; i < bytes; i += 8) store<f64>(w + i, load<f64>(w + i) * inverse);
  }
  return NaN;
}
