import * as mathjs from 'mathjs/number';
import { type Dimension, potentialCosine, potentialFormula } from '../../lib/interactions';
import { createRandom } from '../../lib/numerics/random';
import { erf } from '../../lib/numerics/special';
import { alongAxis, slopeAlong } from './probes';

describe('values and derivatives', () => {
  const parameters = { a: 1.7, b: 0.4 };
  const texts = [
    'exp(-r^2/2)',
    'a*exp(-b*r)*cos(3*r)',
    '1/sqrt(r^2+b)',
    'tanh(r)^2/(1+r^4)',
    'log(1+r^2)+atan(a*r)',
    'sech(r)^3*sinh(b*r)',
    'abs(r-10)^1.5+2^(-r)',
    'r^r+r^-a+e^(-pi*r)',
    'cosh(b*r)/(r^3+tan(r/10))',
    '(-r)^2*-(r-1)^2/-3 - +r',
    'sin(-r)*tanh(-2*r) + tanh(r-3) - (r-3)^3 + cos(-r)*atan(3-r)',
  ];

  test.each(texts)('%s agrees with mathjs, evaluated and differentiated there', (text) => {
    const V = potentialFormula(text, { dimension: 3, parameters });
    const reference = mathjs.parse!(text);
    const slope = mathjs.derivative!(reference, 'r');
    for (let i = 1; i <= 40; i++) {
      const r = 0.11 * i;
      const expected = [reference.evaluate({ ...parameters, r }), slope.evaluate({ ...parameters, r }) / r];
      const got = [V.radial!.value(r * r), V.radial!.gradientFactor(r * r)];
      // Two orders of the same few operations differ by a few units of the last place of their largest terms.
      for (const k of [0, 1])
        expect(Math.abs(got[k] - expected[k])).toBeLessThan(1e-11 * (1 + Math.abs(expected[k])));
    }
  });

  test.each([
    ['exp(-x^2-2*y^2)*cos(x*y)', 2],
    ['1/sqrt(x^2+3*y^2+1)', 2],
    ['x*y*z^2+sin(x)*sin(z)+abs(y)^3', 3],
    ['r*exp(-x^2)+log(1+x^4+y^2)', 2],
  ] as const)('%s agrees with mathjs in components (d = %d)', (text, dimension) => {
    const V = potentialFormula(text, { dimension });
    expect(V.radial).toBeUndefined();
    const names = ['x', 'y', 'z'].slice(0, dimension);
    const spelled = text
      .replace(/\br\b/g, `sqrt(${names.map((n) => `${n}^2`).join('+')})`)
      .replace('abs(y)^3', 'y^2*sqrt(y^2)');
    const slopes = names.map((name) => mathjs.derivative!(spelled, name));
    const random = createRandom(text);
    const gradient = new Float64Array(dimension);
    for (let k = 0; k < 40; k++) {
      const z = Float64Array.from({ length: dimension }, () => 3 * random.uniform() - 1.5);
      const scope = () => Object.fromEntries(names.map((name, i) => [name, z[i]]));
      V.gradientInto(z, gradient);
      expect(V.value(z)).toBeCloseTo(mathjs.evaluate!(spelled, scope()) as number, 11);
      for (const [i, slope] of slopes.entries()) {
        expect(gradient[i]).toBeCloseTo(slope.evaluate(scope()) as number, 11);
      }
    }
  });

  test('erf, which mathjs cannot differentiate, against its closed derivative', () => {
    const V = potentialFormula('erf(2*r)', { dimension: 1 });
    for (const x of [-1.3, -0.2, 0.7]) {
      expect(V.value([x])).toBe(erf(2 * Math.abs(x)));
      const slope = (4 / Math.sqrt(Math.PI)) * Math.exp(-4 * x * x) * Math.sign(x);
      expect(slopeAlong(V, x)).toBeCloseTo(slope, 14);
    }
  });

  test('x and r are both allowed in d = 1, x is signed', () => {
    const V = potentialFormula('x*x + r', { dimension: 1 });
    expect(V.value([-2])).toBe(6);
    expect(slopeAlong(V, -2)).toBe(-5);
  });
});

