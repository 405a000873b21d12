import {
  createRandom,
  gamma,
  gaussHermite,
  gaussLaguerre,
  gaussLegendre,
  type Integral,
  type IntegrateOptions,
  integrate,
  mapRule,
  productRule,
  type QuadratureRule,
} from '../../../lib/numerics/index';
import { gaussWeights, kronrodNodes, kronrodWeights } from '../../../lib/numerics/quadrature/kronrod';
import { gaussReference } from '../references/gauss';

const cases = process.env.LONG ? 1000 : 60;

function sum(rule: QuadratureRule, f: (x: number) => number): number {
  return rule.nodes.reduce((total, x, i) => total + rule.weights[i] * f(x), 0);
}

function relativeError(value: number, exact: number): number {
  return value === exact ? 0 : Math.abs(value / exact - 1);
}

/** ∫ of the polynomial P_n²·(normalised) from the rule: degree 2n, one too many, gives 0 in place of a positive number. */
function missesDegree2n(rule: QuadratureRule): number {
  return sum(rule, (x) => rule.nodes.reduce((product, node) => product * (x - node) ** 2, 1));
}

describe('Gauss rules', () => {
  test('are exact for monomials up to degree 2n − 1', () => {
    for (const n of [1, 2, 3, 6, 12]) {
      const laguerre = gaussLaguerre(n, 0.5);
      for (let k = 0; k < 2 * n; k++) {
        expect(
          relativeError(
            sum(laguerre, (x) => x ** k),
            gamma(k + 1.5),
          ),
        ).toBeLessThan(2e-14);
        const moment = k % 2 ? 0 : gamma((k + 1) / 2);
        expect(Math.abs(sum(gaussHermite(n), (x) => x ** k) - moment)).toBeLessThan(3e-14 * gamma(k / 2 + 1));
        const power = k % 2 ? 0 : 2 / (k + 1);
        expect(Math.abs(sum(gaussLegendre(n), (x) => x ** k) - power)).toBeLessThan(2e-15);
      }
      // Degree 2n is missed: the square of the polynomial with these zeros has integral > 0, its sum is 0.
      for (const rule of [laguerre, gaussHermite(n), gaussLegendre(n)]) expect(missesDegree2n(rule)).toBe(0);
    }
  });

  test('Legendre against 60 digits: nodes absolute, weights relative', () => {
    for (const [n, i, node, weight] of gaussReference.legendre) {
      const rule = gaussLegendre(n);
      expect(Math.abs(rule.nodes[i] - node)).toBeLessThan(4e-16);
      // n roundings in the recurrence: about √n·1e-16.
      expect(relativeError(rule.weights[i], weight)).toBeLessThan(6e-15);
    }
  });

  test('Hermite against 60 digits', () => {
    for (const [n, i, node, weight, scaled] of gaussReference.hermite) {
      const rule = gaussHermite(n);
      expect(Math.abs(rule.nodes[i] - node)).toBeLessThan(2e-15 * Math.abs(node) + 1e-50);
      // Below 1e-307 doubles lose digits.
      if (weight > 1e-307) expect(relativeError(rule.weights[i], weight)).toBeLessThan(1e-14);
      expect(relativeError(rule.scaledWeights[i], scaled)).toBeLessThan(n > 200 ? 5e-14 : 1e-14);
    }
  });

  test('Laguerre against 60 digits, −1 < α ≤ 50', () => {
    for (const [n, alpha, i, node, weight, scaled] of gaussReference.laguerre) {
      const rule = gaussLaguerre(n, alpha);
      expect(relativeError(rule.nodes[i], node)).toBeLessThan(2e-15);
      if (weight > 1e-307)
        expect(relativeError(rule.weights[i], weight)).toBeLessThan(alpha > 10 ? 1e-13 : 2e-14);
      expect(relativeError(rule.scaledWeights[i], scaled)).toBeLessThan(2e-14);
    }
  });

  test('scaled weights integrate without the weight function, n = 200', () => {
    const line = gaussHermite(200);
    const ray = gaussLaguerre(200, 0);
    const total = (rule: typeof line, f: (x: number) => number): number =>
      rule.nodes.reduce((s, x, i) => s + rule.scaledWeights[i] * f(x), 0);
    expect(
      relativeError(
        total(line, (x) => Math.exp(-x * x) * Math.cos(3 * x)),
        Math.sqrt(Math.PI) * Math.exp(-9 / 4),
      ),
    ).toBeLessThan(1e-13);
    expect(
      relativeError(
        total(ray, (x) => x * x * Math.exp(-x)),
        2,
      ),
    ).toBeLessThan(1e-13);
    expect(line.scaledWeights.every((w) => w > 0.1 && w < 1)).toBe(true);
  });

  test('mapRule and productRule: ∫∫ x²y over [0, 2] × [1, 3], the volume of a box in 3-D', () => {
    const g = gaussLegendre(4);
    const plane = productRule([mapRule(g, 0, 2), mapRule(g, 1, 3)]);
    const value = plane.weights.reduce(
      (s, w, i) => s + w * plane.points[2 * i] ** 2 * plane.points[2 * i + 1],
      0,
    );
    expect(Math.abs(value - (8 / 3) * 4)).toBeLessThan(1e-14);
    expect(Array.from(plane.points.subarray(0, 3))).toEqual([
      plane.points[2],
      plane.points[1],
      plane.points[0],
    ]);
    const box = productRule([mapRule(g, 0, 2), mapRule(gaussLegendre(3), 5, 4), mapRule(g, -1, 2)]);
    expect(box.points.length).toBe(4 * 3 * 4 * 3);
    expect(Math.abs(box.weights.reduce((s, w) => s + w, 0) + 6)).toBeLessThan(1e-14);
  });
});

