import {
  cosinePerturbed,
  type Discretisation,
  type Distribution1D,
  discretiseEqualWeights,
  discretiseLaw,
  discretiseQuasirandom,
  MAX_ATOMS,
  normal,
  normalMixture,
  type PhaseSpaceDensity,
  phaseSpaceDensity,
  pointMass,
  symmetricPareto,
  uniform,
} from '../../lib/densities';
import { logLogFit } from '../../lib/numerics/logLogFit';
import { gaussLegendre } from '../../lib/numerics/quadrature';
import { createRandom } from '../../lib/numerics/random';

const { nodes, weights: gaussWeights } = gaussLegendre(20);

function integral(g: (x: number) => number, a: number, b: number, panels: number): number {
  const half = (b - a) / panels / 2;
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = a + (2 * panel + 1) * half;
    for (let i = 0; i < nodes.length; i++) sum += gaussWeights[i] * half * g(middle + half * nodes[i]);
  }
  return sum;
}

/** W₁ = ∫|F − F_K| between a law of bounded quantiles and sorted atoms, broken where F crosses a level of F_K. */
function wassersteinOnLine(
  law: Distribution1D,
  atoms: ArrayLike<number>,
  weights: ArrayLike<number>,
): number {
  let level = 0;
  let sum = 0;
  let left = law.quantile(1e-15);
  for (let k = 0; k <= atoms.length; k++) {
    const right = k < atoms.length ? atoms[k] : law.quantile(1 - 1e-15);
    const crossing = Math.min(right, Math.max(left, law.quantile(Math.min(1, level))));
    sum += integral((x) => Math.abs(law.cdf(x) - level), left, crossing, 12);
    sum += integral((x) => Math.abs(law.cdf(x) - level), crossing, right, 12);
    left = right;
    if (k < atoms.length) level += weights[k];
  }
  return sum;
}

function cold(position: Distribution1D): PhaseSpaceDensity {
  return phaseSpaceDensity({ dimension: 1, position, momentum: pointMass({ at: 0 }) });
}

