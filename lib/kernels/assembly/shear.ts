// Shears of a grid: every line along one axis is moved by its own distance, by interpolation with splines. Both axes share
// all code but the way into the buffers of `_shearPlan` and out of them.
import { filterOpen, filterPeriodic } from './_shearFilter';
import { interpolate, interpolateLimited } from './_shearInterpolate';
import { at, coefficients, escaped, lane, margin, moved, pair, place, raw, rowBytes, taps, values, weights, wholes } from './_shearPlan';

/** Copies of the other end, as far as the taps reach (n ≥ taps). */
function wrapEnds(buffer: usize, n: i32): void {
  const reach = <usize>taps * place;
  memory.copy(at(buffer, -taps), at(buffer, n - taps), reach);
  memory.copy(at(buffer, n), at(buffer, 0), reach);
}

/** Filters and interpolates the eight lines in the buffer. */
function moveBlock(n: i32, periodic: bool, limited: bool, table: usize): void {
  if (limited) {
    memory.copy(at(raw, 0), at(coefficients, 0), <usize>n * place);
    if (periodic) wrapEnds(raw, n);
    else {
      memory.fill(raw, 0, <usize>margin * place);
      memory.fill(at(raw, n), 0, <usize>margin * place);
    }
  }
  if (periodic) {
    filterPeriodic(n);
    wrapEnds(coefficients, n);
  } else filterOpen(n);
  const edge = edgeOf(periodic, limited);
  if (limited) interpolateLimited(-edge, n + edge, table);
  else interpolate(-edge, n + edge, table);
}

/** The places −edge … n + edge − 1 are computed: all that can hold anything, within the reach of the buffers. */
// @ts-ignore: decorator
@inline
function edgeOf(periodic: bool, limited: bool): i32 {
  return periodic ? 0 : margin - (taps >> 1) - (limited ? 2 : 0);
}

/** One lane of a buffer to numbers with a stride. */
function copyLane(source: usize, target: usize, stride: usize, count: i32): void {
  let i = 0;
  if (stride == lane)
    for (; i < count - 1; i += 2, source += 2 * place, target += 2 * lane)
      v128.store(target, v128.load64_lane(source, v128.load64_zero(source), 1, 64));
  for (; i < count; i++, source += place, target += stride) store<f64>(target, load<f64>(source));
}

function copyPair(source: usize, target: usize, stride: usize, count: i32): void {
  for (let i = 0; i < count; i++, source += place, target += stride) v128.store(target, v128.load(source));
}

function clear(target: usize, stride: usize, count: i32): void {
  for (let i = 0; i < count; i++, target += stride) store<f64>(target, 0);
}

function sumLane(source: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++, source += place) sum += load<f64>(source);
  return sum;
}

/** The line in lane l, moved by `whole` cells, to the n numbers at `target`; what falls beyond its ends is added up. */
function placeLine(l: usize, n: i32, whole: i32, periodic: bool, edge: i32, target: usize, stride: usize): void {
  const source = moved + l;
  if (periodic) {
    copyLane(at(source, 0), target + <usize>whole * stride, stride, n - whole);
    copyLane(at(source, n - whole), target, stride, whole);
    return;
  }
  // Place k lands on k + whole.
  const from = min(n + edge, max(-edge, -whole));
  const to = max(-edge, min(n + edge, n - whole));
  store<f64>(escaped, load<f64>(escaped) + sumLane(at(source, -edge), from + edge));
  store<f64>(escaped, load<f64>(escaped, 8) + sumLane(at(source, to), n + edge - to), 8);
  const count = max(0, to - from);
  const first = count > 0 ? from + whole : 0;
  clear(target, stride, first);
  copyLane(at(source, from), target + <usize>first * stride, stride, count);
  clear(target + <usize>(first + count) * stride, stride, n - first - count);
}

/** Moves the lines along the first axis (n places `rowBytes` apart): 8·blocks of them. Periodic: 0 ≤ whole < n. */
export function shearColumns(n: i32, blocks: i32, periodic: bool, limited: bool): void {
  const tableBytes = <usize>(2 * taps + 1) * place;
  const edge = edgeOf(periodic, limited);
  for (let block = 0; block < blocks; block++) {
    const column = values + <usize>block * place;
    let source = column;
    let target = at(coefficients, 0);
    for (let k = 0; k < n; k++, source += rowBytes, target += place) {
      v128.store(target, v128.load(source));
      v128.store(target, v128.load(source, 16), 16);
      v128.store(target, v128.load(source, 32), 32);
      v128.store(target, v128.load(source, 48), 48);
    }
    moveBlock(n, periodic, limited, weights + <usize>block * tableBytes);
    for (let l: usize = 0; l < 8; l += 2) {
      const wholeAt = wholes + ((<usize>block * 8 + l) << 2);
      const whole = load<i32>(wholeAt);
      const out = column + l * lane;
      if (whole == load<i32>(wholeAt, 4) && periodic) {
        const start = moved + l * lane;
        copyPair(at(start, 0), out + <usize>whole * rowBytes, rowBytes, n - whole);
        copyPair(at(start, n - whole), out, rowBytes, whole);
      } else {
        placeLine(l * lane, n, whole, periodic, edge, out, rowBytes);
        placeLine((l + 1) * lane, n, load<i32>(wholeAt, 4), periodic, edge, out + lane, rowBytes);
      }
    }
  }
}

/** Moves the lines along the second axis (n numbers, padded to an even count): 8·blocks of them. */
export function shearRows(n: i32, blocks: i32, periodic: bool, limited: bool): void {
  const tableBytes = <usize>(2 * taps + 1) * place;
  const edge = edgeOf(periodic, limited);
  for (let block = 0; block < blocks; block++) {
    const row = values + <usize>block * 8 * rowBytes;
    for (let p: usize = 0; p < place; p += pair) {
      let a = row + (p >> 3) * rowBytes;
      let b = a + rowBytes;
      let target = at(coefficients, 0) + p;
      for (let k = 0; k < n; k += 2, a += 16, b += 16, target += 2 * place) {
        const first = v128.load(a);
        const second = v128.load(b);
        v128.store(target, i64x2.shuffle(first, second, 0, 2));
        v128.store(target, i64x2.shuffle(first, second, 1, 3), 64);
      }
    }
    moveBlock(n, periodic, limited, weights + <usize>block * tableBytes);
    for (let l: usize = 0; l < 8; l++) {
      const whole = load<i32>(wholes + ((<usize>block * 8 + l) << 2));
      placeLine(l * lane, n, whole, periodic, edge, row + l * rowBytes, lane);
    }
  }
}

/** The sums of `rows` rows of `n` numbers (padded with zeros to an even count), to `sums`. */
export function sumRows(rows: i32, n: i32, sums: usize): void {
  for (let i = 0; i < rows; i++) {
    let p = values + <usize>i * rowBytes;
    const end = p + (<usize>(n + 1 & ~1) << 3);
    let s0 = f64x2.splat(0);
    let s1 = s0;
    for (; p + 32 <= end; p += 32) {
      s0 = f64x2.add(s0, v128.load(p));
      s1 = f64x2.add(s1, v128.load(p, 16));
    }
    if (p < end) s0 = f64x2.add(s0, v128.load(p));
    s0 = f64x2.add(s0, s1);
    store<f64>(sums + (<usize>i << 3), f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1));
  }
}

export { configure } from './_shearPlan';
