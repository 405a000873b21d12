import {
  addMatrices,
  bbgkyDerivative,
  commutator,
  complexMatrix,
  multiplyMatrices,
  operatorNorm,
  partialTrace,
  reducedDerivative,
  symmetrised,
  tensorHamiltonian,
  tensorReducedDensity,
} from '../../../../lib/index';
import { randomLattice, state, vector } from './tensorCases';

const relative = (a: ReturnType<typeof commutator>, b: ReturnType<typeof commutator>): number =>
  operatorNorm(addMatrices(a, b, -1)) / operatorNorm(a);

describe('the BBGKY hierarchy (§2.8, Remark 1)', () => {
  it.each([
    [4, 3, 1, 0.8],
    [4, 3, 2, 1.3],
    [3, 4, 3, 1],
    [6, 4, 1, 0.5],
    [5, 2, 1, 2],
  ])('L = %d, N = %d, k = %d, ħ = %d', (sites, particles, kept, hbar) => {
    const lattice = randomLattice(sites, hbar, true);
    const h = tensorHamiltonian(lattice, particles);
    const psi = h.evolve(symmetrised(h.space, state(h.space.dimension)), 0.7);
    const [now, next] = [kept, kept + 1].map((k) => tensorReducedDensity(h.space, psi, k));
    const left = reducedDerivative(h, psi, kept);
    // Sums of some thousand terms of order 1, relative to their sum.
    expect(relative(left, bbgkyDerivative(lattice, particles, now, next))).toBeLessThan(1e-12);
    expect(relative(left, bbgkyDerivative(lattice, particles, now, next, 1))).toBeGreaterThan(0.01);
    // Without symmetry R_{N:k+1} does not say what the other particles do.
    const any = state(h.space.dimension);
    const [one, two] = [kept, kept + 1].map((k) => tensorReducedDensity(h.space, any, k));
    if (kept + 1 < particles)
      expect(
        relative(reducedDerivative(h, any, kept), bbgkyDerivative(lattice, particles, one, two)),
      ).toBeGreaterThan(0.01);
  });

  it('ends with von Neumann’s equation of all N', () => {
    const lattice = randomLattice(3, 1);
    const h = tensorHamiltonian(lattice, 2);
    const psi = state(9);
    const whole = multiplyMatrices(complexMatrix(9, 1, psi), complexMatrix(9, 1, psi), { adjointB: true });
    expect(relative(commutator(h.dense(), whole), bbgkyDerivative(lattice, 2, whole))).toBeLessThan(1e-13);
    expect(
      relative(partialTrace(h.space, commutator(h.dense(), whole), 1), reducedDerivative(h, psi, 1)),
    ).toBeLessThan(1e-13);
    const one = tensorReducedDensity(h.space, psi, 1);
    expect(() => bbgkyDerivative(randomLattice(1, 1), 2, complexMatrix(1, 1))).toThrow(/at least 2 sites/);
    expect(() => bbgkyDerivative(lattice, 2, one)).toThrow(/next must be given/);
    expect(() => bbgkyDerivative(lattice, 2, complexMatrix(4, 4, vector(32)))).toThrow(
      /reduced must act on dimension 3\^1/,
    );
  });
});
