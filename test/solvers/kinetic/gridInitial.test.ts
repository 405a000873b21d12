import {
  cosinePerturbed,
  gridMarginals,
  normal,
  phaseSpaceDensity,
  pointMass,
  potentialCosine,
  potentialGaussian,
  potentialHarmonic,
  symmetricPareto,
  uniform,
  vlasovGridSolver,
} from '../../../lib/index';
import { law } from './gridSamples';

const interaction = potentialCosine();
const twoPi = 2 * Math.PI;

describe('initial data on a grid', () => {
  it('means of cells where a law jumps, values where it is smooth', () => {
    // Edges at 0.3 and 0.8 of a cell.
    const width = twoPi / 100;
    const box = uniform({ low: 20.3 * width, high: 70.8 * width });
    const { position } = gridMarginals(
      vlasovGridSolver({ density: law(box, normal({})), interaction, cells: [100, 64] }).state,
    );
    const height = 1 / (50.5 * width);
    expect(position[19]).toBeCloseTo(0, 12);
    expect(position[20]).toBeCloseTo(0.7 * height, 9);
    expect(position[40]).toBeCloseTo(height, 9);
    expect(position[70]).toBeCloseTo(0.8 * height, 9);
    const smooth = gridMarginals(
      vlasovGridSolver({ density: law(normal({ mean: 3, deviation: 0.5 })), interaction, cells: 64 }).state,
    );
    smooth.position.forEach((value, i) => {
      const { pdf } = normal({ mean: 3, deviation: 0.5 });
      const q = smooth.x[i];
      expect(value).toBeCloseTo(pdf(q - twoPi) + pdf(q) + pdf(q + twoPi), 12);
    });
  });

  it('a law on the circle, wherever the box is cut', () => {
    const density = law(cosinePerturbed({ amplitude: 0.5 }));
    // With an odd number of cells on [−π, π] a centre lies on 0, where the law begins and ends.
    for (const low of [0, -Math.PI, 1.7, -20]) {
      const { x, position } = gridMarginals(
        vlasovGridSolver({ density, interaction, cells: [65, 64], box: { x: [low, low + twoPi] } }).state,
      );
      x.forEach((q, i) => {
        expect(position[i]).toBeCloseTo((1 + 0.5 * Math.cos(q)) / twoPi, 9);
      });
    }
  });

  it('several periods of the interaction, if the density says so', () => {
    const density = law(cosinePerturbed({ amplitude: 0.1, wavenumber: 0.5 }));
    const { x, periodic } = vlasovGridSolver({
      density,
      interaction: potentialCosine({ wavenumber: 1 }),
      cells: 64,
    }).state;
    expect(x).toEqual([0, 4 * Math.PI]);
    expect(periodic).toBe(true);
  });

  it('a function, normalised', () => {
    const { state, report } = vlasovGridSolver({
      density: (x, xi) => 17 * (1 + 0.3 * Math.sin(x)) * Math.exp(-0.5 * xi * xi),
      interaction,
      cells: 64,
      box: { xi: [-7, 7] },
    });
    expect(report.mass).toBeCloseTo(1, 13);
    const { x, position } = gridMarginals(state);
    position.forEach((value, i) => {
      expect(value).toBeCloseTo((1 + 0.3 * Math.sin(x[i])) / twoPi, 11);
    });
  });

  it('what a box cuts off is reported', () => {
    const density = law(normal({ deviation: 0.5 }), normal({ deviation: 0.5 }));
    const harmonic = potentialHarmonic({ dimension: 1, stiffness: 1 });
    const solver = vlasovGridSolver({
      density,
      interaction: harmonic,
      box: { x: [-2, 4], xi: [-3, 3] },
      cells: 64,
    });
    // Beyond four deviations on one side; the rest is below 1e-8.
    expect(solver.report.outside).toBeCloseTo(normal({}).cdf(-4), 7);
    expect(solver.report.mass).toBeCloseTo(1, 13);
    expect(solver.report.status).toBe('box too small');
  });

  it('atoms, heavy tails and boxes without bound are refused', () => {
    const solve =
      (position: Parameters<typeof law>[0], momentum: Parameters<typeof law>[1], more: object) => () =>
        vlasovGridSolver({ density: law(position, momentum), interaction, ...more });
    expect(solve(uniform({ low: 0, high: 6 }), pointMass({ at: 0 }), { box: { xi: [-1, 1] } })).toThrow(
      /density must have a momentum density on a grid, got/,
    );
    const heavy = symmetricPareto({ exponent: 1.5 });
    expect(solve(uniform({ low: 0, high: 6 }), heavy, {})).toThrow(
      /box.xi must be given for a law without variance/,
    );
    const gaussian = potentialGaussian({ dimension: 1 });
    const line = phaseSpaceDensity({ dimension: 1, position: normal(), momentum: normal() });
    const { x, xi } = vlasovGridSolver({
      density: line,
      interaction: gaussian,
      duration: 2,
      cells: 96,
    }).state;
    // Both reaches of 7.03 deviations, with room for a gain of 2 in ξ², joined as independent.
    const fastest = Math.hypot(7.034, 2);
    expect(xi[1]).toBeCloseTo(fastest, 2);
    expect(x[1]).toBeCloseTo(Math.hypot(7.034, 2 * fastest), 1);
    const bounded = vlasovGridSolver({
      density: law(uniform({ low: -1, high: 1 }), uniform({ low: -1, high: 3 })),
      interaction: potentialHarmonic({ dimension: 1, stiffness: 0 }),
      duration: 2,
      timeStep: 0.5,
      cells: [160, 64],
    });
    // The corner (1, 3) reaches 7, (−1, −1) reaches −3.
    expect(bounded.state.x[1]).toBeCloseTo(7, 9);
    expect(bounded.state.x[0]).toBeCloseTo(-3, 9);
  });
});
