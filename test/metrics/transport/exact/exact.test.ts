import fc from 'fast-check';
import {
  type Cloud,
  cloud,
  couplingCost,
  dualDefect,
  marginalDefect,
  type TransportExactOptions,
  type TransportResult,
  transportExact,
  wasserstein,
} from '../../../../lib/metrics/transport';
import { bruteForce, euclidean, largestCost, moved, randomCloud, seeded } from '../samples';

/**
 * The solver stops when no arc gains more than 2⁻⁵⁰ of the largest cost, and sums of some hundred terms of that size
 * follow: 1e−13 of the largest cost is a hundred times both.
 */
const GAP = 1e-13;

function expectCertified(mu: Cloud, nu: Cloud, options: TransportExactOptions = {}): TransportResult {
  const result = transportExact(mu, nu, options);
  const p = options.p ?? 1;
  // The phase-space sum is at most √2 times the Euclidean norm.
  const scale = largestCost(mu, nu, p) * Math.SQRT2 ** p;
  expect(result.status).toBe('optimal');
  expect(Math.abs(result.gap)).toBeLessThanOrEqual(GAP * scale);
  expect(dualDefect(result, mu, nu)).toBeLessThanOrEqual(GAP * scale);
  expect(marginalDefect(result.plan, mu, nu)).toBeLessThanOrEqual(1e-14); // weights are rounded to about 2⁻⁵¹
  expect(Math.min(...result.plan.mass)).toBeGreaterThan(0);
  const again = couplingCost(result.plan, mu, nu, p, options.norm);
  expect(Math.abs(again - result.primal)).toBeLessThanOrEqual(GAP * scale);
  return result;
}

describe('closed forms', () => {
  test('two atoms against two atoms, by hand', () => {
    const mu = cloud([0, 0, 1, 0], 2, [0.75, 0.25]);
    const nu = cloud([0, 1, 1, 1], 2, [0.25, 0.75]);
    // ¼ and ¼ go straight up at cost 1; ½ must cross: √2 for p = 1, 2 for p = 2.
    expect(transportExact(mu, nu).distance).toBeCloseTo(0.5 + Math.SQRT1_2, 14);
    expect(transportExact(mu, nu, { p: 2 }).primal).toBeCloseTo(1.5, 14);
    expect(transportExact(mu, nu, { p: 2 }).distance).toBeCloseTo(Math.sqrt(1.5), 14);
  });

  test('a translation by a costs |a| for every p, in every dimension', () => {
    const random = seeded(1);
    for (const dimension of [1, 2, 3, 4, 5, 6, 7]) {
      const mu = randomCloud(random, 40, dimension, true);
      const nu = moved(mu, (t, k) => t + 0.25 * (k + 1));
      const shift = 0.25 * Math.hypot(...Array.from({ length: dimension }, (_, k) => k + 1));
      for (const p of [1, 1.5, 2, 3]) expect(transportExact(mu, nu, { p }).distance).toBeCloseTo(shift, 12);
    }
  });

  test('one point against many is the p-th moment about it', () => {
    const nu = randomCloud(seeded(2), 50, 3, true);
    const mu = cloud([0, 0, 0], 3);
    const moment = nu.weights!.reduce((sum, w, j) => sum + w * euclidean(mu, nu)(0, j) ** 3, 0);
    expect(transportExact(mu, nu, { p: 3 }).primal).toBeCloseTo(moment, 13);
    expect(transportExact(nu, mu, { p: 3 }).primal).toBeCloseTo(moment, 13);
  });

  test('the phase-space sum separates position and momentum', () => {
    const mu = cloud([0, 0, 0, 0], 4);
    const nu = cloud([3, 4, 5, 12], 4);
    expect(transportExact(mu, nu, { norm: 'phase-space sum' }).distance).toBe(5 + 13);
    expect(transportExact(mu, nu).distance).toBeCloseTo(Math.sqrt(194), 14);
  });
});

