import {
  type Check,
  checkGridAgainstCharacteristics,
  checkVlasovInvariants,
  createRandom,
  densityAlongCharacteristics,
  discretiseLaw,
  distanceCurve,
  type GridTrajectory,
  newtonSolver,
  normal,
  phaseSpaceDensity,
  potentialCosine,
  potentialHarmonic,
  recordGrid,
  recordTrajectory,
  vlasovGridSolver,
  vlasovSolver,
} from '../../lib/index';

const interaction = potentialCosine({ amplitude: -1 });
const density = phaseSpaceDensity({
  dimension: 1,
  position: normal({ deviation: 0.8 }),
  momentum: normal({ mean: 0.3, deviation: 0.6 }),
});
const until = 2;

function motion(refinement: 1 | 2): GridTrajectory {
  const solver = vlasovGridSolver({
    interaction,
    density,
    domain: 'line',
    duration: until,
    positive: true,
    cells: [160 * refinement, 80 * refinement],
    timeStep: 0.4 / refinement,
  });
  return recordGrid(solver, { until, samples: 4 });
}
const [coarse, fine] = [motion(1), motion(2)];
const scaled = (f: GridTrajectory, factor: (s: number) => number): GridTrajectory => ({
  ...f,
  states: f.states.map((state, s) => ({ ...state, values: state.values.map((v) => factor(s) * v) })),
});
const named = (checks: Check[], word: string): Check =>
  checks.find(({ title }) => title.includes(word)) as Check;

describe('§1.3: checkVlasovInvariants', () => {
  it('mass, momentum, energy, ∫f² and entropy stay what they were', () => {
    const checks = checkVlasovInvariants({ interaction, fine, coarse });
    expect(checks.map(({ verdict }) => verdict)).toEqual(Array(5).fill('holds'));
    // All mass 1, momentum 0.3 on average.
    expect(named(checks, 'mass').lhs[4]).toBeCloseTo(1, 10);
    expect(named(checks, 'momentum').lhs[4]).toBeCloseTo(0.3, 8);
    // ∫f² = 1/(4π·deviations), −∫f ln f = 1 + ln(2π·deviations) for a Gaussian.
    expect(named(checks, '∫f²').rhs[0]).toBeCloseTo(1 / (4 * Math.PI * 0.48), 6);
    expect(named(checks, 'entropy').rhs[0]).toBeCloseTo(1 + Math.log(2 * Math.PI * 0.48), 6);
  });

  it('notices what is not kept', () => {
    const both = [fine, coarse].map((f) => scaled(f, (s) => 1 - 1e-3 * s));
    expect(
      named(checkVlasovInvariants({ interaction, fine: both[0], coarse: both[1] }), 'mass').verdict,
    ).toBe('violated');
    // The energy of another interaction is not conserved along this motion.
    const other = checkVlasovInvariants({ interaction: potentialCosine({ amplitude: 1 }), fine, coarse });
    expect(named(other, 'energy').verdict).toBe('violated');
    expect(named(other, 'momentum').verdict).toBe('holds');
  });

  it('refuses motions with other times', () => {
    const short = { ...coarse, times: coarse.times.slice(1), states: coarse.states.slice(1) };
    expect(() => checkVlasovInvariants({ interaction, fine, coarse: short })).toThrow(/equal snapshot times/);
  });
});

describe('§1.3: checkGridAgainstCharacteristics', () => {
  const points = { x: [-1, 0, 0.7, 1.5], xi: [0.2, -0.3, 0.8, 0.1] };
  const along = ([24, 16] as const).map((pointsPerAxis) => {
    const atoms = vlasovSolver({ interaction, initial: discretiseLaw(density, { pointsPerAxis }) });
    atoms.run({ until, timeStep: 0.05 });
    return densityAlongCharacteristics({
      interaction,
      state: atoms.state,
      initialDensity: density.density,
      points,
      timeStep: 0.05,
    });
  });

  it('both algorithms find the same density', () => {
    const check = checkGridAgainstCharacteristics({
      fine,
      coarse,
      points,
      along: { fine: along[0], coarse: along[1] },
    });
    expect(check.verdict).toBe('holds');
    // Not because nothing is there.
    expect(Math.max(...check.lhs)).toBeGreaterThan(0.2);
  });

  it('notices values of another density', () => {
    const wrong = along.map((values) => values.map((v) => 1.05 * v));
    const check = checkGridAgainstCharacteristics({
      fine,
      coarse,
      points,
      along: { fine: wrong[0], coarse: wrong[1] },
    });
    expect(check.verdict).toBe('violated');
  });
});

describe('distanceCurve between particles and a density on a grid', () => {
  it('stays the same where both turn rigidly: V = z²/2, equal means', () => {
    const harmonic = potentialHarmonic({ dimension: 1, stiffness: 1 });
    const centred = phaseSpaceDensity({
      dimension: 1,
      position: normal({ deviation: 0.8 }),
      momentum: normal({ deviation: 0.6 }),
    });
    const random = createRandom(7);
    const { x, xi } = centred.sample(random, 40);
    const about = (values: Float64Array): Float64Array => {
      const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
      return values.map((v) => v - mean);
    };
    const particles = recordTrajectory(newtonSolver({ interaction: harmonic, x: about(x), xi: about(xi) }), {
      until: 1.5,
      timeStep: 0.01,
      samples: 3,
    });
    const solver = vlasovGridSolver({ interaction: harmonic, density: centred, positive: true });
    const f = recordGrid(solver, { until: 1.5, samples: 3 });
    for (const p of [1, 2]) {
      const { distance, lower, norm } = distanceCurve(particles, f, { p, tolerance: 1e-3 });
      expect(norm).toBe('euclidean');
      for (let s = 0; s < 4; s++) {
        expect(distance[s] - lower[s]).toBeLessThan(1.001e-3 * distance[s]);
        // Cells are squares here and turn: the density is known to a small part of a cell, 1/20 deviation.
        expect(Math.abs(distance[s] - distance[0])).toBeLessThan(4e-3 * distance[0]);
      }
    }
  });

  it('refuses what the plane does not know', () => {
    const particles = recordTrajectory(newtonSolver({ interaction, x: [0, 1], xi: [0, 0] }), {
      until,
      timeStep: 0.1,
      samples: 4,
    });
    expect(() => distanceCurve(particles, fine, { norm: 'phase-space sum' })).toThrow(/against a density/);
    expect(() => distanceCurve(particles, fine, { p: 3 })).toThrow(
      /p \(against a density\) must be one of 1, 2/,
    );
    expect(() =>
      distanceCurve(particles, { ...fine, times: fine.times.slice(1), states: fine.states.slice(1) }),
    ).toThrow(/equal snapshot times/);
  });
});
