// As `_reduceReal.ts`, for a complex Hermitian matrix. Row i of the lower triangle holds a_ij, all real parts before all
// imaginary parts (`plane` bytes apart, as in every vector here), which lets two entries share each instruction. The
// vector to be reduced is the conjugate of the row, and the tridiagonal matrix comes out real because τ is complex.
import { tinySquare } from './_reduceReal';

/** Bytes from real to imaginary parts. */
let plane: usize = 0;

// @ts-ignore: decorator
@inline
function re(x: usize, i: i32): f64 {
  return load<f64>(x + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
function im(x: usize, i: i32): f64 {
  return load<f64>(x + plane + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
function put(x: usize, i: i32, real: f64, imaginary: f64): void {
  store<f64>(x + (<usize>i << 3), real);
  store<f64>(x + plane + (<usize>i << 3), imaginary);
}

// @ts-ignore: decorator
@inline
function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** a·b + c·d and a·b − c·d */
// @ts-ignore: decorator
@inline
function plus(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.add(f64x2.mul(a, b), f64x2.mul(c, d));
}

// @ts-ignore: decorator
@inline
function minus(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.sub(f64x2.mul(a, b), f64x2.mul(c, d));
}

/** Entry (j, l) of a −= w v* + v w*, without the products: row i of the matrix before its reflector is made. */
// @ts-ignore: decorator
@inline
function update(a: usize, j: i32, l: i32, v: usize, w: usize): void {
  const real = re(w, j) * re(v, l) + im(w, j) * im(v, l) + (re(v, j) * re(w, l) + im(v, j) * im(w, l));
  const imaginary = im(w, j) * re(v, l) - re(w, j) * im(v, l) + (im(v, j) * re(w, l) - re(v, j) * im(w, l));
  put(a, l, re(a, l) - real, im(a, l) - imaginary);
}

/** Row j, columns 0 … j: the update, and the products with u for y = A u. */
function sweepRow(a: usize, j: i32, v: usize, w: usize, u: usize, y: usize): void {
  const vRe = f64x2.splat(re(v, j)), vIm = f64x2.splat(im(v, j));
  const wRe = f64x2.splat(re(w, j)), wIm = f64x2.splat(im(w, j));
  const uRe = f64x2.splat(re(u, j)), uIm = f64x2.splat(im(u, j));
  let sumRe = f64x2.splat(0), sumIm = sumRe;
  const toIm = plane;
  const end = a + (<usize>(j & ~1) << 3);
  // Addresses of the other vectors relative to a.
  const toV = v - a, toW = w - a, toU = u - a, toY = y - a;
  for (let at = a; at < end; at += 16) {
    const vl = v128.load(at + toV), vm = v128.load(at + toV + toIm);
    const wl = v128.load(at + toW), wm = v128.load(at + toW + toIm);
    const x = f64x2.sub(f64x2.sub(v128.load(at), plus(wRe, vl, wIm, vm)), plus(vRe, wl, vIm, wm));
    const z = f64x2.sub(f64x2.sub(v128.load(at + toIm), minus(wIm, vl, wRe, vm)), minus(vIm, wl, vRe, wm));
    v128.store(at, x);
    v128.store(at + toIm, z);
    const ul = v128.load(at + toU), um = v128.load(at + toU + toIm);
    sumRe = f64x2.add(sumRe, minus(x, ul, z, um));
    sumIm = f64x2.add(sumIm, plus(x, um, z, ul));
    v128.store(at + toY, f64x2.add(v128.load(at + toY), plus(x, uRe, z, uIm)));
    v128.store(at + toY + toIm, f64x2.add(v128.load(at + toY + toIm), minus(x, uIm, z, uRe)));
  }
  let real = re(y, j) + sumOf(sumRe);
  let imaginary = im(y, j) + sumOf(sumIm);
  if (j & 1) {
    const l = j - 1;
    update(a, j, l, v, w);
    const x = re(a, l), z = im(a, l);
    real += x * re(u, l) - z * im(u, l);
    imaginary += x * im(u, l) + z * re(u, l);
    put(y, l, re(y, l) + x * re(u, j) + z * im(u, j), im(y, l) + x * im(u, j) - z * re(u, j));
  }
  const diagonal = re(a, j) - 2 * (re(w, j) * re(v, j) + im(w, j) * im(v, j));
  put(a, j, diagonal, 0);
  put(y, j, real + diagonal * re(u, j), imaginary + diagonal * im(u, j));
}

/**
 * H = I − τ v v* with v[size − 1] = 1 and H* x = (0, …, 0, β), β real, for x = conj(row): v replaces the row, β is
 * returned, τ put at `tau` as a pair. Where nothing is to be done τ = 0 and v = 0.
 */
function reflector(v: usize, size: i32, tau: usize): f64 {
  const last = size - 1;
  const alphaRe = re(v, last);
  const alphaIm = -im(v, last);
  let square: f64 = alphaIm * alphaIm;
  for (let l = 0; l < last; l++) square += re(v, l) * re(v, l) + im(v, l) * im(v, l);
  store<f64>(tau, 0);
  store<f64>(tau, 0, 8);
  if (square < tinySquare) {
    memory.fill(v, 0, <usize>size << 3);
    memory.fill(v + plane, 0, <usize>size << 3);
    return alphaRe;
  }
  const beta = -copysign(sqrt(alphaRe * alphaRe + square), alphaRe);
  store<f64>(tau, (beta - alphaRe) / beta);
  store<f64>(tau, -alphaIm / beta, 8);
  // 1/(α − β)
  const length = (alphaRe - beta) * (alphaRe - beta) + alphaIm * alphaIm;
  const fRe = (alphaRe - beta) / length;
  const fIm = -alphaIm / length;
  for (let l = 0; l < last; l++) {
    const x = re(v, l);
    const z = -im(v, l);
    put(v, l, x * fRe - z * fIm, x * fIm + z * fRe);
  }
  put(v, last, 1, 0);
  return beta;
}

/** w = τ y − ½|τ|²(u*y) u; u*y is real. */
function halfUpdate(size: i32, u: usize, y: usize, tauRe: f64, tauIm: f64, w: usize): void {
  let dot: f64 = 0;
  for (let l = 0; l < size; l++) dot += re(y, l) * re(u, l) + im(y, l) * im(u, l);
  const shift = 0.5 * (tauRe * tauRe + tauIm * tauIm) * dot;
  for (let l = 0; l < size; l++) {
    const x = re(y, l), z = im(y, l);
    put(w, l, tauRe * x - tauIm * z - shift * re(u, l), tauRe * z + tauIm * x - shift * im(u, l));
  }
}

/** As `reduceReal`; n counts entries, a row has 2n doubles, `work` has 3n entries, τ is complex, d and e are real. */
export function reduceComplex(
  a: usize, n: i32, d: usize, e: usize, tau: usize, work: usize, from: i32, to: i32,
): void {
  plane = <usize>n << 3;
  const rowBytes = 2 * plane;
  const zeros = work + rowBytes;
  const y = zeros + rowBytes;
  for (let i = from - 1; i >= to; i--) {
    const u = a + <usize>i * rowBytes;
    const v = i == n - 1 ? zeros : u + rowBytes;
    for (let l = 0; l <= i; l++) update(u, i, l, v, work);
    store<f64>(d + (<usize>i << 3), re(u, i));
    if (i == 0) return;
    const tauHere = tau + (<usize>i << 4);
    store<f64>(e + (<usize>(i - 1) << 3), reflector(u, i, tauHere));
    memory.fill(y, 0, <usize>i << 3);
    memory.fill(y + plane, 0, <usize>i << 3);
    for (let j = 0; j < i; j++) sweepRow(a + <usize>j * rowBytes, j, v, work, u, y);
    halfUpdate(i, u, y, load<f64>(tauHere), load<f64>(tauHere, 8), work);
  }
}
