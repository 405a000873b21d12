import {
  type Cloud,
  cloud,
  dualDefect,
  marginalDefect,
  type TransportResult,
  transportExact,
  wasserstein,
} from '../../../../lib/metrics/transport';
import { spatialOrder } from '../../../../lib/metrics/transport/spatial';
import { cycleCancelling, euclidean, hungarian, largestCost, moved, randomCloud, seeded } from '../samples';

/** Hundreds of roundings of the largest cost, as in exact.test.ts. */
const GAP = 1e-13;

function expectCertified(result: TransportResult, mu: Cloud, nu: Cloud): void {
  const scale = largestCost(mu, nu, result.p);
  expect(result.status).toBe('optimal');
  expect(Math.abs(result.gap)).toBeLessThanOrEqual(Math.min(GAP * scale, 1e-9 * result.primal));
  expect(dualDefect(result, mu, nu)).toBeLessThanOrEqual(GAP * scale);
  expect(marginalDefect(result.plan, mu, nu)).toBeLessThanOrEqual(1e-14); // weights are rounded to about 2⁻⁵¹
}

/** The arcs that carry mass, as a forest: no path of arcs comes back to where it began. */
function expectForest({ plan }: TransportResult, n: number, m: number): void {
  const parent = Int32Array.from({ length: n + m }, (_, k) => k);
  const rootOf = (k: number): number => (parent[k] === k ? k : rootOf(parent[k]));
  plan.source.forEach((i, k) => {
    const [a, b] = [rootOf(i), rootOf(n + plan.target[k])];
    expect(a).not.toBe(b);
    parent[a] = b;
  });
}

const sizes = process.env.LONG ? [130, 257, 600] : [70, 110];

describe('above the size of one level and one block', () => {
  test.each(sizes)('%i equal atoms: the Hungarian method', (n) => {
    const random = seeded(n);
    for (const [dimension, p] of [
      [1, 2],
      [2, 1],
      [2, 3],
      [3, 2],
      [6, 1],
    ]) {
      {
        const [mu, nu] = [randomCloud(random, n, dimension), randomCloud(random, n, dimension)];
        const distance = euclidean(mu, nu);
        const costs = Array.from({ length: n * n }, (_, k) => distance(Math.floor(k / n), k % n) ** p);
        const result = transportExact(mu, nu, { p });
        expectCertified(result, mu, nu);
        expect(result.primal / hungarian(n, (i, j) => costs[i * n + j])).toBeCloseTo(1, 12);
        expect(result.plan.mass.length).toBe(n);
      }
    }
  });

  test('integer masses in integer lattices: cancelling cycles, and a forest in spite of ties', () => {
    const random = seeded(40);
    for (let round = 0; round < 12; round++) {
      const [n, m] = [2 + Math.floor(11 * random.uniform()), 2 + Math.floor(11 * random.uniform())];
      const masses = (k: number, total: number): number[] => {
        const out = new Array(k).fill(1);
        for (let left = total - k; left > 0; left--) out[Math.floor(k * random.uniform())]++;
        return out;
      };
      const total = 32;
      const [a, b] = [masses(n, total), masses(m, total)];
      const weighted = (k: number, counts: number[]): Cloud => ({
        ...randomCloud(random, k, 2, false, (t) => Math.floor(5 * t)),
        weights: Float64Array.from(counts, (count) => count / total),
      });
      const [mu, nu] = [weighted(n, a), weighted(m, b)];
      const distance = euclidean(mu, nu);
      const result = transportExact(mu, nu, { p: 2 });
      expect(result.primal * total).toBeCloseTo(
        cycleCancelling(a, b, (i, j) => distance(i, j) ** 2),
        9, // squares of roots of integers
      );
      expectForest(result, n, m);
    }
  });

  test.each([
    ['random weights in the plane', 200, 200, 2, (t: number): number => t],
    ['clustered', 100, 160, 3, (t: number): number => Math.round(4 * t) + 1e-3 * t],
    ['an integer lattice', 200, 150, 2, (t: number): number => Math.floor(9 * t)],
    ['huge', 90, 90, 2, (t: number): number => 1e9 * t],
    ['tiny', 90, 90, 2, (t: number): number => 1e-9 * t],
    ['few against many', 3, 500, 2, (t: number): number => t],
    ['many against few', 500, 5, 2, (t: number): number => t],
  ] as const)('%s: certificate, forest and symmetry', (_, n, m, dimension, map) => {
    const random = seeded(n + m);
    for (const p of [1, 2, 3]) {
      const mu = randomCloud(random, n, dimension, true, map);
      const nu = randomCloud(random, m, dimension, true, map);
      const result = transportExact(mu, nu, { p });
      expectCertified(result, mu, nu);
      expectForest(result, n, m);
      expect(transportExact(nu, mu, { p }).primal / result.primal).toBeCloseTo(1, 12);
    }
  });

  test('on a line in the plane it is the distance on the line', () => {
    const random = seeded(41);
    const [a, b] = [randomCloud(random, 400, 1, true), randomCloud(random, 300, 1, true)];
    const inPlane = (c: Cloud): Cloud => ({
      dimension: 2,
      weights: c.weights,
      points: Float64Array.from(c.points).reduce(
        (out, t, i) => {
          out.set([3 * t, 4 * t], 2 * i);
          return out;
        },
        new Float64Array(2 * c.points.length),
      ),
    });
    for (const p of [1, 1.5, 2]) {
      const result = transportExact(inPlane(a), inPlane(b), { p });
      expect(result.distance / (5 * wasserstein(a, b, { p }).distance)).toBeCloseTo(1, 12);
    }
  });

  test('translations, rotations and scalings', () => {
    const random = seeded(42);
    const [mu, nu] = [randomCloud(random, 150, 2, true), randomCloud(random, 200, 2)];
    const image = (c: Cloud): Cloud => ({
      ...c,
      points: c.points.map((t, k) =>
        k % 2 === 0 ? 7 + 0.6 * t - 0.8 * c.points[k + 1] : -3 + 0.8 * c.points[k - 1] + 0.6 * t,
      ),
    });
    for (const p of [1, 2]) {
      const distance = transportExact(mu, nu, { p }).distance;
      expect(transportExact(image(mu), image(nu), { p }).distance).toBeCloseTo(distance, 13);
      const scaled = [mu, nu].map((c) => moved(c, (t) => 2 ** 20 * t));
      expect(transportExact(scaled[0], scaled[1], { p }).distance).toBe(2 ** 20 * distance);
    }
  });
});

