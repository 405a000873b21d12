import { inner } from '../numerics/complexVector';
import { type DenseMatrix, realMatrix, toComplex } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { spectralDerivative } from '../numerics/fourier/spectral';
import { ladder } from './compress';
import { times, wignerTerms } from './gaussianSum';
import { pickColumns, spectrumOf } from './orthonormal';
import {
  type CoherentSpan,
  checkState,
  type DensityState,
  type FockState,
  type GaussianMixture,
  type GridState,
} from './states';

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
      return ofVectors(fockVectors(state));
    case 'grid':
      return ofVectors(gridVectors(state));
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

/** Weighted vectors v with A_1 v, …, A_2d v for the coordinates and momenta, and the unit of their inner products. */
interface Images {
  readonly weights: ArrayLike<number>;
  readonly vectors: readonly Float64Array[];
  readonly images: readonly (readonly Float64Array[])[];
  readonly unit: number;
}

/** ½⟨AB + BA⟩ = Re⟨Av|Bv⟩. */
function ofVectors({ weights, vectors, images, unit }: Images): StateMoments {
  const n = images[0].length;
  const [mean, second] = [new Float64Array(n), new Float64Array(n * n)];
  vectors.forEach((vector, k) => {
    for (let i = 0; i < n; i++) {
      mean[i] += weights[k] * unit * inner(vector, images[k][i])[0];
      for (let j = 0; j < n; j++)
        second[i * n + j] += weights[k] * unit * inner(images[k][i], images[k][j])[0];
    }
  });
  return centred(mean, second);
}

/** Eigenvectors in one level more, which holds their images. */
function fockVectors({ density, epsilon }: FockState): Images {
  const { weights, vectors } = spectrumOf(density);
  const rows = density.rows + 1;
  const { position, momentum } = ladder(rows, epsilon);
  const columns = Array.from(weights, (_, k) => {
    const column = toComplex(pickColumns(vectors, [k])).data;
    const longer = new Float64Array(2 * rows);
    longer.set(column);
    return longer;
  });
  const images = columns.map((data) =>
    [position[0], momentum[0]].map(
      (a) => multiplyMatrices(toComplex(a), { kind: 'complex', rows, columns: 1, data }).data,
    ),
  );
  return { weights, vectors: columns, images, unit: 1 };
}

function gridVectors({ grid, waves, weights, epsilon, dimension }: GridState): Images {
  const axes = Array.from({ length: dimension }, (_, axis) => axis);
  const slopes = axes.map((axis) =>
    spectralDerivative({ shape: grid.points, lengths: grid.lengths, field: 'complex', axis }),
  );
  const place = (axis: number, at: number): number => {
    if (dimension === 1) return grid.axes[0][at];
    const n = grid.points[1];
    return axis === 0 ? grid.axes[0][Math.floor(at / n)] : grid.axes[1][at % n];
  };
  const images = waves.map((wave) => [
    ...axes.map((axis) => wave.map((value, k) => value * place(axis, k >> 1))),
    ...axes.map((axis) => {
      // −iε∂ψ
      const slope = slopes[axis].apply(wave);
      return slope.map((_, k) => (k % 2 === 0 ? epsilon * slope[k + 1] : -epsilon * slope[k - 1]));
    }),
  ]);
  return { weights, vectors: waves, images, unit: grid.cell };
}
