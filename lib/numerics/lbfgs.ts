import { finiteArray, integerIn, optionsOf, positive } from './guards';

export interface LbfgsOptions {
  /** Ends when max|∂f/∂x_i| falls below; default 10⁻⁹. */
  readonly tolerance?: number;
  /** Limit on the evaluations of f; default 5000. */
  readonly maxEvaluations?: number;
  /** Steps that are remembered; default 20. */
  readonly memory?: number;
}

export interface LbfgsResult {
  /** The best point that was seen. */
  readonly x: Float64Array;
  /** f there. */
  readonly minimum: number;
  /** max|∂f/∂x_i| there. */
  readonly slope: number;
  /** `rounding limit`: f no longer falls along −H∇f, nor along −∇f. */
  readonly status: 'converged' | 'iteration limit' | 'rounding limit';
  readonly evaluations: number;
}

/** Wolfe's conditions: f falls by this part of the slope, and the slope by that. */
const [fall, flatten] = [1e-4, 0.9];

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** The last steps s and changes of the gradient y, with 1/s·y. */
class Memory {
  private readonly pairs: { s: Float64Array; y: Float64Array; inverse: number }[] = [];

  constructor(private readonly size: number) {}

  remember(s: Float64Array, y: Float64Array): void {
    const curvature = dot(s, y);
    if (!(curvature > 1e-14 * dot(y, y))) return;
    this.pairs.push({ s, y, inverse: 1 / curvature });
    if (this.pairs.length > this.size) this.pairs.shift();
  }

  forget(): void {
    this.pairs.length = 0;
  }

  get empty(): boolean {
    return this.pairs.length === 0;
  }

  /** −Hg by the two loops of Nocedal. */
  direction(g: Float64Array): Float64Array {
    const d = g.map((v) => -v);
    const shares: number[] = [];
    for (let k = this.pairs.length - 1; k >= 0; k--) {
      const { s, y, inverse } = this.pairs[k];
      shares[k] = inverse * dot(s, d);
      for (let i = 0; i < d.length; i++) d[i] -= shares[k] * y[i];
    }
    const last = this.pairs[this.pairs.length - 1];
    if (last) {
      const scale = 1 / (last.inverse * dot(last.y, last.y));
      for (let i = 0; i < d.length; i++) d[i] *= scale;
    }
    this.pairs.forEach(({ s, y, inverse }, k) => {
      const share = shares[k] - inverse * dot(y, d);
      for (let i = 0; i < d.length; i++) d[i] += share * s[i];
    });
    return d;
  }
}

interface Point {
  readonly x: Float64Array;
  readonly f: number;
  readonly g: Float64Array;
}

/**
 * A local minimum of a smooth function of many variables by the quasi-Newton method of limited memory (J. Nocedal, Math. Comp. 35
 * (1980)) with a line search for Wolfe's conditions by bisection. Where f or its gradient is not finite the step is too long.
 *
 *     minimiseLbfgs((x, gradient) => { gradient[0] = 2 * x[0]; return x[0] ** 2; }, [3]).x;
 *
 * @param f returns f(x) and fills `gradient`.
 * @throws RangeError when f or its gradient is not finite at the start.
 */
export function minimiseLbfgs(
  f: (x: Float64Array, gradient: Float64Array) => number,
  start: ArrayLike<number>,
  options: LbfgsOptions = {},
): LbfgsResult {
  optionsOf('minimiseLbfgs', options, 'f, start, { tolerance: 1e-9 }', [
    'tolerance',
    'maxEvaluations',
    'memory',
  ]);
  const tolerance = positive('tolerance', options.tolerance ?? 1e-9);
  const limit = integerIn('maxEvaluations', options.maxEvaluations ?? 5000, 1, 1e9);
  const memory = new Memory(integerIn('memory', options.memory ?? 20, 1, 1000));
  let evaluations = 0;
  const at = (x: Float64Array): Point => {
    const g = new Float64Array(x.length);
    evaluations++;
    return { x, f: f(x, g), g };
  };
  let now = at(finiteArray('start', start));
  const slopeOf = ({ g }: Point): number => g.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  if (!Number.isFinite(now.f)) throw new RangeError(`f must be finite at the start, got ${now.f}`);
  if (!Number.isFinite(slopeOf(now)))
    throw new RangeError(`f must fill a finite gradient at the start, got the slope ${slopeOf(now)}`);
  const ended = (status: LbfgsResult['status']): LbfgsResult => ({
    x: now.x,
    minimum: now.f,
    slope: slopeOf(now),
    status,
    evaluations,
  });
  // A slope that is not a number has not converged.
  while (!(slopeOf(now) <= tolerance)) {
    if (evaluations >= limit) return ended('iteration limit');
    const direction = memory.direction(now.g);
    const first = memory.empty ? 1 / Math.max(1, Math.sqrt(dot(direction, direction))) : 1;
    const next = lineSearch(at, now, direction, first, () => evaluations >= limit);
    if (!next) {
      if (evaluations >= limit) return ended('iteration limit');
      if (memory.empty) return ended('rounding limit');
      memory.forget();
      continue;
    }
    memory.remember(
      next.x.map((v, i) => v - now.x[i]),
      next.g.map((v, i) => v - now.g[i]),
    );
    now = next;
  }
  return ended('converged');
}

/** A point along the direction with Wolfe's conditions, or at least with a smaller f; undefined if there is none. */
function lineSearch(
  at: (x: Float64Array) => Point,
  from: Point,
  direction: Float64Array,
  first: number,
  exhausted: () => boolean,
): Point | undefined {
  const slope = dot(from.g, direction);
  if (!(slope < 0)) return undefined;
  let [low, high, step] = [0, Infinity, first];
  let best: Point | undefined;
  for (let round = 0; round < 50 && !exhausted(); round++) {
    const next = at(from.x.map((v, i) => v + step * direction[i]));
    const lower = next.f <= from.f + fall * step * slope && next.g.every(Number.isFinite);
    if (lower && (!best || next.f < best.f)) best = next;
    if (!lower) high = step;
    else if (dot(next.g, direction) < flatten * slope) low = step;
    else return next;
    step = high === Infinity ? 2 * step : 0.5 * (low + high);
    if (best && round > 10) return best;
  }
  return best;
}
