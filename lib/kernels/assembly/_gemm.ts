// C += α·A·B on packed panels. An entry is one double (`width` 1) or a pair [re, im] (`width` 2). Addresses are in
// bytes; strides count entries and may have either sign, so that transposed and reversed operands need no code of
// their own. A panel holds 4 doubles (4 real or 2 complex rows, or columns) for each step along the inner index.
// Blocking after Goto and van de Geijn, Anatomy of high-performance matrix multiplication, 2008.

/** Rows (in doubles) and inner length of the block of A that stays in the second-level cache; columns of B's. */
const blockRows: i32 = 128;
const blockInner: i32 = 256;
const blockColumns: i32 = 512;

/** Doubles of scratch that `gemm` needs: a block of A, a block of B, one tile. */
export const gemmScratch: i32 = blockInner * (blockRows + blockColumns) + 16;

// @ts-ignore: decorator
@inline
function plusProduct(c: v128, a: v128, b: v128): v128 {
  return f64x2.add(c, f64x2.mul(a, b));
}

/**
 * out (4 × 4, row-major) = Σ_k a_k b_kᵀ over the 4-vectors of two panels. Two steps a turn save a tenth; the exit between
 * them keeps V8 from loading both at once, which 16 registers do not hold.
 */
export function tile(k: i32, a: usize, b: usize, out: usize): void {
  let c00 = f64x2.splat(0);
  let c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = a + (<usize>k << 5);
  let x = c00, b0 = c00, b1 = c00;
  const last = end - 32;
  while (a < end) {
    b0 = v128.load(b);
    b1 = v128.load(b, 16);
    x = v128.load64_splat(a);
    c00 = plusProduct(c00, x, b0);
    c01 = plusProduct(c01, x, b1);
    x = v128.load64_splat(a, 8);
    c10 = plusProduct(c10, x, b0);
    c11 = plusProduct(c11, x, b1);
    x = v128.load64_splat(a, 16);
    c20 = plusProduct(c20, x, b0);
    c21 = plusProduct(c21, x, b1);
    x = v128.load64_splat(a, 24);
    c30 = plusProduct(c30, x, b0);
    c31 = plusProduct(c31, x, b1);
    if (a == last) break;
    b0 = v128.load(b, 32);
    b1 = v128.load(b, 48);
    x = v128.load64_splat(a, 32);
    c00 = plusProduct(c00, x, b0);
    c01 = plusProduct(c01, x, b1);
    x = v128.load64_splat(a, 40);
    c10 = plusProduct(c10, x, b0);
    c11 = plusProduct(c11, x, b1);
    x = v128.load64_splat(a, 48);
    c20 = plusProduct(c20, x, b0);
    c21 = plusProduct(c21, x, b1);
    x = v128.load64_splat(a, 56);
    c30 = plusProduct(c30, x, b0);
    c31 = plusProduct(c31, x, b1);
    a += 64;
    b += 64;
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  v128.store(out, c10, 32);
  v128.store(out, c11, 48);
  v128.store(out, c20, 64);
  v128.store(out, c21, 80);
  v128.store(out, c30, 96);
  v128.store(out, c31, 112);
}

/** Row r of a complex tile: entries Σ a·b from the real row Σ Re(a)·b and the real row Σ Im(a)·b. */
// @ts-ignore: decorator
@inline
export function complexSum(re: v128, im: v128, conjugate: bool): v128 {
  const turned = i64x2.shuffle(im, im, 1, 0);
  return f64x2.add(re, conjugate ? f64x2.mul(turned, f64x2(1, -1)) : f64x2.mul(turned, f64x2(-1, 1)));
}

/** Panels of `count` vectors across, `k` steps along, with strides `across` and `along`; the last panel is padded by 0. */
export function pack(
  width: i32, count: i32, k: i32, from: usize, across: i32, along: i32, conjugate: bool, to: usize,
): void {
  if (width == 2) packComplex(count, k, from, across << 4, along << 4, conjugate, to);
  else packReal(count, k, from, across << 3, along << 3, to);
}

function packReal(count: i32, k: i32, from: usize, across: i32, along: i32, to: usize): void {
  for (; count >= 4; count -= 4) {
    const next = from + 4 * across;
    if (across == 8) for (let p = 0; p < k; p++, from += along, to += 32) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    } else {
      let p = 0;
      if (along == 8) for (; p + 2 <= k; p += 2, from += 16, to += 64) {
        const r0 = v128.load(from), r1 = v128.load(from + across);
        const r2 = v128.load(from + 2 * across), r3 = v128.load(from + 3 * across);
        v128.store(to, i64x2.shuffle(r0, r1, 0, 2));
        v128.store(to, i64x2.shuffle(r2, r3, 0, 2), 16);
        v128.store(to, i64x2.shuffle(r0, r1, 1, 3), 32);
        v128.store(to, i64x2.shuffle(r2, r3, 1, 3), 48);
      }
      for (; p < k; p++, from += along, to += 32) {
        store<f64>(to, load<f64>(from));
        store<f64>(to, load<f64>(from + across), 8);
        store<f64>(to, load<f64>(from + 2 * across), 16);
        store<f64>(to, load<f64>(from + 3 * across), 24);
      }
    }
    from = next;
  }
  if (count > 0) for (let p = 0; p < k; p++, from += along, to += 32)
    for (let r = 0; r < 4; r++)
      store<f64>(to + (r << 3), r < count ? load<f64>(from + r * across) : 0);
}

