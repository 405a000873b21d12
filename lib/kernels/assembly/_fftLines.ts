// Transforms of many lines at once. `columns` lines of length n lie side by side: number j of line c is read at
// src + j·srcRow + c·srcCol and written at dst + j·dstRow + c·dstCol (bytes). src and dst may be the same lines. The
// first pass reads the strided memory and the last one writes it; between them the lines sit side by side in `scratch`,
// so nothing is ever transposed. A line plan is a table of 32-bit integers: its kind, n, and what the kind needs.
import { pass, turnOf, twisted } from './_fftPasses';

/** Lines that a long transform handles at once: 8 complex numbers are two cache lines. */
const splitBatch: usize = 8;
/** Bytes after which lines of memory share a place in the first cache, and the gap that keeps them apart. */
const sameCachePlace: usize = 4096;
const gap: usize = 64;
/** Bytes of the gaps of one buffer: the largest radix is 13. */
const gaps: usize = 13 * gap;

// @ts-ignore: decorator
@inline
function entry(plan: usize, index: usize): usize {
  return <usize>load<u32>(plan + 4 * index);
}

/** The address that the plan names. */
// @ts-ignore: decorator
@inline
function place(plan: usize, index: usize): usize {
  return plan + entry(plan, index);
}

// @ts-ignore: decorator
@inline
export function lengthOf(plan: usize): usize {
  return entry(plan, 1);
}

export function lines(
  plan: usize, src: usize, srcRow: usize, srcCol: usize, dst: usize, dstRow: usize, dstCol: usize,
  columns: usize, backward: bool, scratch: usize,
): void {
  const kind = entry(plan, 0);
  if (kind == 0) direct(plan, src, srcRow, srcCol, dst, dstRow, dstCol, columns, backward, scratch);
  else if (kind == 1) chirp(plan, src, srcRow, srcCol, dst, dstRow, dstCol, columns, backward, scratch);
  else for (let c: usize = 0; c < columns; c++) split(plan, src + c * srcCol, srcRow, dst + c * dstCol, dstRow, backward, scratch);
}

/**
 * Kind 0: [0, n, number of passes, radices …, twiddles …, roots …], one each per pass. Scratch: 2·n·columns numbers and
 * the gaps. A pass of radix r reads r streams, n/r numbers apart: were that a multiple of the distance at which lines of
 * memory share a place in the first cache, they would drive each other out, so the pass before leaves gaps between them.
 */
function direct(
  plan: usize, src: usize, srcRow: usize, srcCol: usize, dst: usize, dstRow: usize, dstCol: usize,
  columns: usize, backward: bool, scratch: usize,
): void {
  const n = entry(plan, 1);
  const passes = entry(plan, 2);
  const last = passes - 1;
  const width = columns * 16;
  const other = scratch + n * width + gaps;
  if (n == 1) return copyLines(1, src, srcRow, srcCol, dst, dstRow, dstCol, columns);
  let from = src;
  let m = n;
  let s: usize = 1;
  let rK: usize = 0;
  for (let i: usize = 0; i <= last; i++) {
    const radix = entry(plan, 3 + i);
    const twiddles = place(plan, 3 + passes + i);
    const roots = place(plan, 3 + 2 * passes + i);
    const step = (radix - 1) * 16;
    const sw = s * width;
    m /= radix;
    if (last == 0) {
      pass(radix, roots, from, dst, 1, columns, 0, srcCol, srcRow, 0, dstCol, dstRow, 0, 0, 0, backward);
    } else if (i == last) {
      if (columns == 1) pass(radix, roots, from, dst, 1, s, 0, 16, rK, 0, dstRow, s * dstRow, 0, 0, 0, backward);
      else pass(radix, roots, from, dst, s, columns, width, 16, rK, dstRow, dstCol, s * dstRow, 0, 0, 0, backward);
    } else {
      const streams = entry(plan, 4 + i);
      const stream = (n / streams) * width;
      const apart = stream % sameCachePlace == 0 ? stream + gap : stream;
      const parts: usize = apart == stream ? 1 : streams;
      const some = m / parts;
      const to = i & 1 ? other : scratch;
      for (let part: usize = 0; part < parts; part++) {
        const w = to + part * apart;
        const t = twiddles + part * some * step;
        if (i > 0) pass(radix, roots, from + part * some * sw, w, some, s * columns, sw, 16, rK, radix * sw, 16, sw, t, step, 0, backward);
        else {
          const r = src + part * some * srcRow;
          if (columns == 1) pass(radix, roots, r, w, 1, some, 0, srcRow, m * srcRow, 0, 16 * radix, 16, t, 0, step, backward);
          else pass(radix, roots, r, w, some, columns, srcRow, srcCol, m * srcRow, radix * width, 16, width, t, step, 0, backward);
        }
      }
      rK = apart;
      from = to;
    }
    s *= radix;
  }
}