describe('forbidden pairs', () => {
  test('are avoided where a plan exists', () => {
    const random = seeded(43);
    for (let round = 0; round < 20; round++) {
      const n = 3 + Math.floor(20 * random.uniform());
      const atoms = randomCloud(random, n, 1);
      const costs = Array.from({ length: n * n }, (_, k) =>
        k % (n + 1) === 0 || random.uniform() < 0.3 ? random.uniform() : Number.POSITIVE_INFINITY,
      );
      const cost = (i: number, j: number): number => costs[i * n + j];
      const result = transportExact(atoms, atoms, { cost });
      const ones = new Array(n).fill(1);
      expect(result.status).toBe('optimal');
      expect(result.primal).toBeCloseTo(cycleCancelling(ones, ones, cost) / n, 12);
      expect(dualDefect(result, atoms, atoms, cost)).toBeLessThanOrEqual(GAP);
    }
  });

  test('rows wait for what later rounds release', () => {
    // Row i may only serve columns i and i+30, whose weights add up to its own; rounded they often do not. Weights k/2¹⁷ are exact.
    const cost = (i: number, j: number): number =>
      (j === 60 ? i === 30 : j % 30 === i) ? 1 : Number.POSITIVE_INFINITY;
    const dyadic = (k: number): number => (1001 + ((7919 * k) % 1009)) / 2 ** 17;
    const b = Array.from({ length: 60 }, (_, j) => dyadic(j));
    b.push(1 - b.reduce((sum, w) => sum + w, 0));
    const a = Array.from({ length: 30 }, (_, i) => b[i] + b[i + 30]).concat(b[60]);
    const exactly = transportExact(
      { points: new Float64Array(31), dimension: 1, weights: Float64Array.from(a) },
      { points: new Float64Array(61), dimension: 1, weights: Float64Array.from(b) },
      { cost },
    );
    expect([exactly.status, exactly.distance]).toEqual(['optimal', 1]);
  });

  test('without a plan the status says so', () => {
    const atoms = cloud([0, 1, 2], 1);
    const forbidden = Number.POSITIVE_INFINITY;
    // Hall's condition fails: two rows have one column between them; or a column has no row at all.
    for (const allowed of [
      [1, 0, 0, 1, 0, 0, 1, 1, 1],
      [1, 1, 0, 1, 1, 0, 1, 1, 0],
    ]) {
      const cost = (i: number, j: number): number => (allowed[3 * i + j] ? 1 : forbidden);
      const result = transportExact(atoms, atoms, { cost });
      expect(result.status).toBe('infeasible');
      expect(result.distance).toBe(forbidden);
      expect(marginalDefect(result.plan, atoms, atoms)).toBeLessThan(1e-15);
    }
    // With random weights the rows wait for later rounds before it is certain.
    const [mu, nu] = [randomCloud(seeded(44), 40, 1, true), randomCloud(seeded(45), 30, 1, true)];
    const cost = (i: number, j: number): number => (i < 20 && j >= 2 ? forbidden : 1);
    const { status, distance, lower, gap } = transportExact(mu, nu, { cost });
    expect([status, distance, lower, gap]).toEqual(['infeasible', Infinity, Infinity, 0]);
    // Rows that are forbidden to most of the others, at a size where fewer atoms are solved first.
    const band = (i: number, j: number): number => (Math.abs(i - j) <= 1 ? Math.abs(i - j) : forbidden);
    const line = randomCloud(seeded(48), 200, 1);
    const result = transportExact(line, line, { cost: band });
    expect([result.status, result.distance]).toEqual(['optimal', 0]);
  });
});

