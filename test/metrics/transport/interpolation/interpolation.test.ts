import {
  barycentricProjection,
  type Cloud,
  cloud,
  couplingCost,
  createRandom,
  denseMatrix,
  displacementGeodesic,
  displacementInterpolation,
  randomCoupling,
  transport1D,
  transportExact,
  transportGaussian,
  wasserstein,
  wassersteinBarycentre,
} from '../../../../lib/index';
import { moved, randomCloud, seeded } from '../samples';

const counted = (c: Cloud): number => c.points.length / c.dimension;
const weightsOf = (c: Cloud): Float64Array => c.weights ?? new Float64Array(counted(c)).fill(1 / counted(c));

function mean(c: Cloud): number[] {
  const weights = weightsOf(c);
  return Array.from({ length: c.dimension }, (_, k) =>
    weights.reduce((sum, w, i) => sum + w * c.points[i * c.dimension + k], 0),
  );
}

/** E (x_a − m_a)(x_b − m_b). */
function covariance(c: Cloud): number[][] {
  const [m, weights, d] = [mean(c), weightsOf(c), c.dimension];
  return m.map((_, a) =>
    m.map((__, b) =>
      weights.reduce((sum, w, i) => sum + w * (c.points[i * d + a] - m[a]) * (c.points[i * d + b] - m[b]), 0),
    ),
  );
}

function expectNumbers(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  Array.from(actual).forEach((value, k) => {
    expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(tolerance);
  });
}

