import {
  createRandom,
  energy,
  harmonicFlow,
  harmonicPropagator,
  type Interaction,
  meanFieldFlow,
  momentum,
  newtonReference,
  newtonSolver,
  potentialCosine,
  potentialCoulomb,
  potentialGaussian,
  potentialHarmonic,
  potentialSoftCoulomb,
  recordTrajectory,
  virial,
} from '../../lib/index';
import { observedOrder, type SplittingName } from '../../lib/numerics/index';

const random = createRandom(11);
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.normal());

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i])));
}

describe('Newton with V = κ|z|²/2 follows the closed form', () => {
  it.each([
    [1, 2.3],
    [2, -0.8],
    [3, 1],
    [2, 0],
  ] as const)('d = %i, κ = %f', (dimension, stiffness) => {
    const [x, xi] = [normals(7 * dimension), normals(7 * dimension)];
    const solver = newtonSolver({ interaction: potentialHarmonic({ dimension, stiffness }), x, xi });
    solver.run({ until: 2, timeStep: 0.01 });
    const exact = harmonicFlow({ x, xi, dimension }, stiffness, 2);
    // Error constant of the scheme about 1e-3·dt⁴ per unit time: 1e-11; 1e-9 leaves room for growth e^{2√0.8·2}.
    expect(largestDifference(solver.state.x, exact.x)).toBeLessThan(1e-9);
    expect(largestDifference(solver.state.xi, exact.xi)).toBeLessThan(1e-9);
    expect(solver.time).toBe(2);
  });
});

describe('two particles with V = −cos are a pendulum, q″ = −sin q for q = x₁ − x₂', () => {
  const angle = 2.1;
  const agm = (a: number, b: number): number =>
    Math.abs(a - b) < 1e-15 ? a : agm((a + b) / 2, Math.sqrt(a * b));
  // Gauss: the period from rest at the given angle.
  const period = (2 * Math.PI) / agm(1, Math.cos(angle / 2));
  const pendulum = () =>
    newtonSolver({ interaction: potentialCosine({ amplitude: -1 }), x: [angle, 0], xi: [0, 0] });

  it('returns after the period of Gauss', () => {
    const { state, run } = boundRun(pendulum());
    run(period, 0.01);
    expect(Math.abs(state.x[0] - state.x[1] - angle)).toBeLessThan(1e-8);
  });

  it('passes the bottom after a quarter with speed 2 sin(θ/2)', () => {
    const { state, run } = boundRun(pendulum());
    run(period / 4, 0.01);
    expect(Math.abs(state.x[0] - state.x[1])).toBeLessThan(1e-8);
    expect(Math.abs(state.xi[1] - state.xi[0] - 2 * Math.sin(angle / 2))).toBeLessThan(1e-8);
  });
});

function boundRun(solver: ReturnType<typeof newtonSolver>) {
  return { state: solver.state, run: (until: number, timeStep: number) => solver.run({ until, timeStep }) };
}

