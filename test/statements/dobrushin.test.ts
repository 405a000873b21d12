import {
  checkDobrushin,
  createRandom,
  type DobrushinVariant,
  distanceCurve,
  dobrushinRate,
  type Interaction,
  meanDisplacement,
  newtonSolver,
  potentialCosine,
  potentialCoulomb,
  potentialFormula,
  potentialFromFunctions,
  potentialGaussian,
  potentialHarmonic,
  recordTrajectory,
  vlasovSolver,
} from '../../lib/index';

const random = createRandom(51);
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.normal());
const variants: [DobrushinVariant, 1 | 2, 'euclidean' | 'phase-space sum'][] = [
  ['printed', 1, 'euclidean'],
  ['printed', 1, 'phase-space sum'],
  ['proof', 1, 'phase-space sum'],
  ['euclidean', 1, 'euclidean'],
  ['quadratic', 2, 'euclidean'],
];

function motions(interaction: Interaction, nParticles: number, atoms: number, until: number) {
  const d = interaction.dimension;
  const particles = { x: normals(nParticles * d), xi: normals(nParticles * d) };
  const initial = { x: normals(atoms * d), xi: normals(atoms * d) };
  const runs = [0.04, 0.02].map((timeStep) => ({
    mu: recordTrajectory(newtonSolver({ interaction, ...particles }), { until, timeStep, samples: 4 }),
    f: recordTrajectory(vlasovSolver({ interaction, initial }), { until, timeStep, samples: 4 }),
  }));
  const [coarse, fine] = runs;
  const left = meanDisplacement(coarse.mu, fine.mu);
  const right = meanDisplacement(coarse.f, fine.f);
  return { ...fine, integrationError: left.map((e, s) => e + right[s]) };
}

