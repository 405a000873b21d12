import {
  checkMeanDobrushin,
  createRandom,
  type LimitPoint,
  limitPoints,
  newtonSolver,
  normal,
  phaseSpaceDensity,
  phaseSpaceMeasure,
  potentialCosine,
  potentialHarmonic,
  samplingPoint,
  transportSemidiscrete,
} from '../../lib/index';

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

describe('limitPoints for a harmonic interaction, whose f(t) is known', () => {
  // V = z²/2: after a quarter of a period the Gaussian with variances (a, b) has become the one with (b, a).
  const [position, momentum] = [normal({ deviation: 0.6 }), normal()];
  const until = Math.PI / 2;
  const interaction = potentialHarmonic({ dimension: 1, stiffness: 1 });
  const common = { interaction, position, momentum, seed: 4, cells: 128, tolerance: 0.01 };
  const points = limitPoints({ ...common, sizes: [20], times: [0, until], repetitions: [4] });

  it('encloses the distance from the exact solution at a quarter of the period', () => {
    const exact = phaseSpaceDensity({ dimension: 1, position: momentum, momentum: position });
    const stream = createRandom(4).split();
    const ends = Array.from({ length: 4 }, () => {
      const start = phaseSpaceDensity({ dimension: 1, position, momentum }).sample(stream.split(), 20);
      const solver = newtonSolver({ interaction, ...start });
      solver.run({ until, timeStep: 0.02 });
      return transportSemidiscrete(exact, phaseSpaceMeasure(solver.state), { tolerance: 0.005 });
    });
    const [, then] = points;
    // The test has teeth: 0.4 is the distance, and the grid moves it by a few hundredths of that at most.
    expect(then.gridError).toBeLessThan(0.03 * then.lower.mean);
    // Two enclosures of the same numbers but for the error of the grid.
    expect(then.lower.mean - then.gridError).toBeLessThan(mean(ends.map((end) => end.upper)));
    expect(then.upper.mean + then.gridError).toBeGreaterThan(mean(ends.map((end) => end.lower)));
  });

  it('at time 0 finds what independent sampling finds', () => {
    const still = samplingPoint({
      density: { coordinates: [position, momentum] },
      size: 20,
      repetitions: 2,
      random: createRandom(9),
      toLaw: { repetitions: 16, tolerance: 0.03 },
    }).toLaw!;
    const [first] = points;
    const error = 4 * Math.hypot(first.lower.standardError, still.lower.standardError) + first.gridError;
    expect(Math.abs(first.lower.mean - still.lower.mean)).toBeLessThan(error);
    expect(error).toBeLessThan(0.5 * still.lower.mean);
  });
});

describe('limitPoints with V = −cos', () => {
  const options = {
    interaction: potentialCosine({ amplitude: -1 }),
    position: normal(),
    momentum: normal({ deviation: 0.5 }),
    seed: 3,
    cells: 64,
    times: [0, 1],
  };
  const told: LimitPoint[][] = [];
  const points = limitPoints({
    ...options,
    sizes: [10, 40],
    repetitions: [6, 4],
    onPoints: (found) => told.push([...found]),
  });

  it('tells the points of each N, at every time', () => {
    expect(told.flat()).toEqual(points);
    expect(points.map(({ size, time }) => [size, time])).toEqual([
      [10, 0],
      [10, 1],
      [40, 0],
      [40, 1],
    ]);
  });

  it('goes on where another run has ended, with the same numbers', () => {
    const previous = points.slice(0, 2);
    const rest = limitPoints({ ...options, sizes: [10, 40], repetitions: [6, 4], previous });
    expect(rest).toEqual(points.slice(2));
  });

  it('brackets are ordered, shrink with N, and obey the averaged inequality of Dobrushin', () => {
    for (const { lower, upper } of points) {
      expect(lower.mean).toBeGreaterThan(0);
      expect(upper.mean).toBeGreaterThanOrEqual(lower.mean);
      expect(upper.mean - lower.mean).toBeLessThanOrEqual(0.01 * upper.mean * 1.001);
    }
    expect(points[3].upper.mean).toBeLessThan(points[1].lower.mean);
    const measured = points.filter(({ size }) => size === 10);
    expect(checkMeanDobrushin({ interaction: options.interaction, measured }).verdict).toBe('holds');
  });

  it('refuses times that do not ascend and odd grids', () => {
    const ask = (change: object) => () =>
      limitPoints({ ...options, sizes: [10], repetitions: [2], ...change });
    expect(ask({ times: [1, 0.5] })).toThrow(/times must be >= 0 and ascend, got 1, 0.5/);
    expect(ask({ cells: 65 })).toThrow(/cells must be even, got 65/);
    expect(ask({ repetitions: [1] })).toThrow(/repetitions\[0\] must be an integer/);
  });
});
