import {
  addMatrices,
  chaoticMap,
  checkProjectionEquation,
  contraction,
  createRandom,
  hilbertSchmidtNorm,
  identityMatrix,
  klimontovichMap,
  latticeHartree,
  mapDifference,
  normalised,
  quantumLattice,
  randomLattice,
  randomState,
  ringHopping,
  scaleMatrix,
  tensorHamiltonian,
  tensorReducedDensity,
  tensorSpace,
} from '../../lib/index';

const random = createRandom('projection');
const long = process.env.LONG !== undefined;

describe('Theorem 2.9(1)', () => {
  // Sites, particles: up to dimension 343 as matrices.
  const sizes: [number, number][] = [
    [2, 2],
    [2, 3],
    [3, 2],
    [2, 4],
    [3, 3],
    [4, 2],
    [5, 2],
    [4, 3],
  ];

  it('holds in random rings, and fails with the printed sign', () => {
    let worst = 0;
    for (let k = 0; k < (long ? 300 : 20); k++) {
      const [sites, particles] = sizes[k % sizes.length];
      const lattice = randomLattice(random, sites, { hbar: 0.3 + random.uniform(), external: k % 3 !== 0 });
      const input = { lattice, particles, times: [-0.6, 0, 0.8], seed: k };
      const check = checkProjectionEquation(input);
      expect(check.verdict).toBe('holds');
      worst = Math.max(worst, ...check.lhs);
      const printed = checkProjectionEquation({ ...input, variant: 'printed' });
      expect(printed.verdict).toBe('violated');
      // What is compared has the opposite sign: the residual is twice the left side, or more in the Hilbert–Schmidt norm.
      expect(Math.min(...printed.lhs)).toBeGreaterThan(2 - 1e-9);
    }
    // Rounding alone; the error allows for the phases of the evolutions.
    expect(worst).toBeLessThan(1e-10);
  });

  it('is about the whole derivative: a difference quotient of M_N(t)Q(t)', () => {
    const lattice = randomLattice(random, 3, { hbar: 0.7, external: true });
    const initial = randomState(random, 3);
    const hamiltonian = tensorHamiltonian(lattice, 2);
    const path = latticeHartree(lattice, initial, 1, { tolerance: 1e-14 });
    const one = tensorSpace({ sites: 3, particles: 1 });
    const tested = (t: number) =>
      klimontovichMap(hamiltonian, t).matrix(
        addMatrices(identityMatrix(3), tensorReducedDensity(one, path.at(t), 1), -1),
      );
    const [t, h] = [0.5, 2e-3];
    const difference = (k: number) => addMatrices(tested(t + k * h), tested(t - k * h), -1);
    const quotient = addMatrices(
      scaleMatrix(difference(1), 8 / (12 * h)),
      scaleMatrix(difference(2), 1 / (12 * h)),
      -1,
    );
    const map = klimontovichMap(hamiltonian, t);
    const q = addMatrices(identityMatrix(3), tensorReducedDensity(one, path.at(t), 1), -1);
    const chaotic = chaoticMap(hamiltonian.space, normalised(path.at(t)));
    const right = contraction(lattice.interaction, mapDifference(map, chaotic), map).matrix(q);
    const gap = addMatrices(scaleMatrix(quotient, { re: 0, im: 0.7 }), right);
    // The quotient is of order h⁴ with derivatives of size 10.
    expect(hilbertSchmidtNorm(gap)).toBeLessThan(1e-7 * hilbertSchmidtNorm(right));
    expect(checkProjectionEquation({ lattice, particles: 2, times: [t], initial }).verdict).toBe('holds');
  });

  it('holds beyond the dimension of matrices, on a random wave function', () => {
    const lattice = randomLattice(random, 9, { hbar: 1.1 });
    const input = { lattice, particles: 3, times: [0.3], seed: 2 };
    const check = checkProjectionEquation(input);
    expect(check.verdict).toBe('holds');
    expect(check.note).toBe('a random wave function in dimension 729');
    expect(check.lhs[0]).toBeLessThan(1e-12);
    const printed = checkProjectionEquation({ ...input, variant: 'printed' });
    expect(printed.verdict).toBe('violated');
    expect(printed.lhs[0]).toBeCloseTo(2, 9);
  });

  it('holds for six particles in a dimer, says nothing where nothing moves, refuses what it does not know', () => {
    const dimer = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, 0], hbar: 0.5 });
    const input = { lattice: dimer, particles: 6, initial: [1, 0, 0, 0] };
    expect(checkProjectionEquation({ ...input, times: [0.5, 2] }).verdict).toBe('holds');
    // All on one site: V is constant there, C = 0 at t = 0, and rounding is all there is.
    expect(checkProjectionEquation({ ...input, times: [0] }).verdict).toBe('undecided');
    expect(() =>
      checkProjectionEquation({ lattice: dimer, particles: 2, variant: 'plus' as 'right' }),
    ).toThrow(/variant must be one of/);
    expect(() => checkProjectionEquation({ lattice: dimer, particles: 2, initial: [1, 0, 1, 0] })).toThrow(
      /initial must have norm 1/,
    );
  });
});