describe('against all permutations', () => {
  test.each([
    [1, 2],
    [2, 2],
    [5, 1],
    [6, 2],
    [7, 3],
    [7, 5],
    [7, 8],
  ])('%i equal atoms in dimension %i', (n, dimension) => {
    const random = seeded(10 * n + dimension);
    for (const p of [1, 2, 2.5]) {
      const mu = randomCloud(random, n, dimension);
      const nu = randomCloud(random, n, dimension);
      const distance = euclidean(mu, nu);
      const expected = bruteForce(n, (i, j) => distance(i, j) ** p);
      expect(transportExact(mu, nu, { p }).primal).toBeCloseTo(expected, 13);
    }
  });

  test('weights k/7 as repeated atoms', () => {
    const random = seeded(5);
    const [mu, nu] = [randomCloud(random, 3, 2), randomCloud(random, 4, 2)];
    const [first, second] = [
      [4, 1, 2],
      [1, 1, 2, 3],
    ];
    const repeat = (counts: number[]): number[] => counts.flatMap((count, i) => new Array(count).fill(i));
    const distance = euclidean(mu, nu);
    const expected = bruteForce(7, (i, j) => distance(repeat(first)[i], repeat(second)[j]));
    const weighted = (c: Cloud, counts: number[]): Cloud =>
      cloud(
        c.points,
        2,
        counts.map((k) => k / 7),
      );
    expect(transportExact(weighted(mu, first), weighted(nu, second)).primal).toBeCloseTo(expected, 14);
  });

  test('the phase-space sum and a cost of one’s own', () => {
    const random = seeded(6);
    const [mu, nu] = [randomCloud(random, 6, 2), randomCloud(random, 6, 2)];
    const sum = (i: number, j: number): number =>
      Math.abs(mu.points[2 * i] - nu.points[2 * j]) + Math.abs(mu.points[2 * i + 1] - nu.points[2 * j + 1]);
    const expected = bruteForce(6, (i, j) => sum(i, j) ** 2);
    expect(transportExact(mu, nu, { p: 2, norm: 'phase-space sum' }).primal).toBeCloseTo(expected, 14);
    const own = transportExact(mu, nu, { p: 2, cost: (i, j) => sum(i, j) ** 2 });
    expect(own.primal).toBeCloseTo(expected, 14);
    expect(own.ground).toBe('user cost');
    expect(() => dualDefect(own, mu, nu)).toThrow(/user cost.*give the option cost/);
    expect(dualDefect(own, mu, nu, (i, j) => sum(i, j) ** 2)).toBeLessThanOrEqual(GAP);
  });
});

describe('structure', () => {
  test('equal weights and equal numbers give a permutation', () => {
    const random = seeded(7);
    for (const n of [1, 3, 10, 49, 100]) {
      const { plan } = transportExact(randomCloud(random, n, 2), randomCloud(random, n, 2));
      expect(plan.mass.length).toBe(n);
      expect(new Set(plan.source).size).toBe(n);
      expect(new Set(plan.target).size).toBe(n);
    }
  });

  test('dist_MK,p is a metric that scales, and grows with p', () => {
    const random = seeded(8);
    const [a, b, c] = [30, 20, 25].map((n) => randomCloud(random, n, 3, true));
    let previous = 0;
    for (const p of [1, 1.5, 2, 4]) {
      const distance = (x: Cloud, y: Cloud): number => wasserstein(x, y, { p }).distance;
      expect(distance(a, a)).toBe(0);
      expect(distance(a, b)).toBeCloseTo(distance(b, a), 13);
      expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c));
      const tenfold = distance(
        moved(a, (t) => 10 * t),
        moved(b, (t) => 10 * t),
      );
      expect(tenfold).toBeCloseTo(10 * distance(a, b), 11);
      expect(distance(a, b)).toBeGreaterThan(previous);
      previous = distance(a, b);
    }
  });

  test('Euclidean norm <= phase-space sum <= sqrt(2) times it', () => {
    const random = seeded(9);
    const [mu, nu] = [randomCloud(random, 30, 4), randomCloud(random, 40, 4, true)];
    const sum = transportExact(mu, nu, { norm: 'phase-space sum' }).distance;
    const plain = transportExact(mu, nu).distance;
    expect(sum).toBeGreaterThan(plain);
    expect(sum).toBeLessThan(Math.SQRT2 * plain);
  });
});

