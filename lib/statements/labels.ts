import { snapshot, type Trajectory } from '../diagnostics/trajectory';
import type { Interaction } from '../interactions/types';
import { cloud, transportExact } from '../metrics/transport';
import { maximumAbs } from '../numerics/extrema';
import { integerIn, numberIn, optionsOf, positive } from '../numerics/guards';
import { newtonSolver } from '../solvers/particles';
import { lectureOneHypotheses } from './hypotheses';
import type { Check } from './types';
import { makeCheck } from './verdict';

/**
 * The trajectory in which particles j and k (from 0) bear each other's label from the first snapshot after `time` on. Its
 * empirical measures are the same; its curves jump.
 * @example
 * exchangeLabels(fine, 0, 1, 0.5)
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

/**
 * The same measures with labels that follow the particles: from each snapshot to the next every particle is given the place
 * nearest to where free flight would take it, all together by an optimal transport of equal masses. What Theorem 1.2 needs of
 * its curves (B18): if the measures solve Vlasov's equation, the curves found so solve Newton's, as long as particles move
 * less between snapshots than they are apart in phase space.
 * @throws RangeError for weights that are not equal: particles of different weight have names anyway.
 * @example
 * continuousLabels(exchangeLabels(fine, 0, 1, 0.5))
 */
export function continuousLabels(trajectory: Trajectory): Trajectory {
  const { times, weights, dimension } = optionsOf(
    'continuousLabels',
    trajectory,
    'recordTrajectory(solver, { until, timeStep })',
  );
  const different = weights.findIndex((w) => Math.abs(w - weights[0]) > 1e-12 * weights[0]);
  if (different >= 0)
    throw new RangeError(
      `weights must be equal, got ${weights[0]} and weights[${different}] = ${weights[different]}`,
    );
  const [x, xi] = [[trajectory.x[0]], [trajectory.xi[0]]];
  for (let s = 1; s < times.length; s++) {
    const dt = times[s] - times[s - 1];
    const flown = interleave(
      x[s - 1].map((q, i) => q + dt * xi[s - 1][i]),
      xi[s - 1],
      dimension,
    );
    const found = interleave(trajectory.x[s], trajectory.xi[s], dimension);
    const { plan } = transportExact(cloud(flown, 2 * dimension), cloud(found, 2 * dimension), { p: 2 });
    const from = new Int32Array(weights.length);
    plan.source.forEach((j, k) => {
      if (plan.mass[k] > weights[0] / 2) from[j] = plan.target[k];
    });
    const follow = (values: Float64Array): Float64Array =>
      values.map((_, i) => values[from[Math.floor(i / dimension)] * dimension + (i % dimension)]);
    x.push(follow(trajectory.x[s]));
    xi.push(follow(trajectory.xi[s]));
  }
  return { ...trajectory, x, xi };
}

/** Points (x, ξ) of phase space, particle-major. */
function interleave(x: Float64Array, xi: Float64Array, d: number): Float64Array {
  const out = new Float64Array(2 * x.length);
  for (let j = 0; j < x.length / d; j++) {
    out.set(x.subarray(j * d, (j + 1) * d), 2 * j * d);
    out.set(xi.subarray(j * d, (j + 1) * d), (2 * j + 1) * d);
  }
  return out;
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
 * @example
 * checkNewtonFlow({ interaction: V, trajectory: fine, timeStep: 0.05 })
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
