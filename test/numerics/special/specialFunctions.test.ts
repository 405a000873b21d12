import {
  besselI,
  besselJ,
  besselJOrders,
  besselK,
  beta,
  binomial,
  createRandom,
  dawson,
  digamma,
  erfc,
  erfcx,
  exponentialIntegralE1,
  factorial,
  faddeeva,
  gamma,
  gaussHermite,
  gaussLaguerre,
  hermiteFunctions,
  integrate,
  laguerreFunctions,
  logBeta,
  logBinomial,
  logGamma,
  scaledBesselIOrders,
} from '../../../lib/numerics/index';
import { reference } from '../references/special';

const cases = process.env.LONG ? 2000 : 100;

function relativeError(value: number, exact: number): number {
  return value === exact ? 0 : Math.abs(value / exact - 1);
}

/** The claim of each docstring, a little above the worst of the table. */
const relative: [name: string, f: (...x: number[]) => number, tolerance: number][] = [
  ['logGamma', logGamma, 1e-15],
  ['gamma', gamma, 1e-15],
  ['logBinomial', logBinomial, 1e-15],
  ['logBeta', logBeta, 1e-15],
  // exp(log B) carries the rounding of log B ≈ −68.
  ['beta', beta, 2e-14],
  ['erfcx', erfcx, 1e-15],
  ['dawson', dawson, 2.5e-15],
  ['E1', exponentialIntegralE1, 2e-15],
  ['besselI', besselI, 2e-15],
  ['scaledBesselI', (n, x) => scaledBesselIOrders(n + 1, x)[n], 2e-15],
  ['besselK', besselK as (...x: number[]) => number, 1e-14],
];

describe('values of 60 digits', () => {
  test.each(relative)('%s, relative error', (name, f, tolerance) => {
    expect(reference[name].length).toBeGreaterThan(4);
    for (const row of reference[name]) {
      const [args, exact] = [row.slice(0, -1), row[row.length - 1]];
      expect([...args, relativeError(f(...args), exact) < tolerance]).toEqual([...args, true]);
    }
  });

  test('digamma, absolute error (it has a zero at 1.46)', () => {
    for (const [x, exact] of reference.digamma)
      expect(Math.abs(digamma(x) - exact)).toBeLessThan(1e-15 * Math.max(1, Math.abs(exact)));
  });

  test('besselJ: relative beyond the turning point, on the scale of the oscillation before it', () => {
    for (const [n, x, exact] of reference.besselJ) {
      if (exact === 0) expect(besselJ(n, x)).toBe(0);
      if (exact === 0) continue;
      const scale = Math.abs(x) > Math.abs(n) ? Math.sqrt(2 / (Math.PI * Math.abs(x))) : Math.abs(exact);
      expect(Math.abs(besselJ(n, x) - exact) / Math.min(1, scale)).toBeLessThan(1e-14);
    }
  });

  test('faddeeva, relative to |w|', () => {
    for (const [x, y, re, im] of reference.faddeeva) {
      const [valueRe, valueIm] = faddeeva(x, y);
      // e^{−z²} magnifies the rounding of z² for im < 0.
      expect(Math.hypot(valueRe - re, valueIm - im) / Math.hypot(re, im)).toBeLessThan(y < 0 ? 1e-14 : 2e-15);
    }
  });

  test('Hermite functions: 4e-15 relative, also where e^{−x²/2} underflows', () => {
    for (const [k, x, exact] of reference.hermite)
      expect(relativeError(hermiteFunctions(k + 1, [x])[k], exact)).toBeLessThan(4e-15);
  });

  test('Laguerre functions: the logarithm of the start costs its size in roundings', () => {
    for (const [k, alpha, x, exact] of reference.laguerre) {
      const logs = 1 + logGamma(alpha + 1) / 10;
      expect(relativeError(laguerreFunctions(k + 1, alpha, [x])[k], exact)).toBeLessThan(1e-14 * logs);
    }
  });
});

