import {
  gridObservables,
  normal,
  normalMixture,
  phaseSpaceDensity,
  potentialCosine,
  potentialGaussian,
  potentialHarmonic,
  uniform,
  vlasovGridSolver,
} from '../../../lib/index';
import { type SplittingName, splitStep, splittings } from '../../../lib/numerics/index';
import { gaussian, harmonicDensity, largestError, law, secondMoments } from './gridSamples';

describe('Vlasov on a grid: closed forms', () => {
  it.each([
    [2, {}],
    [-0.4, { duration: 0.8, cells: 256 }],
    [0, { duration: 0.8, timeStep: 0.5 }],
  ])('V = κz²/2 with κ = %d turns, stretches or shears a Gaussian', (stiffness, more) => {
    const interaction = potentialHarmonic({ dimension: 1, stiffness });
    const solver = vlasovGridSolver({ density: gaussian, interaction, cells: 128, ...more });
    const state = solver.advanceTo(0.8);
    expect(state.time).toBe(0.8);
    // Quintic splines, a dozen cells a deviation: (1/12)⁶ = 3e-7 for some ten sweeps of a maximum of 0.23, over B₆/6!.
    expect(largestError(state, harmonicDensity(stiffness, 0.8))).toBeLessThan(1e-6);
    expect(solver.report.status).toBe('resolved');
  });

  it('free particles on the circle shear the density, whatever the step', () => {
    const interaction = potentialCosine({ amplitude: 0 });
    const density = (x: number, xi: number): number => (1 + 0.5 * Math.cos(x)) * Math.exp(-0.5 * xi * xi);
    const box = { xi: [-7, 7] as const };
    for (const timeStep of [0.1, 4]) {
      const solver = vlasovGridSolver({ density, interaction, cells: [64, 128], box, timeStep });
      const exact = (x: number, xi: number): number =>
        ((1 + 0.5 * Math.cos(x - 4 * xi)) * Math.exp(-0.5 * xi * xi)) / (2 * Math.PI) ** 1.5;
      // A mode of 64 points: (kh)⁶/30240 = 3e-11 for each of some hundred drifts.
      expect(largestError(solver.advanceTo(4), exact)).toBeLessThan(5e-9);
    }
  });

  it.each(['verlet', 'yoshida4', 'blanesMoan4'] as SplittingName[])(
    'second moments in a harmonic field are those of the splitting of Newton, to rounding: %s',
    (splitting) => {
      const kappa = 2;
      const interaction = potentialHarmonic({ dimension: 1, stiffness: kappa });
      const [timeStep, steps] = [0.3, 7];
      for (const degree of [3, 5] as const) {
        const solver = vlasovGridSolver({ density: gaussian, interaction, cells: 64, splitting, degree });
        const start = secondMoments(solver.state);
        solver.run({ until: steps * timeStep, timeStep });
        // The columns of the splitting's matrix.
        const columns = [
          [1, 0],
          [0, 1],
        ].map(([x0, xi0]) => {
          let [x, xi] = [x0, xi0];
          for (let s = 0; s < steps; s++)
            splitStep(
              splittings[splitting],
              timeStep,
              (c) => {
                x += c * xi;
              },
              (c) => {
                xi -= c * kappa * x;
              },
            );
          return [x, xi];
        });
        const [[a, c], [b, d]] = columns;
        const [qq, qp, pp] = start;
        const exact = [
          a * a * qq + 2 * a * b * qp + b * b * pp,
          a * c * qq + (a * d + b * c) * qp + b * d * pp,
          c * c * qq + 2 * c * d * qp + d * d * pp,
        ];
        // Splines move moments of order 2 exactly; the tails at the box are 1e-12.
        secondMoments(solver.state).forEach((value, k) => {
          expect(Math.abs(value - exact[k])).toBeLessThan(1e-9);
        });
      }
    },
  );
});

