import { multiplyMatrices, realMatrix } from '../../numerics/dense';
import { factorBlock, invertFactor, multiplyBlocks, symmetriseBlock } from './blocks';
import type { PseudoDistanceProblem } from './problem';
import { type HermitianCoordinates, hermitianCoordinates, refinedInverse, schurMatrix } from './schur';

/** dP, da and dB̃. */
export interface Direction {
  readonly primal: Float64Array;
  readonly prices: Float64Array;
  readonly potential: Float64Array;
  readonly slack: Float64Array;
}

/**
 * Newton's equations of the central path at (P, S), for the HKM direction: the prices a_k are eliminated, and what is left is one
 * system for the r² coordinates of B̃, its matrix factored once for all right-hand sides.
 */
export class NewtonEquations {
  private readonly size: number;
  private readonly coordinates: HermitianCoordinates;
  /** S_k⁻¹. */
  private readonly inverses: Float64Array;
  /** Coordinates of G_k, one row for each k. */
  private readonly gradients: Float64Array;
  /** D_k. */
  private readonly curvatures: Float64Array;
  /** Scratch: four blocks. */
  private readonly work: Float64Array;
  private solve: (b: Float64Array) => Float64Array = () => new Float64Array(0);

  /** `primal` and `slack` are borrowed, and read again by `factor`. */
  constructor(
    private readonly problem: PseudoDistanceProblem,
    private readonly primal: Float64Array,
    private readonly slack: Float64Array,
  ) {
    const { rank, count, mirrored } = problem;
    this.size = 2 * rank * rank;
    this.coordinates = hermitianCoordinates(rank, mirrored);
    this.inverses = new Float64Array(count * this.size);
    this.gradients = new Float64Array(count * this.coordinates.length);
    this.curvatures = new Float64Array(count);
    this.work = new Float64Array(4 * this.size);
  }

  /** False when rounding leaves a block or the matrix without a factor. */
  factor(): boolean {
    if (!this.invertSlacks()) return false;
    const solve = this.inverse();
    if (solve) this.solve = solve;
    return solve !== undefined;
  }

  /** dP = Rc + herm(P(da R + dB)S⁻¹) with the constraints kept, for the given Rc. */
  direction(rest: Float64Array): Direction {
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
    const solution = this.solve(right);
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
  refined(move: Direction): Direction {
    const correction = this.direction(move.primal);
    const total = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x + b[i]);
    return {
      primal: correction.primal,
      prices: total(move.prices, correction.prices),
      potential: total(move.potential, correction.potential),
      slack: total(move.slack, correction.slack),
    };
  }

  /** Rc = −P + σμS⁻¹ − herm(dP dS S⁻¹). */
  correction(predictor: Direction, target: number): Float64Array {
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
  private inverse(): ((b: Float64Array) => Float64Array) | undefined {
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
}

/** matrix −= FᵀF for the K × n matrix F. */
function subtractGram(matrix: Float64Array, factors: Float64Array, count: number, n: number): void {
  const f = realMatrix(count, n, factors);
  const gram = multiplyMatrices(f, f, { adjointA: true }).data;
  for (let i = 0; i < n * n; i++) matrix[i] -= gram[i];
}
