import {
  cloud,
  distanceToLaw,
  gridDensity,
  lowerBoundByCovariances,
  lowerBoundByDensity,
  lowerBoundByMoments,
  lowerBoundByNearestPoints,
  lowerBoundByProjections,
  normal,
  pointMass,
  symmetricPareto,
  transport1D,
  transportExact,
  transportSemidiscrete,
  uniform,
} from '../../../../lib/index';
import { moved, randomCloud, seeded } from '../samples';

describe('lower bounds lie below the distance', () => {
  const runs = process.env.LONG ? 300 : 20;
  test('random weighted clouds', () => {
    const random = seeded(31);
    for (let k = 0; k < runs; k++) {
      const dimension = 1 + (k % 4);
      const mu = randomCloud(random, 5 + (k % 20), dimension, k % 2 === 0);
      const nu = randomCloud(random, 3 + (k % 15), dimension, true, (t) => 1.5 * t ** 2 + (k % 3));
      for (const p of [1, 2, 3]) {
        const distance = transportExact(mu, nu, { p }).distance * (1 + 1e-12);
        expect(lowerBoundByMoments(mu, nu, p)).toBeLessThanOrEqual(distance);
        expect(lowerBoundByMoments(mu, nu, p, new Array(dimension).fill(0.7))).toBeLessThanOrEqual(distance);
        expect(lowerBoundByProjections(mu, nu, { p, directions: 8 })).toBeLessThanOrEqual(distance);
        expect(lowerBoundByNearestPoints(mu, nu, p)).toBeLessThanOrEqual(distance);
        if (p === 2) expect(lowerBoundByCovariances(mu, nu)).toBeLessThanOrEqual(distance);
      }
    }
  });

  test('each is attained somewhere', () => {
    const mu = randomCloud(seeded(32), 30, 2, true);
    const shifted = moved(mu, (t, k) => t + (k === 0 ? 3 : 4));
    expect(lowerBoundByProjections(mu, shifted, { directions: 0 })).toBeCloseTo(5, 12);
    expect(lowerBoundByCovariances(mu, shifted)).toBeCloseTo(5, 12);
    // Contraction to the origin moves along rays.
    const contracted = moved(mu, (t) => 0.25 * t);
    const exact = transportExact(mu, contracted).distance;
    expect(lowerBoundByMoments(mu, contracted)).toBeCloseTo(exact, 12);
    // A far finer cloud around the points of mu: all go to the nearest.
    const near = moved(mu, (t) => t + 1e-4);
    expect(lowerBoundByNearestPoints(mu, near)).toBeCloseTo(1e-4 * Math.SQRT2, 12);
  });

  test('a bounded density keeps its distance from few points', () => {
    const square = gridDensity({ low: [0, 0], high: [2, 1], cells: [1, 1], masses: [1] });
    for (const p of [1, 2] as const) {
      for (const count of [1, 4, 40]) {
        const points = randomCloud(seeded(count), count, 2, true);
        const bound = lowerBoundByDensity({ count, dimension: 2, densityBound: 0.5, p });
        expect(bound).toBeLessThanOrEqual(transportSemidiscrete(square, points, { p }).upper);
      }
    }
    // A uniform disc of radius 1 about its centre: E r = 2/3, E r² = 1/2.
    expect(lowerBoundByDensity({ count: 1, dimension: 2, densityBound: 1 / Math.PI })).toBeCloseTo(2 / 3, 14);
    expect(lowerBoundByDensity({ count: 1, dimension: 2, densityBound: 1 / Math.PI, p: 2 })).toBeCloseTo(
      Math.SQRT1_2,
      14,
    );
    // The interval [−1, 1]: E|x| = 1/2.
    expect(lowerBoundByDensity({ count: 1, dimension: 1, densityBound: 0.5 })).toBeCloseTo(0.5, 14);
  });
});

describe('a law on the line against a cloud', () => {
  test('closed forms', () => {
    const n = 8;
    const middles = cloud(
      Array.from({ length: n }, (_, i) => (i + 0.5) / n),
      1,
    );
    const law = uniform({ low: 0, high: 1 });
    expect(distanceToLaw(law, middles)).toBeCloseTo(1 / (4 * n), 14);
    expect(distanceToLaw(law, middles, { p: 2 })).toBeCloseTo(1 / (Math.sqrt(12) * n), 14);
    expect(distanceToLaw(normal(), cloud([0], 1))).toBeCloseTo(Math.sqrt(2 / Math.PI), 14);
    expect(distanceToLaw(normal({ mean: 3 }), cloud([0], 1), { p: 2 })).toBeCloseTo(Math.sqrt(10), 14);
  });

  test('against transport of 4000 quantiles', () => {
    const points = randomCloud(seeded(33), 25, 1, true, (t) => 4 * t - 2);
    for (const law of [normal({ deviation: 0.7 }), symmetricPareto({ exponent: 5 })]) {
      const m = 4000;
      const quantiles = cloud(
        Array.from({ length: m }, (_, i) => law.quantile((i + 0.5) / m)),
        1,
      );
      // The tails beyond the last quantiles carry 1/8000 each: their W₁ and W₂ to the quantiles decide.
      const error = { 1: distanceToLaw(law, quantiles), 2: distanceToLaw(law, quantiles, { p: 2 }) };
      for (const p of [1, 2] as const) {
        const there = transport1D(quantiles, points, { p }).distance;
        expect(Math.abs(distanceToLaw(law, points, { p }) - there)).toBeLessThanOrEqual(error[p]);
        expect(error[p]).toBeLessThan(p === 1 ? 2e-3 : 0.1);
      }
    }
  });

  test('bad input', () => {
    expect(() => distanceToLaw(pointMass({ at: 0 }), cloud([0], 1))).toThrow(/spread out/);
    expect(() => distanceToLaw(normal(), cloud([0, 0], 2))).toThrow(/cloud.dimension must be 1/);
  });
});
