import { multiplyMatrices, realMatrix } from '../../numerics/dense';
import type { OnProgress } from '../../numerics/progress';
import {
  factorBlock,
  invertFactor,
  longestStep,
  multiplyBlocks,
  symmetriseBlock,
  traceOfBlocks,
} from './blocks';
import type { PseudoDistanceProblem } from './problem';
import { type HermitianCoordinates, hermitianCoordinates, refinedInverse, schurMatrix } from './schur';

export type InteriorPointStatus = 'converged' | 'iteration limit' | 'precision limit';

export interface InteriorPointState {
  /** The blocks P_k. */
  readonly primal: Float64Array;
  /** a_k. */
  readonly prices: Float64Array;
  /** B̃ = R^½BR^½. */
  readonly potential: Float64Array;
}

export interface InteriorPointResult extends InteriorPointState {
  readonly status: InteriorPointStatus;
  readonly iterations: number;
}

export interface InteriorPointOptions {
  /** Stops when Σm_k tr(P_kS_k) is at most this, default 1e−11, times the crude bound. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
  readonly start?: InteriorPointState;
  readonly onProgress?: OnProgress;
  /** Shown every state whose gap is below 1e−4 of the crude bound; the arrays are borrowed. */
  readonly observe?: (state: InteriorPointState) => void;
}

/**
 * Primal–dual path following with the HKM direction (Helmberg, Rendl, Vanderbei and Wolkowicz, SIAM J. Optim. 6, 1996; Kojima,
 * Shindoh and Hara, ibid. 7, 1997; Monteiro, ibid.) and Mehrotra's predictor and corrector. With S_k = C̃_k − a_kR − B̃ the prices
 * a_k are eliminated, and r² unknowns of B̃ are left, whatever K.
 */
export function interiorPoint(
  problem: PseudoDistanceProblem,
  { tolerance = 1e-11, maxIterations = 60, start, onProgress, observe }: InteriorPointOptions = {},
): InteriorPointResult {
  const run = new PathFollowing(problem, start ?? coldStart(problem));
  const goal = tolerance * problem.crude;
  const first = Math.log(run.complementarity());
  let status: InteriorPointStatus = 'iteration limit';
  let iterations = 0;
  for (; iterations < maxIterations; iterations++) {
    const left = run.complementarity();
    const share = (first - Math.log(left)) / (first - Math.log(goal));
    onProgress?.(Math.max(0, Math.min(1, share)), 1);
    if (left <= 1e-4 * problem.crude) observe?.(run.state());
    if (left <= goal) {
      status = 'converged';
      break;
    }
    if (!run.step()) {
      status = 'precision limit';
      break;
    }
  }
  return { ...run.state(), status, iterations };
}

/** P_k = f_kI, which satisfies both constraints; B̃ = 0 and a_k below every eigenvalue of C_k. */
function coldStart(problem: PseudoDistanceProblem): InteriorPointState {
  const { rank, count, weights, costs } = problem;
  const size = 2 * rank * rank;
  const primal = new Float64Array(count * size);
  const prices = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < rank; i++) primal[k * size + 2 * i * (rank + 1)] = weights[k];
    let largest = 0;
    for (let n = 0; n < size; n++) largest = Math.max(largest, Math.abs(costs[k * size + n]));
    // C_k is a compression of |z_k − (Y, P)|² and so positive.
    prices[k] = -0.1 * (1 + largest);
  }
  return { primal, prices, potential: new Float64Array(size) };
}

/** dP, da and dB̃. */
interface Direction {
  readonly primal: Float64Array;
  readonly prices: Float64Array;
  readonly potential: Float64Array;
  readonly slack: Float64Array;
}

class PathFollowing {
  private readonly size: number;
  private readonly coordinates: HermitianCoordinates;
  private readonly primal: Float64Array;
  private readonly prices: Float64Array;
  private readonly potential: Float64Array;
  private readonly slack: Float64Array;
  private readonly inverses: Float64Array;
  /** Coordinates of G_k, one row for each k. */
  private readonly gradients: Float64Array;
  /** D_k. */
  private readonly curvatures: Float64Array;
  /** Scratch: six blocks. */
  private readonly work: Float64Array;

  constructor(
    private readonly problem: PseudoDistanceProblem,
    start: InteriorPointState,
  ) {
    const { rank, count, mirrored } = problem;
    this.size = 2 * rank * rank;
    this.coordinates = hermitianCoordinates(rank, mirrored);
    this.primal = start.primal.slice();
    this.prices = start.prices.slice();
    this.potential = start.potential.slice();
    this.slack = slackOf(problem, this.prices, this.potential);
    this.inverses = new Float64Array(count * this.size);
    this.gradients = new Float64Array(count * this.coordinates.length);
    this.curvatures = new Float64Array(count);
    this.work = new Float64Array(6 * this.size);
  }

  state(): InteriorPointState {
    return { primal: this.primal, prices: this.prices, potential: this.potential };
  }

  /** Σm_k tr(P_kS_k), the duality gap at feasible points. */
  complementarity(): number {
    return this.pairing(this.primal, this.slack);
  }

