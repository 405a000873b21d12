import {
  type EulerPoissonParameters,
  type EulerPoissonSolver,
  eulerPoisson,
  integrate,
  type RadialEulerPoisson,
  type RadialShell,
  radialEulerPoisson,
  radialNormal,
} from '../../../lib/index';

type Triple = readonly [number, number, number];
type Density = EulerPoissonParameters['density'];

/** The centred normal law with those deviations. */
function normal([a, b, c]: Triple): Density {
  const factor = (2 * Math.PI) ** -1.5 / (a * b * c);
  return (x, y, z) => factor * Math.exp(-0.5 * ((x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2));
}

const round = normal([1, 1, 1]);
const oval = normal([1, 0.8, 1.2]);
const coarse = { low: -6, high: 6, cells: 20 } as const;
/** Two lumps without any symmetry. */
const lumps: Density = (x, y, z) =>
  0.6 * round(x - 0.8, y, z) + 0.4 * normal([0.9, 1, 1.1])(x + 1.2, y - 0.5, z + 0.3);

/** The largest differences in ρ and u over all elements, as shares of the largest ρ and u. */
function gaps(solver: EulerPoissonSolver, exact: RadialEulerPoisson): { density: number; velocity: number } {
  const { time, count, label, velocity, density } = solver.state;
  let [rho, u, rhoGap, uGap] = [0, 0, 0, 0];
  const shells = new Map<string, RadialShell>();
  for (let e = 0; e < count; e++) {
    const a = label.subarray(3 * e, 3 * e + 3);
    const start = Math.max(1e-9, Math.hypot(...a));
    // The lattice has 48 symmetries.
    const shell = shells.get(start.toFixed(9)) ?? exact.shell(time, start);
    shells.set(start.toFixed(9), shell);
    const value = (exact.initial.density(start) * (start / shell.radius) ** 2) / shell.stretch;
    rho = Math.max(rho, value);
    u = Math.max(u, Math.abs(shell.velocity));
    rhoGap = Math.max(rhoGap, Math.abs(density[e] - value));
    const miss = Array.from(a, (component, c) => velocity[3 * e + c] - (shell.velocity * component) / start);
    uGap = Math.max(uGap, Math.hypot(...miss));
  }
  return { density: rhoGap / rho, velocity: uGap / u };
}

const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);

