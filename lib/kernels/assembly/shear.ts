// Shears of a grid: every line along one axis is moved by its own distance, by interpolation with splines. Eight lines are
// handled at once: eight neighbouring numbers of the buffers (64 bytes) belong to place k of the eight lines, so that
// both axes share all code but the way in and out. Addresses are in bytes.
//
// In a buffer place k stands at (margin + k)·64. Lines that are not periodic are continued by zeros; their spline rings
// on for `margin` places on both sides. A periodic line is continued periodically, as far as the taps reach.

const lane: usize = 8;
const place: usize = 64;
const pair: usize = 16;

let values: usize;
let rowBytes: usize;
let coefficients: usize;
let moved: usize;
let raw: usize;
/** Two poles inside the unit circle of the spline's inverse filter; the second is 0 for cubic splines. */
let poles: usize;
/** Places that zeros on both sides, or the warm-up of a recursion, must have until it has decayed. */
let margin: i32;
let taps: i32;
/** For every block of eight lines `taps` weights, then `taps` weights of the flux and the fraction, eight numbers each. */
let weights: usize;
/** Whole cells by which every line is moved. */
let wholes: usize;
/** What left at the low and the high end. */
let escaped: usize;
/** The last numbers of a recursion, one for each line. */
let carried: usize;

export function configure(
  valuesAt: usize,
  rowSize: usize,
  coefficientsAt: usize,
  movedAt: usize,
  rawAt: usize,
  polesAt: usize,
  tapCount: i32,
  marginPlaces: i32,
  weightsAt: usize,
  wholesAt: usize,
  escapedAt: usize,
  carriedAt: usize,
): void {
  values = valuesAt;
  rowBytes = rowSize;
  coefficients = coefficientsAt;
  moved = movedAt;
  raw = rawAt;
  poles = polesAt;
  margin = marginPlaces;
  taps = tapCount;
  weights = weightsAt;
  wholes = wholesAt;
  escaped = escapedAt;
  carried = carriedAt;
}

/** Address of place k in a buffer. */
// @ts-ignore: decorator
@inline
function at(buffer: usize, k: i32): usize {
  return buffer + <usize>(margin + k) * place;
}

/**
 * Two recursions one after the other, b[k] = s[k] + z b[k∓1] and c[k] = b[k] + y c[k∓1], over `count` places from `first`
 * on upwards or downwards, starting with 0 or with `carried`: c takes the place of s if `store` says so.
 */
function recursion(first: i32, count: i32, down: bool, store: bool, start: bool): void {
  const z = v128.load64_splat(poles);
  const y = v128.load64_splat(poles, 8);
  let b0 = f64x2.splat(0);
  let b1 = b0;
  let b2 = b0;
  let b3 = b0;
  let c0 = b0;
  let c1 = b0;
  let c2 = b0;
  let c3 = b0;
  if (start) {
    b0 = v128.load(carried);
    b1 = v128.load(carried, 16);
    b2 = v128.load(carried, 32);
    b3 = v128.load(carried, 48);
    c0 = v128.load(carried, 64);
    c1 = v128.load(carried, 80);
    c2 = v128.load(carried, 96);
    c3 = v128.load(carried, 112);
  }
  const step: usize = down ? 0 - place : place;
  let p = at(coefficients, first);
  for (let i = 0; i < count; i++, p += step) {
    b0 = f64x2.add(v128.load(p), f64x2.mul(z, b0));
    b1 = f64x2.add(v128.load(p, 16), f64x2.mul(z, b1));
    b2 = f64x2.add(v128.load(p, 32), f64x2.mul(z, b2));
    b3 = f64x2.add(v128.load(p, 48), f64x2.mul(z, b3));
    c0 = f64x2.add(b0, f64x2.mul(y, c0));
    c1 = f64x2.add(b1, f64x2.mul(y, c1));
    c2 = f64x2.add(b2, f64x2.mul(y, c2));
    c3 = f64x2.add(b3, f64x2.mul(y, c3));
    if (store) {
      v128.store(p, c0);
      v128.store(p, c1, 16);
      v128.store(p, c2, 32);
      v128.store(p, c3, 48);
    }
  }
  v128.store(carried, b0);
  v128.store(carried, b1, 16);
  v128.store(carried, b2, 32);
  v128.store(carried, b3, 48);
  v128.store(carried, c0, 64);
  v128.store(carried, c1, 80);
  v128.store(carried, c2, 96);
  v128.store(carried, c3, 112);
}

/** Without its constant factor, the spline's inverse filter Π 1/((1 − z q)(1 − z/q)) on n places of a circle. */
function filterPeriodic(n: i32): void {
  warmUp(n, false);
  recursion(0, n, false, true, true);
  warmUp(n, true);
  recursion(n - 1, n, true, true, true);
}

/** Runs the recursions over the `margin` places before the start of the line, if need be several times around it. */
function warmUp(n: i32, down: bool): void {
  const part = margin % n;
  recursion(down ? part - 1 : n - part, part, down, false, false);
  for (let left = margin - part; left > 0; left -= n) recursion(down ? n - 1 : 0, n, down, false, true);
}

/** The same on a line that zeros continue. */
function filterOpen(n: i32): void {
  memory.fill(coefficients, 0, <usize>margin * place);
  memory.fill(at(coefficients, n), 0, <usize>margin * place);
  recursion(0, n + margin, false, true, false);
  recursion(n + margin - 1, n + 2 * margin, true, true, false);
}

