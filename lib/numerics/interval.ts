import { erf } from './special';

/**
 * Interval arithmetic with outward rounding: every operation returns an interval that certainly contains the exact
 * result for all reals in its arguments. Endpoints may be ±∞ and then stand for unbounded sets of reals (so 0·∞ = 0).
 * Where an operation is undefined on part of its argument, that part is left out (√[−1, 4] = [0, 2]).
 *
 * Sums, products and quotients are widened by at least one unit in the last place, elementary functions by four:
 * ECMAScript leaves their accuracy open, the engines in use are fdlibm ports with errors below one unit.
 */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

/** The whole real line: what is returned where nothing is known. */
export const entire: Interval = { lo: -Infinity, hi: Infinity };

// Read once: a look-up of a global costs more than a rounding in some hosts (a page's frame, a test runner's sandbox).
const { abs, max, min } = Math;
const { EPSILON, isInteger, MAX_VALUE, MIN_VALUE } = Number;

/** A float below x: at least `ulps` units in the last place away; +∞ (an overflow) becomes the largest float. */
function below(x: number, ulps: number): number {
  if (x > MAX_VALUE) return MAX_VALUE;
  return x - (abs(x) * (ulps * EPSILON) + MIN_VALUE);
}

function above(x: number, ulps: number): number {
  if (x < -MAX_VALUE) return -MAX_VALUE;
  return x + (abs(x) * (ulps * EPSILON) + MIN_VALUE);
}

/** [lo, hi] rounded outward; an endpoint that is not a number gives the whole line. */
function outward(lo: number, hi: number, ulps: number): Interval {
  if (Number.isNaN(lo) || Number.isNaN(hi)) return entire;
  return { lo: below(lo, ulps), hi: above(hi, ulps) };
}

/** The interval [lo, hi], without rounding. Throws a RangeError unless lo ≤ hi. */
export function interval(lo: number, hi: number = lo): Interval {
  if (!(lo <= hi)) throw new RangeError(`interval needs lo <= hi, got [${lo}, ${hi}]`);
  return { lo, hi };
}

/** The largest |x| of an interval. */
export function magnitude(u: Interval): number {
  return max(abs(u.lo), abs(u.hi));
}

/** The smallest |x| of an interval. */
export function mignitude(u: Interval): number {
  return u.lo > 0 ? u.lo : u.hi < 0 ? -u.hi : 0;
}

/** A sum of floats that comes out as 0 is exact: no rounding there, so that signs are not lost. */
export function addInterval(u: Interval, v: Interval): Interval {
  const lo = u.lo + v.lo;
  const hi = u.hi + v.hi;
  return { lo: lo === 0 ? 0 : below(lo, 1), hi: hi === 0 ? 0 : above(hi, 1) };
}

export function negateInterval(u: Interval): Interval {
  return { lo: -u.hi, hi: -u.lo };
}

/**
 * A product of endpoints, rounded by `round`. Zero is exact, also times an unbounded side, which stands for finite reals.
 */
function times(a: number, b: number, round: (x: number, ulps: number) => number): number {
  return a === 0 || b === 0 ? 0 : round(a * b, 1);
}

export function multiplyInterval(u: Interval, v: Interval): Interval {
  return {
    lo: min(
      times(u.lo, v.lo, below),
      times(u.lo, v.hi, below),
      times(u.hi, v.lo, below),
      times(u.hi, v.hi, below),
    ),
    hi: max(
      times(u.lo, v.lo, above),
      times(u.lo, v.hi, above),
      times(u.hi, v.lo, above),
      times(u.hi, v.hi, above),
    ),
  };
}

/** 1/u; a zero inside u gives the whole line, a zero at one end an unbounded half-line. */
export function reciprocalInterval(u: Interval): Interval {
  if ((u.lo < 0 && u.hi > 0) || (u.lo === 0 && u.hi === 0)) return entire;
  return outward(u.hi === 0 ? -Infinity : 1 / u.hi, u.lo === 0 ? Infinity : 1 / u.lo, 1);
}

