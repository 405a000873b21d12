import {
  checkCoulombBound,
  checkCoulombHartree,
  checkCoulombStrength,
  coulombLimit,
  coulombPair,
  releasedBosons,
  sphericalBosons,
} from '../../lib/index';

describe("§2.7, Hartree's equation with 1/|x|", () => {
  it.each([
    ['repulsion', { coupling: 1 }],
    ['attraction, ħ = ½', { coupling: -0.2, hbar: 0.5, until: 2 }],
  ])('%s: box, ball and formula', (_, input) => {
    const checks = checkCoulombHartree(input);
    expect(checks.map(({ verdict }) => verdict)).toEqual(['holds', 'holds', 'holds', 'holds']);
    const [energy, conserved, moments, virial] = checks.map(({ lhs, rhs }) =>
      Math.max(...lhs.map((l, k) => Math.abs(l - rhs[k]))),
    );
    expect(energy).toBeLessThan(1e-9);
    expect(conserved).toBeLessThan(1e-8);
    expect(moments).toBeLessThan(1e-6);
    expect(virial).toBeLessThan(1e-6);
    // Not so wide that anything would pass.
    expect(Math.max(...checks[2].error)).toBeLessThan(1e-3);
    expect(Math.max(...checks[3].error)).toBeLessThan(1e-3);
  });
});

const until = 2;
const limit = coulombLimit({ sizes: [2, 4], until, samples: 4 });

describe('Theorem 2.9 for Coulomb bosons in R³', () => {
  it('two bosons are the exact pair', () => {
    const pair = coulombPair({ width: 1, until, samples: 4, radius: 24, traceNorm: true });
    const two = limit.points.filter(({ particles }) => particles === 2);
    two.forEach(({ distance, depletion, depletionError, error, time }, k) => {
      expect(time).toBe(pair.times[k + 1]);
      expect(Math.abs(distance - (pair.traceNorm?.[k + 1] ?? NaN))).toBeLessThan(1e-9 + error);
      expect(Math.abs(depletion - pair.excitation[k + 1])).toBeLessThan(1e-9 + depletionError);
      expect(error).toBeLessThan(1e-5);
    });
  });

  it('the errors of clouds contain what more quanta and more shells change', () => {
    // Four bosons with every state of four shells: what 12 of the 16 quanta leave out is less than quantaError says.
    const space = sphericalBosons({ particles: 4, shells: 4 });
    const series = coulombLimit({ sizes: [4], until, samples: 4, shells: [2, 3, 4] });
    const distances: number[] = [];
    const depletions: number[] = [];
    releasedBosons(space, { coupling: 1, frequency: 0.5 }).run({
      times: limit.times,
      observe: ({ state, hartree }) => {
        const { traceNorm, depletion } = space.deviation(state, hartree);
        distances.push(traceNorm);
        depletions.push(depletion);
      },
    });
    series.points.forEach(({ distance, quantaError, error, depletion, depletionError }, k) => {
      expect(Math.abs(distance - distances[k + 1])).toBeLessThan(quantaError + 1e-9);
      expect(error).toBeGreaterThan(quantaError);
      expect(depletionError).toBeLessThan(error);
      expect(Math.abs(depletion - depletions[k + 1])).toBeLessThan(depletionError);
      // Six shells are nearer to the truth, within both errors.
      const better = limit.points.filter(({ particles }) => particles === 4)[k];
      expect(Math.abs(distance - better.distance)).toBeLessThan(error + better.error);
      expect(better.error).toBeLessThan(error);
    });
  });

  it('growths: ∫ℓ and ∫L, by hand', () => {
    // ℓ(0) = 1/s and L(0) = 2(1 + 3/4s²)^½.
    expect(limit.strength[0]).toBeCloseTo(1, 12);
    expect(limit.sobolev[0]).toBeCloseTo(2 * Math.sqrt(1.75), 12);
    const [a, b] = [0, 1].map((k) => limit.points[k]);
    // Trapezoidal rule, ℓ is convex and smooth here.
    expect(a.growth).toBeCloseTo((0.5 * (limit.strength[0] + limit.strength[1])) / 2, 1);
    expect(b.growth).toBeGreaterThan(a.growth);
    limit.printed.forEach((point, k) => {
      expect(point.growth).toBeGreaterThan(2 * limit.points[k].growth);
    });
    const half = coulombLimit({ sizes: [3], until: 1, samples: 2, hbar: 0.5, coupling: 0.25 });
    // The same problem in other units: λs/ħ² = 1, and times are multiples of s²/ħ.
    const unit = coulombLimit({ sizes: [3], until: 0.5, samples: 2 });
    half.points.forEach((point, k) => {
      expect(point.distance).toBeCloseTo(unit.points[k].distance, 7);
      expect(point.growth).toBeCloseTo(unit.points[k].growth, 6);
    });
  });

  it('the bounds hold, and ℓ ≤ L', () => {
    expect(checkCoulombStrength(limit).verdict).toBe('holds');
    expect(checkCoulombBound(limit.printed).verdict).toBe('holds');
    const counted = checkCoulombBound(limit.points, 'counted');
    expect(counted.verdict).toBe('holds');
    expect(counted.hypotheses.map(({ name, role, holds }) => `${name} ${role} ${holds}`)).toEqual([
      '(H1) needed true',
      '(H3) needed true',
      '(H5) needed true',
      '(H2) printed false',
    ]);
    const wrong = { ...limit, strength: limit.sobolev, sobolev: limit.strength };
    expect(checkCoulombStrength(wrong).verdict).toBe('violated');
  });

  it('where the cloud has left the orbitals nothing is decided', () => {
    const strong = coulombLimit({ sizes: [4], until: 8, samples: 1, coupling: -6 });
    expect(strong.points[0].error).toBe(Infinity);
    expect(checkCoulombBound(strong.points, 'counted').verdict).toBe('undecided');
    // And the grid has lost Hartree's solution, from which ℓ and L are taken.
    const lost = coulombLimit({ sizes: [2], until: 1, samples: 1, coupling: -50 });
    expect(lost.strengthError[1]).toBe(Infinity);
    expect(checkCoulombStrength(lost).verdict).toBe('undecided');
  });

  it('a mean field that collapses is no result', () => {
    const checks = checkCoulombHartree({ coupling: -30, points: 24 });
    expect(checks.map(({ verdict }) => verdict)).toEqual(Array(4).fill('undecided'));
    expect(checks[0].note).toMatch(/box: .*, ball: (grid too coarse|step too long)/);
  });

  it('bad input', () => {
    expect(() => coulombLimit({ sizes: [], until: 1 })).toThrow(/sizes must be a list of numbers of bosons/);
    expect(() => coulombLimit({ sizes: [3], until: 1, width: -1 })).toThrow(
      /width must be a finite number > 0/,
    );
    expect(() => coulombLimit({ sizes: [1], until: 1 })).toThrow(/sizes\[0\] must be an integer/);
    expect(() => coulombLimit({ sizes: [2], until: 0 })).toThrow(/until must be a finite number > 0, got 0/);
    expect(() => coulombLimit({ sizes: [2], until: 1, coupling: NaN })).toThrow(
      /coupling must be a finite number/,
    );
    expect(() => coulombLimit({ sizes: [40], until: 1, quanta: 60, shells: [2, 4, 8] })).toThrow(/states/);
  });
});
