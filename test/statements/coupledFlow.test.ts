import {
  checkCoupledFlow,
  checkCouplingCost,
  checkFirstMoment,
  coupledFlow,
  createRandom,
  distanceCurve,
  type Interaction,
  phaseSpaceMeasure,
  potentialGaussian,
  potentialHarmonic,
  productCoupling,
  recordTrajectory,
  snapshot,
  type Trajectory,
  type TransportPlan,
  transportExact,
  vlasovSolver,
} from '../../lib/index';

const random = createRandom(61);
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.normal());
const run = { until: 1.5, timeStep: 0.02, samples: 3 };

function setting(interaction: Interaction, coupling: 'optimal' | 'product') {
  const d = interaction.dimension;
  const [f0, g0] = [8, 6].map((n) => ({ x: normals(n * d), xi: normals(n * d) }));
  const [f, g] = [f0, g0].map((initial) => recordTrajectory(vlasovSolver({ interaction, initial }), run));
  const [mu, nu] = [f, g].map((trajectory) => phaseSpaceMeasure(snapshot(trajectory, 0)));
  const plan: TransportPlan =
    coupling === 'optimal'
      ? transportExact(mu, nu, { norm: 'phase-space sum' }).plan
      : productCoupling(mu, nu);
  const flow = coupledFlow({ interaction, f: f0, g: g0, plan });
  return {
    interaction,
    f,
    g,
    plan,
    first: recordTrajectory(flow.first, run),
    second: recordTrajectory(flow.second, run),
  };
}

describe('Lemma 1.6: checkFirstMoment', () => {
  it('holds for forces of either sign, and is refuted with half the rate when attraction is strong', () => {
    for (const stiffness of [2, -2]) {
      const { interaction, f } = setting(potentialHarmonic({ dimension: 2, stiffness }), 'optimal');
      const check = checkFirstMoment({ interaction, f, integrationError: new Float64Array(4).fill(1e-6) });
      expect(check.verdict).toBe('holds');
      expect(check.rhs[3] / check.lhs[0]).toBeCloseTo(Math.exp(1.5 * (2 + 2)), 8);
    }
    const { interaction, f } = setting(potentialHarmonic({ dimension: 1, stiffness: -9 }), 'optimal');
    const tooSmall = {
      ...interaction,
      lipschitzGradient: { value: 0.5, kind: 'exact' as const, how: 'too small on purpose' },
    };
    expect(
      checkFirstMoment({ interaction: tooSmall, f, integrationError: new Float64Array(4) }).verdict,
    ).toBe('violated');
    expect(checkFirstMoment({ interaction: tooSmall, f }).verdict).toBe('undecided');
  });
});

describe('Lemma 1.7: checkCoupledFlow', () => {
  it('holds for optimal and product couplings', () => {
    for (const coupling of ['optimal', 'product'] as const) {
      const input = setting(potentialGaussian({ dimension: 2, amplitude: 1.5 }), coupling);
      const check = checkCoupledFlow({ ...input, timeStep: run.timeStep });
      expect(check.verdict).toBe('holds');
      expect(Math.max(...check.error)).toBeLessThan(1e-9);
    }
  });

  it('is violated by a fault in either half, in positions or momenta, early or late', () => {
    const input = setting(potentialGaussian({ dimension: 1, amplitude: 1.5 }), 'optimal');
    const nudged = (t: Trajectory, key: 'x' | 'xi', at: number): Trajectory => ({
      ...t,
      [key]: t[key].map((values, s) => (s === at ? values.map((v, i) => (i === 0 ? v + 1e-6 : v)) : values)),
    });
    for (const half of ['first', 'second'] as const) {
      for (const key of ['x', 'xi'] as const) {
        for (const at of [1, 3]) {
          const faulty = { ...input, [half]: nudged(input[half], key, at) };
          expect(checkCoupledFlow({ ...faulty, timeStep: run.timeStep }).verdict).toBe('violated');
        }
      }
    }
  });

  it('is violated when the plan has other marginals', () => {
    const input = setting(potentialGaussian({ dimension: 1, amplitude: 1.5 }), 'optimal');
    const shifted = { ...input.plan, source: input.plan.source.map((i) => (i + 1) % 8) };
    expect(checkCoupledFlow({ ...input, plan: shifted, timeStep: run.timeStep }).verdict).toBe('violated');
  });
});

describe('§1.6 step 3: checkCouplingCost', () => {
  it.each(['optimal', 'product'] as const)('holds from the %s coupling', (coupling) => {
    const input = setting(potentialGaussian({ dimension: 2, amplitude: 1.5 }), coupling);
    const distances = distanceCurve(input.f, input.g, { norm: 'phase-space sum' });
    const integrationError = new Float64Array(4).fill(1e-7);
    const [below, above] = checkCouplingCost({ ...input, distances, integrationError });
    expect(checkCouplingCost({ ...input, distances })[1].verdict).toBe('undecided');
    expect(below.verdict).toBe('holds');
    expect(above.verdict).toBe('holds');
  });

  it('asks for the norm of the proof', () => {
    const input = setting(potentialGaussian({ dimension: 1 }), 'optimal');
    expect(() => checkCouplingCost({ ...input, distances: distanceCurve(input.f, input.g) })).toThrow(
      /norm 'phase-space sum'/,
    );
  });
});
