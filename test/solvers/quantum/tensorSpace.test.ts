import {
  addMatrices,
  applyInSlot,
  createRandom,
  identityMatrix,
  interactionDiagonal,
  kroneckerProduct,
  manyBodyMatrix,
  manyBodyOperator,
  multiplyMatrices,
  multiplyVector,
  partialTrace,
  permutationOperator,
  permutations,
  permuted,
  randomLattice,
  randomOperator,
  randomState,
  reducedDensityOperator,
  slotOperator,
  symmetrised,
  tensorPower,
  tensorProduct,
  tensorSpace,
  trace,
} from '../../../lib/index';
import { largest, normals } from './samples';

const random = createRandom(21);
const difference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  largest(Array.from(a, (value, i) => value - b[i]));

describe('tensor spaces', () => {
  const space = tensorSpace(3, 3);
  const [a, b, c] = [1, 2, 3].map(() => randomOperator(random, 3));

  it('slots are Kronecker products', () => {
    const one = identityMatrix(3);
    const expected = [
      kroneckerProduct(a, kroneckerProduct(one, one)),
      kroneckerProduct(one, kroneckerProduct(a, one)),
      kroneckerProduct(one, kroneckerProduct(one, a)),
    ];
    const psi = normals(random, 54);
    expected.forEach((matrix, k) => {
      expect(difference(slotOperator(space, a, k + 1).data, matrix.data)).toBe(0);
      expect(difference(applyInSlot(space, a, k + 1, psi), multiplyVector(matrix, psi))).toBeLessThan(1e-14);
    });
  });

  it('tensorProduct follows the layout', () => {
    const factors = [1, 2, 3].map(() => normals(random, 6));
    const product = tensorProduct(factors);
    const image = tensorProduct([a, b, c].map((matrix, k) => multiplyVector(matrix, factors[k])));
    const slotwise = [a, b, c].reduce((psi, matrix, k) => applyInSlot(space, matrix, k + 1, psi), product);
    expect(difference(slotwise, image)).toBeLessThan(1e-13);
    expect(difference(tensorPower(factors[0], 2), tensorProduct([factors[0], factors[0]]))).toBe(0);
  });

  it('U_σ moves the arguments as the notes say, and U_σU_τ = U_{τσ} (B21)', () => {
    const psi = normals(random, 54);
    const [sigma, tau] = [
      [2, 3, 1],
      [1, 3, 2],
    ];
    // (U_σΨ)(x₁, x₂, x₃) = Ψ(x_{σ⁻¹(1)}, x_{σ⁻¹(2)}, x_{σ⁻¹(3)}); σ⁻¹ = [3, 1, 2].
    const at = (x: number, y: number, z: number) => 2 * (9 * x + 3 * y + z);
    const moved = permuted(space, sigma, psi);
    expect(moved[at(0, 1, 2)]).toBe(psi[at(2, 0, 1)]);
    expect(moved[at(2, 2, 1)]).toBe(psi[at(1, 2, 2)]);
    const product = sigma.map((_, k) => tau[sigma[k] - 1]); // τσ
    expect(permuted(space, sigma, permuted(space, tau, psi))).toEqual(permuted(space, product, psi));
    const wrong = sigma.map((_, k) => sigma[tau[k] - 1]); // στ
    expect(permuted(space, sigma, permuted(space, tau, psi))).not.toEqual(permuted(space, wrong, psi));
    expect(difference(multiplyVector(permutationOperator(space, sigma), psi), moved)).toBe(0);
    // U_σ takes the operator on slot k to that on slot σ⁻¹(k), the particle that stands in the place k.
    const u = permutationOperator(space, sigma);
    const turned = multiplyMatrices(multiplyMatrices(u, slotOperator(space, a, 1)), u, { adjointB: true });
    expect(difference(turned.data, slotOperator(space, a, 3).data)).toBe(0);
  });

  it('there are n! permutations, and symmetrised is a projection on symmetric states', () => {
    expect(new Set(permutations(4).map(String)).size).toBe(24);
    const psi = symmetrised(space, normals(random, 54));
    expect(difference(symmetrised(space, psi), psi)).toBeLessThan(1e-15 * 10);
    for (const sigma of permutations(3))
      expect(difference(permuted(space, sigma, psi), psi)).toBeLessThan(1e-14);
  });

  it('reduced density operators agree with sums over the other particles and with each other', () => {
    const psi = randomState(random, 27);
    const first = reducedDensityOperator(space, psi);
    const at = (x: number, rest: number) => 2 * (9 * x + rest);
    for (let x = 0; x < 3; x++)
      for (let y = 0; y < 3; y++) {
        let [re, im] = [0, 0];
        for (let z = 0; z < 9; z++) {
          const [p, q] = [at(x, z), at(y, z)];
          re += psi[p] * psi[q] + psi[p + 1] * psi[q + 1];
          im += psi[p + 1] * psi[q] - psi[p] * psi[q + 1];
        }
        expect(first.data[2 * (3 * x + y)]).toBeCloseTo(re, 14);
        expect(first.data[2 * (3 * x + y) + 1]).toBeCloseTo(im, 14);
      }
    expect(trace(first).re).toBeCloseTo(1, 14);
    const second = reducedDensityOperator(space, psi, 2);
    expect(difference(partialTrace(tensorSpace(3, 2), second, 1).data, first.data)).toBeLessThan(1e-15 * 4);
    const whole = reducedDensityOperator(space, psi, 3);
    expect(difference(partialTrace(space, whole, 2).data, second.data)).toBeLessThan(1e-15 * 4);
  });

  it('refuses what is too large, or no slot, or no permutation', () => {
    expect(() => tensorSpace(10, 9)).toThrow(/10\^9 = 1.00e\+9: a state would take 14.9 GiB/);
    expect(() => manyBodyMatrix(randomLattice(random, 6), 4)).toThrow(/at most 1024 .*6\^4 = 1296/);
    expect(() => slotOperator(space, a, 4)).toThrow(/slot must be an integer in \[1, 3\], got 4/);
    expect(() => permuted(space, [1, 1, 2], normals(random, 54))).toThrow(/list 1, …, 3.*\[1, 1, 2\]/);
    expect(() => applyInSlot(space, a, 1, [1, 2])).toThrow(/length 54, got length 2/);
    expect(() => applyInSlot(space, randomOperator(random, 2), 1, normals(random, 54))).toThrow(
      /3 × 3, got 2 × 2/,
    );
  });
});

describe('the N-body Hamiltonian', () => {
  it('is a sum over particles and over pairs', () => {
    const lattice = randomLattice(random, 4, { external: true });
    const space = tensorSpace(4, 3);
    const diagonal = interactionDiagonal(lattice, space);
    const v = (x: number, y: number) => lattice.interaction[(x - y + 4) % 4];
    expect(diagonal[16 * 1 + 4 * 3 + 0]).toBeCloseTo((v(1, 3) + v(1, 0) + v(3, 0)) / 3, 14);
    const matrix = manyBodyMatrix(lattice, 3);
    const sum = [1, 2, 3]
      .map((slot) => slotOperator(space, lattice.oneBody, slot))
      .reduce((total, term) => addMatrices(total, term));
    for (let i = 0; i < 64; i++) sum.data[2 * 65 * i] += diagonal[i];
    expect(difference(matrix.data, sum.data)).toBeLessThan(1e-14);
    const psi = normals(random, 128);
    const image = new Float64Array(128);
    manyBodyOperator(lattice, 3).applyInto(psi, image);
    expect(difference(image, multiplyVector(matrix, psi))).toBeLessThan(1e-13);
  });
});
