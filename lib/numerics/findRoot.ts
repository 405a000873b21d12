import { finite, integerIn, numberIn, positive } from './guards';

export interface RootOptions {
  /** Absolute: the root is enclosed in an interval no longer than this plus 2⁻⁵⁰·|root|; default 0: to the rounding of doubles. */
  readonly tolerance?: number;
  /** Limit on the evaluations of f between the two ends; default 2200, enough to bisect all doubles. */
  readonly maxIterations?: number;
}

export interface RootResult {
  /** The end of `bracket` with the smaller |f|. */
  readonly value: number;
  /** 'discontinuity': the sign changes here, but f came no nearer to 0 than at one of the two ends (a jump or a pole). */
  readonly status: 'converged' | 'discontinuity' | 'iteration limit';
  /** Evaluations of f between the ends. */
  readonly iterations: number;
  /** |f(value)|. */
  readonly residual: number;
  /** The last interval on which f was seen to change its sign, ascending. */
  readonly bracket: readonly [number, number];
}

type Evaluate = (x: number) => number;

function checkedFunction(f: Evaluate): Evaluate {
  return (x) => {
    const value = f(x);
    if (!Number.isFinite(value)) throw new RangeError(`f(${x}) must be a finite number, got ${value}`);
    return value;
  };
}

/** A point and the value of f there. */
type Point = readonly [x: number, fx: number];

/**
 * Where the inverse parabola through three points vanishes, as a fraction of the way from a to b; a should be the point
 * with the smaller |f|, so that a root close to it is not lost in rounding.
 */
