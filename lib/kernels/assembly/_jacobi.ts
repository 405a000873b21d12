// One-sided Jacobi rotations (M. R. Hestenes, J. SIAM 6 (1958)): rows of B are made orthogonal pair by pair, which leaves
// B = W Σ Uᵀ for the product W of the rotations; rows of `v` take part. Rows are contiguous, entries real or complex.
import { mulBy } from './_simd';

// @ts-ignore: decorator
@inline
function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** Σ x² of `count` doubles. */
function squareNorm(count: i32, x: usize): f64 {
  let sum = f64x2.splat(0);
  const end = x + (<usize>(count & ~1) << 3);
  for (; x < end; x += 16) sum = f64x2.add(sum, f64x2.mul(v128.load(x), v128.load(x)));
  const tail = count & 1 ? load<f64>(x) : 0;
  return sumOf(sum) + tail * tail;
}

/** Squares of the lengths of the rows. */
export function rowNorms(width: i32, rows: i32, count: i32, b: usize, norms: usize): void {
  for (let i = 0; i < rows; i++, b += <usize>(width * count) << 3)
    store<f64>(norms + (<usize>i << 3), squareNorm(width * count, b));
}

/** The product Σ x̄ y. */
let productRe: f64 = 0;
let productIm: f64 = 0;

function product(width: i32, count: i32, x: usize, y: usize): void {
  let re0 = f64x2.splat(0), re1 = re0, im0 = re0, im1 = re0;
  const end = x + (<usize>(width * count) << 3);
  for (; x + 32 <= end; x += 32, y += 32) {
    const x0 = v128.load(x), x1 = v128.load(x, 16);
    const y0 = v128.load(y), y1 = v128.load(y, 16);
    re0 = f64x2.add(re0, f64x2.mul(x0, y0));
    re1 = f64x2.add(re1, f64x2.mul(x1, y1));
    if (width == 2) {
      im0 = f64x2.add(im0, f64x2.mul(x0, i64x2.shuffle(y0, y0, 1, 0)));
      im1 = f64x2.add(im1, f64x2.mul(x1, i64x2.shuffle(y1, y1, 1, 0)));
    }
  }
  let re = sumOf(f64x2.add(re0, re1));
  const im = f64x2.add(im0, im1);
  productIm = f64x2.extract_lane(im, 0) - f64x2.extract_lane(im, 1);
  if (width == 2 && x < end) {
    re += load<f64>(x) * load<f64>(y) + load<f64>(x, 8) * load<f64>(y, 8);
    productIm += load<f64>(x) * load<f64>(y, 8) - load<f64>(x, 8) * load<f64>(y);
  } else for (; x < end; x += 8, y += 8) re += load<f64>(x) * load<f64>(y);
  productRe = re;
}

/** (x, y) := (c x − s f y, s x + c f y), |f| = 1. */
function rotate(width: i32, count: i32, x: usize, y: usize, c: f64, s: f64, fRe: f64, fIm: f64): void {
  const cBoth = f64x2.splat(c), sBoth = f64x2.splat(s);
  const re = f64x2.splat(fRe);
  const im = f64x2.mul(f64x2.splat(fIm), f64x2(-1, 1));
  const end = x + (<usize>(width * count) << 3);
  for (; x + 16 <= end; x += 16, y += 16) {
    const a = v128.load(x);
    const b = width == 2 ? mulBy(v128.load(y), re, im) : f64x2.mul(v128.load(y), re);
    v128.store(x, f64x2.sub(f64x2.mul(cBoth, a), f64x2.mul(sBoth, b)));
    v128.store(y, f64x2.add(f64x2.mul(sBoth, a), f64x2.mul(cBoth, b)));
  }
  if (x < end) {
    const a = load<f64>(x);
    const b = fRe * load<f64>(y);
    store<f64>(x, c * a - s * b);
    store<f64>(y, s * a + c * b);
  }
}

/**
 * Row i of B against all later rows: pairs with |cos| > tolerance are rotated, unless one of the rows has a square length
 * below `negligible`. B has `rows` rows of `count` entries, `v` as many of `countV` (0 for none). Returns how many.
 */
export function orthogonalise(
  width: i32, i: i32, rows: i32, count: i32, b: usize, countV: i32, v: usize,
  norms: usize, tolerance: f64, negligible: f64,
): i32 {
  const rowBytes = <usize>(width * count) << 3;
  const rowBytesV = <usize>(width * countV) << 3;
  const x = b + <usize>i * rowBytes;
  const normX = norms + (<usize>i << 3);
  let rotated = 0;
  for (let j = i + 1; j < rows; j++) {
    const y = b + <usize>j * rowBytes;
    const normY = norms + (<usize>j << 3);
    const alpha = load<f64>(normX), beta = load<f64>(normY);
    if (min(alpha, beta) <= negligible) continue;
    product(width, count, x, y);
    const size = width == 2 ? sqrt(productRe * productRe + productIm * productIm) : abs(productRe);
    if (!(size > tolerance * sqrt(alpha) * sqrt(beta)) || size < 1e-300) continue;
    const zeta = (beta - alpha) / (2 * size);
    const t = copysign(1 / (abs(zeta) + sqrt(1 + zeta * zeta)), zeta);
    const c = 1 / sqrt(1 + t * t);
    const fRe = productRe / size;
    const fIm = width == 2 ? -productIm / size : 0;
    rotate(width, count, x, y, c, c * t, fRe, fIm);
    if (countV > 0) rotate(width, countV, v + <usize>i * rowBytesV, v + <usize>j * rowBytesV, c, c * t, fRe, fIm);
    store<f64>(normX, max<f64>(0, alpha - t * size));
    store<f64>(normY, max<f64>(0, beta + t * size));
    rotated++;
  }
  return rotated;
}
