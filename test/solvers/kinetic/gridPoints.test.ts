import {
  asGridDensity,
  createRandom,
  densityMode,
  energy,
  gridAtoms,
  gridCloud,
  gridMarginals,
  gridObservables,
  interpolateGrid,
  magnetisation,
  momentum,
  normal,
  type PhaseSpaceGrid,
  potentialCosine,
  potentialGaussian,
  recordGrid,
  sampleGrid,
  transportExact,
  transportSemidiscrete,
  vlasovGridSolver,
} from '../../../lib/index';
import { gaussian, law } from './gridSamples';

const interaction = potentialCosine();
const state = vlasovGridSolver({
  density: law(normal({ mean: 3, deviation: 0.7 }), normal({ mean: 0.2, deviation: 0.5 })),
  interaction,
  cells: [48, 64],
}).advanceTo(1);

describe('a density on a grid', () => {
  it('has the observables of its cells taken as a cloud', () => {
    const {
      mass,
      momentum: p,
      energy: e,
      squares,
      entropy,
      maximum,
      minimum,
    } = gridObservables(state, interaction);
    const cloud = gridCloud(state);
    expect(cloud.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(mass, 13);
    expect(momentum(cloud)[0]).toBeCloseTo(p, 13);
    const cells = energy(cloud, interaction);
    expect(cells.kinetic).toBeCloseTo(e.kinetic, 13);
    // A cloud leaves out V(0) of each atom with itself.
    const self = cloud.weights.reduce((sum, w) => sum + 0.5 * w * w * interaction.value([0]), 0);
    expect(cells.interaction + self).toBeCloseTo(e.interaction, 12);
    expect(e.total).toBe(e.kinetic + e.interaction);
    expect(magnetisation(cloud)).toBeCloseTo(Math.hypot(...densityMode(state, 1)), 13);
    const area = ((state.x[1] - state.x[0]) / 48) * ((state.xi[1] - state.xi[0]) / 64);
    expect(squares).toBeCloseTo(
      state.values.reduce((sum, v) => sum + v * v * area, 0),
      13,
    );
    expect(entropy).toBeCloseTo(
      state.values.reduce((sum, v) => sum - (v > 0 ? v * Math.log(v) * area : 0), 0),
      13,
    );
    expect(maximum).toBe(Math.max(...state.values));
    expect(minimum).toBe(Math.min(...state.values));
  });

  it('at rest: known entropy, squares and energy of a Gaussian on the line', () => {
    const V = potentialGaussian({ dimension: 1, amplitude: 1.5 });
    const grid = vlasovGridSolver({ density: gaussian, interaction: V, duration: 1, cells: 96 }).state;
    const { entropy, squares, energy: e } = gridObservables(grid, V);
    expect(entropy).toBeCloseTo(1 + Math.log(2 * Math.PI) + Math.log(0.7), 8);
    expect(squares).toBeCloseTo(1 / (4 * Math.PI * 0.7), 10);
    expect(e.kinetic).toBeCloseTo(0.5, 9);
    // x − y has variance 2·0.49.
    expect(e.interaction).toBeCloseTo(0.75 / Math.sqrt(1 + 2 * 0.49), 9);
  });

  it('has marginals with its mass', () => {
    const { x, position, xi, momentum: p } = gridMarginals(state);
    const dx = x[1] - x[0];
    const dxi = xi[1] - xi[0];
    expect(position.reduce((sum, v) => sum + v * dx, 0)).toBeCloseTo(1, 12);
    expect(p.reduce((sum, v, j) => sum + v * xi[j] * dxi, 0)).toBeCloseTo(
      gridObservables(state, interaction).momentum,
      12,
    );
    expect(x[0]).toBeCloseTo(dx / 2, 13);
  });

  it('is evaluated between its points, around the circle, and is 0 outside', () => {
    const start = vlasovGridSolver({
      density: law(normal({ mean: 0.1, deviation: 0.7 }), normal({ deviation: 0.5 })),
      interaction,
      cells: 96,
    }).state;
    const f = interpolateGrid(start);
    for (const [x, xi] of [
      [0.01, 0.2],
      [6.2, -0.7],
      [0.5, 0.33],
      [-0.3, 0.1],
      [6.6, 0],
    ]) {
      const turned = x > Math.PI ? x - 2 * Math.PI : x;
      const exact = normal({ mean: 0.1, deviation: 0.7 }).pdf(turned) * normal({ deviation: 0.5 }).pdf(xi);
      // h⁴/384 of fourth derivatives of a Gaussian, 8 cells a deviation.
      expect(Math.abs(f.at(x, xi) - exact)).toBeLessThan(1e-4);
    }
    expect(f.at(1, 50)).toBe(0);
  });

  it('is sampled', () => {
    const n = 40_000;
    const { x, xi } = sampleGrid(state, createRandom(3), n);
    const cloud = gridCloud(state);
    const mean = (
      values: ArrayLike<number>,
      weight: (k: number) => number,
      g: (v: number) => number,
    ): number => Array.from(values).reduce((sum, v, k) => sum + weight(k) * g(v), 0);
    for (const g of [Math.cos, Math.sin]) {
      const [drawn, exact] = [mean(x, () => 1 / n, g), mean(cloud.x, (k) => cloud.weights[k], g)];
      // Four deviations of a mean of n values of size ≤ 1, and the smoothing by bilinear interpolation, h²/6.
      expect(Math.abs(drawn - exact)).toBeLessThan(4 / Math.sqrt(n) + 0.13 ** 2 / 6);
    }
    expect(
      Math.abs(
        mean(
          xi,
          () => 1 / n,
          (v) => v,
        ) - momentum(cloud)[0],
      ),
    ).toBeLessThan(4 / Math.sqrt(n));
    expect(x.every((v) => v >= 0 && v < 2 * Math.PI)).toBe(true);
    expect(() => sampleGrid(state, createRandom(3), 0)).toThrow(/n must be an integer/);
  });

  it('is made of atoms: they keep mass and means, and distances stay below the bounds', () => {
    const small: PhaseSpaceGrid = vlasovGridSolver({
      density: law(normal({ mean: 3, deviation: 0.7 }), normal({ mean: 0.2, deviation: 0.5 })),
      interaction,
      cells: [24, 32],
    }).state;
    const cloud = gridCloud(small);
    const points = {
      points: Float64Array.from({ length: 2 * 24 * 32 }, (_, k) => (k % 2 ? cloud.xi : cloud.x)[k >> 1]),
      dimension: 2,
      weights: cloud.weights,
    };
    let before = Infinity;
    for (const blocks of [
      [3, 4],
      [6, 8],
      [12, 16],
    ] as const) {
      const atoms = gridAtoms(small, blocks);
      expect(atoms.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 13);
      expect(atoms.count).toBeLessThanOrEqual(blocks[0] * blocks[1]);
      expect(atoms.xi.reduce((sum, v, k) => sum + v * atoms.weights[k], 0)).toBeCloseTo(0.2, 10);
      const measure = {
        points: Float64Array.from(
          { length: 2 * atoms.count },
          (_, k) => (k % 2 ? atoms.xi : atoms.x)[k >> 1],
        ),
        dimension: 2,
        weights: atoms.weights,
      };
      const { distance } = transportExact(measure, points);
      // The cells' own centres are within a cell of f.
      expect(distance).toBeLessThan(atoms.w1Error);
      expect(distance).toBeGreaterThan(0.5 * atoms.w1Error - 0.1);
      expect(atoms.w1Error).toBeLessThan(before);
      expect(atoms.w2Error).toBeGreaterThan(atoms.w1Error);
      expect(atoms.w1ErrorSum).toBeGreaterThan(atoms.w1Error);
      before = atoms.w1Error;
    }
    expect(() => gridAtoms(small, [0, 3])).toThrow(/blocks\[0\] must be an integer in \[1, 24\], got 0/);
  });
});

describe('asGridDensity', () => {
  const V = potentialGaussian({ dimension: 1, amplitude: 0.5 });
  const solver = vlasovGridSolver({ density: gaussian, interaction: V, duration: 1, positive: true });

  it('is the density on the cells that matter', () => {
    const state = solver.state;
    const density = asGridDensity(state);
    const { edges, masses, w1Error } = density;
    expect(masses.length).toBeLessThan(state.values.length);
    const columns = edges[1].length - 1;
    const [i, j] = [40, 50];
    const [x, xi] = [(edges[0][i] + edges[0][i + 1]) / 2, (edges[1][j] + edges[1][j + 1]) / 2];
    const area = (edges[0][1] - edges[0][0]) * (edges[1][1] - edges[1][0]);
    // To the mass outside the box, 1e−12.
    expect(masses[i * columns + j] / area / gaussian.density(Float64Array.of(x, xi))).toBeCloseTo(1, 9);
    expect(w1Error).toBeLessThan(1e-13);
  });

  it('has the distance of the density it stands for', () => {
    const cloud = { points: Float64Array.of(0.3, 0.1, -0.5, 0.4, 1, -1), dimension: 2 };
    const exact = transportSemidiscrete(gaussian, cloud, { tolerance: 1e-3 });
    const onGrid = transportSemidiscrete(asGridDensity(solver.state), cloud, { tolerance: 1e-3 });
    // Both intervals, and O(h²) of cells of a tenth of a deviation.
    expect(onGrid.lower).toBeLessThan(exact.upper * 1.001);
    expect(onGrid.upper).toBeGreaterThan(exact.lower * 0.999);
  });

  it('charges undershoots, and refuses the circle', () => {
    const values = solver.state.values.slice();
    const { state } = solver;
    const most = values.indexOf(Math.max(...values));
    values[0] = -0.01 * values[most];
    const mass = values.reduce((sum, v) => sum + Math.max(0, v), 0);
    const diagonal = Math.hypot(state.x[1] - state.x[0], state.xi[1] - state.xi[0]);
    const { w1Error, w2Error } = asGridDensity({ ...state, values });
    expect(w1Error).toBeCloseTo((0.01 * values[most] * diagonal) / mass, 10);
    expect(w2Error ** 2).toBeCloseTo(((0.01 * values[most]) / mass) * diagonal ** 2, 10);
    expect(() => asGridDensity({ ...state, periodic: true })).toThrow(/domain: 'line'/);
  });
});

describe('recordGrid', () => {
  it('keeps copies at equal times', () => {
    const V = potentialGaussian({ dimension: 1, amplitude: 0.5 });
    const solver = vlasovGridSolver({ density: gaussian, interaction: V, duration: 1, cells: 64 });
    const { times, states } = recordGrid(solver, { until: 1, samples: 4 });
    expect(Array.from(times)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(states.map(({ time }) => time)).toEqual(Array.from(times));
    expect(states[4].values).toEqual(solver.state.values);
    expect(states[4].values).not.toBe(solver.state.values);
    expect(states[0].values).not.toEqual(states[1].values);
    expect(() => recordGrid(solver, { until: 2, samples: 50_000 })).toThrow(/at most 1 GiB/);
    expect(() => recordGrid(solver, { until: 2, samples: 0 })).toThrow(/samples must be/);
  });
});

describe('the default grid', () => {
  it('knows free flight: a Gaussian shears', () => {
    const free = potentialGaussian({ dimension: 1, amplitude: 0 });
    const solver = vlasovGridSolver({ density: gaussian, interaction: free, duration: 1 });
    const f = interpolateGrid(solver.advanceTo(1));
    // f(1, x, ξ) = f^in(x − ξ, ξ); splines of degree 5 at 16 cells a deviation.
    for (const [x, xi] of [
      [0.5, 0.3],
      [-0.7, -1.1],
    ])
      expect(f.at(x, xi)).toBeCloseTo(gaussian.density(Float64Array.of(x - xi, xi)), 4);
  });

  it('gives the narrower law eight cells a deviation, an even number, within limits', () => {
    const V = potentialGaussian({ dimension: 1, amplitude: 0.5 });
    const sizes = (deviation: number): number[] => {
      const { state } = vlasovGridSolver({
        density: law(normal({ deviation }), normal({ deviation: 0.5 })),
        interaction: V,
        box: { x: [-10, 10], xi: [-4, 4] },
        duration: 0.1,
      });
      return [state.nX, state.nXi];
    };
    expect(sizes(1)).toEqual([256, 256]);
    expect(sizes(0.3)).toEqual([2 * Math.ceil((8 * 20) / 0.3 / 2), 256]);
    expect(sizes(0.02)).toEqual([2048, 256]);
  });
});
