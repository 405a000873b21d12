import type { DenseMatrix } from '../../../numerics/dense/matrix';
import { integerIn, positive } from '../../../numerics/guards';
import { sparseTimesInto } from '../../../numerics/sparse/algebra';
import { lanczos } from '../../../numerics/sparse/lanczos';
import type { SparseMatrix } from '../../../numerics/sparse/matrix';
import { bosonHamiltonian } from '../bosonHamiltonian';
import type { QuantumLattice } from '../lattice';
import { latticeState } from '../latticeState';
import { type OccupationBasis, occupationBasis, occupationWalk } from '../occupationBasis';
import { fluctuationBosons, orbitalsFrom } from './orbitals';
import { interactionStrength } from './strength';

/**
 * The operators of Theorem 2.9(2) at t = 0 on N bosons, in the occupation basis of orbitals the first of which is ψ. At
 * other times they are the same for ψ(t), up to the unitary e^{itĤN/ħ}.
 */
export interface InteractionOperator {
  readonly basis: OccupationBasis;
  /** The orbitals as columns, ψ the first. */
  readonly orbitals: DenseMatrix;
  /** The diagonal operator N·M_N(Q), Q = I − |ψ⟩⟨ψ|: how many bosons each basis state has outside ψ. */
  readonly outside: Float64Array;
  /** iC[V, M_N − R_ψ, M_N](Q), Hermitian. */
  readonly matrix: SparseMatrix;
}

/**
 * C[V, M_N − R_ψ, M_N](Q) is the commutator [G, M_N(Q)] with G = (1/N)Σ_{k<l}V_kl − Σ_kV_ψ(x_k), and M_N(Q) is diagonal here:
 * the entries are i·G_ab(q_b − q_a)/N, and are different from 0 only where one or two bosons leave ψ or come back.
 * @throws RangeError unless ‖ψ‖ = 1, and where the occupation basis or the Hamiltonian refuses.
 */
export function interactionOperator(
  lattice: QuantumLattice,
  psi: ArrayLike<number>,
  particles: number,
): InteractionOperator {
  integerIn('particles', particles, 1);
  const basis = occupationBasis({ particles, modes: lattice.sites });
  const state = latticeState('psi', psi, lattice.sites);
  const orbitals = orbitalsFrom(state);
  const generator = bosonHamiltonian(basis, fluctuationBosons(lattice, state, orbitals));
  const { rowStart, column, kind } = generator;
  const walk = occupationWalk(basis);
  const outside = Float64Array.from({ length: basis.dimension }, (_, index) => {
    walk.seek(index);
    return particles - walk.occupation[0];
  });
  const values = new Float64Array(2 * column.length);
  for (let row = 0; row < basis.dimension; row++)
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      const factor = (outside[column[k]] - outside[row]) / particles;
      const [re, im] =
        kind === 'real' ? [generator.values[k], 0] : [generator.values[2 * k], generator.values[2 * k + 1]];
      values[2 * k] = -factor * im;
      values[2 * k + 1] = factor * re;
    }
  return { basis, orbitals, outside, matrix: { ...generator, kind: 'complex', values } };
}

/** What `interactionConstant` finds. */
export interface InteractionConstant {
  /** κ. */
  readonly value: number;
  /** As of `lanczos`. */
  readonly status: 'converged' | 'rounding limit' | 'product limit';
  readonly iterations: number;
  /** Of the eigenvalue that decides, in units of κ: some eigenvalue is that near. */
  readonly residual: number;
  /** ℓ(ψ). */
  readonly strength: number;
  /** Mean share of bosons outside ψ, ⟨M_N(Q)⟩, in the state where the inequality is an equality. */
  readonly outside: number;
}

/**
 * The smallest κ with ±iC[V, M_N − R_ψ, M_N](Q) ≤ κ·ℓ(ψ)·(M_N(Q) + δI) on N bosons: the largest |eigenvalue| of
 * D^{−½}(iC)D^{−½}/ℓ with the diagonal D = M_N(Q) + δ, by Lanczos. κ = 0 where V = 0.
 * @param shift δ > 0: 2/N as printed, 1/(2N) in the sharper claim.
 */
export function interactionConstant(
  lattice: QuantumLattice,
  psi: ArrayLike<number>,
  particles: number,
  shift: number,
): InteractionConstant {
  positive('shift', shift);
  const strength = interactionStrength(lattice, psi);
  const { basis, outside, matrix } = interactionOperator(lattice, psi, particles);
  if (strength === 0)
    return { value: 0, status: 'converged', iterations: 0, residual: 0, strength, outside: 0 };
  const root = outside.map((q) => 1 / Math.sqrt(strength * (q / particles + shift)));
  const { rowStart, column } = matrix;
  const values = matrix.values.slice();
  for (let row = 0; row < basis.dimension; row++)
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      values[2 * k] *= root[row] * root[column[k]];
      values[2 * k + 1] *= root[row] * root[column[k]];
    }
  // As an operator: where pairs and mean field cancel, only rounding is left, too little to be recognised as Hermitian.
  const weighted: SparseMatrix = { ...matrix, values };
  const applyInto = (x: Float64Array, out: Float64Array): void => sparseTimesInto(weighted, x, out);
  const found = lanczos(
    { dimension: basis.dimension, applyInto },
    { which: 'both', tolerance: 1e-9, basisSize: 60 },
  );
  const end = Math.abs(found.values[0]) > Math.abs(found.values[1]) ? 0 : 1;
  const { share, total } = weigh(found.vectors[end], root, outside);
  return {
    value: Math.abs(found.values[end]),
    status: found.status,
    iterations: found.products,
    residual: found.residuals[end],
    strength,
    outside: share / total / particles,
  };
}

/** ⟨q⟩ and ‖·‖² of the state D^{−½}v. */
function weigh(v: Float64Array, root: Float64Array, outside: Float64Array): { share: number; total: number } {
  let [share, total] = [0, 0];
  root.forEach((factor, a) => {
    const weight = factor ** 2 * (v[2 * a] ** 2 + v[2 * a + 1] ** 2);
    share += weight * outside[a];
    total += weight;
  });
  return { share, total };
}
