// Square Hermitian blocks: real or complex, row-major, rows padded with zeros to `ld` doubles (a multiple of 4) and
// padded by zero rows as well, so that no loop has a tail. `width` is the number of doubles per entry, 1 or 2.
// Addresses are in bytes.

// @ts-ignore: decorator
@inline
function at(base: usize, index: i32): usize {
  return base + ((<usize>index) << 3);
}

/** y += (re + i·im)·x over `ld` doubles. */
export function addRow(width: i32, ld: i32, re: f64, im: f64, x: usize, y: usize): void {
  const a = f64x2.splat(re);
  const bytes = (<usize>ld) << 3;
  if (width == 1 || im == 0) {
    for (let k: usize = 0; k < bytes; k += 16)
      v128.store(y + k, f64x2.add(v128.load(y + k), f64x2.mul(a, v128.load(x + k))));
    return;
  }
  const b = f64x2(-im, im);
  for (let k: usize = 0; k < bytes; k += 16) {
    const u = v128.load(x + k);
    const sum = f64x2.add(f64x2.mul(a, u), f64x2.mul(b, i64x2.shuffle(u, u, 1, 0)));
    v128.store(y + k, f64x2.add(v128.load(y + k), sum));
  }
}

/** Real tile of 4 rows by 4 columns. */
// @ts-ignore: decorator
@inline
function tileReal(depth: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize, add: bool): void {
  const zero = f64x2.splat(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero, c30 = zero, c31 = zero;
  const a1 = a + lda, a2 = a1 + lda, a3 = a2 + lda;
  const end = (<usize>depth) << 3;
  for (let k: usize = 0; k < end; k += 8) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let s = v128.load64_splat(a + k);
    c00 = f64x2.add(c00, f64x2.mul(s, b0));
    c01 = f64x2.add(c01, f64x2.mul(s, b1));
    s = v128.load64_splat(a1 + k);
    c10 = f64x2.add(c10, f64x2.mul(s, b0));
    c11 = f64x2.add(c11, f64x2.mul(s, b1));
    s = v128.load64_splat(a2 + k);
    c20 = f64x2.add(c20, f64x2.mul(s, b0));
    c21 = f64x2.add(c21, f64x2.mul(s, b1));
    s = v128.load64_splat(a3 + k);
    c30 = f64x2.add(c30, f64x2.mul(s, b0));
    c31 = f64x2.add(c31, f64x2.mul(s, b1));
    b += ldb;
  }
  put(c, c00, c01, add);
  put(c + ldc, c10, c11, add);
  put(c + 2 * ldc, c20, c21, add);
  put(c + 3 * ldc, c30, c31, add);
}

// @ts-ignore: decorator
@inline
function put(c: usize, left: v128, right: v128, add: bool): void {
  if (add) {
    left = f64x2.add(left, v128.load(c));
    right = f64x2.add(right, v128.load(c, 16));
  }
  v128.store(c, left);
  v128.store(c, right, 16);
}

/** re + i·im for two sums of products with the real and with the imaginary parts of the left factor. */
// @ts-ignore: decorator
@inline
function joined(re: v128, im: v128): v128 {
  return f64x2.add(re, f64x2.mul(f64x2(-1, 1), i64x2.shuffle(im, im, 1, 0)));
}

/** Complex tile of 2 rows by 2 columns. */
// @ts-ignore: decorator
@inline
function tileComplex(depth: i32, a: usize, lda: usize, b: usize, ldb: usize, c: usize, ldc: usize, add: bool): void {
  const zero = f64x2.splat(0);
  let r00 = zero, r01 = zero, r10 = zero, r11 = zero, i00 = zero, i01 = zero, i10 = zero, i11 = zero;
  const a1 = a + lda;
  const end = (<usize>depth) << 4;
  for (let k: usize = 0; k < end; k += 16) {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    let s = v128.load64_splat(a + k);
    r00 = f64x2.add(r00, f64x2.mul(s, b0));
    r01 = f64x2.add(r01, f64x2.mul(s, b1));
    s = v128.load64_splat(a + k, 8);
    i00 = f64x2.add(i00, f64x2.mul(s, b0));
    i01 = f64x2.add(i01, f64x2.mul(s, b1));
    s = v128.load64_splat(a1 + k);
    r10 = f64x2.add(r10, f64x2.mul(s, b0));
    r11 = f64x2.add(r11, f64x2.mul(s, b1));
    s = v128.load64_splat(a1 + k, 8);
    i10 = f64x2.add(i10, f64x2.mul(s, b0));
    i11 = f64x2.add(i11, f64x2.mul(s, b1));
    b += ldb;
  }
  put(c, joined(r00, i00), joined(r01, i01), add);
  put(c + ldc, joined(r10, i10), joined(r11, i11), add);
}

/**
 * C = A·B, or C += A·B: A has `rows` rows (a multiple of 4/width) and `depth` columns at a distance of `lda` doubles
 * between rows, B and C have rows of `ld` doubles.
 */
