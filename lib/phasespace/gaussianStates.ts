import type { DenseMatrix } from '../numerics/dense';
import { eigenHermitian } from '../numerics/dense/eigen';
import { diagonalMatrix } from '../numerics/dense/elementary';
import { checkHermitian, complexMatrix, realMatrix } from '../numerics/dense/matrix';
import { finite, finiteArray, numberIn, optionsOf, shown } from '../numerics/guards';
import { checkedAtoms, type PhaseSpaceAtoms } from './coherentStates';
import { checkedEpsilon, type GaussianMixture } from './states';

/** Deviations from Heisenberg's bound that are rounding, relative to ε. */
const uncertaintyTolerance = 1e-10;

/** RangeError unless covariance + iεJ/2 ≥ 0, with the eigenvalue. */
function checkCovariance(name: string, covariance: DenseMatrix, size: number, epsilon: number): DenseMatrix {
  if (covariance?.kind !== 'real' || covariance.rows !== size)
    throw new RangeError(
      `${name} must be a real ${size} × ${size} matrix, got ${shown(covariance?.rows)} rows`,
    );
  checkHermitian(name, covariance);
  const d = size / 2;
  const bound = complexMatrix(size, size);
  for (let k = 0; k < size * size; k++) bound.data[2 * k] = covariance.data[k];
  for (let j = 0; j < d; j++) {
    bound.data[2 * (j * size + d + j) + 1] = epsilon / 2;
    bound.data[2 * ((d + j) * size + j) + 1] = -epsilon / 2;
  }
  const least = eigenHermitian(bound).values[0];
  const largest = covariance.data.reduce((most, value) => Math.max(most, Math.abs(value)), epsilon);
  if (!(least >= -uncertaintyTolerance * largest))
    throw new RangeError(
      `${name} must obey Heisenberg's inequality, covariance + iεJ/2 >= 0 (for d = 1: determinant >= ε²/4), ` +
        `got the eigenvalue ${least}`,
    );
  return covariance;
}

/** Components that are no states are found by name. */
function mixtureOf(
  epsilon: number,
  weights: Float64Array,
  means: readonly Float64Array[],
  covariances: readonly DenseMatrix[],
): GaussianMixture {
  const size = means[0].length;
  const seen = new Set<DenseMatrix>();
  covariances.forEach((covariance, k) => {
    const name = covariances.length === 1 ? 'covariance' : `covariances[${k}]`;
    if (!seen.has(covariance)) checkCovariance(name, covariance, size, epsilon);
    seen.add(covariance);
  });
  return { kind: 'gaussian', dimension: size === 2 ? 1 : 2, epsilon, weights, means, covariances };
}

export interface GaussianStateOptions {
  readonly epsilon: number;
  /** (⟨Y⟩, ⟨P⟩), of length 2d; default 0. */
  readonly mean?: ArrayLike<number>;
  /** Covariances of (Y_1, …, P_1, …), symmetrised: real 2d × 2d. */
  readonly covariance: DenseMatrix;
}

/**
 * The state whose Wigner function is the normal law N(mean, covariance); pure when d = 1 and det = ε²/4.
 * @throws RangeError unless epsilon > 0 and covariance + iεJ/2 ≥ 0.
 */
export function gaussianState(options: GaussianStateOptions): GaussianMixture {
  const { epsilon, mean, covariance } = optionsOf(
    'gaussianState',
    options,
    '{ epsilon: 0.2, covariance: diagonalMatrix([0.2, 0.2]) }',
    ['epsilon', 'mean', 'covariance'],
  );
  checkedEpsilon(epsilon);
  const size = covariance?.rows === 4 ? 4 : 2;
  const centre = finiteArray('mean', mean ?? new Float64Array(size), size);
  return mixtureOf(epsilon, Float64Array.of(1), [centre], [covariance]);
}

/**
 * The pure state in d = 1 with Var along the direction `angle` of phase space equal to (ε/2)e^{−2r}, and (ε/2)e^{2r} across:
 * r = `squeezing` > 0 with angle 0 squeezes the position. The mean is `point` = [q, p].
 * @throws RangeError unless epsilon > 0, squeezing is in [−6, 6] and the others are finite.
 */
