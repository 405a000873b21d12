import {
  type Dimension,
  type Interaction,
  potentialFormula,
  potentialGaussian,
} from '../../lib/interactions';
import { halfLine, slopeAlong, sphere } from './probes';

const verdicts = (V: Interaction) => V.hypotheses.map((h) => h.holds);

describe('bounds', () => {
  /** [formula, Lip(∇V), sup|∇V|, sup|V|] in closed form. */
  const closed: [string, number, number, number][] = [
    ['exp(-r^2/2)', 1, Math.exp(-0.5), 1],
    ['1/sqrt(r^2+1)', 1, 2 / (3 * Math.sqrt(3)), 1],
    ['-3*cos(2*r)', 12, 6, 3],
    ['sech(r)^2', 2, 4 / (3 * Math.sqrt(3)), 1],
    ['1/(1+r^2)', 2, (3 * Math.sqrt(3)) / 8, 1],
    ['log(cosh(r))', 1, 1, Infinity],
    ['sqrt(1+r^2)', 1, 1, Infinity],
    ['5*r^2', 10, Infinity, Infinity],
    ['r^4', Infinity, Infinity, Infinity],
    ['1/r', Infinity, Infinity, Infinity],
    ['exp(-r)', Infinity, 1, 1],
    ['r^1.5', Infinity, Infinity, Infinity],
    ['exp(-r^2/2e-6)', 1e6, Math.exp(-0.5) * 1e3, 1],
    ['exp(-r^2/2e8)', 1e-8, Math.exp(-0.5) * 1e-4, 1],
  ];

  test.each(closed)('%s: certain, and within a percent of the truth', (text, lipschitz, gradient, value) => {
    const V = potentialFormula(text, { dimension: 3 });
    for (const [bound, truth] of [
      [V.lipschitzGradient, lipschitz],
      [V.supGradient, gradient],
      [V.supValue, value],
    ] as const) {
      expect(bound.kind).toBe(truth === Infinity ? 'exact' : 'upper');
      expect(bound.value).toBeGreaterThanOrEqual(truth * (1 - 1e-14)); // the closed form itself is rounded
      expect(bound.value).toBeLessThanOrEqual(truth * 1.01);
    }
  });

  test.each([
    'exp(-r^2)*(r^4-3*r^2+1)',
    'exp(-r^2)*cos(10*r)',
    'exp(-r^2)+1/(1+r^2)',
    'tanh(r^2)*exp(-r/2)',
    'sin(r)^2/(1+r^2)^2',
  ])('%s: no sample exceeds them, the largest comes within a percent', (text) => {
    const V = potentialFormula(text, { dimension: 1 });
    const step = 1 / 2000;
    const slopes = Array.from({ length: 20001 }, (_, i) => slopeAlong(V, i * step));
    const values = slopes.map((_, i) => Math.abs(V.value([i * step])));
    const steep = slopes.slice(1).map((s, i) => Math.abs(s - slopes[i]) / step);
    for (const [bound, sampled] of [
      [V.lipschitzGradient, Math.max(...steep)],
      [V.supGradient, Math.max(...slopes.map(Math.abs))],
      [V.supValue, Math.max(...values)],
    ] as const) {
      expect(sampled).toBeLessThanOrEqual(bound.value * (1 + 1e-9)); // rounding of the quotients
      expect(sampled).toBeGreaterThanOrEqual(bound.value * 0.99);
    }
  });

  test('in components: certain, within a quarter (d = 3 is stopped by its budget)', () => {
    const V = potentialFormula('exp(-x^2-2*y^2-3*z^2)', { dimension: 3 });
    expect(V.lipschitzGradient.kind).toBe('upper');
    expect(V.lipschitzGradient.value / 6).toBeGreaterThanOrEqual(1);
    expect(V.lipschitzGradient.value / 6).toBeLessThan(1.25);
    const steepest = Math.sqrt(6) * Math.exp(-0.5); // along z, at z = 1/√6
    expect(V.supGradient.value / steepest).toBeGreaterThanOrEqual(1);
    expect(V.supGradient.value / steepest).toBeLessThan(1.25);
  });

  test('what cannot be bounded is ∞ or an estimate, and says so', () => {
    const wavy = potentialFormula('cos(x)*exp(-y^2)', { dimension: 2 });
    expect(wavy.lipschitzGradient).toMatchObject({ value: Infinity, kind: 'upper' });
    expect(wavy.lipschitzGradient.how).toContain('no finite bound');
    expect(verdicts(wavy)).toEqual([true, 'unknown', true, 'unknown', true]);
    const removable = potentialFormula('sin(r)/r', { dimension: 3 });
    expect(removable.lipschitzGradient.kind).toBe('estimate');
    expect(removable.lipschitzGradient.value / (1 / 3)).toBeGreaterThanOrEqual(1);
    expect(verdicts(removable)[1]).toBe('unknown');
    expect(potentialFormula('tan(r)', { dimension: 1 }).supValue.kind).toBe('upper');
    expect(potentialFormula('exp(-abs(abs(r)-1))', { dimension: 1 }).lipschitzGradient.value).toBe(Infinity);
  });
});

