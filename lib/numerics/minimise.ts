import { finite, integerIn, numberIn } from './guards';

export interface MinimumOptions {
  /** Absolute: the minimiser is wanted to within this; default 0: as far as the rounding of f allows. */
  readonly tolerance?: number;
  /** Limit on the evaluations of f; default 200. */
  readonly maxIterations?: number;
}

export interface MinimumResult {
  /** The minimiser: the best point that was seen. */
  readonly value: number;
  /** f(value). */
  readonly minimum: number;
  readonly status: 'converged' | 'iteration limit';
  /** Evaluations of f. */
  readonly iterations: number;
  /**
   * The minimiser of a function with one minimum lies within value ± uncertainty: the interval that is left, or the
   * distance √(2r/f″) over which f rises by its own rounding r, whichever is longer. r is taken as 2⁻⁵² of the largest |f|
   * of the first three evaluations. A function that is constant to rounding leaves all of [a, b].
   */
  readonly uncertainty: number;
}

/** (3 − √5)/2, the smaller part of the golden section. */
const golden: number = 0.5 * (3 - Math.sqrt(5));

const epsilon: number = Number.EPSILON;

/** The three best points so far, best first: what the parabola goes through. */
interface Points {
  x: number;
  fx: number;
  second: number;
  fSecond: number;
  third: number;
  fThird: number;
}

/** The step from x to the vertex of the parabola through the three points as a fraction p/q, q >= 0. */
function parabola(points: Points): { p: number; q: number } {
  const { x, fx, second, fSecond, third, fThird } = points;
  const r = (x - second) * (fx - fThird);
  const s = (x - third) * (fx - fSecond);
  const p = (x - third) * s - (x - second) * r;
  const q = 2 * (s - r);
  return q > 0 ? { p: -p, q } : { p, q: -q };
}

/** f″ from the three points, if it stands out a thousandfold from the rounding of f; NaN otherwise. */
function curvature({ x, fx, second, fSecond, third, fThird }: Points, rounding: number): number {
  const bend = (fSecond - fx) / (second - x) - (fThird - fx) / (third - x);
  const noise = rounding / Math.abs(second - x) + rounding / Math.abs(third - x);
  return Math.abs(bend) > 1000 * noise ? (2 * bend) / (second - third) : Number.NaN;
}

/** Takes the new point u in; returns true if it is the best so far. */
function insert(points: Points, u: number, fu: number): boolean {
  if (fu <= points.fx) {
    points.third = points.second;
    points.fThird = points.fSecond;
    points.second = points.x;
    points.fSecond = points.fx;
    points.x = u;
    points.fx = fu;
    return true;
  }
  if (fu <= points.fSecond || points.second === points.x) {
    points.third = points.second;
    points.fThird = points.fSecond;
    points.second = u;
    points.fSecond = fu;
  } else if (fu <= points.fThird || points.third === points.x || points.third === points.second) {
    points.third = u;
    points.fThird = fu;
  }
  return false;
}

/** The last step and the one before it (or the longer part of the interval, after a golden section). */
interface Steps {
  readonly last: number;
  readonly before: number;
}

/** To the vertex of the parabola, if it lies inside and is less than half of the step before last; else a golden section. */
function nextSteps(points: Points, low: number, high: number, reach: number, { last, before }: Steps): Steps {
  const { x } = points;
  const upwards = x < 0.5 * (low + high);
  const { p, q } = parabola(points);
  const inside = p > q * (low - x) && p < q * (high - x);
  if (Math.abs(before) > reach && Math.abs(p) < Math.abs(0.5 * q * before) && inside) {
    const step = p / q;
    const nearEnd = x + step - low < 2 * reach || high - (x + step) < 2 * reach;
    return { last: nearEnd ? (upwards ? reach : -reach) : step, before: last };
  }
  const longer = (upwards ? high : low) - x;
  return { last: golden * longer, before: longer };
}

/**
 * A local minimum of f on [a, b] by parabolas and golden sections, without derivatives (R. P. Brent, Algorithms for
 * Minimization without Derivatives, Prentice-Hall 1973, chapter 5). For a maximum minimise −f. A minimiser is known to
 * no better than about 1e−8 of the scale of x, because f is flat there: `uncertainty` says how well.
 *
 *     minimise1d((x) => x * Math.log(x), 0.1, 2)   // value 1/e
 *
 * @throws RangeError when a < b does not hold, or f is not finite somewhere.
 */
export function minimise1d(
  f: (x: number) => number,
  a: number,
  b: number,
  options: MinimumOptions = {},
): MinimumResult {
  finite('a', a);
  if (!(finite('b', b) > a)) throw new RangeError(`b must be > a = ${a}, got ${b}`);
  const tolerance = numberIn('tolerance', options.tolerance ?? 0, 0, Number.MAX_VALUE);
  const maxIterations = integerIn('maxIterations', options.maxIterations ?? 200, 1);
  const value = (x: number): number => {
    const fx = f(x);
    if (!Number.isFinite(fx)) throw new RangeError(`f(${x}) must be a finite number, got ${fx}`);
    return fx;
  };
  let [low, high] = [a, b];
  const x0 = a + golden * (b - a);
  const f0 = value(x0);
  const points: Points = { x: x0, fx: f0, second: x0, fSecond: f0, third: x0, fThird: f0 };
  let iterations = 1;
  let bend = Number.NaN;
  let rounding = epsilon * Math.abs(f0);
  let highest = f0;
  let steps: Steps = { last: 0, before: 0 };
  for (;;) {
    const { x } = points;
    const flat = bend > 0 ? Math.sqrt((2 * rounding) / bend) : 0;
    const reach = Math.max(tolerance / 3, Math.sqrt(epsilon) * Math.abs(x), flat / 3, epsilon * (b - a));
    const done = Math.abs(x - 0.5 * (low + high)) <= 2 * reach - 0.5 * (high - low);
    if (done || iterations === maxIterations) {
      const constant = highest - points.fx <= 10 * rounding;
      const uncertainty = constant ? b - a : Math.max(x - low, high - x, flat);
      const status = done ? 'converged' : 'iteration limit';
      return { value: x, minimum: points.fx, status, iterations, uncertainty };
    }
    steps = nextSteps(points, low, high, reach, steps);
    const u = x + (Math.abs(steps.last) >= reach ? steps.last : reach * Math.sign(steps.last || 1));
    const fu = value(u);
    iterations++;
    highest = Math.max(highest, fu);
    if (iterations <= 3) rounding = Math.max(rounding, epsilon * Math.abs(fu));
    if (insert(points, u, fu)) {
      if (u < x) high = x;
      else low = x;
    } else if (u < x) low = u;
    else high = u;
    const measured = curvature(points, rounding);
    if (measured > 0) bend = measured;
  }
}