describe('eulerPoisson in space against the exact radial solution', () => {
  const exact = radialEulerPoisson({ density: radialNormal() });

  it('follows a Gaussian to 1 % until 0.8 of the crossing time', () => {
    const solver = eulerPoisson({ density: round, low: -6, high: 6, cells: 32 });
    const until = 0.8 * exact.crossing.time;
    solver.run({ until, timeStep: 0.25 });
    // Found: 3.6e-3 and 9.8e-4.
    const { density, velocity } = gaps(solver, exact);
    expect(density).toBeLessThan(0.01);
    expect(velocity).toBeLessThan(0.01);
    expect(solver.report).toMatchObject({ time: until, status: 'resolved' });
    const [found, known] = [solver.moments, exact.moments(until)];
    for (const name of ['kinetic', 'potential', 'secondMoment', 'dilation'] as const)
      expect(Math.abs(found[name] / known[name] - 1)).toBeLessThan(2e-3);
    // On a plane: polynomials of degree 4 for the inverse of the flow.
    const { x, nX, values, velocity: u } = solver.section({ low: -5, high: 5, cells: 24 });
    const place = (i: number): number => x[0] + ((i + 0.5) * (x[1] - x[0])) / nX;
    for (let i = 0; i < nX; i++)
      for (let j = 0; j < nX; j++) {
        const r = Math.hypot(place(i), place(j));
        const at = i * nX + j;
        // The largest density is 4.4e-3.
        expect(Math.abs(values[at] - exact.density(until, r))).toBeLessThan(0.01 * 4.4e-3);
        if (values[at] > 0)
          expect(Math.abs(Math.hypot(u[3 * at], u[3 * at + 1]) - exact.velocity(until, r))).toBeLessThan(
            0.01,
          );
      }
  });

  it('finds the time at which shells cross', () => {
    const solver = eulerPoisson({ density: round, ...coarse });
    const times: number[] = [];
    solver.run({ until: 8, timeStep: 0.25, samples: 8, observe: (time) => times.push(time) });
    const { crossingTime, status, leastDeterminant } = solver.report;
    expect(status).toBe('crossed');
    expect(leastDeterminant).toBeLessThanOrEqual(0);
    // 0.6σ between elements, where J varies over σ.
    expect(Math.abs(Number(crossingTime) / exact.crossing.time - 1)).toBeLessThan(0.02);
    expect(times).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(() => solver.step(0.1)).toThrow('the time must be before 6.9');
    expect(() => solver.run({ until: 9, timeStep: 0.1 })).toThrow('characteristics crossed');
    expect(() => solver.at(0, 0, 0)).toThrow('characteristics crossed');
  });

  it.each([
    ['expanding', { expansion: 0.3, attractive: false, until: 3 }],
    ['under gravitation', { expansion: 0, attractive: true, until: 1.1 }],
  ] as const)('follows a Gaussian %s', (_, { expansion, attractive, until }) => {
    const radial = radialEulerPoisson({
      density: radialNormal(),
      velocity: (r) => expansion * r,
      attractive,
    });
    const solver = eulerPoisson({
      density: round,
      velocity: (x, y, z) => [expansion * x, expansion * y, expansion * z],
      attractive,
      ...coarse,
      cells: 24,
    });
    solver.run({ until, timeStep: until / 16 });
    const { density, velocity } = gaps(solver, radial);
    // Found: at most 4e-3, from differences over half a deviation.
    expect(density).toBeLessThan(0.01);
    expect(velocity).toBeLessThan(0.005);
    expect(Math.sign(solver.moments.potential)).toBe(attractive ? -1 : 1);
  });

  it('comes nearer as labels and mesh are refined', () => {
    const until = 0.6 * exact.crossing.time;
    const errors = [18, 27].map((cells) => {
      const solver = eulerPoisson({ density: round, low: -6, high: 6, cells, integrator: 'blanesMoan4' });
      solver.run({ until, timeStep: 1.4 });
      return gaps(solver, exact);
    });
    // Between order 2 (factor 2.25) and the order 6 of the differences (11.4).
    for (const name of ['density', 'velocity'] as const)
      expect(errors[0][name] / errors[1][name]).toBeGreaterThan(2.25);
  });
});