function inverseParabola([a, fa]: Point, [b, fb]: Point, [c, fc]: Point): number {
  return (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
}

/** Chandrupatla's test: whether the inverse parabola stays monotone between `newest` and `other`. */
function isTrusted([x1, f1]: Point, [x2, f2]: Point, [x3, f3]: Point): boolean {
  const xi = (x1 - x2) / (x3 - x2);
  const phi = (f1 - f2) / (f3 - f2);
  return phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi;
}

/**
 * A zero of f between a and b, where f has opposite signs: inverse quadratic interpolation safeguarded by bisection
 * (T. R. Chandrupatla, A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function without
 * using derivatives, Adv. Eng. Softw. 28, 1997). Of several zeros it finds one.
 *
 *     findRoot(Math.cos, 0, 3).value   // π/2
 *
 * @throws RangeError when the signs agree (see `expandBracket`), or f is not finite somewhere.
 */
export function findRoot(
  f: (x: number) => number,
  a: number,
  b: number,
  options: RootOptions = {},
): RootResult {
  finite('a', a);
  finite('b', b);
  if (!Number.isFinite(b - a)) throw new RangeError(`b - a must be finite, got a = ${a} and b = ${b}`);
  const tolerance = numberIn('tolerance', options.tolerance ?? 0, 0, Number.MAX_VALUE);
  const maxIterations = integerIn('maxIterations', options.maxIterations ?? 2200, 1);
  const value = checkedFunction(f);
  const fAtA = value(a);
  const fAtB = value(b);
  if (fAtA === 0 || fAtB === 0) {
    const root = fAtA === 0 ? a : b;
    return { value: root, status: 'converged', iterations: 0, residual: 0, bracket: [root, root] };
  }
  if (fAtA > 0 === fAtB > 0) {
    throw new RangeError(
      `f must have opposite signs at a and b, got f(${a}) = ${fAtA} and f(${b}) = ${fAtB}; expandBracket looks for such a and b`,
    );
  }

  // The sign changes between `newest` and `other`; `third` is the point that left last.
  let newest: Point = [b, fAtB];
  let other: Point = [a, fAtA];
  let third: Point = other;
  let iterations = 0;
  let status: RootResult['status'] = 'iteration limit';
  for (;;) {
    const [best, worse] = Math.abs(newest[1]) < Math.abs(other[1]) ? [newest, other] : [other, newest];
    const goal = Math.max(tolerance + 2 ** -50 * Math.abs(best[0]), 2 * Number.MIN_VALUE);
    const width = Math.abs(worse[0] - best[0]);
    if (best[1] === 0 || width <= goal) {
      status = 'converged';
      break;
    }
    if (iterations === maxIterations) break;
    let fraction = 0.5;
    if (third !== other && isTrusted(newest, other, third)) {
      const proposal = inverseParabola(best, worse, third);
      const least = Math.min(0.5, (0.5 * goal) / width);
      if (Number.isFinite(proposal)) fraction = Math.min(1 - least, Math.max(least, proposal));
    }
    const x = best[0] + fraction * (worse[0] - best[0]);
    const fx = value(x);
    iterations++;
    if (fx > 0 === newest[1] > 0) third = newest;
    else [third, other] = [other, newest];
    newest = [x, fx];
  }
  const [[root, atRoot], [end]] =
    Math.abs(newest[1]) < Math.abs(other[1]) ? [newest, other] : [other, newest];
  const residual = Math.abs(atRoot);
  const nearest = Math.min(Math.abs(fAtA), Math.abs(fAtB));
  if (status === 'converged' && residual >= nearest && root !== a && root !== b) status = 'discontinuity';
  const bracket: [number, number] = atRoot === 0 ? [root, root] : [Math.min(root, end), Math.max(root, end)];
  return { value: root, status, iterations, residual, bracket };
}

export interface BracketOptions {
  /** Growth of the interval in each round, > 1; default 1.6. */
  readonly factor?: number;
  /** f is asked nowhere else; default everywhere. */
  readonly within?: readonly [number, number];
  /** Default 100. */
  readonly maxIterations?: number;
}

export interface BracketResult {
  /** An interval at whose ends f has opposite signs (or is zero at one of them); the last one tried, when not 'converged'. */
  readonly value: readonly [number, number];
  readonly status: 'converged' | 'iteration limit' | 'end of range';
  readonly iterations: number;
  /** The smaller |f| of the two ends. */
  readonly residual: number;
}

/**
 * Widens [a, b], each time beyond the end where |f| is smaller, until f changes its sign between the ends.
 *
 *     const { value } = expandBracket((x) => x ** 3 - 50, 0, 1);
 *     findRoot((x) => x ** 3 - 50, ...value)
 *
 * @throws RangeError when a < b does not hold, or f is not finite somewhere.
 */
export function expandBracket(
  f: (x: number) => number,
  a: number,
  b: number,
  options: BracketOptions = {},
): BracketResult {
  finite('a', a);
  if (!(finite('b', b) > a)) throw new RangeError(`b must be > a = ${a}, got ${b}`);
  const factor = numberIn('factor', options.factor ?? 1.6, 1 + 1e-6, 1e6);
  const maxIterations = integerIn('maxIterations', options.maxIterations ?? 100, 1);
  const [low, high] = options.within ?? [-Number.MAX_VALUE / 4, Number.MAX_VALUE / 4];
  positive('within[1] - within[0]', high - low);
  numberIn('a', a, low, high);
  numberIn('b', b, low, high);
  const value = checkedFunction(f);
  let [left, right, atLeft, atRight] = [a, b, value(a), value(b)];
  const result = (status: BracketResult['status'], iterations: number): BracketResult => {
    const residual = Math.min(Math.abs(atLeft), Math.abs(atRight));
    return { value: [left, right], status, iterations, residual };
  };
  for (let iterations = 0; ; iterations++) {
    if (atLeft === 0 || atRight === 0 || atLeft > 0 !== atRight > 0) return result('converged', iterations);
    if (left === low && right === high) return result('end of range', iterations);
    if (iterations === maxIterations) return result('iteration limit', iterations);
    const reach = factor * (right - left);
    const leftwards = right === high || (left > low && Math.abs(atLeft) < Math.abs(atRight));
    if (leftwards) {
      left = Math.max(low, left - reach);
      atLeft = value(left);
    } else {
      right = Math.min(high, right + reach);
      atRight = value(right);
    }
  }
}
