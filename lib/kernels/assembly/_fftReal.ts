// Rows of real numbers and the half spectra X_k, 0 ≤ k ≤ n/2 (the others are their conjugates). Even n: a row is read as
// n/2 complex numbers. Odd n: two rows are read as the real and imaginary parts of one line. Backward, the imaginary parts
// of X_0 and X_{n/2} are ignored, and the result carries a factor n.
import { lines } from './_fftLines';
import { rotate, turnOf, twisted } from './_fftPasses';

// @ts-ignore: decorator
@inline
function conjugate(a: v128): v128 {
  return v128.xor(a, i64x2(0, i64.MIN_VALUE));
}

// @ts-ignore: decorator
@inline
function halved(a: v128): v128 {
  return f64x2.mul(a, f64x2.splat(0.5));
}

/** [first double of a, first double of b]. */
// @ts-ignore: decorator
@inline
function firsts(a: v128, b: v128): v128 {
  return i64x2.shuffle(a, b, 0, 2);
}

/** `count` rows of n doubles at src to half spectra, `dstStride` bytes apart. `roots`: e^{2πik/n}, k ≤ n/4, for even n. */
export function forwardRows(
  plan: usize, n: usize, roots: usize, src: usize, dst: usize, dstStride: usize, count: usize, batch: usize, scratch: usize,
): void {
  if (n & 1) return forwardPairs(plan, n, src, dst, dstStride, count, batch, scratch);
  const h = n >> 1;
  for (let i: usize = 0; i < count; i += batch) {
    const some = min(batch, count - i);
    const width = some * 16;
    lines(plan, src + 8 * i * n, 16, 8 * n, scratch, width, 16, some, false, scratch + h * width);
    for (let c: usize = 0; c < some; c++) untangle(h, roots, scratch + 16 * c, width, dst + (i + c) * dstStride);
  }
}

export function backwardRows(
  plan: usize, n: usize, roots: usize, src: usize, srcStride: usize, dst: usize, count: usize, batch: usize, scratch: usize,
): void {
  if (n & 1) return backwardPairs(plan, n, src, srcStride, dst, count, batch, scratch);
  const h = n >> 1;
  for (let i: usize = 0; i < count; i += batch) {
    const some = min(batch, count - i);
    const width = some * 16;
    for (let c: usize = 0; c < some; c++) entangle(h, roots, src + (i + c) * srcStride, scratch + 16 * c, width);
    lines(plan, scratch, width, 16, dst + 8 * i * n, 16, 8 * n, some, true, scratch + h * width);
  }
}

/**
 * With z_j = x_{2j} + i x_{2j+1} and its transform Z of length h: E_k = (Z_k + conj Z_{h−k})/2 and
 * O_k = (Z_k − conj Z_{h−k})/2i belong to the even and odd places, X_k = E_k + ω^k O_k, X_{h−k} = conj(E_k − ω^k O_k).
 */
function untangle(h: usize, roots: usize, z: usize, zStride: usize, x: usize): void {
  const turn = turnOf(false);
  const z0 = v128.load(z);
  const zero = f64x2.splat(0);
  const swapped = i64x2.shuffle(z0, z0, 1, 0);
  v128.store(x, firsts(f64x2.add(z0, swapped), zero));
  v128.store(x + 16 * h, firsts(f64x2.sub(z0, swapped), zero));
  let k: usize = 1;
  for (; k << 1 < h; k++) {
    const a = v128.load(z + k * zStride);
    const b = conjugate(v128.load(z + (h - k) * zStride));
    const e = halved(f64x2.add(a, b));
    const o = twisted(rotate(halved(f64x2.sub(a, b)), turn), roots + 16 * k, turn);
    v128.store(x + 16 * k, f64x2.add(e, o));
    v128.store(x + 16 * (h - k), conjugate(f64x2.sub(e, o)));
  }
  if (k << 1 == h) v128.store(x + 16 * k, conjugate(v128.load(z + k * zStride)));
}

