import { complexMatrix, type DenseMatrix, toComplex } from '../../numerics/dense/matrix';
import type { HermitianOperator } from '../../numerics/sparse/operator';
import type { QuantumLattice } from './lattice';
import { addInSlot, addSlotOperator, checkMatrixSpace, type TensorSpace, tensorSpace } from './tensorSpace';

/** (1/N)Σ_{k<l}V(x_k − x_l) at every configuration. */
export function interactionDiagonal(lattice: QuantumLattice, space: TensorSpace): Float64Array {
  const { sites, interaction } = lattice;
  const { particles, dimension } = space;
  const places = new Int32Array(particles);
  return Float64Array.from({ length: dimension }, (_, index) => {
    let rest = index;
    let sum = 0;
    for (let k = particles - 1; k >= 0; k--) {
      places[k] = rest % sites;
      rest = Math.floor(rest / sites);
      for (let l = k + 1; l < particles; l++) sum += interaction[Math.abs(places[k] - places[l])];
    }
    return sum / particles;
  });
}

/** ĤN = Σ_jJ_jh + (1/N)Σ_{k<l}V(x_k − x_l) as a matrix. @throws RangeError beyond dimension 1024. */
export function manyBodyMatrix(lattice: QuantumLattice, particles: number): DenseMatrix {
  const space = tensorSpace(lattice.sites, particles);
  checkMatrixSpace(space);
  const out = complexMatrix(space.dimension, space.dimension);
  for (let slot = 1; slot <= particles; slot++) addSlotOperator(space, lattice.oneBody, slot, 1, out);
  interactionDiagonal(lattice, space).forEach((value, index) => {
    out.data[2 * index * (space.dimension + 1)] += value;
  });
  return out;
}

/** ĤN acting on vectors, without a matrix, for `schroedingerPropagator` (whose time is t/ħ). */
export function manyBodyOperator(lattice: QuantumLattice, particles: number): HermitianOperator {
  const space = tensorSpace(lattice.sites, particles);
  const diagonal = interactionDiagonal(lattice, space);
  const oneBody = toComplex(lattice.oneBody);
  return {
    dimension: space.dimension,
    applyInto(psi, out) {
      for (let index = 0; index < diagonal.length; index++) {
        out[2 * index] = diagonal[index] * psi[2 * index];
        out[2 * index + 1] = diagonal[index] * psi[2 * index + 1];
      }
      for (let slot = 1; slot <= particles; slot++) addInSlot(space, oneBody, slot, psi, out);
    },
  };
}
