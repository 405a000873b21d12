import {
  type Cloud,
  cloud,
  createRandom,
  discretiseOnGrid,
  type GridDensity,
  gridDensity,
  normal,
  normalMixture,
  phaseSpaceDensity,
  pointMass,
  symmetricPareto,
  transportExact,
  transportGrid,
  transportSemidiscrete,
  uniform,
} from '../../../../lib/index';
import { randomCloud, seeded } from '../samples';

const unitSquare: GridDensity = gridDensity({ low: [0, 0], high: [1, 1], cells: [1, 1], masses: [1] });

/** Masses that vary by a factor of five between neighbours. */
function roughDensity(seed: number, n: number, m: number): GridDensity {
  const random = seeded(seed);
  const raw = Array.from({ length: n * m }, () => 0.2 + random.uniform());
  const sum = raw.reduce((a, b) => a + b, 0);
  return gridDensity({ low: [-1, 0], high: [1, 1.5], cells: [n, m], masses: raw.map((t) => t / sum) });
}

/** The density as atoms at the centres of sub-cells: at most half a diagonal of a sub-cell away in every W_p. */
function atoms({ edges: [ex, ey], masses }: GridDensity, parts: number): { cloud: Cloud; error: number } {
  const points: number[] = [];
  const weights: number[] = [];
  let error = 0;
  for (let i = 0; i + 1 < ex.length; i++) {
    for (let j = 0; j + 1 < ey.length; j++) {
      const [hx, hy] = [(ex[i + 1] - ex[i]) / parts, (ey[j + 1] - ey[j]) / parts];
      error = Math.max(error, Math.hypot(hx, hy) / 2);
      for (let a = 0; a < parts; a++) {
        for (let b = 0; b < parts; b++) {
          points.push(ex[i] + (a + 0.5) * hx, ey[j] + (b + 0.5) * hy);
          weights.push(masses[i * (ey.length - 1) + j] / parts ** 2);
        }
      }
    }
  }
  return { cloud: cloud(points, 2, weights), error };
}

