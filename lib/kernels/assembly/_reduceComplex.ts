// As `_reduceReal.ts`, for a complex Hermitian matrix: row i of the lower triangle holds a_ij, the vector to be reduced
// is its conjugate, and the tridiagonal matrix comes out real because τ is complex. An entry is one v128 [re, im].
import { tinySquare } from './_reduceReal';

// @ts-ignore: decorator
@inline
function re(address: usize, i: i32): f64 {
  return load<f64>(address + (<usize>i << 4));
}

// @ts-ignore: decorator
@inline
function im(address: usize, i: i32): f64 {
  return load<f64>(address + (<usize>i << 4), 8);
}

// @ts-ignore: decorator
@inline
function put(address: usize, i: i32, real: f64, imaginary: f64): void {
  store<f64>(address + (<usize>i << 4), real);
  store<f64>(address + (<usize>i << 4), imaginary, 8);
}

// @ts-ignore: decorator
@inline
function minusPlus(a: f64, b: f64): v128 {
  return f64x2.replace_lane(f64x2.splat(a), 1, b);
}

/**
 * Row j, columns 0 … j: a_jl −= w_j v̄_l + v_j w̄_l, and the products of A u. No lanes cross in the loop: the sums
 * Σ a Re(u) and Σ a Im(u) are kept apart (in `y` as two v128 per entry) and joined at the end by `joinSums`.
 */
function row(a: usize, j: i32, v: usize, w: usize, u: usize, y: usize): void {
  const vj = v128.load(v + (<usize>j << 4));
  const wj = v128.load(w + (<usize>j << 4));
  const vTurned = minusPlus(im(v, j), -re(v, j));
  const wTurned = minusPlus(im(w, j), -re(w, j));
  const uRe = f64x2.splat(re(u, j));
  const uIm = f64x2.splat(im(u, j));
  let sumRe = f64x2.splat(0);
  let sumIm = f64x2.splat(0);
  const end = <usize>j << 4;
  for (let l: usize = 0; l < end; l += 16) {
    let x = v128.load(a + l);
    x = f64x2.sub(x, f64x2.mul(wj, v128.load64_splat(v + l)));
    x = f64x2.sub(x, f64x2.mul(wTurned, v128.load64_splat(v + l, 8)));
    x = f64x2.sub(x, f64x2.mul(vj, v128.load64_splat(w + l)));
    x = f64x2.sub(x, f64x2.mul(vTurned, v128.load64_splat(w + l, 8)));
    v128.store(a + l, x);
    sumRe = f64x2.add(sumRe, f64x2.mul(x, v128.load64_splat(u + l)));
    sumIm = f64x2.add(sumIm, f64x2.mul(x, v128.load64_splat(u + l, 8)));
    const to = y + 2 * l;
    v128.store(to, f64x2.add(v128.load(to), f64x2.mul(x, uRe)));
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.mul(x, uIm)), 16);
  }
  const diagonal = re(a, j) - 2 * (re(w, j) * re(v, j) + im(w, j) * im(v, j));
  put(a, j, diagonal, 0);
  // a_jl u_l summed over l ≤ j, stored so that `joinSums` (made for ā_lj u_l) gives it back.
  const sumX = f64x2.extract_lane(sumRe, 0) - f64x2.extract_lane(sumIm, 1) + diagonal * re(u, j);
  const sumY = f64x2.extract_lane(sumRe, 1) + f64x2.extract_lane(sumIm, 0) + diagonal * im(u, j);
  const to = y + 2 * end;
  store<f64>(to, load<f64>(to) + sumX);
  store<f64>(to, load<f64>(to, 8) - sumY, 8);
}

/** y_l = Σ ā u from the separate sums: [Σ re·uRe + Σ im·uIm, Σ re·uIm − Σ im·uRe]. */
function joinSums(size: i32, y: usize, out: usize): void {
  for (let l = 0; l < size; l++, y += 32)
    put(out, l, load<f64>(y) + load<f64>(y, 24), load<f64>(y, 16) - load<f64>(y, 8));
}

/**
 * H = I − τ v v* with v[size − 1] = 1 and H* x = (0, …, 0, β), β real, for x = conj(row): v replaces the row, β is
 * returned, τ put at `tau`. Where nothing is to be done τ = 0 and v = 0.
 */
function reflector(v: usize, size: i32, tau: usize): f64 {
  const last = size - 1;
  const alphaRe = re(v, last);
  const alphaIm = -im(v, last);
  let square: f64 = alphaIm * alphaIm;
  for (let l = 0; l < last; l++) square += re(v, l) * re(v, l) + im(v, l) * im(v, l);
  put(tau, 0, 0, 0);
  if (square < tinySquare) {
    memory.fill(v, 0, <usize>size << 4);
    return alphaRe;
  }
  const beta = -copysign(sqrt(alphaRe * alphaRe + square), alphaRe);
  put(tau, 0, (beta - alphaRe) / beta, -alphaIm / beta);
  // 1/(α − β)
  const length = (alphaRe - beta) * (alphaRe - beta) + alphaIm * alphaIm;
  const fRe = (alphaRe - beta) / length;
  const fIm = -alphaIm / length;
  for (let l = 0; l < last; l++) {
    const x = re(v, l);
    const y = -im(v, l);
    put(v, l, x * fRe - y * fIm, x * fIm + y * fRe);
  }
  put(v, last, 1, 0);
  return beta;
}

/** w = τ y − ½|τ|²(u*y) u in the place of y; u*y is real. */
function halfUpdate(size: i32, u: usize, y: usize, tauRe: f64, tauIm: f64): void {
  let dot: f64 = 0;
  for (let l = 0; l < size; l++) dot += re(y, l) * re(u, l) + im(y, l) * im(u, l);
  const shift = 0.5 * (tauRe * tauRe + tauIm * tauIm) * dot;
  for (let l = 0; l < size; l++) {
    const x = re(y, l);
    const z = im(y, l);
    put(y, l, tauRe * x - tauIm * z - shift * re(u, l), tauRe * z + tauIm * x - shift * im(u, l));
  }
}

/** As `reduceReal`; `stride` and n count entries, `work` has 4n entries, τ is complex, d and e are real. */
export function reduceComplex(
  a: usize, n: i32, stride: i32, d: usize, e: usize, tau: usize, work: usize, from: i32, to: i32,
): void {
  const rowBytes = <usize>stride << 4;
  const zeros = work + (<usize>n << 4);
  const y = zeros + (<usize>n << 4);
  for (let i = from - 1; i >= to; i--) {
    const u = a + <usize>i * rowBytes;
    const v = i == n - 1 ? zeros : u + rowBytes;
    for (let l = 0; l <= i; l++)
      put(
        u, l,
        re(u, l) - (re(work, i) * re(v, l) + im(work, i) * im(v, l)) - (re(v, i) * re(work, l) + im(v, i) * im(work, l)),
        im(u, l) - (im(work, i) * re(v, l) - re(work, i) * im(v, l)) - (im(v, i) * re(work, l) - re(v, i) * im(work, l)),
      );
    store<f64>(d + (<usize>i << 3), re(u, i));
    if (i == 0) return;
    const tauHere = tau + (<usize>i << 4);
    store<f64>(e + (<usize>(i - 1) << 3), reflector(u, i, tauHere));
    memory.fill(y, 0, <usize>i << 5);
    for (let j = 0; j < i; j++) row(a + <usize>j * rowBytes, j, v, work, u, y);
    joinSums(i, y, work);
    halfUpdate(i, u, work, re(tauHere, 0), im(tauHere, 0));
  }
}