describe('duality gap', () => {
  const kinds: Record<string, (t: number) => number> = {
    uniform: (t) => t,
    clustered: (t) => Math.round(4 * t) + 1e-3 * t,
    lattice: (t) => Math.floor(4 * t),
    huge: (t) => 1e9 * t,
    tiny: (t) => 1e-9 * t,
    'far away': (t) => 1e6 + t,
    equal: () => 0.3,
  };

  test.each(Object.keys(kinds))('%s clouds', (kind) => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 0, max: 1e6 }),
          n: fc.integer({ min: 1, max: 40 }),
          m: fc.integer({ min: 1, max: 40 }),
          dimension: fc.integer({ min: 1, max: 8 }),
          p: fc.constantFrom(1, 1.5, 2, 3),
          weighted: fc.boolean(),
        }),
        ({ seed, n, m, dimension, p, weighted }) => {
          const random = seeded(seed);
          const mu = randomCloud(random, n, dimension, weighted, kinds[kind]);
          const nu = randomCloud(random, m, dimension, weighted, kinds[kind]);
          expectCertified(mu, nu, { p });
          if (dimension % 2 === 0) expectCertified(mu, nu, { p, norm: 'phase-space sum' });
        },
      ),
      { seed: 20, numRuns: 25 },
    );
  });

  test('collinear points in space, and every point twice', () => {
    const random = seeded(21);
    const onLine = (c: Cloud): Cloud => ({
      dimension: 3,
      points: Float64Array.from(c.points).reduce(
        (out, t, i) => {
          out.set([t, 2 * t, -t], 3 * i);
          return out;
        },
        new Float64Array(3 * c.points.length),
      ),
    });
    const [a, b] = [randomCloud(random, 60, 1), randomCloud(random, 45, 1)];
    for (const p of [1, 2]) {
      const result = expectCertified(onLine(a), onLine(b), { p });
      expect(result.distance).toBeCloseTo(Math.sqrt(6) * wasserstein(a, b, { p }).distance, 12);
    }
    const plane = randomCloud(random, 30, 2);
    const other = randomCloud(random, 30, 2);
    const twice = (c: Cloud): Cloud => ({ ...c, points: Float64Array.from([...c.points, ...c.points]) });
    const once = transportExact(plane, other).distance;
    expect(expectCertified(twice(plane), twice(other)).distance).toBeCloseTo(once, 13);
  });

  test('300 against 200 in the plane: relative gap below 1e-9', () => {
    const random = seeded(22);
    for (const p of [1, 2, 3]) {
      const mu = randomCloud(random, 300, 2, true);
      const result = expectCertified(mu, randomCloud(random, 200, 2, true), { p });
      expect(result.gap / result.primal).toBeLessThan(1e-9);
      expect(result.lower).toBeCloseTo(result.distance, 12);
    }
  });

  test('a cloud and itself moved a little: the distance is found although it is tiny', () => {
    const mu = randomCloud(seeded(23), 100, 2);
    const result = expectCertified(
      mu,
      moved(mu, (t) => t + 2 ** -30),
    );
    expect(result.distance / (2 ** -30 * Math.SQRT2)).toBeCloseTo(1, 6); // t + 2⁻³⁰ is rounded to 2⁻⁵³
  });

  test('weights of zero carry nothing but have potentials', () => {
    const mu = cloud([5, 0, 0, 0, 1, 0, -7, 2], 2, [0, 0.5, 0.5, 0]);
    const nu = cloud([0, 1, 9, 9, 1, 1], 2, [0.5, 0, 0.5]);
    for (const p of [1, 2, 3]) {
      const result = expectCertified(mu, nu, { p });
      expect(result.distance).toBeCloseTo(1, 14);
      expect([...result.plan.source].sort()).toEqual([1, 2]);
      expect([...result.plan.target].sort()).toEqual([0, 2]);
      expect([...result.phi, ...result.psi].every(Number.isFinite)).toBe(true);
    }
  });
});