describe('displacement interpolation', () => {
  test.each([
    [1, 2, 'euclidean'],
    [2, 2, 'euclidean'],
    [1.5, 2, 'euclidean'],
    [2, 3, 'euclidean'],
    [1, 2, 'phase-space sum'],
    [2, 4, 'phase-space sum'],
  ] as const)('has constant speed for p = %d in dimension %d, %s', (p, dimension, norm) => {
    const random = seeded(31 * p + dimension);
    for (const [n, m] of [
      [25, 25],
      [20, 33],
    ]) {
      const [mu, nu] = [randomCloud(random, n, dimension, n !== m), randomCloud(random, m, dimension, true)];
      const whole = transportExact(mu, nu, { p, norm });
      const { at } = displacementGeodesic(whole, mu, nu);
      for (const [s, t] of [
        [0, 1],
        [0, 0.3],
        [0.2, 0.85],
        [0.9, 1],
      ]) {
        const between = transportExact(at(s), at(t), { p, norm });
        // Both distances are exact to some 1e−13 of the cost.
        expect(Math.abs(between.distance - (t - s) * whole.distance)).toBeLessThan(1e-10);
      }
    }
  });

  test('starts at μ, ends at ν, and has the mean (1−s)·mean μ + s·mean ν', () => {
    const random = seeded(4);
    const [mu, nu] = [randomCloud(random, 30, 3, true), randomCloud(random, 17, 3, true)];
    const result = transportExact(mu, nu, { p: 2 });
    expect(wasserstein(displacementInterpolation(result, mu, nu, 0), mu).distance).toBeLessThan(1e-14);
    expect(wasserstein(displacementInterpolation(result, mu, nu, 1), nu).distance).toBeLessThan(1e-14);
    const [from, to] = [mean(mu), mean(nu)];
    for (const s of [0, 0.25, 0.7, 1]) {
      const between = displacementInterpolation(result, mu, nu, s);
      expect(Math.abs(weightsOf(between).reduce((a, b) => a + b) - 1)).toBeLessThan(1e-14);
      // Marginals are exact to 2⁻⁵¹ each.
      expectNumbers(
        mean(between),
        from.map((a, k) => (1 - s) * a + s * to[k]),
        1e-14,
      );
    }
  });

  test('of a translation is the translation by s·a', () => {
    const mu = randomCloud(seeded(5), 40, 2);
    const shift = [3, -1];
    const nu = moved(mu, (t, k) => t + shift[k]);
    const result = transportExact(mu, nu, { p: 2 });
    const third = displacementInterpolation(result, mu, nu, 1 / 3);
    const expected = moved(mu, (t, k) => t + shift[k] / 3);
    expect(wasserstein(third, expected).distance).toBeLessThan(1e-14);
  });

  test('on the line has the quantile function (1−s)F⁻¹ + sG⁻¹', () => {
    const random = seeded(6);
    // The quantile functions of clouds of 12 and 8 points are constant on the slices of length 1/24.
    const [mu, nu] = [randomCloud(random, 12, 1), randomCloud(random, 8, 1)];
    const [f, g] = [mu, nu].map((c) => c.points.slice().sort());
    const result = transport1D(mu, nu, { p: 2 });
    for (const s of [0.1, 0.5, 0.8]) {
      const slices = Float64Array.from(
        { length: 24 },
        (_, k) => (1 - s) * f[Math.floor(k / 2)] + s * g[Math.floor(k / 3)],
      );
      const between = displacementInterpolation(result, mu, nu, s);
      expect(transport1D(between, { points: slices, dimension: 1 }).distance).toBeLessThan(1e-15);
    }
  });

  test('on a circle goes the shorter way round at constant speed', () => {
    const period = 2 * Math.PI;
    const [mu, nu] = [cloud([0.1], 1), cloud([period - 0.3], 1)];
    const back = displacementGeodesic(transport1D(mu, nu, { p: 2, period }), mu, nu);
    expectNumbers(
      [0, 0.5, 1].map((s) => back.at(s).points[0]),
      [0.1, -0.1, -0.3],
      1e-15,
    );
    const random = seeded(7);
    for (const p of [1, 2, 3]) {
      // Points in several periods: only their place on the circle counts.
      const [a, b] = [20, 31].map((n) => randomCloud(random, n, 1, true, (t) => 30 * t - 15));
      const whole = transport1D(a, b, { p, period });
      const { at } = displacementGeodesic(whole, a, b);
      for (const [s, t] of [
        [0, 1],
        [0.25, 0.75],
        [0.6, 1],
      ]) {
        const { distance } = transport1D(at(s), at(t), { p, period });
        expect(Math.abs(distance - (t - s) * whole.distance)).toBeLessThan(1e-10);
      }
    }
  });

  test('of normal samples follows the Gaussian geodesic', () => {
    const random = createRandom(8);
    const n = 800;
    const spread = [
      [1, 0.3],
      [0.4, 1.2],
    ];
    const [mu, nu] = spread.map((deviation) => ({
      points: Float64Array.from({ length: 2 * n }, (_, i) => deviation[i % 2] * random.normal()),
      dimension: 2,
    }));
    const law = (deviation: number[]) => ({
      mean: [0, 0],
      covariance: denseMatrix([
        [deviation[0] ** 2, 0],
        [0, deviation[1] ** 2],
      ]),
    });
    const exact = transportGaussian(law(spread[0]), law(spread[1]));
    const { at } = displacementGeodesic(transportExact(mu, nu, { p: 2 }), mu, nu);
    for (const s of [0, 0.5, 1]) {
      const expected = exact.interpolate(s).covariance.data;
      // Sample variances σ² of 800 points scatter by σ²√(2/800) = 0.05σ²; three times that, with σ² ≤ 1.44.
      covariance(at(s))
        .flat()
        .forEach((value, k) => {
          expect(Math.abs(value - expected[k])).toBeLessThan(0.15 * 1.44);
        });
    }
    // The plain mixture would have the variance (1 + 0.16)/2 = 0.58 half-way; the geodesic has 0.7² = 0.49.
    expect(Math.abs(covariance(at(0.5))[0][0] - 0.49)).toBeLessThan(0.06);
  });

  test('fills an array of the caller’s and shares its weights', () => {
    const random = seeded(9);
    const [mu, nu] = [randomCloud(random, 6, 2), randomCloud(random, 9, 2)];
    const geodesic = displacementGeodesic(transportExact(mu, nu), mu, nu);
    const out = new Float64Array(geodesic.count * geodesic.dimension);
    for (const s of [0.9, 0.2, 0.5]) {
      expect(geodesic.atInto(s, out)).toBe(out);
      expect(Array.from(out)).toEqual(Array.from(geodesic.at(s).points));
      expect(geodesic.at(s).weights).toBe(geodesic.weights);
    }
  });

  test('refuses bad input', () => {
    const random = seeded(10);
    const [mu, nu, other] = [4, 5, 5].map((n) => randomCloud(random, n, 2, true));
    const result = transportExact(mu, nu);
    expect(() => displacementInterpolation(result, mu, nu, 1.1)).toThrow(
      's must be a number in [0, 1], got 1.1',
    );
    expect(() => displacementInterpolation(result, mu, nu, Number.NaN)).toThrow(
      's must be a number in [0, 1]',
    );
    expect(() => displacementGeodesic(result, mu, other)).toThrow('plan must be a coupling of mu and nu');
    expect(() => displacementGeodesic(result, nu, mu)).toThrow(
      /plan\.target\[\d\] must be an integer in \[0, 3\]/,
    );
    expect(() => displacementGeodesic(result, mu, cloud([0], 1))).toThrow(
      'nu.dimension must equal mu.dimension',
    );
    expect(() => displacementGeodesic(result, mu, nu).atInto(0, new Float64Array(3))).toThrow(
      /out must be a Float64Array of length \d+, got length 3/,
    );
    const never = transportExact(mu, nu, { cost: () => Number.POSITIVE_INFINITY });
    expect(() => displacementGeodesic(never, mu, nu)).toThrow('result.status must not be infeasible');
  });
});

