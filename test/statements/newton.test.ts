import {
  checkNewtonEnergy,
  checkScaling,
  createRandom,
  type Interaction,
  newtonSolver,
  potentialCosine,
  potentialGaussian,
  potentialSoftCoulomb,
  recordTrajectory,
} from '../../lib/index';

const random = createRandom(21);
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.normal());

describe('§1.1: checkNewtonEnergy', () => {
  const start = { x: normals(24), xi: normals(24) };
  const run = (interaction: Interaction, timeStep: number) =>
    recordTrajectory(newtonSolver({ interaction, ...start }), { until: 3, timeStep, samples: 6 });
  const interaction = potentialSoftCoulomb({ dimension: 3, softening: 0.4 });

  it('holds along the motion', () => {
    const check = checkNewtonEnergy({
      interaction,
      coarse: run(interaction, 0.04),
      fine: run(interaction, 0.02),
    });
    expect(check.verdict).toBe('holds');
    expect(Math.max(...check.error)).toBeLessThan(1e-4);
  });

  it('is violated when the energy belongs to another interaction', () => {
    const other = potentialSoftCoulomb({ dimension: 3, softening: 0.4, charge: 1.1 });
    expect(
      checkNewtonEnergy({ interaction: other, coarse: run(interaction, 0.04), fine: run(interaction, 0.02) })
        .verdict,
    ).toBe('violated');
  });
});

describe('§1.2: checkScaling', () => {
  it('keeps a useful error for strong forces and long times, and works backwards', () => {
    const interaction = potentialCosine({ amplitude: -3 });
    const input = { interaction, x: normals(9), xi: normals(9), timeStep: 0.02 };
    const long = checkScaling({ ...input, until: 8 });
    expect(long.verdict).toBe('holds');
    expect(Math.max(...long.error)).toBeLessThan(1e-3);
    expect(checkScaling({ ...input, until: -2 }).verdict).toBe('holds');
    expect(() => checkScaling({ ...input, until: 1, variant: 'rihgt' as 'right' })).toThrow(
      /variant must be one of/,
    );
  });

  it.each([
    ['cosine', potentialCosine({ amplitude: -1 }), 9],
    ['Gaussian', potentialGaussian({ dimension: 2, amplitude: 2 }), 6],
  ] as [string, Interaction, number][])(
    'holds for the %s interaction, and fails as printed (B5)',
    (_, interaction, n) => {
      const d = interaction.dimension;
      const input = { interaction, x: normals(n * d), xi: normals(n * d), until: 2, timeStep: 0.02 };
      const right = checkScaling(input);
      expect(right.verdict).toBe('holds');
      // Some hundred steps of rounding, amplified moderately.
      expect(Math.max(...right.error)).toBeLessThan(1e-10);
      expect(Math.max(...right.lhs)).toBeGreaterThan(0);
      expect(checkScaling({ ...input, until: 0.2, variant: 'printed' }).verdict).toBe('violated');
    },
  );
});
