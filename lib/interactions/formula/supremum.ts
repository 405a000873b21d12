import { interval, magnitude } from '../../numerics/interval';
import { type Cell, halves, integralOnCell, middleBox, supOnCell, wholeSpace } from './cells';
import { differentiate } from './differentiate';
import { enclose } from './enclose';
import { type Expression, variable } from './expression';
import { encloseTail, growsWithoutBound, staysAway } from './tail';

/** Items in order of falling rank: a binary heap. */
class Queue<T extends { readonly rank: number }> {
  private readonly heap: T[] = [];

  push(item: T): void {
    const { heap } = this;
    let i = heap.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (heap[parent].rank >= item.rank) break;
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = item;
  }

  pop(): T {
    const { heap } = this;
    const top = heap[0];
    const item = heap.pop() as T;
    if (heap.length > 0) this.sink(item);
    return top;
  }

  /** Sum of the ranks. */
  total(): number {
    return this.heap.reduce((sum, item) => sum + item.rank, 0);
  }

  private sink(item: T): void {
    const { heap } = this;
    let i = 0;
    for (let child = 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && heap[child + 1].rank > heap[child].rank) child++;
      if (heap[child].rank <= item.rank) break;
      heap[i] = heap[child];
      i = child;
    }
    heap[i] = item;
  }
}

/** A certain upper bound, and the largest value met at a point. */
export interface Supremum {
  readonly upper: number;
  readonly attained: number;
}

export interface SupremumOptions {
  /** Only |z|_∞ ≥ start. */
  readonly start?: number;
  /** Only |z|_∞ ≤ end. */
  readonly end?: number;
  /** Relative width: stop when upper ≤ attained·(1 + tolerance). */
  readonly tolerance?: number;
  /** At most this many subdivisions. */
  readonly budget?: number;
}

/** A bound that is still infinite after so many subdivisions is given up. */
const patience = 300;

/**
 * sup over Rᵈ of norm(|e₁|, |e₂|, …) for even or odd expressions e_i in the variables and a norm that grows with each
 * argument: best-first subdivision. The cell with the largest bound is halved until that bound, which bounds the whole,
 * is near a value met. ∞ when no bound is found.
 */
export function supremum(
  expressions: readonly Expression[],
  variables: readonly string[],
  norm: (sizes: readonly number[]) => number,
  { start = 0, end = Infinity, tolerance = 1e-3, budget = 3000 }: SupremumOptions = {},
): Supremum {
  const queue = new Queue<{ readonly rank: number; readonly cell: Cell }>();
  let attained = 0;
  const enter = (cell: Cell) => {
    queue.push({ rank: norm(expressions.map((e) => supOnCell(e, cell))), cell });
    const here = norm(expressions.map((e) => magnitude(enclose(e, middleBox(cell)))));
    if (Number.isFinite(here)) attained = Math.max(attained, here);
  };
  for (const cell of wholeSpace(variables, start)) enter({ ...cell, rho: { lo: start, hi: end } });
  for (let step = 0; ; step++) {
    const { rank, cell } = queue.pop();
    const exhausted = step >= (rank === Infinity ? patience : budget);
    if (rank <= attained * (1 + tolerance) || rank < 1e-300 || exhausted) return { upper: rank, attained };
    for (const half of halves(cell)) enter(half);
  }
}

const far = 1024;

/** True when |e| → ∞ for certain along one of the rays with slopes 1 and 0.236, which avoid the usual zeros. */
export function isUnboundedFarOut(e: Expression, variables: readonly string[]): boolean {
  const rays = wholeSpace(variables, far).map(({ slopes }) =>
    Object.fromEntries(
      Object.entries(slopes).map(([name, s]) => [name, interval(s.lo + 0.618 * (s.hi - s.lo))]),
    ),
  );
  return rays.some((ray) => growsWithoutBound(encloseTail(e, ray, far))) || growsLikeLogarithm(e, variables);
}

/**
 * |r·e′(r)| ≥ c > 0 far out, so |e| grows as c·log r at least, unless poles intervene (tan r), which leave e without a
 * bound on either side. Seen for functions of r only.
 */
function growsLikeLogarithm(e: Expression, variables: readonly string[]): boolean {
  if (variables[0] !== 'r') return false;
  const { range } = encloseTail(e, { r: { lo: 1, hi: 1 } }, far);
  if (range.lo === -Infinity && range.hi === Infinity) return false;
  const drift = differentiate(e, { r: variable('r') });
  return staysAway(encloseTail(drift, { r: { lo: 1, hi: 1 } }, far));
}

/**
 * Upper bound of ∫₀^∞|e(r)|dr: the cell with the largest contribution is halved. ∞ when no bound is found.
 */
export function integralBound(e: Expression, name: string, budget = 1000): number {
  const queue = new Queue<{ readonly rank: number; readonly cell: Cell }>();
  const enter = (cell: Cell) => queue.push({ rank: integralOnCell(e, cell), cell });
  wholeSpace([name]).forEach(enter);
  for (let step = 0; step < budget; step++) {
    const { rank, cell } = queue.pop();
    if (rank === Infinity && step >= patience) return Infinity;
    for (const half of halves(cell)) enter(half);
  }
  return queue.total();
}
