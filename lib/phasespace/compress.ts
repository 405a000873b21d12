import { inner } from '../numerics/complexVector';
import { complexMatrix, type DenseMatrix, identityMatrix, kroneckerProduct } from '../numerics/dense';
import { addMatrices, diagonalMatrix } from '../numerics/dense/elementary';
import { hermitianPart } from '../numerics/dense/hermitian';
import { realMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { wavenumbers } from '../numerics/fourier/spectral';
import { fourierTransform } from '../numerics/fourier/transforms';
import { integerIn, numberIn } from '../numerics/guards';
import { coherentGram, coherentOverlap } from './coherentStates';
import { compressed, pickColumns, type Spectrum, spectrumInSpan, spectrumOf } from './orthonormal';
import {
  type CoherentSpan,
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

/** Operators of one coordinate axis in some vectors: ⟨v_i|A|v_j⟩. */
interface Moments {
  readonly position: readonly DenseMatrix[];
  readonly momentum: readonly DenseMatrix[];
  readonly square: DenseMatrix;
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
      return withRank(state.epsilon, spectrumOf(state.density), fockMoments(state), rank, state.truncation);
    case 'coherent': {
      const spectrum = spectrumInSpan(state.coefficients, coherentGram(state.points, state.epsilon));
      return withRank(state.epsilon, spectrum, coherentMoments(state), rank, 0);
    }
    case 'grid': {
      const spectrum = spectrumInSpan(diagonalMatrix(state.weights), gridGram(state));
      return withRank(state.epsilon, spectrum, gridMoments(state), rank, 0);
    }
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
  moments: Moments,
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
    position: moments.position.map((y) => compressed(y, basis)),
    momentum: moments.momentum.map((p) => compressed(p, basis)),
    square: compressed(moments.square, basis),
    truncation: truncation + (1 - truncation) * dropped,
  };
}

/** Y = √(ε/2)(a + a†), P = −i√(ε/2)(a − a†), Y² + P² = ε(2n + 1). */
function fockMoments({ density: { rows }, epsilon }: FockState): Moments {
  return {
    ...ladder(rows, epsilon),
    square: diagonalMatrix(Float64Array.from({ length: rows }, (_, n) => epsilon * (2 * n + 1))),
  };
}

/** Y and P on the first levels. */
export function ladder(
  levels: number,
  epsilon: number,
): { position: DenseMatrix[]; momentum: DenseMatrix[] } {
  const [y, p] = [realMatrix(levels, levels), complexMatrix(levels, levels)];
  for (let n = 0; n + 1 < levels; n++) {
    const size = Math.sqrt((epsilon * (n + 1)) / 2);
    y.data[n * levels + n + 1] = y.data[(n + 1) * levels + n] = size;
    p.data[2 * (n * levels + n + 1) + 1] = -size;
    p.data[2 * ((n + 1) * levels + n) + 1] = size;
  }
  return { position: [y], momentum: [p] };
}

/** Matrices from entries (i, j), j ≤ i, completed to Hermitian ones. */
function hermitianOf(n: number, entry: (i: number, j: number) => readonly [number, number]): DenseMatrix {
  const out = complexMatrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const [re, im] = entry(i, j);
      out.data.set([re, im], 2 * (i * n + j));
      out.data.set([re, -im], 2 * (j * n + i));
    }
  return hermitianPart(out);
}

