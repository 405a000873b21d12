import { type DenseMatrix, identityMatrix, kroneckerProduct } from '../numerics/dense';
import { addMatrices, diagonalMatrix, scaleMatrix, trace } from '../numerics/dense/elementary';
import { hermitianPart } from '../numerics/dense/hermitian';
import { checkSquare } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { integerIn, numberIn, optionsOf } from '../numerics/guards';
import { type QuantumGrid, quantumGrid } from '../solvers/quantum/grid/grid';
import { coherentForms } from './coherentForms';
import { coherentGram } from './coherentStates';
import { mostLevels } from './fockStates';
import { type Forms, formsOf, gridImages, levelImages } from './images';
import {
  combined,
  compressed,
  pickColumns,
  realIfReal,
  type Spectrum,
  spectrumInSpan,
  spectrumOf,
} from './orthonormal';
import {
  checkedDensity,
  checkState,
  type DensityState,
  type FockState,
  type GaussianMixture,
  type GridState,
} from './states';
import { toFock } from './toFock';
import type { CompressedState } from './types';
import { thermalFrame, thermalWeights, wavesAt } from './waves';

export interface CompressOptions {
  /** Mass that may be left out of states of infinite rank; default 1e−10. */
  readonly tolerance?: number;
  /** Keeps the `rank` largest eigenvalues at most, whatever mass that leaves out. */
  readonly rank?: number;
}

/** A compressed state that knows the way back. */
export interface StateCompression extends CompressedState {
  /**
   * The state Σ operator_ij |e_i⟩⟨e_j|/trace of any positive operator in the basis e_i of the compression, in the family of
   * the state (waves on a grid for Gaussian ones): the parts Q_k of a coupling can so be looked at.
   * @throws RangeError unless the matrix is of the order of `density`, Hermitian, positive and not 0; and for products.
   */
  lift(operator: DenseMatrix): DensityState;
}

/**
 * The state in the orthonormal basis of its eigenvectors, largest weight first, with the compressions of Y_j, P_j and
 * |Y|² + |P|²: all that the pseudo-distance E_ε needs. Exact to rounding for Fock matrices, coherent spans, wave functions on
 * grids and products; Gaussian states have infinite rank, unless they are pure, and leave out `truncation`.
 * @throws RangeError for a rank that is no positive integer, for Gaussian states in d = 2 that are no products, and for those that
 * need more than 500 levels.
 */