describe('closed forms', () => {
  // ∫|z| over the unit square is (√2 + asinh 1)/3, ∫|z|² is ⅔; the interval adds 1e−12 of the distances for rounding.
  test('the unit square against its corner and its centre', () => {
    const mean = (Math.SQRT2 + Math.asinh(1)) / 3;
    for (const [point, p, value] of [
      [[0, 0], 1, mean],
      [[0.5, 0.5], 1, mean / 2],
      [[0, 0], 2, Math.sqrt(2 / 3)],
      [[0.5, 0.5], 2, Math.sqrt(1 / 6)],
    ] as const) {
      const result = transportSemidiscrete(unitSquare, cloud(point, 2), { p, tolerance: 1e-6 });
      expect(result.lower).toBeLessThanOrEqual(value);
      expect(result.upper).toBeGreaterThanOrEqual(value);
      expect(result.upper - result.lower).toBeLessThan(2e-11);
    }
  });

  test('the square against the centres of n² equal squares: 1/n of the distance to one centre', () => {
    const n = 4;
    const centres = Array.from({ length: n * n }, (_, k) => [
      ((k % n) + 0.5) / n,
      (Math.floor(k / n) + 0.5) / n,
    ]);
    for (const p of [1, 2] as const) {
      const value = p === 1 ? (Math.SQRT2 + Math.asinh(1)) / 6 / n : Math.sqrt(1 / 6) / n;
      const { lower, upper, masses } = transportSemidiscrete(unitSquare, cloud(centres.flat(), 2), { p });
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
      expect(upper - lower).toBeLessThanOrEqual(1e-3 * upper);
      for (const mass of masses) expect(mass).toBeCloseTo(1 / n ** 2, 3);
    }
  });

  test('two points that share a line: the product of one-dimensional transports', () => {
    // All mass of [0,1]×[0,h] goes to (0, h/2) and (1, h/2), each half to its side: E|(u, v)| over [0,½]×[−h/2, h/2].
    const h = 0.25;
    const density = gridDensity({
      low: [0, 0],
      high: [1, h],
      cells: [8, 1],
      masses: new Array(8).fill(1 / 8),
    });
    const { lower, upper } = transportSemidiscrete(density, cloud([0, h / 2, 1, h / 2], 2), { p: 2 });
    const value = Math.sqrt(1 / 12 + h ** 2 / 12);
    expect(lower).toBeLessThanOrEqual(value);
    expect(upper).toBeGreaterThanOrEqual(value);
    expect(upper - lower).toBeLessThan(1e-6);
  });

  test('a far translation: the distance between the means for p = 1 to 1/distance, and W₂² = |a|² + W₂(0)²', () => {
    const density = roughDensity(7, 5, 4);
    const points = randomCloud(seeded(3), 20, 2);
    const [mx, my] = meanOf(density);
    const mean = [0, 1].map(
      (k) => points.points.filter((_, i) => i % 2 === k).reduce((a, b) => a + b, 0) / 20,
    );
    // W₂² splits into that of the centred measures and the squared distance of the means.
    const centred = movedCloud(points, mx - mean[0], my - mean[1]);
    const near = transportSemidiscrete(density, centred, { p: 2, tolerance: 1e-5 });
    const far = transportSemidiscrete(density, movedCloud(centred, 30, 40), { p: 2, tolerance: 1e-6 });
    expect(far.lower ** 2).toBeLessThanOrEqual(2500 + near.upper ** 2);
    expect(far.upper ** 2).toBeGreaterThanOrEqual(2500 + near.lower ** 2);
    expect(far.upper - far.lower).toBeLessThanOrEqual(1e-6 * far.upper);
    const first = transportSemidiscrete(density, movedCloud(centred, 30, 40));
    expect(first.upper).toBeGreaterThanOrEqual(50); // the means are 50 apart
    expect(first.lower).toBeLessThan(50.1); // W₁ ≤ W₂ ≤ √(2500 + 1.5²)
    expect(first.status).toBe('converged');
  });
});

function meanOf({ edges: [ex, ey], masses }: GridDensity): [number, number] {
  let [mx, my] = [0, 0];
  const m = ey.length - 1;
  masses.forEach((mass, k) => {
    mx += (mass * (ex[Math.floor(k / m)] + ex[Math.floor(k / m) + 1])) / 2;
    my += (mass * (ey[k % m] + ey[(k % m) + 1])) / 2;
  });
  return [mx, my];
}

const movedCloud = (given: Cloud, a: number, b: number): Cloud => ({
  ...given,
  points: given.points.map((t, i) => t + (i % 2 === 0 ? a : b)),
});

