import {
  checkKlimontovich,
  checkMarginalFormula,
  checkNewtonFlow,
  continuousLabels,
  createRandom,
  exchangeLabels,
  harmonicFlow,
  harmonicLaw,
  marginalMoments,
  newtonSolver,
  normal,
  phaseSpaceDensity,
  potentialCosine,
  potentialHarmonic,
  recordTrajectory,
} from '../../lib/index';

const density = phaseSpaceDensity({
  dimension: 1,
  position: normal({ deviation: 0.8 }),
  momentum: normal({ deviation: 0.5 }),
});

describe('harmonicLaw', () => {
  it.each([2, -0.5, 0])('is the covariance of one of N particles, κ = %d', (stiffness) => {
    // The motion is linear: the covariance is M Mᵀ with M from the motion of unit vectors, one particle and one direction each.
    const [n, t] = [3, 1.1];
    const sums = { xx: 0, xXi: 0, xiXi: 0 };
    for (let k = 0; k < 2 * n; k++) {
      const x = new Float64Array(n);
      const xi = new Float64Array(n);
      if (k < n) x[k] = 0.8;
      else xi[k - n] = 0.5;
      const end = harmonicFlow({ x, xi, dimension: 1 }, stiffness, t);
      sums.xx += end.x[0] ** 2;
      sums.xXi += end.x[0] * end.xi[0];
      sums.xiXi += end.xi[0] ** 2;
    }
    const law = harmonicLaw({ stiffness, positionVariance: 0.64, momentumVariance: 0.25, particles: n }, t);
    expect(law.xx).toBeCloseTo(sums.xx, 13);
    expect(law.xXi).toBeCloseTo(sums.xXi, 13);
    expect(law.xiXi).toBeCloseTo(sums.xiXi, 13);
  });

  it('tends to the mean field like 1/N', () => {
    const data = { stiffness: 1, positionVariance: 1, momentumVariance: 0.3 };
    const limit = harmonicLaw(data, 2);
    const off = [10, 20].map((particles) => harmonicLaw({ ...data, particles }, 2).xx - limit.xx);
    expect(off[0] / off[1]).toBeCloseTo(2, 12);
    expect(() => harmonicLaw({ ...data, particles: 0 }, 2)).toThrow(/particles.*>= 1, got 0/);
  });
});

describe('checkMarginalFormula', () => {
  const input = { density, particles: 4, replicas: 4000, until: 1.5, timeStep: 0.1 };

  it('holds for a cosine, against independent clouds', () => {
    const interaction = potentialCosine({ amplitude: -3 });
    const moments = marginalMoments({ ...input, interaction, random: createRandom(5) });
    expect(checkMarginalFormula({ interaction, moments }).verdict).toBe('holds');
    // The mean over four particles fluctuates less than one particle does.
    expect(moments[0].empirical.standardError).toBeLessThan(0.8 * moments[0].marginal.standardError);
  });

  it('holds for harmonic V against the closed form with N, and not against its limit', () => {
    const interaction = potentialHarmonic({ dimension: 1, stiffness: 2 });
    const moments = marginalMoments({ ...input, interaction, random: createRandom(6) });
    const data = { stiffness: 2, positionVariance: 0.64, momentumVariance: 0.25 };
    const law = harmonicLaw({ ...data, particles: 4 }, 1.5);
    expect(checkMarginalFormula({ interaction, moments, exact: law }).verdict).toBe('holds');
    const limit = harmonicLaw(data, 1.5);
    expect(checkMarginalFormula({ interaction, moments, exact: limit }).verdict).toBe('violated');
  });

  it('refuses other dimensions and too much work', () => {
    const interaction = potentialHarmonic({ dimension: 2, stiffness: 2 });
    expect(() => marginalMoments({ ...input, interaction, random: createRandom(1) })).toThrow(
      /dimension 1, got 1 and 2/,
    );
    const plane = potentialCosine();
    expect(() =>
      marginalMoments({ ...input, interaction: plane, replicas: 1e7, random: createRandom(1) }),
    ).toThrow(/at most 1e7/);
  });
});

describe('Theorem 1.2, the other direction', () => {
  const interaction = potentialCosine({ amplitude: -2 });
  const start = density.sample(createRandom(8), 6);
  const run = (timeStep: number) =>
    recordTrajectory(newtonSolver({ interaction, ...start }), { until: 2, timeStep, samples: 40 });
  const [coarse, fine] = [run(0.02), run(0.01)];

  it('Newton holds from snapshot to snapshot', () => {
    expect(checkNewtonFlow({ interaction, trajectory: fine, timeStep: 0.02 }).verdict).toBe('holds');
  });

  it('exchanged labels keep the weak equation and break Newton', () => {
    const [a, b] = [coarse, fine].map((motion) => exchangeLabels(motion, 0, 3, 1));
    expect(checkKlimontovich({ interaction, coarse: a, fine: b }).verdict).toBe('holds');
    const check = checkNewtonFlow({ interaction, trajectory: b, timeStep: 0.02 });
    expect(check.verdict).toBe('violated');
    // Only in the interval in which the labels change.
    const broken = check.lhs.findIndex((v, s) => v > check.error[s]);
    expect(check.at[broken]).toBeCloseTo(1.05, 12);
    expect(check.lhs.filter((v, s) => v > check.error[s])).toHaveLength(1);
    // x and ξ of particle 1 are those of 4 before.
    expect(b.x[40][0]).toBe(fine.x[40][3]);
    expect(b.xi[20]).toEqual(fine.xi[20]);
  });

  it('labels found again by continuity obey Newton', () => {
    const found = continuousLabels(exchangeLabels(fine, 0, 3, 1));
    expect(checkNewtonFlow({ interaction, trajectory: found, timeStep: 0.02 }).verdict).toBe('holds');
    fine.x.forEach((x, k) => {
      expect(found.x[k]).toEqual(x);
      expect(found.xi[k]).toEqual(fine.xi[k]);
    });
  });

  it('refuses labels that are none', () => {
    const unequal = { ...fine, weights: Float64Array.of(0.5, 0.1, 0.1, 0.1, 0.1, 0.1) };
    expect(() => continuousLabels(unequal)).toThrow(/weights must be equal, got 0.5 and weights\[1\] = 0.1/);
    expect(() => exchangeLabels(fine, 0, 6, 1)).toThrow(/k must be an integer in \[0, 5\], got 6/);
  });
});