describe('barycentric projection', () => {
  test('by hand, with a split atom and one without mass', () => {
    const mu = cloud([0, 0, 5, 5, 1, 1], 2, [0.5, 0, 0.5]);
    const nu = cloud([1, 0, 3, 4], 2, [0.75, 0.25]);
    const plan = {
      source: Int32Array.of(0, 2, 2),
      target: Int32Array.of(0, 0, 1),
      mass: Float64Array.of(0.5, 0.25, 0.25),
    };
    expect(Array.from(barycentricProjection(plan, mu, nu).points)).toEqual([1, 0, 5, 5, 2, 2]);
  });

  test('is the map of a plan that is a permutation', () => {
    const random = seeded(11);
    const [mu, nu] = [randomCloud(random, 50, 2), randomCloud(random, 50, 2)];
    const { plan } = transportExact(mu, nu, { p: 2 });
    const image = barycentricProjection(plan, mu, nu);
    plan.source.forEach((i, k) => {
      expectNumbers(
        image.points.subarray(2 * i, 2 * i + 2),
        nu.points.subarray(2 * plan.target[k], 2 * plan.target[k] + 2),
        1e-15,
      );
    });
  });

  test('is the best map in the mean square: Σ π|y − T(x)|² grows by Σ μ|h|² when T moves by h', () => {
    const random = seeded(12);
    const [mu, nu] = [randomCloud(random, 8, 2, true), randomCloud(random, 15, 2, true)];
    const plan = randomCoupling(mu, nu, random);
    const image = barycentricProjection(plan, mu, nu);
    const best = couplingCost(plan, image, nu, 2);
    const h = Float64Array.from({ length: 16 }, () => random.uniform() - 0.5);
    const other = { ...image, points: image.points.map((t, i) => t + h[i]) };
    const growth = h.reduce((sum, t, i) => sum + weightsOf(mu)[i >> 1] * t * t, 0);
    expect(Math.abs(couplingCost(plan, other, nu, 2) - best - growth)).toBeLessThan(1e-14);
    expectNumbers(mean(image), mean(nu), 1e-14);
  });

  test('refuses what is no coupling', () => {
    const mu = cloud([0, 1], 1);
    const plan = { source: Int32Array.of(0), target: Int32Array.of(0), mass: Float64Array.of(1) };
    expect(() => barycentricProjection(plan, mu, cloud([0], 1))).toThrow(
      'plan must be a coupling of mu and nu, got marginals that differ by 5.00e-1',
    );
  });
});

