import type { Arena } from '../../kernels/arena';
import { entryOf } from './costs';
import { openPathArena, type PathKernels, transformed } from './pathArena';
import type { PathOutcome, PathProblem } from './paths';
import { TreeSimplex } from './treeSimplex';

/** Arcs between rows and columns, as of a plan. */
export interface Arcs {
  readonly row: Int32Array;
  readonly column: Int32Array;
}

/** Reduced costs down to this fraction of the largest potential are rounding. */
const ROUNDING = 1e-14;

/**
 * The transport problem from the arcs of a plan for the same masses and other costs, by the network simplex with
 * column generation: the plan is the first tree, the nearest columns of each row at the potentials of the start are the
 * first arcs, and then those are added that violate u ⊕ v ≤ c, looked for among all pairs, until none does.
 *
 * Undefined, before any work is done, when the arcs are no forest that carries the masses at finite cost.
 */
export function solveFromPlan(problem: PathProblem, arcs: Arcs): PathOutcome | undefined {
  const { costs, supply, demand, maxIterations, onProgress } = problem;
  const order = leavesFirst(arcs, supply, demand);
  if (!order) return undefined;
  const entry = entryOf(costs);
  const simplex = new TreeSimplex(supply, demand);
  for (const k of order) {
    const cost = entry(arcs.row[k], arcs.column[k]);
    if (!(cost < Number.POSITIVE_INFINITY)) return undefined;
    simplex.addArc(arcs.row[k], arcs.column[k], cost);
  }
  const arena = openPathArena(costs);
  const goOn = (pivots: number): boolean => {
    onProgress?.(pivots, Math.max(pivots, supply.length + demand.length));
    return pivots < maxIterations;
  };
  transformed(arena, problem.start);
  arena.kernels.buildLists();
  simplex.begin(arena.doubles('u'), arena.doubles('v'), 0, order.keys());
  addListed(arena, simplex, () => true);
  let optimal = simplex.optimise(ROUNDING, goOn);
  while (addViolated(arena, simplex) && optimal) optimal = simplex.optimise(ROUNDING, goOn);
  return {
    u: arena.doubles('u').slice(),
    v: arena.doubles('v').slice(0, demand.length),
    ...simplex.flows(),
    status: optimal ? 'optimal' : 'iteration limit',
    iterations: simplex.pivots,
  };
}

/**
 * The arcs in an order in which each is the last at one of its ends, so that it carries all that is left there.
 * Undefined when there is a cycle, or a node without arc, or when the arcs cannot carry the masses.
 */
function leavesFirst(
  { row, column }: Arcs,
  supply: Float64Array,
  demand: Float64Array,
): number[] | undefined {
  const n = supply.length;
  const rest = new Float64Array(n + demand.length);
  rest.set(supply);
  rest.set(demand, n);
  const degree = new Int32Array(rest.length);
  const both = new Int32Array(rest.length); // exclusive or of the arcs at a node: the arc, once it is the last
  row.forEach((i, k) => {
    for (const node of [i, n + column[k]]) {
      degree[node]++;
      both[node] ^= k;
    }
  });
  if (degree.includes(0)) return undefined;
  const order: number[] = [];
  for (let first = 0; first < rest.length; first++) {
    for (let leaf = first; degree[leaf] === 1; ) {
      const k = both[leaf];
      const other = leaf < n ? n + column[k] : row[k];
      if (!(rest[leaf] > 0 && rest[leaf] <= rest[other])) return undefined;
      rest[other] -= rest[leaf];
      rest[leaf] = 0;
      degree[leaf] = 0;
      degree[other]--;
      both[other] ^= k;
      order.push(k);
      leaf = other;
    }
  }
  return order.length === row.length && rest.every((mass) => mass === 0) ? order : undefined;
}

/** Adds those arcs of the rows' lists that are wanted. */
function addListed(
  arena: Arena<PathKernels>,
  simplex: TreeSimplex,
  wanted: (i: number, j: number, cost: number) => boolean,
): void {
  const [list, cost, count] = [arena.integers('list'), arena.doubles('listCost'), arena.integers('count')];
  const width = list.length / count.length;
  for (let i = 0; i < count.length; i++) {
    for (let k = i * width; k < i * width + count[i]; k++) {
      if (wanted(i, list[k], cost[k])) simplex.addArc(i, list[k], cost[k]);
    }
  }
}

/** Finds the largest v with u ⊕ v ≤ c; whether it is below that of the simplex, and arcs have been added therefore. */
function addViolated(arena: Arena<PathKernels>, simplex: TreeSimplex): boolean {
  const { u, v } = simplex.potentials();
  const slack = simplex.slack(ROUNDING);
  const feasible = transformed(arena, u);
  const wanted = (i: number, j: number, cost: number): boolean => cost - u[i] - v[j] < -slack;
  const best = arena.integers('best');
  let added = 0;
  for (let j = 0; j < v.length; j++) {
    if (feasible[j] >= v[j] - slack) continue;
    simplex.addArc(best[j], j, feasible[j] + u[best[j]]);
    added++;
  }
  if (added === 0) return false;
  arena.kernels.buildLists();
  addListed(arena, simplex, wanted);
  return true;
}
