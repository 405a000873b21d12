import type { DenseMatrix } from '../../../numerics/dense/matrix';
import { shown } from '../../../numerics/guards';
import { checkTensorOperator, strideOf, type TensorSpace, tensorMatrix, tensorVector } from './space';

/**
 * (U_σΨ)(x_1, …, x_N) = Ψ(x_{σ⁻¹(1)}, …, x_{σ⁻¹(N)}) for σ given by its images [σ(1), …, σ(N)], numbers 1 … N. On functions
 * of the positions this reverses products: U_σU_τ = U_{τσ}.
 */
export function permuteParticles(
  space: TensorSpace,
  sigma: readonly number[],
  psi: ArrayLike<number>,
): Float64Array {
  const vector = tensorVector('psi', psi, space);
  return permuted(vector, sources(space, sigma));
}

/** U_σ as a matrix. */
export function permutationMatrix(space: TensorSpace, sigma: readonly number[]): DenseMatrix {
  const out = tensorMatrix(space);
  sources(space, sigma).forEach((from, to) => {
    out.data[2 * (to * space.dimension + from)] = 1;
  });
  return out;
}

/** The product (τσ)(k) = τ(σ(k)) of permutations given by their images. @throws RangeError unless both are such. */
export function composePermutations(tau: readonly number[], sigma: readonly number[]): number[] {
  const inner = checkedPermutation('sigma', sigma);
  const outer = checkedPermutation('tau', tau, inner.length);
  return inner.map((image) => outer[image - 1]);
}

/** The images of a permutation of 1, …, n; otherwise a RangeError. */
function checkedPermutation(
  name: string,
  sigma: readonly number[],
  n: number = sigma?.length,
): readonly number[] {
  const sorted = Array.isArray(sigma) ? [...sigma].sort((a, b) => a - b) : [Number.NaN];
  if (sorted.length !== n || sorted.some((image, k) => image !== k + 1))
    throw new RangeError(`${name} must list each of 1, …, ${n ?? 'n'} once, got ${shown(sigma)}: [${sigma}]`);
  return sigma;
}

/** From where in Ψ each entry of U_σΨ is taken: x_i goes to the place σ(i) of the arguments. */
function sources(space: TensorSpace, sigma: readonly number[]): Int32Array {
  const { sites, particles, dimension } = space;
  checkedPermutation('sigma', sigma, particles);
  const out = new Int32Array(dimension);
  for (let i = 1; i <= particles; i++) {
    const own = strideOf(space, i);
    const there = strideOf(space, sigma[i - 1]);
    for (let at = 0; at < dimension; at++) out[at] += (Math.floor(at / own) % sites) * there;
  }
  return out;
}

function permuted(psi: Float64Array, from: Int32Array): Float64Array {
  const out = new Float64Array(psi.length);
  for (let at = 0; at < from.length; at++) {
    out[2 * at] = psi[2 * from[at]];
    out[2 * at + 1] = psi[2 * from[at] + 1];
  }
  return out;
}

/** The images of the exchange of particles j and m. */
export function exchange(particles: number, j: number, m: number): number[] {
  return Array.from({ length: particles }, (_, k) => (k + 1 === j ? m : k + 1 === m ? j : k + 1));
}

/**
 * PΨ = (1/N!)Σ_σ U_σΨ, the projection on bosonic wave functions. A permutation of m particles is one of m − 1 followed by
 * an exchange with the last, so N(N+1)/2 of them suffice.
 */
export function symmetrised(space: TensorSpace, psi: ArrayLike<number>): Float64Array {
  let out = tensorVector('psi', psi, space);
  for (let m = 2; m <= space.particles; m++) {
    const sum = out.slice();
    for (let j = 1; j < m; j++) {
      const moved = permuted(out, sources(space, exchange(space.particles, j, m)));
      for (let k = 0; k < sum.length; k++) sum[k] += moved[k];
    }
    out = sum.map((value) => value / m);
  }
  return out;
}

/** The projector on bosonic wave functions as a matrix. */
export function symmetricProjector(space: TensorSpace): DenseMatrix {
  const out = tensorMatrix(space);
  const { dimension } = space;
  const unit = new Float64Array(2 * dimension);
  for (let column = 0; column < dimension; column++) {
    unit[2 * column] = 1;
    const image = symmetrised(space, unit);
    unit[2 * column] = 0;
    for (let row = 0; row < dimension; row++) out.data[2 * (row * dimension + column)] = image[2 * row];
  }
  return out;
}

/** max_k ‖U_{(k k+1)}Ψ − Ψ‖_∞ of neighbouring exchanges, which generate all permutations: 0 for bosonic Ψ. */
export function asymmetry(space: TensorSpace, psi: ArrayLike<number>): number {
  const vector = tensorVector('psi', psi, space);
  let worst = 0;
  for (let k = 1; k < space.particles; k++) {
    const moved = permuted(vector, sources(space, exchange(space.particles, k, k + 1)));
    for (let i = 0; i < vector.length; i++) worst = Math.max(worst, Math.abs(moved[i] - vector[i]));
  }
  return worst;
}

/** max_k ‖U T U* − T‖_max over neighbouring exchanges U: 0 exactly for T in 𝓛_s, the operators that all U_σ commute with. */
export function operatorAsymmetry(space: TensorSpace, matrix: DenseMatrix): number {
  checkTensorOperator('matrix', matrix, space);
  const { dimension } = space;
  const width = matrix.kind === 'real' ? 1 : 2;
  let worst = 0;
  for (let k = 1; k < space.particles; k++) {
    const from = sources(space, exchange(space.particles, k, k + 1));
    for (let row = 0; row < dimension; row++)
      for (let column = 0; column < dimension; column++)
        for (let part = 0; part < width; part++) {
          const here = matrix.data[width * (row * dimension + column) + part];
          const there = matrix.data[width * (from[row] * dimension + from[column]) + part];
          worst = Math.max(worst, Math.abs(here - there));
        }
  }
  return worst;
}