describe('enclosure', () => {
  const runs = process.env.LONG ? 40 : 6;
  test('the interval meets that of many atoms in place of the density, on random weighted clouds', () => {
    for (let seed = 1; seed <= runs; seed++) {
      const density = roughDensity(seed, 1 + (seed % 5), 3);
      const points = randomCloud(seeded(100 + seed), 3 + 2 * seed, 2, seed % 2 === 0, (t) => 2.4 * t - 1.2);
      const fine = atoms(density, 12 - 2 * (seed % 5));
      for (const p of [1, 2] as const) {
        const result = transportSemidiscrete(density, points, { p });
        const { distance } = transportExact(fine.cloud, points, { p });
        expect(result.status).toBe('converged');
        expect(result.lower).toBeLessThanOrEqual(distance + fine.error);
        expect(result.upper).toBeGreaterThanOrEqual(distance - fine.error);
        expect(result.upper - result.lower).toBeLessThanOrEqual(1e-3 * result.upper);
      }
    }
  });

  test('all intervals for tighter and tighter tolerances meet', () => {
    const density = roughDensity(5, 6, 6);
    const points = randomCloud(seeded(6), 40, 2, true);
    for (const p of [1, 2] as const) {
      let [low, high] = [0, Number.POSITIVE_INFINITY];
      for (const tolerance of [0.3, 0.1, 1e-2, 1e-3]) {
        const { lower, upper } = transportSemidiscrete(density, points, { p, tolerance });
        low = Math.max(low, lower);
        high = Math.min(high, upper);
        expect(low).toBeLessThanOrEqual(high);
        expect(upper - lower).toBeLessThanOrEqual(tolerance * upper);
      }
    }
  });

  test('it holds for any number of steps, and the status says what is missing', () => {
    const density = roughDensity(9, 4, 4);
    const points = randomCloud(seeded(10), 60, 2);
    const best = transportSemidiscrete(density, points, { tolerance: 1e-3 });
    const rough = transportSemidiscrete(density, points, { maxIterations: 1 });
    expect(rough.status).toBe('iteration limit');
    expect(rough.lower).toBeLessThan(best.lower);
    expect(rough.upper).toBeGreaterThan(best.upper);
  });

  test('far from the optimum, too, the lower end is the dual value of the potential that is returned', () => {
    const weights = [0.4, 0.1, 0.3, 0.2];
    const points = cloud([0.1, 0.2, 0.8, 0.3, 0.4, 0.7, 0.9, 0.9], 2, weights);
    const rough = transportSemidiscrete(unitSquare, points, { p: 2, maxIterations: 1 });
    let dual = weights.reduce((sum, w, j) => sum + w * rough.psi[j], 0);
    const n = 200;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) dual += rough.potential([(i + 0.5) / n, (j + 0.5) / n]) / n ** 2;
    // The masses differ from the weights and ψ is not 0, else the test would say nothing.
    expect(Math.max(...rough.psi.map(Math.abs))).toBeGreaterThan(0.1);
    expect(Math.max(...weights.map((w, j) => Math.abs(w - rough.masses[j])))).toBeGreaterThan(0.01);
    // The midpoint rule: |φ″| ≤ 2 gives 1/(12 n²) = 2e−6, and kinks on some n of n² cells as much again.
    expect(Math.abs(rough.lower ** 2 - dual)).toBeLessThan(1e-5);
  });

  test('a few steps of Newton suffice for p = 2, since the derivatives are exact', () => {
    const points = randomCloud(seeded(15), 50, 2);
    const { lower, upper } = transportSemidiscrete(unitSquare, points, { p: 2, maxIterations: 6 });
    // Masses that agree to 1e−13 leave √1e−13 of a distance of cells.
    expect(upper - lower).toBeLessThan(1e-6 * upper);
  });

  test('W₁ ≤ W₂, and a permutation or a doubled point changes nothing', () => {
    const density = roughDensity(2, 5, 5);
    const points = randomCloud(seeded(11), 12, 2);
    const one = transportSemidiscrete(density, points);
    const two = transportSemidiscrete(density, points, { p: 2 });
    expect(one.lower).toBeLessThanOrEqual(two.upper);
    const doubled = cloud([...points.points, ...points.points], 2);
    const again = transportSemidiscrete(density, doubled, { p: 2 });
    expect(again.upper).toBeCloseTo(two.upper, 6);
    expect(again.masses.length).toBe(24);
  });

  test('a point without mass takes part in nothing', () => {
    const points = cloud([0.25, 0.5, 0.75, 0.5, 9, 9], 2, [0.5, 0.5, 0]);
    const result = transportSemidiscrete(unitSquare, points, { p: 2 });
    const without = transportSemidiscrete(unitSquare, cloud([0.25, 0.5, 0.75, 0.5], 2), { p: 2 });
    expect(result.upper).toBe(without.upper);
    expect(result.masses[2]).toBe(0);
  });
});

