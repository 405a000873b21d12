import type { Cloud } from '../../../lib/metrics/transport/types';

/** A small seeded generator (mulberry32), so that these tests rest on nothing but the transport code. */
export function seeded(seed: number): { uniform(): number } {
  let state = seed >>> 0;
  return {
    uniform(): number {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}

export function randomCloud(
  random: { uniform(): number },
  count: number,
  dimension: number,
  weighted = false,
  map: (t: number) => number = (t) => t,
): Cloud {
  const points = Float64Array.from({ length: count * dimension }, () => map(random.uniform()));
  if (!weighted) return { points, dimension };
  const raw = Float64Array.from({ length: count }, () => 0.05 + random.uniform());
  const sum = raw.reduce((a, b) => a + b, 0);
  return { points, dimension, weights: raw.map((w) => w / sum) };
}

export const moved = (cloud: Cloud, map: (t: number, k: number) => number): Cloud => ({
  ...cloud,
  points: cloud.points.map((t, i) => map(t, i % cloud.dimension)),
});

/** min over permutations s of Σ_i c(i, s(i))/n: optimal transport of n equal atoms, by trying everything. */
export function bruteForce(n: number, cost: (i: number, j: number) => number): number {
  const used = new Array<boolean>(n).fill(false);
  const best = (i: number): number => {
    if (i === n) return 0;
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < n; j++) {
      if (used[j]) continue;
      used[j] = true;
      least = Math.min(least, cost(i, j) + best(i + 1));
      used[j] = false;
    }
    return least;
  };
  return best(0) / n;
}

/** |x_i − y_j| written out once more, independently of the library. */
export function euclidean(mu: Cloud, nu: Cloud): (i: number, j: number) => number {
  const d = mu.dimension;
  return (i, j) => {
    const x = mu.points.subarray(i * d, (i + 1) * d);
    const y = nu.points.subarray(j * d, (j + 1) * d);
    return Math.hypot(...x.map((t, k) => t - y[k]));
  };
}

export function largestCost(mu: Cloud, nu: Cloud, p: number): number {
  const distance = euclidean(mu, nu);
  let largest = 0;
  for (let i = 0; i < mu.points.length / mu.dimension; i++) {
    for (let j = 0; j < nu.points.length / nu.dimension; j++)
      largest = Math.max(largest, distance(i, j) ** p);
  }
  return largest;
}
