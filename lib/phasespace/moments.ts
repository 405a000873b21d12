import { diagonalMatrix, traceOfProduct } from '../numerics/dense/elementary';
import { type DenseMatrix, realMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { times, wignerTerms } from './gaussianTerms';
import { gridImages, type Images, levelImages } from './images';
import { type CoherentSpan, checkState, type DensityState, type GaussianMixture } from './states';

/** Means and symmetrised covariances of (Y_1, …, Y_d, P_1, …, P_d): those of the Wigner function. */
export interface StateMoments {
  readonly mean: Float64Array;
  /** ½⟨AB + BA⟩ − ⟨A⟩⟨B⟩, real 2d × 2d. */
  readonly covariance: DenseMatrix;
}

/**
 * Mean and covariance of a state; its Husimi function has the covariance plus (ε/2)I, and covariance + iεJ/2 ≥ 0 by Heisenberg.
 * A law for `gaussianTransport`.
 * @throws RangeError unless it is given a state.
 */
export function stateMoments(state: DensityState): StateMoments {
  checkState('state', state);
  switch (state.kind) {
    case 'fock':
      return ofImages(state.density, levelImages(state.density.rows, state.epsilon));
    case 'grid':
      return ofImages(diagonalMatrix(state.weights), gridImages(state));
    case 'product': {
      const [a, b] = state.factors.map(stateMoments);
      const order = [0, 2, 1, 3];
      return {
        mean: Float64Array.of(a.mean[0], b.mean[0], a.mean[1], b.mean[1]),
        covariance: realMatrix(
          4,
          4,
          Float64Array.from({ length: 16 }, (_, k) => {
            const [i, j] = [order[k >> 2], order[k & 3]];
            if (i >> 1 !== j >> 1) return 0;
            return (i < 2 ? a : b).covariance.data[2 * (i & 1) + (j & 1)];
          }),
        ),
      };
    }
    default:
      return ofTerms(state);
  }
}

/** ∫Re[c·e^{ik·u}]N(m, Σ) and its moments in u = z − m: e^{−½k·Σk} times 1, iΣk, and Σ − Σk(Σk)ᵀ. */
function ofTerms(state: CoherentSpan | GaussianMixture): StateMoments {
  const n = 2 * state.dimension;
  const sums = { mean: new Float64Array(n), second: new Float64Array(n * n) };
  for (const { re, im, mean, wave, covariance } of wignerTerms(state)) {
    const carried = times(covariance.data, wave);
    const size = Math.exp(-0.5 * wave.reduce((sum, k, i) => sum + k * carried[i], 0));
    for (let i = 0; i < n; i++) {
      sums.mean[i] += size * (re * mean[i] - im * carried[i]);
      for (let j = 0; j < n; j++)
        sums.second[i * n + j] +=
          size *
          (re * (covariance.data[i * n + j] - carried[i] * carried[j] + mean[i] * mean[j]) -
            im * (carried[i] * mean[j] + mean[i] * carried[j]));
    }
  }
  return centred(sums.mean, sums.second);
}

function centred(mean: Float64Array, second: Float64Array): StateMoments {
  const n = mean.length;
  const data = second.map((value, k) => value - mean[Math.floor(k / n)] * mean[k % n]);
  return { mean, covariance: realMatrix(n, n, data) };
}

/** ½⟨AB + BA⟩ = Re tr(ρ·⟨Av_i|Bv_j⟩) for R = Σρ_ij|v_i⟩⟨v_j|. */
function ofImages(density: DenseMatrix, { vectors, images }: Images): StateMoments {
  const n = images.length;
  const form = (a: DenseMatrix, b: DenseMatrix): number =>
    traceOfProduct(density, multiplyMatrices(a, b, { adjointA: true })).re;
  const second = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) second[i * n + j] = second[j * n + i] = form(images[i], images[j]);
  return centred(
    Float64Array.from(images, (image) => form(vectors, image)),
    second,
  );
}
