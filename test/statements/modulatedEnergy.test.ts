import {
  checkModulatedDerivative,
  checkModulatedFloor,
  checkModulatedGronwall,
  checkParticleLimit,
  createRandom,
  flowRates,
  fluidSnapshot,
  modulatedRun,
  radialEulerPoisson,
  radialNormal,
} from '../../lib/index';

const fluid = radialEulerPoisson({ density: radialNormal(), velocity: (r) => -0.2 * Math.sin(r) });

describe('the modulated energy of particles', () => {
  const run = modulatedRun({ fluid, particles: 60, until: 2, random: createRandom(1), spread: 0.2 });

  it('has the derivative −(2/N)Σwᵀ S w − G; with +G it has not', () => {
    const check = checkModulatedDerivative(run);
    expect(check.verdict).toBe('holds');
    const size = Math.max(...check.lhs.map(Math.abs));
    expect(Math.max(...check.error)).toBeLessThan(0.01 * size);
    expect(checkModulatedDerivative(run, 'as printed').verdict).toBe('violated');
    const wrong = { ...run, energies: run.energies.map((e) => ({ ...e, deformation: 0 })) };
    expect(checkModulatedDerivative(wrong).verdict).toBe('violated');
  });

  it('stays above the bound; a spread of velocities is seen in it', () => {
    expect(checkModulatedFloor(run).verdict).toBe('holds');
    // 3·spread²; the mean of 60 particles scatters by some 10 %.
    expect(run.energies[0].kinetic).toBeGreaterThan(0.06);
    expect(run.energies[0].kinetic).toBeLessThan(0.2);
    const low = { ...run, energies: run.energies.map((e) => ({ ...e, total: -1 })) };
    expect(checkModulatedFloor(low).verdict).toBe('violated');
  });

  it('of a quiet start is small and becomes smaller with N', () => {
    const ends = [50, 400].map((particles) => {
      const { energies } = modulatedRun({ fluid, particles, until: 1, samples: 4 });
      expect(energies[0].kinetic).toBeLessThan(1e-15);
      return Math.abs(energies[4].total);
    });
    // N^{−2/3} would be a fourth.
    expect(ends[1]).toBeLessThan(0.4 * ends[0]);
  });

  it('even points have the means of the fluid', () => {
    const { densityError, momentumError } = modulatedRun({ fluid, particles: 1000, until: 0.5, samples: 4 });
    // Random points would miss them by 0.01.
    for (const errors of [densityError, momentumError])
      for (const error of errors) expect(Math.abs(error)).toBeLessThan(1e-3);
  });

  it('the bound of Gronwall: from C = 2 on, and with room', () => {
    const check = checkModulatedGronwall(run);
    expect(check.verdict).toBe('holds');
    const last = check.lhs.length - 1;
    expect(check.lhs[last] / check.rhs[last]).toBeLessThan(0.2);
    // By hand at the first time: the norms of the fluid there, C′ = 2.9016.
    const flow = fluidSnapshot(fluid, run.times[1]);
    const start = fluidSnapshot(fluid, 0);
    const [now, then] = [flowRates(flow), flowRates(start)];
    const norm = Math.max(now.lipschitz, then.lipschitz);
    const speed = Math.max(now.speed, then.speed, norm);
    const density = 1 + Math.max(flow.densityBound, start.densityBound);
    const n = run.particles;
    const floor = 2.9016 * n ** (-2 / 3) * density;
    expect(check.lhs[0]).toBeCloseTo(run.energies[1].total + floor, 4);
    const t = run.times[1];
    const bound =
      Math.exp(2 * norm * t) *
      (run.energies[0].total + floor + 2 * t * n ** (-1 / 3) * density * (1 + speed));
    expect(check.rhs[0] / bound).toBeCloseTo(1, 3);
    expect(() => checkModulatedGronwall(run, 1)).toThrow(/constant must be a number in \[2/);
    const far = {
      ...run,
      energies: run.energies.map((one, k) => ({ ...one, total: k === 0 ? one.total : 100 })),
    };
    expect(checkModulatedGronwall(far).verdict).toBe('violated');
  });

  it('density and momentum tend to those of the fluid; of warm particles they do not', () => {
    const random = createRandom(5);
    const runs = (spread: number) =>
      [20, 80, 320].flatMap((particles) =>
        Array.from({ length: 12 }, () =>
          modulatedRun({ fluid, particles, until: 1, samples: 4, timeStep: 0.05, random, spread }),
        ),
      );
    expect(checkParticleLimit(runs(0)).verdict).toBe('holds');
    expect(checkParticleLimit(runs(1)).verdict).toBe('violated');
  });

  it('doors', () => {
    expect(() => modulatedRun({ fluid, particles: 10, until: 5 })).toThrow(
      /until must be < 4\.70.*shells cross/,
    );
    expect(() => modulatedRun({ fluid, particles: 10, until: 1, samples: 6 })).toThrow(
      /multiple of 4, got 6/,
    );
    expect(() => modulatedRun({ fluid, particles: 10, until: 1, spread: 1 })).toThrow(/random must be given/);
    expect(() => modulatedRun({ fluid, particles: 0, until: 1 })).toThrow(/particles must be an integer/);
    expect(() => checkParticleLimit([run])).toThrow(/at least 3 different N, got 1/);
    expect(() => checkModulatedFloor({} as never)).toThrow(/wants what modulatedRun returns/);
  });
});
