import {
  gaussianPacket,
  gridDensityState,
  manyBodySolver,
  potentialGaussian,
  potentialHarmonic,
  productState,
  quantumGrid,
  stateMoments,
  toeplitzBody,
  trace,
  waveReducedDensity,
} from '../../../../lib/index';
import {
  addMatrices,
  type DenseMatrix,
  hilbertSchmidtNorm,
  scaleMatrix,
} from '../../../../lib/numerics/index';

const points = [
  [0.8, 0.3],
  [-0.6, -0.2],
  [0.1, 0.9],
];
const box = { low: -5, high: 5 };
const gaussian = potentialGaussian({ dimension: 1 });

const costOf = (run: ReturnType<typeof toeplitzBody>, s: number, atoms: number[][]): number =>
  atoms.reduce(
    (sum, [q, p], k) =>
      sum +
      run.weights[k] * (q * q + p * p) -
      2 * (q * run.samples[s].positions[k] + p * run.samples[s].momenta[k]),
    run.samples[s].square,
  );

describe('toeplitzBody', () => {
  it('without V the transported coupling costs ε(1 + t²/2), and atoms fly freely', () => {
    const interaction = potentialGaussian({ dimension: 1, amplitude: 1e-12 });
    for (const [particles, gridPoints] of [
      [2, 48],
      [3, 40],
      [4, 20],
    ]) {
      const epsilon = particles === 4 ? 0.8 : 0.4;
      const times = [0, 0.7, 1.5];
      const data = particles === 4 ? [[0.3, 0.2]] : points;
      const run = toeplitzBody({
        interaction,
        epsilon,
        particles,
        points: data,
        times,
        ...(particles === 4 ? { low: -6, high: 6 } : box),
        gridPoints: particles === 4 ? 32 : gridPoints,
        timeStep: 0.5,
      });
      times.forEach((t, s) => {
        const atoms = data.map(([q, p]) => [q + p * t, p]);
        expect(costOf(run, s, atoms)).toBeCloseTo(epsilon * (1 + (t * t) / 2), 8);
      });
    }
  });

  it('harmonic V: means and covariance of R_{N:1} by the formula', () => {
    // One atom: R_{N:1} has the covariance Σ_ω + (Σ_free − Σ_ω)/N with a = b = ε/2, ω = √κ.
    const [epsilon, stiffness, t] = [0.3, 1.5, 0.9];
    const omega = Math.sqrt(stiffness);
    for (const [particles, gridPoints] of [
      [2, 64],
      [3, 48],
    ]) {
      const run = toeplitzBody({
        interaction: potentialHarmonic({ dimension: 1, stiffness }),
        ...{ epsilon, particles, points: [[0.4, -0.3]], times: [t], ...box, gridPoints, timeStep: 0.02 },
      });
      expect(run.status).toBe('resolved');
      const state = gridDensityState({
        epsilon,
        grid: run.grid,
        density: run.samples[0].density as DenseMatrix,
      });
      const { mean, covariance } = stateMoments(state);
      const a = epsilon / 2;
      const [c, s] = [Math.cos(omega * t), Math.sin(omega * t)];
      const bound = [
        a * c * c + (a * s * s) / stiffness,
        (a / omega - a * omega) * s * c,
        a * c * c + a * stiffness * s * s,
      ];
      const free = [a + a * t * t, a * t, a];
      [0, 1, 3].forEach((place, k) => {
        expect(covariance.data[place]).toBeCloseTo(bound[k] + (free[k] - bound[k]) / particles, 7);
      });
      expect(mean[0]).toBeCloseTo(0.4 - 0.3 * t, 9);
      expect(mean[1]).toBeCloseTo(-0.3, 9);
      expect(trace(run.samples[0].density as DenseMatrix).re).toBeCloseTo(1, 10);
    }
  });

  it('two particles: the many-body solver on the plane', () => {
    const epsilon = 0.5;
    // Wide enough for the amplitude at the edge to be 1e−9.
    const wide = { low: -8, high: 8 };
    const grid = quantumGrid({ ...wide, points: 80 });
    const [a, b] = points.map(([centre, momentum]) =>
      gaussianPacket({ grid, hbar: epsilon, width: Math.sqrt(epsilon / 2), centre, momentum }),
    );
    const exact = (waves: (typeof a)[]): DenseMatrix => {
      const solver = manyBodySolver({ initial: productState(waves), interaction: gaussian, order: 4 });
      solver.run({ until: 0.8, timeStep: 0.02 });
      return waveReducedDensity(solver.state, 1);
    };
    const run = toeplitzBody({
      interaction: gaussian,
      ...{ epsilon, particles: 2, points: points.slice(0, 2), weights: [0.7, 0.3], times: [0, 0.8] },
      ...{ ...wide, gridPoints: 80, timeStep: 0.02 },
    });
    const mixture = [
      { weight: 0.49, density: exact([a, a]) },
      { weight: 0.21, density: exact([a, b]) },
      { weight: 0.21, density: exact([b, a]) },
      { weight: 0.09, density: exact([b, b]) },
    ]
      .map(({ weight, density }) => scaleMatrix(density, weight))
      .reduce((sum, part) => addMatrices(sum, part));
    expect(hilbertSchmidtNorm(addMatrices(run.samples[1].density as DenseMatrix, mixture, -1))).toBeLessThan(
      1e-6,
    );
  });

  it('the order of the splitting is four', () => {
    const run = (timeStep: number): number => {
      const one = toeplitzBody({
        interaction: potentialGaussian({ dimension: 1, amplitude: 3 }),
        ...{
          epsilon: 0.4,
          particles: 3,
          points: [points[0], points[1]],
          times: [1],
          ...box,
          gridPoints: 40,
          timeStep,
        },
        reduced: false,
      });
      return one.samples[0].square;
    };
    const values = [0.1, 0.05, 0.025].map(run);
    const order = Math.log2(Math.abs(values[0] - values[1]) / Math.abs(values[1] - values[2]));
    expect(order).toBeGreaterThan(3.3);
    expect(order).toBeLessThan(5.5);
  });

  it('says when the box is too small, and refuses what it cannot do', () => {
    const good = {
      interaction: gaussian,
      epsilon: 0.4,
      particles: 2,
      points,
      times: [0, 1],
      ...box,
      gridPoints: 48,
    };
    const fast = toeplitzBody({
      ...good,
      points: [
        [2.7, 2],
        [-2.7, -2],
      ],
      times: [0, 1.5],
      gridPoints: 72,
    });
    expect(fast.status).toBe('box too small');
    const refuses = (change: object, message: RegExp): void => {
      expect(() => toeplitzBody({ ...good, ...change })).toThrow(message);
    };
    refuses({ epsilon: 0 }, /epsilon must be a finite number > 0, got 0/);
    refuses({ particles: 5 }, /particles must be an integer in \[2, 4\], got 5/);
    refuses({ points: [] }, /points must be a list of points/);
    refuses({ points: [[4.9, 0]] }, /points\[0\] must be inside \[low, high\] with its packet, got q = 4.9/);
    refuses({ weights: [1, 1, 1] }, /weights/);
    refuses({ times: [1, 0.5] }, /times must be ascending/);
    refuses({ high: -6 }, /high must be > low/);
    refuses({ gridPoints: 20 }, /gridPoints must resolve momenta up to 3.14, got 20: take at least 34/);
    refuses(
      { particles: 4, gridPoints: 200 },
      /gridPoints must be smaller for 4 particles, got 200: \d+ MiB/,
    );
    refuses({ interaction: potentialGaussian({ dimension: 3 }) }, /interaction must be in d = 1, got d = 3/);
    expect(() => toeplitzBody(undefined as never)).toThrow(/options of toeplitzBody must be an object/);
  });
});