/** Copies of the other end, as far as the taps reach (n ≥ taps). */
function wrapEnds(buffer: usize, n: i32): void {
  const reach = <usize>taps * place;
  memory.copy(at(buffer, -taps), at(buffer, n - taps), reach);
  memory.copy(at(buffer, n), at(buffer, 0), reach);
}

/** moved[k] = Σ_τ w_τ c[k − taps/2 + τ] for from ≤ k < to; `moved` may be c, but for its beginning taps/2 places earlier. */
function interpolate(from: i32, to: i32, table: usize): void {
  const reach = <usize>(taps >> 1) * place;
  for (let p: usize = 0; p < place; p += pair) {
    let source = at(coefficients, from) - reach + p;
    let target = at(moved, from) + p;
    const end = at(moved, to) + p;
    const w0 = v128.load(table + p);
    const w1 = v128.load(table + p, 64);
    const w2 = v128.load(table + p, 128);
    const w3 = v128.load(table + p, 192);
    let a = v128.load(source);
    let b = v128.load(source, 64);
    let c = v128.load(source, 128);
    if (taps == 4) {
      for (; target < end; target += place, source += place) {
        const d = v128.load(source, 192);
        v128.store(
          target,
          f64x2.add(
            f64x2.add(f64x2.mul(w0, a), f64x2.mul(w1, b)),
            f64x2.add(f64x2.mul(w2, c), f64x2.mul(w3, d)),
          ),
        );
        a = b;
        b = c;
        c = d;
      }
    } else {
      const w4 = v128.load(table + p, 256);
      const w5 = v128.load(table + p, 320);
      let d = v128.load(source, 192);
      let e = v128.load(source, 256);
      for (; target < end; target += place, source += place) {
        const f = v128.load(source, 320);
        v128.store(
          target,
          f64x2.add(
            f64x2.add(
              f64x2.add(f64x2.mul(w0, a), f64x2.mul(w1, b)),
              f64x2.add(f64x2.mul(w2, c), f64x2.mul(w3, d)),
            ),
            f64x2.add(f64x2.mul(w4, e), f64x2.mul(w5, f)),
          ),
        );
        a = b;
        b = c;
        c = d;
        d = e;
        e = f;
      }
    }
  }
}

/** Σ_τ v_τ c[k − taps/2 + τ] − fraction·f[k]: what the spline carries from place k to k + 1 beyond the upwind scheme. */
// @ts-ignore: decorator
@inline
function excess(k: usize, p: usize, table: usize, fraction: v128): v128 {
  let sum = f64x2.splat(0);
  let source = coefficients + k + p - <usize>(taps >> 1) * place;
  let weight = table + p;
  for (let tap = 0; tap < taps; tap++, source += place, weight += place)
    sum = f64x2.add(sum, f64x2.mul(v128.load(weight), v128.load(source)));
  return f64x2.sub(sum, f64x2.mul(fraction, v128.load(raw + k + p)));
}

/**
 * The same as `interpolate` in the form of fluxes, each reduced where it would make the cell that it leaves negative
 * (S. T. Zalesak, Fully multidimensional flux-corrected transport algorithms for fluids, J. Comput. Phys. 31 (1979)).
 */
function interpolateLimited(from: i32, to: i32, table: usize): void {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  const tiny = f64x2.splat(1e-300);
  const fluxes = table + <usize>taps * place;
  for (let p: usize = 0; p < place; p += pair) {
    const fraction = v128.load(fluxes + <usize>taps * place + p);
    const rest = f64x2.sub(one, fraction);
    let k = <usize>(margin + from) * place;
    const end = <usize>(margin + to) * place;
    let into = excess(k - place, p, fluxes, fraction);
    let out = excess(k, p, fluxes, fraction);
    let value = upwind(k, p, fraction, rest);
    let share = shareOf(value, into, out, zero, one, tiny);
    const before = upwind(k - place, p, fraction, rest);
    const shareBefore = shareOf(before, excess(k - 2 * place, p, fluxes, fraction), into, zero, one, tiny);
    into = f64x2.mul(into, v128.bitselect(shareBefore, share, f64x2.gt(into, zero)));
    for (; k < end; k += place) {
      const next = excess(k + place, p, fluxes, fraction);
      const nextValue = upwind(k + place, p, fraction, rest);
      const nextShare = shareOf(nextValue, out, next, zero, one, tiny);
      const paid = f64x2.mul(out, v128.bitselect(share, nextShare, f64x2.gt(out, zero)));
      v128.store(moved + k + p, f64x2.add(value, f64x2.sub(into, paid)));
      into = paid;
      value = nextValue;
      share = nextShare;
      out = next;
    }
  }
}

/** The upwind scheme: (1 − fraction)·f[k] + fraction·f[k − 1]. */
// @ts-ignore: decorator
@inline
function upwind(k: usize, p: usize, fraction: v128, rest: v128): v128 {
  return f64x2.add(
    f64x2.mul(rest, v128.load(raw + k + p)),
    f64x2.mul(fraction, v128.load(raw + k - place + p)),
  );
}

/** min(1, value/outflow), the outflow being what leaves to both sides. */
// @ts-ignore: decorator
@inline
function shareOf(value: v128, into: v128, out: v128, zero: v128, one: v128, tiny: v128): v128 {
  const outflow = f64x2.add(f64x2.max(zero, out), f64x2.max(zero, f64x2.neg(into)));
  return f64x2.min(one, f64x2.div(f64x2.max(zero, value), f64x2.max(outflow, tiny)));
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
