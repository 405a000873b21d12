import { checkWkb, monokineticTest, type WkbState, wkbErrors, wkbWignerTest } from '../../lib/index';

const bell = (x: number): number => Math.PI ** -0.25 * Math.exp((-x * x) / 2);
const smooth: WkbState = { amplitude: bell, phase: (x) => -Math.cos(x), slope: Math.sin, reach: 8 };
const kinked: WkbState = {
  amplitude: bell,
  phase: (x) => Math.abs(x - 0.3),
  slope: (x) => Math.sign(x - 0.3),
  kinks: [0.3],
  reach: 8,
};
const flat: WkbState = { amplitude: bell, phase: () => 0, slope: () => 0, reach: 8 };
const epsilons = [0.2, 0.1, 0.05, 0.025, 0.0125];

describe('Wigner functions of WKB states', () => {
  it.each([1, 0.3, 1e-3])('of a Gaussian at rest in closed form, ε = %d', (epsilon) => {
    const [q, p, s] = [0.4, 0.7, 0.8];
    // W is Gaussian with variances ½ and ε²/2.
    const [a, b] = [0.5 + s * s, (epsilon * epsilon) / 2 + s * s];
    const exact = ((s * s) / Math.sqrt(a * b)) * Math.exp((-q * q) / (2 * a) - (p * p) / (2 * b));
    expect(wkbWignerTest(flat, epsilon, { centre: [q, p], deviation: s })).toBeCloseTo(exact, 12);
  });

  it('of a linear phase is shifted in momentum', () => {
    const moving = { ...flat, phase: (x: number) => 0.5 * x, slope: () => 0.5 };
    expect(wkbWignerTest(moving, 0.1, { centre: [0, 0.7], deviation: 1 })).toBeCloseTo(
      wkbWignerTest(flat, 0.1, { centre: [0, 0.2], deviation: 1 }),
      12,
    );
    expect(monokineticTest(moving, { centre: [0, 0.5], deviation: 1 })).toBeCloseTo(Math.sqrt(2 / 3), 12);
  });

  it('tend to the monokinetic measure with order 2, with a kink with order 1', () => {
    const [first, second] = [checkWkb({ state: smooth, epsilons }), checkWkb({ state: kinked, epsilons })];
    expect([first.verdict, second.verdict]).toEqual(['holds', 'holds']);
    expect(Math.abs(first.lhs[0] - 2)).toBeLessThan(0.01);
    expect(Math.abs(second.lhs[0] - 1)).toBeLessThan(0.02);
    expect(checkWkb({ state: smooth, epsilons, order: 1 }).verdict).toBe('violated');
    expect(checkWkb({ state: kinked, epsilons, order: 2 }).verdict).toBe('violated');
    expect(Math.max(...wkbErrors({ state: smooth, epsilons: [1e-4] }))).toBeLessThan(1e-8);
  });

  it('doors', () => {
    expect(() => wkbWignerTest(smooth, 0, { centre: [0, 0], deviation: 1 })).toThrow(/epsilon must be/);
    expect(() => wkbWignerTest(smooth, 1, { centre: [0, 0], deviation: 0 })).toThrow(
      /symbol.deviation must be/,
    );
    expect(() => checkWkb({ state: smooth, epsilons: [1, 0.5] })).toThrow(/epsilons.length must be/);
    expect(() => checkWkb({ state: { ...smooth, slope: 1 as never }, epsilons })).toThrow(
      /slope must be a function/,
    );
  });
});
