import {
  cosinePerturbed,
  type Distribution1D,
  normal,
  normalMixture,
  pointMass,
  symmetricPareto,
  uniform,
} from '../../lib/densities';
import { gaussLegendre } from '../../lib/numerics/quadrature';
import { createRandom } from '../../lib/numerics/random';

const laws: Distribution1D[] = [
  normal(),
  normal({ mean: -1.5, deviation: 0.3 }),
  uniform({ low: -0.5, high: 2 }),
  normalMixture([
    { weight: 0.5, mean: -2, deviation: 0.5 },
    { weight: 0.5, mean: 2, deviation: 0.5 },
  ]),
  normalMixture([
    { weight: 0.9, mean: 0, deviation: 1 },
    { weight: 0.1, mean: 4.5, deviation: 0.5 },
  ]),
  cosinePerturbed({ amplitude: 0.5 }),
  cosinePerturbed({ amplitude: -1, wavenumber: 0.5, period: 8 * Math.PI }),
  symmetricPareto({ exponent: 3.5 }),
  symmetricPareto({ exponent: 2, scale: 0.7 }),
  symmetricPareto({ exponent: 1.5 }),
];

const { nodes, weights } = gaussLegendre(20);

/** ∫_a^b g by 64 panels of 20 Gauss nodes, broken at 0 where the Pareto density has a kink. */
function integral(g: (x: number) => number, a: number, b: number): number {
  if (a < 0 && b > 0) return integral(g, a, 0) + integral(g, 0, b);
  const panels = 64;
  const half = (b - a) / panels / 2;
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = a + (2 * panel + 1) * half;
    for (let i = 0; i < nodes.length; i++) sum += weights[i] * half * g(middle + half * nodes[i]);
  }
  return sum;
}

/** The interval between two quantiles, inside the support. */
function between(law: Distribution1D, u: number, v: number): [number, number] {
  return [law.quantile(u), law.quantile(v)];
}

const spans = [
  [0.001, 0.999],
  [0.01, 0.3],
  [0.4, 0.6],
  [0.37, 0.371],
  [0.9, 0.9000001],
  [0.97, 0.9999],
];

