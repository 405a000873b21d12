import { finite, integerIn, numberIn, positive } from './guards';

export interface RootOptions {
  /** The root is enclosed in an interval no longer than this plus 2⁻⁵⁰·|root|; default 0: to the rounding of doubles. */
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

/**
 * Where to look next, as a fraction of the way from a to b: inverse quadratic interpolation through the last three
 * points where these are in monotone position (Chandrupatla's test), else the middle.
 */
function nextFraction(
  a: number,
  fa: number,
  b: number,
  fb: number,
  c: number,
  fc: number,
  least: number,
): number {
  const xi = (a - b) / (c - b);
  const phi = (fa - fb) / (fc - fb);
  let t = 0.5;
  if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
    t = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
    if (!Number.isFinite(t)) t = 0.5;
  }
  return Math.min(1 - least, Math.max(least, t));
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

  // x₁ is the newest point, the sign changes between x₁ and x₂, and x₃ is the point before.
  let [x1, f1, x2, f2, x3, f3] = [b, fAtB, a, fAtA, a, fAtA];
  let fraction = 0.5;
  let iterations = 0;
  let status: RootResult['status'] = 'iteration limit';
  for (;;) {
    const best = Math.abs(f1) < Math.abs(f2) ? x1 : x2;
    const goal = Math.max(tolerance + 2 ** -50 * Math.abs(best), 2 * Number.MIN_VALUE);
    const width = Math.abs(x2 - x1);
    if (f1 === 0 || width <= goal) {
      status = 'converged';
      break;
    }
    if (iterations === maxIterations) break;
    if (iterations > 0) fraction = nextFraction(x1, f1, x2, f2, x3, f3, Math.min(0.5, (0.5 * goal) / width));
    const x = x1 + fraction * (x2 - x1);
    const fx = value(x);
    iterations++;
    if (fx > 0 === f1 > 0) [x3, f3] = [x1, f1];
    else [x3, f3, x2, f2] = [x2, f2, x1, f1];
    [x1, f1] = [x, fx];
  }
  const [root, atRoot] = Math.abs(f1) < Math.abs(f2) ? [x1, f1] : [x2, f2];
  const residual = Math.abs(atRoot);
  const nearest = Math.min(Math.abs(fAtA), Math.abs(fAtB));
  if (status === 'converged' && residual >= nearest && root !== a && root !== b) status = 'discontinuity';
  const bracket: [number, number] = f1 === 0 ? [x1, x1] : [Math.min(x1, x2), Math.max(x1, x2)];
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
  /** An interval at whose ends f has opposite signs (or is zero at one of them); the last one tried, when not 'found'. */
  readonly value: readonly [number, number];
  readonly status: 'found' | 'iteration limit' | 'end of range';
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
    if (atLeft === 0 || atRight === 0 || atLeft > 0 !== atRight > 0) return result('found', iterations);
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