function packComplex(
  count: i32, k: i32, from: usize, across: i32, along: i32, conjugate: bool, to: usize,
): void {
  const sign = f64x2(1, conjugate ? -1 : 1);
  for (; count > 0; count -= 2, from += 2 * across) {
    const last = count == 1;
    let source = from;
    for (let p = 0; p < k; p++, source += along, to += 32) {
      v128.store(to, f64x2.mul(v128.load(source), sign));
      v128.store(to, last ? f64x2.splat(0) : f64x2.mul(v128.load(source + across), sign), 16);
    }
  }
}

/** The inverse of `pack` for one panel of `count` vectors (≤ 4 doubles across), without conjugation. */
export function unpackPanel(
  width: i32, count: i32, k: i32, from: usize, to: usize, across: i32, along: i32,
): void {
  if (width == 2) {
    for (let p = 0; p < k; p++, from += 32, to += along << 4) {
      v128.store(to, v128.load(from));
      if (count == 2) v128.store(to + (across << 4), v128.load(from, 16));
    }
  } else if (across == 1 && count == 4) {
    for (let p = 0; p < k; p++, from += 32, to += along << 3) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
  } else {
    const row = across << 3;
    let p = 0;
    if (along == 1 && count == 4) for (; p + 2 <= k; p += 2, from += 64, to += 16) {
      const a0 = v128.load(from), a1 = v128.load(from, 16), b0 = v128.load(from, 32), b1 = v128.load(from, 48);
      v128.store(to, i64x2.shuffle(a0, b0, 0, 2));
      v128.store(to + row, i64x2.shuffle(a0, b0, 1, 3));
      v128.store(to + 2 * row, i64x2.shuffle(a1, b1, 0, 2));
      v128.store(to + 3 * row, i64x2.shuffle(a1, b1, 1, 3));
    }
    for (; p < k; p++, from += 32, to += along << 3)
      for (let r = 0; r < count; r++) store<f64>(to + r * row, load<f64>(from + (r << 3)));
  }
}

