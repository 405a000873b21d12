import { type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { checkOneBody, strideOf, type TensorSpace, tensorMatrix, tensorVector } from './space';

/** (J_kA)Ψ: the one-particle operator A on the variable x_k, k = 1, …, N. Work L·L^N. */
export function applyInSlot(
  space: TensorSpace,
  operator: DenseMatrix,
  particle: number,
  psi: ArrayLike<number>,
): Float64Array {
  checkOneBody('operator', operator, space);
  const vector = tensorVector('psi', psi, space);
  const out = new Float64Array(vector.length);
  addInSlot(space, toComplex(operator).data, particle, vector, out);
  return out;
}

/** (Σ_k J_kA)Ψ, the second quantisation of A on N particles. */
export function applyOneBody(
  space: TensorSpace,
  operator: DenseMatrix,
  psi: ArrayLike<number>,
): Float64Array {
  checkOneBody('operator', operator, space);
  const vector = tensorVector('psi', psi, space);
  const out = new Float64Array(vector.length);
  addOneBody(space, toComplex(operator).data, vector, out);
  return out;
}

/** out += (Σ_k J_kA)Ψ for the interleaved entries of A; nothing is checked. */
export function addOneBody(space: TensorSpace, a: Float64Array, psi: Float64Array, out: Float64Array): void {
  for (let k = 1; k <= space.particles; k++) addInSlot(space, a, k, psi, out);
}

function addInSlot(
  space: TensorSpace,
  a: Float64Array,
  particle: number,
  psi: Float64Array,
  out: Float64Array,
): void {
  const { sites } = space;
  const inner = 2 * strideOf(space, particle);
  for (let block = 0; block < psi.length; block += inner * sites)
    for (let x = 0; x < sites; x++)
      for (let y = 0; y < sites; y++) {
        const re = a[2 * (x * sites + y)];
        const im = a[2 * (x * sites + y) + 1];
        if (re === 0 && im === 0) continue;
        const to = block + x * inner;
        const from = block + y * inner;
        for (let i = 0; i < inner; i += 2) {
          out[to + i] += re * psi[from + i] - im * psi[from + i + 1];
          out[to + i + 1] += re * psi[from + i + 1] + im * psi[from + i];
        }
      }
}

/**
 * J_kA = I ⊗ … ⊗ A ⊗ … ⊗ I as an L^N × L^N matrix, A (L × L) on the variable x_k, k = `particle` = 1, …, N.
 * @example
 * slotMatrix(tensorSpace({ sites: 2, particles: 2 }), A, 1); // A ⊗ I, 4 × 4
 * @throws RangeError above dimension 1024.
 */
export function slotMatrix(space: TensorSpace, operator: DenseMatrix, particle: number): DenseMatrix {
  checkOneBody('operator', operator, space);
  const out = tensorMatrix(space);
  addSlotMatrix(space, toComplex(operator).data, particle, out.data);
  return out;
}

/** Σ_k J_kA as a matrix. */
export function oneBodyMatrix(space: TensorSpace, operator: DenseMatrix): DenseMatrix {
  checkOneBody('operator', operator, space);
  const out = tensorMatrix(space);
  const { data } = toComplex(operator);
  for (let k = 1; k <= space.particles; k++) addSlotMatrix(space, data, k, out.data);
  return out;
}

function addSlotMatrix(space: TensorSpace, a: Float64Array, particle: number, out: Float64Array): void {
  const { sites, dimension } = space;
  const stride = strideOf(space, particle);
  for (let row = 0; row < dimension; row++) {
    const x = Math.floor(row / stride) % sites;
    for (let y = 0; y < sites; y++) {
      const at = 2 * (row * dimension + row + (y - x) * stride);
      out[at] += a[2 * (x * sites + y)];
      out[at + 1] += a[2 * (x * sites + y) + 1];
    }
  }
}