  private pairing(a: Float64Array, b: Float64Array): number {
    const { rank, multiplicity } = this.problem;
    let sum = 0;
    multiplicity.forEach((m, k) => {
      sum += m * traceOfBlocks(a, k * this.size, b, k * this.size, rank);
    });
    return sum;
  }

  /** One predictor and corrector; false when rounding lets no more progress be made. */
  step(): boolean {
    const { rank, multiplicity } = this.problem;
    if (!this.invertSlacks()) return false;
    const solve = this.newtonSystem();
    if (!solve) return false;
    const total = multiplicity.reduce((sum, m) => sum + m, 0) * rank;
    const mean = this.complementarity() / total;
    const predictor = this.direction(
      solve,
      this.primal.map((x) => -x),
    );
    const [p, s] = [
      longestStep(this.primal, predictor.primal, rank, this.work),
      longestStep(this.slack, predictor.slack, rank, this.work),
    ];
    const ahead = Math.max(
      0,
      (mean * total +
        p * this.pairing(predictor.primal, this.slack) +
        s * this.pairing(this.primal, predictor.slack) +
        p * s * this.pairing(predictor.primal, predictor.slack)) /
        total,
    );
    const centring = Math.min(1, ahead / mean) ** 3;
    const move = this.refined(solve, this.direction(solve, this.correction(predictor, centring * mean)));
    const far = [
      longestStep(this.primal, move.primal, rank, this.work),
      longestStep(this.slack, move.slack, rank, this.work),
    ];
    const share = 0.9 + 0.09 * Math.min(...far);
    const [along, dual] = far.map((t) => (t === 1 ? 1 : share * t));
    if (along < 1e-6 && dual < 1e-6) return false;
    const before = this.complementarity();
    add(this.primal, along, move.primal);
    add(this.prices, dual, move.prices);
    add(this.potential, dual, move.potential);
    this.slack.set(slackOf(this.problem, this.prices, this.potential));
    const after = this.complementarity();
    return after > 0 && after < 2 * before;
  }

  /** S_k⁻¹, with G_k = herm(S_k⁻¹RP_k) and D_k = tr(P_kRS_k⁻¹R). */
  private invertSlacks(): boolean {
    const { rank: r, count, eigenvalues } = this.problem;
    const { size, work } = this;
    const [factor, scratch, weighted, product] = [0, 1, 2, 3].map((n) =>
      work.subarray(n * size, (n + 1) * size),
    );
    for (let k = 0; k < count; k++) {
      const at = k * size;
      if (!factorBlock(this.slack, at, r, factor)) return false;
      invertFactor(factor, r, this.inverses, at, scratch);
      let curvature = 0;
      for (let i = 0; i < r; i++)
        for (let j = 0; j < r; j++) {
          const n = 2 * (i * r + j);
          weighted[n] = eigenvalues[i] * this.primal[at + n];
          weighted[n + 1] = eigenvalues[i] * this.primal[at + n + 1];
          curvature +=
            eigenvalues[j] *
            (weighted[n] * this.inverses[at + n] + weighted[n + 1] * this.inverses[at + n + 1]);
        }
      this.curvatures[k] = curvature;
      multiplyBlocks([this.inverses, at], [weighted, 0], r, [product, 0]);
      symmetriseBlock(product, 0, r);
      this.coordinates.read(product, 0, this.gradients, k * this.coordinates.length);
    }
    return true;
  }

  // The inverse of M₂ = M − Σ m_k|G_k⟩⟨G_k|/D_k + gauge: (a_k + c, B̃ − cR) is the same point for every c.
  private newtonSystem(): ((b: Float64Array) => Float64Array) | undefined {
    const { rank, count, multiplicity, eigenvalues } = this.problem;
    const n = this.coordinates.length;
    const matrix = schurMatrix(this.coordinates, this.inverses, this.primal, multiplicity);
    const gauge = new Float64Array(n);
    const diagonal = new Float64Array(this.size);
    eigenvalues.forEach((rho, i) => {
      diagonal[2 * i * (rank + 1)] = rho;
    });
    this.coordinates.read(diagonal, 0, gauge, 0);
    let size = 0;
    let square = 0;
    for (let i = 0; i < n; i++) {
      square += gauge[i] * gauge[i];
      for (let j = 0; j < n; j++) size += gauge[i] * matrix[i * n + j] * gauge[j];
    }
    const weight = size / (square * square);
    // Rank K + 1: the rows of `factors` are √(m_k/D_k)·G_k.
    const factors = new Float64Array(count * n);
    for (let k = 0; k < count; k++) {
      const root = Math.sqrt(multiplicity[k] / this.curvatures[k]);
      for (let i = 0; i < n; i++) factors[k * n + i] = root * this.gradients[k * n + i];
    }
    subtractGram(matrix, factors, count, n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) matrix[i * n + j] += weight * gauge[i] * gauge[j];
    return refinedInverse(realMatrix(n, n, matrix));
  }