describe('the Gauss–Kronrod pair', () => {
  const kronrod = (k: number): number =>
    kronrodNodes.reduce((s, x, i) => s + kronrodWeights[i] * x ** k * (i === 0 ? 1 : 2), 0);
  const gauss = (k: number): number =>
    gaussWeights.reduce((s, w, i) => s + 2 * w * kronrodNodes[2 * i + 1] ** k, 0);

  test('K21 is exact to degree 31 and not to 32, G10 to 19 and not to 20', () => {
    for (let k = 0; k <= 30; k += 2) expect(Math.abs(kronrod(k) - 2 / (k + 1))).toBeLessThan(4e-16);
    expect(Math.abs(kronrod(32) - 2 / 33)).toBeGreaterThan(1e-12);
    for (let k = 0; k <= 18; k += 2) expect(Math.abs(gauss(k) - 2 / (k + 1))).toBeLessThan(4e-16);
    expect(Math.abs(gauss(20) - 2 / 21)).toBeGreaterThan(1e-7);
  });

  test('its Gauss nodes and weights are those of gaussLegendre(10)', () => {
    const rule = gaussLegendre(10);
    gaussWeights.forEach((w, i) => {
      expect(Math.abs(kronrodNodes[2 * i + 1] - rule.nodes[5 + i])).toBeLessThan(3e-16);
      expect(relativeError(w, rule.weights[5 + i])).toBeLessThan(6e-15);
    });
  });
});