describe.each(laws.map((law) => [law.name, law] as const))('%s', (_name, law) => {
  const scale = law.quantile(0.9) - law.quantile(0.1);

  test('cdf and pdf: the mass of intervals by quadrature', () => {
    for (const [u, v] of spans) {
      const [a, b] = between(law, u, v);
      // Rounding of the quadrature and of cdf values near 1.
      expect(Math.abs(integral(law.pdf, a, b) - (law.cdf(b) - law.cdf(a)))).toBeLessThan(2e-14);
    }
    expect(law.cdf(law.support[0])).toBe(0);
    expect(law.cdf(law.support[1])).toBe(1);
    expect(law.quantile(0)).toBe(law.support[0]);
    expect(law.quantile(1)).toBe(law.support[1]);
  });

  test('quantile inverts cdf', () => {
    for (let u = 1e-4; u < 1; u += 0.0173) expect(Math.abs(law.cdf(law.quantile(u)) - u)).toBeLessThan(5e-16);
  });

  test('partial moments by quadrature, and their sums', () => {
    for (const [u, v] of spans) {
      const [a, b] = between(law, u, v);
      // Closed forms are differences of numbers of the size of the second moment up to b.
      const size = 1 + a * a + b * b;
      expect(Math.abs(law.partialMean(a, b) - integral((x) => x * law.pdf(x), a, b))).toBeLessThan(
        1e-13 * size,
      );
      const second = integral((x) => x * x * law.pdf(x), a, b);
      expect(Math.abs(law.partialSecondMoment(a, b) - second)).toBeLessThan(1e-13 * size);
    }
    const [low, high] = law.support;
    const variance = law.partialSecondMoment(low, high) - law.mean ** 2;
    if (law.variance < Infinity) expect(Math.abs(variance / law.variance - 1)).toBeLessThan(1e-13);
    else expect(variance).toBe(Infinity);
    expect(Math.abs(law.partialMean(low, high) - law.mean)).toBeLessThan(1e-13 * scale);
  });

  test('cells: mass, mean, variance and mean deviation by quadrature, to a relative 1e-10 even when narrow', () => {
    for (const [u, v] of spans) {
      const [a, b] = between(law, u, v);
      const cell = law.cell(a, b);
      const middle = (a + b) / 2;
      const mass = integral(law.pdf, a, b);
      const offset = integral((x) => (x - middle) * law.pdf(x), a, b) / mass;
      const mean = middle + offset;
      const variance = integral((x) => (x - mean) ** 2 * law.pdf(x), a, b) / mass;
      const below = integral((x) => (mean - x) * law.pdf(x), a, mean);
      // Beyond 1e-10: the rounding of abscissae a few 1e-7 apart.
      const tolerance = 1e-10 + (4 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b))) / (b - a);
      expect(Math.abs(cell.mass / mass - 1)).toBeLessThan(tolerance);
      expect(Math.abs(cell.mean - mean)).toBeLessThan(tolerance * (b - a));
      expect(Math.abs(cell.variance / variance - 1)).toBeLessThan(tolerance);
      expect(Math.abs(cell.deviation / ((2 * below) / mass) - 1)).toBeLessThan(tolerance);
    }
  });

  test('cells: unbounded ends add up to the whole, outside the support there is nothing', () => {
    const edges = [-Infinity, ...[0.02, 0.3, 0.5, 0.9, 0.999].map((u) => law.quantile(u)), Infinity];
    const cells = edges.slice(1).map((right, i) => law.cell(edges[i], right));
    const mass = cells.reduce((sum, cell) => sum + cell.mass, 0);
    const mean = cells.reduce((sum, cell) => sum + cell.mass * cell.mean, 0);
    const second = cells.reduce(
      (sum, cell) => sum + cell.mass * (cell.variance + (cell.mean - law.mean) ** 2),
      0,
    );
    expect(Math.abs(mass - 1)).toBeLessThan(1e-14);
    expect(Math.abs(mean - law.mean)).toBeLessThan(1e-14 * (1 + scale));
    if (law.variance < Infinity) expect(Math.abs(second / law.variance - 1)).toBeLessThan(1e-13);
    else expect(second).toBe(Infinity);
    for (const cell of cells) expect(cell.deviation).toBeLessThan(Math.sqrt(cell.variance) * (1 + 1e-12));
    expect(law.cell(law.quantile(0.5), law.quantile(0.5)).mass).toBe(0);
    if (law.support[1] < Infinity) expect(law.cell(law.support[1] + 1, Infinity).mass).toBe(0);
  });

  test('absMoment: the second moment, and quadrature of odd orders over quantiles', () => {
    const second = law.variance + law.mean ** 2;
    if (second < Infinity) expect(Math.abs(law.absMoment(2) / second - 1)).toBeLessThan(1e-12);
    else expect(law.absMoment(2)).toBe(Infinity);
    expect(
      Math.abs(law.absMoment(1) - (law.partialMean(0, Infinity) - law.partialMean(-Infinity, 0))),
    ).toBeLessThan(1e-12 * (1 + scale));
  });

  test('samples have the law: Kolmogorov–Smirnov of 20 000 draws at false alarm 1e-6', () => {
    const random = createRandom(law.name);
    const n = 20_000;
    const sorted = new Float64Array(n).map(() => law.cdf(law.sample(random))).sort();
    const distance = sorted.reduce((largest, u, i) => Math.max(largest, (i + 1) / n - u, u - i / n), 0);
    expect(Math.sqrt(n) * distance).toBeLessThan(Math.sqrt(Math.log(2e6) / 2));
  });
});