  /** dP = Rc + herm(P(da R + dB)S⁻¹) with the constraints kept, for the given Rc. */
  private direction(solve: (b: Float64Array) => Float64Array, rest: Float64Array): Direction {
    const { rank: r, count, multiplicity, eigenvalues, weights } = this.problem;
    const { size, coordinates } = this;
    const n = coordinates.length;
    const right = this.identityDefect(rest);
    const b = new Float64Array(count);
    for (let k = 0; k < count; k++) {
      let mass = weights[k];
      for (let i = 0; i < r; i++) {
        const at = k * size + 2 * i * (r + 1);
        mass -= eigenvalues[i] * (this.primal[at] + rest[at]);
      }
      b[k] = mass;
      const share = (multiplicity[k] * mass) / this.curvatures[k];
      for (let i = 0; i < n; i++) right[i] -= share * this.gradients[k * n + i];
    }
    const solution = solve(right);
    const potential = new Float64Array(size);
    coordinates.write(solution, potential);
    const prices = b.map((mass, k) => {
      let along = 0;
      for (let i = 0; i < n; i++) along += this.gradients[k * n + i] * solution[i];
      return (mass - along) / this.curvatures[k];
    });
    return { prices, potential, ...this.blockMoves(rest, prices, potential) };
  }

  /**
   * A direction that keeps the constraints once more: where S_k is nearly singular the blocks dP_k, large numbers that nearly cancel,
   * violate them by more than the equations do, and what they lack is fed back.
   */
  private refined(solve: (b: Float64Array) => Float64Array, move: Direction): Direction {
    const correction = this.direction(solve, move.primal);
    const total = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x + b[i]);
    return {
      primal: correction.primal,
      prices: total(move.prices, correction.prices),
      potential: total(move.potential, correction.potential),
      slack: total(move.slack, correction.slack),
    };
  }

  /** Coordinates of I − Σm_k(P_k + Rc_k). */
  private identityDefect(rest: Float64Array): Float64Array {
    const { rank: r, multiplicity } = this.problem;
    const sum = new Float64Array(this.size);
    for (let i = 0; i < r; i++) sum[2 * i * (r + 1)] = 1;
    multiplicity.forEach((m, k) => {
      for (let i = 0; i < this.size; i++)
        sum[i] -= m * (this.primal[k * this.size + i] + rest[k * this.size + i]);
    });
    const out = new Float64Array(this.coordinates.length);
    this.coordinates.read(sum, 0, out, 0);
    return out;
  }

  private blockMoves(
    rest: Float64Array,
    prices: Float64Array,
    potential: Float64Array,
  ): Pick<Direction, 'primal' | 'slack'> {
    const { rank: r, count, eigenvalues } = this.problem;
    const { size, work } = this;
    const [product, image] = [0, 1].map((n) => work.subarray(n * size, (n + 1) * size));
    const primal = new Float64Array(count * size);
    const slack = new Float64Array(count * size);
    for (let k = 0; k < count; k++) {
      const at = k * size;
      for (let i = 0; i < size; i++) slack[at + i] = -potential[i];
      for (let i = 0; i < r; i++) slack[at + 2 * i * (r + 1)] -= prices[k] * eigenvalues[i];
      multiplyBlocks([this.primal, at], [slack, at], r, [product, 0]);
      multiplyBlocks([product, 0], [this.inverses, at], r, [image, 0]);
      symmetriseBlock(image, 0, r);
      for (let i = 0; i < size; i++) primal[at + i] = rest[at + i] - image[i];
    }
    return { primal, slack };
  }

  /** Rc = −P + σμS⁻¹ − herm(dP dS S⁻¹). */
  private correction(predictor: Direction, target: number): Float64Array {
    const { rank: r, count } = this.problem;
    const { size, work } = this;
    const [product, image] = [0, 1].map((n) => work.subarray(n * size, (n + 1) * size));
    const rest = new Float64Array(count * size);
    for (let k = 0; k < count; k++) {
      const at = k * size;
      multiplyBlocks([predictor.primal, at], [predictor.slack, at], r, [product, 0]);
      multiplyBlocks([product, 0], [this.inverses, at], r, [image, 0]);
      symmetriseBlock(image, 0, r);
      for (let i = 0; i < size; i++)
        rest[at + i] = -this.primal[at + i] + target * this.inverses[at + i] - image[i];
    }
    return rest;
  }
}

/** The blocks S_k = C̃_k − a_kR − B̃. */
export function slackOf(
  { rank, count, scaled, eigenvalues }: PseudoDistanceProblem,
  prices: Float64Array,
  potential: Float64Array,
): Float64Array {
  const size = 2 * rank * rank;
  const slack = scaled.slice();
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < size; i++) slack[k * size + i] -= potential[i];
    for (let i = 0; i < rank; i++) slack[k * size + 2 * i * (rank + 1)] -= prices[k] * eigenvalues[i];
  }
  return slack;
}

function add(to: Float64Array, factor: number, what: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] += factor * what[i];
}

/** matrix −= FᵀF for the K × n matrix F. */
function subtractGram(matrix: Float64Array, factors: Float64Array, count: number, n: number): void {
  const f = realMatrix(count, n, factors);
  const gram = multiplyMatrices(f, f, { adjointA: true }).data;
  for (let i = 0; i < n * n; i++) matrix[i] -= gram[i];
}
