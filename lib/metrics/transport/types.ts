/** A finite weighted cloud in Rⁿ: points particle-major (length count·dimension), weights summing to 1. */
export interface Cloud {
  readonly points: Float64Array;
  readonly dimension: number;
  /** Length count; absent means equal weights 1/count. */
  readonly weights?: Float64Array;
}

/** A coupling in sparse form: mass[k] goes from point source[k] of μ to point target[k] of ν. */
export interface TransportPlan {
  readonly source: Int32Array;
  readonly target: Int32Array;
  readonly mass: Float64Array;
}

/**
 * Norm of Rⁿ that measures |x−y|: Euclidean (Definition 1.4), or on phase space R^d×R^d the sum
 * |x−y| + |ξ−η| of the Euclidean norms of both halves (the norm in the proof of Theorem 1.5).
 */
export type TransportNorm = 'euclidean' | 'phase-space sum';

/**
 * The optimal transport between two finite measures with its certificate.
 * `primal` and `dual` are values of the cost ∫|x−y|ᵖ dπ (the p-th power); `distance` = primal^{1/p} is dist_MK,p itself.
 * lower ≤ dist_MK,p ≤ distance, where lower = max(0, dual)^{1/p} with the dual potentials made feasible.
 */
export interface TransportResult {
  readonly distance: number;
  readonly lower: number;
  readonly primal: number;
  readonly dual: number;
  /** primal − dual ≥ 0 up to rounding. */
  readonly gap: number;
  readonly p: number;
  /** What |x−y| meant: a norm, the geodesic distance on a circle of length `period`, or a cost given by the caller. */
  readonly ground: TransportNorm | 'circle' | 'user cost';
  readonly period?: number;
  readonly plan: TransportPlan;
  /** Kantorovich potentials φ on μ's points and ψ on ν's points: φ_i + ψ_j ≤ |x_i−y_j|ᵖ (to rounding). */
  readonly phi: Float64Array;
  readonly psi: Float64Array;
  /**
   * `optimal` only when |gap| ≤ 1e−9 of the cost. `inexact`: the plan is a coupling and the potentials are feasible, but
   * costs of very different size (large p, say) left a gap that doubles cannot close; look at [lower, distance].
   */
  readonly status: 'optimal' | 'inexact' | 'iteration limit' | 'infeasible';
  readonly iterations: number;
}
