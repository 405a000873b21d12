import { integerIn, numberIn, positive } from '../../../numerics/guards';
import type { OnProgress } from '../../../numerics/progress';
import { checkedPair, type WeightedCloud } from '../cloud';
import { checkedExponent, checkedNorm, costFunction, largestCostBound } from '../ground';
import { gathered, scattered } from '../orders';
import { spatialOrder } from '../spatial';
import type { Cloud, TransportNorm, TransportPlan, TransportResult } from '../types';
import { certify } from './certificate';
import { type EntropicProblem, entropicBytes, entropicBytesLimit } from './kernel';
import { entropicPlan } from './plan';
import { type SinkhornControls, type SinkhornOutcome, sinkhorn } from './sinkhorn';

export interface EntropicOptions {
  /** ε > 0, in the units of the cost |x−y|ᵖ; what `reg` is to POT, `blur`ᵖ to GeomLoss where the cost is the same. */
  readonly epsilon: number;
  /** Exponent of the cost |x−y|ᵖ, any real p ≥ 1; 1 by default. */
  readonly p?: number;
  /** Norm in |x−y|, Euclidean by default. */
  readonly norm?: TransportNorm;
  /** Absolute: what both marginals of the plan may miss together, Σ|·|, before it is rounded; 1e−9 by default. */
  readonly tolerance?: number;
  /** Sweeps over rows and columns; 10 000 by default. */
  readonly maxIterations?: number;
  /** Problems with more than this many pairs (i, j) are refused before the start; 1e8 by default, 8.5 bytes each. */
  readonly maxPairs?: number;
  readonly onProgress?: OnProgress;
}

export interface TransportEntropicOptions extends EntropicOptions {
  /** A cost c_ij ≥ 0, finite, in place of |x_i − y_j|ᵖ. It is called some dozens of times for each pair. */
  readonly cost?: (i: number, j: number) => number;
}

/**
 * Entropic transport with what it proves about the exact one.
 * OT_ε = min ∫c dπ + ε KL(π | μ⊗ν) over the couplings π, KL(π|ρ) = ∫log(dπ/dρ) dπ, c = |x−y|ᵖ.
 */
export interface TransportEntropicResult extends Pick<TransportResult, 'p' | 'ground' | 'phi' | 'psi'> {
  /** lower ≤ dist_MK,p ≤ upper (the distance, not its p-th power), whether converged or not: primal^{1/p}, max(0, dual)^{1/p}. */
  readonly lower: number;
  readonly upper: number;
  /** ∫c dπ for the coupling `plan()`, and ∫φ dμ + ∫ψ dν for the feasible potentials φ, ψ: values of the cost. */
  readonly primal: number;
  readonly dual: number;
  /**
   * entropicDual ≤ OT_ε ≤ entropicPrimal, whether converged or not. The lower one is
   * ∫f dμ + ∫g dν − ε ∬(exp((f+g−c)/ε) − 1) dμ dν, the upper one a bound of the primal value of `plan()`.
   */
  readonly entropicPrimal: number;
  readonly entropicDual: number;
  readonly epsilon: number;
  /** Entropic potentials: the plan is exp((f_i + g_j − c_ij)/ε) μ_i ν_j before it is rounded. */
  readonly f: Float64Array;
  readonly g: Float64Array;
  /** Σ|marginal − weights| of that plan over both marginals. */
  readonly marginalError: number;
  /** `converged`: marginalError ≤ tolerance (up to rounding). */
  readonly status: 'converged' | 'iteration limit';
  readonly iterations: number;
  /** The plan, rounded to a coupling; made when called, with the entries that are not negligible. */
  plan(): TransportPlan;
}

/**
 * Entropic optimal transport between finite clouds, by Sinkhorn's method (see sinkhorn.ts) in work O(n·m) a sweep.
 * dist_MK,p lies between `lower` and `upper`; both ends tend to it as ε → 0, and 0 ≤ upperᵖ − dist_MK,pᵖ ≤ ε log min(n, m)
 * for equal weights when converged. A small ε needs more sweeps.
 * @throws RangeError for bad input, ε below 1e−10 or above 1e6 of the largest cost (where exponents lose their digits), costs that
 * overflow, more than `maxPairs` pairs or 2 GiB.
 */
export function transportEntropic(
  mu: Cloud,
  nu: Cloud,
  options: TransportEntropicOptions,
): TransportEntropicResult {
  const { first, second, p, norm, controls } = checkedEntropic(mu, nu, options);
  const { cost: given } = options;
  const problem = given ? givenCosts(first, second, given) : pointProblem(first, second, p, norm);
  checkEpsilon(controls.epsilon, problem.largest);
  const { rows, columns } = given ? asGiven(first, second) : spatially(first, second);
  const ordered = given ? problem : pointProblem(permuted(first, rows), permuted(second, columns), p, norm);
  const outcome = sinkhorn(ordered, controls);
  const entropic = assembled(ordered, outcome, controls);
  const f = scattered(entropic.f, rows);
  const g = scattered(entropic.g, columns);
  const cost = given ?? costFunction(first, second, p, norm);
  const { weights: a } = first;
  const plan = { f, g, a, b: second.weights, epsilon: controls.epsilon, cost, rows, columns };
  return {
    ...entropic,
    lower: Math.max(0, entropic.dual) ** (1 / p),
    upper: entropic.primal ** (1 / p),
    p,
    ground: given ? 'user cost' : norm,
    epsilon: controls.epsilon,
    f,
    g,
    phi: scattered(entropic.phi, rows),
    psi: scattered(entropic.psi, columns),
    plan: () => entropicPlan(plan),
  };
}

