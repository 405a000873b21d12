import type { Random } from '../numerics/random';

/** Mass of an interval and mean and variance of the law conditioned to it. */
export interface CellMoments {
  readonly mass: number;
  readonly mean: number;
  readonly variance: number;
}

/** A cell also knows the mean absolute deviation E|X − mean| of the conditioned law: its exact W₁ to the atom at `mean`. */
export interface Cell extends CellMoments {
  readonly deviation: number;
}

/** A probability law on the line. Intervals may be unbounded; what lies outside the support counts nothing. */
export interface Distribution1D {
  /** The law with its numbers: `normal(0, 1)`. */
  readonly name: string;
  /** Smallest closed interval of mass 1, possibly infinite. */
  readonly support: readonly [low: number, high: number];
  readonly mean: number;
  /** ∞ when the second moment is. */
  readonly variance: number;
  /** Density at x; ∞ on an atom. */
  pdf(x: number): number;
  /** P(X ≤ x). */
  cdf(x: number): number;
  /** Smallest x with P(X ≤ x) ≥ u, u ∈ [0, 1]. */
  quantile(u: number): number;
  /** ∫_a^b x f(x) dx. */
  partialMean(a: number, b: number): number;
  /** ∫_a^b x² f(x) dx. */
  partialSecondMoment(a: number, b: number): number;
  /** E|X|ᵖ, p > 0; ∞ when it is. */
  absMoment(p: number): number;
  /** The supremum of the density, or an upper bound of it; ∞ when there is an atom. */
  readonly densityBound: number;
  /** An upper bound of |f′| inside both [a, b] and the support; ∞ on an atom. */
  slopeBound(a: number, b: number): number;
  /** The interval [a, b], computed without cancellation however narrow it is. */
  cell(a: number, b: number): Cell;
  sample(random: Random): number;
}

/** Positions and momenta of n points, particle-major: x[j·d + i], ξ[j·d + i]. */
export interface PhaseSpacePoints {
  readonly x: Float64Array;
  readonly xi: Float64Array;
}

/** A probability density f(x, ξ) on R^d × R^d with independent coordinates: initial data f^in. */
export interface PhaseSpaceDensity {
  /** d, the dimension of position space. */
  readonly dimension: number;
  /** The 2d laws of x₁ … x_d, ξ₁ … ξ_d. */
  readonly coordinates: readonly Distribution1D[];
  /** Means and variances of the 2d coordinates. */
  readonly mean: Float64Array;
  readonly variances: Float64Array;
  /** An upper bound of f, the product of those of the coordinates; ∞ for cold data. */
  readonly densityBound: number;
  /** f at z = (x₁ … x_d, ξ₁ … ξ_d): ∞ on an atom (cold data), 0 off it. */
  density(z: ArrayLike<number>): number;
  /** n independent draws. */
  sample(random: Random, n: number): PhaseSpacePoints;
  /** An upper bound of ∫|z|ᵖ f dz, |z| Euclidean, p > 0: exact for p = 2 and ∞ when the moment is. */
  momentBound(p: number): number;
}

/** Atoms that stand for f, each the mean of f over a cell of weight `weights[k]`, with certified distances to f. */
export interface Discretisation extends PhaseSpacePoints {
  readonly dimension: number;
  readonly count: number;
  readonly weights: Float64Array;
  /**
   * Upper bound of W₁(f, Σ weights·δ) for the Euclidean norm of z: the cost of moving each cell to its atom. It is W₁
   * itself when only one coordinate of f is spread out.
   */
  readonly w1Error: number;
  /** The same for the norm |x| + |ξ|, each half Euclidean. */
  readonly w1ErrorSum: number;
  /** Upper bound of W₂ (the distance, not its square) for the Euclidean norm; ∞ when f has no second moment. */
  readonly w2Error: number;
}
