import {
  checkFournierGuillin,
  checkMeanFieldLimit,
  fournierGuillinRate,
  normal,
  phaseSpaceDensity,
  potentialCosine,
  samplingDistances,
} from '../../lib';

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

  it('has the rates of the statement', () => {
    expect(fournierGuillinRate(64, 2, 3, 'right')).toBeCloseTo(0.5 + 0.125, 14);
    expect(fournierGuillinRate(64, 3, 3, 'printed')).toBeCloseTo(0.25 + 1 / 16, 14);
  });

  it('refuses too few sizes', () => {
    expect(() => samplingDistances({ density, sizes: [10, 20], repetitions: 3, seed: 1 })).toThrow(
      /at least 3 numbers of particles, got 2/,
    );
  });
});

describe('Corollary 1.9: checkMeanFieldLimit', () => {
  const input = {
    interaction: potentialCosine({ amplitude: -1 }),
    density: gaussian(1),
    nParticles: 40,
    repetitions: 8,
    until: 1,
    timeStep: 0.05,
    seed: 4,
  };

  it('holds in the mean over initial data', () => {
    expect(checkMeanFieldLimit(input).verdict).toBe('holds');
  });

  it('refuses N beyond the reach of the transport solver', () => {
    expect(() => checkMeanFieldLimit({ ...input, nParticles: 3000 })).toThrow(
      /nParticles must be an integer in \[1, 2000\], got 3000/,
    );
  });
});
