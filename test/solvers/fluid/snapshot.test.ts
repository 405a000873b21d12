import {
  fluidSnapshot,
  integrate,
  radialBall,
  radialEulerPoisson,
  radialFormula,
  radialNormal,
} from '../../../lib/index';

const normal = radialEulerPoisson({ density: radialNormal(), velocity: (r) => -0.2 * Math.sin(r) });
/** A hollow ball with a jump inside. */
const layers = radialEulerPoisson({
  density: radialFormula({
    density: (r) => (r < 1.5 ? 1 : 0.4),
    breakpoints: [1, 1.5, 2],
    outer: 2,
    normalise: true,
  }),
  velocity: (r) => 0.3 * r * r,
});

describe('a snapshot of the radial fluid', () => {
  // The largest of the errors over the table: cubics on 1024 cells.
  it.each([
    ['normal', normal, 1.3],
    ['layers', layers, 0.4],
  ] as const)('has the values of the fluid: %s', (_, fluid, t) => {
    const now = fluidSnapshot(fluid, t);
    const [inner, outer] = now.support;
    expect([inner, outer].map((r, i) => Math.abs(r - fluid.support(t)[i]))).toEqual([
      expect.closeTo(0, 9),
      expect.closeTo(0, 9),
    ]);
    for (let i = 1; i < 40; i++) {
      const r = inner + ((outer - inner) * (i + 0.123)) / 41;
      const label = fluid.label(t, r);
      const { velocity, stretch, stretchRate } = fluid.shell(t, label);
      expect(Math.abs(now.velocity(r) - velocity)).toBeLessThan(1e-10);
      expect(Math.abs(now.velocitySlope(r) - stretchRate / stretch)).toBeLessThan(1e-6);
      expect(Math.abs(now.density(r) - fluid.density(t, r))).toBeLessThan(1e-9);
      expect(Math.abs(now.mass(r) - fluid.initial.mass(label))).toBeLessThan(1e-10);
    }
  });

  it.each([
    [0.5, 1e-9],
    [0.9, 2e-7],
    [0.99, 2e-5],
  ])('is exact at %d of the time of crossing to %d of the largest density', (part, tolerance) => {
    const fluid = radialEulerPoisson({
      density: radialNormal(),
      velocity: (r) => -0.2 * r * Math.exp((-r * r) / 8),
    });
    const t = part * fluid.crossing.time;
    const now = fluidSnapshot(fluid, t);
    for (let k = 1; k < 300; k++) {
      const r = (now.support[1] * k) / 330;
      expect(Math.abs(now.density(r) - fluid.density(t, r))).toBeLessThan(tolerance * now.densityBound);
    }
  });

  it('has integrals that agree with quadrature over r', () => {
    const now = fluidSnapshot(layers, 0.4);
    const [inner, outer] = now.support;
    const jump = layers.shell(0.4, 1.5).radius;
    // Quadrature to 1e-9 of densities that are right to some 1e-8.
    const over = (f: (r: number) => number, from: number): number =>
      [from, jump, outer]
        .filter((r) => r >= from)
        .sort((a, b) => a - b)
        .reduce(
          (sum, b, i, ends) => (i === 0 ? 0 : sum + integrate(f, ends[i - 1], b, { tolerance: 1e-9 }).value),
          0,
        );
    const sphere = (r: number): number => 4 * Math.PI * r * r * now.density(r);
    for (const r of [inner, 0.5 * (inner + jump), jump, 0.5 * (jump + outer)]) {
      const potential = now.mass(r) / r + over((s) => sphere(s) / s, r);
      expect(Math.abs(now.potential(r) - potential)).toBeLessThan(2e-7);
      expect(
        Math.abs(now.fluxPotential(r) - over((s) => (sphere(s) * now.velocity(s)) / (s * s), r)),
      ).toBeLessThan(2e-7);
      expect(
        Math.abs(now.secondMoment(outer) - now.secondMoment(r) - over((s) => sphere(s) * s * s, r)),
      ).toBeLessThan(2e-6);
    }
    expect(now.selfEnergy).toBeCloseTo(2 * layers.moments(0.4).potential, 9);
    expect(
      Math.abs(
        now.selfCommutator - over((s) => (2 * sphere(s) * now.mass(s) * now.velocity(s)) / (s * s), inner),
      ),
    ).toBeLessThan(1e-6);
  });

  it('obeys ∂ₜφ = −flux and φ′ = −m/r²', () => {
    const [t, h] = [1, 1e-3];
    const [before, now, after] = [t - h, t, t + h].map((time) => fluidSnapshot(normal, time));
    for (const r of [0, 0.2, 1, 3, 20]) {
      // h²/6 times third derivatives below 1.
      expect(
        Math.abs((after.potential(r) - before.potential(r)) / (2 * h) + now.fluxPotential(r)),
      ).toBeLessThan(1e-6);
      if (r > h)
        expect(
          Math.abs((now.potential(r + h) - now.potential(r - h)) / (2 * h) + now.mass(r) / (r * r)),
        ).toBeLessThan(1e-6);
    }
  });

  it('goes on outside the fluid', () => {
    const now = fluidSnapshot(layers, 0.4);
    const [inner, outer] = now.support;
    expect(now.density(0.9 * inner)).toBe(0);
    expect(now.mass(0.5 * inner)).toBe(0);
    expect(now.potential(0)).toBe(now.potential(inner));
    expect(now.potential(2 * outer)).toBe(1 / (2 * outer));
    expect(now.fluxPotential(2 * outer)).toBe(0);
    expect(now.velocity(2 * outer)).toBeCloseTo(2 * now.velocity(outer), 12);
    expect(now.velocitySlope(2 * outer)).toBeCloseTo(now.velocity(outer) / outer, 12);
    expect(now.velocity(0)).toBe(0);
  });

  it('refuses times after the crossing, and what is not a fluid', () => {
    expect(() => fluidSnapshot(normal, 100)).toThrow(/t must be < 4\.70206.*shells cross/);
    expect(() => fluidSnapshot(normal, -1)).toThrow('t must be >= 0, got -1');
    expect(() => fluidSnapshot(radialBall() as never, 0)).toThrow('fluid must be made by radialEulerPoisson');
    expect(() => fluidSnapshot(normal, 1).potential(-1)).toThrow(/r must be a number in/);
  });
});
