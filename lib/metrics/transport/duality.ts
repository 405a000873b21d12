import { checkedPair, type WeightedCloud } from './cloud';
import { costFunction, pointDistance } from './ground';
import type { Cloud, TransportResult } from './types';

type Cost = (i: number, j: number) => number;

/**
 * ψ_j = min_i (c_ij − φ_i), the largest ψ with φ_i + ψ_j ≤ c_ij (the c-transform of φ). Entries of φ that are NaN are
 * unknown and take no part. The length of ψ is `m`.
 */
export function cTransform(cost: Cost, phi: Float64Array, m: number): Float64Array {
  const psi = new Float64Array(m).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < phi.length; i++) {
    const base = phi[i];
    if (Number.isNaN(base)) continue;
    for (let j = 0; j < m; j++) {
      const bound = cost(i, j) - base;
      if (bound < psi[j]) psi[j] = bound;
    }
  }
  return psi;
}

/** ∫φ dμ + ∫ψ dν. */
export function dualValue(
  mu: WeightedCloud,
  nu: WeightedCloud,
  phi: ArrayLike<number>,
  psi: ArrayLike<number>,
): number {
  return weightedSum(mu.weights, phi) + weightedSum(nu.weights, psi);
}

/** What rounding alone leaves of ∫φ dμ + ∫ψ dν, whose terms may be far larger than their sum. */
function roundingOf(mu: WeightedCloud, nu: WeightedCloud, phi: Float64Array, psi: Float64Array): number {
  return 1e-15 * (weightedSize(mu.weights, phi) + weightedSize(nu.weights, psi));
}

function weightedSize(weights: Float64Array, values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++)
    sum += values[i] < 0 ? -weights[i] * values[i] : weights[i] * values[i];
  return sum;
}

function weightedSum(weights: Float64Array, values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] * values[i];
  return sum;
}

/** Adds a constant to φ and takes it from ψ so that ∫φ dμ = ∫ψ dν: no digits are lost to a common offset. */
function balance(mu: WeightedCloud, nu: WeightedCloud, phi: Float64Array, psi: Float64Array): void {
  const offset = (weightedSum(nu.weights, psi) - weightedSum(mu.weights, phi)) / 2;
  for (let i = 0; i < phi.length; i++) phi[i] += offset;
  for (let j = 0; j < psi.length; j++) psi[j] -= offset;
}

/** What a solver knows: a coupling, φ where it has found it (NaN elsewhere), perhaps ψ. */
export interface TransportOutcome
  extends Pick<TransportResult, 'p' | 'ground' | 'period' | 'plan' | 'status' | 'iterations'> {
  readonly phi: Float64Array;
  /** Present when φ, ψ are known to be feasible; otherwise ψ becomes the c-transform of φ. */
  readonly psi?: Float64Array;
  /** Σ mass·cost over the plan, when already known. */
  readonly primal?: number;
}

function planCost({ source, target, mass }: TransportResult['plan'], cost: Cost): number {
  let sum = 0;
  for (let k = 0; k < mass.length; k++) sum += mass[k] * cost(source[k], target[k]);
  return sum;
}

/** The outcome of a solver with feasible potentials and both values: the one way to a `TransportResult`. */
export function certified(
  mu: WeightedCloud,
  nu: WeightedCloud,
  cost: Cost,
  outcome: TransportOutcome,
): TransportResult {
  const { p, ground, period, plan, status, iterations } = outcome;
  const phi = outcome.phi.slice();
  const psi = outcome.psi?.slice() ?? cTransform(cost, phi, nu.count);
  for (let i = 0; i < phi.length; i++) {
    if (Number.isNaN(phi[i])) phi[i] = cTransform((j) => cost(i, j), psi, 1)[0];
  }
  balance(mu, nu, phi, psi);
  // Without a coupling of finite cost potentials may earn as much as they like.
  const impossible = status === 'infeasible';
  const primal = impossible ? Number.POSITIVE_INFINITY : (outcome.primal ?? planCost(plan, cost));
  const dual = impossible ? Number.POSITIVE_INFINITY : dualValue(mu, nu, phi, psi);
  const open = Math.abs(primal - dual) - 1e-9 * Math.abs(primal);
  const closed = open <= 0 || open <= roundingOf(mu, nu, phi, psi);
  return {
    distance: primal ** (1 / p),
    lower: Math.max(0, dual) ** (1 / p),
    primal,
    dual,
    gap: impossible ? 0 : primal - dual,
    p,
    ground,
    ...(period === undefined ? {} : { period }),
    plan,
    phi,
    psi,
    status: status === 'optimal' && !closed ? 'inexact' : status,
    iterations,
  };
}