describe('a result as start', () => {
  const random = seeded(46);

  test('does not change the optimum', () => {
    for (const [n, m] of [
      [120, 120],
      [80, 150],
      [150, 80],
    ]) {
      for (const p of [1, 2, 3]) {
        const [mu, nu] = [randomCloud(random, n, 2, n !== m), randomCloud(random, m, 2)];
        const start = transportExact(mu, nu, { p });
        const later = [mu, nu].map((c) => moved(c, (t) => t + 1e-3 * random.uniform()));
        const cold = transportExact(later[0], later[1], { p });
        const warm = transportExact(later[0], later[1], { p, start });
        expectCertified(warm, later[0], later[1]);
        expect(warm.primal / cold.primal).toBeCloseTo(1, 12);
        const again = transportExact(mu, nu, { p, start });
        expect(again.primal / start.primal).toBeCloseTo(1, 12);
      }
    }
  });

  test('may come from anywhere', () => {
    const [mu, nu] = [randomCloud(random, 90, 2, true), randomCloud(random, 80, 2)];
    const cold = transportExact(mu, nu);
    const far = { ...cold, phi: cold.phi.map(() => 10 * random.uniform()) };
    expect(wasserstein(mu, nu, { start: far }).primal).toBeCloseTo(cold.primal, 13);
  });
});

test('the options of wasserstein are checked on the line too', () => {
  const mu = cloud([0, 1], 1);
  expect(() => wasserstein(mu, mu, { maxIterations: -1 })).toThrow('maxIterations must be an integer');
  expect(() => wasserstein(mu, mu, { maxPairs: 0 })).toThrow('maxPairs must be a finite number > 0');
  const start = wasserstein(mu, cloud([0], 1));
  expect(() => wasserstein(mu, mu, { start })).toThrow('clouds of 2 and 2 points, got 2 and 1');
});

test('the spatial order halves the box again and again', () => {
  const random = seeded(47);
  for (const [n, dimension] of [
    [1, 1],
    [32, 2],
    [33, 2],
    [500, 1],
    [1000, 3],
  ]) {
    const { points } = randomCloud(random, n, dimension, false, (t) => Math.floor(50 * t) / 50);
    const order = spatialOrder(points, dimension, 32);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    if (dimension === 1) {
      for (let k = 32; k < n; k += 32) {
        const value = (i: number): number => points[order[i]];
        const before = Array.from({ length: 32 }, (_, q) => value(k - 32 + q));
        const after = Array.from({ length: Math.min(32, n - k) }, (_, q) => value(k + q));
        expect(Math.max(...before)).toBeLessThanOrEqual(Math.min(...after));
      }
    }
  }
});

it.each([64, 100, 200])('columns that only one row of %i may reach', (n) => {
  const points = cloud(
    Array.from({ length: n }, (_, i) => i),
    1,
  );
  for (const allowed of [1, 3]) {
    const cost = (i: number, j: number): number => (j === 0 && i !== allowed ? Number.POSITIVE_INFINITY : 1);
    const { status, distance, lower } = transportExact(points, points, { cost });
    expect(status).toBe('optimal');
    // Sums of up to 200 masses.
    expect(distance).toBeCloseTo(1, 13);
    expect(lower).toBeCloseTo(1, 13);
  }
});

it('a forbidden point without mass leaves the certificate alone', () => {
  const [mu, nu] = [cloud([0, 1], 1), cloud([0, 1, 5], 1, [0.5, 0.5, 0])];
  const cost = (i: number, j: number): number => (j === 2 ? Number.POSITIVE_INFINITY : Math.abs(i - j));
  const { status, distance, lower, gap } = transportExact(mu, nu, { cost });
  expect([status, distance, lower, gap]).toEqual(['optimal', 0, 0, 0]);
});

it('refuses powers that overflow or underflow', () => {
  const [a, b] = [cloud([0, 0], 2), cloud([0.01, 0], 2)];
  expect(() => transportExact(a, b, { p: 200 })).toThrow(/underflow/);
  expect(() => transportExact(a, cloud([1e3, 0], 2), { p: 200 })).toThrow(/overflow/);
});
