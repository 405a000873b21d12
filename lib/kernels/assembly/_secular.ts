// The secular equation f(λ) = 1 + Σ_j weight_j / (d_j − λ) = 0 of a rank-one modification, weight_j > 0: one root
// between neighbouring poles and one above the last. R.-C. Li, Solving secular equations stably and efficiently,
// LAPACK Working Note 89 (1993): interpolation by two poles ("fixed weight", or "the middle way" when that is slow),
// here inside a bracket. Roots are found relative to the nearer pole, so that d_j − λ is accurate for every j.

// @ts-ignore: decorator
@inline
function at(address: usize, i: i32): f64 {
  return load<f64>(address + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline
function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** f, 1 + Σ|terms|, and the derivative's parts from the poles below and above, at the shift tau from the origin. */
let value: f64 = 0;
let size: f64 = 0;
let slopeBelow: f64 = 0;
let slopeAbove: f64 = 0;

function evaluate(k: i32, weight: usize, delta: usize, tau: f64): void {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const shift = f64x2.splat(tau);
  let sum = zero, sumAbove = zero, slope = zero, slopeOfAbove = zero;
  const end = delta + (<usize>(k & ~1) << 3);
  for (; delta < end; delta += 16, weight += 16) {
    const difference = f64x2.sub(v128.load(delta), shift);
    const inverse = f64x2.div(one, difference);
    const isAbove = f64x2.gt(difference, zero);
    const term = f64x2.mul(v128.load(weight), inverse);
    const steep = f64x2.mul(term, inverse);
    sum = f64x2.add(sum, term);
    slope = f64x2.add(slope, steep);
    sumAbove = f64x2.add(sumAbove, v128.and(term, isAbove));
    slopeOfAbove = f64x2.add(slopeOfAbove, v128.and(steep, isAbove));
  }
  value = sumOf(sum);
  let above = sumOf(sumAbove);
  let steepness = sumOf(slope);
  slopeAbove = sumOf(slopeOfAbove);
  if (k & 1) {
    const difference = load<f64>(delta) - tau;
    const term = load<f64>(weight) / difference;
    value += term;
    steepness += term / difference;
    if (difference > 0) {
      above += term;
      slopeAbove += term / difference;
    }
  }
  // Terms above are positive, those below negative.
  size = 1 + 2 * above - value;
  slopeBelow = steepness - slopeAbove;
  value += 1;
}

/** The root η of c + s/(left − η) + S/(right − η) that matches f and f′ = slope at η = 0, for the chosen c. */
// @ts-ignore: decorator
@inline
function twoPoleStep(c: f64, left: f64, right: f64, slope: f64): f64 {
  const a = (left + right) * value - left * right * slope;
  const b = left * right * value;
  const root = sqrt(abs(a * a - 4 * b * c));
  let step = a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root);
  // f increases: a step must go against its sign; Newton's always does.
  if (!(value * step < 0)) step = -value / slope;
  return step;
}

/** A point inside (lo, hi), which may span many powers of ten next to the pole at 0. */
// @ts-ignore: decorator
@inline
function inside(lo: f64, hi: f64): f64 {
  const near = min(abs(lo), abs(hi));
  const far = max(abs(lo), abs(hi));
  const sign: f64 = lo < 0 ? -1 : 1;
  if (near == 0) return sign * far * 0.125;
  return far > 4 * near ? sign * sqrt(near) * sqrt(far) : 0.5 * (lo + hi);
}

/** to = from − shift, k doubles. */
function subtractShift(k: i32, from: usize, shift: f64, to: usize): void {
  const both = f64x2.splat(shift);
  const end = from + (<usize>(k & ~1) << 3);
  for (; from < end; from += 16, to += 16) v128.store(to, f64x2.sub(v128.load(from), both));
  if (k & 1) store<f64>(to, load<f64>(from) - shift);
}

/**
 * The i-th root, ascending. `sorted` lists the k poles in ascending order; `delta` ends as d_j − λ for all j.
 * Converged when |f| is below its own rounding error, or the bracket has no double left inside.
 */
function root(i: i32, k: i32, poles: usize, weight: usize, sorted: usize, delta: usize): f64 {
  const lower = load<i32>(sorted + (<usize>i << 2));
  const isLast = i == k - 1;
  const upper = isLast ? lower : load<i32>(sorted + (<usize>i << 2), 4);
  let origin = at(poles, lower);
  subtractShift(k, poles, origin, delta);
  let gap: f64 = 0;
  if (isLast) for (let j = 0; j < k; j++) gap += at(weight, j);
  else gap = at(delta, upper);
  let tau = 0.5 * gap;
  let left: f64 = 0, right = gap, lo: f64 = 0, hi = gap;
  evaluate(k, weight, delta, tau);
  const fromUpper = value < 0 && !isLast;
  if (fromUpper) {
    origin = at(poles, upper);
    subtractShift(k, poles, origin, delta);
    left = lo = -gap;
    right = hi = 0;
    tau = -0.5 * gap;
  }
  const nearWeight = at(weight, fromUpper ? upper : lower);
  let middleWay = false;
  for (let round = 0; round < 120; round++) {
    const slope = slopeBelow + slopeAbove;
    if (abs(value) <= f64.EPSILON * (8 * size + abs(tau) * slope)) break;
    if (value > 0) hi = tau;
    else lo = tau;
    const toLeft = left - tau, toRight = right - tau;
    let c = value - toLeft * slopeBelow - toRight * slopeAbove;
    if (!middleWay) {
      const far = fromUpper ? toLeft : toRight;
      const near = fromUpper ? toRight : toLeft;
      c = value - far * slope - (near - far) * (nearWeight / (near * near));
    }
    let next = tau + twoPoleStep(c, toLeft, toRight, slope);
    if (round > 20 || !(next > lo && next < hi)) next = inside(lo, hi);
    if (!(next > lo && next < hi)) break;
    const before = abs(value);
    tau = next;
    evaluate(k, weight, delta, tau);
    if (abs(value) > 0.1 * before) middleWay = !middleWay;
  }
  subtractShift(k, delta, tau, delta);
  return origin + tau;
}

/** Roots from … to − 1 into `roots`; row i of `u` (k entries, `stride` doubles apart) becomes d_j − λ_i. */
export function secularRoots(
  from: i32, to: i32, k: i32, poles: usize, weight: usize, sorted: usize, roots: usize, u: usize, stride: i32,
): void {
  for (let i = from; i < to; i++)
    store<f64>(roots + (<usize>i << 3), root(i, k, poles, weight, sorted, u + ((<usize>i * stride) << 3)));
}

/**
 * z_j² for which the computed roots are the exact ones, up to a common factor, by Löwner's formula (M. Gu,
 * S. Eisenstat, SIAM J. Matrix Anal. Appl. 16 (1995), (3.3)): vectors built from them are orthogonal to rounding.
 */
export function loewnerWeights(k: i32, poles: usize, sorted: usize, u: usize, stride: i32, square: usize): void {
  for (let j = 0; j < k; j++) store<f64>(square + (<usize>j << 3), -1);
  const end = <usize>(k & ~1) << 3;
  for (let i = 0; i < k; i++) {
    const row = u + ((<usize>i * stride) << 3);
    const own = load<i32>(sorted + (<usize>i << 2));
    const pole = at(poles, own);
    const ownProduct = at(square, own) * at(row, own);
    const poleHere = f64x2.splat(pole);
    for (let j: usize = 0; j < end; j += 16) {
      const ratio = f64x2.div(v128.load(row + j), f64x2.sub(v128.load(poles + j), poleHere));
      v128.store(square + j, f64x2.mul(v128.load(square + j), ratio));
    }
    if (k & 1) store<f64>(square + end, load<f64>(square + end) * (load<f64>(row + end) / (load<f64>(poles + end) - pole)));
    store<f64>(square + (<usize>own << 3), ownProduct);
  }
}

/** Row i of `u`, d_j − λ_i, becomes the unit vector with entries proportional to z_j / (d_j − λ_i), from ≤ i < to. */
export function secularVectors(from: i32, to: i32, k: i32, z: usize, u: usize, stride: i32): void {
  const end = <usize>(k & ~1) << 3;
  for (let i = from; i < to; i++) {
    const row = u + ((<usize>i * stride) << 3);
    let squares = f64x2.splat(0);
    for (let j: usize = 0; j < end; j += 16) {
      const entry = f64x2.div(v128.load(z + j), v128.load(row + j));
      squares = f64x2.add(squares, f64x2.mul(entry, entry));
      v128.store(row + j, entry);
    }
    let square = sumOf(squares);
    if (k & 1) {
      const entry = load<f64>(z + end) / load<f64>(row + end);
      square += entry * entry;
      store<f64>(row + end, entry);
    }
    const factor = f64x2.splat(1 / sqrt(square));
    for (let j: usize = 0; j < end; j += 16) v128.store(row + j, f64x2.mul(v128.load(row + j), factor));
    if (k & 1) store<f64>(row + end, load<f64>(row + end) * f64x2.extract_lane(factor, 0));
  }
}
