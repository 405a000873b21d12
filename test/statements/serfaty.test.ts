import {
  checkJellium,
  checkModulatedBound,
  checkSerfaty,
  checkSmoothCommutator,
  createRandom,
  radialBall,
  radialFormula,
  radialNormal,
  serfatyStudy,
} from '../../lib/index';

const random = createRandom(7);
const study = serfatyStudy({
  density: radialNormal(),
  velocity: (r) => Math.sin(2 * r),
  sizes: [10, 30, 100, 300],
  repetitions: 15,
  random,
});

describe("Serfaty's inequality", () => {
  it('one constant serves for all N', () => {
    expect(study.points.length).toBeGreaterThan(180);
    const check = checkSerfaty(study);
    expect(check.verdict).not.toBe('violated');
    expect(check.trend?.slope).toBeLessThan(0.02);
    // More than 0: the left side is not idle; it is far from the C > 2 of the notes here.
    expect(Math.min(...check.lhs)).toBeGreaterThan(1e-3);
    expect(Math.max(...check.lhs)).toBeLessThan(2);
  });

  it('is violated by what grows', () => {
    const grown = study.points.map((p) => ({ ...p, commutator: p.commutator * p.particles }));
    expect(checkSerfaty({ ...study, points: grown }).verdict).toBe('violated');
  });

  it('the lower bound has the sharp constant 9/5', () => {
    const ball = serfatyStudy({
      density: radialBall(),
      velocity: (r) => r,
      sizes: [1, 2, 8],
      repetitions: 3,
      random,
    });
    for (const one of [study, ball]) expect(checkModulatedBound(one).verdict).toBe('holds');
    // One particle in the centre of the ball attains it.
    expect(checkModulatedBound(ball, 1.75).verdict).toBe('violated');
  });

  it('with the smallest norm of u it is false for one particle: the right side is negative', () => {
    const input = { density: radialBall(), repetitions: 2, random };
    const steep = serfatyStudy({ ...input, velocity: (r) => 50 * r, sizes: [1, 10, 20, 40] });
    const check = checkSerfaty(steep);
    expect(check.verdict).toBe('violated');
    expect(check.lhs[0]).toBe(Infinity);
    expect(check.lhs[1]).toBeLessThan(Infinity);
    const [alone] = steep.points.filter(({ particles, kind }) => particles === 1 && kind === 'minimiser');
    expect(alone.energy).toBeCloseTo(-1.8, 8);
    expect(alone.commutator).toBeCloseTo(-90, 5);
  });

  it('u = x gives G = F in a study', () => {
    const { points } = serfatyStudy({
      density: radialNormal(),
      velocity: (r) => r,
      sizes: [20],
      repetitions: 2,
      random,
    });
    for (const { energy, commutator } of points) expect(commutator).toBeCloseTo(energy, 8);
  });

  it('least energies of few particles', () => {
    const exact = [-9 / 5, -21 / 20, -4 / 5, -27 / 40];
    expect(checkJellium({ density: radialBall(), least: exact, random }).verdict).toBe('holds');
    expect(checkJellium({ density: radialBall(), least: [-1.8, -1.05, -0.81], random }).verdict).toBe(
      'violated',
    );
  });

  it('smooth charges: the explicit constant', () => {
    const pairs = [
      [radialNormal(), radialNormal({ deviation: 2 })],
      [radialBall(), radialNormal({ deviation: 0.5 })],
      [radialFormula({ density: (r) => Math.exp(-r) / (8 * Math.PI) }), radialBall({ radius: 3 })],
    ] as const;
    const velocity = (r: number): number => Math.sin(2 * r);
    // sup max(|u′|, |u′ − 2u/r|) = 2.6. Undecided at most, since the supremum is over samples; each entry has room.
    const check = checkSmoothCommutator({ pairs, velocity });
    expect(check.verdict).toBe('undecided');
    expect(checkSmoothCommutator({ pairs, velocity, constant: 2.7 }).verdict).toBe('holds');
    // u = x: G = F, and any smaller constant fails.
    const same = checkSmoothCommutator({ pairs, velocity: (r) => r, constant: 1 });
    same.lhs.forEach((v, k) => {
      expect(v).toBeCloseTo(same.rhs[k], 7);
    });
    expect(checkSmoothCommutator({ pairs, velocity: (r) => r, constant: 0.99 }).verdict).toBe('violated');
  });

  it('doors', () => {
    expect(() => checkSerfaty({ ...study, points: study.points.slice(0, 3) })).toThrow(/at least 3 sizes/);
    expect(() => serfatyStudy({ density: radialNormal(), velocity: (r) => r, sizes: [0], random })).toThrow(
      /sizes\[0\] must be an integer/,
    );
    expect(() => checkModulatedBound(study, -1)).toThrow(/constant must be/);
  });
});
