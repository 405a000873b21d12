import { createRandom, expandBracket, findRoot } from '../../lib/numerics/index';

describe('findRoot on hard functions', () => {
  /**
   * f, ends, root, and the evaluations of scipy.optimize.brentq (SciPy 1.17, xtol = 1e-300, rtol = 4ε) on the same problem.
   * `error`: a root of a function computed with an error δ is known to δ/|f′|, of multiplicity m to the m-th root of it.
   */
  const cases: [
    name: string,
    f: (x: number) => number,
    a: number,
    b: number,
    root: number,
    error: number,
    brentq: number,
  ][] = [
    ['cos x − x', (x) => Math.cos(x) - x, 0, 1, 0.7390851332151607, 2e-16, 8],
    ['x³ − 2x − 5', (x) => x ** 3 - 2 * x - 5, 2, 3, 2.0945514815423265, 9e-16, 8],
    ['the flat x⁹', (x) => x ** 9, -1, 1.1, 0, 1e-35, 258], // |x|⁹ underflows at 1e−36
    ['the triple root (x−1)³', (x) => (x - 1) ** 3, 0, 3, 1, 9e-16, 156],
    ['e^x − 10⁻⁸', (x) => Math.exp(x) - 1e-8, -50, 10, -18.420680743952367, 1.5e-14, 17],
    ['1/(x−0.3) + 6, near its pole', (x) => 1 / (x - 0.3) + 6, -1, 0.29, 2 / 15, 5e-16, 12],
    ['the steep tanh 40(x − 0.7)', (x) => Math.tanh(40 * (x - 0.7)), 0, 1, 0.7, 2e-16, 11],
    ['x²⁰ − 1', (x) => x ** 20 - 1, 0, 5, 1, 4e-16, 19],
    ['a root among the denormal numbers', (x) => x - 3e-310, 0, 1, 3e-310, 5e-324, Infinity],
    ['values among the denormal numbers', (x) => 1e-300 * (x - 1 / 3), 0, 1, 1 / 3, 3e-16, Infinity],
    ['the whole range of doubles', (x) => Math.cbrt(x) - 2, -8e307, 8e307, 8, 1e-14, Infinity],
  ];

  test.each(cases)('%s', (_, f, a, b, root, error, brentq) => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const result = findRoot(f, from, to);
      expect(result.status).toBe('converged');
      expect(Math.abs(result.value - root)).toBeLessThanOrEqual(error);
      expect(result.residual).toBe(Math.abs(f(result.value)));
      expect(result.bracket[0]).toBeLessThanOrEqual(result.value);
      expect(result.bracket[1]).toBeGreaterThanOrEqual(result.value);
      expect(result.iterations + 2).toBeLessThanOrEqual(1.25 * brentq);
    }
  });

  test('a root at an end costs nothing', () => {
    const sine = (x: number): number => (x === 0 ? 0 : Math.sin(x));
    expect(findRoot(sine, 0, 5)).toMatchObject({ value: 0, iterations: 0, residual: 0, bracket: [0, 0] });
    expect(findRoot(sine, -5, 0)).toMatchObject({ value: 0, iterations: 0, status: 'converged' });
    // sin of the double next to π is not 0; the root is that double all the same.
    expect(findRoot(Math.sin, Math.PI, 4)).toMatchObject({ value: Math.PI, status: 'converged' });
  });

  test('a jump and a pole are called discontinuities, and located', () => {
    const jump = findRoot((x) => (x < 0.3 ? -1 : 2), 0, 1);
    expect(jump).toMatchObject({ status: 'discontinuity', residual: 1 });
    expect(jump.bracket[0]).toBeLessThan(0.3);
    expect(jump.bracket[1]).toBeGreaterThanOrEqual(0.3);
    expect(jump.bracket[1] - jump.bracket[0]).toBeLessThan(5e-16);
    expect(jump.iterations).toBeLessThan(60);
    const pole = findRoot((x) => 1 / (x - 0.3), 0, 1);
    expect(pole.status).toBe('discontinuity');
    expect(Math.abs(pole.value - 0.3)).toBeLessThan(5e-16);
  });

  test('a coarse tolerance is kept and saves work', () => {
    const fine = findRoot(Math.cos, 0, 3);
    const coarse = findRoot(Math.cos, 0, 3, { tolerance: 1e-3 });
    expect(coarse.bracket[1] - coarse.bracket[0]).toBeLessThan(1e-3 + 1e-14);
    expect(coarse.bracket[0]).toBeLessThanOrEqual(Math.PI / 2);
    expect(coarse.bracket[1]).toBeGreaterThanOrEqual(Math.PI / 2);
    expect(coarse.iterations).toBeLessThan(fine.iterations);
  });

  test('the limit of iterations is a status', () => {
    const { status, iterations, bracket } = findRoot((x) => x ** 9, -1, 1.1, { maxIterations: 7 });
    expect(status).toBe('iteration limit');
    expect(iterations).toBe(7);
    expect(bracket[0]).toBeLessThan(0);
    expect(bracket[1]).toBeGreaterThan(0);
  });
});

