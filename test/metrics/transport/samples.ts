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

type Cost = (i: number, j: number) => number;

/** The assignment problem by the Hungarian method (Kuhn 1955, with the O(n³) bookkeeping of Lawler 1976): Σ c / n. */
export function hungarian(n: number, cost: Cost): number {
  const [u, v] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  const match = new Int32Array(n + 1); // row of a column, both counted from 1
  for (let row = 1; row <= n; row++) {
    const way = new Int32Array(n + 1);
    const slack = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(n + 1);
    match[0] = row;
    let j = 0;
    while (match[j] !== 0) {
      used[j] = 1;
      let [delta, next] = [Number.POSITIVE_INFINITY, 0];
      for (let k = 1; k <= n; k++) {
        if (used[k]) continue;
        const reduced = cost(match[j] - 1, k - 1) - u[match[j]] - v[k];
        if (reduced < slack[k]) {
          slack[k] = reduced;
          way[k] = j;
        }
        if (slack[k] < delta) [delta, next] = [slack[k], k];
      }
      for (let k = 0; k <= n; k++) {
        if (used[k]) {
          u[match[k]] += delta;
          v[k] -= delta;
        } else slack[k] -= delta;
      }
      j = next;
    }
    while (j !== 0) {
      match[j] = match[way[j]];
      j = way[j];
    }
  }
  let sum = 0;
  for (let j = 1; j <= n; j++) sum += cost(match[j] - 1, j - 1);
  return sum / n;
}

/**
 * Transport between integer masses by cancelling cycles (Klein 1967): from the north-west corner plan, cycles of negative
 * cost in the residual graph (Bellman and Ford) are used up until none is left. Returns Σ mass·cost, or ∞.
 */
export function cycleCancelling(supply: number[], demand: number[], cost: Cost): number {
  const [n, m] = [supply.length, demand.length];
  const flow = supply.map(() => demand.map(() => 0));
  const [left, room] = [supply.slice(), demand.slice()];
  for (let i = 0, j = 0; i < n && j < m; ) {
    const amount = Math.min(left[i], room[j]);
    flow[i][j] += amount;
    left[i] -= amount;
    room[j] -= amount;
    if (left[i] === 0) i++;
    else j++;
  }
  const BIG = 1e6; // stands for ∞, far above the other costs of these tests
  const finite: Cost = (i, j) => Math.min(BIG, cost(i, j));
  for (;;) {
    const cycle = negativeCycle(n, m, flow, finite);
    if (!cycle) break;
    const backwards = cycle.filter(({ forward }) => !forward);
    const amount = Math.min(...backwards.map(({ i, j }) => flow[i][j]));
    for (const { i, j, forward } of cycle) flow[i][j] += forward ? amount : -amount;
  }
  let sum = 0;
  flow.forEach((line, i) => {
    line.forEach((amount, j) => {
      if (amount > 0) sum += amount * cost(i, j);
    });
  });
  return sum;
}

interface Step {
  readonly i: number;
  readonly j: number;
  readonly forward: boolean;
}

function negativeCycle(n: number, m: number, flow: number[][], cost: Cost): Step[] | undefined {
  const distance = new Float64Array(n + m);
  const before: (Step | undefined)[] = new Array(n + m).fill(undefined);
  const tail = ({ i, j, forward }: Step): number => (forward ? i : n + j);
  let last = -1;
  for (let pass = 0; pass <= n + m; pass++) {
    last = -1;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) {
        const c = cost(i, j);
        if (distance[i] + c < distance[n + j] - 1e-12) {
          distance[n + j] = distance[i] + c;
          before[n + j] = { i, j, forward: true };
          last = n + j;
        }
        if (flow[i][j] > 0 && distance[n + j] - c < distance[i] - 1e-12) {
          distance[i] = distance[n + j] - c;
          before[i] = { i, j, forward: false };
          last = i;
        }
      }
    }
    if (last < 0) return undefined;
  }
  for (let k = 0; k < n + m; k++) last = tail(before[last]!);
  const cycle: Step[] = [];
  let node = last;
  do {
    const step = before[node]!;
    cycle.push(step);
    node = tail(step);
  } while (node !== last);
  return cycle;
}