describe('integrators', () => {
  const interaction = potentialGaussian({ dimension: 2, amplitude: 3 });
  const [x, xi] = [normals(12), normals(12)];
  const exact = newtonReference({ x, xi }, interaction, 1.5, 1e-13);

  it.each([
    ['verlet', 2, [0.1, 0.05, 0.025, 0.0125]],
    ['yoshida4', 4, [0.1, 0.05, 0.025, 0.0125]],
    ['blanesMoan4', 4, [0.1, 0.05, 0.025]],
  ] as [SplittingName, number, number[]][])('%s has observed order %i', (integrator, order, steps) => {
    const errors = steps.map((timeStep) => {
      const solver = newtonSolver({ interaction, x, xi, integrator });
      solver.run({ until: 1.5, timeStep });
      return largestDifference(solver.state.x, exact.x);
    });
    const observed = observedOrder(steps, errors).order;
    expect(observed).toBeGreaterThan(order - 0.25);
    expect(observed).toBeLessThan(order + 0.6);
  });

  it('go back to where they came from', () => {
    const solver = newtonSolver({ interaction, x, xi });
    solver.run({ until: 2, timeStep: 0.02 });
    solver.run({ until: 0, timeStep: 0.02 });
    expect(largestDifference(solver.state.x, x)).toBeLessThan(1e-12);
    expect(largestDifference(solver.state.xi, xi)).toBeLessThan(1e-12);
  });

  it('keep the momentum to rounding and the energy to their order', () => {
    const solver = newtonSolver({ interaction, x, xi });
    const before = { energy: energy(solver.state, interaction).total, momentum: momentum(solver.state) };
    solver.run({ until: 5, timeStep: 0.02 });
    expect(largestDifference(momentum(solver.state), before.momentum)).toBeLessThan(1e-14);
    expect(Math.abs(energy(solver.state, interaction).total - before.energy)).toBeLessThan(1e-7);
  });

  it('agree with DOP853 for soft Coulomb particles in space', () => {
    const soft = potentialSoftCoulomb({ dimension: 3, softening: 0.5 });
    const start = { x: normals(15), xi: normals(15) };
    const solver = newtonSolver({ interaction: soft, ...start });
    solver.run({ until: 1, timeStep: 0.005 });
    const reference = newtonReference(start, soft, 1, 1e-12);
    expect(reference.status).toBe('finished');
    expect(largestDifference(solver.state.x, reference.x)).toBeLessThan(1e-8);
  });
});

describe('the plain system of §1.1', () => {
  it('moves N particles of mass m as m x″ = −Σ∇V', () => {
    const interaction = potentialHarmonic({ dimension: 1, stiffness: 1.2 });
    const [mass, n] = [0.7, 3];
    const [x, xi] = [normals(n), normals(n)];
    const solver = newtonSolver({ interaction, x, xi, scaling: 'plain', mass });
    solver.run({ until: 1, timeStep: 0.01 });
    // About the centre: m q'' = −Nκ q; momenta are m times velocities.
    const velocities = xi.map((p) => p / mass);
    const exact = harmonicFlow({ x, xi: velocities, dimension: 1 }, (n * 1.2) / mass, 1);
    expect(largestDifference(solver.state.x, exact.x)).toBeLessThan(1e-8);
    expect(
      largestDifference(
        solver.state.xi,
        exact.xi.map((v) => v * mass),
      ),
    ).toBeLessThan(1e-8);
  });

  it('conserves Σ|ξ|²/2m + Σ_{k<l}V', () => {
    const interaction = potentialGaussian({ dimension: 2 });
    const solver = newtonSolver({ interaction, x: normals(10), xi: normals(10), scaling: 'plain', mass: 2 });
    const before = energy(solver.state, interaction, 2).total;
    solver.run({ until: 3, timeStep: 0.01 });
    expect(Math.abs(energy(solver.state, interaction, 2).total - before)).toBeLessThan(1e-7);
  });
});

describe('virial', () => {
  it('has the time derivative it claims', () => {
    const interaction = potentialGaussian({ dimension: 3, amplitude: 2 });
    const solver = newtonSolver({ interaction, x: normals(12), xi: normals(12) });
    const h = 1e-3;
    solver.run({ until: h, timeStep: h });
    const rate = virial(solver.state, interaction).rate;
    const at = (t: number) => {
      solver.run({ until: t, timeStep: h });
      return virial(solver.state, interaction).scalar;
    };
    const [early, late] = [at(0), at(2 * h)];
    expect(Math.abs((late - early) / (2 * h) - rate)).toBeLessThan(1e-4);
  });
});

