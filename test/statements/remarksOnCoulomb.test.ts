import {
  checkFermionScaling,
  checkMagneticFrame,
  checkWarmParticles,
  createRandom,
  modulatedRun,
  potentialCoulomb,
  radialEulerPoisson,
  radialNormal,
} from '../../lib/index';

describe('§3.6', () => {
  it('Remark 1: fermions', () => {
    const check = checkFermionScaling([100, 1000, 10_000, 100_000, 1_000_000]);
    expect(check.verdict).toBe('holds');
    expect(check.error[0]).toBeLessThan(0.2);
    expect(() => checkFermionScaling([1, 2, 3])).toThrow(/at least 4/);
  });

  it('Remark 3: a magnetic field', () => {
    const random = createRandom(2);
    const [x, xi] = [0, 1].map(() => Float64Array.from({ length: 30 }, () => random.normal()));
    const input = { interaction: potentialCoulomb({ dimension: 3 }), x, xi, cyclotron: 1.5, until: 2 };
    const check = checkMagneticFrame(input);
    expect(check.verdict).toBe('holds');
    expect(Math.max(...check.error)).toBeLessThan(0.01);
    expect(checkMagneticFrame({ ...input, variant: 'wrong frame' }).verdict).toBe('violated');
  });

  it('Remark 4: warm particles', () => {
    const fluid = radialEulerPoisson({ density: radialNormal() });
    const random = createRandom(9);
    const runs = [50, 200].flatMap((particles) =>
      Array.from({ length: 5 }, () =>
        modulatedRun({ fluid, particles, until: 0.1, samples: 4, random, spread: 0.5 }),
      ),
    );
    expect(checkWarmParticles(runs, 0.5).verdict).toBe('holds');
    expect(checkWarmParticles(runs, 0.7).verdict).toBe('violated');
    expect(() => checkWarmParticles(runs.slice(0, 1), 0.5)).toThrow(/at least 2 with N = 50, got 1/);
  });
});