test('absMoment of the normal law: closed forms of orders 1, 3, 4 and far from zero', () => {
  const gaussian = normal({ mean: 0.7, deviation: 1.3 });
  const [m, s] = [0.7, 1.3];
  expect(gaussian.absMoment(4)).toBeCloseTo(m ** 4 + 6 * m * m * s * s + 3 * s ** 4, 11);
  expect(normal().absMoment(1)).toBeCloseTo(Math.sqrt(2 / Math.PI), 14);
  expect(normal().absMoment(3)).toBeCloseTo(2 * Math.sqrt(2 / Math.PI), 14);
  expect(gaussian.absMoment(2.5)).toBeCloseTo(
    integral((x) => Math.abs(x) ** 2.5 * gaussian.pdf(x), -12, 13),
    7, // the kink of |x|^2.5 limits the quadrature
  );
  for (const mean of [31, 32]) {
    // On both sides of the switch to the expansion: E X⁴ in closed form.
    const exact = mean ** 4 + 6 * mean ** 2 + 3;
    expect(Math.abs(normal({ mean }).absMoment(4) / exact - 1)).toBeLessThan(1e-12);
    const cubic = mean ** 3 + 3 * mean;
    expect(Math.abs(normal({ mean }).absMoment(3) / cubic - 1)).toBeLessThan(1e-12);
  }
});

test('symmetric Pareto: exactly the moments of order < q', () => {
  const law = symmetricPareto({ exponent: 3.5, scale: 2 });
  expect(law.absMoment(3.5)).toBe(Infinity);
  expect(law.absMoment(3.49)).toBeLessThan(Infinity);
  expect(law.absMoment(1)).toBeCloseTo(2 / 2.5, 13); // s/(q − 1)
  expect(law.cdf(6)).toBeCloseTo(1 - 4 ** -3.5 / 2, 15);
});

test('a point mass: one atom in every interval that holds it', () => {
  const law = pointMass({ at: 1.5 });
  expect([law.cdf(1.4), law.cdf(1.5), law.pdf(1.5), law.pdf(1)]).toEqual([0, 1, Infinity, 0]);
  expect([law.quantile(0), law.quantile(0.3), law.quantile(1)]).toEqual([1.5, 1.5, 1.5]);
  expect([law.mean, law.variance, law.partialMean(0, 2), law.partialSecondMoment(2, 3)]).toEqual([
    1.5, 0, 1.5, 0,
  ]);
  expect(law.cell(1, 2)).toEqual({ mass: 1, mean: 1.5, variance: 0, deviation: 0 });
  expect(law.sample(createRandom(1))).toBe(1.5);
  expect(law.absMoment(3)).toBe(1.5 ** 3);
});

test('bad parameters are refused by name', () => {
  expect(() => normal({ deviation: 0 })).toThrow('deviation must be a finite number > 0, got 0');
  expect(() => normal({ mean: Number.NaN })).toThrow('mean must be a finite number, got NaN');
  expect(() => normal().quantile(2)).toThrow('u must be a number in [0, 1], got 2');
  expect(() => normal().absMoment(-1)).toThrow('p must be a finite number > 0, got -1');
  expect(() => uniform({ low: 1, high: 1 })).toThrow('high must be > low = 1, got 1');
  expect(() => normalMixture([])).toThrow('components must be an array of length >= 1, got none');
  expect(() => normalMixture([{ weight: 0.5 }])).toThrow('weight must sum to 1 (within 1e-9), got sum 0.5');
  expect(() => cosinePerturbed({ amplitude: 1.1 })).toThrow('amplitude must be a number in [-1, 1], got 1.1');
  expect(() => cosinePerturbed({ amplitude: 0.1, period: 5 })).toThrow(
    'period must be a multiple of 2π/wavenumber',
  );
  expect(() => symmetricPareto({ exponent: 1 })).toThrow('exponent must be a number in');
  expect(() => pointMass({ at: Infinity })).toThrow('at must be a finite number, got Infinity');
});
