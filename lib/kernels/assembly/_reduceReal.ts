// Householder reduction of a real symmetric matrix to tridiagonal form. Only the lower triangle is used, row-major.
// The reflector that clears row i acts on the columns 0 … i − 1, so that what is left is always a leading block.
// Updating that block with the last reflector, A −= w vᵀ + v wᵀ, and multiplying it by the next one, y = A u, is one
// sweep over the triangle: after S. Hammarling, J. Dongarra et al., the fused form of the level-2 algorithm of
// R. S. Martin, C. Reinsch, J. H. Wilkinson, Numer. Math. 11 (1968).

/** Squares below this lose digits to underflow; such entries, relative to ‖A‖ about 1, are set to zero. */
export const tinySquare: f64 = 1e-290;

// @ts-ignore: decorator
@inline
function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

// @ts-ignore: decorator
@inline
function at(address: usize, i: i32): f64 {
  return load<f64>(address + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
function put(address: usize, i: i32, value: f64): void {
  store<f64>(address + (<usize>i << 3), value);
}

/** One entry (j, l): the update and its two products. */
// @ts-ignore: decorator
@inline
function entry(row: usize, j: i32, l: i32, v: usize, w: usize, u: usize, y: usize): void {
  const a = at(row, l) - at(w, j) * at(v, l) - at(v, j) * at(w, l);
  put(row, l, a);
  put(y, j, at(y, j) + a * at(u, l));
  if (l != j) put(y, l, at(y, l) + a * at(u, j));
}

/** Rows j and j + 1, columns 0 … j − 1 (j even). */
// @ts-ignore: decorator
@inline
function twoRows(row: usize, stride: usize, j: i32, v: usize, w: usize, u: usize, y: usize): void {
  const v0 = f64x2.splat(at(v, j)), v1 = f64x2.splat(at(v, j + 1));
  const w0 = f64x2.splat(at(w, j)), w1 = f64x2.splat(at(w, j + 1));
  const u0 = f64x2.splat(at(u, j)), u1 = f64x2.splat(at(u, j + 1));
  let sum0 = f64x2.splat(0), sum1 = f64x2.splat(0);
  const end = <usize>j << 3;
  for (let l: usize = 0; l < end; l += 16) {
    const vl = v128.load(v + l), wl = v128.load(w + l), ul = v128.load(u + l);
    let a = v128.load(row + l), b = v128.load(row + stride + l);
    a = f64x2.sub(f64x2.sub(a, f64x2.mul(w0, vl)), f64x2.mul(v0, wl));
    b = f64x2.sub(f64x2.sub(b, f64x2.mul(w1, vl)), f64x2.mul(v1, wl));
    v128.store(row + l, a);
    v128.store(row + stride + l, b);
    sum0 = f64x2.add(sum0, f64x2.mul(a, ul));
    sum1 = f64x2.add(sum1, f64x2.mul(b, ul));
    v128.store(y + l, f64x2.add(f64x2.add(v128.load(y + l), f64x2.mul(a, u0)), f64x2.mul(b, u1)));
  }
  put(y, j, at(y, j) + sumOf(sum0));
  put(y, j + 1, at(y, j + 1) + sumOf(sum1));
}

/** A −= w vᵀ + v wᵀ and y = A u on the leading block of `size` rows. */
function sweep(a: usize, stride: usize, size: i32, v: usize, w: usize, u: usize, y: usize): void {
  memory.fill(y, 0, <usize>size << 3);
  let row = a;
  let j = 0;
  for (; j + 1 < size; j += 2, row += 2 * stride) {
    twoRows(row, stride, j, v, w, u, y);
    entry(row, j, j, v, w, u, y);
    entry(row + stride, j + 1, j, v, w, u, y);
    entry(row + stride, j + 1, j + 1, v, w, u, y);
  }
  if (j < size) for (let l = 0; l <= j; l++) entry(row, j, l, v, w, u, y);
}

/**
 * H = I − τ v vᵀ with v[size − 1] = 1 that takes the vector in `v` to (0, …, 0, β): v is overwritten, β returned, τ put
 * at `tau`. Where nothing is to be done τ = 0 and v = 0.
 */
function reflector(v: usize, size: i32, tau: usize): f64 {
  const last = size - 1;
  const alpha = at(v, last);
  let square: f64 = 0;
  for (let l = 0; l < last; l++) square += at(v, l) * at(v, l);
  store<f64>(tau, 0);
  if (square < tinySquare) {
    memory.fill(v, 0, <usize>size << 3);
    return alpha;
  }
  const beta = -copysign(sqrt(alpha * alpha + square), alpha);
  store<f64>(tau, (beta - alpha) / beta);
  const factor = 1 / (alpha - beta);
  for (let l = 0; l < last; l++) put(v, l, at(v, l) * factor);
  put(v, last, 1);
  return beta;
}

/** w = τ y − ½τ²(yᵀu) u in the place of y. */
function halfUpdate(size: i32, u: usize, y: usize, tau: f64): void {
  let dot: f64 = 0;
  for (let l = 0; l < size; l++) dot += at(y, l) * at(u, l);
  const shift = 0.5 * tau * tau * dot;
  for (let l = 0; l < size; l++) put(y, l, tau * at(y, l) - shift * at(u, l));
}

/**
 * Rows from − 1 down to `to` of the reduction of an n × n matrix. Row i ends as the reflector v_i, d[i] and e[i − 1] hold the tridiagonal matrix, tau[i] its τ. `work` (3n doubles, zero at the start, when
 * from = n) carries w to the next call.
 */
export function reduceReal(
  a: usize, n: i32, d: usize, e: usize, tau: usize, work: usize, from: i32, to: i32,
): void {
  const rowBytes = <usize>n << 3;
  const zeros = work + rowBytes;
  const y = zeros + rowBytes;
  for (let i = from - 1; i >= to; i--) {
    const u = a + <usize>i * rowBytes;
    const v = i == n - 1 ? zeros : u + rowBytes;
    for (let l = 0; l <= i; l++) put(u, l, at(u, l) - at(work, i) * at(v, l) - at(v, i) * at(work, l));
    put(d, i, at(u, i));
    if (i == 0) return;
    put(e, i - 1, reflector(u, i, tau + (<usize>i << 3)));
    sweep(a, rowBytes, i, v, work, u, y);
    halfUpdate(i, u, y, at(tau, i));
    memory.copy(work, y, <usize>i << 3);
  }
}
