import { integerIn, numberIn } from '../guards';
import { type Estimate, kronrod } from './kronrod';

export interface IntegrateOptions {
  /** Relative: error wanted, over ∫|f| (default 1e−10). */
  readonly tolerance?: number;
  /** Error that is good enough in any case (default 0). */
  readonly absoluteTolerance?: number;
  /** Bound on the calls of f (default 100 000; 21 per interval). */
  readonly maxEvaluations?: number;
}

/** 'iteration limit': maxEvaluations calls were not enough. 'rounding limit': finer intervals bring nothing more. */
export type IntegralStatus = 'converged' | 'iteration limit' | 'rounding limit';

export interface Integral {
  readonly value: number;
  /**
   * Upper estimate of |value − ∫f|; trust it only where f was resolved. A peak between all nodes is never seen, nor, when
   * the status is 'rounding limit' by a singularity or a slow decay, what lies between it and the nearest double.
   */
  readonly error: number;
  readonly status: IntegralStatus;
  readonly evaluations: number;
}

interface Piece extends Estimate {
  readonly a: number;
  readonly b: number;
}

/** A binary heap with the piece of largest error at index 0. */
function push(heap: Piece[], piece: Piece): void {
  let at = heap.push(piece) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent].error >= piece.error) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = piece;
}

function pop(heap: Piece[]): Piece {
  const top = heap[0];
  const last = heap.pop() as Piece;
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1].error > heap[child].error) child++;
    if (heap[child].error <= last.error) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = last;
  return top;
}

/** f on [a, b] as a function on a finite interval: x = a + t/(1 − t) on a half line, x = t/(1 − t²) on the line. */
function onFiniteInterval(
  f: (x: number) => number,
  a: number,
  b: number,
): [g: (t: number) => number, low: number, high: number] {
  const checked = (x: number, jacobian: number): number => {
    const value = f(x);
    if (!Number.isFinite(value))
      throw new RangeError(`f(x) must be a finite number, got ${value} at x = ${x}`);
    return value * jacobian;
  };
  if (a === -Infinity && b === Infinity)
    return [(t) => checked(t / (1 - t * t), (1 + t * t) / (1 - t * t) ** 2), -1, 1];
  if (b === Infinity) return [(t) => checked(a + t / (1 - t), (1 - t) ** -2), 0, 1];
  if (a === -Infinity) return [(t) => checked(b - t / (1 - t), (1 - t) ** -2), 0, 1];
  return [(x) => checked(x, 1), a, b];
}

/** Neumaier's compensated sum: thousands of pieces add up without a loss of digits. */
function sum(pieces: readonly Piece[], term: (piece: Piece) => number): number {
  let total = 0;
  let lost = 0;
  for (const piece of pieces) {
    const value = term(piece);
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** Too narrow to be halved: its nodes would no longer be different numbers. */
function exhausted({ a, b }: Piece): boolean {
  return b - a <= 200 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b)) || b - a < 1e-290;
}

function refine(
  g: (t: number) => number,
  low: number,
  high: number,
  goal: (magnitude: number) => number,
  maxEvaluations: number,
): Integral {
  const heap: Piece[] = [];
  const finished: Piece[] = [];
  push(heap, { a: low, b: high, ...kronrod(g, low, high) });
  let evaluations = 21;
  let stalled = 0;
  let status: IntegralStatus = 'converged';
  let error = heap[0].error;
  let magnitude = heap[0].magnitude;
  while (!(error <= goal(magnitude))) {
    if (heap.length === 0 || stalled >= 10) status = 'rounding limit';
    else if (evaluations + 42 > maxEvaluations) status = 'iteration limit';
    if (status !== 'converged') break;
    const piece = pop(heap);
    if (exhausted(piece)) {
      finished.push(piece);
      continue;
    }
    const middle = (piece.a + piece.b) / 2;
    const left = kronrod(g, piece.a, middle);
    const right = kronrod(g, middle, piece.b);
    evaluations += 42;
    const [value, newError] = [left.value + right.value, left.error + right.error];
    // Half the interval should divide the error of a resolved smooth function by thousands.
    if (Math.abs(value - piece.value) <= 1e-5 * Math.abs(value) && newError >= 0.99 * piece.error) stalled++;
    error += newError - piece.error;
    magnitude += left.magnitude + right.magnitude - piece.magnitude;
    push(heap, { a: piece.a, b: middle, ...left });
    push(heap, { a: middle, b: piece.b, ...right });
    if (error <= goal(magnitude)) error = sum(heap, (p) => p.error) + sum(finished, (p) => p.error);
  }
  const pieces = heap.concat(finished);
  return { value: sum(pieces, (p) => p.value), error: sum(pieces, (p) => p.error), status, evaluations };
}

/**
 * ∫ₐᵇf(x)dx by globally adaptive Gauss–Kronrod quadrature (G10K21): the interval with the largest error estimate is halved
 * until the sum of the estimates is at most max(tolerance·∫|f|, absoluteTolerance) (QUADPACK's QAG; R. Piessens et al. 1983).
 * a and b may be ±Infinity (x = t/(1 − t²), x = a + t/(1 − t)); a > b changes the sign. Endpoints are never evaluated:
 * integrable singularities belong there (best at 0, where doubles are dense), so split the interval at others.
 * @throws RangeError when a or b is NaN, an option is out of range (tolerance in [2e−14, 1]) or f(x) is not finite.
 */
export function integrate(
  f: (x: number) => number,
  a: number,
  b: number,
  options: IntegrateOptions = {},
): Integral {
  const { tolerance = 1e-10, absoluteTolerance = 0, maxEvaluations = 1e5 } = options;
  if (Number.isNaN(Number(a)) || Number.isNaN(Number(b)))
    throw new RangeError(`a and b must be numbers, got ${a} and ${b}`);
  numberIn('tolerance', tolerance, 2e-14, 1);
  numberIn('absoluteTolerance', absoluteTolerance, 0, Number.MAX_VALUE);
  integerIn('maxEvaluations', maxEvaluations, 21, 1e9);
  if (a === b) return { value: 0, error: 0, status: 'converged', evaluations: 0 };
  const [g, low, high] = onFiniteInterval(f, Math.min(a, b), Math.max(a, b));
  const goal = (magnitude: number): number => Math.max(tolerance * magnitude, absoluteTolerance);
  const result = refine(g, low, high, goal, maxEvaluations);
  return a < b ? result : { ...result, value: -result.value };
}
