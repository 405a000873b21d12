import fc from 'fast-check';
import {
  type Cloud,
  cloud,
  dualDefect,
  marginalDefect,
  type TransportResult,
  transport1D,
  transportExact,
} from '../../../../lib/metrics/transport';
import { bruteForce, moved, randomCloud, seeded } from '../samples';

/** Some hundred roundings of costs of order 1. */
const ROUNDING = 1e-13;

const geodesic = (t: number, period: number): number => {
  const along = Math.abs(t) % period;
  return Math.min(along, period - along);
};

function expectCertified(result: TransportResult, mu: Cloud, nu: Cloud, scale = 1): void {
  expect(result.status).toBe('optimal');
  expect(Math.abs(result.gap)).toBeLessThanOrEqual(ROUNDING * scale);
  expect(dualDefect(result, mu, nu)).toBeLessThanOrEqual(ROUNDING * scale);
  expect(marginalDefect(result.plan, mu, nu)).toBeLessThanOrEqual(1e-14); // weights are rounded to 2⁻⁵¹
}

const arbitrary = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  n: fc.integer({ min: 1, max: 30 }),
  m: fc.integer({ min: 1, max: 30 }),
  p: fc.constantFrom(1, 1.3, 2, 4),
  weighted: fc.boolean(),
  lattice: fc.boolean(),
});

function pairOf(c: {
  seed: number;
  n: number;
  m: number;
  weighted: boolean;
  lattice: boolean;
}): [Cloud, Cloud] {
  const random = seeded(c.seed);
  const map = c.lattice ? (t: number): number => Math.floor(6 * t) / 6 : (t: number): number => t;
  return [randomCloud(random, c.n, 1, c.weighted, map), randomCloud(random, c.m, 1, c.weighted, map)];
}