/** u^n for an integer n ≥ 1: even powers know that they are not negative. */
function wholePower(u: Interval, n: number): Interval {
  if (n % 2 === 1) return outward(u.lo ** n, u.hi ** n, 4);
  const out = outward(mignitude(u) ** n, magnitude(u) ** n, 4);
  return { lo: max(0, out.lo), hi: out.hi };
}

/** u^exponent. For exponents that are not integers the negative part of u is left out. */
export function powerInterval(u: Interval, exponent: number): Interval {
  if (exponent === 0) return { lo: 1, hi: 1 };
  if (exponent < 0) return reciprocalInterval(powerInterval(u, -exponent));
  if (exponent === 1) return u;
  if (isInteger(exponent)) return wholePower(u, exponent);
  if (u.hi < 0) return entire;
  const root = exponent === 0.5;
  const lo = max(0, u.lo);
  const out = outward(root ? Math.sqrt(lo) : lo ** exponent, root ? Math.sqrt(u.hi) : u.hi ** exponent, 4);
  return { lo: max(0, out.lo), hi: out.hi };
}

/** The image under a nondecreasing function, cut to the range [floor, ceiling] that the function is known to have. */
function increasing(u: Interval, f: (x: number) => number, floor: number, ceiling: number): Interval {
  const out = outward(f(u.lo), f(u.hi), 4);
  return { lo: max(floor, out.lo), hi: min(ceiling, out.hi) };
}

export function expInterval(u: Interval): Interval {
  return increasing(u, Math.exp, 0, Infinity);
}

/** log of the positive part of u. */
export function logInterval(u: Interval): Interval {
  if (u.hi <= 0) return entire;
  return outward(u.lo <= 0 ? -Infinity : Math.log(u.lo), Math.log(u.hi), 4);
}

export function absInterval(u: Interval): Interval {
  return { lo: mignitude(u), hi: magnitude(u) };
}

/** True when u certainly holds no point offset + 2πn; a margin absorbs the rounding of 2π and of the quotient. */
function avoids(u: Interval, offset: number): boolean {
  const first = (u.lo - offset) / (2 * Math.PI);
  const last = (u.hi - offset) / (2 * Math.PI);
  const margin = 1e-14 * (1 + abs(first) + abs(last));
  return Math.floor(last + margin) < Math.ceil(first - margin);
}

/** A 2π-periodic function between −1 and 1 with its maximum at `top` and its minimum at top + π. */
function wave(u: Interval, f: (x: number) => number, top: number): Interval {
  if (!(u.hi - u.lo < 2 * Math.PI) || magnitude(u) > 1e9) return { lo: -1, hi: 1 };
  const ends = outward(min(f(u.lo), f(u.hi)), max(f(u.lo), f(u.hi)), 4);
  return {
    lo: avoids(u, top + Math.PI) ? max(-1, ends.lo) : -1,
    hi: avoids(u, top) ? min(1, ends.hi) : 1,
  };
}

export function cosInterval(u: Interval): Interval {
  return wave(u, Math.cos, 0);
}

export function sinInterval(u: Interval): Interval {
  return wave(u, Math.sin, Math.PI / 2);
}

/** sin/cos; increasing on a stretch without pole, else the whole line. */
export function tanInterval(u: Interval): Interval {
  const cos = cosInterval(u);
  if (cos.lo <= 0 && cos.hi >= 0) return entire;
  return outward(Math.tan(u.lo), Math.tan(u.hi), 4);
}

export function sinhInterval(u: Interval): Interval {
  return increasing(u, Math.sinh, -Infinity, Infinity);
}

export function coshInterval(u: Interval): Interval {
  return increasing(absInterval(u), Math.cosh, 1, Infinity);
}

export function tanhInterval(u: Interval): Interval {
  return increasing(u, Math.tanh, -1, 1);
}

export function atanInterval(u: Interval): Interval {
  return outward(Math.atan(u.lo), Math.atan(u.hi), 4);
}

/** erf, widened by 1e−14: the rational approximations behind it are good to a few units in the last place. */
export function erfInterval(u: Interval): Interval {
  return { lo: max(-1, erf(u.lo) - 1e-14), hi: min(1, erf(u.hi) + 1e-14) };
}
