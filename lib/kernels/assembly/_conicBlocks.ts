// Square Hermitian blocks: real or complex, row-major. A row takes `ld` doubles, a multiple of 4, padded with zeros, so
// that sums over rows have no tail. `width` is the number of doubles per entry, 1 or 2. Addresses are in bytes.
import { gemm } from './_gemm';
import { addRow } from './_rows';
import { solveLower } from './_triangular';

// @ts-ignore: decorator
@inline
function at(base: usize, index: i32): usize {
  return base + ((<usize>index) << 3);
}

/** C += A·B for rows from … to−1 of A and C. */
export function multiply(
  width: i32, n: i32, ld: i32, from: i32, to: i32, a: usize, b: usize, c: usize, scratch: usize,
): void {
  const stride = ld / width;
  gemm(width, to - from, n, n, 1, at(a, from * ld), stride, 1, false, b, stride, 1, false, at(c, from * ld), stride, 1, false, scratch);
}

/** Entries above the diagonal from those below: conjugates, or zeros. */
export function fillUpper(width: i32, n: i32, ld: i32, a: usize, zeros: bool): void {
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const upper = at(a, i * ld + width * j), lower = at(a, j * ld + width * i);
      store<f64>(upper, zeros ? 0 : load<f64>(lower));
      if (width == 2) store<f64>(upper, zeros ? 0 : -load<f64>(lower, 8), 8);
    }
}

/**
 * Rows from … to−1, up to the diagonal, of the inverse of L·L† (into `out`, zero before), L being lower triangular.
 * The same columns of L⁻¹ go to `inverse`, which must have those before already.
 */
export function invertRows(
  width: i32, n: i32, ld: i32, from: i32, to: i32, l: usize, inverse: usize, out: usize, scratch: usize,
): void {
  const stride = ld / width;
  const rest = n - from, rows = to - from, row = from * ld, corner = row + width * from;
  for (let i = 0; i < rest; i++) {
    const own = at(inverse, corner + i * ld);
    memory.fill(own, 0, (<usize>(width * rows)) << 3);
    if (i < rows) store<f64>(at(own, width * i), 1);
  }
  solveLower(width, rest, rows, at(l, corner), stride, 1, false, false, at(inverse, corner), stride, 1, scratch);
  gemm(width, rows, to, rest, 1, at(inverse, corner), 1, stride, true, at(inverse, row), stride, 1, false,
    at(out, row), stride, 1, from == 0, scratch);
}

/** Σ x_k y_k over `count` doubles (a multiple of 4). */
export function dot(count: i32, x: usize, y: usize): f64 {
  let s = f64x2.splat(0), t = f64x2.splat(0);
  const bytes = (<usize>count) << 3;
  for (let k: usize = 0; k < bytes; k += 32) {
    s = f64x2.add(s, f64x2.mul(v128.load(x + k), v128.load(y + k)));
    t = f64x2.add(t, f64x2.mul(v128.load(x + k, 16), v128.load(y + k, 16)));
  }
  s = f64x2.add(s, t);
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

/** Σ x_k y_k over any number of doubles. */
// @ts-ignore: decorator
@inline
function dotReal(count: i32, x: usize, y: usize): f64 {
  let s = f64x2.splat(0);
  const bytes = (<usize>(count & ~1)) << 3;
  for (let k: usize = 0; k < bytes; k += 16) s = f64x2.add(s, f64x2.mul(v128.load(x + k), v128.load(y + k)));
  const sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  return count & 1 ? sum + load<f64>(x + bytes) * load<f64>(y + bytes) : sum;
}

/** Σ x_k y_k of complex numbers, as one v128. */
// @ts-ignore: decorator
@inline
function product(count: i32, x: usize, y: usize): v128 {
  let s = f64x2.splat(0), t = f64x2.splat(0);
  const bytes = (<usize>count) << 4;
  for (let k: usize = 0; k < bytes; k += 16) {
    const u = v128.load(x + k), v = v128.load(y + k);
    s = f64x2.add(s, f64x2.mul(u, v));
    t = f64x2.add(t, f64x2.mul(i64x2.shuffle(u, u, 1, 0), v));
  }
  const re = f64x2.extract_lane(s, 0) - f64x2.extract_lane(s, 1);
  return f64x2(re, f64x2.extract_lane(t, 0) + f64x2.extract_lane(t, 1));
}

/** v ← L⁻¹ v. */
export function forwardSubstitute(width: i32, n: i32, ld: i32, l: usize, v: usize): void {
  for (let i = 0; i < n; i++) {
    const row = at(l, i * ld);
    const scale = 1 / load<f64>(at(row, width * i));
    const entry = at(v, width * i);
    if (width == 1) store<f64>(entry, (load<f64>(entry) - dotReal(i, row, v)) * scale);
    else v128.store(entry, f64x2.mul(f64x2.sub(v128.load(entry), product(i, row, v)), f64x2.splat(scale)));
  }
}

/** v ← L⁻† v, row by row of L: v_k −= conj(L_ik) v_i for k < i. */
export function backSubstitute(width: i32, n: i32, ld: i32, l: usize, v: usize): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = at(l, i * ld);
    const scale = 1 / load<f64>(at(row, width * i));
    const entry = at(v, width * i);
    const re = load<f64>(entry) * scale;
    store<f64>(entry, re);
    if (width == 1) {
      addRow(1, i, -re, 0, row, v);
      continue;
    }
    const im = load<f64>(entry, 8) * scale;
    store<f64>(entry, im, 8);
    // conj(L)·(re + i·im) = re·conj(L) + im·(i·conj(L))
    const a = f64x2(re, -re), b = f64x2.splat(im);
    for (let k = 0; k < i; k++) {
      const u = v128.load(at(row, 2 * k));
      const sum = f64x2.add(f64x2.mul(a, u), f64x2.mul(b, i64x2.shuffle(u, u, 1, 0)));
      v128.store(at(v, 2 * k), f64x2.sub(v128.load(at(v, 2 * k)), sum));
    }
  }
}

/** out = A·v. */
export function apply(width: i32, n: i32, ld: i32, a: usize, v: usize, out: usize): void {
  for (let i = 0; i < n; i++)
    if (width == 1) store<f64>(at(out, i), dotReal(n, at(a, i * ld), v));
    else v128.store(at(out, 2 * i), product(n, at(a, i * ld), v));
}