export function squeezedState(options: {
  readonly epsilon: number;
  readonly squeezing: number;
  readonly angle?: number;
  readonly point?: ArrayLike<number>;
}): GaussianMixture {
  const {
    epsilon,
    squeezing,
    angle = 0,
    point = [0, 0],
  } = optionsOf('squeezedState', options, '{ epsilon: 0.2, squeezing: 0.5 }', [
    'epsilon',
    'squeezing',
    'angle',
    'point',
  ]);
  checkedEpsilon(epsilon);
  numberIn('squeezing', squeezing, -6, 6);
  const [c, s] = [Math.cos(finite('angle', angle)), Math.sin(angle)];
  const along = (epsilon / 2) * Math.exp(-2 * squeezing);
  const across = (epsilon / 2) * Math.exp(2 * squeezing);
  const mixed = c * s * (along - across);
  const covariance = realMatrix(2, 2, [
    c * c * along + s * s * across,
    mixed,
    mixed,
    s * s * along + c * c * across,
  ]);
  return gaussianState({ epsilon, mean: point, covariance });
}

/**
 * The thermal state of Y² + P² with mean occupation n̄, Σ n̄ⁿ/(n̄+1)^{n+1} |h_n⟩⟨h_n|, moved to `point`: covariance
 * ε(n̄ + ½)I. It is the Töplitz state of N(point, s²I) with s² = εn̄.
 * @throws RangeError unless epsilon > 0, occupation ≥ 0 and the point is finite.
 */
export function thermalState(options: {
  readonly epsilon: number;
  readonly occupation: number;
  readonly point?: ArrayLike<number>;
}): GaussianMixture {
  const {
    epsilon,
    occupation,
    point = [0, 0],
  } = optionsOf('thermalState', options, '{ epsilon: 0.2, occupation: 1 }', [
    'epsilon',
    'occupation',
    'point',
  ]);
  checkedEpsilon(epsilon);
  numberIn('occupation', occupation, 0, 1e6);
  const variance = epsilon * (occupation + 0.5);
  return gaussianState({ epsilon, mean: point, covariance: diagonalMatrix([variance, variance]) });
}

/**
 * The Töplitz state OP^T((2πε)^d μ) of the Gaussian mixture μ = Σ weights_k N(points_k, covariance): a mixture of Gaussian
 * states of covariance + (ε/2)I. With the isotropic covariance s²I they are displaced thermal states with n̄ = s²/ε; for
 * point masses take `toeplitzState`.
 * @throws RangeError unless epsilon > 0, the weights are a probability and the covariance is positive.
 */
export function toeplitzGaussians(
  options: PhaseSpaceAtoms & {
    readonly epsilon: number;
    /** Of μ's components: s² of s²I, or a real 2d × 2d matrix. */
    readonly covariance: number | DenseMatrix;
  },
): GaussianMixture {
  const { epsilon, covariance, ...atoms } = optionsOf(
    'toeplitzGaussians',
    options,
    '{ epsilon: 0.2, points: [[1, 0], [-1, 0]], covariance: 0.1 }',
  );
  checkedEpsilon(epsilon);
  const { points: means, weights } = checkedAtoms(atoms);
  const size = means[0].length;
  const smeared =
    typeof covariance === 'number'
      ? diagonalMatrix(new Float64Array(size).fill(numberIn('covariance', covariance, 0, 1e12)))
      : { ...covariance, data: covariance?.data.slice() };
  if (typeof covariance !== 'number') {
    checkHermitian('covariance', covariance);
    const least = eigenHermitian(covariance).values[0];
    if (!(least >= 0))
      throw new RangeError(`covariance must be positive semidefinite, got the eigenvalue ${least}`);
  }
  for (let i = 0; i < size; i++) smeared.data[i * (size + 1)] += epsilon / 2;
  return mixtureOf(
    epsilon,
    weights,
    means,
    means.map(() => smeared),
  );
}