describe('the potential', () => {
  test('is 1-Lipschitz for p = 1 and proves the lower end by sampling', () => {
    const density = roughDensity(4, 3, 3);
    const points = randomCloud(seeded(12), 25, 2);
    const { potential, psi, lower, upper, destination } = transportSemidiscrete(density, points);
    const random = seeded(13);
    const at = (): [number, number] => [6 * random.uniform() - 3, 6 * random.uniform() - 3];
    for (let k = 0; k < 500; k++) {
      const [z, w] = [at(), at()];
      const distance = Math.hypot(z[0] - w[0], z[1] - w[1]);
      expect(Math.abs(potential(z) - potential(w))).toBeLessThanOrEqual(distance + 1e-14);
      const j = destination(z);
      expect(potential(z)).toBeCloseTo(
        Math.hypot(z[0] - points.points[2 * j], z[1] - points.points[2 * j + 1]) - psi[j],
        12,
      );
    }
    // ∫φ f + Σwψ by the midpoint rule on 24² sub-cells of width 0.03: second order away from kinks.
    const fine = atoms(density, 24).cloud;
    let value = psi.reduce((sum, t) => sum + t / 25, 0);
    fine.weights?.forEach((w, k) => {
      value += w * potential([fine.points[2 * k], fine.points[2 * k + 1]]);
    });
    expect(value).toBeGreaterThan(lower - 1e-3 * upper);
    expect(value).toBeLessThan(upper + 1e-3 * upper);
  });
});

describe('the circle in the first coordinate', () => {
  test('a uniform strip against points: turned around, the answer stays', () => {
    const density = gridDensity({
      low: [0, 0],
      high: [2, 1],
      cells: [4, 2],
      masses: new Array(8).fill(1 / 8),
    });
    const points = randomCloud(seeded(14), 15, 2);
    for (const p of [1, 2] as const) {
      const here = transportSemidiscrete(density, points, { p, period: 2 });
      const turned = transportSemidiscrete(density, movedCloud(points, 0.77 + 4, 0), { p, period: 2 });
      expect(here.lower).toBeLessThanOrEqual(turned.upper);
      expect(turned.lower).toBeLessThanOrEqual(here.upper);
      expect(here.status).toBe('converged');
      expect(here.lower).toBeLessThan(transportSemidiscrete(density, points, { p }).upper);
    }
  });

  test('one point on the circle: half the box on either side', () => {
    const density = gridDensity({ low: [0, 0], high: [1, 1], cells: [1, 1], masses: [1] });
    const { lower, upper } = transportSemidiscrete(density, cloud([0, 0.5], 2), { p: 2, period: 1 });
    const value = Math.sqrt(1 / 6); // as if the point were in the middle
    expect(lower).toBeLessThanOrEqual(value);
    expect(upper).toBeGreaterThanOrEqual(value);
    expect(upper - lower).toBeLessThan(1e-9);
  });
});

describe('smooth densities', () => {
  const gaussian = phaseSpaceDensity({ dimension: 1, position: normal(), momentum: normal() });

  test('a Gaussian against one point at its centre: E|z| = √(π/2), E|z|² = 2', () => {
    for (const [p, value] of [
      [1, Math.sqrt(Math.PI / 2)],
      [2, Math.SQRT2],
    ] as const) {
      const { lower, upper, status } = transportSemidiscrete(gaussian, cloud([0, 0], 2), { p });
      expect(lower).toBeLessThanOrEqual(value);
      expect(upper).toBeGreaterThanOrEqual(value);
      expect(upper - lower).toBeLessThanOrEqual(1e-3 * upper);
      expect(status).toBe('converged');
    }
  });

  test('the interval is that of the grid, widened: truth between at every resolution', () => {
    const random = createRandom(8);
    const { x, xi } = gaussian.sample(random, 30);
    const points = cloud(
      Array.from({ length: 60 }, (_, k) => (k % 2 === 0 ? x[k / 2] : xi[(k - 1) / 2])),
      2,
    );
    for (const p of [1, 2] as const) {
      let [low, high] = [0, Number.POSITIVE_INFINITY];
      for (const cellsPerAxis of [8, 16, 32, 64]) {
        const result = transportSemidiscrete(discretiseOnGrid(gaussian, { cellsPerAxis }), points, { p });
        low = Math.max(low, result.lower);
        high = Math.min(high, result.upper);
        expect(low).toBeLessThanOrEqual(high);
      }
      expect(high - low).toBeLessThan(0.05 * high);
    }
  });

  test('a density that would need too fine a grid is reported', () => {
    const result = transportSemidiscrete(gaussian, cloud([0, 0.1, 0.3, 0], 2), { maxCellsPerAxis: 16 });
    expect(result.status).toBe('density not resolved');
    expect(result.lower).toBeLessThan(result.upper);
  });
});