describe('Wasserstein barycentre', () => {
  const functional = (nu: Cloud, clouds: readonly Cloud[], lambda: readonly number[]): number =>
    clouds.reduce((sum, one, k) => sum + lambda[k] * wasserstein(nu, one, { p: 2 }).primal, 0);

  test('of two clouds is a point of their geodesic, certified', () => {
    const random = seeded(13);
    for (const [n, m] of [
      [30, 30],
      [14, 23],
    ]) {
      const [mu, nu] = [randomCloud(random, n, 2, n !== m), randomCloud(random, m, 2, n !== m)];
      const whole = transportExact(mu, nu, { p: 2 });
      const lambda = [0.7, 0.3];
      const minimum = 0.7 * 0.3 * whole.primal;
      const start = displacementInterpolation(whole, mu, nu, 0.3);
      const result = wassersteinBarycentre([mu, nu], { weights: lambda, start });
      expect(result.status).toBe('converged');
      expect(result.iterations).toBe(0);
      expect(Math.abs(result.functional - minimum)).toBeLessThan(1e-13);
      expect(Math.abs(result.lower - minimum)).toBeLessThan(1e-13);
      const found = wassersteinBarycentre([mu, nu], { weights: lambda });
      expect(found.functional).toBeGreaterThanOrEqual(minimum - 1e-13);
      // With equal weights no atom need split: the fixed point is the geodesic's.
      if (n === m) expect(Math.abs(found.functional - minimum)).toBeLessThan(1e-13);
    }
  });

  test('of translates is translated by the mean, for every λ', () => {
    const base = randomCloud(seeded(14), 25, 2, true);
    const shifts = [
      [0, 0],
      [4, 1],
      [-1, 3],
    ];
    const clouds = shifts.map((shift) => moved(base, (t, k) => t + shift[k]));
    const result = wassersteinBarycentre(clouds, { weights: [0.5, 0.2, 0.3] });
    const expected = moved(base, (t, k) => t + [0.5, 1.1][k]);
    expect(result.status).toBe('converged');
    expect(wasserstein(result.value, expected).distance).toBeLessThan(1e-13);
    expect(result.functional - result.lower).toBeLessThan(1e-12);
  });

  test('the functional falls by at least the square of each step, and the result is honest', () => {
    const random = seeded(15);
    const clouds = [40, 25, 33].map((n) => randomCloud(random, n, 2, true));
    const lambda = [0.2, 0.3, 0.5];
    const result = wassersteinBarycentre(clouds, { weights: lambda });
    expect(result.status).toBe('converged');
    expect(result.iterations).toBeGreaterThan(1);
    expect(result.history).toHaveLength(result.iterations + 1);
    expect(result.functional).toBe(result.history[result.iterations]);
    expect(Math.abs(result.functional - functional(result.value, clouds, lambda))).toBeLessThan(1e-14);
    expect(result.lower).toBeLessThanOrEqual(result.functional);
    expectNumbers(weightsOf(result.value), weightsOf(clouds[0]), 1e-16); // divided by their sum at the door
    for (let k = 1; k <= result.iterations; k++) {
      const before = wassersteinBarycentre(clouds, { weights: lambda, maxIterations: k - 1 });
      const after = wassersteinBarycentre(clouds, { weights: lambda, maxIterations: k });
      expect(before.status).toBe('iteration limit');
      expect(before.functional).toBe(result.history[k - 1]);
      const step = before.value.points.reduce(
        (sum, t, i) => sum + weightsOf(before.value)[i >> 1] * (after.value.points[i] - t) ** 2,
        0,
      );
      expect(result.history[k]).toBeLessThanOrEqual(result.history[k - 1] - step + 1e-14);
      expect(before.residual).toBeGreaterThan(1e-10);
    }
  });

  test('agrees with POT', () => {
    const random = createRandom(1);
    const clouds = [0, 1, 2].map((k) =>
      cloud(
        Array.from({ length: 120 }, (_, i) => k * (i % 2 ? 1 : -2) + (1 + k / 2) * random.normal()),
        2,
      ),
    );
    // ot.lp.free_support_barycenter of POT 0.9 from the first cloud with stopThr=1e-20, then Σ emd2/3.
    expect(wassersteinBarycentre(clouds, { start: clouds[0] }).functional).toBeCloseTo(3.466797944559493, 13);
  });

  test('is unmoved by turning and shifting, and scales', () => {
    const random = seeded(16);
    const clouds = [20, 20, 20].map(() => randomCloud(random, 20, 2));
    const turned = clouds.map(({ points, dimension }) => ({
      dimension,
      points: points.map(
        (t, i) => 1e3 * (i % 2 ? 0.6 * points[i - 1] + 0.8 * t : 0.8 * t - 0.6 * points[i + 1]) + 7,
      ),
    }));
    const [a, b] = [wassersteinBarycentre(clouds), wassersteinBarycentre(turned)];
    expect(b.iterations).toBe(a.iterations);
    expect(Math.abs(b.functional / a.functional / 1e6 - 1)).toBeLessThan(1e-11);
  });

  test('clouds without weight take no part; one cloud is its own barycentre', () => {
    const random = seeded(17);
    const clouds = [12, 12, 30].map((n) => randomCloud(random, n, 2));
    const two = wassersteinBarycentre(clouds.slice(0, 2), { start: clouds[0] });
    const three = wassersteinBarycentre(clouds, { weights: [0.5, 0.5, 0], start: clouds[0] });
    expect(Array.from(three.value.points)).toEqual(Array.from(two.value.points));
    const own = wassersteinBarycentre([clouds[0]]);
    expect(own).toMatchObject({ functional: 0, lower: 0, iterations: 0, status: 'converged' });
    expect(own.residual).toBeLessThan(1e-15);
    expect(wassersteinBarycentre([cloud([1, 2], 2), cloud([1, 2], 2)])).toMatchObject({
      functional: 0,
      residual: 0,
    });
  });

  test('on the line averages quantile functions, exactly', () => {
    const clouds = [cloud([3, 0, 1], 1), cloud([10, 20], 1), cloud([-1, 1], 1, [0.25, 0.75])];
    const { value, status } = wassersteinBarycentre(clouds, { weights: [0.5, 0.25, 0.25] });
    expect(status).toBe('converged');
    // Slices of [0, 1]: ¼, ⅓, ½, ⅔, 1.
    expectNumbers(
      value.points,
      [0 + 2.5 - 0.25, 0 + 2.5 + 0.25, 0.5 + 2.5 + 0.25, 0.5 + 5 + 0.25, 1.5 + 5 + 0.25],
      1e-15,
    );
    expectNumbers(weightsOf(value), [1 / 4, 1 / 12, 1 / 6, 1 / 6, 1 / 3], 1e-15);
  });

  test('on the line nothing is better: the lower bound is met and perturbations cost their square', () => {
    const random = seeded(18);
    const clouds = [300, 200, 150].map((n, k) => randomCloud(random, n, 1, k > 0));
    const lambda = [0.2, 0.5, 0.3];
    const best = wassersteinBarycentre(clouds, { weights: lambda });
    expect(best.value.points.length).toBeLessThanOrEqual(300 + 200 + 150 - 2);
    expect(Math.abs(best.functional - best.lower)).toBeLessThan(1e-13);
    for (let trial = 0; trial < 20; trial++) {
      const other = moved(best.value, (t) => t + 10 ** (-trial / 4) * (random.uniform() - 0.5));
      const excess = functional(other, clouds, lambda) - best.functional;
      // F is convex with F(ν) ≥ min F + W₂(ν, barycentre)² on the line.
      expect(excess).toBeGreaterThanOrEqual(wasserstein(other, best.value, { p: 2 }).primal - 1e-13);
    }
    // Multiples of 1/150, 1/200 and 1/300 in (0, 1]: 400 of them, and no slices of rounding.
    const equal = [150, 200, 300].map((n) => randomCloud(random, n, 1));
    expect(wassersteinBarycentre(equal).value.points).toHaveLength(400);
    // The iteration, told to start there, stays.
    const again = wassersteinBarycentre(clouds, { weights: lambda, start: best.value });
    expect(again).toMatchObject({ status: 'converged', iterations: 0 });
  });

  test('reports its progress and refuses bad input', () => {
    const random = seeded(19);
    const clouds = [15, 15, 15].map((n) => randomCloud(random, n, 2));
    const told: number[] = [];
    const { iterations } = wassersteinBarycentre(clouds, { onProgress: (done) => told.push(done) });
    expect(told).toEqual(Array.from({ length: iterations }, (_, k) => k + 1));
    expect(() => wassersteinBarycentre([])).toThrow('clouds must hold at least one cloud, got none');
    expect(() => wassersteinBarycentre([clouds[0], cloud([0], 1)])).toThrow('clouds[1].dimension must be 2');
    expect(() => wassersteinBarycentre(clouds, { weights: [0.5, 0.5] })).toThrow(
      'weights must have length 3',
    );
    expect(() => wassersteinBarycentre(clouds, { weights: [0.5, 0.5, 0.5] })).toThrow(
      'weights must sum to 1',
    );
    expect(() => wassersteinBarycentre(clouds, { start: cloud([0], 1) })).toThrow(
      'start.dimension must be 2',
    );
    expect(() => wassersteinBarycentre(clouds, { tolerance: 0 })).toThrow(
      'tolerance must be a number in [1e-14, 1]',
    );
    expect(() => wassersteinBarycentre(clouds, { maxIterations: -1 })).toThrow(
      'maxIterations must be an integer',
    );
    expect(() => wassersteinBarycentre([{ points: Float64Array.of(Number.NaN), dimension: 1 }])).toThrow(
      'clouds[0].points[0] must be a finite number',
    );
  });
});