function plane(position: Distribution1D = normal(), momentum: Distribution1D = normal()): PhaseSpaceDensity {
  return phaseSpaceDensity({ dimension: 1, position, momentum });
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Means of the 2d coordinates of the atoms. */
function atomMean(cloud: Discretisation): number[] {
  const d = cloud.dimension;
  return Array.from({ length: 2 * d }, (_, i) => {
    const source = i < d ? cloud.x : cloud.xi;
    return cloud.weights.reduce((sum, weight, k) => sum + weight * source[k * d + (i % d)], 0);
  });
}

const twoStream = normalMixture([
  { weight: 0.3, mean: -1, deviation: 0.5 },
  { weight: 0.7, mean: 1.5, deviation: 0.3 },
]);

const lineLaws: Distribution1D[] = [
  normal({ mean: 0.4, deviation: 1.7 }),
  uniform({ low: -1, high: 3 }),
  cosinePerturbed({ amplitude: 0.8, wavenumber: 2 }),
  twoStream,
];

describe('on one axis', () => {
  test.each(lineLaws.map((law) => [law.name, law] as const))('%s: w1Error is W₁ itself', (_name, law) => {
    for (const points of [1, 2, 7, 40]) {
      const cloud = discretiseLaw(cold(law), { points });
      const exact = wassersteinOnLine(law, cloud.x, cloud.weights);
      // Quadrature in the outermost cells, over 1e-15 quantiles.
      expect(Math.abs(cloud.w1Error / exact - 1)).toBeLessThan(1e-7);
      const even = discretiseEqualWeights(cold(law), points);
      expect(Math.abs(even.w1Error / wassersteinOnLine(law, even.x, even.weights) - 1)).toBeLessThan(1e-7);
      const lattice = discretiseQuasirandom(cold(law), points);
      expect(Math.abs(lattice.marginalW1[0] / even.w1Error - 1)).toBeLessThan(1e-12);
      expect(lattice.marginalW1[1]).toBe(0);
    }
  });

  test('the unit normal: mean square errors of the optimal points (Lloyd iterated 20 000 times elsewhere)', () => {
    const optimal = [
      [1, 1],
      [2, 1 - 2 / Math.PI],
      [3, 0.19017403924790155],
      [4, 0.11748184782932913],
      [8, 0.034547760788503634],
      [16, 0.009501008008191647],
    ];
    for (const [points, error] of optimal) {
      const { w2Error } = discretiseLaw(cold(normal()), { points });
      // Never below the optimum; above it by what 500 rounds of Lloyd's algorithm leave at 16 points.
      expect(w2Error ** 2 / error - 1).toBeGreaterThan(-1e-12);
      expect(w2Error ** 2 / error - 1).toBeLessThan(1e-6);
    }
    // Panter and Dite: n²·w2² → √3π/2.
    const { w2Error } = discretiseLaw(cold(normal()), { points: 1000 });
    expect(Math.abs((w2Error ** 2 * 1e6) / ((Math.sqrt(3) * Math.PI) / 2) - 1)).toBeLessThan(0.01);
  });

  test('the uniform law: equal cells, W₁ = length/4n, W₂ = length/(n√12)', () => {
    const { x, weights, w1Error, w2Error } = discretiseLaw(cold(uniform({ low: 0, high: 2 })), {
      pointsPerAxis: 5,
    });
    x.forEach((atom, k) => {
      expect(atom).toBeCloseTo(0.2 + 0.4 * k, 13);
    });
    for (const weight of weights) expect(weight).toBeCloseTo(0.2, 14);
    expect(w1Error).toBeCloseTo(0.1, 14);
    expect(w2Error).toBeCloseTo(0.4 / Math.sqrt(12), 14);
  });

  test('heavy tails: finite W₁ bounds of the right order, infinite W₂ without a second moment', () => {
    const law = symmetricPareto({ exponent: 1.6 });
    const errors = [20, 40, 80, 160].map((points) => discretiseLaw(cold(law), { points }).w1Error);
    const { slope } = logLogFit([20, 40, 80, 160], errors);
    // Edges with density f^{1/2} ∝ (1+|x|)^{−1.3}: order 1, approached slowly in the tails.
    expect(slope).toBeLessThan(-0.85);
    expect(slope).toBeGreaterThan(-1.1);
    expect(discretiseLaw(cold(law), { points: 20 }).w2Error).toBe(Infinity);
    const light = discretiseLaw(cold(symmetricPareto({ exponent: 4 })), { points: 20 });
    expect(light.w2Error).toBeLessThan(1);
    expect(light.w1Error).toBeLessThan(light.w2Error);
  });
});

const cases: [string, PhaseSpaceDensity, number][] = [
  ['Gaussian, d = 1', plane(), 12],
  ['Landau', plane(cosinePerturbed({ amplitude: 0.3, wavenumber: 0.5 })), 15],
  ['two streams', plane(uniform({ low: 0, high: 4 }), twoStream), 10],
  [
    'Gaussian, d = 2',
    phaseSpaceDensity({ dimension: 2, position: normal(), momentum: normal({ deviation: 0.5 }) }),
    5,
  ],
  [
    'cold, d = 3',
    phaseSpaceDensity({ dimension: 3, position: normal(), momentum: pointMass({ at: 0.25 }) }),
    6,
  ],
];

describe.each(cases)('%s', (_name, density, pointsPerAxis) => {
  const clouds: Discretisation[] = [
    discretiseLaw(density, { pointsPerAxis }),
    discretiseEqualWeights(density, 300),
  ];

  test('weights sum to one and the mean is kept', () => {
    for (const cloud of clouds) {
      expect(Math.abs(total(cloud.weights) - 1)).toBeLessThan(1e-14);
      expect(cloud.x).toHaveLength(cloud.count * cloud.dimension);
      expect(cloud.xi).toHaveLength(cloud.count * cloud.dimension);
      atomMean(cloud).forEach((mean, i) => {
        // 1e-15 per unit of the size of the coordinates, which reaches 4π here.
        expect(Math.abs(mean - density.mean[i])).toBeLessThan(2e-14);
      });
    }
  });

  test('the variance of f is that of the atoms plus w2Error², exactly', () => {
    for (const cloud of clouds) {
      const d = cloud.dimension;
      let spread = 0;
      for (let k = 0; k < cloud.count; k++) {
        for (let i = 0; i < d; i++) {
          spread += cloud.weights[k] * (cloud.x[k * d + i] - density.mean[i]) ** 2;
          spread += cloud.weights[k] * (cloud.xi[k * d + i] - density.mean[d + i]) ** 2;
        }
      }
      expect(Math.abs((spread + cloud.w2Error ** 2) / total(density.variances) - 1)).toBeLessThan(1e-12);
    }
  });

  test('w1 ≤ w1Sum ≤ √2·w2 and w1 ≤ w2', () => {
    for (const { w1Error, w1ErrorSum, w2Error } of clouds) {
      expect(w1Error).toBeLessThanOrEqual(w1ErrorSum * (1 + 1e-12));
      expect(w1ErrorSum).toBeLessThanOrEqual(Math.SQRT2 * w2Error * (1 + 1e-12));
      expect(w1Error).toBeLessThanOrEqual(w2Error * (1 + 1e-12));
    }
  });

  test('w1Error lies above the distance of draws of f to the nearest atom, and not far', () => {
    // E min_k|z − z_k| ≤ W₁(f, any weights on the atoms); 1500 draws leave an error of a few per cent.
    const draws = density.sample(createRandom(17), 1500);
    for (const cloud of clouds) {
      const d = cloud.dimension;
      let sum = 0;
      for (let j = 0; j < 1500; j++) {
        let nearest = Infinity;
        for (let k = 0; k < cloud.count; k++) {
          let square = 0;
          for (let i = 0; i < d; i++) {
            square +=
              (draws.x[j * d + i] - cloud.x[k * d + i]) ** 2 +
              (draws.xi[j * d + i] - cloud.xi[k * d + i]) ** 2;
          }
          nearest = Math.min(nearest, square);
        }
        sum += Math.sqrt(nearest);
      }
      expect(sum / 1500).toBeLessThan(1.03 * cloud.w1Error);
      expect(sum / 1500).toBeGreaterThan(0.6 * cloud.w1Error);
    }
  });
});

describe('rates', () => {
  test('w1Error falls like 1/pointsPerAxis', () => {
    const counts = [6, 12, 24, 48];
    const { slope } = logLogFit(
      counts,
      counts.map((pointsPerAxis) => discretiseLaw(plane(), { pointsPerAxis }).w1Error),
    );
    expect(Math.abs(slope + 1)).toBeLessThan(0.1);
  });

  test('equal weights: w1Error falls like n^{−1/2d}', () => {
    const counts = [64, 256, 1024, 4096];
    for (const d of [1, 2]) {
      const density = phaseSpaceDensity({ dimension: d, position: normal(), momentum: normal() });
      const { slope } = logLogFit(
        counts,
        counts.map((n) => discretiseEqualWeights(density, n).w1Error),
      );
      // Tails make the approach to the rate slow from below.
      expect(slope + 1 / (2 * d)).toBeGreaterThan(-0.03);
      expect(slope + 1 / (2 * d)).toBeLessThan(0.07);
    }
  });

  test('the lattice is even: no box of the unit square holds much more or less than its share', () => {
    const box = plane(uniform({ low: 0, high: 1 }), uniform({ low: 0, high: 1 }));
    const discrepancy = (n: number): number => {
      const { x, xi } = discretiseQuasirandom(box, n);
      let worst = 0;
      for (let a = 1; a <= 16; a++) {
        for (let b = 1; b <= 16; b++) {
          let inside = 0;
          for (let k = 0; k < n; k++) if (x[k] < a / 16 && xi[k] < b / 16) inside++;
          worst = Math.max(worst, Math.abs(inside / n - (a * b) / 256));
        }
      }
      return worst;
    };
    // Random points: about 1/√n = 0.03 and 0.008. A lattice with bounded partial quotients: O(log n / n).
    expect(discrepancy(1000)).toBeLessThan(4e-3);
    expect(discrepancy(16000)).toBeLessThan(4e-4);
  });

  test('the lattice keeps the mean and has the best marginals of equal weight, W₁ ~ 1/n', () => {
    const density = phaseSpaceDensity({ dimension: 2, position: twoStream, momentum: normal() });
    const lattice = discretiseQuasirandom(density, 2000);
    for (let i = 0; i < 4; i++) {
      const values = Float64Array.from(
        { length: 2000 },
        (_, k) => (i < 2 ? lattice.x : lattice.xi)[2 * k + (i % 2)],
      );
      expect(Math.abs(total(values) / 2000 - density.mean[i])).toBeLessThan(1e-13);
      expect(new Set(values).size).toBe(2000);
    }
    const uniformBox = plane(uniform({ low: 0, high: 1 }), uniform({ low: 0, high: 1 }));
    expect(discretiseQuasirandom(uniformBox, 2000).marginalW1[1]).toBeCloseTo(1 / 8000, 14);
    // No two coordinates follow each other: correlations far below the 1/√n of random points.
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ]) {
      const coordinate = (i: number, k: number): number =>
        (i < 2 ? lattice.x : lattice.xi)[2 * k + (i % 2)] - density.mean[i];
      let covariance = 0;
      for (let k = 0; k < 2000; k++) covariance += (coordinate(a, k) * coordinate(b, k)) / 2000;
      const scale = Math.sqrt(density.variances[a] * density.variances[b]);
      expect(Math.abs(covariance) / scale).toBeLessThan(0.02);
    }
  });
});