describe('Theorem 1.5: checkDobrushin', () => {
  const count = process.env.LONG ? 200 : 20;
  it(`holds on ${count} random interactions and data, in every variant`, () => {
    for (let k = 0; k < count; k++) {
      const dimension = ([1, 2, 3] as const)[k % 3];
      const amplitude = random.normal();
      const interaction =
        k % 4 === 0
          ? potentialHarmonic({ dimension, stiffness: amplitude })
          : k % 4 === 1
            ? potentialCosine({ amplitude })
            : potentialGaussian({ dimension, amplitude, width: 0.6 + random.uniform() });
      const { mu, f, integrationError } = motions(interaction, 12, 15, 1);
      for (const [variant, p, norm] of variants) {
        const check = checkDobrushin({
          interaction,
          distances: distanceCurve(mu, f, { p, norm }),
          variant,
          integrationError,
        });
        expect(`${interaction.formula} ${variant} ${check.verdict}`).toBe(
          `${interaction.formula} ${variant} holds`,
        );
      }
    }
  });

  it('is nearly attained in W₂ by V = −z²/2, so that a smaller rate is refuted', () => {
    const interaction = potentialHarmonic({ dimension: 1, stiffness: -1 });
    const record = (x: number[], xi: number[]) =>
      recordTrajectory(vlasovSolver({ interaction, initial: { x, xi } }), {
        until: 2,
        timeStep: 0.005,
        samples: 4,
      });
    const distances = distanceCurve(record([-1, 1], [0, 0]), record([-1.3, 1.3], [-0.3, 0.3]), { p: 2 });
    const honest = checkDobrushin({
      interaction,
      distances,
      variant: 'quadratic',
      integrationError: new Float64Array(5).fill(1e-8),
    });
    expect(honest.verdict).toBe('undecided');
    expect(honest.lhs[4] / honest.rhs[4]).toBeCloseTo(1, 8);
    const slower = {
      ...interaction,
      lipschitzGradient: { value: 0.9, kind: 'exact' as const, how: 'too small on purpose' },
    };
    const integrationError = new Float64Array(5).fill(1e-8);
    expect(
      checkDobrushin({ interaction: slower, distances, variant: 'quadratic', integrationError }).verdict,
    ).toBe('violated');
    // Without a word on the time step nothing is decided, and an error of the wrong length is refused.
    expect(checkDobrushin({ interaction: slower, distances, variant: 'quadratic' }).verdict).toBe(
      'undecided',
    );
    expect(() =>
      checkDobrushin({ interaction, distances, variant: 'quadratic', integrationError: [0] }),
    ).toThrow(/integrationError must have length 5, got length 1/);
  });

  it('orders the rates: sharper ones never exceed the printed one', () => {
    for (const lipschitz of [0, 0.3, 1, 4]) {
      const printed = dobrushinRate(lipschitz, 'printed');
      for (const variant of ['proof', 'euclidean', 'quadratic'] as const) {
        expect(dobrushinRate(lipschitz, variant)).toBeLessThanOrEqual(printed);
      }
    }
    const rates = (['printed', 'proof', 'euclidean', 'quadratic'] as const).map((variant) =>
      dobrushinRate(2, variant),
    );
    expect(rates).toEqual([5, 4, 3.5, 1.5]);
    expect(dobrushinRate(0.5, 'proof')).toBe(1.5);
    expect(() => dobrushinRate(-3, 'printed')).toThrow(/lipschitz must be a number >= 0, got -3/);
    expect(() => dobrushinRate(1, 'bogus' as 'printed')).toThrow(/variant must be one of/);
  });

  it('does not apply to the Coulomb potential, and is undecided by an estimated constant', () => {
    const { mu, f } = motions(potentialGaussian({ dimension: 3 }), 5, 5, 0.1);
    const distances = distanceCurve(mu, f);
    expect(checkDobrushin({ interaction: potentialCoulomb({ dimension: 3 }), distances }).verdict).toBe(
      'not applicable',
    );
    const bump = (z: ArrayLike<number>) => Math.exp(-(z[0] * z[0] + z[1] * z[1] + z[2] * z[2]));
    const own = potentialFromFunctions({
      dimension: 3,
      value: (z) => bump(z),
      gradient: (z) => Array.from(z, (v) => -2 * v * bump(z)),
    });
    expect(checkDobrushin({ interaction: own, distances }).verdict).toBe('undecided');
  });

  it('counts time from the first snapshot, and every error', () => {
    const interaction = potentialGaussian({ dimension: 1 });
    const { mu, f } = motions(interaction, 6, 6, 0.5);
    const later = (t: typeof mu) => ({ ...t, times: t.times.map((s) => s + 3) });
    const [now, shifted] = [distanceCurve(mu, f), distanceCurve(later(mu), later(f))];
    const input = { interaction, integrationError: [0, 1, 2, 3, 4] };
    const check = checkDobrushin({ ...input, distances: now });
    expect(Array.from(checkDobrushin({ ...input, distances: shifted }).rhs)).toEqual(Array.from(check.rhs));
    const gap = now.distance.map((d, s) => Math.max(0, d - now.lower[s]));
    expect(check.error[3]).toBeCloseTo(3 + gap[3] + (gap[0] * check.rhs[3]) / check.rhs[0], 12);
    expect(check.rhs[4] / check.lhs[0]).toBeCloseTo(Math.exp(3 * 0.5), 10);
    const sum = checkDobrushin({
      ...input,
      distances: distanceCurve(mu, f, { norm: 'phase-space sum' }),
      variant: 'proof',
    });
    expect(sum.error[3]).toBeCloseTo(3 * Math.SQRT2, 8);
  });

  it('refuses an interaction of another dimension', () => {
    const { mu, f } = motions(potentialGaussian({ dimension: 1 }), 5, 5, 0.1);
    const plane = potentialGaussian({ dimension: 2 });
    expect(() => checkDobrushin({ interaction: plane, distances: distanceCurve(mu, f) })).toThrow(
      /interaction.dimension must be that of the data, 1, got 2/,
    );
  });

  it('accepts a formula, whose constant is certain', () => {
    const interaction = potentialFormula('cos(r)/2', { dimension: 1 });
    const { mu, f, integrationError } = motions(interaction, 10, 10, 1);
    const check = checkDobrushin({ interaction, distances: distanceCurve(mu, f), integrationError });
    expect(check.verdict).toBe('holds');
    expect(check.hypotheses.map((h) => h.holds)).toEqual([true, true, true]);
  });

  it('refuses distances of another kind, and trajectories at other times', () => {
    const interaction = potentialGaussian({ dimension: 1 });
    const { mu, f } = motions(interaction, 5, 5, 0.1);
    expect(() =>
      checkDobrushin({ interaction, distances: distanceCurve(mu, f), variant: 'quadratic' }),
    ).toThrow(/needs distances with p = 2/);
    const late = { ...f, times: f.times.map((t) => t + 1) };
    expect(() => distanceCurve(mu, late)).toThrow(/equal snapshot times/);
  });
});