describe('Vlasov on a grid: what is lost', () => {
  it('is what free flight carries over the edge of the box', () => {
    const interaction = potentialHarmonic({ dimension: 1, stiffness: 0 });
    const solver = vlasovGridSolver({
      interaction,
      density: law(normal({ deviation: 0.4 }), normal({ mean: 0.3 })),
      box: { x: [-3, 3.5], xi: [-7, 7] },
      timeStep: 0.25,
      cells: 128,
    });
    const start = solver.report;
    expect(start.escaped.x).toEqual([0, 0]);
    // The box ends 6.7 deviations from the mean momentum.
    expect(start.outside).toBeLessThan(2e-11);
    solver.advanceTo(2);
    const { mass, escaped, status } = solver.report;
    const { cdf } = normal({ mean: 0.6, deviation: Math.sqrt(0.16 + 4) });
    // The edge cells are cut at their border: O(h²) of a density of 0.06.
    expect(Math.abs(escaped.x[0] - cdf(-3))).toBeLessThan(1e-4);
    expect(Math.abs(escaped.x[1] - (1 - cdf(3.5)))).toBeLessThan(1e-4);
    expect(Math.abs(mass + escaped.x[0] + escaped.x[1] + escaped.xi[0] + escaped.xi[1] - 1)).toBeLessThan(
      1e-13,
    );
    expect(status).toBe('box too small');
  });

  it('is what the field drives out of the momenta', () => {
    const interaction = potentialHarmonic({ dimension: 1, stiffness: -1 });
    const solver = vlasovGridSolver({
      interaction,
      density: law(normal({ deviation: 0.4 }), normal({ deviation: 0.4 })),
      box: { x: [-12, 12], xi: [-2, 2] },
      cells: 128,
    });
    solver.advanceTo(1.5);
    const { mass, escaped } = solver.report;
    expect(escaped.xi[0]).toBeGreaterThan(0.001);
    expect(escaped.xi[0]).toBeCloseTo(escaped.xi[1], 10);
    expect(escaped.x[0] + escaped.x[1]).toBeLessThan(1e-6);
    expect(mass + escaped.xi[0] + escaped.xi[1]).toBeCloseTo(1, 6);
  });

  it('is f² in filaments finer than the grid', () => {
    const interaction = potentialCosine({ amplitude: 0 });
    const density = (x: number, xi: number): number => (1 + Math.cos(x)) * Math.exp(-0.5 * xi * xi);
    const solver = vlasovGridSolver({ density, interaction, cells: 64, box: { xi: [-7, 7] }, timeStep: 0.2 });
    solver.advanceTo(3);
    expect(solver.report.filamented).toBeLessThan(1e-4);
    expect(solver.report.status).toBe('resolved');
    // Filaments cos(x − tξ) of length 2π/t against spacings of 0.22: at t = 12 a phase of 2.6 from cell to cell, that is
    // sin⁴(2.6/2) = 0.87 of roughness, in the third of ∫f² that cos² holds. Free flight smooths nothing along ξ.
    solver.advanceTo(12);
    expect(solver.report.roughness).toBeCloseTo(0.87 / 3, 1);
    expect(solver.report.filamented).toBeLessThan(1e-4);
    expect(solver.report.status).toBe('filamented');
  });

  it('is smoothed away by kicks', () => {
    const solver = vlasovGridSolver({
      density: (x, xi) => (1 + 0.5 * Math.cos(x)) * Math.exp(-8 * xi * xi),
      interaction: potentialCosine(),
      cells: 64,
      box: { xi: [-4, 4] },
    });
    const start = gridObservables(solver.state, potentialCosine());
    solver.advanceTo(12);
    const { filamented, status } = solver.report;
    expect(filamented).toBeGreaterThan(0.02);
    expect(status).toBe('filamented');
    expect(filamented).toBeCloseTo(
      1 - gridObservables(solver.state, potentialCosine()).squares / start.squares,
      12,
    );
  });
});

