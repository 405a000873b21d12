import { integerIn, positive } from '../../numerics/guards';
import type { OnProgress } from '../../numerics/progress';
import { checkedPair, type WeightedCloud } from './cloud';
import { certified } from './duality';
import { checkedExponent, checkedNorm, costFunction, distanceBound } from './ground';
import { integerMasses } from './masses';
import { planOfTree } from './plan';
import { scanCost, scanEuclidean, scanMatrix } from './pricing';
import { solveTransport, type TransportProblem } from './simplex';
import type { Cloud, TransportNorm, TransportResult } from './types';

export interface TransportOptions {
  /** Exponent of the cost |x−y|ᵖ, any real p ≥ 1; 1 by default. */
  readonly p?: number;
  /** Norm in |x−y|, Euclidean by default. */
  readonly norm?: TransportNorm;
  /** Pivots after which the solver stops with status 'iteration limit'; 1000(n+m) by default, a hundred times the usual. */
  readonly maxIterations?: number;
  /** Problems with more than this many pairs (i, j) are refused before the start; 1e8 by default. */
  readonly maxPairs?: number;
  readonly onProgress?: OnProgress;
}

export interface ExactTransportOptions extends TransportOptions {
  /** A cost c_ij ≥ 0 in place of |x_i − y_j|ᵖ; `distance` is then (∫c dπ)^{1/p} with p as given. */
  readonly cost?: (i: number, j: number) => number;
}

/** A cost matrix is stored up to this many entries (128 MB). */
const STORED_PAIRS = 1.6e7;

/**
 * Exact optimal transport between finite clouds in Rⁿ: min ∫|x−y|ᵖ dπ over the couplings π of μ and ν
 * (Definitions 1.3 and 1.4), by the primal network simplex, with Kantorovich potentials as certificate.
 *
 * Weights are rounded to multiples of about 2⁻⁵¹, hence marginals are exact to 1e−15; atoms of weight 0 get potentials
 * but no mass. The relative gap is of the order of rounding, measured by the largest cost. When `maxIterations` pivots
 * do not suffice, the result is still a coupling and a lower bound, with status 'iteration limit'.
 * Memory O(n+m) for the Euclidean |x−y| and |x−y|². Other costs are stored as a matrix up to n·m = 4000²; beyond that
 * they are evaluated again and again, ten times slower. Time grows like n^2.4.
 * @throws RangeError for bad input, for costs that overflow, and for more than `maxPairs` pairs.
 */
export function transportExact(mu: Cloud, nu: Cloud, options: ExactTransportOptions = {}): TransportResult {
  const [first, second] = checkedPair(mu, nu);
  const p = checkedExponent(options.p ?? 1);
  const norm = checkedNorm(options.norm ?? 'euclidean', first.dimension);
  const { maxIterations = 1000 * (first.count + second.count) } = options;
  integerIn('maxIterations', maxIterations, 0);
  refuseAbove(positive('maxPairs', options.maxPairs ?? 1e8), first.count, second.count);
  const masses = integerMasses(first.weights, second.weights);
  const rows = support(masses.first);
  const columns = support(masses.second);
  const a = restricted(first, rows);
  const b = restricted(second, columns);
  const { cost: given } = options;
  const full = given ? checkedCost(given) : costFunction(first, second, p, norm);
  const cost = given ? (i: number, j: number) => full(rows[i], columns[j]) : costFunction(a, b, p, norm);
  const costBound = given ? largestCost(cost, a.count, b.count) : distanceBound(a, b, norm) ** p;
  if (!Number.isFinite(costBound)) {
    throw new RangeError(`p = ${p} makes the costs |x-y|^p overflow: rescale the points or lower p`);
  }
  const basis = solveTransport({
    supply: pick(masses.first, rows),
    demand: pick(masses.second, columns),
    cost,
    costBound,
    scan: given || norm !== 'euclidean' ? matrixScan(cost, a, b) : euclideanScan(cost, a, b, p),
    maxIterations,
    onProgress: options.onProgress,
  });
  const phi = new Float64Array(first.count).fill(Number.NaN);
  rows.forEach((i, k) => {
    phi[i] = basis.tree.potential[k];
  });
  return certified(first, second, full, {
    p,
    ground: given ? 'user cost' : norm,
    plan: planOfTree(basis.tree, rows, columns, masses.total),
    phi,
    status: basis.optimal ? 'optimal' : 'iteration limit',
    iterations: basis.iterations,
  });
}

type Cost = (i: number, j: number) => number;

function euclideanScan(cost: Cost, a: WeightedCloud, b: WeightedCloud, p: number): TransportProblem['scan'] {
  if (p === 1 || p === 2) return (potentials) => scanEuclidean(a, b, p, potentials);
  return matrixScan(cost, a, b);
}

function matrixScan(cost: Cost, a: WeightedCloud, b: WeightedCloud): TransportProblem['scan'] {
  if (a.count * b.count > STORED_PAIRS) return (potentials) => scanCost(cost, potentials);
  const matrix = storedCosts(cost, a.count, b.count);
  return (potentials) => scanMatrix(matrix, potentials);
}

function refuseAbove(maxPairs: number, n: number, m: number): void {
  if (n * m <= maxPairs) return;
  // Measured in the plane from n = m = 500 to 4000, where 2000 took 0.8 s.
  const seconds = 0.8 * ((n * m) / 4e6) ** 1.2;
  throw new RangeError(
    `n*m must be at most maxPairs = ${maxPairs}, got ${n}*${m} = ${n * m} pairs (estimated ${seconds.toPrecision(2)} s` +
      ' and more): use fewer points or raise maxPairs',
  );
}

function support(masses: Float64Array): Int32Array {
  const indices: number[] = [];
  masses.forEach((mass, i) => {
    if (mass > 0) indices.push(i);
  });
  return Int32Array.from(indices);
}

function pick(values: Float64Array, indices: Int32Array): Float64Array {
  return Float64Array.from(indices, (i) => values[i]);
}

function restricted(cloud: WeightedCloud, indices: Int32Array): WeightedCloud {
  if (indices.length === cloud.count) return cloud;
  const { dimension } = cloud;
  const points = new Float64Array(indices.length * dimension);
  indices.forEach((i, k) => {
    points.set(cloud.points.subarray(i * dimension, (i + 1) * dimension), k * dimension);
  });
  return { points, dimension, count: indices.length, weights: pick(cloud.weights, indices) };
}

function checkedCost(cost: Cost): Cost {
  return (i, j) => {
    const c = cost(i, j);
    if (!(c >= 0 && c < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`cost(${i}, ${j}) must be a finite number >= 0, got ${c}`);
    }
    return c;
  };
}

function largestCost(cost: Cost, n: number, m: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) largest = Math.max(largest, cost(i, j));
  }
  return largest;
}

function storedCosts(cost: Cost, n: number, m: number): Float64Array {
  const matrix = new Float64Array(n * m);
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j < m; j++, k++) matrix[k] = cost(i, j);
  }
  return matrix;
}
