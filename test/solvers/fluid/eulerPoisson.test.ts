import {
  createRandom,
  expansionFactor,
  findRoot,
  integrate,
  type RadialDensity,
  radialBall,
  radialEulerPoisson,
  radialFormula,
  radialNormal,
} from '../../../lib/index';

/** Relative difference. */
const gap = (a: number, b: number): number => Math.abs(a - b) / Math.max(1e-300, Math.abs(b));

describe('expansionFactor', () => {
  test("solves s = [sqrt(L(L - 1)) + arcosh sqrt L]/sqrt 2 and L'^2 = 2(1 - 1/L)", () => {
    for (const s of [1e-3, 0.1, 0.7, 2, 10, 1e3, 1e8]) {
      const { value, slope } = expansionFactor(s);
      const back = (Math.sqrt(value * (value - 1)) + Math.acosh(Math.sqrt(value))) / Math.SQRT2;
      // √(Λ − 1) takes half of the digits of Λ − 1 ≈ s²/2, so s comes back to rounding over s².
      expect(gap(back, s)).toBeLessThan(1e-15 * (8 + 8 / (s * s)));
      expect(gap(slope, s < 0.1 ? s : Math.sqrt(2 * (1 - 1 / value)))).toBeLessThan(s < 0.1 ? 1e-6 : 1e-13);
    }
    expect(expansionFactor(-2).value).toBe(expansionFactor(2).value);
    expect(expansionFactor(-2).slope).toBe(-expansionFactor(2).slope);
    expect(expansionFactor(0)).toEqual({ value: 1, slope: 0 });
  });
});

describe('radial densities', () => {
  const exponential = radialFormula({ density: (r) => Math.exp(-r) / (8 * Math.PI) });
  const densities: RadialDensity[] = [
    radialBall({ radius: 1.5 }),
    radialNormal({ deviation: 0.7 }),
    exponential,
  ];

  test.each(densities.map((d) => [d.name, d] as const))(
    '%s: m, mean, potential, energy by quadrature',
    (_, d) => {
      const outer = d.breakpoints[d.breakpoints.length - 1];
      const over = (f: (r: number) => number, a: number, b: number): number =>
        a === b ? 0 : integrate(f, a, b, { tolerance: 1e-12 }).value;
      for (const r of [1e-4, 0.3, 1, 1.4]) {
        const mass = over((x) => 4 * Math.PI * x * x * d.density(x), 0, r);
        // Quadrature to 10⁻¹² of the integral.
        expect(gap(d.mass(r), mass)).toBeLessThan(1e-11);
        expect(gap(d.meanDensity(r), (3 * mass) / (4 * Math.PI * r ** 3))).toBeLessThan(1e-11);
        const phi = mass / r + over((x) => 4 * Math.PI * x * d.density(x), r, outer);
        expect(gap(d.potential(r), phi)).toBeLessThan(1e-11);
        expect(gap(d.radius(d.mass(r)), r)).toBeLessThan(1e-11);
      }
      const shell = (f: (r: number) => number): number =>
        over((r) => 4 * Math.PI * r * r * d.density(r) * f(r), 0, outer);
      expect(
        gap(
          d.selfEnergy,
          shell((r) => d.potential(r)),
        ),
      ).toBeLessThan(1e-10);
      expect(
        gap(
          d.secondMoment,
          shell((r) => r * r),
        ),
      ).toBeLessThan(1e-10);
    },
  );

  test('refuses what is no probability density', () => {
    expect(() => radialFormula({ density: (r) => Math.exp(-r) })).toThrow('density must have mass 1');
    expect(() => radialFormula({ density: (r) => 1 / (1 + r ** 2) ** 1.5, normalise: true })).toThrow(
      'integrable',
    );
    expect(() => radialFormula({ density: () => -1, outer: 1 })).toThrow('density must be finite and >= 0');
  });
});

