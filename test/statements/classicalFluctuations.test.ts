import {
  type ClassicalFluctuations,
  checkClassicalFluctuations,
  classicalFluctuations,
  createRandom,
  gaussHermite,
  normal,
  phaseSpaceDensity,
  planeWave,
  potentialCosine,
  potentialGaussian,
} from '../../lib/index';

const [s, r] = [0.8, 0.5];
const density = phaseSpaceDensity({
  dimension: 1,
  position: normal({ deviation: s }),
  momentum: normal({ deviation: r }),
});
/** The nodes of a Gauss rule for f^in: a mean over them is exact to many digits. */
const { nodes, weights } = gaussHermite(16);
const pairs = Array.from(nodes, (_, i) => Array.from(nodes, (_, j) => [i, j] as const)).flat();
const initial = {
  x: pairs.map(([i]) => Math.SQRT2 * s * nodes[i]),
  xi: pairs.map(([, j]) => Math.SQRT2 * r * nodes[j]),
  weights: pairs.map(([i, j]) => (weights[i] * weights[j]) / Math.PI),
};
const interaction = potentialCosine({ amplitude: -1.5 });
const run = (particles: number, replicas: number, until = 2): ClassicalFluctuations =>
  classicalFluctuations({
    interaction,
    density,
    initial,
    observable: planeWave([1], [0]),
    until,
    particles,
    replicas,
    timeStep: 0.1,
    random: createRandom(particles),
  });

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value / values.length, 0);

describe('classical fluctuations about Vlasov', () => {
  const [few, many] = [run(150, 400), run(300, 400)];
  const check = checkClassicalFluctuations(few, many);

  it('are in the limit what the linearised equation predicts, cloud by cloud', () => {
    expect(Math.abs(check.lhs[0])).toBeLessThan(0.06);
    expect(check.verdict).not.toBe('violated');
    // Twice as many particles: half as much is left over, within five standard errors of the two shares.
    const [small, large] = [few, many].map(({ deviations, predicted, variance }) =>
      mean(deviations.map((seen, k) => (seen - predicted[k]) ** 2 / variance)),
    );
    expect(small / large).toBeGreaterThan(1.4);
    expect(small / large).toBeLessThan(2.9);
    expect(check.note).toBe(
      `share at N = 150: ${(100 * small).toFixed(1)} %, at N = 300: ${(100 * large).toFixed(1)} %`,
    );
  });

  it('the prediction is a sum of independent terms of the variance of the limit', () => {
    // Its relative error is √(2/400); four of them.
    for (const { predicted, variance } of [few, many])
      expect(Math.abs(mean(predicted.map((value) => value ** 2)) / variance - 1)).toBeLessThan(0.3);
    // By tangent flows and Gauss–Hermite rules in NumPy.
    expect(many.variance).toBeCloseTo(0.04513, 4);
    expect(many.independent).toBeCloseTo(0.04072, 4);
  });

  it('a prediction of the wrong size, or from another cloud, is seen', () => {
    const spoiled = (change: (one: ClassicalFluctuations) => Float64Array): ClassicalFluctuations[] =>
      [few, many].map((one) => ({ ...one, predicted: change(one) }));
    const [a, b] = spoiled(({ predicted }) => predicted.map((value) => 0.2 * value));
    expect(checkClassicalFluctuations(a, b).lhs[0]).toBeGreaterThan(0.3);
    const [c, d] = spoiled(({ predicted }) => predicted.slice().reverse());
    expect(checkClassicalFluctuations(c, d).lhs[0]).toBeGreaterThan(1);
  });

  it('at time 0 nothing is left over, and the verdict is clear', () => {
    const start = checkClassicalFluctuations(run(10, 50, 0), run(20, 50, 0));
    expect(start.verdict).toBe('holds');
    // The spline between 64 × 64 values of cos x.
    expect(Math.abs(start.lhs[0])).toBeLessThan(1e-7);
  });

  it('refuses clouds that do not grow, and more than one dimension', () => {
    expect(() => checkClassicalFluctuations(many, few)).toThrow(
      'many.particles must be an integer >= 301, got 150',
    );
    expect(() =>
      classicalFluctuations({
        interaction: potentialGaussian({ dimension: 2 }),
        density,
        initial,
        observable: planeWave([1, 0], [0, 0]),
        until: 1,
        particles: 10,
        replicas: 20,
        timeStep: 0.1,
        random: createRandom(1),
      }),
    ).toThrow('interaction must have dimension 1, got 2');
  });
});