describe('phaseSpaceDensity', () => {
  const density = phaseSpaceDensity({
    dimension: 2,
    position: [uniform({ low: 0, high: 2 }), normal({ mean: 3 })],
    momentum: [normal({ deviation: 0.5 }), pointMass({ at: -1 })],
  });

  test('orders coordinates x₁ x₂ ξ₁ ξ₂', () => {
    expect([...density.mean]).toEqual([1, 3, 0, -1]);
    [1 / 3, 1, 0.25, 0].forEach((variance, i) => {
      expect(density.variances[i]).toBeCloseTo(variance, 14);
    });
    const warm = plane(uniform({ low: 0, high: 2 }), normal());
    expect(warm.density([1, 0.5])).toBeCloseTo(Math.exp(-0.125) / Math.sqrt(2 * Math.PI) / 2, 15);
    expect(warm.density([2.5, 0.5])).toBe(0);
    expect(density.density([1, 3, 0, -1])).toBe(Infinity);
    expect(density.density([1, 3, 0, -0.5])).toBe(0);
  });

  test('samples are particle-major, repeatable, and have the moments of f', () => {
    const n = 20_000;
    const { x, xi } = density.sample(createRandom(4), n);
    expect(density.sample(createRandom(4), 3).x).toEqual(x.slice(0, 6));
    for (let i = 0; i < 4; i++) {
      const source = i < 2 ? x : xi;
      let mean = 0;
      for (let k = 0; k < n; k++) mean += source[2 * k + (i % 2)] / n;
      // Five standard deviations; the point mass adds only rounding.
      expect(Math.abs(mean - density.mean[i])).toBeLessThan(5 * Math.sqrt(density.variances[i] / n) + 1e-12);
    }
  });

  test('momentBound: exact second moment, otherwise above a sample', () => {
    expect(density.momentBound(2)).toBeCloseTo(4 / 3 + 10 + 0.25 + 1, 12);
    const { x, xi } = density.sample(createRandom(5), 5000);
    for (const p of [1, 1.5, 3, 4]) {
      let moment = 0;
      for (let k = 0; k < 5000; k++)
        moment += Math.hypot(x[2 * k], x[2 * k + 1], xi[2 * k], xi[2 * k + 1]) ** p / 5000;
      expect(density.momentBound(p)).toBeGreaterThan(moment);
      expect(density.momentBound(p)).toBeLessThan(4 * moment);
    }
    expect(plane(symmetricPareto({ exponent: 3 })).momentBound(3)).toBe(Infinity);
    expect(plane(symmetricPareto({ exponent: 3 })).momentBound(2.9)).toBeLessThan(Infinity);
  });
});

