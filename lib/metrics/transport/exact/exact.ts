import { arenaBytesLimit } from '../../../kernels/arena';
import { integerIn, positive } from '../../../numerics/guards';
import type { OnProgress } from '../../../numerics/progress';
import { checkedPair } from '../cloud';
import { certified } from '../duality';
import { checkedExponent, checkedNorm, costFunction, largestCostBound } from '../ground';
import { integerMasses } from '../masses';
import { gathered, inverse, scattered } from '../orders';
import { spatialOrder } from '../spatial';
import type { Cloud, TransportNorm, TransportPlan, TransportResult } from '../types';
import { type Costs, pointCosts, selected, transposed } from './costs';
import { startingPotentials, trustedPotentials } from './levels';
import { BLOCK, openPathArena, pathBytes } from './pathArena';
import { type PathOutcome, type PathProblem, solvePaths } from './paths';
import { planOfArcs } from './planOfArcs';
import { solveFromPlan } from './warmSimplex';

export interface TransportOptions {
  /** Exponent of the cost |x−y|ᵖ, any real p ≥ 1; 1 by default. */
  readonly p?: number;
  /** Norm in |x−y|, Euclidean by default. */
  readonly norm?: TransportNorm;
  /**
   * Paths, or pivots to the next 512 from the plan of a `start`, after which the solver stops with status
   * 'iteration limit'; 1000(n+m) by default, a hundred times the usual.
   */
  readonly maxIterations?: number;
  /**
   * Problems with more than this many pairs (i, j) are refused before the start. By default 1e8 for the Euclidean
   * |x−y| and |x−y|²; 3.2e7 for other costs, which are stored in 8 bytes per pair.
   */
  readonly maxPairs?: number;
  /**
   * The result for clouds near these, as of the time step before: the solver begins with its potentials and, for the
   * same weights, with its plan, which saves much of the work. The optimum does not depend on it.
   */
  readonly start?: TransportResult;
  readonly onProgress?: OnProgress;
}

export interface TransportExactOptions extends TransportOptions {
  /**
   * A cost c_ij ≥ 0 in place of |x_i − y_j|ᵖ, +∞ for a forbidden pair; `distance` is then (∫c dπ)^{1/p} with p as
   * given. It is called about twice for each pair.
   */
  readonly cost?: (i: number, j: number) => number;
}

/**
 * Exact optimal transport between finite clouds in Rⁿ: min ∫|x−y|ᵖ dπ over the couplings π of μ and ν
 * (Definitions 1.3 and 1.4), by successive shortest paths from nearly optimal potentials (see paths.ts and levels.ts),
 * or from the plan of a `start` by the network simplex (see warmSimplex.ts), with Kantorovich potentials as certificate.
 *
 * Weights are rounded to multiples of about 2⁻⁵¹, hence marginals are exact to 1e−15. The relative gap is of the order
 * of rounding, measured by the largest cost. When `maxIterations` paths do not suffice, the result is still a coupling
 * and a lower bound, with status 'iteration limit'. When costs forbid every coupling the status is 'infeasible' and
 * the distance ∞.
 * Memory O(n+m) for the Euclidean |x−y| and |x−y|²; 8 bytes per pair for other costs. Time grows like n^2.4 in the plane.
 * @throws RangeError for bad input, for costs that overflow, for more than `maxPairs` pairs and more than 2 GiB.
 */
export function transportExact(mu: Cloud, nu: Cloud, options: TransportExactOptions = {}): TransportResult {
  const [first, second] = checkedPair(mu, nu);
  const [n, m] = [first.count, second.count];
  const p = checkedExponent(options.p ?? 1);
  const norm = checkedNorm(options.norm ?? 'euclidean', first.dimension);
  const { cost: given } = options;
  const { start, maxIterations } = checkedControls(options, n, m);
  if (!given) largestCostBound(first, second, p, norm);
  const entry = given ? checkedCost(given) : costFunction(first, second, p, norm);
  const native = !given && norm === 'euclidean' && (p === 1 || p === 2);
  const costs: Costs = native
    ? pointCosts(first, second, p === 1)
    : { kind: 'entries', rows: n, columns: m, entry };
  refuseAbove(options.maxPairs, costs);
  const masses = integerMasses(first.weights, second.weights);
  const { outcome, flipped } = solved(costs, masses, start, {
    maxIterations,
    onProgress: options.onProgress,
  });
  return certified(first, second, entry, {
    p,
    ground: given ? 'user cost' : norm,
    plan: planOfArcs(outcome, flipped, masses.total),
    phi: flipped ? outcome.v : outcome.u,
    psi: flipped ? outcome.u : outcome.v,
    status: outcome.status,
    iterations: outcome.iterations,
  });
}