describe('Vlasov on a grid: initial data and the box', () => {
  const interaction = potentialCosine();

  it('has mass 1, also where a law jumps, and wraps a law around the circle', () => {
    const jumps = law(
      uniform({ low: 1, high: 4 }),
      normalMixture([
        { weight: 0.5, mean: -2 },
        { weight: 0.5, mean: 2 },
      ]),
    );
    const solver = vlasovGridSolver({ density: jumps, interaction, cells: [200, 128] });
    expect(solver.report.mass).toBeCloseTo(1, 13);
    expect(solver.report.outside).toBeLessThan(1e-10);
    const wide = vlasovGridSolver({
      density: law(normal({ mean: 6, deviation: 2 })),
      interaction,
      cells: 64,
    });
    const { sum, values, nXi } = { ...wide.state, sum: (a: Float64Array) => a.reduce((s, v) => s + v, 0) };
    const x = ((0.5 / 64) * 2 * Math.PI) % (2 * Math.PI);
    const exact = [-3, -2, -1, 0, 1, 2, 3, 4].reduce(
      (s, k) => s + normal({ mean: 6, deviation: 2 }).pdf(x + 2 * Math.PI * k),
      0,
    );
    const width = (wide.state.xi[1] - wide.state.xi[0]) / nXi;
    expect(sum(values.slice(0, nXi)) * width).toBeCloseTo(exact, 12);
  });

  it('is large enough for a bounded field and for harmonic ones', () => {
    const hot = vlasovGridSolver({
      density: law(uniform({ low: 0, high: 2 * Math.PI })),
      interaction,
      cells: 64,
    });
    expect(hot.state.x).toEqual([0, 2 * Math.PI]);
    // 7 deviations at the tail 1e-12, and room for the gain of energy 2.
    expect(hot.state.xi[1]).toBeCloseTo(Math.hypot(7.034, 2), 2);
    const harmonic = potentialHarmonic({ dimension: 1, stiffness: 4 });
    const solver = vlasovGridSolver({
      density: law(normal({ mean: 2 }), normal({ mean: 1 })),
      interaction: harmonic,
      duration: 3,
      cells: 96,
    });
    expect(solver.state.x[1]).toBeGreaterThan(2 + 3 + 7);
    solver.advanceTo(3);
    expect(solver.report.status).toBe('resolved');
  });

  it('homogeneous states stay', () => {
    const solver = vlasovGridSolver({
      density: law(uniform({ low: 0, high: 2 * Math.PI })),
      interaction,
      cells: 64,
    });
    const start = solver.state.values.slice();
    const after = solver.advanceTo(5).values;
    expect(after.reduce((most, value, k) => Math.max(most, Math.abs(value - start[k])), 0)).toBeLessThan(
      1e-14,
    );
  });

  it('refuses what it cannot do', () => {
    const density = law(uniform({ low: 0, high: 2 * Math.PI }));
    const solve = (more: object) => () => vlasovGridSolver({ density, interaction, ...more });
    expect(solve({ cells: 8 })).toThrow(/cells along x must be an integer in \[16, 4096\], got 8/);
    expect(solve({ cells: [64, 1e5] })).toThrow(/cells along ξ must be an integer/);
    expect(solve({ density: law(normal({ mean: 3, deviation: 0.1 })), cells: 64 })).toThrow(
      /cells must resolve the density along x: among 64/,
    );
    expect(solve({ box: { xi: [-2, 2] } })).toThrow(/box must hold all but 0.001 of the density/);
    expect(solve({ box: { xi: [2, -2] } })).toThrow(
      /box.xi must be \[low, high\] with low < high, got \[2,-2\]/,
    );
    expect(solve({ box: { x: [0, 5] } })).toThrow(/multiple of the interaction's period/);
    expect(solve({ timeStep: 1 })).toThrow(/timeStep must be at most/);
    expect(solve({ splitting: 'euler' })).toThrow(/splitting must be one of/);
    expect(solve({ degree: 4 })).toThrow(/degree must be one of 3, 5, got 4/);
    expect(solve({ domain: 'torus' })).toThrow(/domain must be one of/);
    expect(solve({ interaction: potentialGaussian({ dimension: 2 }) })).toThrow(
      /interaction.dimension must be 1/,
    );
    const line = { interaction: potentialGaussian({ dimension: 1 }), density: gaussian };
    expect(solve(line)).toThrow(/either box.x or duration/);
    expect(solve({ ...line, domain: 'circle', box: { x: [0, 5] } })).toThrow(
      /must be periodic on a circle, got Gaussian/,
    );
    expect(solve({ density: (x: number) => Math.sin(x), box: { xi: [-5, 5] } })).toThrow(
      /density must be finite and >= 0/,
    );
    expect(solve({ density: () => 1 })).toThrow(/box.xi must be given when density is a function/);
    expect(
      solve({ density: phaseSpaceDensity({ dimension: 2, position: normal(), momentum: normal() }) }),
    ).toThrow(/density must be a function or have dimension 1, got 2/);
  });

  it('says when an interrupt broke it', () => {
    const solver = vlasovGridSolver({
      density: gaussian,
      interaction: potentialHarmonic({ dimension: 1, stiffness: 1 }),
      cells: 64,
    });
    const broken = solver as unknown as { drift: () => void };
    const { drift } = broken;
    broken.drift = () => {
      throw new Error('interrupted');
    };
    expect(() => solver.advanceTo(1)).toThrow(/^interrupted/);
    broken.drift = drift;
    expect(() => solver.advanceTo(1)).toThrow(/interrupted in the middle of a step/);
    expect(() => solver.state).toThrow(/make a new solver/);
    // The kick that is done when f is read may be interrupted as well.
    const other = vlasovGridSolver({
      density: gaussian,
      interaction: potentialHarmonic({ dimension: 1, stiffness: 1 }),
      cells: 64,
    });
    other.step(0.1);
    const torn = other as unknown as { kickNow: () => void };
    const { kickNow } = torn;
    torn.kickNow = () => {
      throw new Error('interrupted');
    };
    expect(() => other.state).toThrow(/^interrupted/);
    torn.kickNow = kickNow;
    expect(() => other.state).toThrow(/make a new solver/);
  });
});