/** r̈ = m/r² and its variation by the classical Runge–Kutta method: the Jacobian in a second way. */
function integrated(
  d: RadialDensity,
  u: (r: number) => number,
  du: number,
  a: number,
  t: number,
  sign = 1,
): number[] {
  const m = sign * d.mass(a);
  const dm = sign * 4 * Math.PI * a * a * d.density(a);
  const field = ([r, v, j, k]: number[]): number[] => [v, m / r ** 2, k, dm / r ** 2 - (2 * m * j) / r ** 3];
  let y = [a, u(a), 1, du];
  const steps = 4000;
  const h = t / steps;
  const plus = (f: number[], c: number): number[] => y.map((x, i) => x + c * f[i]);
  for (let n = 0; n < steps; n++) {
    const k1 = field(y);
    const k2 = field(plus(k1, h / 2));
    const k3 = field(plus(k2, h / 2));
    const k4 = field(plus(k3, h));
    y = y.map((x, i) => x + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
  }
  return y;
}

describe('radialEulerPoisson', () => {
  test("the uniform ball stays one: R = R0 L(t/R0^{3/2}), rho = 3/4 pi R^3, u = xR'/R", () => {
    const R0 = 1.7;
    const fluid = radialEulerPoisson({ density: radialBall({ radius: R0 }) });
    expect(fluid.crossing.time).toBe(Infinity);
    for (const t of [0, 0.5, 3, 40]) {
      const { value, slope } = expansionFactor(t / R0 ** 1.5);
      const [R, V] = [R0 * value, slope / Math.sqrt(R0)];
      expect(gap(fluid.support(t)[1], R)).toBeLessThan(1e-14);
      for (const x of [0, 0.2, 0.9]) {
        expect(gap(fluid.density(t, x * R), 3 / (4 * Math.PI * R ** 3))).toBeLessThan(1e-13);
        expect(Math.abs(fluid.velocity(t, x * R) - x * V)).toBeLessThan(1e-13);
      }
      expect(fluid.density(t, 1.01 * R)).toBe(0);
    }
  });

  test('every shell and its Jacobian against Runge and Kutta, at rest and moving', () => {
    const random = createRandom(5);
    const d = radialNormal();
    for (const [c, sign] of [
      [0, 1],
      [0.3, 1],
      [-0.2, 1],
      [0, -1],
      [0.4, -1],
    ]) {
      const u = (r: number): number => c * r * Math.exp(-r);
      const fluid = radialEulerPoisson({ density: d, velocity: u, attractive: sign < 0 });
      for (let k = 0; k < 5; k++) {
        const a = 0.05 + 3 * random.uniform();
        const t = Math.min(6, 0.9 * fluid.crossing.time) * random.uniform();
        const [r, v, J] = integrated(d, u, c * (1 - a) * Math.exp(-a), a, t, sign);
        const shell = fluid.shell(t, a);
        // Runge–Kutta with 4000 steps: 10⁻¹²; the slope of u by differences: 10⁻¹¹.
        expect(gap(shell.radius, r)).toBeLessThan(1e-10);
        expect(Math.abs(shell.velocity - v)).toBeLessThan(1e-9);
        expect(Math.abs(shell.stretch - J)).toBeLessThan(1e-9 * Math.max(1, Math.abs(J)));
        expect(gap(fluid.label(t, shell.radius), a)).toBeLessThan(1e-11);
      }
    }
  });

  test('Gaussian at rest: first crossing near 6.99 sigma^{3/2}, as the double root of J by X6', () => {
    const sigma = 0.8;
    const d = radialNormal({ deviation: sigma });
    const { time, radius, label } = radialEulerPoisson({ density: d }).crossing;
    expect(gap(time, 6.99 * sigma ** 1.5)).toBeLessThan(1e-3);
    const jacobian = (t: number, a: number): number => {
      const s = t * Math.sqrt(d.mass(a) / a ** 3);
      const { value, slope } = expansionFactor(s);
      return value + s * slope * 1.5 * (d.density(a) / d.meanDensity(a) - 1);
    };
    const zero = (a: number): number => findRoot((t) => jacobian(t, a), 0.5 * time, 2 * time).value;
    // X6 subtracts ρ/ρ̄ from 1: rounding of J over ∂J/∂t.
    expect(gap(zero(label), time)).toBeLessThan(1e-12);
    for (const step of [1e-3, 1e-2]) {
      expect(zero(label * (1 + step))).toBeGreaterThan(time);
      expect(zero(label * (1 - step))).toBeGreaterThan(time);
      // A minimum inside: both sides rise alike, to first order in the step.
      const [right, left] = [zero(label * (1 + step)) - time, zero(label * (1 - step)) - time];
      expect(Math.abs(right / left - 1)).toBeLessThan(20 * step);
    }
    expect(
      gap(radius, label * expansionFactor(time * Math.sqrt(d.mass(label) / label ** 3)).value),
    ).toBeLessThan(1e-12);
  });

  test('where J vanishes by Runge and Kutta with a moving Gaussian', () => {
    const d = radialNormal();
    const u = (r: number): number => -0.5 * r * Math.exp(-r * r);
    const { time, label } = radialEulerPoisson({ density: d, velocity: u }).crossing;
    const du = -0.5 * (1 - 2 * label * label) * Math.exp(-label * label);
    expect(Math.abs(integrated(d, u, du, label, time)[2])).toBeLessThan(1e-9);
    expect(integrated(d, u, du, label, 0.999 * time)[2]).toBeGreaterThan(1e-5);
  });

  test('gravitation: the ball at rest collapses at once after pi/2 sqrt(R^3/2)', () => {
    const { crossing } = radialEulerPoisson({ density: radialBall({ radius: 2 }), attractive: true });
    expect(gap(crossing.time, (Math.PI / 2) * Math.sqrt(8 / 2))).toBeLessThan(1e-13);
    expect(crossing.radius).toBeLessThan(1e-12);
  });

  test("energy is constant; virial identity I'' = 4K + 2W by differences", () => {
    for (const attractive of [false, true]) {
      const d = radialNormal();
      const fluid = radialEulerPoisson({ density: d, velocity: (r) => 0.2 * Math.sin(r), attractive });
      const first = fluid.moments(0);
      expect(gap(first.potential, (attractive ? -0.5 : 0.5) * d.selfEnergy)).toBeLessThan(1e-12);
      expect(gap(first.secondMoment, 3)).toBeLessThan(1e-12);
      const t = 0.5 * Math.min(4, fluid.crossing.time);
      const [before, now, after] = [t - 1e-3, t, t + 1e-3].map((time) => fluid.moments(time));
      expect(gap(now.kinetic + now.potential, first.kinetic + first.potential)).toBeLessThan(1e-12);
      // Differences of order 2 with h = 10⁻³.
      expect(Math.abs((after.secondMoment - before.secondMoment) / 2e-3 - 2 * now.dilation)).toBeLessThan(
        1e-5,
      );
      const second = (2 * (after.dilation - before.dilation)) / 2e-3;
      expect(Math.abs(second - (4 * now.kinetic + 2 * now.potential))).toBeLessThan(1e-5);
    }
  });

  test('density is normalised and continuity holds', () => {
    const fluid = radialEulerPoisson({ density: radialNormal() });
    const t = 5;
    const [, outer] = fluid.support(t);
    const mass = integrate((r) => 4 * Math.PI * r * r * fluid.density(t, r), 0, outer, { tolerance: 1e-9 });
    expect(Math.abs(mass.value - 1)).toBeLessThan(1e-8);
  });

  test('refuses times beyond the crossing, naming it, and bad data', () => {
    const fluid = radialEulerPoisson({ density: radialNormal() });
    expect(() => fluid.density(7.5, 1)).toThrow(`t must be < ${fluid.crossing.time}, when shells cross`);
    expect(() => fluid.shell(-1, 1)).toThrow('t must be >= 0');
    expect(() => fluid.velocity(1, 1e3)).toThrow('r must be in');
    const density = radialNormal();
    expect(() => radialEulerPoisson({ density, velocity: () => 1 })).toThrow('velocity must be 0 at r = 0');
    expect(() => radialEulerPoisson({ density, velocity: Math.sqrt })).toThrow('velocity must be Lipschitz');
    const noSlope = { velocity: (r: number) => r, slope: () => Number.NaN };
    expect(() => radialEulerPoisson({ density, velocity: noSlope })).toThrow(
      'slope must be finite, got NaN at r = ',
    );
    expect(() => radialEulerPoisson({ density, velocity: { slope: () => 1 } })).toThrow(
      'velocity must be given where its slope is',
    );
    expect(() => radialEulerPoisson({ density, velocity: (r) => (r < 1 ? 0 : 1) })).toThrow('Lipschitz');
  });
});