export function compressState(state: DensityState, options: CompressOptions = {}): StateCompression {
  checkState('state', state);
  optionsOf('compressState', options, 'state, { rank: 8 }', ['tolerance', 'rank']);
  const tolerance = numberIn('tolerance', options.tolerance ?? 1e-10, 1e-15, 1);
  const rank = integerIn('rank', options.rank ?? 4096, 1, 4096);
  switch (state.kind) {
    case 'fock':
      return compressedFock(state, rank);
    case 'coherent': {
      const spectrum = spectrumInSpan(state.coefficients, coherentGram(state.points, state.epsilon));
      return withRank(state.epsilon, spectrum, coherentForms(state), { rank }, (part) => ({
        ...state,
        coefficients: sumOf(part),
      }));
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

/** How an operator with these eigenvectors, in the coordinates of a family, becomes a state. */
type Lift = (part: Spectrum) => DensityState;

function withRank(
  epsilon: number,
  { weights, vectors }: Spectrum,
  forms: Forms,
  { rank, truncation = 0 }: { readonly rank: number; readonly truncation?: number },
  lift: Lift,
): StateCompression {
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
    lift: (operator) => lift(partOf(operator, basis)),
  };
}

/** The eigenvectors of an operator, brought to trace 1, in the coordinates of a family. */
function partOf(operator: DenseMatrix, basis: DenseMatrix): Spectrum {
  checkSquare('operator', operator);
  integerIn('operator.rows', operator.rows, basis.columns, basis.columns);
  const size = trace(operator).re;
  if (!(size > 0)) throw new RangeError(`operator must have a trace > 0, got ${size}`);
  const { weights, vectors } = spectrumOf(checkedDensity('operator', scaleMatrix(operator, 1 / size)));
  return { weights, vectors: multiplyMatrices(basis, vectors) };
}

/** Σ weights_k v_k v_k*. */
function sumOf({ weights, vectors }: Spectrum): DenseMatrix {
  const all = Array.from(weights.keys());
  const scaled = pickColumns(vectors, all, weights);
  return hermitianPart(multiplyMatrices(scaled, vectors, { adjointB: true }));
}

function compressedFock(state: FockState, rank: number): StateCompression {
  const { epsilon, density, truncation } = state;
  const forms = formsOf(levelImages(density.rows, epsilon));
  return withRank(epsilon, spectrumOf(density), forms, { rank, truncation }, (part) => ({
    ...state,
    density: sumOf(part),
    truncation: 0,
  }));
}

function compressedGrid(state: GridState, rank: number): StateCompression {
  const images = gridImages(state);
  const gram = hermitianPart(multiplyMatrices(images.vectors, images.vectors, { adjointA: true }));
  const spectrum = spectrumInSpan(diagonalMatrix(state.weights), gram);
  return withRank(state.epsilon, spectrum, formsOf(images), { rank }, ({ weights, vectors }) => ({
    ...state,
    weights,
    waves: combined(state.waves, vectors),
  }));
}

/** In the levels of the thermal frame, where R is diagonal. */
function compressedGaussian(state: GaussianMixture, tolerance: number, rank: number): StateCompression {
  const { epsilon, means, covariances, dimension } = state;
  if (dimension === 2)
    throw new RangeError('a gaussian state in d = 2 is compressed as a product: take productOfStates');
  if (means.length > 1) return compressedFock(toFock(state, { tolerance }), rank);
  const { occupation, stretch, chirp } = thermalFrame(covariances[0].data, epsilon);
  const weights = thermalWeights(occupation, tolerance, rank);
  if (weights.length > mostLevels)
    throw new RangeError(
      `state must need at most ${mostLevels} levels to leave out ${tolerance}, got ${weights.length}: take a rank or a larger tolerance`,
    );
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
    lift: (operator) => {
      const { weights: shares, vectors } = partOf(operator, identityMatrix(weights.length));
      const grid = gridForLevels(state, weights.length);
      const levels = wavesAt(state, grid.axes[0], 0.1 * tolerance).waves.slice(0, weights.length);
      return { kind: 'grid', dimension: 1, epsilon, grid, weights: shares, waves: combined(levels, vectors) };
    },
  };
}

/** A box for the first levels of the thermal frame: they reach √(2n+1) and some widths more in its coordinates. */
function gridForLevels({ means, covariances, epsilon }: GaussianMixture, levels: number): QuantumGrid {
  const [[q, p], { data }] = [means[0], covariances[0]];
  const { occupation } = thermalFrame(data, epsilon);
  const reach = (Math.sqrt(2 * levels + 1) + 8) / Math.sqrt(occupation + 0.5);
  const [half, fastest] = [reach * Math.sqrt(data[0]), Math.abs(p) + reach * Math.sqrt(data[3])];
  const points = 2 * Math.ceil((half * fastest) / (Math.PI * epsilon));
  return quantumGrid({ low: q - half, high: q + half, points });
}

function compressedProduct(a: CompressedState, b: CompressedState, rank: number): StateCompression {
  const [one, two] = [a, b].map(({ density }) => identityMatrix(density.rows));
  const whole: Forms = {
    position: [kroneckerProduct(a.position[0], two), kroneckerProduct(one, b.position[0])],
    momentum: [kroneckerProduct(a.momentum[0], two), kroneckerProduct(one, b.momentum[0])],
    square: addMatrices(kroneckerProduct(a.square, two), kroneckerProduct(one, b.square)),
  };
  const truncation = a.truncation + b.truncation - a.truncation * b.truncation;
  return withRank(
    a.epsilon,
    spectrumOf(kroneckerProduct(a.density, b.density)),
    whole,
    { rank, truncation },
    () => {
      throw new RangeError(
        'operators in the basis of a product cannot be lifted: put it on a grid with toGrid first',
      );
    },
  );
}