describe('marginals for Gaussian data and harmonic V (exact for every N)', () => {
  it.each([2, 5])('particle 1 of N = %i has covariance Σ_ω + (Σ_free − Σ_ω)/N', (n) => {
    const [a, b, stiffness, t] = [0.6, 1.1, 2, 1.3];
    const interaction = potentialHarmonic({ dimension: 1, stiffness });
    // The flow is linear: its matrix row for particle 1 comes from unit initial data.
    let [varX, cov, varXi] = [0, 0, 0];
    for (let k = 0; k < 2 * n; k++) {
      const unit = Float64Array.from({ length: 2 * n }, (_, i) => (i === k ? 1 : 0));
      const solver = newtonSolver({ interaction, x: unit.slice(0, n), xi: unit.slice(n) });
      solver.run({ until: t, timeStep: 0.01 });
      const variance = k < n ? a : b;
      varX += variance * solver.state.x[0] ** 2;
      cov += variance * solver.state.x[0] * solver.state.xi[0];
      varXi += variance * solver.state.xi[0] ** 2;
    }
    const { cosine: c, sineOverOmega: s } = harmonicPropagator(stiffness, t);
    const mean = (omega: number, free: number) => omega + (free - omega) / n;
    expect(varX).toBeCloseTo(mean(a * c * c + b * s * s, a + b * t * t), 8);
    expect(cov).toBeCloseTo(mean((b - a * stiffness) * s * c, b * t), 8);
    expect(varXi).toBeCloseTo(mean(b * c * c + a * stiffness ** 2 * s * s, b), 8);
  });
});

describe('bad input is refused at the door', () => {
  const interaction = potentialGaussian({ dimension: 2 });
  const good = { interaction, x: [0, 0, 1, 1], xi: [0, 0, 0, 0] };
  it.each([
    [{ ...good, x: [] }, /x must hold n·d = n·2 coordinates with n >= 1, got length 0/],
    [{ ...good, x: [1, 2, 3] }, /x must hold n·d = n·2 coordinates/],
    [{ ...good, xi: [1, 2] }, /xi must have length 4, got length 2/],
    [{ ...good, x: [0, 0, 1, Number.NaN] }, /x\[3\] must be a finite number, got NaN/],
    [{ ...good, scaling: 'none' as 'plain' }, /scaling must be one of "mean-field", "plain", got "none"/],
    [{ ...good, mass: 2 }, /mass belongs to the plain scaling only/],
    [{ ...good, scaling: 'plain' as const, mass: -1 }, /mass must be a finite number > 0, got -1/],
    [{ ...good, integrator: 'euler' as SplittingName }, /integrator must be one of/],
  ])('%#', (options, message) => {
    expect(() => newtonSolver(options)).toThrow(message);
  });

  it.each([
    [{ until: 1, timeStep: 0 }, /timeStep must be a finite number > 0, got 0/],
    [{ until: Number.NaN, timeStep: 0.1 }, /until must be a finite number, got NaN/],
    [{ until: 1, timeStep: 0.1, samples: 0 }, /samples must be an integer >= 1, got 0/],
    [{ until: 1, timeStep: 3 }, /timeStep must be at most 1\/frequency = 0\.707 .* got 3; try 0\.071/],
    [{ until: 1e12, timeStep: 1e-3 }, /about \d+ s of work; at most maxSeconds = 1800 s are allowed/],
  ])('in run, %#', (options, message) => {
    expect(() => newtonSolver(good).run(options)).toThrow(message);
  });

  it('says that an interrupted solver is unusable', () => {
    let calls = 0;
    const breaking: Interaction = {
      ...interaction,
      formula: 'breaks',
      radial: {
        value: () => 0,
        gradientFactor: () => {
          if (++calls === 3) throw new Error('interrupted');
          return 1;
        },
      },
    };
    const solver = newtonSolver({ ...good, interaction: breaking });
    expect(() => solver.step(0.01)).toThrow('interrupted');
    expect(() => solver.step(0.01)).toThrow(/interrupted in the middle of a step/);
  });

  it('names the particle when the motion ceases to be finite', () => {
    const coulomb = potentialCoulomb({ dimension: 1, charge: -1 });
    const solver = newtonSolver({ interaction: coulomb, x: [1e-160, 0], xi: [0, 0] });
    expect(() => solver.run({ until: 1, timeStep: 0.1 })).toThrow(
      /the motion of particle \d ceased to be finite/,
    );
  });

  it('refuses snapshots beyond memory', () => {
    const solver = newtonSolver({ interaction, x: normals(20000), xi: normals(20000) });
    expect(() => recordTrajectory(solver, { until: 1, timeStep: 0.1, samples: 100_000 })).toThrow(
      /GiB; at most 1 GiB/,
    );
  });
});

