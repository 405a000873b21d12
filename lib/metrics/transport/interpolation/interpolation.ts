import { numberIn } from '../../../numerics/guards';
import { checkedPair, type WeightedCloud } from '../cloud';
import { marginalDefect } from '../couplings';
import type { Cloud, TransportPlan, TransportResult } from '../types';

/** s ↦ μ_s, the geodesic of dist_MK,p from μ = μ_0 to ν = μ_1: an atom for each pair of the plan, which moves evenly. */
export interface DisplacementGeodesic {
  /** Number of atoms, that of the pairs of the plan. */
  readonly count: number;
  readonly dimension: number;
  /** Masses of the atoms, the same for all s. */
  readonly weights: Float64Array;
  /** μ_s for s in [0, 1]; `weights` is shared by all these clouds. */
  at(s: number): Cloud;
  /** The points of μ_s written to `out`, of length count·dimension, which is returned. */
  atInto(s: number, out: Float64Array): Float64Array;
}

/**
 * Displacement interpolation (R. J. McCann, A convexity principle for interacting gases, Adv. Math. 128, 1997): for a
 * coupling π the law μ_s of (1−s)x + sy under π. When π is optimal for |x−y|ᵖ, dist_MK,p(μ_s, μ_t) = |t−s| dist_MK,p(μ, ν)
 * in the norm of the result.
 *
 * On a circle mass goes along the shorter arc; points are not folded back into one period, so that they move
 * continuously. A user cost is taken to be one for which straight lines make sense.
 * @throws RangeError when the plan is no coupling of μ and ν (an infeasible result has none).
 */
export function displacementGeodesic(result: TransportResult, mu: Cloud, nu: Cloud): DisplacementGeodesic {
  const [first, second] = checkedPair(mu, nu);
  if (result.status === 'infeasible')
    throw new RangeError('result.status must not be infeasible: no coupling has a finite cost');
  const { plan, period } = result;
  checkCoupling(plan, mu, nu);
  const { dimension } = first;
  const from = gatheredPoints(first, plan.source);
  const to = gatheredPoints(second, plan.target);
  if (period !== undefined)
    for (let k = 0; k < to.length; k++) to[k] -= period * Math.round((to[k] - from[k]) / period);
  const weights = plan.mass.slice();
  const atInto = (s: number, out: Float64Array): Float64Array => {
    const rest = 1 - numberIn('s', s, 0, 1);
    if (!(out instanceof Float64Array) || out.length !== from.length)
      throw new RangeError(`out must be a Float64Array of length ${from.length}, got length ${out?.length}`);
    for (let k = 0; k < out.length; k++) out[k] = rest * from[k] + s * to[k];
    return out;
  };
  return {
    count: weights.length,
    dimension,
    weights,
    at: (s) => ({ points: atInto(s, new Float64Array(from.length)), dimension, weights }),
    atInto,
  };
}

/** μ_s of `displacementGeodesic` for one s in [0, 1]. */
export function displacementInterpolation(result: TransportResult, mu: Cloud, nu: Cloud, s: number): Cloud {
  return displacementGeodesic(result, mu, nu).at(s);
}

/**
 * The barycentric projection T(x_i) = Σ_j π_ij y_j / μ_i of a coupling π: the conditional mean E[y | x = x_i]. Returned is
 * the cloud of the T(x_i), in the order and with the weights of μ. An optimal plan for |x−y|² that splits no atom has T
 * as its map; otherwise T is the best map in the mean square. Points of μ without mass stay where they are.
 * @throws RangeError when the plan is no coupling of μ and ν.
 */
export function barycentricProjection(plan: TransportPlan, mu: Cloud, nu: Cloud): Cloud {
  const [first, second] = checkedPair(mu, nu);
  checkCoupling(plan, mu, nu);
  return {
    points: conditionalMeans(plan, first, second),
    dimension: first.dimension,
    weights: first.weights,
  };
}

/** E[y | x = x_i] for all i, particle-major. */
export function conditionalMeans(plan: TransportPlan, mu: WeightedCloud, nu: WeightedCloud): Float64Array {
  const { source, target, mass } = plan;
  const d = mu.dimension;
  const out = new Float64Array(mu.points.length);
  const total = new Float64Array(mu.count);
  for (let k = 0; k < mass.length; k++) {
    const i = source[k];
    total[i] += mass[k];
    for (let c = 0; c < d; c++) out[i * d + c] += mass[k] * nu.points[target[k] * d + c];
  }
  for (let k = 0; k < out.length; k++) {
    const sum = total[Math.floor(k / d)];
    out[k] = sum > 0 ? out[k] / sum : mu.points[k];
  }
  return out;
}

/** Weights may deviate from 1 by as much at the door. */
const MARGINAL_TOLERANCE = 1e-9;

function checkCoupling(plan: TransportPlan, mu: Cloud, nu: Cloud): void {
  const defect = marginalDefect(plan, mu, nu);
  if (!(defect <= MARGINAL_TOLERANCE))
    throw new RangeError(
      `plan must be a coupling of mu and nu, got marginals that differ by ${defect.toExponential(2)}`,
    );
}

function gatheredPoints({ points, dimension: d }: WeightedCloud, indices: Int32Array): Float64Array {
  const out = new Float64Array(indices.length * d);
  for (let k = 0; k < indices.length; k++)
    for (let c = 0; c < d; c++) out[k * d + c] = points[indices[k] * d + c];
  return out;
}