describe('the line', () => {
  test('by hand', () => {
    const mu = cloud([2, 0], 1, [0.25, 0.75]);
    const nu = cloud([1, 3, 4], 1, [0.5, 0.25, 0.25]);
    // sorted: ½ from 0 to 1, ¼ from 0 to 3, ¼ from 2 to 4
    expect(transport1D(mu, nu).primal).toBeCloseTo(0.5 + 0.75 + 0.5, 14);
    expect(transport1D(mu, nu, { p: 2 }).primal).toBeCloseTo(0.5 + 9 / 4 + 1, 14);
    const { plan } = transport1D(mu, nu, { p: 2 });
    expect([...plan.source]).toEqual([1, 1, 0]);
    expect([...plan.target]).toEqual([0, 1, 2]);
    expect([...plan.mass].map((mass) => Math.round(mass * 1e12) / 1e12)).toEqual([0.5, 0.25, 0.25]);
  });

  test('p = 1 is the integral of |F - G|', () => {
    const random = seeded(1);
    const [mu, nu] = [randomCloud(random, 40, 1, true), randomCloud(random, 30, 1, true)];
    const jumps = [
      ...Array.from(mu.points, (t, i) => [t, mu.weights![i]]),
      ...Array.from(nu.points, (t, j) => [t, -nu.weights![j]]),
    ].sort((a, b) => a[0] - b[0]);
    let [integral, height] = [0, 0];
    jumps.forEach(([t, jump], k) => {
      if (k > 0) integral += Math.abs(height) * (t - jumps[k - 1][0]);
      height += jump;
    });
    expect(transport1D(mu, nu).distance).toBeCloseTo(integral, 14);
  });

  test('agrees with the network simplex and with all permutations', () => {
    const random = seeded(2);
    for (const n of [1, 2, 4, 7]) {
      for (const p of [1, 1.5, 2, 3]) {
        const [mu, nu] = [randomCloud(random, n, 1), randomCloud(random, n, 1)];
        const line = transport1D(mu, nu, { p });
        const permutations = bruteForce(n, (i, j) => Math.abs(mu.points[i] - nu.points[j]) ** p);
        expect(line.primal).toBeCloseTo(permutations, 14);
        expect(transportExact(mu, nu, { p }).primal).toBeCloseTo(permutations, 14);
      }
    }
  });

  test('random, weighted and tied clouds: certificate, and the same value as the simplex', () => {
    fc.assert(
      fc.property(arbitrary, (c) => {
        const [mu, nu] = pairOf(c);
        const result = transport1D(mu, nu, { p: c.p });
        expectCertified(result, mu, nu);
        expect(result.primal).toBeCloseTo(transportExact(mu, nu, { p: c.p }).primal, 13);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  test('zero weights, also at both ends, get potentials but no mass', () => {
    const mu = cloud([-1, 0, 5, 9], 1, [0, 0.5, 0.5, 0]);
    const nu = cloud([7, 1, -3, 6], 1, [0, 0.5, 0, 0.5]);
    const result = transport1D(mu, nu, { p: 2 });
    expect(result.distance).toBe(1);
    expect(result.plan.mass.length).toBe(2);
    expectCertified(result, mu, nu, 100);
  });

  test('large clouds keep the certificate', () => {
    const random = seeded(4);
    const [mu, nu] = [randomCloud(random, 20000, 1, true), randomCloud(random, 15000, 1)];
    const { gap, plan } = transport1D(mu, nu, { p: 2 });
    expect(Math.abs(gap)).toBeLessThan(1e-12); // sums of 2e4 terms of order 1 with unit roundoff 1e−16
    expect(plan.mass.length).toBeLessThan(35000);
    expect(marginalDefect(plan, mu, nu)).toBeLessThan(1e-14);
  });
});

describe('the circle', () => {
  test('by hand: the short way around', () => {
    const result = transport1D(cloud([0.1], 1), cloud([9.8], 1), { period: 10 });
    expect(result.distance).toBeCloseTo(0.3, 14);
    expect(result.ground).toBe('circle');
    expect(result.period).toBe(10);
    expect(transport1D(cloud([0], 1), cloud([5], 1), { period: 10, p: 2 }).distance).toBe(5);
  });

  test('a rotation of the equidistant lattice by less than half a step costs itself', () => {
    const lattice = cloud(
      Array.from({ length: 12 }, (_, i) => i),
      1,
    );
    for (const p of [1, 2, 3]) {
      for (const angle of [0.25, 11.75, -36.25]) {
        const turned = moved(lattice, (t) => t + angle);
        expect(transport1D(lattice, turned, { p, period: 12 }).distance).toBeCloseTo(0.25, 13);
      }
    }
  });

  test('agrees with all permutations', () => {
    const random = seeded(11);
    for (const n of [1, 2, 3, 5, 7]) {
      for (const p of [1, 1.5, 2, 4]) {
        const [mu, nu] = [randomCloud(random, n, 1), randomCloud(random, n, 1)];
        const expected = bruteForce(n, (i, j) => geodesic(mu.points[i] - nu.points[j], 1) ** p);
        expect(transport1D(mu, nu, { p, period: 1 }).primal).toBeCloseTo(expected, 14);
      }
    }
  });

  test('p = 1 is the integral of |F - G - median|', () => {
    const random = seeded(12);
    const [mu, nu] = [randomCloud(random, 25, 1, true), randomCloud(random, 35, 1, true)];
    const jumps = [
      ...Array.from(mu.points, (t, i) => [t, mu.weights![i]]),
      ...Array.from(nu.points, (t, j) => [t, -nu.weights![j]]),
    ].sort((a, b) => a[0] - b[0]);
    const pieces: [number, number][] = []; // height of F − G and length where it holds
    let height = 0;
    jumps.forEach(([t, jump], k) => {
      height += jump;
      pieces.push([height, (k + 1 < jumps.length ? jumps[k + 1][0] : jumps[0][0] + 1) - t]);
    });
    pieces.sort((a, b) => a[0] - b[0]);
    let covered = 0;
    const median = pieces.find(([, length]) => {
      covered += length;
      return covered >= 0.5;
    })![0];
    const expected = pieces.reduce((sum, [value, length]) => sum + length * Math.abs(value - median), 0);
    expect(transport1D(mu, nu, { period: 1 }).distance).toBeCloseTo(expected, 14);
  });

  test('is the least over every cut', () => {
    const random = seeded(13);
    for (const p of [1, 1.5, 2, 4]) {
      const [mu, nu] = [randomCloud(random, 9, 1, true), randomCloud(random, 7, 1, true)];
      const result = transport1D(mu, nu, { p, period: 1 });
      expect(result.primal).toBeCloseTo(leastOverCuts(mu, nu, p), 13);
      // On a fine set of other cuts nothing is better.
      for (let k = -60; k <= 60; k++) {
        expect(costOfCut(mu, nu, p, k / 60)).toBeGreaterThanOrEqual(result.primal - ROUNDING);
      }
    }
  });

  test('random, weighted and tied clouds: certificate, and the same value as the simplex', () => {
    fc.assert(
      fc.property(arbitrary, (c) => {
        const [mu, nu] = pairOf(c);
        const result = transport1D(mu, nu, { p: c.p, period: 1 });
        expectCertified(result, mu, nu);
        const cost = (i: number, j: number): number => geodesic(mu.points[i] - nu.points[j], 1) ** c.p;
        expect(result.primal).toBeCloseTo(transportExact(mu, nu, { p: c.p, cost }).primal, 13);
      }),
      { seed: 14, numRuns: 60 },
    );
  });

  test('zero weights, whole turns and scale change nothing', () => {
    const mu = cloud([0.1, 0.5, 0.9, 0.3], 1, [0.25, 0.25, 0.5, 0]);
    const nu = cloud([0.99, 0.2, 0.4, 0.0], 1, [0, 0.5, 0.5, 0]);
    const plain = transport1D(mu, nu, { p: 2, period: 1 });
    expectCertified(plain, mu, nu);
    const turned = moved(nu, (t) => t - 3);
    expect(transport1D(mu, turned, { p: 2, period: 1 }).distance).toBeCloseTo(plain.distance, 13);
    const scaled = transport1D(
      moved(mu, (t) => 1e9 * t),
      moved(nu, (t) => 1e9 * t),
      { p: 2, period: 1e9 },
    );
    expect(scaled.distance / 1e9).toBeCloseTo(plain.distance, 13);
  });
});

/** ∫₀¹ |F⁻¹(t) − G⁻¹(t+θ)|ᵖ dt by cutting [0, 1] at every jump. */
function costOfCut(mu: Cloud, nu: Cloud, p: number, theta: number): number {
  const [quantileX, jumpsX] = quantile(mu);
  const [quantileY, jumpsY] = quantile(nu);
  const cuts = [0, 1, ...jumpsX, ...jumpsY.map((t) => t - theta - Math.floor(t - theta))].sort(
    (a, b) => a - b,
  );
  let sum = 0;
  for (let k = 1; k < cuts.length; k++) {
    const t = (cuts[k] + cuts[k - 1]) / 2;
    sum += (cuts[k] - cuts[k - 1]) * Math.abs(quantileX(t) - quantileY(t + theta)) ** p;
  }
  return sum;
}

function leastOverCuts(mu: Cloud, nu: Cloud, p: number): number {
  const costs = [-1, 0, 1].flatMap((turn) =>
    quantile(mu)[1].flatMap((a) => quantile(nu)[1].map((b) => costOfCut(mu, nu, p, b - a + turn))),
  );
  return Math.min(...costs);
}

/** The quantile function with t+1 ↦ value+1, and the levels where it jumps. */
function quantile(c: Cloud): [(t: number) => number, number[]] {
  const atoms = Array.from(c.points, (x, i) => ({ x, w: c.weights![i] })).sort((a, b) => a.x - b.x);
  let sum = 0;
  const levels = atoms.map(({ w }) => {
    sum += w;
    return sum;
  });
  return [
    (t) => {
      const turns = Math.floor(t);
      const k = levels.findIndex((level) => t - turns < level);
      return atoms[k < 0 ? atoms.length - 1 : k].x + turns;
    },
    levels,
  ];
}

test('bad input is named', () => {
  const mu = cloud([0], 1);
  expect(() => transport1D(cloud([0, 1], 2), cloud([0, 1], 2))).toThrow('mu.dimension must be 1, got 2');
  expect(() => transport1D(mu, mu, { p: 0 })).toThrow('p must be a finite number >= 1, got 0');
  expect(() => transport1D(mu, mu, { period: 0 })).toThrow('period must be a finite number > 0, got 0');
});

it('on the circle atoms without mass do not spoil the certificate', () => {
  const random = seeded(303);
  // One atom without mass among them.
  const some = (): Cloud => {
    const count = 2 + Math.floor(5 * random.uniform());
    const empty = Math.floor(count * random.uniform());
    const masses = Array.from({ length: count }, (_, k) => (k === empty ? 0 : 0.01 + random.uniform()));
    const total = masses.reduce((sum, mass) => sum + mass, 0);
    return cloud(
      masses.map(() => random.uniform()),
      1,
      masses.map((mass) => mass / total),
    );
  };
  for (let k = 0; k < 200; k++) {
    const [mu, nu] = [some(), some()];
    const p = [1, 1.5, 2, 3][k % 4];
    const result = transport1D(mu, nu, { p, period: 1 });
    expect(dualDefect(result, mu, nu)).toBeLessThan(1e-14);
    expect(Math.abs(result.gap)).toBeLessThan(1e-14);
    expect(result.status).toBe('optimal');
  }
});

it('refuses costs that overflow', () => {
  expect(() => transport1D(cloud([1e300], 1), cloud([-1e300], 1), { p: 2 })).toThrow(/overflow/);
});
