import { integerIn } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import type { VlasovGridReport } from '../solvers/kinetic/gridReport';
import type { VlasovGridSolver } from '../solvers/kinetic/gridSolver';
import type { VlasovGridState } from '../solvers/kinetic/gridState';

/** Densities on one grid at increasing (or decreasing) times. */
export interface GridTrajectory {
  readonly times: Float64Array;
  readonly states: readonly VlasovGridState[];
  /** What the solver reports at the end: whether box and cells sufficed. */
  readonly status: VlasovGridReport['status'];
}

export interface RecordGridOptions {
  readonly until: number;
  /** Largest step; the solver's own unless told. */
  readonly timeStep?: number;
  /** Number of equal intervals between snapshots. Default 20. */
  readonly samples?: number;
  readonly onProgress?: OnProgress;
}

/** Runs the solver and keeps `samples + 1` copies of f. Refuses more than 1 GiB of them. */
export function recordGrid(solver: VlasovGridSolver, options: RecordGridOptions): GridTrajectory {
  const { samples = 20 } = options;
  integerIn('samples', samples, 1, 100_000);
  const bytes = 8 * solver.state.values.length * (samples + 1);
  if (bytes > 2 ** 30)
    throw new RangeError(
      `samples = ${samples} snapshots would take ${(bytes / 2 ** 30).toFixed(1)} GiB; at most 1 GiB is allowed`,
    );
  const states: VlasovGridState[] = [];
  solver.run({
    ...options,
    samples,
    observe: (time, state) => states.push({ ...state, time, values: state.values.slice() }),
  });
  return { times: Float64Array.from(states, ({ time }) => time), states, status: solver.report.status };
}
