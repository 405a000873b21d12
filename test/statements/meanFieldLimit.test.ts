import {
  checkFournierGuillin,
  checkMeanDobrushin,
  checkMeanFieldLimit,
  type LimitPoint,
  momentLength,
  phaseSpaceDensity,
  potentialCosine,
  potentialCoulomb,
  potentialGaussian,
  samplingDistances,
  uniform,
} from '../../lib/index';

const alike = (dimension: number) => phaseSpaceDensity({ dimension, position: cube, momentum: cube });
const cube = uniform({ low: 0, high: 1 });
const points = samplingDistances({ density: alike(3), sizes: [16, 64, 256], repetitions: 24, seed: 1 });

/** Made up: E W₁ = a·N^{−1/2}e^{rate·t} with error 1 %. */
function madeUp(rate: number, exponent = 0.5): LimitPoint[] {
  return [16, 64, 256].flatMap((size) =>
    [0, 0.5, 1].map((time) => {
      const mean = Math.exp(rate * time) * size ** -exponent;
      const end = { mean, standardError: 0.01 * mean };
      return { size, time, repetitions: 10, lower: end, upper: end, gridError: 0 };
    }),
  );
}

describe('Corollary 1.9: checkMeanFieldLimit', () => {
  const interaction = potentialGaussian({ dimension: 3, amplitude: 1 });
  const density = alike(3);
  const q = 2;

  it('at any time refutes the printed exponent and keeps the right one', () => {
    for (const until of [0, 1, 3]) {
      const input = { interaction, density, points, q, until };
      expect(checkMeanFieldLimit(input).verdict).toBe('holds');
      expect(checkMeanFieldLimit({ ...input, variant: 'printed' }).verdict).toBe('violated');
    }
  });

  it('carries the constant of time 0 to t, and the lower bound as it is', () => {
    const input = { interaction, density, points, q, until: 1 };
    const growth = Math.exp(1 + 2 * interaction.lipschitzGradient.value);
    const still = checkFournierGuillin({ density, points, q });
    expect(checkMeanFieldLimit(input).lhs[2]).toBeCloseTo(still.lhs[2], 12);
    const printed = { ...input, variant: 'printed' as const };
    const lower = checkFournierGuillin({ density, points, q, variant: 'printed' }).lhs[2];
    expect(checkMeanFieldLimit(printed).lhs[2]).toBeCloseTo(lower / growth, 12);
  });

  it('takes what was measured at t alone', () => {
    const line = { interaction: potentialCosine({ amplitude: -1 }), density: alike(1), q: 3, until: 1 };
    const check = checkMeanFieldLimit({ ...line, measured: madeUp(1) });
    expect(Array.from(check.at)).toEqual([16, 64, 256]);
    expect(check.lhs[1]).toBeCloseTo(
      Math.E / 8 / (Math.exp(3) * momentLength(line.density, 3) * (Math.log(65) / 8)),
      12,
    );
    expect(check.verdict).toBe('holds');
    expect(checkMeanFieldLimit({ ...line, measured: madeUp(1, 0.1) }).verdict).toBe('violated');
    expect(() => checkMeanFieldLimit(line)).toThrow(/either points or measured/);
  });

  it('does not apply to the Coulomb potential', () => {
    const coulomb = potentialCoulomb({ dimension: 3 });
    const input = { interaction: coulomb, density, points, q, until: 1 };
    expect(checkMeanFieldLimit(input).verdict).toBe('not applicable');
  });
});

describe('checkMeanDobrushin', () => {
  const interaction = potentialCosine({ amplitude: -1 });
  const one = (rate: number): LimitPoint[] => madeUp(rate).filter(({ size }) => size === 64);

  it('holds up to the rate 1 + 2L = 3 and not beyond', () => {
    expect(checkMeanDobrushin({ interaction, measured: one(2.8) }).verdict).toBe('holds');
    expect(checkMeanDobrushin({ interaction, measured: one(3) }).verdict).toBe('undecided');
    expect(checkMeanDobrushin({ interaction, measured: one(3.3) }).verdict).toBe('violated');
  });
  it('wants one N from time 0 on', () => {
    expect(() => checkMeanDobrushin({ interaction, measured: madeUp(1) })).toThrow(/points of one N/);
    expect(() => checkMeanDobrushin({ interaction, measured: one(1).slice(1) })).toThrow(/time 0/);
  });
});