describe('eulerPoisson in space without symmetry', () => {
  it('has the field and the energy of an anisotropic Gaussian', () => {
    const deviations: Triple = [1, 0.8, 1.2];
    const solver = eulerPoisson({ density: oval, low: -7, high: 7, cells: 32 });
    const over = (f: (t: number) => number): number =>
      // t = s/(1 − s) on (0, ∞).
      integrate((s) => f(s / (1 - s)) / (1 - s) ** 2, 0, 1 - 1e-9, { tolerance: 1e-10 }).value;
    // 1/|z| = (2/√π)∫e^{−t²|z|²}dt, and E e^{−t²Z²} = (1 + 2t²v)^{−1/2} for a centred normal Z of variance v.
    const shrink = (t: number, v: number): number => 1 / Math.sqrt(1 + 2 * t * t * v);
    const energy =
      over((t) => deviations.reduce((product, s) => product * shrink(t, 2 * s * s), 1)) / Math.sqrt(Math.PI);
    // Found: 1e-5, of the splines and of Gauss's rule.
    expect(Math.abs(solver.moments.potential / energy - 1)).toBeLessThan(1e-4);
    const h = 1e-3;
    solver.step(h);
    const { count, label, velocity } = solver.state;
    for (let e = 0; e < count; e += 997) {
      const a = label.subarray(3 * e, 3 * e + 3);
      for (let c = 0; c < 3; c++) {
        const field = over((t) => {
          const factors = deviations.map((s, i) => {
            const ratio = shrink(t, s * s);
            return ratio * Math.exp(-((t * a[i] * ratio) ** 2));
          });
          const ratio = shrink(t, deviations[c] ** 2);
          return 2 * t * t * a[c] * ratio * ratio * factors[0] * factors[1] * factors[2];
        });
        // The field is 0.2 at its largest.
        expect(Math.abs(velocity[3 * e + c] / h - (2 / Math.sqrt(Math.PI)) * field)).toBeLessThan(2e-4);
      }
    }
  });

  it('keeps energy, momentum and angular momentum and obeys the virial identity', () => {
    const solver = eulerPoisson({
      density: lumps,
      velocity: (x, y, z) => [0.2 * y + 0.1, -0.2 * x, 0.05 * Math.sin(z)],
      low: -7,
      high: 7,
      cells: 24,
    });
    const first = solver.moments;
    const seconds: number[] = [];
    const delta = 0.1;
    solver.run({ until: 2 - delta, timeStep: delta });
    seconds.push(solver.moments.secondMoment);
    solver.run({ until: 2, timeStep: delta });
    const { kinetic, potential, secondMoment, dilation, ...middle } = solver.moments;
    solver.run({ until: 2 + delta, timeStep: delta });
    seconds.push(solver.moments.secondMoment);
    expect(Math.abs(solver.report.energyDrift)).toBeLessThan(3e-4);
    // Momentum is 0.1 and angular momentum 0.7 here; the mesh, which knows no translations, adds 1e-4 of forces of 0.1.
    expect(difference(middle.momentum, first.momentum)).toBeLessThan(2e-4);
    expect(difference(middle.angularMomentum, first.angularMomentum)).toBeLessThan(5e-4);
    const drift = middle.centre.map((x, c) => x - first.centre[c] - 2 * first.momentum[c]);
    expect(difference(drift, [0, 0, 0])).toBeLessThan(2e-4);
    // Differences of second order: δ²/12 times a fourth derivative of about 1, and their halves.
    const [before, after] = seconds;
    expect(Math.abs((after - before) / (4 * delta) - dilation)).toBeLessThan(2e-3);
    const second = (after - 2 * secondMoment + before) / delta ** 2;
    expect(Math.abs(second - 4 * kinetic - 2 * potential)).toBeLessThan(3e-3);
  });

  it('does not know the names of the axes', () => {
    const turned: Density = (x, y, z) => oval(y, z, x);
    const [one, other] = [oval, turned].map((density) => {
      const solver = eulerPoisson({ density, ...coarse, cells: 24 });
      solver.run({ until: 2, timeStep: 0.5 });
      return solver;
    });
    const [p, q] = [one.moments, other.moments];
    // Sums in another order.
    for (const name of ['kinetic', 'potential', 'secondMoment', 'dilation'] as const)
      expect(Math.abs(p[name] - q[name])).toBeLessThan(1e-11);
    const here = one.at(0.5, -0.3, 0.9);
    const there = other.at(0.9, 0.5, -0.3);
    expect(Number(there?.density)).toBeCloseTo(Number(here?.density), 11);
    expect(there?.velocity[1]).toBeCloseTo(Number(here?.velocity[0]), 11);
  });

  it('turns with its data', () => {
    const s = Math.SQRT1_2;
    const turned: Density = (x, y, z) => oval(s * (x + y), s * (y - x), z);
    const [one, other] = [oval, turned].map((density) => {
      const solver = eulerPoisson({ density, ...coarse, cells: 24 });
      solver.run({ until: 3, timeStep: 0.5 });
      return solver;
    });
    for (const [x, y, z] of [
      [0.1, 0.2, 0.3],
      [1.5, -0.7, 0.4],
      [-0.6, 1.1, 1.9],
    ]) {
      const here = one.at(x, y, z);
      const there = other.at(s * (x - y), s * (x + y), z);
      if (!here || !there) throw new Error('no fluid');
      const back = [s * (there.velocity[0] + there.velocity[1]), s * (there.velocity[1] - there.velocity[0])];
      // Half a deviation between elements, at an angle.
      expect(Math.abs(there.density / here.density - 1)).toBeLessThan(5e-3);
      expect(difference([...back, there.velocity[2]], here.velocity)).toBeLessThan(1e-3);
    }
  });
});