/**
 * Kind 1: [1, n, plan of length m ≥ 2n − 1, chirp, spectrum]. L. Bluestein, A linear filtering approach to the computation
 * of the discrete Fourier transform (1970): jk = (j² + k² − (k − j)²)/2 makes the transform a convolution with the chirp
 * e^{iπk²/n}, whose transform of length m (conjugate, divided by m) is `spectrum`.
 */
function chirp(
  plan: usize, src: usize, srcRow: usize, srcCol: usize, dst: usize, dstRow: usize, dstCol: usize,
  columns: usize, backward: bool, scratch: usize,
): void {
  const n = entry(plan, 1);
  const longer = place(plan, 2);
  const chirps = place(plan, 3);
  const m = lengthOf(longer);
  const width = columns * 16;
  const rest = scratch + m * width;
  twistLines(n, src, srcRow, srcCol, scratch, width, 16, columns, chirps, backward);
  memory.fill(scratch + n * width, 0, (m - n) * width);
  lines(longer, scratch, width, 16, scratch, width, 16, columns, false, rest);
  twistLines(m, scratch, width, 16, scratch, width, 16, columns, place(plan, 4), backward);
  lines(longer, scratch, width, 16, scratch, width, 16, columns, true, rest);
  twistLines(n, scratch, width, 16, dst, dstRow, dstCol, columns, chirps, backward);
}

/** Row j of every line multiplied by factor j (its conjugate forward). */
function twistLines(
  rows: usize, src: usize, srcRow: usize, srcCol: usize, dst: usize, dstRow: usize, dstCol: usize,
  columns: usize, factors: usize, backward: bool,
): void {
  const turn = turnOf(backward);
  for (let j: usize = 0; j < rows; j++)
    for (let c: usize = 0; c < columns; c++)
      v128.store(dst + j * dstRow + c * dstCol, twisted(v128.load(src + j * srcRow + c * srcCol), factors + 16 * j, turn));
}

export function copyLines(
  rows: usize, src: usize, srcRow: usize, srcCol: usize, dst: usize, dstRow: usize, dstCol: usize, columns: usize,
): void {
  for (let j: usize = 0; j < rows; j++)
    for (let c: usize = 0; c < columns; c++)
      v128.store(dst + j * dstRow + c * dstCol, v128.load(src + j * srcRow + c * srcCol));
}

/**
 * Kind 2: [2, n, first plan (n1), second plan (n2), twiddles], n = n1·n2, for one long line. With j = j1·n2 + j2 and
 * k = k1 + n1·k2: transforms over j1, the factors e^{∓2πi j2 k1/n} (`twiddles`, [cos, sin]), transforms over j2
 * (W. M. Gentleman, G. Sande, Fast Fourier transforms for fun and profit, 1966). Both work on lines side by side. Between
 * them, and in `twiddles`, the numbers stand batch by batch in j2, within a batch by k1: written and read in long runs.
 */
function split(plan: usize, src: usize, srcRow: usize, dst: usize, dstRow: usize, backward: bool, scratch: usize): void {
  splitFirst(plan, src, srcRow, 0, lengthOf(place(plan, 3)), backward, scratch);
  splitSecond(plan, dst, dstRow, 0, lengthOf(place(plan, 2)), backward, scratch);
}

/** Transforms over j1 for j2 in [begin, end), into scratch. */
function splitFirst(plan: usize, src: usize, srcRow: usize, begin: usize, end: usize, backward: bool, scratch: usize): void {
  const first = place(plan, 2);
  const n1 = lengthOf(first);
  const n2 = lengthOf(place(plan, 3));
  const rest = scratch + 16 * entry(plan, 1);
  for (let j2 = begin; j2 < end; j2 += splitBatch)
    {
    const some = min(splitBatch, end - j2);
    lines(first, src + j2 * srcRow, n2 * srcRow, srcRow, scratch + 16 * n1 * j2, 16 * some, 16, some, backward, rest);
  }
}

/** Twiddles and transforms over j2 for k1 in [begin, end), from scratch. */
function splitSecond(plan: usize, dst: usize, dstRow: usize, begin: usize, end: usize, backward: bool, scratch: usize): void {
  const n1 = lengthOf(place(plan, 2));
  const second = place(plan, 3);
  const n2 = lengthOf(second);
  const twiddles = place(plan, 4);
  const turn = turnOf(backward);
  const block = scratch + 16 * entry(plan, 1);
  const rest = block + 16 * splitBatch * n2;
  for (let k1 = begin; k1 < end; k1 += splitBatch) {
    const columns = min(splitBatch, end - k1);
    const width = columns * 16;
    for (let j2: usize = 0; j2 < n2; j2 += splitBatch) {
      const some = min(splitBatch, n2 - j2);
      let at = 16 * (n1 * j2 + k1 * some);
      for (let c: usize = 0; c < columns; c++) {
        let w = block + j2 * width + 16 * c;
        for (let j: usize = 0; j < some; j++) {
          v128.store(w, twisted(v128.load(scratch + at), twiddles + at, turn));
          at += 16;
          w += width;
        }
      }
    }
    lines(second, block, width, 16, dst + k1 * dstRow, n1 * dstRow, dstRow, columns, backward, rest);
  }
}
