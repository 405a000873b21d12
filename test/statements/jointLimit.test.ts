import {
  checkHusimiGrowth,
  checkJointGrowth,
  checkTransportedCoupling,
  type JointLimit,
  jointLimit,
  jointLimitBound,
  potentialGaussian,
  potentialHarmonic,
} from '../../lib/index';

const interaction = potentialGaussian({ dimension: 1 });
const setting = {
  interaction,
  epsilon: 0.4,
  sizes: [2, 3],
  points: [
    [0.8, 0],
    [-0.6, 0.3],
  ],
  times: [0, 0.5, 1],
  low: -5,
  high: 5,
  gridPoints: 36,
  cells: 40,
};

describe('Theorem 3.5', () => {
  const limit = jointLimit(setting);

  it('holds, in every variant, and E² ≤ D', () => {
    expect(checkTransportedCoupling(limit).verdict).toBe('holds');
    for (const variant of ['printed', 'sharp'] as const) {
      expect(checkJointGrowth(limit, { variant }).verdict).toBe('holds');
      expect(checkJointGrowth(limit, { variant, of: 'cost' }).verdict).toBe('holds');
      expect(checkHusimiGrowth(limit, variant).verdict).toBe('holds');
    }
  });

  it('starts with ε: the coupling by coherent states is the best one', () => {
    for (const point of limit.points.filter(({ time }) => time === 0)) {
      expect(point.cost).toBeCloseTo(0.4, 9);
      expect(point.pseudo?.lowerSquare).toBeLessThan(0.4 + 1e-9);
      expect(point.pseudo?.upperSquare).toBeGreaterThan(0.4 - 1e-9);
    }
  });

  it('has the constants of the notes', () => {
    // Lip(∇V) = 1, sup|∇V| = e^{−1/2}: Γ = 5, or 2 + √2.
    const k = limit.points.findIndex(({ particles, time }) => particles === 3 && time === 0.5);
    const force = Math.exp(-1);
    expect(jointLimitBound(limit, k)).toBeCloseTo(
      0.4 * Math.exp(2.5) + ((4 * force) / 2) * (Math.expm1(2.5) / 5),
      10,
    );
    const rate = 2 + Math.SQRT2;
    expect(jointLimitBound(limit, k, 'sharp')).toBeCloseTo(
      0.4 * Math.exp(rate / 2) + (force / 3) * (Math.expm1(rate / 2) / rate),
      10,
    );
  });

  it('a cost above the bound is seen, and harmonic V has no bounded force', () => {
    const wrong: JointLimit = {
      ...limit,
      points: limit.points.map((point) => ({ ...point, cost: 1000 * point.cost })),
    };
    expect(checkJointGrowth(wrong, { of: 'cost' }).verdict).toBe('violated');
    const less: JointLimit = {
      ...limit,
      points: limit.points.map((point) => ({ ...point, cost: 0.5 * point.cost })),
    };
    expect(checkTransportedCoupling(less).verdict).toBe('violated');
    const harmonic = jointLimit({
      ...setting,
      interaction: potentialHarmonic({ dimension: 1, stiffness: 1 }),
      sizes: [2],
      distances: false,
    });
    expect(checkJointGrowth(harmonic, { of: 'cost' }).verdict).toBe('not applicable');
    expect(() => checkJointGrowth(harmonic)).toThrow(/limit must be made with distances/);
    expect(() => jointLimit({ ...setting, sizes: [5] })).toThrow(
      /sizes\[0\] must be an integer in \[2, 4\], got 5/,
    );
    expect(() => jointLimit({ ...setting, sizes: [] })).toThrow(/sizes must be a list/);
  });
});
