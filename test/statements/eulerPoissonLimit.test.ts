import {
  checkCoulombGas,
  checkGasCurrent,
  checkPairLimit,
  checkSemiclassicalHartree,
  coulombGas,
  coulombPairMeans,
  fluidSnapshot,
  hartreeModulatedEnergy,
  radialEulerPoisson,
  radialGaussian,
  radialGrid,
  radialHartree,
  radialNormal,
  semiclassicalHartree,
  wkbWave,
} from '../../lib/index';

const fluid = radialEulerPoisson({ density: radialNormal(), velocity: (r) => -0.2 * Math.sin(r) });

describe('WKB waves', () => {
  it('have density and current of the fluid but for a kinetic energy ε²∫|∇√ρ|²', () => {
    const grid = radialGrid({ radius: 16, intervals: 1024 });
    for (const epsilon of [0.5, 0.1]) {
      const wave = wkbWave(fluid, grid, epsilon);
      const now = hartreeModulatedEnergy(wave, fluidSnapshot(fluid, 0));
      // ∫|∇√ρ|² = 3/4 for the normal law; sums and series on a grid that is fine enough for rounding; the table of the fluid: 10⁻⁹.
      expect(now.kinetic).toBeCloseTo(0.75 * epsilon ** 2, 8);
      expect(now.interaction).toBeLessThan(1e-17);
      expect(now.density).toBeLessThan(1e-7);
      expect(now.current).toBeLessThan(1e-7);
    }
  });

  it('are refused where the grid does not resolve ε, with the intervals that do', () => {
    const make = (intervals: number, epsilon: number, until?: number) => () =>
      wkbWave(fluid, radialGrid({ radius: 16, intervals }), epsilon, until);
    expect(make(256, 1e-3)).toThrow(
      /must resolve ε = 0.001, .* until t = 0: take at least \d+ intervals .*got 256/,
    );
    const message = ((): string => {
      try {
        make(256, 1e-3, 1)();
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    })();
    const enough = Number(/at least (\d+)/.exec(message)?.[1]);
    expect(make(enough - 1, 1e-3, 1)).toThrow(/take at least/);
    // What the door lets in the solver holds to the end: neither the tail nor the energy is lost.
    const report = radialHartree({ initial: make(enough, 1e-3, 1)() }).run({ until: 1, timeStep: 0.01 });
    expect(report.status).toBe('resolved');
    expect(report.normDrift).toBeLessThan(1e-11);
    expect(report.energyDrift).toBeLessThan(1e-7);
    // What is enough at first is not when the fluid has been driven to twice that speed.
    const few = radialHartree({ initial: make(1600, 1e-3)() });
    expect(few.run({ until: 3, timeStep: 0.02 }).status).toBe('grid too coarse');
    expect(make(4096, 0.1, 9)).toThrow(/t must be </);
  });

  it('of other widths are at the distance of two normal laws', () => {
    const grid = radialGrid({ radius: 24, intervals: 2048 });
    const rest = fluidSnapshot(radialEulerPoisson({ density: radialNormal() }), 0);
    const { interaction, kinetic } = hartreeModulatedEnergy(
      radialGaussian({ grid, hbar: 1, width: 2 }),
      rest,
    );
    // ∬ρρ/|x − y| of normal laws of variances a and b is √(2/π)/√(a + b).
    const energy = (v: number): number => Math.sqrt(2 / Math.PI / v);
    expect(Math.abs(interaction - (energy(8) + energy(2) - 2 * energy(5)))).toBeLessThan(1e-9);
    expect(kinetic).toBeCloseTo(3 / 16, 8);
  });
});

describe('Theorem 3.8', () => {
  const points = semiclassicalHartree({ fluid, epsilons: [0.2, 0.1, 0.05, 0.025], until: 1 });

  it('Hartree tends to the fluid like ε²', () => {
    const check = checkSemiclassicalHartree(points);
    expect(check.verdict).toBe('holds');
    for (const slope of check.lhs) expect(Math.abs(slope - 2)).toBeLessThan(0.02);
    const slow = points.map((p) => ({ ...p, density: Math.sqrt(p.density) }));
    expect(checkSemiclassicalHartree(slow).verdict).toBe('violated');
    const lost = points.map((p) => ({ ...p, error: { ...p.error, total: Infinity } }));
    expect(checkSemiclassicalHartree(lost).verdict).toBe('undecided');
  });

  const gas = coulombGas({ sizes: [2, 3, 4], epsilons: [1, 0.6], until: 0.6 });

  it('chooses a grid that resolves the waves, for every fluid, time and ε', () => {
    for (const inflow of [0, 0.2, 0.4])
      for (const until of [0.25, 1.7]) {
        const one = radialEulerPoisson({
          density: radialNormal(),
          velocity: (r) => -inflow * r * Math.exp((-r * r) / 8),
        });
        for (const { error } of semiclassicalHartree({
          fluid: one,
          epsilons: [0.3, 0.05, 0.02],
          until,
          timeStep: until / 20,
        }))
          expect(error.density).toBeLessThan(0.1);
      }
  });

  it('N bosons tend to Hartree like 1/N, and their modulated energy bounds the current', () => {
    expect(checkCoulombGas(gas).verdict).not.toBe('violated');
    for (const slope of checkCoulombGas(gas).lhs) expect(Math.abs(slope + 1)).toBeLessThan(0.2);
    const same = gas.map((p) => ({ ...p, density: p.hartreeDensity + 0.01 }));
    expect(Math.abs(checkCoulombGas(same).lhs[0])).toBeLessThan(1e-9);
    expect(checkGasCurrent(gas).verdict).toBe('holds');
    expect(checkGasCurrent(gas.map((p) => ({ ...p, drift: 10 }))).verdict).toBe('violated');
    for (const { kinetic, drift, total, floor } of gas) {
      expect(drift ** 2).toBeLessThan(kinetic);
      expect(total).toBeGreaterThan(floor);
    }
  });

  it('the error of the bosons holds against the exact pair', () => {
    for (const { particles, epsilon, density, error } of gas) {
      if (particles !== 2) continue;
      const exact = coulombPairMeans({ width: 1, hbar: epsilon, times: [0.6] });
      expect(exact.error[0]).toBeLessThan(1e-6);
      expect(Math.abs(density - exact.means[0])).toBeLessThan(error.density);
      expect(error.density).toBeLessThan(2e-3);
    }
  });

  it('two bosons tend to Newton’s pairs like ε²', () => {
    const check = checkPairLimit({ epsilons: [0.4, 0.2, 0.1], until: 0.8 });
    expect(check.verdict).toBe('holds');
    expect(Math.abs(check.lhs[0] - 2)).toBeLessThan(0.05);
    expect(() => checkPairLimit({ epsilons: [0.4, 0.2], until: 1 })).toThrow(/epsilons.length/);
  });

  it('doors', () => {
    expect(() => semiclassicalHartree({ fluid, epsilons: [0.1], until: 5 })).toThrow(/t must be < 4\.70/);
    expect(() => semiclassicalHartree({ fluid, epsilons: [1e-6], until: 1 })).toThrow(
      /intervals must be an integer/,
    );
    expect(() => checkSemiclassicalHartree(points.slice(0, 2))).toThrow(/points.length/);
    expect(() => coulombGas({ sizes: [1], epsilons: [1], until: 1 })).toThrow(/sizes\[0\] must be/);
    expect(() => checkCoulombGas(gas.slice(0, 2))).toThrow(/at least 3 N for ε = 1, got 1/);
    expect(() => checkGasCurrent([])).toThrow(/wants what coulombGas returns/);
  });
});