describe('eulerPoisson in space: steps and readings', () => {
  const fresh = (): EulerPoissonSolver =>
    eulerPoisson({ density: oval, low: [-6, -4.8, -7.2], high: [6, 4.8, 7.2], cells: 20 });

  it('is of order 2 in time, and reversible', () => {
    const ends = [1.5, 0.75, 0.375].map((timeStep) => {
      const solver = fresh();
      solver.run({ until: 3, timeStep });
      return solver.state.x.slice();
    });
    const ratio = difference(ends[0], ends[1]) / difference(ends[1], ends[2]);
    expect(ratio).toBeGreaterThan(3.5);
    expect(ratio).toBeLessThan(4.5);
    const solver = fresh();
    solver.run({ until: 1.5, timeStep: 0.5 });
    solver.run({ until: 0, timeStep: 0.5 });
    // Rounding, and Gauss's rules that are chosen by it.
    expect(difference(solver.state.x, solver.state.label)).toBeLessThan(1e-10);
  });

  it('reads at the elements what they carry', () => {
    const solver = fresh();
    solver.run({ until: 2, timeStep: 0.5 });
    const { count, x, velocity, density, label, mass, determinant } = solver.state;
    expect(mass.reduce((sum, m) => sum + m, 0)).toBeCloseTo(1, 12);
    const largest = density.reduce((a, b) => Math.max(a, b), 0);
    for (let e = 0; e < count; e += 101) {
      const found = solver.at(x[3 * e], x[3 * e + 1], x[3 * e + 2]);
      if (!found) continue;
      const three = (values: Float64Array): Float64Array => values.subarray(3 * e, 3 * e + 3);
      expect(difference(found.label, three(label))).toBeLessThan(1e-8);
      expect(difference(found.velocity, three(velocity))).toBeLessThan(1e-8);
      // Differences of order 4 and of order 6, over 0.6 of a deviation.
      expect(Math.abs(found.density - density[e])).toBeLessThan(0.03 * largest);
      const [a, b, c] = three(label);
      expect(Math.abs((density[e] * determinant[e]) / oval(a, b, c) - 1)).toBeLessThan(1e-6);
    }
    expect(solver.at(40, 0, 0)).toBeUndefined();
    const side = solver.section({ normal: 'x', at: 0.3, cells: 8, low: -2, high: 2 });
    expect(side).toMatchObject({ nX: 8, nXi: 8, x: [-2, 2], xi: [-2, 2] });
    const found = solver.at(0.3, -0.75, 1.25);
    expect(side.values[2 * 8 + 6]).toBe(found?.density);
    expect(Array.from(side.velocity.subarray(3 * 22, 3 * 22 + 3))).toEqual(found?.velocity);
    expect(solver.section().values[0]).toBe(0);
    expect(solver.section().velocity[0]).toBeNaN();
  });

  it('says when it is too coarse', () => {
    const solver = eulerPoisson({ density: round, ...coarse, mesh: 16 });
    solver.run({ until: 6, timeStep: 0.25 });
    expect(solver.report.status).toBe('coarse');
    expect(solver.report.roughness).toBeGreaterThan(4e-3);
  });

  it('is coarse, too, by an energy that drifts, and by a mesh too fine for its elements', () => {
    const data = { density: round, low: -5, high: 5, cells: 20, normalise: true };
    const long = eulerPoisson({ ...data, integrator: 'verlet' });
    long.run({ until: 3, timeStep: 3 });
    expect(Math.abs(long.report.energyDrift)).toBeGreaterThan(0.03);
    expect(long.report).toMatchObject({ coarseMass: 0, status: 'coarse' });
    expect(long.report.roughness).toBeLessThan(4e-3);
    const fine = eulerPoisson({ ...data, mesh: 128 });
    fine.run({ until: 4, timeStep: 0.5 });
    expect(fine.report.coarseMass).toBeGreaterThan(0.1);
    expect(fine.report).toMatchObject({ status: 'coarse' });
    expect(fine.report.roughness).toBeLessThan(4e-3);
    expect(Math.abs(fine.report.energyDrift)).toBeLessThan(1e-2);
  });

  it('reads the fluid of now, and nothing after the crossing', () => {
    const solver = fresh();
    const before = solver.at(1, 0.5, 0.25)?.density as number;
    solver.run({ until: 4, timeStep: 0.5 });
    const again = fresh();
    again.run({ until: 4, timeStep: 0.5 });
    // What was read before must not be where elements are looked for now.
    for (const place of [
      [1, 0.5, 0.25],
      [3, 0.5, 0],
      [0, 3, 1],
      [4, 0, 0],
      [0.5, 0, 3],
    ] as const) {
      const now = again.at(place[0], place[1], place[2])?.density;
      expect(now).toBeGreaterThan(0);
      expect(solver.at(place[0], place[1], place[2])?.density).toBe(now);
    }
    expect(solver.at(1, 0.5, 0.25)?.density).toBeLessThan(0.9 * before);
    const crossed = eulerPoisson({ density: round, low: -5, high: 5, cells: 20, normalise: true });
    crossed.run({ until: 30, timeStep: 0.5 });
    expect(crossed.report.status).toBe('crossed');
    expect(() => crossed.state).toThrow(/when characteristics crossed/);
    expect(() => crossed.at(0, 0, 0)).toThrow(/when characteristics crossed/);
  });

  it('knows that it was interrupted', () => {
    const solver = fresh();
    const field = (solver as unknown as { field: { update: () => void } }).field;
    const update = field.update;
    field.update = () => {
      throw new Error('interrupt');
    };
    expect(() => solver.step(0.1)).toThrow('interrupt');
    field.update = update;
    expect(() => solver.step(0.1)).toThrow('interrupted in the middle of a step');
    expect(() => solver.state).toThrow('make a new solver');
  });

  it('refuses what it cannot do', () => {
    const refused = (changes: object, message: string): void =>
      expect(() => eulerPoisson({ density: round, ...coarse, ...changes } as EulerPoissonParameters)).toThrow(
        message,
      );
    refused({ density: 1 }, 'density must be a function of x, y, z, got 1');
    refused({ density: () => -1 }, 'density must be finite and >= 0, got -1 at (');
    refused({ density: (x: number) => 1 / (x - x) }, 'density must be finite');
    refused({ density: () => 0 }, 'density must not vanish');
    refused(
      { density: (x: number, y: number, z: number) => 2 * round(x, y, z) },
      'mass 1 within 0.001, got 1.99999',
    );
    refused({ low: -1 }, 'low and high must enclose the fluid');
    refused({ low: 7 }, 'low must be < high along axis 0, got 7 and 6');
    refused({ low: [0, 1] }, 'low must be a number or three numbers');
    refused({ high: Number.NaN }, 'high must be a finite number, got NaN');
    refused({ cells: 8 }, 'cells must resolve the density');
    refused({ cells: 7 }, 'cells must be an integer in [8, 96], got 7');
    refused({ mesh: 1000 }, 'mesh must be an integer in [16, 128], got 1000');
    refused({ velocity: () => [1, 2] }, 'velocity must return three components');
    refused({ velocity: () => [1, 2, Infinity] }, '[2] must be a finite number, got Infinity');
    refused({ velocity: 3 }, 'velocity must be a function');
    refused({ integrator: 'euler' }, 'integrator must be one of');
    refused({ box: 3 }, 'got box');
    const solver = fresh();
    expect(() => solver.run({ until: 1, timeStep: -1 })).toThrow('timeStep must be a finite number > 0');
    expect(() => solver.run({ until: 1e9, timeStep: 0.1 })).toThrow('s of work');
    expect(() => solver.step(Number.NaN)).toThrow('timeStep must be a finite number');
    expect(() => solver.at(0, Number.NaN, 0)).toThrow('point[1] must be a finite number');
    expect(() => solver.section({ normal: 'w' as 'x' })).toThrow('normal must be one of "x", "y", "z"');
    expect(() => solver.section({ low: 2, high: 1 })).toThrow('low must be < high');
    expect(() => solver.section({ cells: 0 })).toThrow('cells must be an integer in [1, 1024]');
  });

  it('normalises on demand', () => {
    const density: Density = (x, y, z) => 3 * round(x, y, z);
    const solver = eulerPoisson({ density, ...coarse, normalise: true });
    expect(solver.report.massFound).toBeCloseTo(3, 6);
    expect(solver.at(0, 0, 0)?.density).toBeCloseTo(round(0, 0, 0), 6);
    expect(solver.moments.potential).toBeCloseTo(0.5 / Math.sqrt(Math.PI), 3);
  });
});
