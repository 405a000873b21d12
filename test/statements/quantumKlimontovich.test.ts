import {
  type Check,
  checkChaoticEquation,
  checkChaoticMorphism,
  checkKlimontovichEquation,
  checkParticlePermutations,
  checkQuantumEmpirical,
  checkQuantumKlimontovich,
  checkReducedDuality,
  identityMatrix,
  type QuantumSystemInput,
  quantumLattice,
  realMatrix,
  ringHopping,
} from '../../lib/index';
import { randomLattice } from '../solvers/quantum/tensor/tensorCases';

// Sites, particles, ħ, external U.
const systems: [number, number, number, boolean][] = [
  [4, 2, 1, false],
  [4, 3, 0.5, true],
  [7, 2, 2, false],
  [6, 3, 0.8, true],
];
const system = ([sites, particles, hbar, external]: (typeof systems)[number]): QuantumSystemInput => ({
  lattice: randomLattice(sites, hbar, external),
  particles,
  times: [-1, 0, 0.3, 2],
  seed: sites,
});
const worstError = (check: Check): number => Math.max(...check.error);

describe.each(systems)('L = %d, N = %d, ħ = %d, external U: %s', (...parameters) => {
  const input = system(parameters);

  it('Definitions 2.2, 2.3: M_N is symmetric, J_1 is not', () => {
    for (const check of [checkQuantumEmpirical, checkQuantumKlimontovich]) {
      expect(check(input).verdict).toBe('holds');
      expect(Math.max(...check(input).rhs)).toBeLessThan(1e-10);
      expect(check({ ...input, variant: 'first particle' }).verdict).toBe('violated');
    }
  });

  it('Lemma 2.4 holds for symmetric states and fails without symmetry', () => {
    const check = checkReducedDuality(input);
    expect(check.verdict).toBe('holds');
    expect(worstError(check)).toBeLessThan(1e-10);
    const failing = checkReducedDuality({ ...input, variant: 'no symmetry' });
    expect(failing.verdict).toBe('violated');
    expect(Math.max(...failing.lhs.map((l, s) => Math.abs(l - failing.rhs[s])))).toBeGreaterThan(1e-3);
  });

  it('Definition 2.6: R_ψ is the mean in the chaotic state', () => {
    const check = checkChaoticMorphism(input);
    expect(check.verdict).toBe('holds');
    expect(Math.min(...check.lhs)).toBeGreaterThan(0);
  });

  it('Theorem 2.7 holds for Hartree, fails for other motions', () => {
    const check = checkChaoticEquation({ ...input, times: [-0.5, 0, 0.4, 1] });
    expect(check.verdict).toBe('holds');
    expect(worstError(check)).toBeLessThan(1e-8);
    for (const strength of [0.5, 0])
      expect(checkChaoticEquation({ ...input, times: [0.4], strength }).verdict).toBe('violated');
  });
});

describe('Theorem 2.5', () => {
  it.each(systems.slice(0, 3))('holds on L = %d, N = %d, ħ = %d, external U: %s', (...parameters) => {
    const input = system(parameters);
    const check = checkKlimontovichEquation(input);
    expect(check.verdict).toBe('holds');
    expect(check.note).toMatch(/matrices of dimension/);
    // The equation itself is an identity to rounding; the error allows for the phases of the evolution.
    expect(Math.max(...check.lhs)).toBeLessThan(1e-12);
    expect(worstError(check)).toBeLessThan(1e-8);
    expect(checkKlimontovichEquation({ ...input, variant: 'plus sign' }).verdict).toBe('violated');
  });

  it('holds beyond the dimension of matrices, on a random wave function', () => {
    const input = { ...system([9, 3, 1.2, false]), times: [0.4] };
    const check = checkKlimontovichEquation(input);
    expect(check.verdict).toBe('holds');
    expect(check.note).toBe('a random wave function in dimension 729');
    expect(check.lhs[0]).toBeLessThan(1e-12);
    expect(checkKlimontovichEquation({ ...input, variant: 'plus sign' }).verdict).toBe('violated');
  });

  it('holds where nothing moves, and says nothing where rounding is all there is', () => {
    const still = quantumLattice({ kinetic: realMatrix(3, 3), interaction: [0, 0, 0] });
    const times = [0, 1];
    expect(checkKlimontovichEquation({ lattice: still, particles: 2, times }).verdict).toBe('holds');
    expect(checkReducedDuality({ lattice: still, particles: 2, times }).verdict).toBe('holds');
    // h and V that are multiples of the identity commute with everything: 0 = 0 but for the phases.
    const trivial = quantumLattice({ kinetic: identityMatrix(3), interaction: [1, 1, 1] });
    expect(checkKlimontovichEquation({ lattice: trivial, particles: 2, times }).verdict).not.toBe('violated');
    const dimer = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, 0], hbar: 0.5 });
    expect(checkKlimontovichEquation({ lattice: dimer, particles: 6, times }).verdict).toBe('holds');
  });

  it('refuses what it does not know', () => {
    const input = system(systems[0]);
    expect(() => checkKlimontovichEquation({ ...input, variant: 'both' as 'right' })).toThrow(
      /variant must be one of/,
    );
    expect(() => checkKlimontovichEquation({ ...input, particles: 40 })).toThrow(
      /sites\^particles must be at most/,
    );
    expect(() => checkQuantumEmpirical({ ...input, particles: 1 })).toThrow(
      /particles must be an integer >= 2/,
    );
    expect(() => checkReducedDuality({ ...input, times: [Number.NaN] })).toThrow(/times\[0\]/);
  });
});

describe('§2.3: U_σ', () => {
  it('reverses products (B21)', () => {
    const input = system([3, 4, 1, false]);
    expect(checkParticlePermutations(input).verdict).toBe('holds');
    expect(checkParticlePermutations({ ...input, variant: 'printed' }).verdict).toBe('violated');
  });
});