function product(a: readonly [number, number], b: readonly [number, number]): [number, number] {
  return [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
}

/**
 * With G = ⟨i|j⟩ and y = (q_i+q_j)/2 + i(p_j−p_i)/2 on each axis ⟨i|Y|j⟩ = Gy, ⟨i|P|j⟩ = G(p_j + i(y−q_j)), and
 * ⟨i|Y² + P²|j⟩ = G[uv + iy(u−v) + 2y² + ε] with u = p_i + iq_i, v = p_j − iq_j.
 */
function coherentMoments({ points, epsilon, dimension: d }: CoherentSpan): Moments {
  const n = points.length;
  const axes = Array.from({ length: d }, (_, axis) => axis);
  const middle = (i: number, j: number, axis: number): [number, number] => [
    (points[i][axis] + points[j][axis]) / 2,
    (points[j][d + axis] - points[i][d + axis]) / 2,
  ];
  const overlap = (i: number, j: number): [number, number] => coherentOverlap(points[i], points[j], epsilon);
  return {
    position: axes.map((axis) => hermitianOf(n, (i, j) => product(overlap(i, j), middle(i, j, axis)))),
    momentum: axes.map((axis) =>
      hermitianOf(n, (i, j) => {
        const [re, im] = middle(i, j, axis);
        return product(overlap(i, j), [points[j][d + axis] - im, re - points[j][axis]]);
      }),
    ),
    square: hermitianOf(n, (i, j) => {
      let [re, im] = [0, 0];
      for (const axis of axes) {
        const [qi, pi, qj, pj] = [points[i][axis], points[i][d + axis], points[j][axis], points[j][d + axis]];
        const y = middle(i, j, axis);
        const both = product([pi, qi], [pj, -qj]);
        const mixed = product([-y[1], y[0]], [pi - pj, qi + qj]);
        const squared = product(y, y);
        re += both[0] + mixed[0] + 2 * squared[0] + epsilon;
        im += both[1] + mixed[1] + 2 * squared[1];
      }
      return product(overlap(i, j), [re, im]);
    }),
  };
}

function gridGram({ waves, grid }: GridState): DenseMatrix {
  return hermitianOf(waves.length, (i, j) => scaledInner(waves[i], waves[j], grid.cell));
}

function scaledInner(a: Float64Array, b: Float64Array, unit: number): [number, number] {
  const [re, im] = inner(a, b);
  return [unit * re, unit * im];
}

function gridMoments({ waves, grid, epsilon }: GridState): Moments {
  const transform = fourierTransform(grid.points);
  const spectra = waves.map((wave) => transform.forward(wave));
  const modes = grid.points.map((n, axis) => wavenumbers(n, grid.lengths[axis]).map((k) => epsilon * k));
  // Parseval: Σ|ψ̂|² = size·Σ|ψ|².
  const unit = grid.cell / grid.size;
  const places = (lists: readonly Float64Array[], weigh: (z: readonly number[]) => number): Float64Array =>
    Float64Array.from({ length: 2 * grid.size }, (_, k) => {
      const at = Math.floor(k / 2);
      if (lists.length === 1) return weigh([lists[0][at]]);
      return weigh([lists[0][Math.floor(at / lists[1].length)], lists[1][at % lists[1].length]]);
    });
  const form = (
    vectors: readonly Float64Array[],
    lists: readonly Float64Array[],
    scale: number,
    weigh: (z: readonly number[]) => number,
  ): DenseMatrix => {
    const weight = places(lists, weigh);
    const weighted = vectors.map((vector) => vector.map((value, k) => value * weight[k]));
    return hermitianOf(waves.length, (i, j) => scaledInner(vectors[i], weighted[j], scale));
  };
  const square = (z: readonly number[]): number => z.reduce((sum, value) => sum + value * value, 0);
  return {
    position: grid.points.map((_, axis) => form(waves, grid.axes, grid.cell, (z) => z[axis])),
    momentum: grid.points.map((n, axis) => {
      // The mode N/2 stands for both signs.
      const odd = modes.map((list) => list.map((k, i) => (2 * i === n ? 0 : k)));
      return form(spectra, odd, unit, (z) => z[axis]);
    }),
    square: addMatrices(form(waves, grid.axes, grid.cell, square), form(spectra, modes, unit, square)),
  };
}

/** Y = q + σY₀, P = p + cσY₀ + P₀/σ in the levels of the thermal frame, where R is diagonal. */
function compressedGaussian(state: GaussianMixture, tolerance: number, rank: number): CompressedState {
  const { epsilon, means, covariances, dimension } = state;
  if (dimension === 2)
    throw new RangeError('a gaussian state in d = 2 is compressed as a product: take productOfStates');
  if (means.length > 1) {
    const inFock = toFock(state, { tolerance });
    return withRank(epsilon, spectrumOf(inFock.density), fockMoments(inFock), rank, inFock.truncation);
  }
  const { occupation, stretch, chirp } = thermalFrame(covariances[0].data, epsilon);
  const weights = thermalWeights(occupation, tolerance, rank);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const levels = weights.length;
  const [q, p] = means[0];
  const { position, momentum } = ladder(levels, epsilon);
  const one = identityMatrix(levels);
  const y = addMatrices(scaledMatrix(position[0], stretch), one, q);
  const tilted = addMatrices(scaledMatrix(momentum[0], 1 / stretch), position[0], chirp * stretch);
  return {
    epsilon,
    density: diagonalMatrix(weights.map((weight) => weight / total)),
    position: [y],
    momentum: [addMatrices(tilted, one, p)],
    square: gaussianSquare(levels, epsilon, [q, p], stretch, chirp),
    truncation: Math.max(0, 1 - total),
  };
}

function scaledMatrix(a: DenseMatrix, factor: number): DenseMatrix {
  return { ...a, data: a.data.map((value) => factor * value) };
}

/** The corner of (q + σY₀)² + (p + cσY₀ + P₀/σ)² in the Fock basis of (Y₀, P₀), whose own corners are longer by two levels. */
function gaussianSquare(
  levels: number,
  epsilon: number,
  [q, p]: readonly [number, number],
  stretch: number,
  chirp: number,
): DenseMatrix {
  const more = levels + 1;
  const { position, momentum } = ladder(more, epsilon);
  const one = identityMatrix(more);
  const y = addMatrices(scaledMatrix(position[0], stretch), one, q);
  const tilted = addMatrices(scaledMatrix(momentum[0], 1 / stretch), position[0], chirp * stretch);
  const p1 = addMatrices(tilted, one, p);
  const basis = realMatrix(more, levels);
  for (let n = 0; n < levels; n++) basis.data[n * levels + n] = 1;
  // One level more holds all that Y and P lead to from the first ones.
  const half = (a: DenseMatrix): DenseMatrix => compressedSquare(a, basis);
  return addMatrices(half(y), half(p1));
}

/** T*A²T = (AT)*(AT). */
function compressedSquare(a: DenseMatrix, basis: DenseMatrix): DenseMatrix {
  const image = multiplyMatrices(a, basis);
  return hermitianPart(multiplyMatrices(image, image, { adjointA: true }));
}

function compressedProduct(a: CompressedState, b: CompressedState, rank: number): CompressedState {
  const [one, two] = [a, b].map(({ density }) => identityMatrix(density.rows));
  const whole: Moments = {
    position: [kroneckerProduct(a.position[0], two), kroneckerProduct(one, b.position[0])],
    momentum: [kroneckerProduct(a.momentum[0], two), kroneckerProduct(one, b.momentum[0])],
    square: addMatrices(kroneckerProduct(a.square, two), kroneckerProduct(one, b.square)),
  };
  const truncation = a.truncation + b.truncation - a.truncation * b.truncation;
  return withRank(a.epsilon, spectrumOf(kroneckerProduct(a.density, b.density)), whole, rank, truncation);
}
