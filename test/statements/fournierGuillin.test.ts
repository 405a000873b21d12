import {
  checkFournierGuillin,
  checkMeanFieldLimit,
  fournierGuillinRate,
  normal,
  phaseSpaceDensity,
  potentialCoulomb,
  potentialGaussian,
  samplingDistances,
} from '../../lib/index';

const gaussian = (dimension: 1 | 2 | 3) =>
  phaseSpaceDensity({ dimension, position: normal({}), momentum: normal({}) });

describe('Theorem 1.8: samplingDistances and checkFournierGuillin', () => {
  const density = gaussian(3);
  const distances = samplingDistances({ density, sizes: [25, 50, 100, 200], repetitions: 12, seed: 1 });

  it('sees the two-sample distance fall about like N^(−1/6) in D = 6', () => {
    const slope = Math.log(distances.twoSample[3] / distances.twoSample[0]) / Math.log(8);
    expect(slope).toBeLessThan(-0.12);
    expect(slope).toBeGreaterThan(-0.24);
  });

  it('finds a bounded constant with the exponent 1/(2d)', () => {
    const check = checkFournierGuillin({ density, distances, q: 3 });
    expect(check.verdict).not.toBe('violated');
    expect(check.hypotheses.every((h) => h.holds)).toBe(true);
  });

  it('finds a growing constant with the printed exponent 1/q, q = 3 (B1)', () => {
    expect(checkFournierGuillin({ density, distances, q: 3, exponent: 'printed' }).verdict).toBe('violated');
  });

  it('does not apply at the critical q or in d = 1', () => {
    expect(checkFournierGuillin({ density, distances, q: 6 / 5 }).verdict).toBe('not applicable');
    expect(checkFournierGuillin({ density: gaussian(1), distances, q: 3 }).verdict).toBe('not applicable');
  });

  it('has the rates of the statement: the larger of the two terms', () => {
    expect(fournierGuillinRate(64, 2, 3, 'right')).toBeCloseTo(64 ** (-1 / 6), 14);
    expect(fournierGuillinRate(64, 3, 3, 'printed')).toBeCloseTo(64 ** (-1 / 3), 14);
    expect(fournierGuillinRate(64, 1.1, 3, 'right')).toBeCloseTo(64 ** (-1 / 11), 14);
  });

  it('refuses too few sizes', () => {
    expect(() => samplingDistances({ density, sizes: [10, 20], repetitions: 3, seed: 1 })).toThrow(
      /at least 3 numbers of particles, got 2/,
    );
  });
});

describe('Corollary 1.9: checkMeanFieldLimit', () => {
  const interaction = potentialGaussian({ dimension: 3, amplitude: 1 });
  const density = gaussian(3);
  const sampling = { density, sizes: [20, 40, 80, 160], repetitions: 12, seed: 2 };
  const until = 1;
  const distances = samplingDistances({ ...sampling, motion: { interaction, until, timeStep: 0.1 } });

  it('finds a bounded constant with the right exponent and a growing one with 1/q, q = 3', () => {
    const check = checkMeanFieldLimit({ interaction, density, distances, q: 3, until });
    expect(check.verdict).not.toBe('violated');
    expect(check.lhs[0]).toBeCloseTo((distances.twoSample[0] / Math.exp(3)) * 20 ** (1 / 6), 10);
    const printed = checkMeanFieldLimit({
      interaction,
      density,
      distances,
      q: 3,
      until,
      exponent: 'printed',
    });
    expect(printed.verdict).toBe('violated');
  });

  it('compares the clouds after they have moved', () => {
    const still = samplingDistances(sampling);
    expect(distances.twoSample[3]).not.toBe(still.twoSample[3]);
    expect(distances.twoSample[3]).toBeGreaterThan(still.twoSample[3]);
  });

  it('does not apply to the Coulomb potential', () => {
    const coulomb = potentialCoulomb({ dimension: 3 });
    expect(checkMeanFieldLimit({ interaction: coulomb, density, distances, q: 3, until }).verdict).toBe(
      'not applicable',
    );
  });
});