describe('the report of a cloud', () => {
  it('has the drift of the conserved energy, plain and mean-field', () => {
    const interaction = potentialGaussian({ dimension: 2, amplitude: 1, width: 0.7 });
    for (const [scaling, mass, weight] of [
      ['mean-field', 1, 1 / 8],
      ['plain', 2.5, 1],
    ] as const) {
      const solver = newtonSolver({
        interaction,
        x: normals(16),
        xi: normals(16),
        scaling,
        mass,
        integrator: 'verlet',
      });
      const now = () =>
        energy({ ...solver.state, weights: new Float64Array(8).fill(weight) }, interaction, mass);
      const before = now();
      expect(solver.report).toEqual({ time: 0, energyDrift: 0, status: 'resolved' });
      solver.run({ until: 1, timeStep: 0.1 });
      const after = now();
      // All terms are positive here.
      const drift = Math.abs(after.total - before.total) / Math.max(after.total, before.total);
      expect(drift).toBeGreaterThan(1e-7);
      expect(solver.report.energyDrift / drift).toBeCloseTo(1, 8);
      expect(solver.report).toMatchObject({ time: 1, status: 'resolved' });
    }
  });

  it('tells of a close encounter that the steps passed over, and of particles that coincide', () => {
    const coulomb = potentialCoulomb({ dimension: 3 });
    const headOn = newtonSolver({
      interaction: coulomb,
      x: [-1, 0, 0, 1, 0, 0],
      xi: [1e3, 0, 0, -1e3, 0, 0],
    });
    headOn.run({ until: 2e-3, timeStep: 1e-4 });
    expect(headOn.report.status).toBe('step too long');
    expect(headOn.report.energyDrift).toBeGreaterThan(0.1);
    // Opposite velocities so large that the repulsion is lost in rounding: they meet exactly.
    const meeting = newtonSolver({
      interaction: coulomb,
      x: [-1, 0, 0, 1, 0, 0],
      xi: [2 ** 60, 0, 0, -(2 ** 60), 0, 0],
      integrator: 'verlet',
    });
    meeting.run({ until: 2 ** -60, timeStep: 2 ** -60 });
    expect(meeting.report).toMatchObject({ energyDrift: Infinity, status: 'collision' });
    expect(() => newtonSolver({ interaction: coulomb, x: [0, 0, 0, 0, 0, 0], xi: normals(6) })).toThrow(
      /x must hold distinct positions .* got particles 0 and 1/,
    );
  });

  it('leaves tracers out, which may lie on the sources', () => {
    const solver = meanFieldFlow({
      interaction: potentialCoulomb({ dimension: 3 }),
      x: [0, 0, 0, 1, 0, 0],
      xi: new Float64Array(6),
      tracers: { x: [0, 0, 0], xi: [5, 0, 0] },
    });
    solver.run({ until: 0.1, timeStep: 0.01 });
    expect(solver.report.status).toBe('resolved');
  });

  it('the exact harmonic flow refuses clouds that do not fit', () => {
    const cloud = (x: number[], xi: number[], dimension: number) => ({
      x: Float64Array.from(x),
      xi: Float64Array.from(xi),
      dimension,
    });
    expect(() => harmonicFlow(cloud([1, 2, 3], [1], 1), 1, 1)).toThrow(/xi must have length 3, got length 1/);
    expect(() => harmonicFlow(cloud([1, 2, 3], [1, 2, 3], 2), 1, 1)).toThrow(
      /must be an integer >= 1, got 1.5/,
    );
    expect(() => harmonicFlow(undefined as never, 1, 1)).toThrow(/options of harmonicFlow must be an object/);
    expect(() => harmonicFlow(cloud([1], [1], 1), Number.NaN, 1)).toThrow(
      /stiffness must be a finite number/,
    );
  });
});
