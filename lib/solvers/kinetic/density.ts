import { type CloudState, meanFieldFlow } from '../../forces/meanFieldFlow';
import type { Interaction } from '../../interactions/types';
import type { SplittingName } from '../../numerics/ode/splittingTables';
import type { OnProgress } from '../../numerics/progress';

export interface DensityAtOptions {
  readonly interaction: Interaction;
  /** The atoms of f at the present time (`solver.state` of a `vlasovSolver` without tracers). */
  readonly state: CloudState;
  /** f^in(z), z = (x, ξ) of length 2d. */
  readonly initialDensity: (z: Float64Array) => number;
  /** Where f(t) is wanted: positions and momenta particle-major. */
  readonly points: { readonly x: ArrayLike<number>; readonly xi: ArrayLike<number> };
  readonly timeStep: number;
  /** That of the solver (default `blanesMoan4`); a cheaper one is accurate enough for pictures. */
  readonly integrator?: SplittingName;
  readonly onProgress?: OnProgress;
}

/**
 * f(t, z) at chosen points: f is constant along characteristics (§1.3), so f(t, z) = f^in(z₀) where z₀ is reached by
 * following the characteristic through z back to time 0 in the field of the atoms. With the integrator and the steps of
 * the solver these retrace their own path to rounding; with others to the error of the integrator.
 */
export function densityAlongCharacteristics(options: DensityAtOptions): Float64Array {
  const { interaction, state, initialDensity, points, timeStep, integrator, onProgress } = options;
  const d = interaction.dimension;
  const { x, xi, weights, time } = state;
  const flow = meanFieldFlow({ interaction, x, xi, weights, tracers: points, integrator });
  if (time !== 0) flow.run({ until: -time, timeStep, onProgress });
  const z = new Float64Array(2 * d);
  const first = weights.length;
  return Float64Array.from({ length: points.x.length / d }, (_, k) => {
    for (let a = 0; a < d; a++) {
      z[a] = flow.state.x[(first + k) * d + a];
      z[d + a] = flow.state.xi[(first + k) * d + a];
    }
    return initialDensity(z);
  });
}