describe('choices and limits', () => {
  test('a budget of points is used up to what a product allows, with cells of like length', () => {
    const density = plane(normal({ deviation: 4 }), normal());
    const { cellsPerAxis, count } = discretiseLaw(density, { points: 400 });
    expect(count).toBeLessThanOrEqual(400);
    expect(count).toBeGreaterThan(360);
    expect(cellsPerAxis[0] / cellsPerAxis[1]).toBeGreaterThan(3);
    expect(cellsPerAxis[0] / cellsPerAxis[1]).toBeLessThan(5);
  });

  test('point masses take one cell; different numbers on the axes; the last axis runs fastest', () => {
    expect(discretiseLaw(cold(normal()), { pointsPerAxis: 9 }).cellsPerAxis).toEqual([9, 1]);
    const { x, xi, cellsPerAxis } = discretiseLaw(plane(), { pointsPerAxis: [2, 3] });
    expect(cellsPerAxis).toEqual([2, 3]);
    expect([x[0], x[1], x[2]]).toEqual([x[0], x[0], x[0]]);
    expect(xi[0]).toBeLessThan(xi[1]);
    expect(xi[3]).toBe(xi[0]);
  });

  test('all mass at one point', () => {
    const point = phaseSpaceDensity({
      dimension: 1,
      position: pointMass({ at: 2 }),
      momentum: pointMass({ at: 3 }),
    });
    const even = discretiseEqualWeights(point, 3);
    expect([[...even.x], [...even.xi], even.w1Error]).toEqual([[2, 2, 2], [3, 3, 3], 0]);
    expect([...discretiseQuasirandom(point, 2).xi]).toEqual([3, 3]);
    expect(discretiseLaw(point, { points: 10 }).count).toBe(1);
  });

  test('bad arguments are refused by name', () => {
    const density = plane();
    expect(() => discretiseLaw(density, {})).toThrow(
      'either pointsPerAxis or points must be given, got neither',
    );
    expect(() => discretiseLaw(density, { points: 3, pointsPerAxis: 3 })).toThrow('got both');
    expect(() => discretiseLaw(density, { pointsPerAxis: [3] })).toThrow(
      'pointsPerAxis must have length 2, got length 1',
    );
    expect(() => discretiseLaw(density, { pointsPerAxis: 0 })).toThrow(
      'pointsPerAxis must be an integer >= 1',
    );
    expect(() => discretiseLaw(density, { pointsPerAxis: 1000 })).toThrow(
      'pointsPerAxis must give at most 200000 atoms, got 1000·1000 = 1000000',
    );
    expect(() => discretiseLaw(density, { points: MAX_ATOMS + 1 })).toThrow(
      'points must be an integer in [1, 200000]',
    );
    expect(() => discretiseEqualWeights(density, 0)).toThrow('n must be an integer in [1, 200000], got 0');
    expect(() => discretiseQuasirandom(density, 1.5)).toThrow('n must be an integer in [1, 200000], got 1.5');
    const make = (dimension: number, position: unknown) => () =>
      phaseSpaceDensity({ dimension, position: position as Distribution1D, momentum: normal() });
    expect(make(4, normal())).toThrow('dimension must be an integer in [1, 3], got 4');
    expect(make(2, [normal()])).toThrow('position must have length 2, got length 1');
    expect(make(1, undefined)).toThrow('position[0] must be a Distribution1D, got undefined');
    expect(() => density.density([1])).toThrow('z must have length 2, got length 1');
    expect(() => density.sample(createRandom(1), 0)).toThrow('n must be an integer in [1, 10000000], got 0');
  });
});
