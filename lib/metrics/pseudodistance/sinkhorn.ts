import {
  addMatrices,
  complexMatrix,
  type DenseMatrix,
  eigenHermitian,
  hermitianFunction,
  trace,
} from '../../numerics/dense';
import { integerIn, numberIn, optionsOf } from '../../numerics/guards';
import type { PhaseSpaceAtoms } from '../../phasespace';
import { blockMatrix, lowerCertificate, upperCertificate } from './certificates';
import { type PseudoDistanceLimits, pseudoDistanceProblem, type QuantumState } from './problem';
import { intervalOf, spreadOf } from './pseudoDistance';

export interface PseudoDistanceEntropicOptions extends PseudoDistanceLimits {
  /** T > 0, as a share of the crude bound of §3.2.2; smaller is closer and slower. Default 1e−3. */
  readonly temperature?: number;
  /** Stops when ‖ΣQ_k − R‖₁ is at most this. Default 1e−6. */
  readonly tolerance?: number;
  /** Default 2000. */
  readonly maxIterations?: number;
}

export interface PseudoDistanceEntropic {
  /** E_ε itself lies between them, for every temperature; that of the density where the atoms are a `Discretisation`. */
  readonly lower: number;
  readonly upper: number;
  readonly lowerSquare: number;
  readonly upperSquare: number;
  /** ‖ΣQ_k − R‖₁ at the end. */
  readonly residual: number;
  readonly iterations: number;
  readonly status: 'converged' | 'iteration limit';
}

/**
 * E_ε(f, R) by Sinkhorn's method for matrices (G. Peyré, L. Chizat, F.-X. Vialard and J. Solomon, Eur. J. Appl. Math. 30, 2019): the cost
 * plus T times Σtr Q_k log Q_k is least for Q_k = exp((a_k + B − c_ε(z_k))/T). In turn the a_k are set so that tr Q_k = f_k, and
 * B ← B + T(log R − log ΣQ_k). Short to read, and slow: an independent algorithm beside `pseudoDistance`. At any time B gives a lower
 * bound and the Q_k, repaired, an upper one.
 * @throws RangeError as `pseudoDistance`.
 */
export function pseudoDistanceEntropic(
  law: PhaseSpaceAtoms,
  state: QuantumState,
  options: PseudoDistanceEntropicOptions = {},
): PseudoDistanceEntropic {
  const { maxAtoms, maxRank } = optionsOf(
    'pseudoDistanceEntropic',
    options,
    'law, state, { temperature: 1e-3 }',
    ['temperature', 'tolerance', 'maxIterations', 'maxAtoms', 'maxRank'],
  );
  const problem = pseudoDistanceProblem(law, state, { mirrored: false, maxAtoms, maxRank });
  const T = numberIn('temperature', options.temperature ?? 1e-3, 1e-8, 1e3) * problem.crude;
  const tolerance = numberIn('tolerance', options.tolerance ?? 1e-6, 1e-13, 1);
  const maxIterations = integerIn('maxIterations', options.maxIterations ?? 2000, 1);
  const { rank, count, weights, costs, eigenvalues } = problem;
  const matrices = Array.from({ length: count }, (_, k) => blockMatrix(costs, k, rank));
  const logarithm = diagonal(eigenvalues.map(Math.log));
  const target = diagonal(eigenvalues);
  let b: DenseMatrix = complexMatrix(rank, rank);
  let parts: DenseMatrix[] = [];
  let residual = Number.POSITIVE_INFINITY;
  let iterations = 0;
  while (residual > tolerance && iterations < maxIterations) {
    parts = matrices.map((cost, k) => gibbs(addMatrices(b, cost, -1), T, weights[k]));
    const total = parts.reduce((sum, part) => addMatrices(sum, part));
    residual = eigenHermitian(addMatrices(total, target, -1)).values.reduce((sum, x) => sum + Math.abs(x), 0);
    b = addMatrices(b, addMatrices(logarithm, logarithmOf(total), -1), T);
    iterations++;
  }
  const scaled = (matrix: DenseMatrix, power: number): Float64Array =>
    matrix.data.map((x, n) => {
      const [i, j] = [Math.floor(n / (2 * rank)), Math.floor(n / 2) % rank];
      return x * (eigenvalues[i] * eigenvalues[j]) ** power;
    });
  const primal = new Float64Array(count * 2 * rank * rank);
  parts.forEach((part, k) => {
    primal.set(scaled(part, -0.5), k * 2 * rank * rank);
  });
  const prices = Float64Array.from(matrices, (cost) => eigenHermitian(addMatrices(cost, b, -1)).values[0]);
  const lowerSquare = lowerCertificate(problem, { prices, potential: scaled(b, 0.5) }).value;
  const upperSquare = upperCertificate(problem, primal).value;
  const { lower, upper, ...squares } = intervalOf(lowerSquare, upperSquare, spreadOf(law));
  return {
    ...{ lower, upper, lowerSquare: squares.lowerSquare, upperSquare: squares.upperSquare },
    residual,
    iterations,
    status: residual <= tolerance ? 'converged' : 'iteration limit',
  };
}

/** exp(A/T), scaled to the trace `mass`. */
function gibbs(a: DenseMatrix, T: number, mass: number): DenseMatrix {
  const { values } = eigenHermitian(a);
  const top = values[values.length - 1];
  const raw = hermitianFunction(a, (x) => Math.exp((x - top) / T));
  const factor = mass / trace(raw).re;
  return { ...raw, data: raw.data.map((x) => factor * x) };
}

function diagonal(values: Float64Array): DenseMatrix {
  const matrix = complexMatrix(values.length, values.length);
  values.forEach((x, i) => {
    matrix.data[2 * i * (values.length + 1)] = x;
  });
  return matrix;
}

/** @throws RangeError where a level of ΣQ_k underflows: the temperature is too small for the cost. */
function logarithmOf(total: DenseMatrix): DenseMatrix {
  return hermitianFunction(total, (value) => {
    if (!(value > 0))
      throw new RangeError(
        `temperature must be so large that no level of the coupling underflows, got the eigenvalue ${value}`,
      );
    return Math.log(value);
  });
}
