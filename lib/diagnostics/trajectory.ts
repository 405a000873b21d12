import type { CloudSolver, CloudState } from '../forces/meanFieldFlow';
import type { Dimension } from '../interactions/types';
import { integerIn } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';

/** Snapshots of a cloud at increasing (or decreasing) times. */
export interface Trajectory {
  readonly times: Float64Array;
  /** x[s] and xi[s] at times[s], particle-major. */
  readonly x: readonly Float64Array[];
  readonly xi: readonly Float64Array[];
  readonly weights: Float64Array;
  readonly dimension: Dimension;
}

export interface RecordOptions {
  readonly until: number;
  readonly timeStep: number;
  /** Number of equal intervals between snapshots. Default 20. */
  readonly samples?: number;
  readonly onProgress?: OnProgress;
}

/** Runs the solver and keeps `samples + 1` copies of its state. Refuses more than 1 GiB of snapshots. */
export function recordTrajectory(solver: CloudSolver, options: RecordOptions): Trajectory {
  const { until, timeStep, samples = 20, onProgress } = options;
  integerIn('samples', samples, 1, 100_000);
  const bytes = 16 * solver.state.x.length * (samples + 1);
  if (bytes > 2 ** 30) {
    throw new RangeError(
      `samples = ${samples} snapshots would take ${(bytes / 2 ** 30).toFixed(1)} GiB; at most 1 GiB is allowed`,
    );
  }
  const times: number[] = [];
  const x: Float64Array[] = [];
  const xi: Float64Array[] = [];
  const observe = (time: number): void => {
    times.push(time);
    x.push(solver.state.x.slice());
    xi.push(solver.state.xi.slice());
  };
  solver.run({ until, timeStep, samples, observe, onProgress });
  return {
    times: Float64Array.from(times),
    x,
    xi,
    weights: solver.state.weights.slice(),
    dimension: solver.state.dimension,
  };
}

/** One row for each particle and time, with columns `t`, `particle`, `x1` … `xd`, `xi1` … `xid`: for CSV files and tables. */
export function trajectoryRows(trajectory: Trajectory): Record<string, number>[] {
  const { times, x, xi, weights, dimension: d } = trajectory;
  const rows: Record<string, number>[] = [];
  for (let s = 0; s < times.length; s++) {
    for (let j = 0; j < weights.length; j++) {
      const row: Record<string, number> = { t: times[s], particle: j };
      for (let a = 0; a < d; a++) row[`x${a + 1}`] = x[s][j * d + a];
      for (let a = 0; a < d; a++) row[`xi${a + 1}`] = xi[s][j * d + a];
      rows.push(row);
    }
  }
  return rows;
}

/** The state at snapshot s, as the observables and metrics take it. */
export function snapshot(trajectory: Trajectory, s: number): CloudState {
  const { times, x, xi, weights, dimension } = trajectory;
  integerIn('s', s, 0, times.length - 1);
  return { x: x[s], xi: xi[s], weights, dimension, time: times[s] };
}

/**
 * The points (x_j, ξ_j) ∈ R^{2d} of a cloud with their weights, as the transport metrics take them
 * (empirical measure of §1.4 when the weights are 1/N). Points of weight zero are left out.
 */
export function phaseSpaceMeasure(state: Pick<CloudState, 'x' | 'xi' | 'weights' | 'dimension'>): {
  points: Float64Array;
  dimension: number;
  weights: Float64Array;
} {
  const d = state.dimension;
  const kept: number[] = [];
  for (let j = 0; j < state.weights.length; j++) if (state.weights[j] > 0) kept.push(j);
  const points = new Float64Array(kept.length * 2 * d);
  kept.forEach((j, k) => {
    points.set(state.x.subarray(j * d, (j + 1) * d), 2 * d * k);
    points.set(state.xi.subarray(j * d, (j + 1) * d), 2 * d * k + d);
  });
  return { points, dimension: 2 * d, weights: Float64Array.from(kept, (j) => state.weights[j]) };
}

/**
 * (Σ_j w_j|z_j − z'_j|ᵖ)^{1/p} between two trajectories of the same atoms, at every snapshot. It bounds dist_MK,p between
 * their measures from above, so the difference of a run and its refinement measures the error of time integration in the
 * metric of Lecture 1.
 * @throws RangeError when snapshots, atoms or dimension differ
 */
export function meanDisplacement(a: Trajectory, b: Trajectory, p: number = 1): Float64Array {
  if (
    a.times.length !== b.times.length ||
    a.weights.length !== b.weights.length ||
    a.dimension !== b.dimension
  ) {
    throw new RangeError(
      `trajectories must have equal snapshots, atoms and dimension, got ${a.times.length}×${a.weights.length} and ${b.times.length}×${b.weights.length}`,
    );
  }
  const d = a.dimension;
  return Float64Array.from(a.times, (_, s) => {
    let sum = 0;
    for (let j = 0; j < a.weights.length; j++) {
      let square = 0;
      for (let i = j * d; i < (j + 1) * d; i++) {
        square += (a.x[s][i] - b.x[s][i]) ** 2 + (a.xi[s][i] - b.xi[s][i]) ** 2;
      }
      sum += a.weights[j] * square ** (p / 2);
    }
    return sum ** (1 / p);
  });
}
