import type { DenseMatrix } from '../../../numerics/dense/matrix';
import { integerIn, positive } from '../../../numerics/guards';
import { lanczos } from '../../../numerics/sparse/lanczos';
import { type SparseMatrix, sparseFromTriplets } from '../../../numerics/sparse/matrix';
import { bosonHamiltonian } from '../bosons/hamiltonian';
import { type OccupationBasis, occupationBasis, occupationWalk } from '../bosons/occupationBasis';
import type { QuantumLattice } from '../lattice/lattice';
import { latticeState } from '../lattice/state';
import { leavingBosons, orbitalsFrom } from './orbitals';
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
  const generator = bosonHamiltonian(basis, leavingBosons(lattice, state, orbitals));
  const { rowStart, column, kind } = generator;
  const width = kind === 'real' ? 1 : 2;
  const walk = occupationWalk(basis);
  const outside = Float64Array.from({ length: basis.dimension }, (_, index) => {
    walk.seek(index);
    return particles - walk.occupation[0];
  });
  const entries: Record<'row' | 'column' | 're' | 'im', number[]> = { row: [], column: [], re: [], im: [] };
  const put = (row: number, column: number, re: number, im: number): void => {
    entries.row.push(row);
    entries.column.push(column);
    entries.re.push(re);
    entries.im.push(im);
  };
  // One triangle and its mirror image: where pairs and mean field cancel, the two differ by more than rounding of what is left.
  for (let row = 0; row < basis.dimension; row++)
    for (let k = rowStart[row]; k < rowStart[row + 1] && column[k] < row; k++) {
      const factor = (outside[column[k]] - outside[row]) / particles;
      const [re, im] = [generator.values[width * k], width === 2 ? generator.values[2 * k + 1] : 0];
      put(row, column[k], -factor * im, factor * re);
      put(column[k], row, -factor * im, -factor * re);
    }
  const matrix = sparseFromTriplets(basis.dimension, basis.dimension, entries);
  return { basis, orbitals, outside, matrix };
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
  // Without interaction, or without anything outside ψ.
  if (strength === 0 || basis.dimension === 1)
    return { value: 0, status: 'converged', iterations: 0, residual: 0, strength, outside: 0 };
  const root = outside.map((q) => 1 / Math.sqrt(strength * (q / particles + shift)));
  const { rowStart, column } = matrix;
  const values = matrix.values.slice();
  for (let row = 0; row < basis.dimension; row++)
    for (let k = rowStart[row]; k < rowStart[row + 1]; k++) {
      values[2 * k] *= root[row] * root[column[k]];
      values[2 * k + 1] *= root[row] * root[column[k]];
    }
  const found = lanczos({ ...matrix, values }, { which: 'both', tolerance: 1e-9, basisSize: 30 });
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
