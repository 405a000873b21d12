import { type DenseMatrix, identityMatrix, kroneckerProduct } from '../numerics/dense';
import { addMatrices, diagonalMatrix } from '../numerics/dense/elementary';
import { hermitianPart } from '../numerics/dense/hermitian';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { integerIn, numberIn } from '../numerics/guards';
import { coherentForms } from './coherentForms';
import { coherentGram } from './coherentStates';
import { type Forms, formsOf, gridImages, levelImages } from './images';
import {
  compressed,
  pickColumns,
  realIfReal,
  type Spectrum,
  spectrumInSpan,
  spectrumOf,
} from './orthonormal';
import {
  checkState,
  type DensityState,
  type FockState,
  type GaussianMixture,
  type GridState,
} from './states';
import { toFock } from './toFock';
import type { CompressedState } from './types';
import { thermalFrame, thermalWeights } from './waves';

export interface CompressOptions {
  /** Mass that may be left out of states of infinite rank; default 1e−10. */
  readonly tolerance?: number;
  /** Keeps the `rank` largest eigenvalues at most, whatever mass that leaves out. */
  readonly rank?: number;
}

/**
 * The state in the orthonormal basis of its eigenvectors, largest weight first, with the compressions of Y_j, P_j and
 * |Y|² + |P|²: all that the pseudo-distance E_ε needs. Exact to rounding for Fock matrices, coherent spans, wave functions on
 * grids and products; Gaussian states have infinite rank, unless they are pure, and leave out `truncation`.
 * @throws RangeError for a rank that is no positive integer and for Gaussian states in d = 2 that are no products.
 */
export function compressState(state: DensityState, options: CompressOptions = {}): CompressedState {
  checkState('state', state);
  const tolerance = numberIn('tolerance', options.tolerance ?? 1e-10, 1e-15, 1);
  const rank = integerIn('rank', options.rank ?? 4096, 1, 4096);
  switch (state.kind) {
    case 'fock':
      return compressedFock(state, rank);
    case 'coherent': {
      const spectrum = spectrumInSpan(state.coefficients, coherentGram(state.points, state.epsilon));
      return withRank(state.epsilon, spectrum, coherentForms(state), rank, 0);
    }
    case 'grid':
      return compressedGrid(state, rank);
    case 'gaussian':
      return compressedGaussian(state, tolerance, rank);
    default: {
      const [a, b] = state.factors.map((factor) => compressState(factor, { tolerance }));
      return compressedProduct(a, b, rank);
    }
  }
}

function withRank(
  epsilon: number,
  { weights, vectors }: Spectrum,
  forms: Forms,
  rank: number,
  truncation: number,
): CompressedState {
  const kept = Array.from(weights.keys()).slice(0, rank);
  const total = kept.reduce((sum, k) => sum + weights[k], 0);
  const dropped = weights.reduce((sum, weight, k) => (k < rank ? sum : sum + weight), 0);
  const basis = pickColumns(vectors, kept);
  return {
    epsilon,
    density: diagonalMatrix(kept.map((k) => weights[k] / total)),
    position: forms.position.map((y) => compressed(y, basis)),
    momentum: forms.momentum.map((p) => compressed(p, basis)),
    square: compressed(forms.square, basis),
    truncation: truncation + (1 - truncation) * dropped,
  };
}

function compressedFock({ epsilon, density, truncation }: FockState, rank: number): CompressedState {
  const forms = formsOf(levelImages(density.rows, epsilon));
  return withRank(epsilon, spectrumOf(density), forms, rank, truncation);
}

function compressedGrid(state: GridState, rank: number): CompressedState {
  const images = gridImages(state);
  const gram = hermitianPart(multiplyMatrices(images.vectors, images.vectors, { adjointA: true }));
  const spectrum = spectrumInSpan(diagonalMatrix(state.weights), gram);
  return withRank(state.epsilon, spectrum, formsOf(images), rank, 0);
}

/** In the levels of the thermal frame, where R is diagonal. */
function compressedGaussian(state: GaussianMixture, tolerance: number, rank: number): CompressedState {
  const { epsilon, means, covariances, dimension } = state;
  if (dimension === 2)
    throw new RangeError('a gaussian state in d = 2 is compressed as a product: take productOfStates');
  if (means.length > 1) return compressedFock(toFock(state, { tolerance }), rank);
  const { occupation, stretch, chirp } = thermalFrame(covariances[0].data, epsilon);
  const weights = thermalWeights(occupation, tolerance, rank);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const { position, momentum, square } = formsOf(
    levelImages(weights.length, epsilon, { point: means[0], stretch, chirp }),
  );
  const hermitian = (a: DenseMatrix): DenseMatrix => realIfReal(hermitianPart(a));
  return {
    epsilon,
    density: diagonalMatrix(weights.map((weight) => weight / total)),
    position: position.map(hermitian),
    momentum: momentum.map(hermitian),
    square: hermitian(square),
    truncation: Math.max(0, 1 - total),
  };
}

function compressedProduct(a: CompressedState, b: CompressedState, rank: number): CompressedState {
  const [one, two] = [a, b].map(({ density }) => identityMatrix(density.rows));
  const whole: Forms = {
    position: [kroneckerProduct(a.position[0], two), kroneckerProduct(one, b.position[0])],
    momentum: [kroneckerProduct(a.momentum[0], two), kroneckerProduct(one, b.momentum[0])],
    square: addMatrices(kroneckerProduct(a.square, two), kroneckerProduct(one, b.square)),
  };
  const truncation = a.truncation + b.truncation - a.truncation * b.truncation;
  return withRank(a.epsilon, spectrumOf(kroneckerProduct(a.density, b.density)), whole, rank, truncation);
}
