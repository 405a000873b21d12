import {
  centreOfMass,
  createRandom,
  energy,
  firstMoment,
  magnetisation,
  meanDisplacement,
  newtonSolver,
  phaseSpaceMeasure,
  planeWave,
  potentialGaussian,
  potentialHarmonic,
  recordTrajectory,
  snapshot,
  type Trajectory,
  trajectoryRows,
  weakForm,
} from '../../lib/index';

const random = createRandom(3);
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.normal());
const interaction = potentialGaussian({ dimension: 2, amplitude: 1.5 });
const solver = () => {
  const seeded = createRandom(8);
  const draw = () => Float64Array.from({ length: 10 }, () => seeded.normal());
  return newtonSolver({ interaction, x: draw(), xi: draw() });
};

describe('observables by hand', () => {
  const state = {
    x: Float64Array.of(3, 4, 0, 0),
    xi: Float64Array.of(0, 0, 6, 8),
    weights: Float64Array.of(0.25, 0.75),
    dimension: 2 as const,
  };

  it('first moment, centre of mass, kinetic and interaction energy', () => {
    expect(firstMoment(state)).toBe(0.25 * 5 + 0.75 * 10);
    expect(Array.from(centreOfMass(state))).toEqual([0.75, 1]);
    const e = energy(state, potentialHarmonic({ dimension: 2, stiffness: 2 }));
    expect(e.kinetic).toBe(0.75 * 50);
    expect(e.interaction).toBeCloseTo(0.25 * 0.75 * 25, 13);
  });

  it('magnetisation of a point and of opposite points', () => {
    const at = (x: number[]) => ({
      x: Float64Array.from(x),
      xi: new Float64Array(x.length),
      weights: new Float64Array(x.length).fill(1 / x.length),
      dimension: 1 as const,
    });
    expect(magnetisation(at([1.3]))).toBeCloseTo(1, 14);
    expect(magnetisation(at([0, Math.PI]))).toBeLessThan(1e-15);
  });

  it('tracers count neither as mass nor in the measure', () => {
    const withTracer = { ...state, weights: Float64Array.of(1, 0) };
    expect(energy(withTracer, interaction).interaction).toBe(0);
    expect(phaseSpaceMeasure(withTracer)).toEqual({
      points: Float64Array.of(3, 4, 0, 0),
      dimension: 4,
      weights: Float64Array.of(1),
    });
  });
});

describe('trajectories', () => {
  it('keep copies at equal times', () => {
    const trajectory = recordTrajectory(solver(), { until: 1, timeStep: 0.03, samples: 5 });
    expect(Array.from(trajectory.times)).toHaveLength(6);
    expect(trajectory.times[5]).toBe(1);
    expect(trajectory.x[0]).not.toEqual(trajectory.x[5]);
    expect(snapshot(trajectory, 5).time).toBe(1);
    expect(() => snapshot(trajectory, 6)).toThrow(/s must be an integer in \[0, 5\], got 6/);
  });

  it('are apart by the mean distance of their atoms in phase space', () => {
    const at = (x: number[], xi: number[]): Trajectory => ({
      times: Float64Array.of(0),
      x: [Float64Array.from(x)],
      xi: [Float64Array.from(xi)],
      weights: Float64Array.of(0.25, 0.75),
      dimension: 1,
    });
    const [a, b] = [at([0, 0], [0, 0]), at([3, 0], [4, 2])];
    expect(meanDisplacement(a, b)[0]).toBe(0.25 * 5 + 0.75 * 2);
    expect(meanDisplacement(a, b, 2)[0]).toBeCloseTo(Math.sqrt(0.25 * 25 + 0.75 * 4), 14);
  });

  it('become rows for a file', () => {
    const trajectory = recordTrajectory(solver(), { until: 1, timeStep: 0.1, samples: 2 });
    const rows = trajectoryRows(trajectory);
    expect(rows).toHaveLength(3 * 5);
    expect(rows[12]).toEqual({
      t: 1,
      particle: 2,
      x1: trajectory.x[2][4],
      x2: trajectory.x[2][5],
      xi1: trajectory.xi[2][4],
      xi2: trajectory.xi[2][5],
    });
  });

  it('differ under step halving by an amount of the order of the scheme', () => {
    const run = (timeStep: number) => recordTrajectory(solver(), { until: 0.8, timeStep, samples: 4 });
    const [a, b, c] = [run(0.1), run(0.05), run(0.025)];
    const ratio = meanDisplacement(a, b)[4] / meanDisplacement(b, c)[4];
    expect(ratio).toBeGreaterThan(10);
    expect(ratio).toBeLessThan(26);
    expect(() =>
      meanDisplacement(a, recordTrajectory(solver(), { until: 1, timeStep: 0.1, samples: 3 })),
    ).toThrow(/equal snapshots/);
  });
});

describe('the weak form of Vlasov on Newton trajectories', () => {
  const wave = planeWave([0.8, -0.3], [0.5, 1], 0.4);

  it('is satisfied at fourth order in the spacing of the snapshots', () => {
    const defects = [16, 32, 64].map((samples) => {
      const form = weakForm(
        recordTrajectory(solver(), { until: 2, timeStep: 0.01, samples }),
        interaction,
        wave,
      );
      return Math.abs(form.change.at(-1)! - form.transported.at(-1)!);
    });
    const doubts = [16, 32].map(
      (samples) =>
        weakForm(
          recordTrajectory(solver(), { until: 2, timeStep: 0.01, samples }),
          interaction,
          wave,
        ).quadratureError.at(-1)!,
    );
    // The stated error is above the true one, and falls at the order of the rule.
    expect(doubts[0]).toBeGreaterThan(defects[0]);
    expect(Math.log2(doubts[0] / doubts[1])).toBeGreaterThan(3);
    expect(Math.log2(defects[0] / defects[1])).toBeGreaterThan(3.3);
    expect(Math.log2(defects[1] / defects[2])).toBeGreaterThan(3.3);
    expect(defects[2]).toBeLessThan(1e-6);
  });

  it('is violated by another interaction', () => {
    const trajectory = recordTrajectory(solver(), { until: 2, timeStep: 0.01, samples: 32 });
    const wrong = weakForm(trajectory, potentialGaussian({ dimension: 2, amplitude: -1.5 }), wave);
    expect(Math.abs(wrong.change.at(-1)! - wrong.transported.at(-1)!)).toBeGreaterThan(1e-2);
  });

  it('has test functions whose gradient is their derivative', () => {
    const [x, xi] = [normals(2), normals(2)];
    const [dx, dxi] = [new Float64Array(2), new Float64Array(2)];
    wave.gradientInto(x, xi, dx, dxi);
    const h = 1e-6;
    const moved = (s: number) => wave.value(Float64Array.of(x[0] + s, x[1]), xi);
    expect((moved(h) - moved(-h)) / (2 * h)).toBeCloseTo(dx[0], 8);
  });

  it('asks for a multiple of four intervals', () => {
    const trajectory = recordTrajectory(solver(), { until: 1, timeStep: 0.1, samples: 6 });
    expect(() => weakForm(trajectory, interaction, wave)).toThrow(/multiple of 4 snapshot intervals, got 6/);
  });
});
