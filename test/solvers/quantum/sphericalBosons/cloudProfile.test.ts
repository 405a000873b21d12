import {
  radialCurrent,
  radialDensity,
  radialGaussian,
  radialGrid,
  radialHartree,
  releasedBosons,
  sphericalBosons,
} from '../../../../lib/index';

const radii = Float64Array.from({ length: 60 }, (_, k) => 0.05 + 0.1 * k);
const furthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0);

describe('density and current of a boson', () => {
  it('are those of a free Gaussian without interaction', () => {
    const space = sphericalBosons({ particles: 3, shells: 4 });
    const [hbar, frequency, time] = [0.7, 0.35, 1.3];
    const gas = releasedBosons(space, { coupling: 0, hbar, frequency });
    gas.run({
      times: [time],
      observe: (sample) => {
        const { density, current } = gas.profile(sample, radii);
        const s2 = hbar / (2 * frequency);
        const v = s2 * (1 + (frequency * time) ** 2);
        const rho = radii.map((r) => (2 * Math.PI * v) ** -1.5 * Math.exp((-r * r) / (2 * v)));
        expect(furthest(density, rho)).toBeLessThan(1e-12);
        const u = (s2 * frequency ** 2 * time) / v;
        expect(
          furthest(
            current,
            rho.map((value, i) => value * u * radii[i]),
          ),
        ).toBeLessThan(1e-12);
      },
    });
  });

  it('obey the continuity equation, and have the norm 1', () => {
    const space = sphericalBosons({ particles: 3, shells: 6 });
    const gas = releasedBosons(space, { coupling: 1 });
    const [r, h, dt] = [1.2, 1e-3, 1e-3];
    const seen: number[] = [];
    let flux = 0;
    gas.run({
      times: [1 - dt, 1, 1 + dt],
      observe: (sample) => {
        const { density, current } = gas.profile(sample, [r - h, r, r + h]);
        seen.push(density[1]);
        if (sample.time === 1)
          flux = ((r + h) ** 2 * current[2] - (r - h) ** 2 * current[0]) / (2 * h * r * r);
        const fine = Float64Array.from({ length: 4000 }, (_, k) => (k + 0.5) * 0.005);
        const mass = gas
          .profile(sample, fine)
          .density.reduce((sum, rho, k) => sum + 4 * Math.PI * fine[k] ** 2 * rho * 0.005, 0);
        expect(mass).toBeCloseTo(1, 6);
      },
    });
    // In few orbitals the interaction is not quite local: measured 2e-5.
    expect(Math.abs((seen[2] - seen[0]) / (2 * dt) + flux)).toBeLessThan(0.01 * Math.abs(flux));
    expect(Math.abs(flux)).toBeGreaterThan(5e-3);
  });

  it("of Hartree's wave in the orbitals are those in full space", () => {
    const space = sphericalBosons({ particles: 2, shells: 10 });
    const [hbar, frequency] = [1, 0.5];
    const gas = releasedBosons(space, { coupling: 1, hbar, frequency });
    const grid = radialGrid({ radius: 24, intervals: 512 });
    const solver = radialHartree({ initial: radialGaussian({ grid, hbar, width: 1 }) });
    solver.run({ until: 1, timeStep: 0.01 });
    gas.run({
      times: [1],
      observe: (sample) => {
        const { density, current } = gas.profile(sample, grid.points, 'hartree');
        // What ten shells leave out.
        expect(furthest(density, radialDensity(solver.state))).toBeLessThan(2e-4);
        expect(furthest(current, radialCurrent(solver.state))).toBeLessThan(2e-4);
        expect(() => gas.profile(sample, [0])).toThrow(/radii\[0\] must be/);
        expect(() => gas.profile(sample, [1], 'all' as never)).toThrow(/of must be one of/);
      },
    });
  });
});