describe('discretiseOnGrid', () => {
  test('errors bound the distance on the line, which transport of many quantiles shows', () => {
    for (const law of [
      normal({ mean: 1, deviation: 0.5 }),
      normalMixture([
        { weight: 0.3, mean: -2, deviation: 0.5 },
        { weight: 0.7, mean: 1 },
      ]),
      symmetricPareto({ exponent: 6 }),
    ]) {
      const density = phaseSpaceDensity({
        dimension: 1,
        position: law,
        momentum: uniform({ low: 0, high: 1 }),
      });
      for (const cellsPerAxis of [8, 32]) {
        const { edges, masses, w1Error, w2Error } = discretiseOnGrid(density, { cellsPerAxis });
        expect(edges[1].length).toBe(2);
        // Quantile functions of f and of the piecewise uniform law at 5000 midpoints: W₁ and W₂ on the line.
        const n = 5000;
        let [first, second, k, below] = [0, 0, 0, 0];
        for (let i = 0; i < n; i++) {
          const u = (i + 0.5) / n;
          while (k < masses.length - 1 && below + masses[k] < u) below += masses[k++];
          const there = edges[0][k] + (edges[0][k + 1] - edges[0][k]) * ((u - below) / masses[k]);
          const difference = Math.abs(law.quantile(u) - there);
          first += difference / n;
          second += difference ** 2 / n;
        }
        expect(first).toBeLessThanOrEqual(w1Error * (1 + 1e-3)); // the midpoint rule
        expect(Math.sqrt(second)).toBeLessThanOrEqual(w2Error * (1 + 1e-3));
        expect(first).toBeGreaterThan(w1Error / 8); // no idle bound
      }
    }
  });

  test('errors decrease like 1/cells²', () => {
    const density = phaseSpaceDensity({ dimension: 1, position: normal(), momentum: normal() });
    const [coarse, fine] = [64, 128].map((cellsPerAxis) => discretiseOnGrid(density, { cellsPerAxis }));
    for (const ratio of [coarse.w1Error / fine.w1Error, coarse.w2Error / fine.w2Error]) {
      expect(ratio).toBeGreaterThan(3.3);
      expect(ratio).toBeLessThan(5);
    }
  });

  test('slope bounds are bounds, and are attained', () => {
    const laws = [
      normal({ mean: 1, deviation: 0.5 }),
      normalMixture([{ weight: 1, mean: -1, deviation: 2 }]),
      symmetricPareto({ exponent: 3, scale: 2 }),
    ];
    const random = seeded(21);
    for (const law of laws) {
      for (let k = 0; k < 50; k++) {
        const a = 6 * random.uniform() - 3;
        const b = a + random.uniform();
        let largest = 0;
        const h = (b - a) / 400;
        for (let i = 0; i < 400; i++) {
          largest = Math.max(largest, Math.abs(law.pdf(a + (i + 1) * h) - law.pdf(a + i * h)) / h);
        }
        const bound = law.slopeBound(a, b);
        expect(largest).toBeLessThanOrEqual(bound * (1 + 1e-9));
        expect(largest).toBeGreaterThan(0.97 * bound); // a mean over 1/400 of the interval
      }
    }
  });
});

