import {
  coupledFlow,
  createRandom,
  densityAlongCharacteristics,
  discretiseLaw,
  harmonicFlow,
  harmonicPropagator,
  magnetisation,
  normal,
  phaseSpaceDensity,
  phaseSpaceMeasure,
  picardIterates,
  potentialCosine,
  potentialGaussian,
  potentialHarmonic,
  transportExact,
  vlasovSolver,
} from '../../lib/index';

const random = createRandom(5);
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.normal());

function randomWeights(n: number): Float64Array {
  const raw = Float64Array.from({ length: n }, () => 0.1 + random.uniform());
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((w) => w / total);
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i])));
}

describe('Vlasov by characteristics', () => {
  it.each([1, 2, 3] as const)(
    'follows the harmonic closed form with unequal weights, d = %i',
    (dimension) => {
      const initial = { x: normals(9 * dimension), xi: normals(9 * dimension), weights: randomWeights(9) };
      const solver = vlasovSolver({ interaction: potentialHarmonic({ dimension, stiffness: 1.5 }), initial });
      solver.run({ until: 1.7, timeStep: 0.01 });
      const exact = harmonicFlow({ ...initial, dimension }, 1.5, 1.7);
      expect(largestDifference(solver.state.x, exact.x)).toBeLessThan(1e-9);
      expect(largestDifference(solver.state.xi, exact.xi)).toBeLessThan(1e-9);
    },
  );

  it('carries a Gaussian density as its covariance matrix says', () => {
    const stiffness = 2;
    const t = 0.8;
    const density = phaseSpaceDensity({
      dimension: 1,
      position: normal({ deviation: 0.7 }),
      momentum: normal({}),
    });
    const discretised = discretiseLaw(density, { pointsPerAxis: 24 });
    const interaction = potentialHarmonic({ dimension: 1, stiffness });
    const solver = vlasovSolver({ interaction, initial: discretised });
    solver.run({ until: t, timeStep: 0.02 });
    const points = { x: [0, 0.4, -0.9, 1.3], xi: [0.2, -1.1, 0.5, 1.4] };
    const values = densityAlongCharacteristics({
      interaction,
      state: solver.state,
      initialDensity: density.density,
      points,
      timeStep: 0.02,
    });
    // Exactly: z at time t came from the point turned back about the mean, which is 0 by symmetry.
    const { cosine: c, sineOverOmega: r } = harmonicPropagator(stiffness, -t);
    points.x.forEach((_, k) => {
      const q = points.x[k] * c + points.xi[k] * r;
      const p = points.xi[k] * c - stiffness * points.x[k] * r;
      const exact = Math.exp(-0.5 * ((q * q) / 0.49 + p * p)) / (2 * Math.PI * 0.7);
      expect(Math.abs(values[k] - exact)).toBeLessThan(1e-8);
    });
  });

  it('lets tracers feel the field and make none', () => {
    const interaction = potentialGaussian({ dimension: 2 });
    const initial = { x: normals(12), xi: normals(12), weights: randomWeights(6) };
    const alone = vlasovSolver({ interaction, initial });
    const tracers = { x: initial.x.slice(0, 4), xi: initial.xi.slice(0, 4) };
    const followed = vlasovSolver({ interaction, initial, tracers });
    for (const solver of [alone, followed]) solver.run({ until: 1, timeStep: 0.05 });
    expect(Array.from(followed.state.x.slice(0, 12))).toEqual(Array.from(alone.state.x));
    // A tracer that starts on an atom stays on it: a coincident pair exerts no force.
    expect(largestDifference(followed.state.x.slice(12), alone.state.x.slice(0, 4))).toBeLessThan(1e-13);
  });

  it('makes the cold homogeneous state on the circle unstable: M(t) = M(0) cosh(t/√2)', () => {
    const n = 400;
    const amplitude = 1e-5;
    const angles = Array.from({ length: n }, (_, j) => (2 * Math.PI * j) / n);
    const initial = { x: angles.map((a) => a - amplitude * Math.sin(a)), xi: angles.map(() => 0) };
    const solver = vlasovSolver({ interaction: potentialCosine({ amplitude: -1 }), initial });
    const start = magnetisation(solver.state);
    expect(start).toBeCloseTo(amplitude / 2, 9);
    for (const t of [1, 3, 6]) {
      solver.run({ until: t, timeStep: 0.02 });
      // The linear law holds up to relative corrections of order M²: below 1e-6 here.
      expect(magnetisation(solver.state) / start / Math.cosh(t / Math.SQRT2)).toBeCloseTo(1, 5);
    }
  });

  it('attains the W₂ rate (1+L)/2 for V = −z²/2', () => {
    const a = 0.3;
    const interaction = potentialHarmonic({ dimension: 1, stiffness: -1 });
    const f = vlasovSolver({ interaction, initial: { x: [-1, 1], xi: [0, 0] } });
    const g = vlasovSolver({ interaction, initial: { x: [-1 - a, 1 + a], xi: [-a, a] } });
    const w2 = () =>
      transportExact(phaseSpaceMeasure(f.state), phaseSpaceMeasure(g.state), { p: 2 }).distance;
    const start = w2();
    for (const t of [0.5, 1, 1.5]) {
      for (const solver of [f, g]) solver.run({ until: t, timeStep: 0.005 });
      expect(Math.abs(w2() / start / Math.exp(t) - 1)).toBeLessThan(1e-9);
    }
  });
});

