// A Hermitian sparse matrix that stays in memory, and the sweeps of Chebyshev and Lanczos over it.
//
// The rows are cut into windows of 128; within a window they are sorted by length and taken in chunks of 8 (4 of a complex
// matrix), the shorter ones padded with zeros. The entries of a chunk follow one another as [8 columns as u32][8 values], first
// entries first: independent sums hide the latency of addition, and equal lengths in a row keep the branch predictable.
// (Sliced ELLPACK: M. Kreutzer et al., SIAM J. Sci. Comput. 36 (2014) C401.) The sums of a window go to a buffer in the
// first-level cache, from where the second half of a sweep takes them in the order of rows.
// A column is stored as 16 times its number, the byte offset in a complex vector.

export const windowRows: i32 = 128;

let complexValues: bool = false;
let rows: i32 = 0;
let lengths: usize = 0;
let places: usize = 0;
let entries: usize = 0;
let sums: usize = 0;

/** Where the matrix is; `sumsAt` takes 129 complex numbers. */
export function bind(
  isComplex: bool,
  rowCount: i32,
  lengthsAt: usize,
  placesAt: usize,
  entriesAt: usize,
  sumsAt: usize,
): void {
  complexValues = isComplex;
  rows = rowCount;
  lengths = lengthsAt;
  places = placesAt;
  entries = entriesAt;
  sums = sumsAt;
}

let entry: usize = 0;
let place: usize = 0;
let length: usize = 0;

function rewind(): void {
  entry = entries;
  place = places;
  length = lengths;
}

/** Sums of the next window: real values, complex x. Offsets are constants of the instructions: sums would be computed. */
function windowOfReal(chunks: i32, x: usize): void {
  let e = entry;
  let p = place;
  let l = length;
  for (const last = l + (<usize>chunks << 2); l < last; l += 4) {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let s4 = s0;
    let s5 = s0;
    let s6 = s0;
    let s7 = s0;
    for (const end = e + <usize>load<u32>(l) * 96; e < end; e += 96) {
      s0 = f64x2.add(s0, f64x2.mul(v128.load64_splat(e, 32), v128.load(x + load<u32>(e))));
      s1 = f64x2.add(s1, f64x2.mul(v128.load64_splat(e, 40), v128.load(x + load<u32>(e, 4))));
      s2 = f64x2.add(s2, f64x2.mul(v128.load64_splat(e, 48), v128.load(x + load<u32>(e, 8))));
      s3 = f64x2.add(s3, f64x2.mul(v128.load64_splat(e, 56), v128.load(x + load<u32>(e, 12))));
      s4 = f64x2.add(s4, f64x2.mul(v128.load64_splat(e, 64), v128.load(x + load<u32>(e, 16))));
      s5 = f64x2.add(s5, f64x2.mul(v128.load64_splat(e, 72), v128.load(x + load<u32>(e, 20))));
      s6 = f64x2.add(s6, f64x2.mul(v128.load64_splat(e, 80), v128.load(x + load<u32>(e, 24))));
      s7 = f64x2.add(s7, f64x2.mul(v128.load64_splat(e, 88), v128.load(x + load<u32>(e, 28))));
    }
    v128.store(sums + load<u16>(p), s0);
    v128.store(sums + load<u16>(p, 2), s1);
    v128.store(sums + load<u16>(p, 4), s2);
    v128.store(sums + load<u16>(p, 6), s3);
    v128.store(sums + load<u16>(p, 8), s4);
    v128.store(sums + load<u16>(p, 10), s5);
    v128.store(sums + load<u16>(p, 12), s6);
    v128.store(sums + load<u16>(p, 14), s7);
    p += 16;
  }
  entry = e;
  place = p;
  length = l;
}

/** Sum of re·x and i·(sum of im·x) of one row. */
// @ts-ignore: decorator
@inline
function joined(re: v128, im: v128): v128 {
  return f64x2.add(re, f64x2.mul(i64x2.shuffle(im, im, 1, 0), f64x2(-1, 1)));
}

