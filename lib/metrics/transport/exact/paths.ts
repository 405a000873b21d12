import type { Arena } from '../../../kernels/arena';
import type { OnProgress } from '../../../numerics/progress';
import type { Costs } from './costs';
import { openPathArena, type PathKernels, transformed } from './pathArena';
import { release, unitsOfRounds } from './rounds';

/** A transport problem in integers: Σ supply = Σ demand, entries ≥ 0. Faster with rows ≤ columns in `spatialOrder`. */
export interface PathProblem {
  readonly costs: Costs;
  readonly supply: Float64Array;
  readonly demand: Float64Array;
  /** Any potentials of the rows to begin with; the nearer to optimal ones, the faster. */
  readonly start: Float64Array;
  readonly maxIterations: number;
  readonly onProgress?: OnProgress;
}

export interface PathOutcome {
  /** Potentials of rows and columns, feasible to rounding. */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** The arcs with flow. */
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly flow: Float64Array;
  /** What has not been sent: zeros when optimal. */
  readonly excess: Float64Array;
  readonly deficit: Float64Array;
  readonly status: 'optimal' | 'iteration limit' | 'infeasible';
  readonly iterations: number;
}

/** Columns looked at in one call of the kernel: a millisecond or less. */
const EFFORT = 2e5;
/** Answers of the kernel's `run` besides 1, a pause. */
const [SENT, LIMIT, NO_PATH] = [0, 2, 3];

/**
 * Successive shortest paths (Jewell 1958, Iri 1960, Busacker & Gowen 1960; with potentials as of Edmonds & Karp 1972,
 * Tomizawa 1971) on the complete bipartite graph: a row with something left to send searches the nearest column
 * that still wants something, in the lengths c − u − v ≥ 0; potentials then change so that the path costs nothing.
 *
 * What makes it fast: potentials that are nearly right at the start, so that most searches stay local; lists of the
 * nearest columns of a row, with a bound that tells when a list does not suffice, so that hardly any search looks at
 * whole rows; and masses sent in rounds of finer and finer units (see rounds.ts).
 */
export function solvePaths(
  problem: PathProblem,
  arena: Arena<PathKernels> = openPathArena(problem.costs),
): PathOutcome {
  const { costs, supply, demand, maxIterations, onProgress } = problem;
  const { kernels } = arena;
  const limit = Math.min(maxIterations, 2 ** 31 - 1); // a 32-bit integer there
  if (!everyColumnOpen(transformed(arena, problem.start), demand)) {
    release(arena, supply, demand, 1, 0);
    return outcome(arena, 'infeasible');
  }
  kernels.buildLists();
  const rounds = unitsOfRounds(supply, demand);
  const expected = rounds.length * (costs.rows + costs.columns);
  for (let round = 0; round < rounds.length; round++) {
    kernels.begin(release(arena, supply, demand, rounds[round], rounds[round - 1] ?? 0));
    if (round === 0) kernels.begin(sendToBest(arena, costs.columns));
    for (;;) {
      const answer = kernels.run(EFFORT, limit);
      if (answer === SENT) break;
      if (answer === LIMIT) {
        release(arena, supply, demand, 1, rounds[round]);
        return outcome(arena, 'iteration limit');
      }
      // Before the last round a row may have to wait until more is released.
      if (answer === NO_PATH && round < rounds.length - 1) kernels.skip();
      else if (answer === NO_PATH) return outcome(arena, 'infeasible');
      const done = kernels.iterationCount();
      onProgress?.(done, Math.max(done, expected));
    }
  }
  return outcome(arena, 'optimal');
}

/** A column without finite cost has v = ∞; harmless (and then 0) when it wants nothing. */
function everyColumnOpen(v: Float64Array, demand: Float64Array): boolean {
  let open = true;
  for (let j = 0; j < demand.length; j++) {
    if (v[j] < Number.POSITIVE_INFINITY) continue;
    v[j] = 0;
    if (demand[j] > 0) open = false;
  }
  return open;
}

/** Each column takes what it can from the row that gives its potential; returns the sum of the deficits left. */
function sendToBest(arena: Arena<PathKernels>, columns: number): number {
  const [excess, deficit] = [arena.doubles('excess'), arena.doubles('deficit')];
  const best = arena.integers('best');
  let left = 0;
  for (let j = 0; j < columns; j++) {
    const i = best[j];
    const amount = Math.min(excess[i], deficit[j]);
    if (amount > 0) arena.kernels.link(i, j, amount);
    excess[i] -= amount;
    deficit[j] -= amount;
    left += deficit[j];
  }
  return left;
}

function outcome(arena: Arena<PathKernels>, status: PathOutcome['status']): PathOutcome {
  arena.kernels.transform();
  const [u, excess] = [arena.doubles('u').slice(), arena.doubles('excess').slice()];
  const [n, m] = [excess.length, arena.integers('headColumn').length];
  const [head, next] = [arena.integers('headRow'), arena.integers('nextRow')];
  const [arcColumn, arcFlow] = [arena.integers('arcColumn'), arena.doubles('flow')];
  const row = new Int32Array(n + m);
  const column = new Int32Array(n + m);
  const flow = new Float64Array(n + m);
  let size = 0;
  for (let i = 0; i < n; i++) {
    for (let e = head[i]; e >= 0; e = next[e]) {
      row[size] = i;
      column[size] = arcColumn[e];
      flow[size++] = arcFlow[e];
    }
  }
  return {
    u,
    // Without finite cost and without demand a column has v = ∞; any other value is as feasible.
    v: arena
      .doubles('v')
      .slice(0, m)
      .map((v) => (Number.isFinite(v) ? v : 0)),
    row: row.slice(0, size),
    column: column.slice(0, size),
    flow: flow.slice(0, size),
    excess,
    deficit: arena.doubles('deficit').slice(0, m),
    status,
    iterations: arena.kernels.iterationCount(),
  };
}
