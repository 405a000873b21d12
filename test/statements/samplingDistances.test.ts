import {
  createRandom,
  estimateOf,
  localSlopes,
  logLogFit,
  normal,
  phaseSpaceDensity,
  pointMass,
  rateLaw,
  type SamplingPoint,
  samplingBracket,
  samplingDistances,
  samplingPoint,
  symmetricPareto,
  uniform,
  upperBoundForCube,
} from '../../lib/index';

/** Probabilities of 0 … n successes, by the recursion from the mode, which underflows harmlessly. */
function binomial(n: number, u: number): Float64Array {
  const p = new Float64Array(n + 1);
  const mode = Math.min(n, Math.floor((n + 1) * u));
  p[mode] = 1;
  for (let k = mode; k < n; k++) p[k + 1] = (p[k] * (n - k) * u) / ((k + 1) * (1 - u));
  for (let k = mode; k > 0; k--) p[k - 1] = (p[k] * k * (1 - u)) / ((n - k + 1) * u);
  const total = p.reduce((sum, value) => sum + value, 0);
  return p.map((value) => value / total);
}

/** The mean of g over the midpoints of `cells` cells of [0, 1]: kinks at multiples of 1/n cost O(cells⁻²). */
function average(g: (u: number) => number, cells = 2000): number {
  let sum = 0;
  for (let i = 0; i < cells; i++) sum += g((i + 0.5) / cells);
  return sum / cells;
}

/** ∫E|F_n − F| and ∫E|F_n − F'_n| for the uniform law on [0, 1]: n·F_n(u) is binomial. */
function exactOnLine(n: number): { toLaw: number; twoSample: number; nearest: number } {
  const toLaw = average((u) => binomial(n, u).reduce((sum, p, k) => sum + p * Math.abs(k / n - u), 0));
  const twoSample = average((u) => {
    // E|B − B'| = 2Σ F(1 − F) over the distribution function of B.
    let [below, sum] = [0, 0];
    for (const p of binomial(n, u)) {
      below += p;
      sum += below * (1 - below);
    }
    return (2 * sum) / n;
  }, 500);
  // P(min|z − X_j| > r) = (1 − |[z−r, z+r] ∩ [0, 1]|)ⁿ.
  const nearest = average(
    (z) => average((r) => (1 - Math.min(1, z + r) + Math.max(0, z - r)) ** n, 500),
    500,
  );
  return { toLaw, twoSample, nearest };
}

const onLine = { coordinates: [uniform({ low: 0, high: 1 })] };

describe('samplingPoint on the line, where the means are integrals', () => {
  const n = 12;
  const exact = exactOnLine(n);
  const point = samplingPoint({
    density: onLine,
    size: n,
    repetitions: 4000,
    random: createRandom(7),
    toLaw: { repetitions: 4000 },
  });

  // Four standard errors: one false alarm in 16 000, and the seed is fixed. They are 0.7 % to 1 % of the means.
  const within = (estimate: { mean: number; standardError: number }, value: number): void => {
    expect(Math.abs(estimate.mean - value)).toBeLessThan(4 * estimate.standardError);
    expect(estimate.standardError).toBeLessThan(0.01 * value);
  };

  it('two samples: ∫E|F_N − F′_N|', () => within(point.twoSample, exact.twoSample));
  it('to the law: ∫E|F_N − F|, both ends', () => {
    within(point.toLaw!.lower, exact.toLaw);
    expect(point.toLaw!.upper).toEqual(point.toLaw!.lower);
  });
  it('nearest points', () => within(point.nearest, exact.nearest));
  it('the bound by the density: D/(D+1)/(N K ω_D) with K = 1, ω_1 = 2', () => {
    expect(point.density).toBeCloseTo(1 / 2 / (n * 2), 14);
  });
  it('the order of the bracket, which is that of the exact values too', () => {
    expect(exact.twoSample).toBeGreaterThan(exact.toLaw);
    expect(exact.toLaw).toBeGreaterThan(exact.twoSample / 2);
    expect(exact.toLaw).toBeGreaterThan(exact.nearest);
    expect(exact.nearest).toBeGreaterThan(point.density);
  });

  it('has the slope −1/2', () => {
    const sizes = [32, 96, 256];
    const points = samplingDistances({ density: onLine, sizes, repetitions: 400, seed: 3 });
    const means = points.map((p) => p.twoSample.mean);
    const errors = points.map((p) => p.twoSample.standardError);
    const fit = logLogFit(sizes, means, { standardErrors: errors });
    // ∫E|F_N − F′_N| = c N^{−1/2}(1 + O(1/N)): the bend is below the standard error from N = 32 on.
    expect(Math.abs(fit.slope + 0.5)).toBeLessThan(3 * fit.standardError);
    expect(fit.standardError).toBeLessThan(0.02);
  });
});

