// Fourier transforms along the rows and columns of an array, and products with a spectrum. Addresses, strides and
// offsets are in bytes, counts in complex numbers (interleaved, 16 bytes) unless said otherwise.
import { copyLines, lengthOf, lines } from './_fftLines';
import { turnOf, twisted } from './_fftPasses';
import { backwardRows, forwardRows } from './_fftReal';

export { backwardRows, forwardRows };

/** Transforms `count` contiguous rows, `batch` of them at a time. */
export function rows(
  plan: usize, src: usize, srcStride: usize, dst: usize, dstStride: usize, count: usize,
  batch: usize, backward: bool, scratch: usize,
): void {
  for (let i: usize = 0; i < count; i += batch)
    lines(plan, src + i * srcStride, 16, srcStride, dst + i * dstStride, 16, dstStride, min(batch, count - i), backward, scratch);
}

/** Transforms the columns [begin, end) of a matrix in place. */
export function columns(
  plan: usize, base: usize, rowBytes: usize, begin: usize, end: usize, batch: usize, backward: bool, scratch: usize,
): void {
  for (let c = begin; c < end; c += batch)
    lines(plan, base + 16 * c, rowBytes, 16, base + 16 * c, rowBytes, 16, min(batch, end - c), backward, scratch);
}

/**
 * Columns [begin, end): the first `given` rows, continued by zeros to the plan's length, are transformed, multiplied by
 * `multiplier` (the same shape as the full columns; doubles if real, else complex) and transformed back; the first `given`
 * rows of the result replace them. The factor 1/n is left to the multiplier.
 */
export function filterColumns(
  plan: usize, base: usize, rowBytes: usize, given: usize, begin: usize, end: usize, batch: usize,
  multiplier: usize, multiplierRow: usize, real: bool, scratch: usize,
): void {
  const n = lengthOf(plan);
  for (let c = begin; c < end; c += batch) {
    const some = min(batch, end - c);
    const width = some * 16;
    const rest = scratch + n * width;
    const at = base + 16 * c;
    if (given == n) lines(plan, at, rowBytes, 16, scratch, width, 16, some, false, rest);
    else {
      copyLines(given, at, rowBytes, 16, scratch, width, 16, some);
      memory.fill(scratch + given * width, 0, (n - given) * width);
      lines(plan, scratch, width, 16, scratch, width, 16, some, false, rest);
    }
    const factors = multiplier + (real ? 8 : 16) * c;
    for (let j: usize = 0; j < n; j++) multiply(scratch + j * width, factors + j * multiplierRow, some, real);
    if (given == n) lines(plan, scratch, width, 16, at, rowBytes, 16, some, true, rest);
    else {
      lines(plan, scratch, width, 16, scratch, width, 16, some, true, rest);
      copyLines(given, scratch, width, 16, at, rowBytes, 16, some);
    }
  }
}

/** `count` complex numbers times as many factors, real (doubles) or complex. */
export function multiply(values: usize, factors: usize, count: usize, real: bool): void {
  if (real) {
    for (let i: usize = 0; i < count; i++)
      v128.store(values + 16 * i, f64x2.mul(v128.load(values + 16 * i), v128.load_splat<f64>(factors + 8 * i)));
  } else {
    const turn = turnOf(true);
    for (let i: usize = 0; i < count; i++)
      v128.store(values + 16 * i, twisted(v128.load(values + 16 * i), factors + 16 * i, turn));
  }
}

/** `count` doubles (one more, if it is odd) times one factor. */
export function scale(values: usize, count: usize, factor: f64): void {
  const splat = f64x2.splat(factor);
  for (let at = values; at < values + 8 * count; at += 16) v128.store(at, f64x2.mul(v128.load(at), splat));
}

/** `count` rows of srcBytes to rows of dstBytes, cut off or continued by zeros. */
export function resizeRows(src: usize, srcBytes: usize, dst: usize, dstBytes: usize, count: usize): void {
  const kept = min(srcBytes, dstBytes);
  for (let i: usize = 0; i < count; i++) {
    memory.copy(dst + i * dstBytes, src + i * srcBytes, kept);
    if (dstBytes > kept) memory.fill(dst + i * dstBytes + kept, 0, dstBytes - kept);
  }
}

/** Zeros. */
export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}
