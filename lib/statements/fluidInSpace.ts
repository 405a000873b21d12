import type { RadialDensity } from '../densities';
import { integerIn, optionsOf, positive } from '../numerics/guards';
import { eulerPoisson, fluidSnapshot, radialEulerPoisson } from '../solvers/fluid';
import type { Check } from './types';
import { makeCheck } from './verdict';

export interface FluidInSpaceInput {
  /** A smooth radial ρ^in; the fluid starts from rest. */
  readonly density: RadialDensity;
  /** The solver in space takes the cube [−low, low]³; the rest of ρ^in must be negligible. */
  readonly low: number;
  readonly times: readonly number[];
  /** Cells of labels along each axis; default 24. */
  readonly cells?: number;
  /** Default 0.01. */
  readonly tolerance?: number;
}

/**
 * Theorem 3.7 without symmetry: the solver in space, which knows nothing of radii, against the exact radial solution. Left the largest difference of
 * densities, and of velocities, at all fluid elements, relative to the largest density and velocity; right the tolerance.
 * @throws RangeError for times beyond the crossing, and as `eulerPoisson`.
 * @example
 * checkFluidInSpace({ density: radialNormal(), low: 6, times: [1], cells: 20, tolerance: 0.03 })
 */
export function checkFluidInSpace(input: FluidInSpaceInput): readonly Check[] {
  const {
    density,
    low,
    times,
    cells = 24,
    tolerance = 0.01,
  } = optionsOf('checkFluidInSpace', input, '{ density, low: 6, times: [1, 2] }', [
    'density',
    'low',
    'times',
    'cells',
    'tolerance',
  ]);
  positive('low', low);
  positive('tolerance', tolerance);
  integerIn('times.length', times?.length, 1, 100);
  const radial = radialEulerPoisson({ density });
  if (!(Math.max(...times) < radial.crossing.time))
    throw new RangeError(
      `times must be before ${radial.crossing.time}, when shells cross, got ${times.join(', ')}`,
    );
  const space = eulerPoisson({
    density: (x, y, z) => density.density(Math.hypot(x, y, z)),
    low: -low,
    high: low,
    cells,
  });
  const steps = 22;
  const last = times[times.length - 1];
  const seen = times.map((time) => {
    if (!(time > space.time)) throw new RangeError(`times must ascend from above 0, got ${times.join(', ')}`);
    space.run({ until: time, timeStep: last / steps });
    const { count, x, velocity, density: rho } = space.state;
    const exactly = fluidSnapshot(radial, time);
    let [rhoGap, rhoTop, speedGap, speedTop] = [0, 0, 0, 0];
    for (let e = 0; e < count; e++) {
      const at = 3 * e;
      const r = Math.hypot(x[at], x[at + 1], x[at + 2]);
      const [exact, speed] = [exactly.density(r), exactly.velocity(r)];
      rhoTop = Math.max(rhoTop, exact);
      speedTop = Math.max(speedTop, Math.abs(speed));
      rhoGap = Math.max(rhoGap, Math.abs(rho[e] - exact));
      const gap = [0, 1, 2].map((a) => velocity[at + a] - (r > 0 ? (speed * x[at + a]) / r : 0));
      speedGap = Math.max(speedGap, Math.hypot(...gap));
    }
    return { density: rhoGap / rhoTop, velocity: speedGap / speedTop };
  });
  const { status } = space.report;
  return (['density', 'velocity'] as const).map((name) =>
    makeCheck({
      statement: '3.7',
      title: `solver in space, ${cells}³, against the radial one: ${name}`,
      kind: 'existence',
      at: times,
      atLabel: 't',
      lhs: seen.map((one) => one[name]),
      rhs: times.map(() => tolerance),
      error: 1e-9,
      errorHow: 'the table of the radial solution',
      certain: status === 'resolved',
      note: status === 'resolved' ? '' : `status ${status}`,
    }),
  );
}