type Cost = (i: number, j: number) => number;

interface Controls {
  readonly maxIterations: number;
  readonly onProgress?: OnProgress;
}

/** Solves with the smaller cloud as rows, both in spatial order; the outcome is in the order given, rows and columns too. */
function solved(
  costs: Costs,
  masses: { first: Float64Array; second: Float64Array },
  start: TransportResult | undefined,
  controls: Controls,
): { outcome: PathOutcome; flipped: boolean } {
  const flipped = costs.rows > costs.columns;
  const oriented = flipped ? transposed(costs) : costs;
  const [supply, demand] = flipped ? [masses.second, masses.first] : [masses.first, masses.second];
  const [rows, columns] = orders(oriented);
  const problem = {
    costs: selected(oriented, rows, columns),
    supply: gathered(supply, rows),
    demand: gathered(demand, columns),
  };
  const outcome = solvedOrdered({ ...problem, ...controls }, start && ordered(start, flipped, rows, columns));
  return {
    flipped,
    outcome: {
      ...outcome,
      u: scattered(outcome.u, rows),
      v: scattered(outcome.v, columns),
      row: outcome.row.map((i) => rows[i]),
      column: outcome.column.map((j) => columns[j]),
      excess: scattered(outcome.excess, rows),
      deficit: scattered(outcome.deficit, columns),
    },
  };
}

function solvedOrdered(problem: Omit<PathProblem, 'start'>, start?: Start): PathOutcome {
  const { costs, supply, demand } = problem;
  if (!start) return solvePaths({ ...problem, start: startingPotentials(costs, supply, demand) });
  const warm = { ...problem, start: trustedPotentials(costs, start.u) };
  const arena = openPathArena(costs);
  return solveFromPlan(warm, start.plan, arena) ?? solvePaths(warm, arena);
}

/** What a solver takes from the result for other clouds. */
interface Start {
  readonly u: Float64Array;
  readonly plan: TransportPlan;
}

function ordered(start: TransportResult, flipped: boolean, rows: Int32Array, columns: Int32Array): Start {
  const { source, target, mass } = start.plan;
  const [row, column] = flipped ? [target, source] : [source, target];
  const [rowPlace, columnPlace] = [inverse(rows), inverse(columns)];
  return {
    u: gathered(flipped ? start.psi : start.phi, rows),
    plan: { source: row.map((i) => rowPlace[i]), target: column.map((j) => columnPlace[j]), mass },
  };
}

function orders(costs: Costs): [Int32Array, Int32Array] {
  if (costs.kind === 'points') {
    return [spatialOrder(costs.x, costs.dimension, BLOCK), spatialOrder(costs.y, costs.dimension, BLOCK)];
  }
  const asGiven = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
  return [asGiven(costs.rows), asGiven(costs.columns)];
}

/** The options that steer the work, checked for clouds of n and m points. */
export function checkedControls(
  { maxIterations, maxPairs, start }: TransportOptions,
  n: number,
  m: number,
): { maxIterations: number; start?: TransportResult } {
  if (maxIterations !== undefined) integerIn('maxIterations', maxIterations, 0);
  if (maxPairs !== undefined) positive('maxPairs', maxPairs);
  if (start !== undefined && (start.phi?.length !== n || start.psi?.length !== m)) {
    throw new RangeError(
      `start must be a result for clouds of ${n} and ${m} points, got ${start.phi?.length} and ${start.psi?.length}`,
    );
  }
  if (start !== undefined && start.plan?.source?.length === undefined)
    throw new RangeError('start must be a result with its plan, got none');
  return { maxIterations: maxIterations ?? 1000 * (n + m), start };
}

function refuseAbove(maxPairs: number | undefined, costs: Costs): void {
  const { rows: n, columns: m } = costs;
  const limit = maxPairs ?? (costs.kind === 'points' ? 1e8 : 3.2e7);
  const bytes = pathBytes(costs);
  if (n * m <= limit && bytes <= arenaBytesLimit) return;
  // Measured in the plane up to n = m = 5000; 2000 with weights took 0.4 s.
  const seconds = 0.4 * ((n * m) / 4e6) ** 1.2;
  throw new RangeError(
    `n*m must be at most maxPairs = ${limit} and need at most 2 GiB, got ${n}*${m} = ${n * m} pairs` +
      ` (estimated ${seconds.toPrecision(2)} s and ${Math.ceil(bytes / 2 ** 20)} MiB):` +
      ' use fewer points or raise maxPairs',
  );
}

function checkedCost(cost: Cost): Cost {
  return (i, j) => {
    const c = cost(i, j);
    if (!(c >= 0)) throw new RangeError(`cost(${i}, ${j}) must be a number >= 0 or Infinity, got ${c}`);
    return c;
  };
}
