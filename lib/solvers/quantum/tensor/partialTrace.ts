import { complexMatrix, type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { integerIn } from '../../../numerics/guards';
import { checkTensorOperator, type TensorSpace, tensorMatrix, tensorSpace, tensorVector } from './space';

/**
 * The k-particle operator tr_{k+1…N}T of a matrix T on the space: entries Σ_z T(X_k z, Y_k z). Of a density operator R_N it
 * is R_{N:k} of the notes.
 */
export function partialTrace(space: TensorSpace, matrix: DenseMatrix, kept: number): DenseMatrix {
  checkTensorOperator('matrix', matrix, space);
  const { dimension } = space;
  const rows = space.sites ** integerIn('kept', kept, 1, space.particles);
  const rest = dimension / rows;
  const { data } = toComplex(matrix);
  const out = complexMatrix(rows, rows);
  for (let x = 0; x < rows; x++)
    for (let y = 0; y < rows; y++)
      for (let z = 0; z < rest; z++) {
        const from = 2 * ((x * rest + z) * dimension + y * rest + z);
        out.data[2 * (x * rows + y)] += data[from];
        out.data[2 * (x * rows + y) + 1] += data[from + 1];
      }
  return out;
}

/** R_{N:k} of the pure state Ψ, entries ∫Ψ(X_k, Z)Ψ̄(Y_k, Z)dZ, without the matrix |Ψ⟩⟨Ψ|. */
export function reducedDensityOperator(
  space: TensorSpace,
  psi: ArrayLike<number>,
  kept: number,
): DenseMatrix {
  return reducedTransition(space, psi, psi, kept);
}

/** tr_{k+1…N}|Χ⟩⟨Ψ|, entries ∫Χ(X_k, Z)Ψ̄(Y_k, Z)dZ. */
export function reducedTransition(
  space: TensorSpace,
  chi: ArrayLike<number>,
  psi: ArrayLike<number>,
  kept: number,
): DenseMatrix {
  const left = tensorVector('chi', chi, space);
  const right = tensorVector('psi', psi, space);
  integerIn('kept', kept, 1, space.particles);
  const out = tensorMatrix(tensorSpace({ sites: space.sites, particles: kept }));
  const rows = out.rows;
  const length = left.length / rows;
  for (let x = 0; x < rows; x++)
    for (let y = 0; y < rows; y++) {
      let [re, im] = [0, 0];
      for (let z = 0; z < length; z += 2) {
        const [a, b] = [left[x * length + z], left[x * length + z + 1]];
        const [c, d] = [right[y * length + z], right[y * length + z + 1]];
        re += a * c + b * d;
        im += b * c - a * d;
      }
      out.data[2 * (x * rows + y)] = re;
      out.data[2 * (x * rows + y) + 1] = im;
    }
  return out;
}
