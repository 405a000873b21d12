import {
  erf,
  gaussianPacket,
  hartreeSolver,
  potentialCoulomb,
  quantumGrid,
  type RadialWave,
  radialCharge,
  radialDensity,
  radialField,
  radialGaussian,
  radialGrid,
  radialHartree,
  radialHartreeEnergy,
  radialMoments,
  radialNorm,
  radialWave,
  waveDensity,
} from '../../../../lib/index';

const farthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
const grid = radialGrid({ radius: 16, intervals: 256 });

describe("Hartree's equation for radial waves", () => {
  it("has Newton's potential erf(r/√2s)/r of a Gaussian charge, to rounding", () => {
    const s = 0.9;
    const field = radialField(radialGaussian({ grid, width: s }));
    // The mass outside is e^{−150}, the spectrum ends below 1e−30: rounding.
    grid.points.forEach((r, j) => {
      expect(Math.abs(field[j] - erf(r / (Math.SQRT2 * s)) / r)).toBeLessThan(1e-13);
    });
  });

  it('has the charge erf(r/√2s) − √(2/π)(r/s)e^{−r²/2s²} inside r, to rounding, also on a coarse grid', () => {
    const s = 0.9;
    for (const intervals of [64, 256]) {
      const coarse = radialGrid({ radius: 16, intervals });
      const charge = radialCharge(radialGaussian({ grid: coarse, width: s, chirp: 0.3 }));
      coarse.points.forEach((r, j) => {
        const exact =
          erf(r / (Math.SQRT2 * s)) - Math.sqrt(2 / Math.PI) * (r / s) * Math.exp((-r * r) / (2 * s * s));
        // The spectrum of |u|² has its end at e^{−κ²s²/2}, κ = 4π: 10⁻²⁸.
        expect(Math.abs(charge[j] - exact)).toBeLessThan(1e-13);
      });
    }
  });

  it('has the energy ⅜ħ²/s² + 3c²s²/2 + λ/(2√π s) of a Gaussian', () => {
    const [s, hbar, c, lambda] = [0.8, 0.6, 0.4, -1.7];
    const state = radialGaussian({ grid, hbar, width: s, chirp: c });
    const { kinetic, external, interaction, total } = radialHartreeEnergy(state, {
      coupling: lambda,
      external: (r) => 0.5 * r * r,
    });
    expect(kinetic).toBeCloseTo((3 * hbar * hbar) / (8 * s * s) + 1.5 * c * c * s * s, 12);
    expect(external).toBeCloseTo(1.5 * s * s, 12);
    expect(interaction).toBeCloseTo(lambda / (2 * Math.sqrt(Math.PI) * s), 12);
    expect(total).toBeCloseTo(kinetic + external + interaction, 14);
    // ½∬½κ|x − y|² = ¼κ·6s².
    expect(radialHartreeEnergy(state, { coupling: 0, stiffness: 0.7 }).interaction).toBeCloseTo(
      1.05 * s * s,
      12,
    );
    const { meanSquare, dilation, meanInverse } = radialMoments(state);
    expect(meanSquare).toBeCloseTo(3 * s * s, 12);
    expect(dilation).toBeCloseTo(3 * c * s * s, 12);
    expect(meanInverse).toBeCloseTo(Math.sqrt(2 / Math.PI) / s, 12);
  });

  it('lets a free packet spread as the formula says, phase included', () => {
    const [hbar, s, t] = [0.5, 0.8, 1.7];
    const solver = radialHartree({ initial: radialGaussian({ grid, hbar, width: s }), coupling: 0 });
    solver.run({ until: t, timeStep: 0.5 });
    const theta = (hbar * t) / (2 * s * s);
    const spread = 4 * s * s * (1 + theta * theta);
    const size = (1 + theta * theta) ** -0.75 * (2 * Math.PI * s * s) ** -0.75 * Math.sqrt(4 * Math.PI);
    let worst = 0;
    grid.points.forEach((r, j) => {
      const phase = (theta * r * r) / spread - 1.5 * Math.atan(theta);
      const modulus = size * r * Math.exp((-r * r) / spread);
      const { values } = solver.state;
      worst = Math.max(
        worst,
        Math.abs(values[2 * j] - modulus * Math.cos(phase)),
        Math.abs(values[2 * j + 1] - modulus * Math.sin(phase)),
      );
    });
    expect(worst).toBeLessThan(1e-12);
  });

  it('swings in a trap: after half a period a coherent state has its width again', () => {
    const [hbar, s, omega] = [0.5, 1.1, 1.3];
    const solver = radialHartree({
      initial: radialGaussian({ grid, hbar, width: s }),
      coupling: 0,
      external: (r) => 0.5 * (omega * r) ** 2,
    });
    const quarter = Math.PI / (2 * omega);
    solver.run({ until: quarter, timeStep: 0.02 });
    // X1: Var x = b/ω² with b = ħ²/4s² after a quarter; order 4 leaves 1e−8.
    expect(radialMoments(solver.state).meanSquare).toBeCloseTo((3 * hbar ** 2) / (4 * s * s * omega ** 2), 6);
    solver.run({ until: 2 * quarter, timeStep: 0.02 });
    expect(radialMoments(solver.state).meanSquare).toBeCloseTo(3 * s * s, 6);
  });

  it.each([2, 4] as const)('converges with order %d', (order) => {
    const initial = radialGaussian({ grid, hbar: 0.7, width: 0.7 });
    const at = (timeStep: number, using: 2 | 4 = order): Float64Array => {
      const solver = radialHartree({ initial, coupling: 3, order: using });
      solver.run({ until: 0.8, timeStep });
      return solver.state.values;
    };
    const exact = at(0.005, 4);
    const [coarse, fine] = order === 2 ? [0.05, 0.025] : [0.1, 0.05];
    const observed = Math.log2(farthest(at(coarse), exact) / farthest(at(fine), exact));
    expect(observed).toBeGreaterThan(order - 0.3);
    expect(observed).toBeLessThan(order + 0.5);
  });

  it('keeps mass and energy, obeys the virial identity and comes back', () => {
    const initial = radialGaussian({ grid, hbar: 0.6, width: 0.7, chirp: -0.5 });
    const solver = radialHartree({ initial, coupling: 2, external: (r) => 0.1 * r * r });
    const start = solver.energy;
    const times: number[] = [];
    const dilations: number[] = [];
    const rates: number[] = [];
    let [worst, wrong] = [0, 0];
    const report = solver.run({
      until: 1,
      timeStep: 0.01,
      samples: 100,
      observe: (time, state) => {
        const { meanSquare, dilation } = radialMoments(state);
        const { kinetic, external, interaction, total } = solver.energy;
        expect(external).toBeCloseTo(0.1 * meanSquare, 12);
        times.push(time);
        dilations.push(dilation);
        rates.push(2 * kinetic + interaction - 2 * external);
        worst = Math.max(worst, Math.abs(total - start.total));
        wrong = Math.max(wrong, Math.abs(total + interaction - start.total - start.interaction));
      },
    });
    expect(report.normDrift).toBeLessThan(1e-12);
    expect(report.status).toBe('resolved');
    // Order 4 leaves 1e−8; with 1 in the place of ½ the energy drifts.
    expect(worst).toBeLessThan(1e-6);
    expect(wrong).toBeGreaterThan(0.05);
    for (let i = 2; i < times.length - 2; i++) {
      const slope =
        (dilations[i - 2] - 8 * dilations[i - 1] + 8 * dilations[i + 1] - dilations[i + 2]) /
        (12 * (times[1] - times[0]));
      // Differences of order 4 of data with errors of 1e−9.
      expect(Math.abs(slope - rates[i])).toBeLessThan(2e-6);
    }
    solver.run({ until: 0, timeStep: 0.01 });
    expect(farthest(solver.state.values, initial.values)).toBeLessThan(1e-11);
  });

  it('agrees with the Cartesian solver', () => {
    const [hbar, s, t] = [1, 0.8, 0.3];
    const radial = radialHartree({ initial: radialGaussian({ grid, hbar, width: s }), coupling: 4 });
    const box = quantumGrid({ low: [-6.5, -6.5, -6.5], high: 6.5, points: 36 });
    const cartesian = hartreeSolver({
      initial: gaussianPacket({ grid: box, hbar, width: s }),
      interaction: potentialCoulomb({ dimension: 3, charge: 4 }),
    });
    const run = { until: t, timeStep: 0.05 };
    expect(radial.run(run).status).toBe('resolved');
    expect(cartesian.run(run).status).toBe('resolved');
    const [a, b] = [radial.energy, cartesian.energy];
    // Both have the same splitting: what is left is the tail of the Cartesian spectrum, 1e−8.
    expect(Math.abs(a.kinetic - b.kinetic)).toBeLessThan(1e-6);
    expect(Math.abs(a.interaction - b.interaction)).toBeLessThan(1e-7);
    const density = waveDensity(cartesian.state);
    const meanSquare = density.reduce((sum, value, at) => {
      const x = [Math.floor(at / 1296), Math.floor(at / 36) % 36, at % 36].map((i) => box.axes[0][i]);
      return sum + value * (x[0] ** 2 + x[1] ** 2 + x[2] ** 2) * box.cell;
    }, 0);
    expect(Math.abs(meanSquare - radialMoments(radial.state).meanSquare)).toBeLessThan(1e-6);
  });

  it('says when an attraction has drawn the wave together beyond its grid', () => {
    const initial = radialGaussian({ grid, hbar: 0.06, width: 1.5 });
    const solver = radialHartree({ initial, coupling: -3 });
    expect(solver.report.status).toBe('resolved');
    expect(solver.run({ until: 2.5, timeStep: 0.01, samples: 20 }).status).toBe('grid too coarse');
    const leaving = radialHartree({ initial: radialGaussian({ grid, hbar: 2, width: 0.7 }), coupling: 5 });
    expect(leaving.run({ until: 8, timeStep: 0.2, samples: 4 }).status).toBe('box too small');
  });

  it('takes any radial wave of norm 1', () => {
    const state = radialWave({ grid, psi: (r) => [Math.exp(-r * r), 0.3 * r * r * Math.exp(-r * r)] });
    expect(radialNorm(state)).toBeCloseTo(1, 14);
    const mass = radialDensity(state).reduce(
      (sum, rho, j) => sum + rho * 4 * Math.PI * grid.points[j] ** 2 * grid.spacing,
      0,
    );
    expect(mass).toBeCloseTo(1, 13);
  });

  it('refuses what it cannot do', () => {
    expect(() => radialGrid({ radius: -1, intervals: 64 })).toThrow('radius must be a finite number > 0');
    expect(() => radialGrid({ radius: 1, intervals: 7 })).toThrow('intervals must be an integer in [8');
    expect(() => radialGaussian({ grid, width: 3 })).toThrow('must hold 8 standard deviations');
    expect(() => radialGaussian({ grid, hbar: 0 })).toThrow('hbar must be a finite number > 0');
    expect(() => radialWave({ grid, psi: () => 0 })).toThrow('positive, finite norm');
    expect(() => radialWave({ grid, psi: () => Number.NaN })).toThrow('psi must be finite');
    expect(() => radialHartree({ initial: {} as RadialWave })).toThrow('must be a radial wave function');
    const initial = radialGaussian({ grid });
    const holed = { ...initial, values: initial.values.map((u, k) => (k === 5 ? NaN : u)) };
    expect(() => radialHartree({ initial: holed })).toThrow('initial.values[5] must be');
    expect(() => radialHartree({ initial, coupling: Number.NaN })).toThrow('coupling must be a finite');
    expect(() => radialHartree({ initial, external: (r) => 1 / (r - r) })).toThrow('external at r = ');
    expect(() => radialHartree({ initial, order: 3 as 2 })).toThrow('order must be one of 2, 4');
    const rough = radialGaussian({ grid, width: 0.02 });
    expect(() => radialHartree({ initial: rough })).toThrow(/must resolve the initial state.*512 intervals/);
  });
});
