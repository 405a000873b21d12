import { gaussLegendre } from '../../../lib/numerics/quadrature';
import {
  erf,
  erfc,
  logGamma,
  normalCdf,
  normalPdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from '../../../lib/numerics/special';

function relativeError(value: number, exact: number): number {
  return Math.abs(value / exact - 1);
}

/** erf by its series of positive terms (2x/√π)e^{−x²}Σ(2x²)ⁿ/(2n+1)!!: no cancellation, error a few roundings. */
function erfBySeries(x: number): number {
  let sum = 0;
  let term = 1;
  for (let n = 1; term > 1e-18 * sum; n++) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 1);
  }
  return ((2 * x) / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc by Laplace's continued fraction, evaluated backwards: converged to rounding for x ≥ 1.5. */
function erfcByFraction(x: number): number {
  let fraction = x;
  for (let k = 400; k > 0; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}

/** x, erf(x), erfc(x) from the series summed with 90 decimal digits. */
const reference = [
  [1e-10, 1.1283791670955126e-10, 0.999999999887162],
  [0.1, 0.1124629160182849, 0.887537083981715],
  [0.46875, 0.49261347321793797, 0.507386526782062],
  [0.4688, 0.4926587618132793, 0.5073412381867207],
  [0.9, 0.7969082124228322, 0.20309178757716786],
  [1.5, 0.9661051464753108, 0.033894853524689274],
  [2, 0.9953222650189527, 0.004677734981047266],
  [3, 0.9999779095030014, 2.209049699858544e-5],
  [3.9999, 0.9999999845700388, 1.5429961215558176e-8],
  [4.0001, 0.9999999845954353, 1.5404564743590145e-8],
  [5.5, 0.9999999999999927, 7.357847917974398e-15],
  [6.5, 1, 3.8421483271206475e-20],
  [10, 1, 2.088487583762545e-45],
  [20, 1, 5.395865611607901e-176],
  [26, 1, 5.663192408856143e-296],
];

describe('erf and erfc', () => {
  test('agree with values of 90 digits to 1e-15 (erf) and 2e-15 (erfc)', () => {
    for (const [x, exactErf, exactErfc] of reference) {
      expect(relativeError(erf(x), exactErf)).toBeLessThan(1e-15);
      expect(relativeError(erfc(x), exactErfc)).toBeLessThan(2e-15);
      expect(erf(-x)).toBe(-erf(x));
      expect(relativeError(erfc(-x), 1 + exactErf)).toBeLessThan(1e-15);
    }
  });

  test('agree with the series and the continued fraction on a fine grid', () => {
    for (let x = 0.005; x < 2.5; x += 0.0137)
      expect(relativeError(erf(x), erfBySeries(x))).toBeLessThan(3e-15);
    // The comparison value squares x without care: up to x²·2⁻⁵³ ≈ 1e-14 at x = 9.
    for (let x = 1.5; x < 9; x += 0.0137)
      expect(relativeError(erfc(x), erfcByFraction(x))).toBeLessThan(1.5e-14);
  });

  test('have the right limits', () => {
    expect([erf(0), erfc(0), erf(Infinity), erf(-Infinity)]).toEqual([0, 1, 1, -1]);
    expect([erfc(Infinity), erfc(-Infinity), erfc(30)]).toEqual([0, 2, 0]);
    expect(erf(Number.NaN)).toBeNaN();
    expect(erfc(Number.NaN)).toBeNaN();
  });
});

describe('the normal law', () => {
  test('normalQuantile agrees with 40-digit bisection to 1e-15 relative', () => {
    const exact = [
      [1e-20, -9.262340089798407],
      [1e-12, -7.034483825301132],
      [1e-5, -4.264890793922825],
      [0.001, -3.0902323061678136],
      [0.02, -2.053748910631823],
      [0.074, -1.4466320671589785],
      [0.076, -1.4325027208258116],
      [0.2, -0.8416212335729142],
      [0.4, -0.2533471031357997],
      [0.49, -0.025068908258711057],
    ];
    for (const [u, x] of exact) expect(relativeError(normalQuantile(u), x)).toBeLessThan(1e-15);
    expect([normalQuantile(0), normalQuantile(0.5), normalQuantile(1)]).toEqual([-Infinity, 0, Infinity]);
    expect(normalQuantile(0.75)).toBe(-normalQuantile(0.25));
  });

  test('normalCdf inverts normalQuantile, relative to the tail', () => {
    for (let exponent = -250; exponent < -0.5; exponent += 1.7) {
      const u = 10 ** exponent;
      const x = normalQuantile(u);
      // Relative errors of x (AS 241: 3e-16; x/√2: 2e-16) change log Φ(x) by x² times as much.
      expect(relativeError(normalCdf(x), u)).toBeLessThan(6e-16 * (2 + x * x));
    }
  });

  test('normalPdf is the derivative of normalCdf', () => {
    const { nodes, weights } = gaussLegendre(20);
    for (const [a, b] of [
      [-3, -1],
      [-0.5, 0.7],
      [1, 2.5],
    ]) {
      const middle = (a + b) / 2;
      const half = (b - a) / 2;
      const integral = nodes.reduce((sum, x, i) => sum + weights[i] * normalPdf(middle + half * x), 0) * half;
      expect(Math.abs(integral - (normalCdf(b) - normalCdf(a)))).toBeLessThan(1e-15);
    }
  });
});

describe('logGamma and Student', () => {
  test('logGamma: factorials, the reflection at 1/2, duplication', () => {
    expect(Math.abs(logGamma(0.5) - Math.log(Math.PI) / 2)).toBeLessThan(3e-15);
    expect(Math.abs(logGamma(11) - Math.log(3628800))).toBeLessThan(2e-14);
    expect(Math.abs(logGamma(123.4) - 469.3360974421906)).toBeLessThan(5e-13);
    for (const x of [0.3, 1.7, 4.2, 9.6, 30]) {
      const duplicated = logGamma(x) + logGamma(x + 0.5) + (2 * x - 1) * Math.LN2 - Math.log(Math.PI) / 2;
      // Five terms, each with the rounding of numbers of the size of x·log x + 3.
      expect(Math.abs(logGamma(2 * x) - duplicated)).toBeLessThan(2e-15 * (3 + 2 * x * Math.log(2 + 2 * x)));
    }
  });

  test('studentCdf: closed forms for 1, 2 and 3 degrees, the normal limit, symmetry', () => {
    for (const t of [-30, -2, -0.3, 0, 0.7, 5]) {
      const three = 0.5 + (t / Math.sqrt(3) / (1 + (t * t) / 3) + Math.atan(t / Math.sqrt(3))) / Math.PI;
      expect(Math.abs(studentCdf(t, 1) - (0.5 + Math.atan(t) / Math.PI))).toBeLessThan(1e-15);
      expect(Math.abs(studentCdf(t, 2) - (0.5 + t / 2 / Math.sqrt(2 + t * t)))).toBeLessThan(1e-15);
      expect(Math.abs(studentCdf(t, 3) - three)).toBeLessThan(1e-15);
      expect(Math.abs(studentCdf(t, 1e5) - normalCdf(t))).toBeLessThan(2e-6); // (t³+t)φ(t)/4ν ≤ 0.14·1e-5
      expect(Math.abs(studentCdf(t, 7) + studentCdf(-t, 7) - 1)).toBeLessThan(1e-15);
    }
  });

  test('studentQuantile: table values of an independent package, and the inverse of the cdf', () => {
    const table = [
      [0.975, 1, 12.706204736174694],
      [0.975, 2, 4.302652729749462],
      [0.975, 5, 2.5705818356363146],
      [0.95, 10, 1.8124611228116756],
      [0.995, 3, 5.840909309733355],
      [0.975, 30, 2.0422724563012378],
    ];
    // The package prints 15 to 16 digits; the cdf's rounding 1e-16 is magnified by dt/du ≤ 300.
    for (const [u, nu, t] of table) expect(relativeError(studentQuantile(u, nu), t)).toBeLessThan(2e-14);
    for (const u of [0.001, 0.3, 0.5, 0.8, 0.9999]) {
      expect(Math.abs(studentCdf(studentQuantile(u, 4), 4) - u)).toBeLessThan(1e-15);
    }
  });
});

describe('gaussLegendre', () => {
  test('is exact up to degree 2n − 1 and not beyond', () => {
    for (const n of [2, 3, 10, 31]) {
      const { nodes, weights } = gaussLegendre(n);
      const integral = (k: number): number => nodes.reduce((sum, x, i) => sum + weights[i] * x ** k, 0);
      for (let k = 0; k < 2 * n; k++)
        expect(Math.abs(integral(k) - (k % 2 ? 0 : 2 / (k + 1)))).toBeLessThan(2e-15);
      if (n <= 10) expect(Math.abs(integral(2 * n) - 2 / (2 * n + 1))).toBeGreaterThan(1e-7);
    }
  });
});

test('bad arguments are refused by name', () => {
  expect(() => normalQuantile(1.5)).toThrow('u must be a number in [0, 1], got 1.5');
  expect(() => normalQuantile(Number.NaN)).toThrow('u must be a number in [0, 1], got NaN');
  expect(() => logGamma(0)).toThrow('x must be a number in [1e-300, 1e+300], got 0');
  expect(() => studentCdf(1, 1.5)).toThrow('degreesOfFreedom must be an integer in [1, 1000000], got 1.5');
  expect(() => studentQuantile(1, 3)).toThrow('u must be a number in [1e-9, 0.999999999], got 1');
  expect(() => gaussLegendre(0)).toThrow('n must be an integer in [1, 10000], got 0');
});
