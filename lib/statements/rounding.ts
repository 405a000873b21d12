import { recordTrajectory, type Trajectory } from '../diagnostics/trajectory';
import { meanFieldFlow } from '../forces/meanFieldFlow';
import type { Interaction } from '../interactions/types';
import { maximumAbs } from '../numerics/extrema';

/**
 * How far rounding alone can have carried the particles of a computed motion, at every snapshot: each of the steps so far
 * commits an error of 1e−15 of the largest coordinate, and all are amplified by the largest factor by which a small
 * change of the initial data (1e−9 of that size, of alternating sign) has grown until then. Measured, not bounded: the
 * amplification is that of one perturbation.
 */
export function amplifiedRounding(
  interaction: Interaction,
  motion: Trajectory,
  timeStep: number,
): Float64Array {
  const { times, weights } = motion;
  const last = times.length - 1;
  const size = Math.max(1, ...[0, last].flatMap((s) => [maximumAbs(motion.x[s]), maximumAbs(motion.xi[s])]));
  const nudge = 1e-9 * size;
  const shifted = (values: Float64Array): Float64Array =>
    values.map((v, i) => v + (i % 2 === 0 ? nudge : -nudge));
  const solver = meanFieldFlow({ interaction, x: shifted(motion.x[0]), xi: shifted(motion.xi[0]), weights });
  const other = recordTrajectory(solver, { until: times[last] - times[0], timeStep, samples: last });
  let amplification = 1;
  return times.map((t, s) => {
    const apart = Math.max(distance(motion.x[s], other.x[s]), distance(motion.xi[s], other.xi[s]));
    amplification = Math.max(amplification, apart / nudge);
    return 1e-15 * size * (Math.abs(t - times[0]) / timeStep + 10) * amplification;
  });
}

function distance(a: Float64Array, b: Float64Array): number {
  return maximumAbs(a.map((v, i) => v - b[i]));
}