/** The inverse of `untangle`, times 2. */
function entangle(h: usize, roots: usize, x: usize, z: usize, zStride: usize): void {
  const turn = turnOf(true);
  const x0 = load<f64>(x);
  const xh = load<f64>(x + 16 * h);
  store<f64>(z, x0 + xh);
  store<f64>(z, x0 - xh, 8);
  let k: usize = 1;
  for (; k << 1 < h; k++) {
    const a = v128.load(x + 16 * k);
    const b = conjugate(v128.load(x + 16 * (h - k)));
    const e = f64x2.add(a, b);
    const o = rotate(twisted(f64x2.sub(a, b), roots + 16 * k, turn), turn);
    v128.store(z + k * zStride, f64x2.add(e, o));
    v128.store(z + (h - k) * zStride, conjugate(f64x2.sub(e, o)));
  }
  if (k << 1 == h) {
    const a = conjugate(v128.load(x + 16 * k));
    v128.store(z + k * zStride, f64x2.add(a, a));
  }
}

/** Z = A + iB of rows a and b: A_k = (Z_k + conj Z_{n−k})/2, B_k = (Z_k − conj Z_{n−k})/2i. */
function forwardPairs(
  plan: usize, n: usize, src: usize, dst: usize, dstStride: usize, count: usize, batch: usize, scratch: usize,
): void {
  const turn = turnOf(false);
  for (let i: usize = 0; i < count; i += 2 * batch) {
    const some = min(batch, (count - i + 1) >> 1);
    const width = some * 16;
    for (let c: usize = 0; c < some; c++) {
      const a = src + 8 * n * (i + 2 * c);
      const paired = i + 2 * c + 1 < count;
      for (let j: usize = 0; j < n; j++) {
        store<f64>(scratch + j * width + 16 * c, load<f64>(a + 8 * j));
        store<f64>(scratch + j * width + 16 * c, paired ? load<f64>(a + 8 * (n + j)) : 0, 8);
      }
    }
    lines(plan, scratch, width, 16, scratch, width, 16, some, false, scratch + n * width);
    for (let c: usize = 0; c < some; c++) {
      const x = dst + (i + 2 * c) * dstStride;
      const paired = i + 2 * c + 1 < count;
      for (let k: usize = 0; k << 1 < n; k++) {
        const a = halved(v128.load(scratch + k * width + 16 * c));
        const b = halved(conjugate(v128.load(scratch + (k == 0 ? 0 : n - k) * width + 16 * c)));
        v128.store(x + 16 * k, f64x2.add(a, b));
        if (paired) v128.store(x + dstStride + 16 * k, rotate(f64x2.sub(a, b), turn));
      }
    }
  }
}

function backwardPairs(
  plan: usize, n: usize, src: usize, srcStride: usize, dst: usize, count: usize, batch: usize, scratch: usize,
): void {
  const turn = turnOf(true);
  for (let i: usize = 0; i < count; i += 2 * batch) {
    const some = min(batch, (count - i + 1) >> 1);
    const width = some * 16;
    for (let c: usize = 0; c < some; c++) {
      const x = src + (i + 2 * c) * srcStride;
      const paired = i + 2 * c + 1 < count;
      const z = scratch + 16 * c;
      for (let k: usize = 1; k << 1 < n; k++) {
        const a = v128.load(x + 16 * k);
        const b = paired ? rotate(v128.load(x + srcStride + 16 * k), turn) : f64x2.splat(0);
        v128.store(z + k * width, f64x2.add(a, b));
        v128.store(z + (n - k) * width, conjugate(f64x2.sub(a, b)));
      }
      store<f64>(z, load<f64>(x));
      store<f64>(z, paired ? load<f64>(x + srcStride) : 0, 8);
    }
    lines(plan, scratch, width, 16, scratch, width, 16, some, true, scratch + n * width);
    for (let c: usize = 0; c < some; c++) {
      const a = dst + 8 * n * (i + 2 * c);
      const paired = i + 2 * c + 1 < count;
      for (let j: usize = 0; j < n; j++) {
        store<f64>(a + 8 * j, load<f64>(scratch + j * width + 16 * c));
        if (paired) store<f64>(a + 8 * (n + j), load<f64>(scratch + j * width + 16 * c, 8));
      }
    }
  }
}