describe('Picard iterates', () => {
  const interaction = potentialGaussian({ dimension: 1, amplitude: 1 });
  const initial = { x: normals(20), xi: normals(20), weights: randomWeights(20) };

  it('converge to the solution of Verlet on the same steps, from both starts', () => {
    const solver = vlasovSolver({ interaction, initial, integrator: 'verlet' });
    solver.run({ until: 2, timeStep: 0.05 });
    for (const start of ['free flight', 'at rest'] as const) {
      const result = picardIterates({
        interaction,
        initial,
        until: 2,
        timeStep: 0.05,
        iterations: 25,
        start,
      });
      expect(largestDifference(result.x, solver.state.x)).toBeLessThan(1e-12);
      expect(largestDifference(result.xi, solver.state.xi)).toBeLessThan(1e-12);
    }
  });

  it('start as they are told', () => {
    const first = (start: 'free flight' | 'at rest') =>
      picardIterates({ interaction, initial, until: 1, timeStep: 0.05, iterations: 1, start }).increments[0];
    expect(first('free flight')).not.toBe(first('at rest'));
    expect(() => first('bogus' as 'at rest')).toThrow(/start must be one of/);
  });

  it('contract faster than any geometric series', () => {
    const { increments } = picardIterates({ interaction, initial, until: 1, timeStep: 0.05, iterations: 8 });
    const ratios = Array.from({ length: 6 }, (_, k) => increments[k + 1] / increments[k]);
    expect(ratios[5]).toBeLessThan(ratios[1] / 2);
  });

  it('refuse hopeless work', () => {
    const many = { x: new Float64Array(20000), xi: new Float64Array(20000) };
    expect(() =>
      picardIterates({ interaction, initial: many, until: 1, timeStep: 0.01, iterations: 20 }),
    ).toThrow(/steps × iterations × atoms² must be at most 1e11, got 8\.0e\+11/);
  });
});

describe('the coupled Liouville flow', () => {
  it('has f(t) and g(t) as marginals (Lemma 1.7)', () => {
    const interaction = potentialGaussian({ dimension: 1, amplitude: 2 });
    const f = { x: normals(6), xi: normals(6), weights: randomWeights(6) };
    const g = { x: normals(4), xi: normals(4), weights: randomWeights(4) };
    const solvers = [vlasovSolver({ interaction, initial: f }), vlasovSolver({ interaction, initial: g })];
    const measures = solvers.map((solver) => phaseSpaceMeasure(solver.state));
    const { plan } = transportExact(measures[0], measures[1]);
    const flow = coupledFlow({ interaction, f, g, plan });
    flow.run({ until: 1.5, timeStep: 0.02, samples: 3 });
    for (const solver of solvers) solver.run({ until: 1.5, timeStep: 0.02 });
    plan.source.forEach((i, k) => {
      expect(Math.abs(flow.first.state.x[k] - solvers[0].state.x[i])).toBeLessThan(1e-12);
      expect(Math.abs(flow.second.state.xi[k] - solvers[1].state.xi[plan.target[k]])).toBeLessThan(1e-12);
    });
  });

  it('refuses a plan that points outside and bad options', () => {
    const interaction = potentialHarmonic({ dimension: 1, stiffness: 1 });
    const atoms = { x: [0, 1], xi: [0, 0] };
    const plan = { source: [0, 2], target: [1, 0], mass: [0.5, 0.5] };
    expect(() => coupledFlow({ interaction, f: atoms, g: atoms, plan })).toThrow(
      /plan index 1 must be an integer in \[0, 1\], got 2/,
    );
    const flow = coupledFlow({ interaction, f: atoms, g: atoms, plan: { ...plan, source: [0, 1] } });
    expect(() => flow.run({ until: 1, timeStep: 0.1, samples: 2.5 })).toThrow(
      /samples must be an integer >= 1, got 2.5/,
    );
    expect(() => flow.run({ until: 1e9, timeStep: 1e-3 })).toThrow(/at most maxSeconds = 1800 s/);
    flow.first.run({ until: 0.5, timeStep: 0.1 });
    expect(() => flow.run({ until: 1, timeStep: 0.1 })).toThrow(/interrupted between its halves/);
  });

  it('observes both halves at equal times', () => {
    const interaction = potentialHarmonic({ dimension: 1, stiffness: 1 });
    const atoms = { x: [0, 1], xi: [0, 0] };
    const flow = coupledFlow({
      interaction,
      f: atoms,
      g: atoms,
      plan: { source: [0, 1], target: [1, 0], mass: [0.5, 0.5] },
    });
    const seen: number[] = [];
    flow.run({
      until: 1,
      timeStep: 0.1,
      samples: 4,
      observe: (t) => seen.push(t, flow.first.time, flow.second.time),
    });
    expect(seen).toEqual([0, 0.25, 0.5, 0.75, 1].flatMap((t) => [t, t, t]));
  });
});
