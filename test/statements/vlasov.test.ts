import {
  checkCharacteristics,
  checkKlimontovich,
  checkVlasovExistence,
  checkVlasovUniqueness,
  createRandom,
  type Interaction,
  newtonSolver,
  planeWave,
  potentialCoulomb,
  potentialGaussian,
  potentialHarmonic,
  potentialSoftCoulomb,
  recordTrajectory,
} from '../../lib/index';

const random = createRandom(31);
const normals = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.normal());

describe('Theorem 1.1: checkVlasovExistence and checkVlasovUniqueness', () => {
  const interaction = potentialGaussian({ dimension: 1, amplitude: 1.2 });
  const options = {
    interaction,
    initial: { x: normals(25), xi: normals(25) },
    until: 1.5,
    timeStep: 0.05,
    iterations: 14,
  };

  it('hold, with increments far below a geometric series', () => {
    const check = checkVlasovExistence(options);
    expect(check.verdict).toBe('holds');
    expect(check.lhs[10]).toBeLessThan(1e-6 * check.lhs[0]);
    expect(check.rhs[3] / check.lhs[0]).toBeCloseTo(((1.2 * 1.5) ** 3 / 6) * Math.exp(1.2 * 1.5), 10);
    const uniqueness = checkVlasovUniqueness({ ...options, iterations: 25 });
    expect(uniqueness.verdict).toBe('holds');
    expect(uniqueness.error[0]).toBeLessThan(1e-8);
  });

  it('do not apply to the Coulomb force', () => {
    const coulomb = potentialCoulomb({ dimension: 3 });
    const initial = { x: normals(15), xi: normals(15) };
    expect(checkVlasovExistence({ ...options, interaction: coulomb, initial, until: 0.1 }).verdict).toBe(
      'not applicable',
    );
  });
});

describe('§1.3: checkCharacteristics', () => {
  const interaction = potentialGaussian({ dimension: 1, amplitude: 3 });
  const initial = { x: normals(30), xi: normals(30) };
  const points = { x: [-1, 0.2, 0.9], xi: [0.3, -0.5, 0] };

  it('finds determinant one', () => {
    const check = checkCharacteristics({ interaction, initial, points, until: 2, timeStep: 0.02 });
    expect(check.verdict).toBe('holds');
    // Measured, not assumed: near 1, with the error of a difference quotient of spacing 1e-4.
    expect(check.lhs.every((v) => v !== 1 && Math.abs(v - 1) < 1e-6)).toBe(true);
    expect(Math.max(...check.error)).toBeLessThan(1e-5);
  });

  it('finds it for a linear flow too, where the quotients are exact', () => {
    for (const until of [4, 8]) {
      const repulsion = potentialHarmonic({ dimension: 1, stiffness: -1 });
      const check = checkCharacteristics({ interaction: repulsion, initial, points, until, timeStep: 0.05 });
      expect(check.verdict).toBe('holds');
    }
  });

  it('asks for d = 1', () => {
    const plane = potentialGaussian({ dimension: 2 });
    expect(() =>
      checkCharacteristics({ interaction: plane, initial, points, until: 1, timeStep: 0.1 }),
    ).toThrow(/dimension must be 1 here, got 2/);
  });
});

describe('Theorem 1.2: checkKlimontovich', () => {
  const interaction = potentialSoftCoulomb({ dimension: 2, softening: 0.8 });
  const start = { x: normals(16), xi: normals(16) };
  const record = (V: Interaction, timeStep: number, until = 2) =>
    recordTrajectory(newtonSolver({ interaction: V, ...start }), { until, timeStep, samples: 80 });
  const motion = { coarse: record(interaction, 0.02), fine: record(interaction, 0.01) };

  it('holds along Newton trajectories, to a small error', () => {
    const check = checkKlimontovich({ interaction, ...motion });
    expect(check.verdict).toBe('holds');
    expect(Math.max(...check.error)).toBeLessThan(1e-4);
    expect(Math.max(...check.lhs.map(Math.abs))).toBeGreaterThan(0.1);
  });

  it('is violated when the force law differs in sign or by the factor 1/N', () => {
    for (const charge of [-1, 8]) {
      const wrong = potentialSoftCoulomb({ dimension: 2, softening: 0.8, charge });
      expect(checkKlimontovich({ interaction: wrong, ...motion }).verdict).toBe('violated');
    }
  });

  it('is not refuted by coarse snapshots, strong forces, fast particles or none at all', () => {
    const cases: [Interaction, number][] = [
      [potentialHarmonic({ dimension: 2, stiffness: -1 }), 4],
      [potentialHarmonic({ dimension: 2, stiffness: 6 }), 8],
      [potentialGaussian({ dimension: 2, amplitude: 0 }), 8],
      [potentialSoftCoulomb({ dimension: 2, softening: 0.3 }), 8],
    ];
    for (const [V, until] of cases) {
      const check = checkKlimontovich({
        interaction: V,
        coarse: record(V, 0.02, until),
        fine: record(V, 0.01, until),
      });
      expect(`${V.formula}: ${check.verdict}`).not.toContain('violated');
    }
  });

  it('takes the reader own test functions', () => {
    const check = checkKlimontovich({ interaction, ...motion, tests: [planeWave([1, 1], [0.2, 0])] });
    expect(check.at).toHaveLength(21);
    expect(check.verdict).toBe('holds');
  });
});
