import { complexMatrix, type DenseMatrix, multiplyMatrices } from '../../numerics/dense';
import { functionOf, integerIn, numberIn, optionsOf } from '../../numerics/guards';
import type { OnProgress } from '../../numerics/progress';
import type { PhaseSpaceAtoms } from '../../phasespace';
import { blockMatrix, lowerCertificate, upperCertificate } from './certificates';
import { type InteriorPointStatus, interiorPoint } from './interiorPoint';
import {
  type PseudoDistanceLimits,
  type PseudoDistanceProblem,
  pseudoDistanceProblem,
  type QuantumState,
} from './problem';

export interface PseudoDistanceOptions extends PseudoDistanceLimits {
  /** Width of the interval for E², as a share of the crude bound of §3.2.2. Default 1e−11. */
  readonly tolerance?: number;
  /** Default 60; some 20 are usual. */
  readonly maxIterations?: number;
  /** Told how much of the way to the tolerance is done, of 1. */
  readonly onProgress?: OnProgress;
}

/** E_ε(f, R), which lies between `lower` and `upper`: both follow from feasible points of the two programmes. */
export interface PseudoDistance {
  /** E_ε(f, R) itself, not its square: the middle of the interval. */
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** The interval of E_ε(f, R)², the cost. */
  readonly lowerSquare: number;
  readonly upperSquare: number;
  /** The dual potentials: a_k + B ≤ |z_k − (Y, P)|² on the range of R, and Σf_ka_k + tr(RB) = lowerSquare. */
  readonly potential: {
    readonly a: Float64Array;
    /** In the basis of the compressed state. Where R is small it is large and ill-determined; R^½BR^½ is not. */
    readonly b: DenseMatrix;
  };
  /** The coupling Q = Σδ_{z_k} ⊗ Q_k in the basis of the compressed state: tr Q_k = f_k, ΣQ_k = R, with cost upperSquare. */
  readonly coupling: readonly DenseMatrix[];
  /** Eigenvalues of R that were kept. */
  readonly rank: number;
  /** `precision limit`: rounding ended the iteration first. The interval is certain with every status. */
  readonly status: InteriorPointStatus;
  readonly iterations: number;
}

/**
 * The pseudo-distance of Definition 3.1 between the probability f = Σ weights_k δ_{z_k} on phase space and the density
 * operator R: E_ε(f, R)² = min Σ_k tr(Q_k|z_k − (Y, P)|²) over Q_k ≥ 0 with tr Q_k = f_k and ΣQ_k = R. No 2πε stands anywhere: the cost is
 * that of the notes, and the value the square root of the least cost. For R of finite rank there is no truncation. Where `points` is
 * a `Discretisation` of a density (`discretiseLaw`), the interval is that of the density.
 *
 * A semidefinite programme, by a primal–dual interior-point method; both ends of the interval are computed afterwards from
 * feasible points, whatever the iteration did. Its cost: K products of r × r matrices and the solution of r² equations for each of
 * about 20 iterations, half the unknowns when f is even in ξ and R real.
 * @throws RangeError for weights that are no probability, R not Hermitian, positive or of trace one (with the number), and more
 * than `maxAtoms` atoms or `maxRank` levels (with the estimated time).
 * @example
 * pseudoDistance({ points: [[1, 0], [-1, 0]] }, catState({ epsilon: 0.2, point: [1, 0] })).value
 */