describe('samplingPoint in phase space', () => {
  it.each([
    ['Gaussian', 2],
    ['cube', 2],
    ['heavy tail', 2],
    ['Gaussian', 4],
    ['cube', 4],
    ['heavy tail', 4],
    ['Gaussian', 6],
    ['cube', 6],
    ['heavy tail', 6],
  ] as const)(
    '%s in D = %d: density ≤ nearest ≤ two samples, by far more than the errors',
    (family, dimension) => {
      const [point] = samplingDistances({
        density: rateLaw(family, dimension),
        sizes: [64],
        repetitions: 40,
        seed: 11,
      });
      const { twoSample, nearest, density } = point;
      const error = 3 * Math.hypot(twoSample.standardError, nearest.standardError);
      expect(density).toBeGreaterThan(0);
      expect(nearest.mean - density).toBeGreaterThan(error);
      expect(twoSample.mean - nearest.mean).toBeGreaterThan(error);
    },
  );

  it('encloses the distance from the law in the plane between half and all of that of two samples', () => {
    const [point] = samplingDistances({
      density: phaseSpaceDensity({ dimension: 1, position: normal(), momentum: normal({ deviation: 0.5 }) }),
      sizes: [40],
      repetitions: 60,
      seed: 5,
      toLaw: { repetitions: 8, tolerance: 0.02 },
    });
    const { lower, upper } = point.toLaw!;
    expect(upper.mean - lower.mean).toBeGreaterThanOrEqual(0);
    expect(upper.mean - lower.mean).toBeLessThanOrEqual(0.02 * upper.mean);
    expect(lower.mean).toBeGreaterThan(point.twoSample.mean / 2);
    expect(lower.mean).toBeGreaterThan(point.nearest.mean);
    expect(upper.mean).toBeLessThan(point.twoSample.mean);
    const bracket = samplingBracket([point]);
    expect([bracket.lower[0], bracket.upper[0]]).toEqual([lower.mean, upper.mean]);
  });

  it('gives each repetition and each size a stream of its own', () => {
    const common = { density: rateLaw('cube', 4), repetitions: 3, seed: 2 };
    const both = samplingDistances({ ...common, sizes: [8, 16] });
    expect(samplingDistances({ ...common, sizes: [8] })[0]).toEqual(both[0]);
    const more = samplingDistances({ ...common, repetitions: 2, sizes: [8] })[0];
    // The first two of three repetitions: the third is then m₃ = 3·mean₃ − 2·mean₂, a distance between clouds of the cube.
    const third = 3 * both[0].twoSample.mean - 2 * more.twoSample.mean;
    expect(third).toBeGreaterThan(0.2);
    expect(third).toBeLessThan(0.8);
  });

  it('knows no bound by the density of cold data', () => {
    const cold = phaseSpaceDensity({ dimension: 1, position: normal(), momentum: pointMass({ at: 0 }) });
    expect(cold.densityBound).toBe(Infinity);
    expect(samplingDistances({ density: cold, sizes: [10], repetitions: 2, seed: 1 })[0].density).toBe(0);
  });

  it('refuses bad sizes, repetitions and enclosures in D > 2', () => {
    const ask = (change: object): (() => SamplingPoint) => {
      return () =>
        samplingPoint({
          density: rateLaw('cube', 4),
          size: 10,
          repetitions: 2,
          random: createRandom(1),
          ...change,
        });
    };
    expect(ask({ size: 0 })).toThrow(/size must be an integer in \[1, 10000\], got 0/);
    expect(ask({ repetitions: 1 })).toThrow(/repetitions must be an integer in \[2, 1000000\], got 1/);
    expect(ask({ toLaw: { repetitions: 2 } })).toThrow(/toLaw needs a law in dimension 1 or 2, got 4/);
  });
});

