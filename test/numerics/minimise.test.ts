import { createRandom, minimise1d } from '../../lib/numerics/index';

/** f, ends, minimiser. */
const cases: [name: string, f: (x: number) => number, a: number, b: number, minimiser: number][] = [
  ['x·log x', (x) => x * Math.log(x), 0.1, 2, 1 / Math.E],
  ['a parabola upon a large constant', (x) => 1e6 + (x - 5) ** 2, 0, 20, 5],
  ['1 + x², whose minimiser is 0', (x) => 1 + x * x, -1, 3, 0],
  ['the flat (x − 0.7)⁴', (x) => (x - 0.7) ** 4, -3, 3, 0.7],
  ['the kink |x − 0.3|', (x) => Math.abs(x - 0.3), -1, 2, 0.3],
  ['x, least at an end', (x) => x, 0, 1, 0],
  ['the Lennard-Jones potential', (x) => x ** -12 - 2 * x ** -6, 0.7, 3, 1],
  ['2 cosh x − 2, which cancels', (x) => Math.exp(x) + Math.exp(-x) - 2, -3, 5, 0],
];

describe.each([0, 1e-5])('tolerance %p', (tolerance) => {
  test.each(cases)('%s', (_, f, a, b, minimiser) => {
    const result = minimise1d(f, a, b, { tolerance });
    expect(result.status).toBe('converged');
    expect(result.minimum).toBe(f(result.value));
    expect(Math.abs(result.value - minimiser)).toBeLessThanOrEqual(result.uncertainty);
    // A parabola on 1e6 is flat over √(2·2⁻⁵²·1e6/2) = 1.5e-5, a quartic over (2⁻⁵²·10)^{1/4}; all else over 1e-7.
    expect(result.uncertainty).toBeLessThan(Math.max(2e-5, 2 * tolerance));
    expect(result.iterations).toBeLessThan(80);
  });
});

test('smooth minima are found with parabolas: x·log x and Lennard-Jones in the evaluations SciPy needs', () => {
  // minimize_scalar(method='bounded', xatol=1e-9), SciPy 1.17: 12 and 15 evaluations.
  expect(minimise1d(cases[0][1], 0.1, 2).iterations).toBeLessThanOrEqual(13);
  expect(minimise1d(cases[6][1], 0.7, 3).iterations).toBeLessThanOrEqual(16);
});

test('random parabolas and their higher terms: the stated uncertainty holds', () => {
  const random = createRandom(4);
  for (let round = 0; round < 500; round++) {
    const centre = random.normal();
    const height = 10 ** (4 * random.uniform() - 2) * random.normal();
    const stiffness = 10 ** (4 * random.uniform() - 2);
    const skew = 0.3 * random.uniform();
    // One minimum: the derivative is stiffness·u·(1 + skew·u + u²) with a factor without zeros.
    const f = (x: number): number => {
      const u = x - centre;
      return height + stiffness * (u * u) * (1 / 2 + (skew * u) / 3 + (u * u) / 4);
    };
    const { value, uncertainty, status } = minimise1d(
      f,
      centre - 3 - random.uniform(),
      centre + 2 + random.uniform(),
    );
    expect(status).toBe('converged');
    expect(Math.abs(value - centre)).toBeLessThanOrEqual(uncertainty);
  }
});

test('what cannot be known is said', () => {
  expect(minimise1d(() => 3, 0, 2).uncertainty).toBe(2);
  expect(minimise1d(Math.cos, 2, 5, { maxIterations: 4 })).toMatchObject({
    status: 'iteration limit',
    iterations: 4,
  });
});

test('bad arguments and values are refused by name', () => {
  expect(() => minimise1d(Math.cos, 1, 1)).toThrow('b must be > a = 1, got 1');
  expect(() => minimise1d(Math.cos, Number.NaN, 1)).toThrow('a must be a finite number, got NaN');
  expect(() => minimise1d(Math.log, -1, 1)).toThrow(/f\(-0\.23.*\) must be a finite number, got NaN/);
  expect(() => minimise1d(Math.cos, 0, 1, { tolerance: Number.NaN })).toThrow(
    'tolerance must be a number in',
  );
});