/** Sums of the next window: complex values, complex x. */
function windowOfComplex(chunks: i32, x: usize): void {
  let e = entry;
  let p = place;
  let l = length;
  for (const last = l + (<usize>chunks << 2); l < last; l += 4) {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let t0 = s0;
    let t1 = s0;
    let t2 = s0;
    let t3 = s0;
    for (const end = e + <usize>load<u32>(l) * 80; e < end; e += 80) {
      const x0 = v128.load(x + load<u32>(e));
      const x1 = v128.load(x + load<u32>(e, 4));
      const x2 = v128.load(x + load<u32>(e, 8));
      const x3 = v128.load(x + load<u32>(e, 12));
      s0 = f64x2.add(s0, f64x2.mul(v128.load64_splat(e, 16), x0));
      t0 = f64x2.add(t0, f64x2.mul(v128.load64_splat(e, 24), x0));
      s1 = f64x2.add(s1, f64x2.mul(v128.load64_splat(e, 32), x1));
      t1 = f64x2.add(t1, f64x2.mul(v128.load64_splat(e, 40), x1));
      s2 = f64x2.add(s2, f64x2.mul(v128.load64_splat(e, 48), x2));
      t2 = f64x2.add(t2, f64x2.mul(v128.load64_splat(e, 56), x2));
      s3 = f64x2.add(s3, f64x2.mul(v128.load64_splat(e, 64), x3));
      t3 = f64x2.add(t3, f64x2.mul(v128.load64_splat(e, 72), x3));
    }
    v128.store(sums + load<u16>(p), joined(s0, t0));
    v128.store(sums + load<u16>(p, 2), joined(s1, t1));
    v128.store(sums + load<u16>(p, 4), joined(s2, t2));
    v128.store(sums + load<u16>(p, 6), joined(s3, t3));
    p += 8;
  }
  entry = e;
  place = p;
  length = l;
}

/** Sums of the next window: real values, real x; the sums are doubles. */
function windowOfRealTimesReal(chunks: i32, x: usize): void {
  let e = entry;
  let p = place;
  let l = length;
  for (const last = l + (<usize>chunks << 2); l < last; l += 4) {
    let s0: f64 = 0;
    let s1: f64 = 0;
    let s2: f64 = 0;
    let s3: f64 = 0;
    let s4: f64 = 0;
    let s5: f64 = 0;
    let s6: f64 = 0;
    let s7: f64 = 0;
    for (const end = e + <usize>load<u32>(l) * 96; e < end; e += 96) {
      s0 += load<f64>(e, 32) * load<f64>(x + (load<u32>(e) >> 1));
      s1 += load<f64>(e, 40) * load<f64>(x + (load<u32>(e, 4) >> 1));
      s2 += load<f64>(e, 48) * load<f64>(x + (load<u32>(e, 8) >> 1));
      s3 += load<f64>(e, 56) * load<f64>(x + (load<u32>(e, 12) >> 1));
      s4 += load<f64>(e, 64) * load<f64>(x + (load<u32>(e, 16) >> 1));
      s5 += load<f64>(e, 72) * load<f64>(x + (load<u32>(e, 20) >> 1));
      s6 += load<f64>(e, 80) * load<f64>(x + (load<u32>(e, 24) >> 1));
      s7 += load<f64>(e, 88) * load<f64>(x + (load<u32>(e, 28) >> 1));
    }
    store<f64>(sums + (load<u16>(p) >> 1), s0);
    store<f64>(sums + (load<u16>(p, 2) >> 1), s1);
    store<f64>(sums + (load<u16>(p, 4) >> 1), s2);
    store<f64>(sums + (load<u16>(p, 6) >> 1), s3);
    store<f64>(sums + (load<u16>(p, 8) >> 1), s4);
    store<f64>(sums + (load<u16>(p, 10) >> 1), s5);
    store<f64>(sums + (load<u16>(p, 12) >> 1), s6);
    store<f64>(sums + (load<u16>(p, 14) >> 1), s7);
    p += 16;
  }
  entry = e;
  place = p;
  length = l;
}

// @ts-ignore: decorator
@inline
function nextWindow(count: i32, x: usize): void {
  if (complexValues) windowOfComplex((count + 3) >> 2, x);
  else windowOfReal((count + 7) >> 3, x);
}

/** out = H x for complex vectors. */
export function multiply(x: usize, out: usize): void {
  rewind();
  for (let first = 0; first < rows; first += windowRows) {
    const count = min(windowRows, rows - first);
    nextWindow(count, x);
    memory.copy(out + (<usize>first << 4), sums, <usize>count << 4);
  }
}

/** out = H x for a real matrix and real vectors. */
export function multiplyReal(x: usize, out: usize): void {
  rewind();
  for (let first = 0; first < rows; first += windowRows) {
    const count = min(windowRows, rows - first);
    windowOfRealTimesReal((count + 7) >> 3, x);
    memory.copy(out + (<usize>first << 3), sums, <usize>count << 3);
  }
}