describe('samplingBracket', () => {
  const exactly = (mean: number, standardError: number) => ({ mean, standardError });
  const point = (change: Partial<SamplingPoint>): SamplingPoint => ({
    size: 10,
    repetitions: 2,
    twoSample: exactly(1, 0.1),
    nearest: exactly(0.3, 0.02),
    density: 0.2,
    ...change,
  });
  it('takes the largest of the lower ends, with its error', () => {
    const points = [
      point({}),
      point({ nearest: exactly(0.6, 0.02) }),
      point({ density: 0.7 }),
      point({ toLaw: { repetitions: 2, lower: exactly(0.8, 0.03), upper: exactly(0.9, 0.04) } }),
    ];
    const { lower, lowerError, upper, upperError } = samplingBracket(points);
    expect(Array.from(lower)).toEqual([0.5, 0.6, 0.7, 0.8]);
    expect(Array.from(lowerError)).toEqual([0.05, 0.02, 0, 0.03]);
    expect(Array.from(upper)).toEqual([1, 1, 1, 0.9]);
    expect(Array.from(upperError)).toEqual([0.1, 0.1, 0.1, 0.04]);
  });
});

describe('upperBoundForCube', () => {
  it('is the formula, by hand for D = 2 and N = 48', () => {
    // √(¾/48) = 1/8, each level costs 1/8: L = 0 … 4 give 1, ½ + ⅛, ¼ + ²⁄₈, ⅛ + ⅜, so that the least is ½.
    expect(upperBoundForCube({ count: 48, dimension: 2 })).toBeCloseTo(Math.SQRT2 / 2, 14);
    expect(upperBoundForCube({ count: 1, dimension: 3 })).toBeCloseTo(Math.sqrt(3), 14);
  });
  it('lies above the exact values on the line', () => {
    for (const n of [1, 5, 20]) {
      expect(upperBoundForCube({ count: n, dimension: 1 })).toBeGreaterThan(exactOnLine(n).toLaw);
    }
  });
  it.each([
    [1, -1 / 2],
    [3, -1 / 3],
    [6, -1 / 6],
  ])('in D = %d falls like N^%d', (dimension, slope) => {
    // Over whole levels, where the minimum repeats itself; what is left of the sums is a relative 2^{−L/2}.
    const [a, b] = [2 ** (4 * 6), 2 ** (8 * 6)].map((count) => upperBoundForCube({ count, dimension }));
    expect(Math.log(b / a) / Math.log(2 ** 24)).toBeCloseTo(slope, 2);
  });
});

describe('estimateOf', () => {
  it('is mean and standard error: variance 5/3 of 1 … 4, over 4', () => {
    expect(estimateOf([1, 2, 3, 4])).toEqual({
      mean: 2.5,
      standardError: expect.closeTo(Math.sqrt(5 / 12), 14),
    });
    expect(() => estimateOf([1])).toThrow(/values must have length >= 2, got length 1/);
  });
});

describe('densityBound', () => {
  it('is the largest value of the density, and the product over coordinates', () => {
    for (const law of [
      normal({ deviation: 0.3 }),
      symmetricPareto({ exponent: 2.5, scale: 2 }),
      uniform({ low: -1, high: 3 }),
    ]) {
      expect(law.densityBound).toBeCloseTo(law.pdf(law.mean), 12);
    }
    const f = phaseSpaceDensity({ dimension: 2, position: normal(), momentum: uniform({ low: 0, high: 2 }) });
    expect(f.densityBound).toBeCloseTo(f.density([0, 0, 1, 1]), 12);
  });
});

describe('localSlopes', () => {
  it('finds the exponents of a broken power law with their errors', () => {
    const { at, slope, standardError } = localSlopes([1, 4, 16], [1, 0.5, 0.5 / 4], [0, 0.05, 0.025]);
    expect(Array.from(at)).toEqual([2, 8].map((x) => expect.closeTo(x, 12)));
    expect(Array.from(slope)).toEqual([-0.5, -1].map((x) => expect.closeTo(x, 12)));
    expect(standardError[0]).toBeCloseTo(0.1 / Math.log(4), 12);
    expect(standardError[1]).toBeCloseTo(Math.hypot(0.1, 0.2) / Math.log(4), 12);
  });
  it('refuses equal neighbours', () => {
    expect(() => localSlopes([1, 2, 2], [1, 1, 1])).toThrow(/x\[1\] and x\[2\] must differ, got 2 twice/);
  });
});