/** c (rows × columns ≤ a tile, row stride rc bytes) += α·tile. */
function addTile(width: i32, rows: i32, columns: i32, alpha: f64, from: usize, c: usize, rc: i32): void {
  const factor = f64x2.splat(alpha);
  if (width == 2) {
    for (let i = 0; i < rows; i++, from += 64, c += rc)
      for (let j = 0; j < columns; j++) {
        const to = c + (j << 4);
        const t = from + (j << 4);
        v128.store(to, plusProduct(v128.load(to), factor, complexSum(v128.load(t), v128.load(t, 32), false)));
      }
  } else if (columns == 4) {
    for (let i = 0; i < rows; i++, from += 32, c += rc) {
      v128.store(c, plusProduct(v128.load(c), factor, v128.load(from)));
      v128.store(c, plusProduct(v128.load(c, 16), factor, v128.load(from, 16)), 16);
    }
  } else {
    for (let i = 0; i < rows; i++, from += 32, c += rc)
      for (let j = 0; j < columns; j++) {
        const to = c + (j << 3);
        store<f64>(to, load<f64>(to) + alpha * load<f64>(from + (j << 3)));
      }
  }
}

/** All tiles of a block of C from packed blocks of A and B; with `lower`, only those that reach row + shift ≥ column. */
function multiplyBlocks(
  width: i32, m: i32, n: i32, k: i32, alpha: f64, a: usize, b: usize, c: usize, rc: i32,
  lower: bool, shift: i32, scratch: usize,
): void {
  const side = 4 / width;
  const panel = k << 5;
  const shiftC = width == 2 ? 4 : 3;
  for (let j = 0; j < n; j += side) {
    const columns = min(side, n - j);
    const panelB = b + (j / side) * panel;
    let i = 0;
    if (lower && j - shift > side - 1) i = (j - shift) / side * side;
    for (; i < m; i += side) {
      tile(k, a + (i / side) * panel, panelB, scratch);
      addTile(width, min(side, m - i), columns, alpha, scratch, c + i * rc + (j << shiftC), rc);
    }
  }
}

/**
 * C (m × n) += α·A·B, A of size m × k and B of size k × n, each given by address, row stride, column stride and whether
 * to conjugate. One stride of C must be ±1. With `lower`, entries of C above the diagonal are left unspecified.
 */
export function gemm(
  width: i32, m: i32, n: i32, k: i32, alpha: f64,
  a: usize, ra: i32, ca: i32, conjugateA: bool,
  b: usize, rb: i32, cb: i32, conjugateB: bool,
  c: usize, rc: i32, cc: i32, lower: bool, scratch: usize,
): void {
  const shift = width == 2 ? 4 : 3;
  if (cc != 1 && cc != -1) {
    // Cᵀ += α·Bᵀ·Aᵀ
    gemm(width, n, m, k, alpha, b, cb, rb, conjugateB, a, ca, ra, conjugateA, c, cc, rc, false, scratch);
    return;
  }
  if (cc == -1) {
    c -= (n - 1) << shift;
    b += ((n - 1) * cb) << shift;
    cb = -cb;
  }
  const packedA = scratch + 128;
  const packedB = packedA + ((blockRows * blockInner) << 3);
  const rowsAtOnce = blockRows / width;
  const columnsAtOnce = blockColumns / width;
  for (let j = 0; j < n; j += columnsAtOnce) {
    const columns = min(columnsAtOnce, n - j);
    for (let p = 0; p < k; p += blockInner) {
      const inner = min(blockInner, k - p);
      pack(width, columns, inner, b + ((p * rb + j * cb) << shift), cb, rb, conjugateB, packedB);
      for (let i = lower ? j / rowsAtOnce * rowsAtOnce : 0; i < m; i += rowsAtOnce) {
        const rows = min(rowsAtOnce, m - i);
        pack(width, rows, inner, a + ((i * ra + p * ca) << shift), ra, ca, conjugateA, packedA);
        multiplyBlocks(width, rows, columns, inner, alpha, packedA, packedB,
          c + ((i * rc + j) << shift), rc << shift, lower, i - j, scratch);
      }
    }
  }
}
