// Triangular systems with many right-hand sides, by forward substitution on packed panels: the same 4 × 4 tile as in
// `_gemm` carries nearly all the work. Upper triangles are lower ones with both orders reversed (negative strides),
// and X·L = B is Lᵀ·Xᵀ = Bᵀ, so that one routine serves all cases.
import { complexSum, gemm, pack, tile, unpackPanel } from './_gemm';
import { divideEntry, timesScalar } from './_scalars';

/** Order of the diagonal blocks solved by substitution; larger systems are halved and updated by `gemm`. */
const blockOrder: i32 = 128;

/**
 * Steps `first … first + count` of the panel X: X_r = (B_r − Σ_{c<r} l_rc X_c)·d_r, where l is in the packed panel of
 * these rows of L, with the reciprocals d on its diagonal; conj(l) takes the place of l with `conjugate`.
 */
export function solveTile(
  width: i32, conjugate: bool, first: i32, count: i32, l: usize, x: usize, scratch: usize,
): void {
  tile(first, l, x, scratch);
  l += <usize>first << 5;
  x += <usize>first << 5;
  if (width == 2) solveTileComplex(conjugate, count, l, x, scratch);
  else solveTileReal(count, l, x, scratch);
}

function solveTileReal(count: i32, l: usize, x: usize, t: usize): void {
  for (let r = 0; r < count; r++) {
    const row = x + (r << 5);
    let u = f64x2.sub(v128.load(row), v128.load(t + (r << 5)));
    let v = f64x2.sub(v128.load(row, 16), v128.load(t + (r << 5), 16));
    for (let c = 0; c < r; c++) {
      const factor = v128.load64_splat(l + (c << 5) + (r << 3));
      u = f64x2.sub(u, f64x2.mul(factor, v128.load(x + (c << 5))));
      v = f64x2.sub(v, f64x2.mul(factor, v128.load(x + (c << 5), 16)));
    }
    const inverse = v128.load64_splat(l + (r << 5) + (r << 3));
    v128.store(row, f64x2.mul(inverse, u));
    v128.store(row, f64x2.mul(inverse, v), 16);
  }
}

function solveTileComplex(conjugate: bool, count: i32, l: usize, x: usize, t: usize): void {
  const sign: f64 = conjugate ? -1 : 1;
  for (let r = 0; r < count; r++) {
    const row = x + (r << 5);
    const sum = t + (r << 6);
    let u = f64x2.sub(v128.load(row), complexSum(v128.load(sum), v128.load(sum, 32), conjugate));
    let v = f64x2.sub(v128.load(row, 16), complexSum(v128.load(sum, 16), v128.load(sum, 48), conjugate));
    if (r == 1) {
      const re = load<f64>(l, 16), im = sign * load<f64>(l, 24);
      u = f64x2.sub(u, timesScalar(re, im, v128.load(x)));
      v = f64x2.sub(v, timesScalar(re, im, v128.load(x, 16)));
    }
    const inverse = l + (r << 5) + (r << 4);
    const re = load<f64>(inverse), im = sign * load<f64>(inverse, 8);
    v128.store(row, timesScalar(re, im, u));
    v128.store(row, timesScalar(re, im, v), 16);
  }
}

/**
 * B (n × m) := L⁻¹·B for the lower triangle of L, given like the operands of `gemm`; with `unit`, the diagonal of L is
 * taken as 1. One stride of B must be ±1. What is above the diagonal of L is not used.
 */
export function solveLower(
  width: i32, n: i32, m: i32, l: usize, rl: i32, cl: i32, conjugate: bool, unit: bool,
  b: usize, rb: i32, cb: i32, scratch: usize,
): void {
  const shift = width == 2 ? 4 : 3;
  if (n > blockOrder) {
    const half = ((n >> 1) + 3) & ~3;
    const rest = b + ((half * rb) << shift);
    solveLower(width, half, m, l, rl, cl, conjugate, unit, b, rb, cb, scratch);
    gemm(width, n - half, m, half, -1, l + ((half * rl) << shift), rl, cl, conjugate,
      b, rb, cb, false, rest, rb, cb, false, scratch);
    solveLower(width, n - half, m, l + ((half * (rl + cl)) << shift), rl, cl, conjugate, unit, rest, rb, cb, scratch);
    return;
  }
  const side = 4 / width;
  const panel = n << 5;
  const strip = scratch + 128;
  const packed = strip + panel;
  pack(width, n, n, l, rl, cl, conjugate, packed);
  for (let i = 0; i < n; i++) {
    const diagonal = packed + (i / side) * panel + (i << 5) + ((i % side) << shift);
    memory.copy(strip, diagonal, width << 3);
    store<f64>(diagonal, 1);
    if (width == 2) store<f64>(diagonal, 0, 8);
    if (!unit) divideEntry(width, diagonal, strip);
  }
  for (let j = 0; j < m; j += side) {
    const columns = min(side, m - j);
    const from = b + ((j * cb) << shift);
    pack(width, columns, n, from, cb, rb, false, strip);
    for (let i = 0; i < n; i += side)
      solveTile(width, false, i, min(side, n - i), packed + (i / side) * panel, strip, scratch);
    unpackPanel(width, columns, n, strip, from, cb, rb);
  }
}

/** B (n × m) := U⁻¹·B for the upper triangle of U: `solveLower` with the rows of both in reverse. */
export function solveUpper(
  width: i32, n: i32, m: i32, u: usize, ru: i32, cu: i32, conjugate: bool, unit: bool,
  b: usize, rb: i32, cb: i32, scratch: usize,
): void {
  const shift = width == 2 ? 4 : 3;
  solveLower(width, n, m, u + (((n - 1) * (ru + cu)) << shift), -ru, -cu, conjugate, unit,
    b + (((n - 1) * rb) << shift), -rb, cb, scratch);
}
