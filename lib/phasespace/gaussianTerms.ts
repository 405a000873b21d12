import { addMatrices, diagonalMatrix } from '../numerics/dense/elementary';
import { inverseMatrix } from '../numerics/dense/lu';
import type { DenseMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import type { CoherentSpan, GaussianMixture } from './states';

/**
 * One term Re[(re + i·im)·e^{ik·(z−m)}]·N(m, Σ)(z): Wigner functions of Gaussian states have k = 0, those of |z_i⟩⟨z_j| are
 * waves under a Gaussian half-way between both points.
 */
export interface Term {
  readonly re: number;
  readonly im: number;
  readonly mean: Float64Array;
  readonly wave: Float64Array;
  readonly covariance: DenseMatrix;
}

/** Terms of a sum: some 100 MiB. */
const mostTerms = 2e5;

/** W of Σ c_jk |z_j⟩⟨z_k|: the kernel of |z_i⟩⟨z_j| gives N(z̄, ε/2)·e^{i[Δp·x − Δq·(ξ−p̄)]/ε}, Δ = i minus j. */
function coherentTerms({ points, coefficients, epsilon, dimension: d }: CoherentSpan): Term[] {
  const complex = coefficients.kind === 'complex';
  const covariance = diagonalMatrix(new Float64Array(2 * d).fill(epsilon / 2));
  const terms: Term[] = [];
  const pairs =
    coefficients.data.reduce((sum, value) => (value === 0 ? sum : sum + 1), 0) / (complex ? 4 : 2);
  if (pairs > mostTerms)
    throw new RangeError(
      `coefficients must have at most ${mostTerms} pairs of points for a transform, got about ${Math.round(pairs)}: take toFock`,
    );
  for (let i = 0; i < points.length; i++)
    for (let j = 0; j <= i; j++) {
      const at = i * points.length + j;
      const c = complex
        ? [coefficients.data[2 * at], coefficients.data[2 * at + 1]]
        : [coefficients.data[at], 0];
      if (c[0] === 0 && c[1] === 0) continue;
      const [a, b] = [points[i], points[j]];
      const mean = a.map((value, k) => (value + b[k]) / 2);
      const wave = a.map((_, k) => (k < d ? a[d + k] - b[d + k] : b[k - d] - a[k - d]) / epsilon);
      let phase = 0;
      for (let k = 0; k < d; k++) phase += wave[k] * mean[k];
      const both = i === j ? 1 : 2;
      const [x, y] = [both * Math.cos(phase), both * Math.sin(phase)];
      terms.push({ re: c[0] * x - c[1] * y, im: c[0] * y + c[1] * x, mean, wave, covariance });
    }
  return terms;
}

function mixtureTerms({ weights, means, covariances, dimension: d }: GaussianMixture): Term[] {
  const wave = new Float64Array(2 * d);
  return means.map((mean, k) => ({ re: weights[k], im: 0, mean, wave, covariance: covariances[k] }));
}

/** The terms of the Wigner function. */
export function wignerTerms(state: CoherentSpan | GaussianMixture): Term[] {
  return state.kind === 'coherent' ? coherentTerms(state) : mixtureTerms(state);
}

/** Convolution with N(0, ε/2): k becomes (Σ+ε/2)^{−1}Σk, with the factor exp(−½k·Σ(Σ+ε/2)^{−1}(ε/2)k). */
export function smoothedTerms(terms: readonly Term[], epsilon: number): Term[] {
  const known = new Map<DenseMatrix, { covariance: DenseMatrix; carry: Float64Array }>();
  return terms.map((term) => {
    const { covariance: sigma, wave } = term;
    const n = wave.length;
    let entry = known.get(sigma);
    if (!entry) {
      const covariance = addMatrices(sigma, diagonalMatrix(new Float64Array(n).fill(epsilon / 2)));
      entry = { covariance, carry: multiplyMatrices(inverseMatrix(covariance), sigma).data };
      known.set(sigma, entry);
    }
    const carried = times(entry.carry, wave);
    const damping = Math.exp((-epsilon / 4) * wave.reduce((sum, k, i) => sum + k * carried[i], 0));
    return {
      ...term,
      re: damping * term.re,
      im: damping * term.im,
      wave: carried,
      covariance: entry.covariance,
    };
  });
}

/** matrix·x. */
export function times(matrix: Float64Array, x: Float64Array): Float64Array {
  const n = x.length;
  return x.map((_, i) => x.reduce((sum, value, j) => sum + matrix[i * n + j] * value, 0));
}
