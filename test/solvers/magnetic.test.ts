import {
  createRandom,
  magneticSolver,
  newtonSolver,
  potentialCoulomb,
  potentialHarmonic,
} from '../../lib/index';

const coulomb = potentialCoulomb({ dimension: 3 });
const random = createRandom(3);
const cloud = (n: number): Float64Array => Float64Array.from({ length: 3 * n }, () => random.normal());
const furthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0);
const [x, xi] = [cloud(30), cloud(30)];

describe('particles in a magnetic field', () => {
  it('one particle runs on a helix, whatever the step', () => {
    const [omega, t] = [1.7, 3];
    for (const timeStep of [3, 0.1]) {
      const solver = magneticSolver({
        interaction: coulomb,
        x: [1, 2, 3],
        xi: [0.5, -1, 2],
        cyclotron: omega,
      });
      solver.run({ until: t, timeStep });
      const [c, s] = [Math.cos(omega * t), Math.sin(omega * t)];
      const exact = [1 + (0.5 * s - (1 - c)) / omega, 2 + (-s - 0.5 * (1 - c)) / omega, 3 + 2 * t];
      expect(furthest(solver.state.x, Float64Array.from(exact))).toBeLessThan(1e-13);
    }
  });

  it("without a field is Verlet's method", () => {
    const one = magneticSolver({ interaction: coulomb, x, xi, cyclotron: 0 });
    const other = newtonSolver({ interaction: coulomb, x, xi, integrator: 'verlet' });
    one.run({ until: 0.5, timeStep: 0.05 });
    other.run({ until: 0.5, timeStep: 0.05 });
    expect(furthest(one.state.x, other.state.x)).toBeLessThan(1e-13);
  });

  it("Boris's method turns one particle by 2·arctan(½Ωh) in each step and keeps its speed", () => {
    const [cyclotron, timeStep, steps] = [2.5, 0.4, 7];
    const solver = magneticSolver({
      interaction: coulomb,
      x: [0, 0, 0],
      xi: [1, 0, 2],
      cyclotron,
      method: 'boris',
    });
    solver.run({ until: steps * timeStep, timeStep });
    const angle = 2 * steps * Math.atan(0.5 * cyclotron * timeStep);
    const exact = Float64Array.of(Math.cos(angle), -Math.sin(angle), 2);
    expect(furthest(solver.state.xi, exact)).toBeLessThan(1e-14);
    expect(Math.abs(angle - steps * cyclotron * timeStep)).toBeGreaterThan(0.3);
  });

  it('the two methods meet as the square of the step', () => {
    const gaps = [0.02, 0.01].map((timeStep) => {
      const ends = (['splitting', 'boris'] as const).map((method) => {
        const solver = magneticSolver({ interaction: coulomb, x, xi, cyclotron: 2, method });
        solver.run({ until: 0.4, timeStep });
        return solver.state.x;
      });
      return furthest(ends[0], ends[1]);
    });
    expect(Math.log2(gaps[0] / gaps[1])).toBeGreaterThan(1.8);
    expect(Math.log2(gaps[0] / gaps[1])).toBeLessThan(2.2);
  });

  it.each(['splitting', 'boris'] as const)(
    '%s is of order 2, keeps the energy and the canonical momentum, and can be turned back',
    (method) => {
      const ends = [0.02, 0.01, 0.005].map((timeStep) => {
        const solver = magneticSolver({ interaction: coulomb, x, xi, cyclotron: 2, trap: 0.3, method });
        const [energy, momentum] = [solver.energy(), solver.canonicalMomentum()];
        solver.run({ until: 0.4, timeStep });
        expect(Math.abs(solver.energy() - energy)).toBeLessThan(20 * timeStep ** 2);
        // Boris's turns are not those of the field: their momentum is conserved to order 2 only.
        if (method === 'splitting') expect(solver.canonicalMomentum()).toBeCloseTo(momentum, 12);
        else expect(Math.abs(solver.canonicalMomentum() - momentum)).toBeLessThan(5 * timeStep ** 2);
        const state = solver.state.x.slice();
        solver.run({ until: 0, timeStep });
        expect(furthest(solver.state.x, x)).toBeLessThan(1e-10);
        return state;
      });
      const order = Math.log2(furthest(ends[0], ends[1]) / furthest(ends[1], ends[2]));
      expect(order).toBeGreaterThan(1.8);
      expect(order).toBeLessThan(2.2);
    },
  );

  it('tells of a step that is too long, and refuses what cannot be', () => {
    const close = [0, 0, 0, 1e-2, 0, 0];
    const solver = magneticSolver({
      interaction: coulomb,
      x: close,
      xi: [0, 0, 0, 0, 0, 0],
      cyclotron: 1,
      trap: 0.5,
    });
    solver.run({ until: 0.1, timeStep: 0.05 });
    expect(solver.report.status).toBe('step too long');
    const fine = magneticSolver({ interaction: coulomb, x, xi, cyclotron: 1, trap: 0.5 });
    fine.run({ until: 0.1, timeStep: 0.005 });
    expect(fine.report.status).toBe('resolved');
    expect(() =>
      magneticSolver({ interaction: coulomb, x: [1, 2, 3, 1, 2, 3], xi: [0, 0, 0, 0, 0, 0], cyclotron: 1 }),
    ).toThrow(/x must hold distinct positions/);
    const stiff = magneticSolver({
      interaction: potentialHarmonic({ dimension: 3, stiffness: 1e6 }),
      x,
      xi,
      cyclotron: 1,
    });
    expect(() => stiff.run({ until: 100, timeStep: 1 })).toThrow(/timeStep must be at most/);
  });

  it('doors', () => {
    expect(() =>
      magneticSolver({ interaction: potentialCoulomb({ dimension: 2 }), x, xi, cyclotron: 1 }),
    ).toThrow('interaction must have dimension 3, got 2');
    expect(() => magneticSolver({ interaction: coulomb, x, xi: [1], cyclotron: 1 })).toThrow(
      /xi must have length 90/,
    );
    expect(() => magneticSolver({ interaction: coulomb, x, xi, cyclotron: Number.NaN })).toThrow(
      /cyclotron must be/,
    );
  });
});