describe('bad input', () => {
  test.each([
    [() => transportSemidiscrete(unitSquare, cloud([0, 0, 0], 3)), /plane, got dimensions 2 and 3/],
    [() => transportSemidiscrete(unitSquare, cloud([0, 0], 2), { p: 3 as 2 }), /p must be one of 1, 2/],
    [() => transportSemidiscrete(unitSquare, cloud([0, 0], 2), { tolerance: 1e-9 }), /tolerance must be/],
    [() => transportSemidiscrete(unitSquare, cloud([0, 0], 2), { period: 2 }), /period must be the length 1/],
    [() => gridDensity({ low: [0], high: [0], cells: [1], masses: [1] }), /must ascend/],
    [() => gridDensity({ low: [0], high: [1], cells: [2], masses: [1] }), /masses must have length 2/],
    [() => gridDensity({ low: [0], high: [1], cells: [2], masses: [1.5, -0.5] }), /masses\[1\] must be >= 0/],
    [
      () =>
        discretiseOnGrid(
          phaseSpaceDensity({ dimension: 1, position: normal(), momentum: pointMass({ at: 0 }) }),
        ),
      /spread out on every axis/,
    ],
  ])('%#', (call, message) => {
    expect(call).toThrow(message);
    expect(call).toThrow(RangeError);
  });
});

test('points at one place share the mass of their cell', () => {
  const square = gridDensity({
    low: [0, 0],
    high: [1, 1],
    cells: [4, 4],
    masses: new Float64Array(16).fill(1 / 16),
  });
  const { masses } = transportSemidiscrete(square, cloud([0.2, 0.2, 0.2, 0.2, 0.8, 0.8], 2));
  expect(masses.reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 9);
  expect(masses[0]).toBe(masses[1]);
});

test('refuses what it cannot certify', () => {
  const law = phaseSpaceDensity({ dimension: 1, position: normal(), momentum: normal() });
  expect(() => transportSemidiscrete(law, cloud([1e9, 0, 0, 0], 2))).toThrow(
    /cloud must lie within 1e5 times/,
  );
  const tiny = gridDensity({ low: [0, 0], high: [1e-100, 1e-100], cells: [1, 1], masses: [1] });
  expect(() => transportSemidiscrete(tiny, cloud([0, 0], 2))).toThrow(/between 1e-60 and 1e60/);
  expect(() =>
    transportSemidiscrete(
      law,
      cloud(
        new Array(100).fill(0).map((_, k) => k / 50),
        2,
      ),
      { maxPoints: 40 },
    ),
  ).toThrow(/at most maxPoints = 40 points, got 50/);
  const bad = {
    dimension: 2,
    edges: [Float64Array.of(0, 1), Float64Array.of(0, 1)],
    masses: [NaN],
    w1Error: 0,
    w2Error: 0,
  };
  expect(() => transportSemidiscrete(bad as never, cloud([0, 0], 2))).toThrow(RangeError);
  expect(() => transportGrid(bad as never, tiny)).toThrow(RangeError);
  expect(() => transportGrid(cloud([0, 0], 2) as never, tiny)).toThrow(/mu must be a density on a grid/);
});

test('asking for more never gives less', () => {
  const random = seeded(58);
  const masses = Array.from({ length: 64 }, () => random.uniform());
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const density = gridDensity({
    low: [0, 0],
    high: [1, 1],
    cells: [8, 8],
    masses: masses.map((m) => m / total),
  });
  for (let k = 0; k < 6; k++) {
    const sites = cloud(
      Array.from({ length: 20 }, () => random.uniform()),
      2,
    );
    const [rough, fine] = [1e-3, 1e-4].map((tolerance) =>
      transportSemidiscrete(density, sites, { tolerance }),
    );
    expect(fine.upper - fine.lower).toBeLessThanOrEqual(
      Math.max(rough.upper - rough.lower, 1e-4 * fine.upper),
    );
  }
});
