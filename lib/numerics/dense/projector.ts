import { amplitudes } from '../guards';
import { checkFiniteMatrix, complexMatrix, type DenseMatrix } from './matrix';
import { multiplyMatrices } from './multiply';
import { isMatrix } from './vector';

/**
 * |ψ⟩⟨ψ|, entries ψ(x)ψ̄(y), of an interleaved vector; of a matrix ΦΦ* = Σ_j|φ_j⟩⟨φ_j| over its columns. An orthogonal
 * projector if ‖ψ‖ = 1, or the columns are orthonormal; nothing is normalised.
 *
 *     projector([1, 0, 0, 1])   // of (1, i): [[1, −i], [i, 1]]
 *
 * @throws RangeError unless the numbers are finite and, in a vector, even in number.
 */
export function projector(psi: ArrayLike<number> | DenseMatrix): DenseMatrix {
  if (isMatrix(psi)) checkFiniteMatrix('psi', psi);
  const columns = isMatrix(psi) ? psi : ket(amplitudes('psi', psi));
  return multiplyMatrices(columns, columns, { adjointB: true });
}

function ket(psi: Float64Array): DenseMatrix {
  return complexMatrix(psi.length / 2, 1, psi);
}
