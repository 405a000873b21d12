import { kron } from '../../../numerics/complexVector';
import { checkSquare, complexMatrix, type DenseMatrix } from '../../../numerics/dense/matrix';
import { amplitudes, finiteArray, integerIn, optionsOf } from '../../../numerics/guards';
import { largestLattice } from '../lattice/lattice';

/** The largest dimension of vectors: 2^22 amplitudes, 64 MiB each. */
const largestTensorDimension: number = 2 ** 22;
/** The largest dimension of matrices: 16 MiB each. */
const largestTensorMatrix = 1024;

/**
 * (ℂ^L)^{⊗N}: wave functions Ψ(x_1, …, x_N) of N particles on L sites as interleaved vectors of length 2·L^N, in which x_1
 * runs slowest: Ψ(x_1, …, x_N) stands at Σ_k x_k·L^{N−k}. Particles are counted from 1 as in the notes, sites from 0.
 */
export interface TensorSpace {
  readonly sites: number;
  readonly particles: number;
  /** L^N. */
  readonly dimension: number;
}

/**
 * The space of N ≥ 0 particles on L sites (ℂ for N = 0, the vacuum).
 * @example
 * const space = tensorSpace({ sites: 4, particles: 3 });
 * productVector(space, psi); // ψ⊗ψ⊗ψ, 2·64 numbers
 * @throws RangeError when L^N exceeds 2^22, with the memory that a vector would take; nothing is allocated.
 */
export function tensorSpace(options: { readonly sites: number; readonly particles: number }): TensorSpace {
  optionsOf('tensorSpace', options, '{ sites: 4, particles: 3 }', ['sites', 'particles']);
  const sites = integerIn('sites', options.sites, 1, largestLattice);
  const particles = integerIn('particles', options.particles, 0, 1e6);
  const dimension = sites ** particles;
  if (dimension > largestTensorDimension)
    throw new RangeError(
      `sites^particles must be at most ${largestTensorDimension}, got ${sites}^${particles} = ${dimension}: ` +
        `${mebibytes(16 * dimension)} MiB a vector`,
    );
  return { sites, particles, dimension };
}

function mebibytes(bytes: number): number {
  return Number((bytes / 2 ** 20).toPrecision(3));
}

/** A zero matrix on the space; RangeError above dimension 1024, where only vectors are offered. */
export function tensorMatrix({ sites, particles, dimension }: TensorSpace): DenseMatrix {
  if (dimension > largestTensorMatrix)
    throw new RangeError(
      `a matrix on the tensor space must have dimension <= ${largestTensorMatrix}, got ${sites}^${particles} = ${dimension}: ` +
        `${mebibytes(16 * dimension ** 2)} MiB; apply the operator to vectors instead`,
    );
  return complexMatrix(dimension, dimension);
}

/** RangeError unless `matrix` has the size of the space's operators. */
export function checkTensorOperator(name: string, matrix: DenseMatrix, space: TensorSpace): void {
  checkSquare(name, matrix);
  if (matrix.rows !== space.dimension)
    throw new RangeError(
      `${name} must act on dimension ${space.sites}^${space.particles} = ${space.dimension}, got ${matrix.rows}`,
    );
}

/** RangeError unless `matrix` acts on one particle. */
export function checkOneBody(name: string, matrix: DenseMatrix, { sites }: TensorSpace): void {
  checkSquare(name, matrix);
  if (matrix.rows !== sites)
    throw new RangeError(`${name} must act on one particle on ${sites} sites, got order ${matrix.rows}`);
}

/** A checked copy of a vector of the space. */
export function tensorVector(name: string, values: ArrayLike<number>, space: TensorSpace): Float64Array {
  return finiteArray(name, values, 2 * space.dimension);
}

/** L^{N−k}, the distance in a vector between neighbours in x_k (k = 1, …, N). */
export function strideOf({ sites, particles }: TensorSpace, particle: number): number {
  return sites ** (particles - integerIn('particle', particle, 1, particles));
}

/** ψ^{⊗N} for a one-particle vector ψ (interleaved, length 2L); the vacuum 1 for N = 0. */
export function productVector(space: TensorSpace, psi: ArrayLike<number>): Float64Array {
  const factor = finiteArray('psi', psi, 2 * space.sites);
  let out: Float64Array = Float64Array.of(1, 0);
  for (let k = 0; k < space.particles; k++) out = kron(factor, out);
  return out;
}

/** φ ⊗ Ψ of interleaved vectors: the first factor runs slowest. @throws RangeError for odd lengths. */
export function tensorProduct(phi: ArrayLike<number>, psi: ArrayLike<number>): Float64Array {
  return kron(amplitudes('phi', phi), amplitudes('psi', psi));
}