describe('limits and interruption', () => {
  const random = seeded(30);
  const mu = randomCloud(random, 60, 2);
  const nu = randomCloud(random, 50, 2, true);

  test('after too few pivots there still is a coupling and a lower bound', () => {
    const exact = transportExact(mu, nu);
    for (const maxIterations of [0, 10, 60, 150]) {
      const result = transportExact(mu, nu, { maxIterations });
      expect(result.status).toBe('iteration limit');
      expect(result.iterations).toBe(maxIterations);
      expect(marginalDefect(result.plan, mu, nu)).toBeLessThan(1e-14);
      expect(dualDefect(result, mu, nu)).toBeLessThan(GAP);
      expect(result.lower).toBeLessThanOrEqual(exact.distance);
      expect(result.distance).toBeGreaterThan(exact.distance);
    }
    expect(transportExact(mu, nu, { maxIterations: exact.iterations }).status).toBe('optimal');
  });

  test('an interrupted solve leaves nothing behind', () => {
    // Millions of columns to look at, with a pause every 200 000.
    const [a, b] = [randomCloud(seeded(31), 500, 1, true), randomCloud(seeded(32), 500, 1, true)].map(
      (c): Cloud =>
        cloud(
          Array.from(c.points).flatMap((t) => [t, 2 * t]),
          2,
          c.weights,
        ),
    );
    const before = transportExact(a, b);
    let calls = 0;
    const onProgress = (done: number, total: number): void => {
      calls++;
      expect(done).toBeGreaterThan(0);
      expect(total).toBeGreaterThanOrEqual(done);
      if (calls === 2) throw new Error('stopped');
    };
    expect(() => transportExact(a, b, { onProgress })).toThrow('stopped');
    expect(transportExact(a, b)).toEqual(before);
  });

  test('too many pairs are refused with an estimate', () => {
    expect(() => transportExact(mu, nu, { maxPairs: 2999 })).toThrow(
      /n\*m must be at most maxPairs = 2999 .*, got 60\*50 = 3000 pairs \(estimated 0\.0000\d+ s and 1 MiB/,
    );
    const big = { points: new Float64Array(20002), dimension: 2 };
    expect(() => transportExact(big, big)).toThrow(/100020001 pairs/);
    // Costs that must be stored: 36 million, and 2 GiB even when more pairs are allowed.
    const stored = { points: new Float64Array(12000), dimension: 2 };
    expect(() => transportExact(stored, stored, { p: 3 })).toThrow(/36000000 pairs .* 281 MiB/);
    const huge = { points: new Float64Array(40000), dimension: 2 };
    expect(() => transportExact(huge, huge, { p: 3, maxPairs: 1e9 })).toThrow(/2 GiB.* 3070 MiB/);
  });
});

test('bad input is named', () => {
  const mu = cloud([0, 0], 2);
  const nu = cloud([1, 1], 2);
  expect(() => transportExact(mu, cloud([1], 1))).toThrow('nu.dimension must equal mu.dimension = 2, got 1');
  expect(() => transportExact(mu, nu, { p: 0.5 })).toThrow('p must be a finite number >= 1, got 0.5');
  expect(() => transportExact(mu, nu, { p: Number.POSITIVE_INFINITY })).toThrow('p must be a finite number');
  expect(() => transportExact(mu, nu, { norm: 'l1' as 'euclidean' })).toThrow('norm must be one of');
  expect(() => transportExact(cloud([0], 1), cloud([0], 1), { norm: 'phase-space sum' })).toThrow(
    'even dimension, got dimension 1',
  );
  expect(() => transportExact(mu, nu, { maxIterations: -1 })).toThrow('maxIterations must be an integer');
  expect(() => transportExact(mu, nu, { cost: () => -1 })).toThrow(
    'cost(0, 0) must be a number >= 0 or Infinity, got -1',
  );
  const start = transportExact(nu, cloud([1, 1, 2, 2], 2));
  expect(() => transportExact(mu, nu, { start })).toThrow(
    'start must be a result for clouds of 1 and 1 points, got 1 and 2',
  );
  expect(() => transportExact(mu, cloud([1e200, 0], 2), { p: 2 })).toThrow('overflow');
  expect(() => transportExact(null as unknown as Cloud, nu)).toThrow('mu must be a cloud');
  expect(() => transportExact({ ...mu, weights: Float64Array.of(0.5) }, nu)).toThrow(
    'mu.weights must sum to 1',
  );
});