describe('identities', () => {
  const random = createRandom('special functions');

  test('Γ(x + 1) = xΓ(x), ψ(x + 1) = ψ(x) + 1/x, log Γ in one formula with the next', () => {
    for (let i = 0; i < cases; i++) {
      const x = 100 * random.uniform() ** 3 + 1e-3;
      expect(relativeError(gamma(x + 1), x * gamma(x))).toBeLessThan(4e-15);
      // x + 1 is rounded: that moves Γ by ψ(x)·x·2⁻⁵³.
      expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x))).toBeLessThan(
        1e-15 * (2 + x * Math.log(2 + x)),
      );
      expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x)).toBeLessThan(2e-15 * (2 + 1 / x));
    }
  });

  test('factorials and binomial coefficients are exact below 2⁵³', () => {
    for (let n = 0, exact = 1n; n <= 170; n++, exact *= BigInt(n)) expect(factorial(n)).toBe(Number(exact));
    let row = [1n];
    for (let n = 0; n <= 70; n++) {
      row.forEach((exact, k) => {
        if (exact < 2n ** 53n) expect(binomial(n, k)).toBe(Number(exact));
        else expect(relativeError(binomial(n, k), Number(exact))).toBeLessThan(1e-13);
        expect(relativeError(Math.exp(logBinomial(n, k)), Number(exact))).toBeLessThan(2e-14);
      });
      row = [1n, ...row.slice(1).map((entry, k) => entry + row[k]), 1n];
    }
    expect([binomial(3, 5), binomial(2000, 1000), factorial(171), gamma(172)]).toEqual([
      0,
      Infinity,
      Infinity,
      Infinity,
    ]);
  });

  test('Σ_k C(n, k)2⁻ⁿ = 1 from logBinomial at n = 1e5', () => {
    let sum = 0;
    for (let k = 0; k <= 1e5; k++) sum += Math.exp(logBinomial(1e5, k) - 1e5 * Math.LN2);
    // The logarithms are near 69 000: their rounding is 1.5e-11.
    expect(Math.abs(sum - 1)).toBeLessThan(2e-11);
  });

  test('erfcx joins erfc, w on the axes, w(−z) + w(z) = 2e^{−z²}, w(−z̄) = conj w(z)', () => {
    for (let i = 0; i < cases; i++) {
      const x = 12 * (random.uniform() - 0.5);
      const y = 12 * (random.uniform() - 0.5);
      if (x > 0) expect(relativeError(erfcx(x) * Math.exp(-x * x), erfc(x))).toBeLessThan(1e-14);
      expect(Math.abs(faddeeva(x, 0)[1] - (2 / Math.sqrt(Math.PI)) * dawson(x))).toBeLessThan(2e-15);
      expect(Math.abs(faddeeva(x, 0)[0] - Math.exp(-x * x))).toBeLessThan(2e-15);
      const [re, im] = faddeeva(x, y);
      expect(faddeeva(-x, y)).toEqual([re, -im]);
      const mirror = faddeeva(-x, -y);
      const growth = 2 * Math.exp(y * y - x * x);
      const scale = Math.hypot(re, im) + Math.hypot(...mirror);
      expect(Math.abs(re + mirror[0] - growth * Math.cos(2 * x * y))).toBeLessThan(2e-14 * scale);
      expect(Math.abs(im + mirror[1] + growth * Math.sin(2 * x * y))).toBeLessThan(2e-14 * scale);
    }
  });

  test('w on both sides of the lines where the rule changes', () => {
    for (let i = 0; i < cases; i++) {
      const y = 8 * random.uniform();
      const h = Math.sqrt(Math.PI / 12);
      for (const x of [
        y,
        h * (Math.floor(10 * random.uniform()) + 0.25),
        h * (Math.floor(10 * random.uniform()) + 0.75),
      ]) {
        const [low, high] = [faddeeva(x * (1 - 1e-13) + 1e-300, y), faddeeva(x * (1 + 1e-13) + 1e-300, y)];
        expect(Math.hypot(low[0] - high[0], low[1] - high[1])).toBeLessThan(1e-12 * Math.hypot(...low));
      }
    }
  });

  test('Bessel: J₀² + 2ΣJₖ² = 1, e^{x cos θ} from I, the Wronskian of I and K', () => {
    for (let i = 0; i < cases; i++) {
      const x = 60 * random.uniform() ** 2 + 0.01;
      const orders = besselJOrders(120, x);
      const squares = orders.reduce((sum, value, k) => sum + (k === 0 ? 1 : 2) * value * value, 0);
      expect(Math.abs(squares - 1)).toBeLessThan(1e-14);
      const scaled = scaledBesselIOrders(120, x);
      const theta = 7 * random.uniform();
      const generating = scaled.reduce((sum, v, k) => sum + (k === 0 ? 1 : 2) * v * Math.cos(k * theta), 0);
      expect(Math.abs(generating - Math.exp(x * (Math.cos(theta) - 1)))).toBeLessThan(1e-14);
      const wronskian = besselI(0, x) * besselK(1, x) + besselI(1, x) * besselK(0, x);
      expect(relativeError(wronskian, 1 / x)).toBeLessThan(3e-14);
    }
    expect(Array.from(besselJOrders(4, 0))).toEqual([1, 0, 0, 0]);
    expect(Array.from(scaledBesselIOrders(3, 0))).toEqual([1, 0, 0]);
    expect(besselJ(3, -2)).toBe(-besselJ(3, 2));
    expect(besselJ(-3, 2)).toBe(-besselJ(3, 2));
    expect(besselI(-3, 2)).toBe(besselI(3, 2));
  });

  test('E₁ and Dawson are the integrals that define them', () => {
    for (const x of [0.02, 0.9, 1.1, 4, 20]) {
      const tail = integrate((t) => Math.exp(-t) / t, x, Infinity, { tolerance: 1e-13 });
      expect(relativeError(exponentialIntegralE1(x), tail.value)).toBeLessThan(1e-13);
      const inner = integrate((t) => Math.exp(t * t - x * x), 0, x, { tolerance: 1e-13 });
      expect(relativeError(dawson(x), inner.value)).toBeLessThan(1e-12);
    }
  });

  test('Hermite and Laguerre functions are orthonormal', () => {
    const check = (count: number, values: Float64Array, weights: Float64Array): void => {
      for (let a = 0; a < count; a++)
        for (let b = 0; b <= a; b++) {
          const product = weights.reduce(
            (sum, w, j) => sum + w * values[a * weights.length + j] * values[b * weights.length + j],
            0,
          );
          expect(Math.abs(product - (a === b ? 1 : 0))).toBeLessThan(1e-13);
        }
    };
    const line = gaussHermite(60);
    check(50, hermiteFunctions(50, line.nodes), line.scaledWeights);
    const ray = gaussLaguerre(40, 1.5);
    check(30, laguerreFunctions(30, 1.5, ray.nodes), ray.scaledWeights);
  });
});