describe('‖V̂‖₁', () => {
  test.each<Dimension>([1, 2, 3])(
    'of a Gaussian (d = %d): above the truth by the Cauchy–Schwarz factor only',
    (dimension) => {
      const V = potentialFormula('exp(-r^2/2)', { dimension });
      const truth = potentialGaussian({ dimension }).fourierNorm.value;
      const factor = { 1: (Math.PI / 2) ** 0.25, 2: 1.102, 3: 1.301 }[dimension];
      expect(V.fourierNorm.kind).toBe('upper');
      // Norms by interval quadrature are above the truth by a few thousandths at most.
      expect(V.fourierNorm.value / truth / factor).toBeGreaterThan(0.999);
      expect(V.fourierNorm.value / truth / factor).toBeLessThan(1.01);
    },
  );

  test('of exp(−r) in d = 1, 3, whose V̂ = 2/(1+ω²), 8π/(1+ω²)² is positive: at least (2π)^d', () => {
    for (const dimension of [1, 3] as const) {
      const { value } = potentialFormula('exp(-r)', { dimension }).fourierNorm;
      const transform =
        dimension === 1 ? (w: number) => 2 / (1 + w * w) : (w: number) => (8 * Math.PI) / (1 + w * w) ** 2;
      const truth = sphere[dimension] * halfLine((w) => transform(w) * w ** (dimension - 1));
      expect(truth).toBeCloseTo((2 * Math.PI) ** dimension, 8);
      expect(value).toBeGreaterThanOrEqual(truth * (1 - 1e-10)); // truth by quadrature
      expect(value).toBeLessThan(1.01 * truth);
    }
  });

  test('∞ exactly for unbounded V, ∞ as an open bound for V outside L²', () => {
    expect(potentialFormula('log(r)', { dimension: 2 }).fourierNorm).toMatchObject({
      value: Infinity,
      kind: 'exact',
    });
    const soft = potentialFormula('1/sqrt(r^2+1)', { dimension: 3 }).fourierNorm;
    expect(soft).toMatchObject({ value: Infinity, kind: 'upper' });
  });
});

describe('hypotheses', () => {
  test.each<[string, Dimension, (boolean | 'unknown')[]]>([
    ['exp(-r^2/2)', 3, [true, true, true, true, true]],
    ['cos(x)', 1, [true, true, true, true, true]],
    ['r^2', 2, [true, false, false, false, false]],
    ['sqrt(1+r^2)', 3, [true, true, false, false, false]], // (H2) without (H3)
    ['1/r', 3, [true, false, true, false, true]],
    ['1/r', 2, [true, false, false, false, false]],
    ['exp(-r)/r', 3, [true, false, true, false, true]],
    ['r^-1.2', 3, [true, false, true, false, false]], // L² at 0, but more singular than 1/r
    ['r^-1.6', 3, [true, false, false, false, false]],
    ['-log(r)', 2, [true, false, false, false, false]],
    ['x*y', 2, [true, false, false, false, false]],
  ])('%s, d = %d', (text, dimension, expected) => {
    expect(verdicts(potentialFormula(text, { dimension }))).toEqual(expected);
  });

  test('the constant of (H5) for 2/r is Hardy’s 4q²', () => {
    expect(potentialFormula('2/r', { dimension: 3 }).hypotheses[4].witness).toMatch(/C = 16$/);
  });

  test('evenness that the algebra does not see stays unknown', () => {
    expect(potentialFormula('(x+y)^2-x^2-2*x*y-y^2+cos(x)', { dimension: 2 }).hypotheses[0].holds).toBe(true);
    expect(potentialFormula('exp(x)+exp(-x)', { dimension: 1 }).hypotheses[0].holds).toBe(true);
    expect(potentialFormula('exp(x)*cosh(y)-sinh(x)*cosh(y)', { dimension: 2 }).hypotheses[0].holds).toBe(
      'unknown',
    );
  });
});