test('random cubics: the root is enclosed to rounding, in few evaluations', () => {
  const random = createRandom(2);
  const rounds = process.env.LONG ? 20_000 : 1000;
  let total = 0;
  for (let round = 0; round < rounds; round++) {
    const [r, p, q] = [4 * random.uniform() - 2, random.normal(), Math.exp(random.normal())];
    // One real root r: the other factor is (x − p)² + q.
    const f = (x: number): number => (x - r) * ((x - p) ** 2 + q);
    const { value, status, iterations, bracket } = findRoot(f, -3, 2.5);
    expect(status).toBe('converged');
    expect(bracket[1] - bracket[0]).toBeLessThanOrEqual(2 ** -50 * Math.abs(value));
    expect(Math.abs(value - r)).toBeLessThanOrEqual(2 ** -50 * Math.abs(r));
    total += iterations;
  }
  expect(total / rounds).toBeLessThan(12); // bisection needs about 52
});

describe('expandBracket', () => {
  test('finds a change of sign to the right and to the left', () => {
    for (const [f, root] of [
      [(x: number) => x ** 3 - 50, Math.cbrt(50)],
      [(x: number) => Math.exp(x) - 1e-8, Math.log(1e-8)],
    ] as const) {
      const { value, status } = expandBracket(f, 0, 1);
      expect(status).toBe('converged');
      expect(f(value[0]) * f(value[1])).toBeLessThan(0);
      expect(Math.abs(findRoot(f, ...value).value - root)).toBeLessThan(1e-14);
    }
  });

  test('stays within the range in which f may be asked', () => {
    const f = (x: number): number => Math.log(x) + 3;
    const { value, status } = expandBracket(f, 1, 2, { within: [1e-9, 10] });
    expect(status).toBe('converged');
    expect(value[0]).toBe(1e-9);
    expect(expandBracket((x) => Math.log(x) + 30, 1, 2, { within: [1e-9, 10] })).toMatchObject({
      status: 'end of range',
      value: [1e-9, 10],
    });
  });

  test('gives up on a function without a root', () => {
    expect(expandBracket((x) => x * x + 1, 0, 1, { maxIterations: 10 })).toMatchObject({
      status: 'iteration limit',
      iterations: 10,
    });
  });
});

test('bad arguments and values are refused by name', () => {
  expect(() => findRoot(Math.cos, 0, 1)).toThrow(
    /f must have opposite signs at a and b, got f\(0\) = 1 and f\(1\) = 0\.54/,
  );
  expect(() => findRoot(Math.sqrt, -1, 1)).toThrow('f(-1) must be a finite number, got NaN');
  expect(() => findRoot((x) => 1 / x, -1, 1)).toThrow('f(0) must be a finite number, got Infinity');
  expect(() => findRoot(Math.cos, Number.NaN, 1)).toThrow('a must be a finite number, got NaN');
  expect(() => findRoot((x) => x, -1e308, 1e308)).toThrow('b - a must be finite');
  expect(() => findRoot((x) => x, -1, 1, { tolerance: -1 })).toThrow('tolerance must be a number in [0,');
  expect(() => findRoot((x) => x, -1, 1, { maxIterations: 0 })).toThrow('maxIterations must be an integer');
  expect(() => expandBracket(Math.cos, 1, 1)).toThrow('b must be > a = 1, got 1');
  expect(() => expandBracket((x) => 1 + Math.sqrt(1 - x), 0, 0.7)).toThrow(
    /f\(.*\) must be a finite number, got NaN/,
  );
  expect(() => expandBracket(Math.cos, 0, 1, { within: [0.5, 2] })).toThrow(
    'a must be a number in [0.5, 2], got 0',
  );
  expect(() => expandBracket(Math.cos, 0, 1, { factor: 1 })).toThrow('factor must be a number in');
});