/** Feasible potentials and the problem they belong to: part of what `transportExact` and `transportEntropic` return. */
export type TransportPotentials = Pick<TransportResult, 'p' | 'ground' | 'period' | 'phi' | 'psi'>;

/**
 * The largest violation max(0, φ_i + ψ_j − c_ij) over all pairs: 0, or rounding, for a true certificate.
 * The cost is rebuilt from the points and `result.ground`; a result of a user cost needs it again as `cost`.
 * Work O(n·m).
 */
export function dualDefect(
  result: TransportPotentials,
  mu: Cloud,
  nu: Cloud,
  cost?: (i: number, j: number) => number,
): number {
  const [first, second] = checkedPair(mu, nu);
  checkSizes(result, first, second);
  const c = cost ?? costFunction(first, second, result.p, result.ground, result.period);
  let defect = 0;
  for (let i = 0; i < first.count; i++) {
    for (let j = 0; j < second.count; j++) {
      defect = Math.max(defect, result.phi[i] + result.psi[j] - c(i, j));
    }
  }
  return defect;
}

function checkSizes({ phi, psi }: TransportPotentials, mu: WeightedCloud, nu: WeightedCloud): void {
  if (phi.length !== mu.count || psi.length !== nu.count) {
    throw new RangeError(
      `result must belong to clouds of ${phi.length} and ${psi.length} points, got ${mu.count} and ${nu.count}`,
    );
  }
}

/** A 1-Lipschitz function φ on all of Rⁿ and what it proves. */
export interface KantorovichRubinsteinPotential {
  /** φ(z), z of length n. */
  value(z: ArrayLike<number>): number;
  /** ∫φ dμ − ∫φ dν, a lower bound of dist_MK,1(μ, ν) for any such φ and equal to it for an optimal one. */
  readonly attained: number;
}

/**
 * The maximiser of the Kantorovich–Rubinstein formula dist_MK,1(μ,ν) = sup{∫φ dμ − ∫φ dν : Lip(φ) ≤ 1}:
 * φ(z) = min_j (|z−y_j| − ψ_j), with |·| the ground of the result. A minimum of 1-Lipschitz functions is 1-Lipschitz.
 * @throws RangeError unless result.p = 1 and the ground is a distance.
 */
export function kantorovichRubinsteinPotential(
  result: TransportPotentials,
  mu: Cloud,
  nu: Cloud,
): KantorovichRubinsteinPotential {
  const [first, second] = checkedPair(mu, nu);
  checkSizes(result, first, second);
  if (result.p !== 1)
    throw new RangeError(`result.p must be 1 for the Kantorovich-Rubinstein formula, got ${result.p}`);
  const { dimension, points, count } = second;
  const distance = pointDistance(result.ground, dimension, result.period);
  const psi = result.psi.slice();
  const at = (z: ArrayLike<number>, k: number): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < count; j++) least = Math.min(least, distance(z, k, points, j) - psi[j]);
    return least;
  };
  const onCloud = (c: WeightedCloud): number =>
    weightedSum(
      c.weights,
      Float64Array.from({ length: c.count }, (_, k) => at(c.points, k)),
    );
  return {
    attained: onCloud(first) - onCloud(second),
    value: (z) => {
      if (z.length !== dimension)
        throw new RangeError(`z must have length ${dimension}, got length ${z.length}`);
      return at(z, 0);
    },
  };
}
