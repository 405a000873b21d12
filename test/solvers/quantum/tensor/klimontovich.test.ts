import {
  addMatrices,
  chaoticMap,
  commutator,
  complexMatrix,
  contraction,
  type DenseMatrix,
  diagonalMatrix,
  empiricalMap,
  heisenbergDerivative,
  hilbertSchmidtNorm,
  klimontovichDerivative,
  klimontovichMap,
  latticeHartreeOperator,
  latticeMeanField,
  multiplyMatrices,
  multiplyVector,
  type OperatorMap,
  operatorAsymmetry,
  operatorNorm,
  partialTrace,
  probabilities,
  type QuantumLattice,
  quantumLattice,
  scaleMatrix,
  slotMatrix,
  symmetricProjector,
  type TensorHamiltonian,
  tensorHamiltonian,
  tensorSpace,
  trace,
  traceOfProduct,
} from '../../../../lib/index';
import { distance, operator, randomLattice, state, vector } from './tensorCases';

const relative = (a: DenseMatrix, b: DenseMatrix): number =>
  operatorNorm(addMatrices(a, b, -1)) / operatorNorm(a);
const residual = (h: TensorHamiltonian, map: OperatorMap, a: DenseMatrix, sign?: number): number =>
  relative(heisenbergDerivative(h, map).matrix(a), klimontovichDerivative(h, map, sign).matrix(a));

const longer: [number, number, number, number, boolean][] = [
  [7, 3, 1, 0.5, true],
  [8, 3, 0.6, 1, false],
  [5, 4, 1.5, -0.7, true],
];

describe('Theorem 2.5: iħ∂_tM_N = ad*(K)M_N − C[V, M_N, M_N]', () => {
  it.each([
    [4, 2, 1, 0.9, false],
    [5, 2, 0.4, -2, false],
    [8, 2, 1.3, 0.7, true],
    [4, 3, 0.7, 1.1, false],
    [5, 3, 2, 3, true],
    ...(process.env.LONG ? longer : []),
  ])('L = %d, N = %d, ħ = %d, t = %d, external U: %s', (sites, particles, hbar, time, external) => {
    const h = tensorHamiltonian(randomLattice(sites, hbar, external), particles);
    const a = operator(sites);
    // Phases t‖H‖/ħ of some hundred times ε.
    expect(residual(h, klimontovichMap(h, time), a)).toBeLessThan(1e-13 * 3);
    expect(residual(h, empiricalMap(h.space), a)).toBeLessThan(1e-13);
    expect(residual(h, klimontovichMap(h, time), a, -1)).toBeGreaterThan(0.01);
  });

  it('holds matrix-free beyond the dimension of matrices', () => {
    const h = tensorHamiltonian(randomLattice(6, 0.8), 4);
    expect(h.space.dimension).toBe(1296);
    const psi = state(1296);
    const map = klimontovichMap(h, 0.6);
    const a = operator(6);
    const left = heisenbergDerivative(h, map).apply(a, psi);
    // Four evolutions of 1e−14 each, in a sum of 2L terms.
    expect(distance(left, klimontovichDerivative(h, map).apply(a, psi))).toBeLessThan(1e-12);
    expect(distance(left, klimontovichDerivative(h, map, -1).apply(a, psi))).toBeGreaterThan(1e-3);
  });

  it('is the same on vectors as in matrices', () => {
    const h = tensorHamiltonian(randomLattice(4, 1.2, true), 3);
    const map = klimontovichMap(h, 0.8);
    const a = operator(4);
    const psi = state(64);
    for (const one of [
      map,
      heisenbergDerivative(h, map),
      klimontovichDerivative(h, map),
      chaoticMap(h.space, state(4)),
    ])
      expect(distance(one.apply(a, psi), multiplyVector(one.matrix(a), psi))).toBeLessThan(1e-12);
  });

  it('C[V, R_ψ, Λ]A = Λ([V⋆|ψ|², A]): the first argument makes the field', () => {
    const h = tensorHamiltonian(randomLattice(5, 1), 2);
    const map = klimontovichMap(h, 0.9);
    const psi = state(5);
    const a = operator(5);
    const field = diagonalMatrix(latticeMeanField(h.lattice, probabilities(psi)));
    const mixed = contraction(h.lattice.interaction, chaoticMap(h.space, psi), map).matrix(a);
    expect(relative(mixed, map.matrix(commutator(field, a)))).toBeLessThan(1e-13);
    const swapped = contraction(h.lattice.interaction, map, chaoticMap(h.space, psi)).matrix(a);
    expect(relative(mixed, swapped)).toBeGreaterThan(0.1);
  });

  it('C is antihermitian on observables, (C[V,M,M]A)* = −C[V,M,M]A*', () => {
    const h = tensorHamiltonian(randomLattice(4, 1), 2);
    const map = klimontovichMap(h, 0.4);
    const a = addMatrices(operator(4), complexMatrix(4, 4));
    const hermitian = addMatrices(
      a,
      multiplyMatrices(complexMatrix(4, 4, identity(4)), a, { adjointB: true }),
    );
    const c = contraction(h.lattice.interaction, map, map).matrix(hermitian);
    const star = multiplyMatrices(complexMatrix(16, 16, identity(16)), c, { adjointB: true });
    expect(operatorNorm(addMatrices(c, star))).toBeLessThan(1e-12 * operatorNorm(c));
    const other = contraction(vector(4).fill(1), map, map).matrix(a);
    // A constant V has ω = 0 alone, and M_N(I) = I: C = [M_N I, M_N A] = 0.
    expect(operatorNorm(other)).toBeLessThan(1e-12);
    expect(() =>
      contraction(h.lattice.interaction, map, empiricalMap(tensorSpace({ sites: 4, particles: 3 }))),
    ).toThrow(/must act on the same space, got 4\^2 and 4\^3/);
  });
});