describe('the origin', () => {
  /** [formula, v(0), limit of v′(r)/r at 0] from their power series. */
  const limits: [string, number, number][] = [
    ['exp(-r^2/2)', 1, -1],
    ['1/sqrt(r^2+1)', 1, -1],
    ['cos(r)', 1, -1],
    ['sin(r)/r', 1, -1 / 3],
    ['(1-cos(r))/r^2', 0.5, -1 / 12],
    ['erf(r)/r', 2 / Math.sqrt(Math.PI), -4 / (3 * Math.sqrt(Math.PI))],
    ['log(1+r^2)/r^2', 1, -1],
    ['tanh(r)/r', 1, -2 / 3],
    ['tan(r/9)/r', 1 / 9, 2 / 3 / 729],
    ['atan(r)/r', 1, -2 / 3],
    ['(sqrt(1+r^2)-1)/r^2', 0.5, -1 / 4],
    ['sinh(r)/r - r^2/6', 1, 0],
    ['log(cosh(r))', 0, 1],
    ['abs(r-2)^2', 4, -Infinity],
  ];

  test.each(limits)(
    '%s has its limits, without 0/0 and without cancellation on the way',
    (text, value, factor) => {
      const { radial } = potentialFormula(text, { dimension: 3 });
      expect(radial!.value(0)).toBeCloseTo(value, 14);
      if (Number.isFinite(factor)) {
        // v′(r)/r = factor + O(r²) for these even v: at r = 1e-6 the limit holds to 1e-11.
        for (const r of [0, 1e-160, 1e-9, 1e-6])
          expect(radial!.gradientFactor(r * r)).toBeCloseTo(factor, 10);
      } else expect(radial!.gradientFactor(0)).toBe(factor);
    },
  );

  test.each(['sin(r)/r', '(1-cos(r))/r^2', 'erf(r)/r'])(
    '%s is continuous where the series takes over',
    (text) => {
      const { radial } = potentialFormula(text, { dimension: 3 });
      let largest = 0;
      for (let r = 0.01; r < 0.6; r += 1e-3) {
        const [a, b, c] = [-1, 0, 1].map((k) => radial!.gradientFactor((r + k * 1e-3) ** 2));
        largest = Math.max(largest, Math.abs(a - 2 * b + c));
      }
      // Second differences of a smooth function of size 1 with h = 1e-3 are under 1e-6; a jump would stand out.
      expect(largest).toBeLessThan(1e-6);
    },
  );

  test.each<[string, boolean]>([
    ['1/r', true],
    ['exp(-r)/r', true],
    ['exp(-r)', true],
    ['log(r)', true],
    ['sqrt(r)', true],
    ['(1-exp(-r))/r', true],
    ['r^1.5', false],
    ['r^3', false],
    ['exp(-1/r)', false],
    ['sin(r)/r', false],
    ['cos(r)*exp(-r^2)', false],
  ])('%s: singularAtOrigin is %s', (text, singular) => {
    const V = potentialFormula(text, { dimension: 3 });
    expect(V.singularAtOrigin).toBe(singular);
    expect(slopeAlong(V, 0)).toBe(0);
  });

  test('in components too', () => {
    expect(potentialFormula('exp(-abs(x)-y^2)', { dimension: 2 }).singularAtOrigin).toBe(true);
    expect(potentialFormula('1/sqrt(x^2+2*y^2)', { dimension: 2 }).singularAtOrigin).toBe(true);
    expect(potentialFormula('exp(-x^2-2*y^2)', { dimension: 2 }).singularAtOrigin).toBe(false);
  });
});

