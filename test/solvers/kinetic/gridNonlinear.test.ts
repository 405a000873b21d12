import {
  createRandom,
  densityAlongCharacteristics,
  discretiseLaw,
  gridObservables,
  interpolateGrid,
  normal,
  type PhaseSpaceGrid,
  potentialCosine,
  potentialFormula,
  potentialGaussian,
  potentialHarmonic,
  vlasovGridSolver,
  vlasovSolver,
} from '../../../lib/index';
import { observedOrder, type SplittingName } from '../../../lib/numerics/index';
import {
  gaussian,
  harmonicDensity,
  largestDifference,
  largestError,
  law,
  secondMoments,
} from './gridSamples';

describe('Vlasov on a grid: a nonlinear field', () => {
  const interaction = potentialCosine({ amplitude: -1 });
  const density = (x: number, xi: number): number =>
    (1 + 0.4 * Math.cos(x) + 0.2 * Math.sin(2 * x)) * Math.exp(-2 * xi * xi);
  const box = { xi: [-4.5, 4.5] as const };

  it.each([
    ['verlet', 2, 2.3, [0.6, 0.3, 0.15]],
    ['yoshida4', 4, 4.3, [0.6, 0.4, 0.3]],
    // Errors of 1e-8: the term of order 6 still counts.
    ['blanesMoan4', 4, 5.1, [0.6, 0.4, 0.3]],
  ] as [SplittingName, number, number, number[]][])(
    '%s has order %d in time',
    (splitting, order, most, steps) => {
      const at = (timeStep: number, name: SplittingName): PhaseSpaceGrid =>
        vlasovGridSolver({
          interaction,
          density,
          box,
          cells: [96, 200],
          splitting: name,
          timeStep,
        }).advanceTo(1.2);
      const exact = at(0.2, 'blanesMoan6').values;
      const errors = steps.map((timeStep) =>
        at(timeStep, splitting).values.reduce(
          (worst, value, k) => Math.max(worst, Math.abs(value - exact[k])),
          0,
        ),
      );
      const { order: seen, status } = observedOrder(steps, errors);
      expect(status).toBe('power law');
      expect(seen).toBeGreaterThan(order - 0.3);
      expect(seen).toBeLessThan(most);
    },
  );

  it.each([
    [3, 4],
    [5, 6],
  ] as const)('splines of degree %d have order %d in space', (degree, order) => {
    const cells = [80, 120, 180];
    const errors = cells.map((n) => {
      const solver = vlasovGridSolver({
        density: gaussian,
        interaction: potentialHarmonic({ dimension: 1, stiffness: 2 }),
        cells: n,
        degree,
        splitting: 'blanesMoan6',
        timeStep: 0.25,
      });
      return largestError(solver.advanceTo(0.5), harmonicDensity(2, 0.5));
    });
    const { pairwise } = observedOrder(cells, errors);
    expect(-pairwise[1]).toBeGreaterThan(order - 0.5);
    expect(-pairwise[1]).toBeLessThan(order + 0.5);
  });

  it('keeps what Vlasov keeps', () => {
    const solver = vlasovGridSolver({ interaction, density, box, cells: 128, timeStep: 0.1 });
    const start = gridObservables(solver.state, interaction);
    const seen: number[] = [];
    solver.run({
      until: 5,
      samples: 5,
      observe(time, state) {
        seen.push(time);
        const { mass, momentum, energy, squares, entropy, maximum } = gridObservables(state, interaction);
        // To rounding: sums over lines, and Newton's third law.
        expect(Math.abs(mass - 1)).toBeLessThan(1e-12);
        expect(Math.abs(momentum - start.momentum)).toBeLessThan(1e-12);
        // To the errors of the splitting and of the splines.
        expect(Math.abs(energy.total - start.energy.total)).toBeLessThan(1e-7);
        expect(Math.abs(squares / start.squares - 1)).toBeLessThan(1e-3);
        expect(Math.abs(entropy - start.entropy)).toBeLessThan(1e-3);
        expect(Math.abs(maximum / start.maximum - 1)).toBeLessThan(1e-2);
      },
    });
    expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
    const { kinetic } = gridObservables(solver.state, interaction).energy;
    expect(Math.abs(kinetic - start.energy.kinetic)).toBeGreaterThan(0.01);
  });

  it('runs backwards to where it came from', () => {
    const solver = vlasovGridSolver({ interaction, density, box, cells: 128, timeStep: 0.25 });
    const start = solver.state.values.slice();
    const away = solver.advanceTo(2).values.slice();
    const back = solver.advanceTo(0).values;
    const distance = (a: Float64Array): number =>
      a.reduce((most, value, k) => Math.max(most, Math.abs(value - start[k])), 0);
    expect(distance(away)).toBeGreaterThan(0.02);
    // The splitting is reversible; what remains is the smoothing by the splines.
    expect(distance(back)).toBeLessThan(1e-6);
  });

  it('agrees with particles along characteristics', () => {
    const start = law(normal({ mean: 3, deviation: 0.5 }), normal({ deviation: 0.5 }));
    const solver = vlasovGridSolver({ interaction, density: start, cells: 128, box: { xi: [-4, 4] } });
    const grid = interpolateGrid(solver.advanceTo(2));
    const atoms = vlasovSolver({ interaction, initial: discretiseLaw(start, { pointsPerAxis: 28 }) });
    atoms.run({ until: 2, timeStep: 0.1 });
    const points = { x: [3, 2.5, 3.4, 3.1], xi: [0, 0.3, -0.2, 0.7] };
    const values = densityAlongCharacteristics({
      interaction,
      state: atoms.state,
      initialDensity: start.density,
      points,
      timeStep: 0.1,
    });
    values.forEach((value, k) => {
      // The force of the atoms is that of f to the square of their distance, 1/28² of order one.
      expect(Math.abs(grid.at(points.x[k], points.xi[k]) - value)).toBeLessThan(2e-3);
      expect(value).toBeGreaterThan(0.05);
    });
  });

  it('does not depend on where the circle is cut, nor on a common velocity', () => {
    const position = normal({ mean: 1, deviation: 0.6 });
    const solve = (mean: number, x: readonly [number, number], drift: number) =>
      vlasovGridSolver({
        interaction,
        density: law(normal({ mean, deviation: 0.6 }), normal({ mean: drift, deviation: 0.6 })),
        cells: [64, 128],
        box: { x, xi: [-5 + drift, 5 + drift] },
        timeStep: 0.1,
      });
    const reference = solve(position.mean, [0, 2 * Math.PI], 0).advanceTo(1.5);
    // Cut elsewhere by 16 cells.
    const cut = solve(1, [Math.PI / 2, (5 * Math.PI) / 2], 0).advanceTo(1.5);
    const turned = reference.values.map((_, k) => reference.values[(k + 16 * 128) % (64 * 128)]);
    expect(largestDifference(cut.values, turned)).toBeLessThan(1e-12);
    const moving = interpolateGrid(solve(1, [0, 2 * Math.PI], 0.8).advanceTo(1.5));
    // Galilei: at time t everything is 0.8·t farther, with 0.8 more momentum.
    expect(largestError(reference, (x, xi) => moving.at(x + 1.2, xi + 0.8))).toBeLessThan(2e-5);
  });

  it('on the line conserves momentum and energy, and moves like its particles', () => {
    const V = potentialGaussian({ dimension: 1, amplitude: 2 });
    const start = law(normal({ mean: 1, deviation: 0.4 }), normal({ mean: 0.5, deviation: 0.4 }));
    const solver = vlasovGridSolver({ interaction: V, density: start, duration: 1.5, cells: [160, 128] });
    const before = gridObservables(solver.state, V);
    const after = gridObservables(solver.advanceTo(1.5), V);
    expect(Math.abs(after.momentum - before.momentum)).toBeLessThan(1e-11);
    expect(Math.abs(after.energy.total - before.energy.total)).toBeLessThan(1e-6);
    const atoms = vlasovSolver({ interaction: V, initial: discretiseLaw(start, { pointsPerAxis: 9 }) });
    atoms.run({ until: 1.5, timeStep: 0.25 });
    const { x, xi, weights } = atoms.state;
    const kinetic = weights.reduce((sum, w, k) => sum + 0.5 * w * xi[k] ** 2, 0);
    const spread = weights.reduce((sum, w, k) => sum + w * x[k] ** 2, 0);
    expect(Math.abs(after.energy.kinetic - kinetic)).toBeLessThan(2e-2);
    expect(Math.abs(secondMoments(solver.state)[0] - spread)).toBeLessThan(2e-2);
    expect(after.energy.kinetic - before.energy.kinetic).toBeGreaterThan(0.1);
  });

  it('limits fluxes on request: no negative value, the same motion', () => {
    const options = { interaction, density, box, cells: [64, 96] as const, timeStep: 0.2 };
    const free = vlasovGridSolver(options);
    const limited = vlasovGridSolver({ ...options, positive: true });
    for (const solver of [free, limited]) solver.advanceTo(8);
    expect(free.report.negativeMass).toBeGreaterThan(1e-6);
    expect(free.report.minimum).toBeLessThan(-1e-4);
    expect(limited.report.minimum).toBeGreaterThan(-1e-15);
    expect(Math.abs(limited.report.mass - 1)).toBeLessThan(1e-12);
    const kinetic = [free, limited].map(({ state }) => gridObservables(state, interaction).energy.kinetic);
    expect(Math.abs(kinetic[0] - kinetic[1])).toBeLessThan(1e-3);
  });

  it('keeps mass and momentum for random potentials, data and settings', () => {
    const random = createRandom(12);
    const between = (low: number, high: number): number => low + (high - low) * random.uniform();
    for (let sample = 0; sample < (process.env.LONG ? 60 : 8); sample++) {
      const text = `${between(-1, 1)}*cos(x) + ${between(-0.3, 0.3)}*cos(2*x)`;
      const V = potentialFormula(text, { dimension: 1 });
      const [a, b] = [between(-0.4, 0.4), between(-0.4, 0.4)];
      const width = between(0.4, 0.8);
      const solver = vlasovGridSolver({
        interaction: V,
        density: (x, xi) =>
          (1 + a * Math.sin(x) + b * Math.cos(2 * x)) * Math.exp(-0.5 * ((xi - a) / width) ** 2),
        box: { xi: [a - 7, a + 7] },
        cells: [16 + Math.floor(40 * random.uniform()), 100 + Math.floor(40 * random.uniform())],
        degree: random.uniform() < 0.5 ? 3 : 5,
        positive: false,
        splitting: random.uniform() < 0.5 ? 'verlet' : 'yoshida4',
        timeStep: 0.3,
      });
      const start = gridObservables(solver.state, V);
      expect(Math.abs(start.momentum - a)).toBeLessThan(1e-10);
      solver.advanceTo(3);
      const { mass, escaped } = solver.report;
      // Tails of 8 deviations and more: nothing leaves.
      expect(Math.abs(mass - 1) + Math.abs(escaped.xi[0]) + Math.abs(escaped.xi[1])).toBeLessThan(1e-11);
      expect(Math.abs(gridObservables(solver.state, V).momentum - a)).toBeLessThan(1e-10);
    }
  });
});
