import { latticeMeanField } from '../lattice/hartree';
import type { QuantumLattice } from '../lattice/lattice';
import { latticeState, probabilities } from '../lattice/state';
import { interactionStrength } from './strength';

/** What V does to ψ beyond the mean field, in units of ℓ(ψ). */
export interface InteractionShares {
  /** b = ‖(Q ⊗ Q)V(ψ ⊗ ψ)‖/ℓ, by which pairs leave ψ; at most 1. */
  readonly pair: number;
  /**
   * c = max(sup_y ‖Q(V(·−y) − V_ψ)ψ‖, 2‖QV_ψψ‖)/ℓ, by which one boson leaves beside another one; at most 1 + e with
   * e = ‖QV_ψψ‖/ℓ, and b² + 2e² ≤ 1: eℓ is the norm of the part of V(ψ ⊗ ψ) along Q ⊗ P, and of that along P ⊗ Q.
   */
  readonly follower: number;
}

/** b and c of a state, 0 where V = 0. */
export function interactionShares(lattice: QuantumLattice, psi: ArrayLike<number>): InteractionShares {
  const { sites, interaction } = lattice;
  const density = probabilities(latticeState('psi', psi, sites));
  const strength = interactionStrength(lattice, psi);
  if (strength === 0) return { pair: 0, follower: 0 };
  const field = latticeMeanField(lattice, density);
  const mean = (f: (x: number) => number): number => density.reduce((sum, share, x) => sum + share * f(x), 0);
  /** ‖Qfψ‖, the standard deviation of f. */
  const spread = (f: (x: number) => number): number => {
    const centre = mean(f);
    return Math.sqrt(mean((x) => (f(x) - centre) ** 2));
  };
  const v = (x: number, y: number): number => interaction[Math.abs(x - y)];
  const centre = mean((x) => field[x]);
  const pairs = mean((x) => mean((y) => (v(x, y) - field[x] - field[y] + centre) ** 2));
  let beside = 0;
  for (let y = 0; y < sites; y++)
    beside = Math.max(
      beside,
      spread((x) => v(x, y) - field[x]),
    );
  return {
    pair: Math.sqrt(pairs) / strength,
    follower: Math.max(beside, 2 * spread((x) => field[x])) / strength,
  };
}

/**
 * κ = b + √(b² + c²), which serves for all N in ±iC[V, M_N − R_ψ, M_N](Q) ≤ κ·ℓ(ψ)·(M_N(Q) + 1/(2N)) on bosonic functions. It
 * is at most max_e(b + √(b² + (1 + e)²)) with b = √(1 − 2e²), 2.4972 at e = 0.233, instead of the 6 of Theorem 2.9(2).
 *
 * Proof. The block of iC between states with q and q + 2 bosons outside ψ has at most the norm
 * (bℓ/N²)√((N−q)(N−q−1)(q+1)(q+2)), that between q and q + 1 at most (cℓ/N²)(q+½)√((N−q)(q+1)). These are the matrix elements of
 * b(J₊² + J₋²) + ½c{n, J₊ + J₋} for a spin N/2 with n = N/2 − J_z, times ℓ/N². Since N(n + ½) = J_x² + J_y² + n², what is claimed
 * is that the quadratic form κ(J_x² + J_y² + n²) − 2b(J_x² − J_y²) − c{n, J_x} is a sum of squares: κ(κ − 2b) ≥ c².
 */
export function interactionConstantBound(lattice: QuantumLattice, psi: ArrayLike<number>): number {
  const { pair, follower } = interactionShares(lattice, psi);
  return pair + Math.hypot(pair, follower);
}