type Solved = Pick<
  TransportEntropicResult,
  | 'primal'
  | 'dual'
  | 'entropicPrimal'
  | 'entropicDual'
  | 'f'
  | 'g'
  | 'phi'
  | 'psi'
  | 'marginalError'
  | 'status'
  | 'iterations'
>;

/** The outcome with its certificate, in the order of the problem. */
export function assembled(
  problem: EntropicProblem,
  { kernel, f, g, status, iterations }: SinkhornOutcome,
  { epsilon }: SinkhornControls,
): Solved {
  const { cost, ...certificate } = certify(problem, kernel, f, g, epsilon);
  return { ...certificate, primal: cost, f, g, status, iterations };
}

/** The arguments of the public functions, checked. */
export function checkedEntropic(
  mu: Cloud,
  nu: Cloud,
  options: EntropicOptions,
): {
  first: WeightedCloud;
  second: WeightedCloud;
  p: number;
  norm: TransportNorm;
  controls: SinkhornControls;
} {
  const [first, second] = checkedPair(mu, nu);
  if (options == null || typeof options !== 'object')
    throw new RangeError(`options must be { epsilon, ... }, got ${String(options)}`);
  const { epsilon, tolerance = 1e-9, maxIterations = 10_000, maxPairs = 1e8, onProgress } = options;
  const controls = {
    epsilon: positive('epsilon', epsilon),
    tolerance: numberIn('tolerance', tolerance, 1e-13, 1),
    maxIterations: integerIn('maxIterations', maxIterations, 0),
    onProgress,
  };
  const p = checkedExponent(options.p ?? 1);
  const norm = checkedNorm(options.norm ?? 'euclidean', first.dimension);
  refuseAbove(positive('maxPairs', maxPairs), first, second);
  return { first, second, p, norm, controls };
}

function refuseAbove(
  maxPairs: number,
  { count: n, dimension }: WeightedCloud,
  { count: m }: WeightedCloud,
): void {
  const bytes = entropicBytes(n, m, dimension);
  if (n * m <= maxPairs && bytes <= entropicBytesLimit) return;
  throw new RangeError(
    `n*m must be at most maxPairs = ${maxPairs} and need at most 2 GiB, got ${n}*${m} = ${n * m} pairs ` +
      `(estimated ${Math.ceil(bytes / 2 ** 20)} MiB and ${(n * m * 1e-9).toPrecision(2)} s a sweep): ` +
      'use fewer points or raise maxPairs',
  );
}

/** ε against the largest cost, an upper bound of which is known; beyond these limits exponents lose their digits. */
export function checkEpsilon(epsilon: number, largest: number): void {
  if (largest === 0 || (epsilon >= 1e-10 * largest && epsilon <= 1e6 * largest)) return;
  throw new RangeError(
    `epsilon must be between 1e-10 and 1e6 of the largest cost ${largest.toPrecision(3)}, got ${epsilon}`,
  );
}

/** The costs |x−y|ᵖ; p = 1 and 2 without a function of JavaScript. */
export function pointProblem(
  mu: WeightedCloud,
  nu: WeightedCloud,
  p: number,
  norm: TransportNorm,
): EntropicProblem {
  const largest = largestCostBound(mu, nu, p, norm);
  const { dimension } = mu;
  const split = norm === 'euclidean' ? dimension : dimension / 2;
  const costs =
    p === 1 || p === 2
      ? { x: mu.points, y: nu.points, dimension, split, square: p === 2 }
      : costFunction(mu, nu, p, norm);
  return { a: mu.weights, b: nu.weights, largest, costs };
}

function givenCosts(
  mu: WeightedCloud,
  nu: WeightedCloud,
  cost: (i: number, j: number) => number,
): EntropicProblem {
  let largest = 0;
  const checked = (i: number, j: number): number => {
    const c = cost(i, j);
    if (!(c >= 0 && c < Number.POSITIVE_INFINITY))
      throw new RangeError(`cost(${i}, ${j}) must be a finite number >= 0, got ${c}`);
    return c;
  };
  for (let i = 0; i < mu.count; i++)
    for (let j = 0; j < nu.count; j++) largest = Math.max(largest, checked(i, j));
  return { a: mu.weights, b: nu.weights, largest, costs: checked };
}

interface Orders {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** Neighbours in space side by side, so that the kernel has whole blocks that are negligible. */
export function spatially(mu: WeightedCloud, nu: WeightedCloud): Orders {
  const order = ({ points, dimension }: WeightedCloud): Int32Array => spatialOrder(points, dimension, 16);
  return { rows: order(mu), columns: order(nu) };
}

function asGiven(mu: WeightedCloud, nu: WeightedCloud): Orders {
  const order = ({ count }: WeightedCloud): Int32Array => Int32Array.from({ length: count }, (_, k) => k);
  return { rows: order(mu), columns: order(nu) };
}

export function permuted(cloud: WeightedCloud, order: Int32Array): WeightedCloud {
  const { dimension, points, weights } = cloud;
  const moved = new Float64Array(points.length);
  order.forEach((from, to) => {
    for (let k = 0; k < dimension; k++) moved[to * dimension + k] = points[from * dimension + k];
  });
  return { ...cloud, points: moved, weights: gathered(weights, order) };
}