function identity(n: number): Float64Array {
  const out = new Float64Array(2 * n * n);
  for (let k = 0; k < n; k++) out[2 * k * (n + 1)] = 1;
  return out;
}

describe('Definitions 2.2, 2.3', () => {
  const h = tensorHamiltonian(randomLattice(4, 0.9), 3);
  const map = klimontovichMap(h, 1.4);

  it('M_N(t) is a symmetric contraction that preserves adjoints and the identity', () => {
    const a = operator(4);
    const m = map.matrix(a);
    expect(operatorAsymmetry(h.space, m)).toBeLessThan(1e-12);
    expect(operatorNorm(m)).toBeLessThanOrEqual(operatorNorm(a));
    expect(
      relative(map.matrix(complexMatrix(4, 4, identity(4))), complexMatrix(64, 64, identity(64))),
    ).toBeLessThan(1e-13);
    expect(hilbertSchmidtNorm(m)).toBeCloseTo(hilbertSchmidtNorm(empiricalMap(h.space).matrix(a)), 11);
  });

  it('turns as e^{itH/ħ}·e^{−itH/ħ}: the derivative at 0 is (i/ħ)[H, M]', () => {
    const a = operator(4);
    const dt = 1e-4;
    const slope = scaleMatrix(
      addMatrices(klimontovichMap(h, dt).matrix(a), klimontovichMap(h, -dt).matrix(a), -1),
      1 / (2 * dt),
    );
    const exact = scaleMatrix(commutator(h.dense(), empiricalMap(h.space).matrix(a)), { re: 0, im: 1 / 0.9 });
    // Central difference, error dt²‖H‖³/6.
    expect(relative(exact, slope)).toBeLessThan(1e-5);
  });
});

