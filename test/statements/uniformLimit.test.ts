import {
  checkUniformLimit,
  fourierMoment,
  harmonicLaw,
  potentialCosine,
  potentialGaussian,
  potentialHarmonic,
  uniformBound,
  uniformLimit,
} from '../../lib/index';

const V = potentialGaussian({ dimension: 1 });
const setting = {
  interaction: V,
  sizes: [2, 3],
  epsilons: [0.6, 0.3],
  until: 0.8,
  low: -5,
  high: 5,
  gridPoints: () => 36,
};

describe('Theorem 3.6', () => {
  it('holds with γ_1 = 1, and differences are nearly ~1/N, for every ε', () => {
    const limit = uniformLimit(setting);
    expect(checkUniformLimit(limit).verdict).toBe('holds');
    const scaled = limit.points.map(({ particles, difference }) => particles * difference);
    for (const value of scaled) {
      expect(value).toBeGreaterThan(0.5 * scaled[0]);
      expect(value).toBeLessThan(2 * scaled[0]);
    }
    const wrong = { ...limit, points: limit.points.map((point) => ({ ...point, difference: 1e12 })) };
    expect(checkUniformLimit(wrong).verdict).toBe('violated');
  });

  it('harmonic V, where the Wigner functions are Gaussian: the difference in closed form', () => {
    const [epsilon, until, stiffness] = [0.5, 0.8, 1];
    const one = { centre: [0.4, -0.3] as const, deviation: 1 };
    const [point] = uniformLimit({
      ...setting,
      interaction: potentialHarmonic({ dimension: 1, stiffness }),
      sizes: [2],
      epsilons: [epsilon],
      until,
      symbols: [one],
      point: [0.2, 0.7],
      timeStep: 0.02,
    }).points;
    const data = { stiffness, positionVariance: epsilon / 2, momentumVariance: epsilon / 2 };
    const mean = (particles?: number): number => {
      const { xx, xXi, xiXi } = harmonicLaw({ ...data, particles }, until);
      const [a, b, c] = [xx + 1, xXi, xiXi + 1];
      const det = a * c - b * b;
      // The packet flies from (0.2, 0.7), with and without V.
      const [q, p] = [one.centre[0] - 0.2 - 0.7 * until, one.centre[1] - 0.7];
      return Math.exp(-(c * q * q - 2 * b * q * p + a * p * p) / (2 * det)) / Math.sqrt(det);
    };
    // The largest derivative of order ≤ 2 in each variable of exp(−|z|²/2) is 1, at its centre.
    expect(point.difference).toBeCloseTo(Math.abs(mean(2) - mean()), 6);
  });

  it('the constants of the bound', () => {
    // V̂ = √(2π)e^{−ω²/2}: (1/π)∫₀^∞(1+ω)³√(2π)e^{−ω²/2}dω.
    const moment = Math.sqrt(2 / Math.PI) * (Math.sqrt(Math.PI / 2) + 3 + 3 * Math.sqrt(Math.PI / 2) + 2);
    expect(fourierMoment(V).value).toBeCloseTo(moment, 8);
    expect(uniformBound(V, { particles: 16, time: 0.1 })).toBeCloseTo(
      0.5 * Math.exp(0.1 * Math.exp(0.1) * moment),
      8,
    );
    expect(fourierMoment(potentialCosine({ amplitude: -1 })).value).toBeCloseTo(8, 12);
  });

  it('refuses', () => {
    expect(() => uniformLimit({ ...setting, sizes: [] })).toThrow(/sizes and epsilons must be lists/);
    expect(() => uniformLimit({ ...setting, epsilons: [-1] })).toThrow(/epsilon must be a finite number > 0/);
    expect(() => uniformLimit({ ...setting, sizes: [7] })).toThrow(/sizes must be an integer in \[2, 4\]/);
    expect(() => fourierMoment(potentialHarmonic({ dimension: 1, stiffness: 1 }))).toThrow(
      /must have a known V̂/,
    );
  });
});