/** `count` complex rows of one Chebyshev step; `product` holds H x. */
function chebyshevRows(
  count: i32,
  product: usize,
  x: usize,
  w: usize,
  total: usize,
  factor: v128,
  shift: v128,
  back: v128,
  quarterTurn: bool,
  a: v128,
  b: v128,
  addUp: bool,
): void {
  const end = product + (<usize>count << 4);
  while (product < end) {
    const here = v128.load(x);
    let image = f64x2.sub(v128.load(product), f64x2.mul(shift, here));
    if (quarterTurn) image = i64x2.shuffle(image, image, 1, 0);
    const next = f64x2.add(f64x2.mul(factor, image), f64x2.mul(back, v128.load(w)));
    v128.store(w, next);
    if (addUp) {
      const terms = f64x2.add(f64x2.mul(a, here), f64x2.mul(b, next));
      v128.store(total, f64x2.add(v128.load(total), terms));
    }
    product += 16;
    x += 16;
    w += 16;
    total += 16;
  }
}

/**
 * w ← factor·u·(H − shift) x + back·w, with u = −i if quarterTurn, else 1; then total += a·x + b·w if addUp.
 * `product` is H x, or 0 to multiply here, window by window.
 */
export function chebyshevStep(
  product: usize,
  x: usize,
  w: usize,
  total: usize,
  factor: f64,
  shift: f64,
  back: f64,
  quarterTurn: bool,
  a: f64,
  b: f64,
  addUp: bool,
): void {
  const factors = quarterTurn ? f64x2(factor, -factor) : f64x2.splat(factor);
  const fused = product == 0;
  rewind();
  for (let first = 0; first < rows; first += windowRows) {
    const count = min(windowRows, rows - first);
    const offset = <usize>first << 4;
    if (fused) nextWindow(count, x);
    chebyshevRows(
      count,
      fused ? sums : product + offset,
      x + offset,
      w + offset,
      total + offset,
      factors,
      f64x2.splat(shift),
      f64x2.splat(back),
      quarterTurn,
      f64x2.splat(a),
      f64x2.splat(b),
      addUp,
    );
  }
}

/** `bytes` of w = product − beta·before; returns their part of Re⟨x, w⟩. */
function lanczosRows(bytes: usize, product: usize, x: usize, before: usize, beta: v128, w: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let at: usize = 0;
  for (; at + 32 <= bytes; at += 32) {
    const a = f64x2.sub(v128.load(product + at), f64x2.mul(beta, v128.load(before + at)));
    const b = f64x2.sub(v128.load(product + at, 16), f64x2.mul(beta, v128.load(before + at, 16)));
    s0 = f64x2.add(s0, f64x2.mul(a, v128.load(x + at)));
    s1 = f64x2.add(s1, f64x2.mul(b, v128.load(x + at, 16)));
    v128.store(w + at, a);
    v128.store(w + at, b, 16);
  }
  if (at < bytes) {
    const a = f64x2.sub(v128.load(product + at), f64x2.mul(beta, v128.load(before + at)));
    s0 = f64x2.add(s0, f64x2.mul(a, v128.load(x + at)));
    v128.store(w + at, a);
  }
  s0 = f64x2.add(s0, s1);
  return f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1);
}

/**
 * w = H x − beta·before; returns Re⟨x, w⟩. Real or complex vectors; `product` is H x, or 0 to multiply here.
 */
export function lanczosStep(
  product: usize,
  isComplex: bool,
  x: usize,
  before: usize,
  beta: f64,
  w: usize,
): f64 {
  const shift: usize = isComplex ? 4 : 3;
  const betas = f64x2.splat(beta);
  let dot: f64 = 0;
  rewind();
  for (let first = 0; first < rows; first += windowRows) {
    const count = min(windowRows, rows - first);
    const offset = <usize>first << shift;
    let source = product + offset;
    if (product == 0) {
      source = sums;
      if (isComplex) nextWindow(count, x);
      else {
        windowOfRealTimesReal((count + 7) >> 3, x);
        // The padding of an odd vector stays 0.
        if (count & 1) store<f64>(sums + (<usize>count << 3), 0);
      }
    }
    const bytes = (<usize>count << shift) + 15 & ~15;
    dot += lanczosRows(bytes, source, x + offset, before + offset, betas, w + offset);
  }
  return dot;
}

export { accumulate, project, recombine, scale } from './_basis';
