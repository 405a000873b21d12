import { integerIn } from '../numerics/guards';
import { MAX_ATOMS } from './discretiseLaw';
import type { Distribution1D, PhaseSpaceDensity, PhaseSpacePoints } from './types';

export interface QuasirandomPoints extends PhaseSpacePoints {
  readonly dimension: number;
  readonly count: number;
  /** W₁ between each of the 2d marginals of f and that of the cloud: lower bounds of W₁ between f and the cloud. */
  readonly marginalW1: Float64Array;
}

/** The root > 1 of ρ^{m+1} = ρ + 1: the golden ratio for m = 1, the plastic number for m = 2. */
function generalisedGoldenRatio(m: number): number {
  let root = 2;
  for (let round = 0; round < 100; round++) root = (1 + root) ** (1 / (m + 1));
  return root;
}

/** The ranks 0 … n−1 of the fractional parts of ½ + k·step, k = 0 … n−1. */
function kroneckerRanks(step: number, n: number): Int32Array {
  const value = Float64Array.from({ length: n }, (_, k) => (0.5 + k * step) % 1);
  const order = Int32Array.from(value.keys()).sort((a, b) => value[a] - value[b]);
  const ranks = new Int32Array(n);
  order.forEach((k, rank) => {
    ranks[k] = rank;
  });
  return ranks;
}

/** Means of n intervals of equal probability, and W₁ from the law to them. */
function equalProbabilityMeans(law: Distribution1D, n: number): { means: Float64Array; w1: number } {
  const means = new Float64Array(n);
  let w1 = 0;
  let left = law.support[0];
  for (let k = 0; k < n; k++) {
    const right = k === n - 1 ? law.support[1] : law.quantile((k + 1) / n);
    const cell = law.cell(left, right);
    means[k] = cell.mean;
    w1 += cell.deviation / n;
    left = right;
  }
  return { means, w1 };
}

/**
 * n atoms of equal weight on a lattice bent by the quantile functions: like random draws no two atoms share a coordinate,
 * unlike them all one-dimensional marginals are as even as n points can be. Coordinate j of atom k is the mean of the
 * slice of probability 1/n whose number is the rank of {½ + kρ^{−j}} (the first coordinate takes k itself), ρ the
 * generalised golden ratio: a Fibonacci-like lattice in the plane (M. Roberts' choice of ρ). The mean of f is kept.
 * Good for films and for long runs, where the rows of a product grid would show; for a certified distance to f in
 * 2d dimensions use `discretiseEqualWeights`.
 * @throws RangeError when n is not an integer in [1, 200 000].
 */
export function discretiseQuasirandom(density: PhaseSpaceDensity, n: number): QuasirandomPoints {
  integerIn('n', n, 1, MAX_ATOMS);
  const d = density.dimension;
  const x = new Float64Array(n * d);
  const xi = new Float64Array(n * d);
  const marginalW1 = new Float64Array(2 * d);
  const spread = density.coordinates.filter((law) => law.variance > 0).length;
  const ratio = generalisedGoldenRatio(Math.max(1, spread - 1));
  let power = 0;
  density.coordinates.forEach((law, i) => {
    const { means, w1 } = equalProbabilityMeans(law, law.variance > 0 ? n : 1);
    marginalW1[i] = w1;
    const ranks = law.variance > 0 && power > 0 ? kroneckerRanks(ratio ** -power, n) : undefined;
    const target = i < d ? x : xi;
    for (let k = 0; k < n; k++)
      target[k * d + (i % d)] = means[law.variance > 0 ? (ranks ? ranks[k] : k) : 0];
    if (law.variance > 0) power++;
  });
  return { x, xi, dimension: d, count: n, marginalW1 };
}