describe('Lemma 2.4: tr(R M_N(t)A) = tr(R_{N:1}(t)A)', () => {
  const h = tensorHamiltonian(randomLattice(4, 1.1), 3);
  const a = operator(4);
  const time = 0.8;
  const u = h.unitary(time);

  function sides(r: DenseMatrix): [number, number] {
    const left = traceOfProduct(r, klimontovichMap(h, time).matrix(a));
    const later = multiplyMatrices(multiplyMatrices(u, r), u, { adjointB: true });
    const right = traceOfProduct(partialTrace(h.space, later, 1), a);
    return [Math.hypot(left.re - right.re, left.im - right.im), Math.hypot(left.re, left.im)];
  }

  it('holds for mixed symmetric states, bosonic or not, and fails without symmetry', () => {
    const x = operator(64);
    const positive = multiplyMatrices(x, x, { adjointB: true });
    const random = scaleMatrix(positive, 1 / trace(positive).re);
    const p = symmetricProjector(h.space);
    const projected = multiplyMatrices(multiplyMatrices(p, random), p);
    const bosonic = scaleMatrix(projected, 1 / trace(projected).re);
    expect(sides(bosonic)[0]).toBeLessThan(1e-13);
    // U_σRU_σ* = R is enough: e^{−G} of a symmetric G, with support outside the bosons.
    const thermal = multiplyMatrices(h.dense(), h.dense());
    expect(sides(scaleMatrix(thermal, 1 / trace(thermal).re))[0]).toBeLessThan(1e-13);
    const ordered = slotMatrix(
      h.space,
      complexMatrix(
        4,
        4,
        Float64Array.from({ length: 32 }, (_, k) => (k === 0 ? 1 : 0)),
      ),
      1,
    );
    expect(sides(scaleMatrix(ordered, 1 / trace(ordered).re))[0]).toBeGreaterThan(0.01);
  });
});

describe('Theorem 2.7: the chaotic morphism', () => {
  /** iħ∂_t⟨ψ|A|ψ⟩·I = ⟨ψ|[A, G]|ψ⟩·I along iħψ′ = Gψ. */
  const moved = (
    space: ReturnType<typeof tensorSpace>,
    psi: Float64Array,
    generator: DenseMatrix,
    a: DenseMatrix,
  ) => chaoticMap(space, psi).matrix(commutator(a, generator));

  it.each([
    [4, 2, 1, false],
    [6, 2, 0.3, true],
    [5, 3, 1.6, false],
  ])('L = %d, N = %d, ħ = %d, external U: %s', (sites, particles, hbar, external) => {
    const lattice: QuantumLattice = randomLattice(sites, hbar, external);
    const h = tensorHamiltonian(lattice, particles);
    const psi = state(sites);
    const a = operator(sites);
    const right = klimontovichDerivative(h, chaoticMap(h.space, psi)).matrix(a);
    const hartree = latticeHartreeOperator(lattice, psi);
    expect(relative(moved(h.space, psi, hartree, a), right)).toBeLessThan(1e-13);
    const half = quantumLattice({
      kinetic: lattice.oneBody,
      interaction: lattice.interaction.map((v) => v / 2),
      hbar,
    });
    expect(relative(moved(h.space, psi, latticeHartreeOperator(half, psi), a), right)).toBeGreaterThan(0.01);
  });

  it('is symmetric, a contraction, and R_ψ(I) = I', () => {
    const space = tensorSpace({ sites: 3, particles: 2 });
    const map = chaoticMap(space, state(3));
    const a = operator(3);
    expect(operatorAsymmetry(space, map.matrix(a))).toBe(0);
    expect(operatorNorm(map.matrix(a))).toBeLessThanOrEqual(operatorNorm(a));
    expect(
      relative(map.matrix(complexMatrix(3, 3, identity(3))), complexMatrix(9, 9, identity(9))),
    ).toBeLessThan(1e-14);
    expect(() => chaoticMap(space, vector(6).fill(1))).toThrow(/psi must have norm 1/);
  });
});