describe('integrate', () => {
  /** name, f, a, b, exact value, tolerance asked for. */
  const hard: [string, (x: number) => number, number, number, number][] = [
    ['e^x', Math.exp, 0, 1, Math.E - 1],
    ['x^{−1/2}', (x) => x ** -0.5, 0, 1, 2],
    ['x^{−0.9}', (x) => x ** -0.9, 0, 1, 10],
    ['log x', Math.log, 0, 1, -1],
    [
      'a peak of width 1e-4',
      (x) => 1 / ((x - 0.3) ** 2 + 1e-8),
      0,
      1,
      1e4 * (Math.atan(7e3) + Math.atan(3e3)),
    ],
    ['cos 500x', (x) => Math.cos(500 * x), 0, 1, Math.sin(500) / 500],
    ['|x − 1/3|', (x) => Math.abs(x - 1 / 3), 0, 1, 5 / 18],
    ['a step', (x) => (x < 1 / 3 ? 0 : 1), 0, 1, 2 / 3],
    ['√x log x', (x) => Math.sqrt(x) * Math.log(x), 0, 1, -4 / 9],
    ['e^{−x²}', (x) => Math.exp(-x * x), -Infinity, Infinity, Math.sqrt(Math.PI)],
    ['1/(1 + x²)', (x) => 1 / (1 + x * x), -Infinity, Infinity, Math.PI],
    ['e^{−x}/√x', (x) => Math.exp(-x) / Math.sqrt(x), 0, Infinity, Math.sqrt(Math.PI)],
    ['e^x to 0', Math.exp, -Infinity, 0, 1],
    ['x³, downwards', (x) => x ** 3, 2, 1, -15 / 4],
    ['an odd function', Math.sin, -1, 1, 0],
  ];

  test.each(hard)(
    '%s: converged, and the error within its estimate and the tolerance',
    (_, f, a, b, exact) => {
      for (const tolerance of [1e-4, 1e-7, 1e-10]) {
        const { value, error, status } = integrate(f, a, b, { tolerance });
        expect(status).toBe('converged');
        expect(Math.abs(value - exact)).toBeLessThanOrEqual(error + 1e-15 * Math.abs(exact));
        // ∫|f| is the scale of the tolerance; all but two of the integrands have one sign.
        const scale =
          exact === 0
            ? 2 * (1 - Math.cos(1))
            : f(1 / 499) < 0
              ? Math.abs(exact)
              : Math.max(2 / Math.PI, Math.abs(exact));
        expect(error).toBeLessThanOrEqual(tolerance * scale * 1.0001);
      }
    },
  );

  test('the estimate is an upper one for random Fourier sums, peaks and powers', () => {
    const random = createRandom('integrals');
    const anti: ((c: number, s: number) => [f: (x: number) => number, primitive: (x: number) => number])[] = [
      (c, s) => [(x) => Math.cos(s * x + c), (x) => Math.sin(s * x + c) / s],
      (c, s) => [(x) => s / (1 + (s * (x - c)) ** 2), (x) => Math.atan(s * (x - c))],
      (c, s) => [
        (x) => Math.abs(x - c) ** (s % 3),
        (x) => (Math.sign(x - c) * Math.abs(x - c) ** ((s % 3) + 1)) / ((s % 3) + 1),
      ],
    ];
    for (let i = 0; i < cases; i++) {
      const parts = anti.map((make) => make(random.uniform(), 0.1 + 60 * random.uniform()));
      const amplitudes = parts.map(() => random.normal());
      const f = (x: number): number => parts.reduce((t, [g], k) => t + amplitudes[k] * g(x), 0);
      const primitive = (x: number): number => parts.reduce((t, [, g], k) => t + amplitudes[k] * g(x), 0);
      const { value, error, status } = integrate(f, 0, 1, { tolerance: 10 ** (-3 - 9 * random.uniform()) });
      expect(status).toBe('converged');
      expect(Math.abs(value - (primitive(1) - primitive(0)))).toBeLessThanOrEqual(error + 1e-15);
    }
  });

  test('adaptivity pays: a peak takes far fewer points than halving all intervals to its width', () => {
    const { evaluations } = integrate((x) => 1 / ((x - 0.3) ** 2 + 1e-8), 0, 1);
    expect(evaluations).toBeLessThan(1000);
  });

  test('what cannot be had is said: too few evaluations, a singularity away from 0, a divergent integral', () => {
    const run = (f: (x: number) => number, options?: IntegrateOptions): Integral =>
      integrate(f, 0, 1, options);
    const few = run((x) => Math.cos(500 * x), { maxEvaluations: 200 });
    expect(few.status).toBe('iteration limit');
    expect(few.evaluations).toBeLessThanOrEqual(200);
    const right = run((x) => 1 / Math.sqrt(1 - x));
    // Doubles next to 1 are 1e-16 apart: ∫ over the last ones is 1e-8.
    expect(right.status).toBe('rounding limit');
    expect(Math.abs(right.value - 2)).toBeLessThan(right.error);
    expect(right.error).toBeLessThan(1e-6);
    expect(run((x) => 1 / x).status).toBe('rounding limit');
    expect(() => run(() => 1e301)).toThrow('f is too large for doubles');
    expect(integrate((x) => Math.sin(x) / x, 0, Infinity, { maxEvaluations: 5000 }).status).toBe(
      'iteration limit',
    );
    expect(integrate(Math.exp, 2, 2)).toEqual({ value: 0, error: 0, status: 'converged', evaluations: 0 });
  });

  test('absoluteTolerance ends it sooner', () => {
    const f = (x: number): number => 1e-9 * Math.abs(x - 1 / 3);
    expect(integrate(f, 0, 1, { absoluteTolerance: 1e-9 }).evaluations).toBe(21);
    expect(integrate(f, 0, 1).evaluations).toBeGreaterThan(21);
  });
});

test('bad arguments are refused by name', () => {
  const refused: [() => unknown, string][] = [
    [() => gaussHermite(0), 'n must be an integer in [1, 1000], got 0'],
    [() => gaussLaguerre(5, -1), 'alpha must be a number in [-0.99, 100], got -1'],
    [() => gaussLaguerre(1001), 'n must be an integer in [1, 1000], got 1001'],
    [() => mapRule(gaussLegendre(2), 0, Number.NaN), 'b must be a finite number, got NaN'],
    [() => productRule([]), 'rules must contain at least one rule, got none'],
    [() => productRule(new Array(4).fill(gaussLegendre(100))), 'at most 2^24 points, would have 100000000'],
    [() => integrate(Math.sin, Number.NaN, 1), 'a and b must be numbers, got NaN and 1'],
    [
      () => integrate(Math.sin, 0, 1, { tolerance: 1e-15 }),
      'tolerance must be a number in [2e-14, 1], got 1e-15',
    ],
    [() => integrate(Math.sqrt, -1, 1), 'f(x) must be a finite number, got NaN at x = '],
    [() => integrate((x) => 1 / x, -1, 1), 'f(x) must be a finite number, got Infinity at x = 0'],
  ];
  for (const [call, message] of refused) expect(call).toThrow(message);
});
