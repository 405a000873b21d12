import { forceSum } from '../../forces/forceSum';
import { type CloudSolver, type CloudState, meanFieldFlow } from '../../forces/meanFieldFlow';
import { checkedInteraction } from '../../interactions/checkedInteraction';
import type { Interaction } from '../../interactions/types';
import { finiteArray, oneOf, optionsOf, positive, probabilityWeights } from '../../numerics/guards';
import { dop853 } from '../../numerics/ode/dop853';
import type { OdeResult } from '../../numerics/ode/dop853Options';
import type { SplittingName } from '../../numerics/ode/splittingTables';

export interface NewtonOptions {
  readonly interaction: Interaction;
  /** Initial positions, particle-major, length N·d. */
  readonly x: ArrayLike<number>;
  /** Initial momenta, particle-major, length N·d. */
  readonly xi: ArrayLike<number>;
  /** `mean-field` (default): system (2), x' = ξ, ξ' = −(1/N)Σ∇V. `plain`: §1.1, mx' = ξ, ξ' = −Σ∇V. */
  readonly scaling?: 'mean-field' | 'plain';
  /** m of the plain system (default 1); the mean-field system has no mass left. */
  readonly mass?: number;
  readonly integrator?: SplittingName;
  /** Coulomb forces in R³ by a tree with this error, for more than some 10⁴ particles; by default they are summed directly. */
  readonly forceTolerance?: number;
}

/**
 * Newton's second law for N identical particles in Rᵈ, in the plain form of §1.1 or the mean-field scaling (2) of §1.2,
 * stepped by a symplectic splitting (order 4 unless chosen otherwise). Cost per step: O(N) for cosine and harmonic
 * interactions, N²/2 pairs otherwise, unless `forceTolerance` is given. `report` of the solver tells how well the energy has been kept.
 *
 *     const solver = newtonSolver({ interaction: potentialCosine(), x, xi });
 *     solver.run({ until: 10, timeStep: 0.05 });
 *     solver.report;   // { time: 10, energyDrift: …, status: 'resolved' }
 */
export function newtonSolver(options: NewtonOptions): CloudSolver {
  optionsOf('newtonSolver', options, '{ interaction, x, xi }', [
    'interaction',
    'x',
    'xi',
    'scaling',
    'mass',
    'integrator',
    'forceTolerance',
  ]);
  const { interaction, x, xi, scaling = 'mean-field', mass = 1, integrator, forceTolerance } = options;
  checkedInteraction(interaction);
  oneOf('scaling', scaling, ['mean-field', 'plain'] as const);
  positive('mass', mass);
  if (scaling === 'mean-field') {
    if (mass !== 1)
      throw new RangeError(
        `mass belongs to the plain scaling only (the mean-field one has Nm = 1), got ${mass}`,
      );
    return meanFieldFlow({ interaction, x, xi, integrator, forceTolerance });
  }
  return meanFieldFlow({
    interaction,
    x,
    xi,
    integrator,
    forceTolerance,
    totalMass: Math.max(1, x.length / interaction.dimension),
    inertia: mass,
  });
}

/** A reference solution with the integrator's own error estimate. */
export interface ReferenceSolution extends OdeResult {
  readonly x: Float64Array;
  readonly xi: Float64Array;
}

/**
 * The same system by the adaptive method DOP853 from time 0 to `until`: an independent check of the splitting, and the
 * way to pass close encounters of singular interactions.
 * @param state positions, momenta and, if they are not 1/N each, weights of sum 1.
 */
export function newtonReference(
  state: Pick<CloudState, 'x' | 'xi'> & { readonly weights?: Float64Array },
  interaction: Interaction,
  until: number,
  tolerance: number = 1e-12,
): ReferenceSolution {
  const d = checkedInteraction(interaction).dimension;
  const x = finiteArray('state.x', state.x);
  const length = x.length;
  if (length === 0 || length % d !== 0)
    throw new RangeError(`state.x must hold n·d = n·${d} coordinates with n >= 1, got length ${length}`);
  const xi = finiteArray('state.xi', state.xi, length);
  const weights = probabilityWeights('state.weights', state.weights, length / d);
  const forces = forceSum(interaction);
  const y0 = new Float64Array(2 * length);
  y0.set(x);
  y0.set(xi, length);
  const rhs = (_t: number, y: Float64Array, out: Float64Array): void => {
    out.set(y.subarray(length));
    forces.selfForceInto(y.subarray(0, length), weights, out.subarray(length));
  };
  const result = dop853(rhs, 0, y0, until, { relativeTolerance: tolerance, absoluteTolerance: tolerance });
  return { ...result, x: result.value.slice(0, length), xi: result.value.slice(length) };
}
