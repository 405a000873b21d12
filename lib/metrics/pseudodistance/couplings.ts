import {
  addMatrices,
  complexMatrix,
  type DenseMatrix,
  eigenvaluesHermitian,
  identityMatrix,
  operatorNorm,
  scaleMatrix,
  trace,
  traceOfProduct,
} from '../../numerics/dense';
import { finiteArray } from '../../numerics/guards';
import type { CompressedState, PhaseSpaceAtoms } from '../../phasespace';
import { checkedAtoms } from '../../phasespace/coherentStates';
import { compressedOf, type QuantumState } from './problem';

/**
 * The transport cost c_ε(z) = |x − Y|² + |ξ + iε∂|² = |z|² − 2z·(Y, P) + |Y|² + |P|² of §3.2.2 on the range of a state, in the basis of
 * its compression; z = [q, p] or [q₁, q₂, p₁, p₂].
 */
export function quantumCost(state: QuantumState, z: ArrayLike<number>): DenseMatrix {
  return costOf(compressedOf('state', state), z);
}

function costOf({ position, momentum, square }: CompressedState, point: ArrayLike<number>): DenseMatrix {
  const axes = [...position, ...momentum];
  const z = finiteArray('z', point, axes.length);
  const norm = z.reduce((sum, x) => sum + x * x, 0);
  return axes.reduce(
    (cost, axis, j) => addMatrices(cost, axis, -2 * z[j]),
    addMatrices(square, identityMatrix(square.rows), norm),
  );
}

/** The coupling f ⊗ R: Q_k = f_kR, which shows that E_ε is finite (§3.2.2). */
export function productQuantumCoupling(law: PhaseSpaceAtoms, state: QuantumState): DenseMatrix[] {
  const { density } = compressedOf('state', state);
  return Array.from(checkedAtoms(law).weights, (weight) => scaleMatrix(density, weight));
}

/** Σ_k tr(Q_k c_ε(z_k)), the cost of a coupling, a bound of E_ε(f, R)² from above. */
export function quantumCouplingCost(
  law: PhaseSpaceAtoms,
  state: QuantumState,
  coupling: readonly DenseMatrix[],
): number {
  const compressed = compressedOf('state', state);
  const { points } = checkedAtoms(law);
  checkParts(coupling, points.length);
  return points.reduce((sum, z, k) => sum + traceOfProduct(coupling[k], costOf(compressed, z)).re, 0);
}

/** How far Q is from a coupling of f and R: the largest of |tr Q_k − f_k|, ‖ΣQ_k − R‖ and −λ for eigenvalues λ of the Q_k. */
export function quantumCouplingDefect(
  law: PhaseSpaceAtoms,
  state: QuantumState,
  coupling: readonly DenseMatrix[],
): number {
  const { density } = compressedOf('state', state);
  const { weights } = checkedAtoms(law);
  checkParts(coupling, weights.length);
  const total = coupling.reduce(
    (sum, part) => addMatrices(sum, part),
    complexMatrix(density.rows, density.rows),
  );
  return coupling.reduce(
    (worst, part, k) =>
      Math.max(worst, Math.abs(trace(part).re - weights[k]), -eigenvaluesHermitian(part)[0]),
    operatorNorm(addMatrices(total, density, -1)),
  );
}

/**
 * E_ε(f, R)² ≥ Σ_k f_kλ_min(c_ε(z_k) − B) + tr(RB) for any Hermitian B on the range of R: the dual bound of Kantorovich's type (F. Golse and
 * T. Paul, J. Funct. Anal. 282, 2022). With B = 0 it is Σf_kλ_min, dε at least.
 */
export function quantumDualBound(law: PhaseSpaceAtoms, state: QuantumState, potential: DenseMatrix): number {
  const compressed = compressedOf('state', state);
  const { points, weights } = checkedAtoms(law);
  return points.reduce(
    (sum, z, k) =>
      weights[k] === 0
        ? sum
        : sum + weights[k] * eigenvaluesHermitian(addMatrices(costOf(compressed, z), potential, -1))[0],
    traceOfProduct(compressed.density, potential).re,
  );
}

function checkParts(coupling: readonly DenseMatrix[], count: number): void {
  if (!Array.isArray(coupling) || coupling.length !== count)
    throw new RangeError(
      `coupling must have one matrix for each of the ${count} atoms, got ${coupling?.length}`,
    );
}
