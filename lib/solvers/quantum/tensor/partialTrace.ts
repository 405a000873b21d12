import { complexMatrix, type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { integerIn } from '../../../numerics/guards';
import { checkTensorOperator, type TensorSpace, tensorMatrix, tensorSpace, tensorVector } from './space';

/**
 * The k-particle operator tr_{k+1…N}T of a matrix T on the space, L^k × L^k: entries Σ_z T(X_k z, Y_k z). Of a density operator
 * R_N it is R_{N:k} of the notes.
 * @param order - k, from 1 to N
 */
export function partialTrace(space: TensorSpace, matrix: DenseMatrix, order: number): DenseMatrix {
  checkTensorOperator('matrix', matrix, space);
  const { dimension } = space;
  const rows = space.sites ** integerIn('order', order, 1, space.particles);
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

/**
 * R_{N:k} of the pure state Ψ, entries Σ_Z Ψ(X_k, Z)Ψ̄(Y_k, Z), without the matrix |Ψ⟩⟨Ψ|: L^k × L^k with x₁ the slowest index, of
 * trace ‖Ψ‖², which is 1 for a state. Without symmetry it is that of the first k particles.
 * @example
 * const space = tensorSpace({ sites: 4, particles: 3 });
 * tensorReducedDensity(space, productVector(space, psi)); // 4 × 4, |ψ⟩⟨ψ|
 * @param order - k, from 1 to N; default 1
 * @throws RangeError for a k outside [1, N] and when L^k exceeds 1024.
 */
export function tensorReducedDensity(space: TensorSpace, psi: ArrayLike<number>, order = 1): DenseMatrix {
  return reducedTransition(space, psi, psi, order);
}

/** tr_{k+1…N}|Χ⟩⟨Ψ|, L^k × L^k, entries Σ_Z Χ(X_k, Z)Ψ̄(Y_k, Z); k is `order`, from 1 to N. */
export function reducedTransition(
  space: TensorSpace,
  chi: ArrayLike<number>,
  psi: ArrayLike<number>,
  order: number,
): DenseMatrix {
  const left = tensorVector('chi', chi, space);
  const right = tensorVector('psi', psi, space);
  integerIn('order', order, 1, space.particles);
  const out = tensorMatrix(tensorSpace({ sites: space.sites, particles: order }));
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