export function pseudoDistance(
  law: PhaseSpaceAtoms,
  state: QuantumState,
  options: PseudoDistanceOptions = {},
): PseudoDistance {
  const { maxAtoms, maxRank, onProgress } = optionsOf(
    'pseudoDistance',
    options,
    'law, state, { tolerance: 1e-9 }',
    ['tolerance', 'maxIterations', 'maxAtoms', 'maxRank', 'onProgress'],
  );
  if (onProgress !== undefined) functionOf('onProgress', onProgress);
  const tolerance = numberIn('tolerance', options.tolerance ?? 1e-11, 1e-15, 1);
  const maxIterations = integerIn('maxIterations', options.maxIterations ?? 60, 0, 1000);
  const problem = pseudoDistanceProblem(law, state, { maxAtoms, maxRank });
  // The last coupling need not be the cheapest: rounding spoils its marginals, and to mend them costs something.
  let upper: { value: number; primal: Float64Array } = {
    value: Number.POSITIVE_INFINITY,
    primal: new Float64Array(0),
  };
  const improve = ({ primal }: { readonly primal: Float64Array }): void => {
    const mended = upperCertificate(problem, primal);
    if (mended.value < upper.value) upper = mended;
  };
  const found = interiorPoint(problem, { tolerance, maxIterations, onProgress, observe: improve });
  improve(found);
  const { value: lowerSquare, lack } = lowerCertificate(problem, found);
  return {
    ...intervalOf(lowerSquare, upper.value, spreadOf(law)),
    potential: potentialOf(problem, found.prices, found.potential, lack),
    coupling: couplingOf(problem, upper.primal),
    rank: problem.rank,
    status: found.status,
    iterations: found.iterations,
  };
}

/** √v of the cells which the atoms of a `Discretisation` stand for, 0 for other atoms. */
export function spreadOf({ points }: PhaseSpaceAtoms): number {
  const error = (points as { readonly w2Error?: number }).w2Error ?? 0;
  if (!(error >= 0 && error < Infinity))
    throw new RangeError(`points.w2Error must be a number >= 0, got ${error}`);
  return error;
}

/**
 * The interval for f from that of its atoms: E²(f) ≤ E²(f_K) + v, because the atoms are the means of the cells, and
 * E(f) ≥ E(f_K) − √v by the triangle inequality.
 */
export function intervalOf(
  lowerSquare: number,
  upperSquare: number,
  spread: number,
): Pick<PseudoDistance, 'value' | 'lower' | 'upper' | 'lowerSquare' | 'upperSquare'> {
  const lower = Math.max(0, Math.sqrt(Math.max(0, lowerSquare)) - spread);
  const above = Math.max(0, upperSquare) + spread * spread;
  const upper = Math.sqrt(above);
  return {
    value: (lower + upper) / 2,
    lower,
    upper,
    lowerSquare: spread === 0 ? lowerSquare : lower * lower,
    upperSquare: above,
  };
}

/** V R^p X R^p V* for blocks X in the eigenbasis of R. */
function fromEigenbasis(
  { rank, eigenvalues, vectors }: PseudoDistanceProblem,
  block: DenseMatrix,
  power: number,
): DenseMatrix {
  const data = block.data.map((x, n) => {
    const [i, j] = [Math.floor(n / (2 * rank)), Math.floor(n / 2) % rank];
    return x * (eigenvalues[i] * eigenvalues[j]) ** power;
  });
  const inner = complexMatrix(rank, rank, data);
  return multiplyMatrices(vectors, multiplyMatrices(inner, vectors, { adjointB: true }));
}

function potentialOf(
  problem: PseudoDistanceProblem,
  prices: Float64Array,
  potential: Float64Array,
  lack: number,
): PseudoDistance['potential'] {
  const feasible = potential.slice();
  for (let i = 0; i < problem.rank; i++) feasible[2 * i * (problem.rank + 1)] -= lack;
  const a = new Float64Array(problem.given).fill(Number.NEGATIVE_INFINITY);
  problem.atoms.forEach(([own, mirror], k) => {
    a[own] = prices[k];
    a[mirror] = prices[k];
  });
  return { a, b: fromEigenbasis(problem, complexMatrix(problem.rank, problem.rank, feasible), -0.5) };
}

function couplingOf(problem: PseudoDistanceProblem, primal: Float64Array): DenseMatrix[] {
  const n = problem.vectors.rows;
  const coupling = Array.from({ length: problem.given }, () => complexMatrix(n, n));
  problem.atoms.forEach(([own, mirror], k) => {
    const block = blockMatrix(primal, k, problem.rank);
    coupling[own] = fromEigenbasis(problem, block, 0.5);
    if (mirror !== own)
      coupling[mirror] = fromEigenbasis(
        problem,
        complexMatrix(
          problem.rank,
          problem.rank,
          block.data.map((x, i) => (i % 2 === 0 ? x : -x)),
        ),
        0.5,
      );
  });
  return coupling;
}
