import { type Integral, integrate } from '../../../numerics/quadrature';
import { type LatticeHartree, latticeMeanField } from '../lattice/hartree';
import type { QuantumLattice } from '../lattice/lattice';
import { latticeState, probabilities } from '../lattice/state';

/**
 * ℓ(ψ) = sup_x ((V²⋆|ψ|²)(x))^{½} = sup_x ‖V(x − ·)ψ‖, the norm of V(x₁ − x₂) on functions ψ(x₁)φ(x₂). It is what the proof
 * of Theorem 2.9 needs of V and ψ; (H5) bounds it by √C·‖ψ‖_{H¹}, since V(x − ·)² ≤ C(I − Δ) for every x.
 * @throws RangeError unless ‖ψ‖ = 1.
 */
export function interactionStrength(lattice: QuantumLattice, psi: ArrayLike<number>): number {
  const squared = { ...lattice, interaction: lattice.interaction.map((v) => v * v) };
  const state = latticeState('psi', psi, lattice.sites);
  return Math.sqrt(latticeMeanField(squared, probabilities(state)).reduce((a, b) => Math.max(a, b)));
}

/** ∫_a^b ℓ(ψ(s))ds along a solution of Hartree's equation. Where the maximum changes its place ℓ has a kink. */
export function strengthIntegral(
  path: LatticeHartree,
  strength: (psi: Float64Array) => number,
  a: number,
  b: number,
): Integral {
  return integrate((time) => strength(path.at(time)), a, b, { tolerance: 1e-9, maxEvaluations: 1e4 });
}
