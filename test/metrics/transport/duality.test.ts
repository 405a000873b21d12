import {
  type Cloud,
  cloud,
  dualDefect,
  kantorovichRubinsteinPotential,
  lowerBoundByMeans,
  lowerBoundByTestFunctions,
  transport1D,
  transportExact,
  wasserstein,
} from '../../../lib/metrics/transport';
import { moved, randomCloud, seeded } from './samples';

const mean = (c: Cloud, f: (z: Float64Array) => number): number => {
  const d = c.dimension;
  const n = c.points.length / d;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (c.weights?.[i] ?? 1 / n) * f(c.points.subarray(i * d, (i + 1) * d));
  return sum;
};

describe('Kantorovich-Rubinstein', () => {
  const random = seeded(1);
  const mu = randomCloud(random, 60, 4, true);
  const nu = moved(randomCloud(random, 40, 4), (t) => 1.5 * t);

  test.each(['euclidean', 'phase-space sum'] as const)(
    '%s: 1-Lipschitz, and attains the distance',
    (norm) => {
      const result = transportExact(mu, nu, { norm });
      const potential = kantorovichRubinsteinPotential(result, mu, nu);
      const attained = mean(mu, (z) => potential.value(z)) - mean(nu, (z) => potential.value(z));
      expect(attained).toBeCloseTo(result.distance, 13);
      expect(potential.attained).toBeCloseTo(attained, 14);
      const length = (z: number[]): number =>
        norm === 'euclidean' ? Math.hypot(...z) : Math.hypot(z[0], z[1]) + Math.hypot(z[2], z[3]);
      let steepest = 0;
      for (let k = 0; k < 2000; k++) {
        const z = Array.from({ length: 4 }, () => 4 * random.uniform() - 1);
        const w = z.map((t) => t + 0.2 * (random.uniform() - 0.5));
        const slope = Math.abs(potential.value(z) - potential.value(w)) / length(z.map((t, i) => t - w[i]));
        steepest = Math.max(steepest, slope);
      }
      expect(steepest).toBeLessThanOrEqual(1 + 1e-12); // differences of numbers of order 1 over lengths above 1e−3
      expect(steepest).toBeGreaterThan(0.9);
    },
  );

  test('on the line and on the circle', () => {
    const [a, b] = [randomCloud(random, 30, 1, true), randomCloud(random, 20, 1)];
    for (const period of [undefined, 1]) {
      const result = transport1D(a, b, { period });
      const potential = kantorovichRubinsteinPotential(result, a, b);
      expect(potential.attained).toBeCloseTo(result.distance, 13);
      if (period) expect(potential.value([0.2])).toBeCloseTo(potential.value([7.2]), 13);
    }
  });

  test('between two points it is the distance to the second, up to a constant', () => {
    const [a, b] = [cloud([0, 0], 2), cloud([3, 4], 2)];
    const potential = kantorovichRubinsteinPotential(transportExact(a, b), a, b);
    expect(potential.value([0, 0]) - potential.value([3, 4])).toBeCloseTo(5, 14);
    expect(potential.value([6, 8]) - potential.value([3, 4])).toBeCloseTo(5, 14);
  });

  test('an early stop still proves its lower bound', () => {
    const result = transportExact(mu, nu, { maxIterations: 30 });
    const { attained } = kantorovichRubinsteinPotential(result, mu, nu);
    expect(attained).toBeGreaterThanOrEqual(result.dual - 1e-13); // rounding of sums of order 1
    expect(attained).toBeLessThan(transportExact(mu, nu).distance);
  });

  test('refuses what it cannot do', () => {
    expect(() => kantorovichRubinsteinPotential(transportExact(mu, nu, { p: 2 }), mu, nu)).toThrow(
      'result.p must be 1 for the Kantorovich-Rubinstein formula, got 2',
    );
    const own = transportExact(mu, nu, { cost: () => 1 });
    expect(() => kantorovichRubinsteinPotential(own, mu, nu)).toThrow(
      "ground 'user cost' defines no distance",
    );
    const result = transportExact(mu, nu);
    expect(() => kantorovichRubinsteinPotential(result, nu, mu)).toThrow(
      'clouds of 60 and 40 points, got 40 and 60',
    );
    expect(() => kantorovichRubinsteinPotential(result, mu, nu).value([1])).toThrow('z must have length 4');
  });
});

test('the dual defect sees one potential that is too large', () => {
  const random = seeded(2);
  const [mu, nu] = [randomCloud(random, 10, 2), randomCloud(random, 12, 2)];
  for (const p of [1, 2]) {
    const result = transportExact(mu, nu, { p });
    const phi = result.phi.slice();
    phi[7] += 0.125;
    // Source 7 sends mass somewhere, and there the constraint was an equality.
    expect(dualDefect({ ...result, phi }, mu, nu)).toBeCloseTo(0.125, 13);
  }
});

describe('lower bounds without solving', () => {
  const random = seeded(3);

  test('means: exact for a translation, below the distance otherwise', () => {
    const mu = randomCloud(random, 30, 3, true);
    const shifted = moved(mu, (t, k) => t + [2, 3, 6][k]);
    expect(lowerBoundByMeans(mu, shifted)).toBeCloseTo(7, 13);
    for (let k = 0; k < 20; k++) {
      const nu = randomCloud(random, 20, 3);
      expect(lowerBoundByMeans(mu, nu)).toBeLessThanOrEqual(wasserstein(mu, nu).distance);
    }
  });

  test('test functions: the best one counts, divided by its constant', () => {
    const [mu, nu] = [cloud([0, 0], 2), cloud([3, 4], 2)];
    const along = { value: (z: Float64Array): number => 10 * (3 * z[0] + 4 * z[1]), lipschitz: 50 };
    const first = { value: (z: Float64Array): number => z[0], lipschitz: 1 };
    expect(lowerBoundByTestFunctions(mu, nu, [first])).toBe(3);
    expect(lowerBoundByTestFunctions(mu, nu, [first, along])).toBe(5);
    expect(lowerBoundByTestFunctions(mu, nu, [])).toBe(0);
    expect(() => lowerBoundByTestFunctions(mu, nu, [{ ...first, lipschitz: 0 }])).toThrow(
      'functions[0].lipschitz',
    );
    expect(() => lowerBoundByTestFunctions(mu, nu, [{ ...first, value: () => Number.NaN }])).toThrow(
      'functions[0]',
    );
  });

  test('the Kantorovich-Rubinstein potential as test function gives the distance', () => {
    const [mu, nu] = [randomCloud(random, 25, 2), randomCloud(random, 25, 2)];
    const result = transportExact(mu, nu);
    const potential = kantorovichRubinsteinPotential(result, mu, nu);
    const bound = lowerBoundByTestFunctions(mu, nu, [{ value: potential.value, lipschitz: 1 }]);
    expect(bound).toBeCloseTo(result.distance, 14);
  });
});