export function multiply(
  width: i32, rows: i32, depth: i32, ld: i32, a: usize, lda: i32, b: usize, c: usize, add: bool,
): void {
  const stepA = (<usize>lda) << 3, step = (<usize>ld) << 3;
  // A panel of 4 doubles a row stays in cache while all rows of A pass by.
  for (let j: usize = 0; j < step; j += 32)
    if (width == 1)
      for (let i = 0; i < rows; i += 4)
        tileReal(depth, a + <usize>i * stepA, stepA, b + j, step, c + <usize>i * step + j, step, add);
    else
      for (let i = 0; i < rows; i += 2)
        tileComplex(depth, a + <usize>i * stepA, stepA, b + j, step, c + <usize>i * step + j, step, add);
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

/** Σ x_k conj(y_k) of complex numbers, as one v128. */
// @ts-ignore: decorator
@inline
function dotComplex(count: i32, x: usize, y: usize): v128 {
  let s = f64x2.splat(0), t = f64x2.splat(0);
  const bytes = (<usize>count) << 4;
  for (let k: usize = 0; k < bytes; k += 16) {
    const u = v128.load(x + k), v = v128.load(y + k);
    s = f64x2.add(s, f64x2.mul(u, v));
    t = f64x2.add(t, f64x2.mul(i64x2.shuffle(u, u, 1, 0), v));
  }
  const re = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
  return f64x2(re, f64x2.extract_lane(t, 0) - f64x2.extract_lane(t, 1));
}

/** A = L·L†, L lower triangular with zeros above; false when a pivot is not positive. Only the lower half of A is read. */
export function cholesky(width: i32, n: i32, ld: i32, a: usize, l: usize): bool {
  for (let i = 0; i < n; i++) {
    const row = at(l, i * ld);
    memory.copy(row, at(a, i * ld), (<usize>(width * (i + 1))) << 3);
    memory.fill(at(row, width * (i + 1)), 0, (<usize>(ld - width * (i + 1))) << 3);
    for (let j = 0; j < i; j++) {
      const other = at(l, j * ld);
      const entry = at(row, width * j);
      const scale = 1 / load<f64>(at(other, width * j));
      if (width == 1) store<f64>(entry, (load<f64>(entry) - dotReal(j, row, other)) * scale);
      else {
        const rest = f64x2.sub(v128.load(entry), dotComplex(j, row, other));
        v128.store(entry, f64x2.mul(rest, f64x2.splat(scale)));
      }
    }
    const diagonal = at(row, width * i);
    const pivot = load<f64>(diagonal) - dotReal(width * i, row, row);
    if (!(pivot > 0)) return false;
    store<f64>(diagonal, Math.sqrt(pivot));
    if (width == 2) store<f64>(diagonal, 0, 8);
  }
  return true;
}

/** Inverse of L·L† into `out`, with two blocks of scratch. */
export function invert(width: i32, n: i32, ld: i32, l: usize, out: usize, scratch: usize, scratch2: usize): void {
  const rows = (n + 3) & ~3;
  const bytes = (<usize>(rows * ld)) << 3;
  memory.fill(scratch, 0, bytes);
  memory.fill(scratch2, 0, bytes);
  for (let i = 0; i < n; i++) {
    const row = at(scratch, i * ld);
    // Row i of K = L⁻¹: (e_i − Σ_{j<i} L_ij K_j)/L_ii; K_j ends at column j, rounded up to 4 doubles.
    for (let j = 0; j < i; j++) {
      const entry = at(l, i * ld + width * j);
      const im = width == 2 ? load<f64>(entry, 8) : 0;
      addRow(width, (width * (j + 1) + 3) & ~3, -load<f64>(entry), -im, at(scratch, j * ld), row);
    }
    store<f64>(at(row, width * i), load<f64>(at(row, width * i)) + 1);
    const scale = 1 / load<f64>(at(l, i * ld + width * i));
    for (let j = 0; j < width * (i + 1); j++) store<f64>(at(row, j), load<f64>(at(row, j)) * scale);
    for (let j = 0; j <= i; j++) {
      const entry = at(scratch2, j * ld + width * i);
      store<f64>(entry, load<f64>(at(row, width * j)));
      if (width == 2) store<f64>(entry, -load<f64>(at(row, width * j + 1)), 8);
    }
  }
  multiply(width, rows, n, ld, scratch2, ld, scratch, out, false);
}

/** v ← L⁻¹ v. */
export function solveLower(width: i32, n: i32, ld: i32, l: usize, v: usize): void {
  for (let i = 0; i < n; i++) {
    const row = at(l, i * ld);
    const scale = 1 / load<f64>(at(row, width * i));
    const entry = at(v, width * i);
    if (width == 1) store<f64>(entry, (load<f64>(entry) - dotReal(i, row, v)) * scale);
    else v128.store(entry, f64x2.mul(f64x2.sub(v128.load(entry), product(i, row, v)), f64x2.splat(scale)));
  }
}

/** v ← L⁻† v. */
export function solveUpper(width: i32, n: i32, ld: i32, l: usize, v: usize): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = at(l, i * ld);
    const scale = 1 / load<f64>(at(row, width * i));
    const entry = at(v, width * i);
    const re = load<f64>(entry) * scale;
    store<f64>(entry, re);
    if (width == 1) {
      for (let k = 0; k < i; k++) store<f64>(at(v, k), load<f64>(at(v, k)) - re * load<f64>(at(row, k)));
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

/** out = A·v. */
export function apply(width: i32, n: i32, ld: i32, a: usize, v: usize, out: usize): void {
  for (let i = 0; i < n; i++)
    if (width == 1) store<f64>(at(out, i), dotReal(n, at(a, i * ld), v));
    else v128.store(at(out, 2 * i), product(n, at(a, i * ld), v));
}
