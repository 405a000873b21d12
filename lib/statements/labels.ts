import { snapshot, type Trajectory } from '../diagnostics/trajectory';
import type { Interaction } from '../interactions/types';
import { maximumAbs } from '../numerics/extrema';
import { integerIn, numberIn, positive } from '../numerics/guards';
import { newtonSolver } from '../solvers/particles';
import { lectureOneHypotheses } from './hypotheses';
import type { Check } from './types';
import { makeCheck } from './verdict';

/**
 * The trajectory in which particles j and k (from 0) bear each other's label from the first snapshot after `time` on. Its
 * empirical measures are the same; its curves jump.
 */
export function exchangeLabels(trajectory: Trajectory, j: number, k: number, time: number): Trajectory {
  const { times, weights, dimension: d } = trajectory;
  integerIn('j', j, 0, weights.length - 1);
  integerIn('k', k, 0, weights.length - 1);
  numberIn('time', time, times[0], times[times.length - 1]);
  const exchanged = (values: Float64Array, s: number): Float64Array => {
    if (times[s] <= time) return values;
    const out = values.slice();
    out.set(values.subarray(k * d, (k + 1) * d), j * d);
    out.set(values.subarray(j * d, (j + 1) * d), k * d);
    return out;
  };
  return { ...trajectory, x: trajectory.x.map(exchanged), xi: trajectory.xi.map(exchanged) };
}

export interface NewtonFlowInput {
  readonly interaction: Interaction;
  readonly trajectory: Trajectory;
  /** Largest step between two snapshots. */
  readonly timeStep: number;
}

/**
 * Theorem 1.2, condition (a): each snapshot is where Newton's equations lead from the one before, particle by particle.
 * `lhs` is the largest coordinate of the difference. Two curves with equal empirical measures need not both pass: labels
 * must be continuous (erratum B18).
 */
export function checkNewtonFlow({ interaction, trajectory, timeStep }: NewtonFlowInput): Check {
  positive('timeStep', timeStep);
  const { times } = trajectory;
  const led = (s: number, step: number): Float64Array => {
    const { x, xi } = snapshot(trajectory, s);
    const solver = newtonSolver({ interaction, x, xi });
    solver.run({ until: times[s + 1] - times[s], timeStep: step });
    return Float64Array.of(...solver.state.x, ...solver.state.xi);
  };
  const steps = Array.from({ length: times.length - 1 }, (_, s) => s);
  const apart = (a: Float64Array, b: Float64Array): number => maximumAbs(a.map((v, i) => v - b[i]));
  const fine = steps.map((s) => led(s, timeStep / 2));
  const recorded = steps.map((s) => Float64Array.of(...trajectory.x[s + 1], ...trajectory.xi[s + 1]));
  const scale = maximumAbs(recorded.map(maximumAbs));
  return makeCheck({
    statement: '1.2',
    title: "each snapshot follows from the one before by Newton's equations",
    kind: 'identity',
    hypotheses: lectureOneHypotheses(interaction),
    at: times.subarray(1),
    atLabel: 't',
    lhs: steps.map((s) => apart(fine[s], recorded[s])),
    rhs: new Float64Array(steps.length),
    scale,
    // The recorded motion has an error of its own, of the size of that of a run with the same step.
    error: steps.map((s) => 4 * apart(fine[s], led(s, timeStep)) + 1e-12 * scale),
    errorHow: 'four times the change when the step is halved, and rounding',
  });
}