describe('recognised shapes', () => {
  test('sums of cosines on the line', () => {
    const V = potentialFormula('a*cos(x)+cos(2*x)/4', { dimension: 1, parameters: { a: -1 } });
    expect(V.cosineModes).toHaveLength(2);
    expect(V.cosineModes).toEqual(expect.arrayContaining([{ wavenumber: 1, amplitude: -1 }]));
    expect(V.cosineModes).toEqual(expect.arrayContaining([{ wavenumber: 2, amplitude: 0.25 }]));
    expect(V.period).toBeCloseTo(2 * Math.PI, 15);
    expect(V.fourierNorm).toMatchObject({ kind: 'exact', value: 2.5 * Math.PI });
    expect(V.formula).toBe('V(z) = (-1)*cos(x)+cos(2*x)/4');
    const same = potentialFormula('-cos(r)', { dimension: 1 });
    for (const x of [-2, 0.3, 5]) expect(same.value([x])).toBeCloseTo(potentialCosine().value([x]), 15);
    expect(potentialFormula('cos(x)+cos(sqrt(2)*x)', { dimension: 1 }).period).toBeUndefined();
    expect(potentialFormula('cos(r)', { dimension: 3 }).cosineModes).toBeUndefined();
  });

  test('harmonic and radial potentials written in components', () => {
    expect(potentialFormula('3*x^2/2+1.5*y^2', { dimension: 2 }).stiffness).toBe(3);
    const V = potentialFormula('exp(-(x^2+y^2+z^2)/2)', { dimension: 3 });
    expect(V.radial!.gradientFactor(1)).toBeCloseTo(-Math.exp(-0.5), 15);
    expect(potentialFormula('x^2+2*y^2', { dimension: 2 }).radial).toBeUndefined();
  });
});

describe('refusals', () => {
  test.each<[string, string]>([
    ['exp(-r^2/2', 'formula: Parenthesis ) expected (character 11)\nexp(-r^2/2\n          ^'],
    ['1 + * r', 'formula: Value expected (character 5)\n1 + * r\n    ^'],
    ['r^2 + q', 'formula: unknown symbol q; allowed are r, x, pi, e (character 7)\nr^2 + q\n      ^'],
    ['2*bessel(r)', 'formula: unknown function bessel; allowed are exp, log,'],
    ['exp(1, r)', 'formula: exp takes 1 argument, got 2 (character 1)'],
    ['3*sin r', 'formula: function sin needs an argument in parentheses (character 3)'],
    ['r > 1', 'formula: "r > 1" is not allowed'],
    ['r!', 'formula: "r!" is not allowed'],
    ['q = 3', 'formula: "q = 3" is not allowed'],
    ['r.constructor', 'is not allowed'],
    ['"r"', 'is not allowed'],
    ['1e400*r', 'is not allowed'],
    ['r^2 + log(-1)', 'a constant part is not a finite number'],
  ])('%s', (text, message) => {
    expect(() => potentialFormula(text, { dimension: 1 })).toThrow(message);
    expect(() => potentialFormula(text, { dimension: 1 })).toThrow(SyntaxError);
  });

  test.each<[string, Dimension, string]>([
    ['x^3', 1, 'formula must be even, V(z) = V(-z), got V(z) = '],
    ['y', 2, 'at z = ('],
    ['log(r-1)', 3, 'formula must be a number everywhere, got V(z) = NaN at z = ('],
    ['', 1, 'formula must be a nonempty text, got ""'],
    ['r', 4 as Dimension, 'dimension must be one of 1, 2, 3, got 4'],
  ])('%s in d = %d', (text, dimension, message) => {
    expect(() => potentialFormula(text, { dimension })).toThrow(message);
    expect(() => potentialFormula(text, { dimension })).toThrow(RangeError);
  });

  test('the components that a dimension has', () => {
    expect(() => potentialFormula('y^2', { dimension: 1 })).toThrow(
      'unknown symbol y; allowed are r, x, pi, e',
    );
    expect(() => potentialFormula('z^2', { dimension: 2 })).toThrow(
      'unknown symbol z; allowed are r, x, y, pi, e',
    );
  });

  test('parameters', () => {
    const make = (parameters: Record<string, number>) => () =>
      potentialFormula('a*r^2', { dimension: 1, parameters });
    expect(make({ a: Number.NaN })).toThrow('parameters.a must be a finite number, got NaN');
    expect(make({ a: 1, r: 2 })).toThrow(
      'parameters must have names of their own (letters, digits), got "r"',
    );
    expect(make({ a: 1, 'b;c': 2 })).toThrow('got "b;c"');
    expect(make({})).toThrow('unknown symbol a');
    expect(make({ a: 2 })().value(alongAxis(make({ a: 2 })(), 3))).toBe(18);
  });
});
