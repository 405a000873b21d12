import { finite, integerIn } from '../../numerics/guards';
import { checkedPair } from './cloud';
import { checkedExponent, checkedNorm, pointDistance, powerFunction } from './ground';
import type { Cloud, TransportNorm, TransportPlan } from './types';

/** Any generator of uniform numbers in [0, 1). */
export interface UniformSource {
  uniform(): number;
}

/**
 * The marginals of a coupling of n and m points (Definition 1.3): first[i] = π({x_i}×Rⁿ), second[j] = π(Rⁿ×{y_j}).
 * @throws RangeError when the plan names a point that is not there.
 */
export function couplingMarginals(
  plan: TransportPlan,
  n: number,
  m: number,
): { first: Float64Array; second: Float64Array } {
  checkPlan(plan, integerIn('n', n, 1), integerIn('m', m, 1));
  const first = new Float64Array(n);
  const second = new Float64Array(m);
  for (let k = 0; k < plan.mass.length; k++) {
    first[plan.source[k]] += plan.mass[k];
    second[plan.target[k]] += plan.mass[k];
  }
  return { first, second };
}

function checkPlan({ source, target, mass }: TransportPlan, n: number, m: number): void {
  if (source.length !== mass.length || target.length !== mass.length) {
    throw new RangeError(
      `plan must have arrays of one length, got ${source.length}, ${target.length} and ${mass.length}`,
    );
  }
  for (let k = 0; k < mass.length; k++) {
    integerIn(`plan.source[${k}]`, source[k], 0, n - 1);
    integerIn(`plan.target[${k}]`, target[k], 0, m - 1);
    if (finite(`plan.mass[${k}]`, mass[k]) < 0)
      throw new RangeError(`plan.mass[${k}] must be >= 0, got ${mass[k]}`);
  }
}

/** ∬|x−y|ᵖ dπ: the p-th power of a distance, an upper bound of dist_MK,pᵖ for every coupling π. */
export function couplingCost(
  plan: TransportPlan,
  mu: Cloud,
  nu: Cloud,
  p = 1,
  norm: TransportNorm = 'euclidean',
): number {
  const [first, second] = checkedPair(mu, nu);
  const power = powerFunction(checkedExponent(p));
  const distance = pointDistance(checkedNorm(norm, first.dimension), first.dimension);
  checkPlan(plan, first.count, second.count);
  let sum = 0;
  for (let k = 0; k < plan.mass.length; k++) {
    sum += plan.mass[k] * power(distance(first.points, plan.source[k], second.points, plan.target[k]));
  }
  return sum;
}

/** The largest deviation of the marginals of `plan` from the weights of μ and ν; 0 (to rounding) for a coupling. */
export function marginalDefect(plan: TransportPlan, mu: Cloud, nu: Cloud): number {
  const [a, b] = checkedPair(mu, nu);
  const { first, second } = couplingMarginals(plan, a.count, b.count);
  let defect = 0;
  for (let i = 0; i < a.count; i++) defect = Math.max(defect, Math.abs(first[i] - a.weights[i]));
  for (let j = 0; j < b.count; j++) defect = Math.max(defect, Math.abs(second[j] - b.weights[j]));
  return defect;
}

/** The product coupling μ⊗ν with all n·m pairs. */
export function productCoupling(mu: Cloud, nu: Cloud): TransportPlan {
  const [{ count: n, weights: a }, { count: m, weights: b }] = checkedPair(mu, nu);
  const plan = emptyPlan(n * m);
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j < m; j++, k++) {
      plan.source[k] = i;
      plan.target[k] = j;
      plan.mass[k] = a[i] * b[j];
    }
  }
  return plan;
}

/** A random coupling: both clouds are shuffled, then filled up in that order (north-west corner rule). */
export function randomCoupling(mu: Cloud, nu: Cloud, random: UniformSource): TransportPlan {
  const [{ count: n, weights: a }, { count: m, weights: b }] = checkedPair(mu, nu);
  const rows = shuffled(n, random);
  const columns = shuffled(m, random);
  const plan = emptyPlan(n + m - 1);
  let size = 0;
  let [i, j] = [0, 0];
  let [left, room] = [a[rows[0]], b[columns[0]]];
  while (i < n && j < m) {
    // The last row takes what the columns still need and conversely, so that rounding leaves nothing over.
    const mass = i === n - 1 ? room : j === m - 1 ? left : Math.min(left, room);
    if (mass > 0) {
      plan.source[size] = rows[i];
      plan.target[size] = columns[j];
      plan.mass[size++] = mass;
    }
    left -= mass;
    room -= mass;
    if (i < n - 1 && (j === m - 1 || left <= room)) left = a[rows[++i]];
    else room = b[columns[++j]];
  }
  return {
    source: plan.source.slice(0, size),
    target: plan.target.slice(0, size),
    mass: plan.mass.slice(0, size),
  };
}

function emptyPlan(size: number): TransportPlan {
  return { source: new Int32Array(size), target: new Int32Array(size), mass: new Float64Array(size) };
}

/** A random permutation of 0 … n−1 (Fisher and Yates). */
function shuffled(n: number, random: UniformSource): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
