import {
  addMatrices,
  checkChaoticMorphism,
  checkEmpiricalMorphism,
  checkHartreeMorphism,
  checkKlimontovichDuality,
  checkKlimontovichEquation,
  checkQuantumKlimontovich,
  checkReducedDensity,
  commutator,
  createRandom,
  hilbertSchmidtNorm,
  klimontovichDefect,
  normalised,
  quantumKlimontovich,
  randomLattice,
  randomOperator,
  randomState,
  scaleMatrix,
  symmetrised,
  tensorSpace,
} from '../../lib/index';
import { normals } from '../solvers/quantum/samples';

const random = createRandom(77);
const cases = [
  [4, 2, 0.3],
  [5, 2, 1],
  [8, 2, 0.6],
  [4, 3, 2],
  [5, 3, 0.5],
] as const;

describe('Definitions 2.2 and 2.3', () => {
  it.each(cases)('hold for L = %d, N = %d, ħ = %d', (sites, particles, hbar) => {
    const lattice = randomLattice(random, sites, { hbar, external: true });
    const observables = [randomOperator(random, sites), randomOperator(random, sites)];
    expect(checkEmpiricalMorphism({ lattice, particles, observables }).verdict).toBe('holds');
    const check = checkQuantumKlimontovich({ lattice, particles, observables, times: [0.4, 1.7] });
    expect(check.verdict).toBe('holds');
  });
});

describe('§2.3', () => {
  it('holds for symmetric states, and sees a state without symmetry', () => {
    for (const particles of [2, 3, 4]) {
      const lattice = randomLattice(random, 4, { external: true });
      const space = tensorSpace(4, particles);
      const initial = normalised(symmetrised(space, normals(random, 2 * space.dimension)));
      expect(checkReducedDensity({ lattice, particles, initial, time: 1.2 }).verdict).toBe('holds');
      const unlike = randomState(random, space.dimension);
      const check = checkReducedDensity({ lattice, particles, initial: unlike, time: 1.2 });
      expect(Array.from(check.lhs, (defect) => defect > 1e-11)).toEqual([false, false, false, true, false]);
    }
  });
});

describe('Lemma 2.4', () => {
  it.each(cases)('holds for L = %d, N = %d, ħ = %d, symmetric states', (sites, particles, hbar) => {
    const lattice = randomLattice(random, sites, { hbar, external: true });
    const space = tensorSpace(sites, particles);
    const initial = normalised(symmetrised(space, normals(random, 2 * space.dimension)));
    const input = { lattice, particles, initial, phi: randomState(random, sites), times: [0, 0.8, 3] };
    expect(checkKlimontovichDuality(input).verdict).toBe('holds');
  });

  it('needs the symmetry', () => {
    const lattice = randomLattice(random, 4);
    const input = { lattice, particles: 2, phi: randomState(random, 4), times: [0, 1] };
    const check = checkKlimontovichDuality({ ...input, initial: randomState(random, 16) });
    expect(check.verdict).toBe('not applicable');
    expect(Math.abs(check.lhs[1] - check.rhs[1])).toBeGreaterThan(1e-3);
  });
});

describe('Theorem 2.5', () => {
  it.each(cases)('holds for L = %d, N = %d, ħ = %d, and not with +C', (sites, particles, hbar) => {
    const lattice = randomLattice(random, sites, { hbar, external: sites % 2 === 0 });
    const input = { lattice, particles, observables: [randomOperator(random, sites)], times: [0, 0.9] };
    expect(checkKlimontovichEquation(input).verdict).toBe('holds');
    const wrong = checkKlimontovichEquation({ ...input, sign: 1 });
    expect(wrong.verdict).toBe('violated');
    expect(Math.min(...wrong.lhs)).toBeGreaterThan(0.01);
  });

  it('has the derivative of M_N(t) on its left', () => {
    const lattice = randomLattice(random, 4, { hbar: 0.8 });
    const a = randomOperator(random, 4);
    const solution = quantumKlimontovich(lattice, 2);
    const h = 1e-4;
    const quotient = scaleMatrix(addMatrices(solution.at(1 + h)(a), solution.at(1 - h)(a), -1), {
      re: 0,
      im: 0.8 / (2 * h),
    });
    const left = scaleMatrix(commutator(solution.hamiltonian, solution.at(1)(a)), -1);
    // The quotient errs by h²/6 times the third derivative.
    expect(hilbertSchmidtNorm(addMatrices(quotient, left, -1))).toBeLessThan(1e-5 * hilbertSchmidtNorm(left));
  });

  it.each([
    [6, 4],
    [12, 3],
    [40, 2],
  ])('holds on vectors for L = %d, N = %d', (sites, particles) => {
    const lattice = randomLattice(random, sites, { external: true });
    const psi = randomState(random, sites ** particles);
    expect(klimontovichDefect(lattice, particles, randomOperator(random, sites), psi)).toBeLessThan(1e-13);
    const wrong = { ...lattice, interaction: lattice.interaction.map((v, x) => (x === 1 ? v + 0.1 : v)) };
    expect(klimontovichDefect(wrong, particles, randomOperator(random, sites), psi)).toBeGreaterThan(1e-6);
  });
});

describe('Definition 2.6 and Theorem 2.7', () => {
  it.each(cases)('hold for L = %d, N = %d, ħ = %d', (sites, particles, hbar) => {
    const lattice = randomLattice(random, sites, { hbar, external: true });
    const observables = [randomOperator(random, sites)];
    const psi = randomState(random, sites);
    expect(checkChaoticMorphism({ lattice, particles, psi, observables }).verdict).toBe('holds');
    const input = { lattice, particles, initial: psi, observables, times: [0.3, 1] };
    const check = checkHartreeMorphism(input);
    expect(check.verdict).toBe('holds');
    expect(Math.max(...check.error)).toBeLessThan(1e-4);
    expect(checkHartreeMorphism({ ...input, strength: 0 }).verdict).toBe('violated');
    expect(checkHartreeMorphism({ ...input, strength: 1.1 }).verdict).toBe('violated');
  });
});
