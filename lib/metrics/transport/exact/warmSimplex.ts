import type { Arena } from '../../../kernels/arena';
import type { TransportPlan } from '../types';
import { entryOf } from './costs';
import { type PathKernels, transformed } from './pathArena';
import type { PathOutcome, PathProblem } from './paths';
import { TreeSimplex } from './treeSimplex';

/** Reduced costs down to this fraction of the largest potential are rounding. */
const ROUNDING = 1e-14;
/** Of the most arcs that a plan can have. Equal weights, which have half of them, are a matter for paths. */
const FEWEST_ARCS = 0.75;
/** Gap between the plan and the potentials, as a fraction of the cost. */
const LARGEST_GAP = 0.03;

type Cost = (i: number, j: number) => number;

/**
 * The transport problem from a plan and potentials for the same masses and other costs, by the network simplex with
 * column generation: the plan is the first tree, the nearest columns of each row at the potentials are the first arcs,
 * and then those are added that violate u ⊕ v ≤ c, looked for among all pairs, until none does.
 *
 * Undefined, without a pivot, when paths are faster or the plan is none of these masses at finite cost.
 */
export function solveFromPlan(
  problem: PathProblem,
  plan: TransportPlan,
  arena: Arena<PathKernels>,
): PathOutcome | undefined {
  const { costs, supply, demand, maxIterations, onProgress } = problem;
  const order = leavesFirst(plan, supply, demand);
  if (!order || order.length < FEWEST_ARCS * (supply.length + demand.length)) return undefined;
  const { source, target } = plan;
  const entry = entryOf(costs);
  const simplex = new TreeSimplex(supply, demand);
  for (const k of order) simplex.addArc(source[k], target[k], entry(source[k], target[k]));
  const v = transformed(arena, problem.start);
  arena.kernels.buildLists();
  const u = arena.doubles('u');
  simplex.begin(u, v, 0, order.keys());
  if (!(relativeGap(simplex, u, v, entry) <= LARGEST_GAP)) return undefined;
  for (let i = 0; i < supply.length; i++) addListed(arena, simplex, i, () => true);
  const goOn = (pivots: number): boolean => {
    onProgress?.(pivots, Math.max(pivots, supply.length + demand.length));
    return pivots < maxIterations;
  };
  let optimal = simplex.optimise(ROUNDING, goOn);
  while (addViolated(arena, simplex, entry) && optimal) optimal = simplex.optimise(ROUNDING, goOn);
  return {
    u: u.slice(),
    v: v.slice(0, demand.length),
    ...simplex.flows(),
    status: optimal ? 'optimal' : 'iteration limit',
    iterations: simplex.pivots,
  };
}

/** (Σ flow·c − Σ flow·(u + v)) / Σ flow·c. */
function relativeGap(simplex: TreeSimplex, u: Float64Array, v: Float64Array, entry: Cost): number {
  const { row, column, flow } = simplex.flows();
  let [gap, primal] = [0, 0];
  for (let k = 0; k < flow.length; k++) {
    const cost = entry(row[k], column[k]);
    primal += flow[k] * cost;
    gap += flow[k] * (cost - u[row[k]] - v[column[k]]);
  }
  return gap / primal;
}

/**
 * The arcs in an order in which each is the last at one of its ends, so that it carries all that is left there.
 * Undefined when there is a cycle, or a node without arc, or when the arcs cannot carry the masses.
 */
function leavesFirst(
  { source: row, target: column }: TransportPlan,
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

/** Adds those arcs of the list of row i that are wanted. */
function addListed(
  arena: Arena<PathKernels>,
  simplex: TreeSimplex,
  i: number,
  wanted: (j: number, cost: number) => boolean,
): void {
  const [list, cost, count] = [arena.integers('list'), arena.doubles('listCost'), arena.integers('count')];
  const first = (i * list.length) / count.length;
  for (let k = first; k < first + count[i]; k++) {
    if (wanted(list[k], cost[k])) simplex.addArc(i, list[k], cost[k]);
  }
}

/**
 * Finds the largest v with u ⊕ v ≤ c. Where it is below that of the simplex, a row violates; its violated arcs are
 * added. Returns whether there were any: reduced costs are computed as by the simplex, which therefore pivots.
 */
function addViolated(arena: Arena<PathKernels>, simplex: TreeSimplex, entry: Cost): boolean {
  const { u, v } = simplex.potentials();
  const slack = simplex.slack(ROUNDING);
  const violated = (i: number, j: number, cost: number): boolean => cost - u[i] - v[j] < -slack;
  transformed(arena, u);
  const best = arena.integers('best');
  const rows = new Set<number>();
  for (let j = 0; j < v.length; j++) {
    const cost = entry(best[j], j);
    if (!violated(best[j], j, cost)) continue;
    simplex.addArc(best[j], j, cost);
    rows.add(best[j]);
  }
  for (const i of rows) {
    arena.kernels.buildList(i);
    addListed(arena, simplex, i, (j, cost) => violated(i, j, cost));
  }
  return rows.size > 0;
}