test('bad arguments are refused by name', () => {
  const refused: [() => unknown, string][] = [
    [() => gamma(0), 'x must be a number in [1e-300, 1e+300], got 0'],
    [() => gamma(Number.NaN), 'x must be a number in [1e-300, 1e+300], got NaN'],
    [() => factorial(-1), 'n must be an integer >= 0, got -1'],
    [() => logBinomial(3, 4), 'k must be an integer in [0, 3], got 4'],
    [() => binomial(3.5, 1), 'n must be an integer >= 0, got 3.5'],
    [() => besselJ(0.5, 1), 'n must be an integer in [-1999999, 1999999], got 0.5'],
    [() => besselJOrders(3, 2e6), 'x must be a number in [-1000000, 1000000], got 2000000'],
    [() => dawson(Infinity), 'x must be a finite number, got Infinity'],
    [() => faddeeva(0, Number.NaN), 'im must be a finite number, got NaN'],
    [() => exponentialIntegralE1(-1), 'x must be a number in [1e-300, 1e+300], got -1'],
    [() => hermiteFunctions(0, [1]), 'count must be an integer in [1, 1000000], got 0'],
    [() => hermiteFunctions(3, [Number.NaN]), 'points[0] must be a finite number, got NaN'],
    [() => laguerreFunctions(3, 0, [-1]), 'points[0] must be a number in [0, 100000], got -1'],
    [() => laguerreFunctions(1e6, 0, new Float64Array(1000)), 'count × points.length must be at most 2^27'],
    [() => besselK(0, -1), 'x must be a number in'],
  ];
  for (const [call, message] of refused) expect(call).toThrow(message);
});
