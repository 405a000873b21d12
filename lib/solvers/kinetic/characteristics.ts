import { type CloudSolver, meanFieldFlow } from '../../forces/meanFieldFlow';
import type { Interaction } from '../../interactions/types';
import { optionsOf, shown } from '../../numerics/guards';
import type { SplittingName } from '../../numerics/ode/splittingTables';

export interface VlasovOptions {
  readonly interaction: Interaction;
  /** A weighted discretisation of f^in: positions and momenta particle-major (length K·d), weights of length K. */
  readonly initial: {
    readonly x: ArrayLike<number>;
    readonly xi: ArrayLike<number>;
    readonly weights?: ArrayLike<number>;
  };
  /** Further phase-space points to carry along the characteristics; they come behind the atoms in `state`, with weight 0. */
  readonly tracers?: { readonly x: ArrayLike<number>; readonly xi: ArrayLike<number> };
  readonly integrator?: SplittingName;
}

/**
 * Vlasov's equation ∂_t f + ξ·∇_x f − ∇V⋆ρ_f·∇_ξ f = 0 (§1.3) by its characteristics x' = ξ, ξ' = −∇V⋆ρ_f(x): the atoms
 * of the initial measure Σ w_k δ_{z_k} are carried by the field they make together. For this atomic f^in the method is
 * exact up to the time step; for a density f^in its only other error is that of the discretisation, which Dobrushin's
 * inequality controls at later times.
 */
export function vlasovSolver(options: VlasovOptions): CloudSolver {
  const example = '{ interaction, initial: { x, xi } }';
  const { interaction, initial, tracers, integrator } = optionsOf('vlasovSolver', options, example, [
    'interaction',
    'initial',
    'tracers',
    'integrator',
  ]);
  if (typeof initial !== 'object' || initial === null)
    throw new RangeError(`initial must be a cloud { x, xi, weights }, got ${shown(initial)}`);
  return meanFieldFlow({
    interaction,
    x: initial.x,
    xi: initial.xi,
    weights: initial.weights,
    tracers,
    integrator,
  });
}
