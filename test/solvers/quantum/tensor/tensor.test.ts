import {
  adjoint,
  applyInSlot,
  applyOneBody,
  asymmetry,
  commutator,
  complexMatrix,
  empiricalMap,
  identityMatrix,
  kroneckerProduct,
  multiplyMatrices,
  multiplyVector,
  oneBodyMatrix,
  operatorAsymmetry,
  operatorNorm,
  partialTrace,
  permutationMatrix,
  permuteParticles,
  productVector,
  reducedTransition,
  slotMatrix,
  symmetricProjector,
  symmetrised,
  tensorHamiltonian,
  tensorReducedDensity,
  tensorSpace,
  toComplex,
  trace,
} from '../../../../lib/index';
import { composePermutations } from '../../../../lib/solvers/quantum/tensor/permutations';
import { tensorProduct } from '../../../../lib/solvers/quantum/tensor/space';
import { digits, distance, operator, randomLattice, state, vector } from './tensorCases';

// Sums of a few hundred products of numbers of order 1.
const rounding = 2e-13;

describe('tensorSpace', () => {
  it('refuses what would not fit, naming dimension and memory', () => {
    expect(() => tensorSpace({ sites: 10, particles: 9 })).toThrow(
      /must be at most 4194304, got 10\^9 = 1000000000: 15300 MiB a vector/,
    );
    expect(() => slotMatrix(tensorSpace({ sites: 11, particles: 3 }), operator(11), 1)).toThrow(
      /dimension <= 1024, got 11\^3 = 1331: 27 MiB/,
    );
    expect(() => tensorSpace({ sites: 0, particles: 2 })).toThrow(/sites must be an integer/);
    expect(() => applyInSlot(tensorSpace({ sites: 2, particles: 2 }), operator(2), 3, vector(8))).toThrow(
      /particle must be an integer in \[1, 2\], got 3/,
    );
    expect(() => applyInSlot(tensorSpace({ sites: 2, particles: 2 }), operator(3), 1, vector(8))).toThrow(
      /operator must act on one particle on 2 sites, got order 3/,
    );
    expect(tensorSpace({ sites: 3, particles: 0 }).dimension).toBe(1);
  });

  it('lays x_1 slowest', () => {
    const space = tensorSpace({ sites: 3, particles: 2 });
    const [phi, psi] = [vector(6), vector(6)];
    const product = tensorProduct(phi, psi);
    const [a, b, c, d] = [phi[2], phi[3], psi[4], psi[5]];
    // x_1 = 1, x_2 = 2.
    expect(product[2 * (1 * 3 + 2)]).toBeCloseTo(a * c - b * d, 14);
    expect(product[2 * (1 * 3 + 2) + 1]).toBeCloseTo(a * d + b * c, 14);
    expect(distance(productVector(space, phi), tensorProduct(phi, phi))).toBe(0);
  });
});

describe('J_k', () => {
  const space = tensorSpace({ sites: 3, particles: 3 });
  const a = operator(3);
  const one = identityMatrix(3);
  const kron = [
    kroneckerProduct(kroneckerProduct(a, one), one),
    kroneckerProduct(kroneckerProduct(one, a), one),
    kroneckerProduct(kroneckerProduct(one, one), a),
  ];

  it.each([1, 2, 3])('in slot %d is the Kronecker product, as a matrix and on vectors', (k) => {
    expect(distance(slotMatrix(space, a, k).data, toComplex(kron[k - 1]).data)).toBe(0);
    const psi = vector(54);
    expect(distance(applyInSlot(space, a, k, psi), multiplyVector(kron[k - 1], psi))).toBeLessThan(rounding);
  });

  it('keeps the operator norm, multiplies within a slot and commutes between slots', () => {
    const b = operator(3);
    expect(operatorNorm(slotMatrix(space, a, 2))).toBeCloseTo(operatorNorm(a), 12);
    const product = multiplyMatrices(slotMatrix(space, a, 2), slotMatrix(space, b, 2));
    expect(distance(product.data, slotMatrix(space, multiplyMatrices(a, b), 2).data)).toBeLessThan(rounding);
    expect(operatorNorm(commutator(slotMatrix(space, a, 1), slotMatrix(space, b, 3)))).toBeLessThan(rounding);
  });

  it('sums to M_N^in, symmetric, of norm at most ‖A‖, with tr M_N^in A = L^{N−1} tr A', () => {
    const m = empiricalMap(space).matrix(a);
    expect(operatorAsymmetry(space, m)).toBeLessThan(rounding);
    expect(operatorAsymmetry(space, slotMatrix(space, a, 1))).toBeGreaterThan(0.1);
    expect(operatorNorm(m)).toBeLessThanOrEqual(operatorNorm(a) * (1 + 1e-12));
    expect(trace(m).re).toBeCloseTo(9 * trace(a).re, 11);
    const psi = vector(54);
    expect(distance(empiricalMap(space).apply(a, psi), multiplyVector(m, psi))).toBeLessThan(rounding);
    expect(distance(applyOneBody(space, a, psi), multiplyVector(oneBodyMatrix(space, a), psi))).toBeLessThan(
      rounding,
    );
  });
});

describe('U_σ', () => {
  const space = tensorSpace({ sites: 3, particles: 4 });
  const sigma = [2, 3, 1, 4];
  const tau = [4, 2, 1, 3];

  it('is Ψ(x_{σ⁻¹(1)}, …, x_{σ⁻¹(N)})', () => {
    const psi = vector(162);
    const image = permuteParticles(space, sigma, psi);
    for (let at = 0; at < 81; at++) {
      const x = digits(at, 3, 4);
      const argument = [1, 2, 3, 4].map((k) => x[sigma.indexOf(k)]);
      const from = argument.reduce((sum, digit) => 3 * sum + digit, 0);
      expect(image[2 * at]).toBe(psi[2 * from]);
    }
  });

  it('reverses products: U_σU_τ = U_{τσ}, not U_{στ} (B21)', () => {
    const psi = vector(162);
    const twice = permuteParticles(space, sigma, permuteParticles(space, tau, psi));
    expect(distance(twice, permuteParticles(space, composePermutations(tau, sigma), psi))).toBe(0);
    expect(distance(twice, permuteParticles(space, composePermutations(sigma, tau), psi))).toBeGreaterThan(
      0.1,
    );
  });

  it('is unitary and moves slots: U_σ(J_kA)U_σ* = J_lA for some l', () => {
    const u = permutationMatrix(space, sigma);
    expect(
      distance(multiplyMatrices(u, u, { adjointB: true }).data, toComplex(identityMatrix(81)).data),
    ).toBe(0);
    const a = operator(3);
    const moved = multiplyMatrices(multiplyMatrices(u, slotMatrix(space, a, 1)), u, { adjointB: true });
    const hits = [1, 2, 3, 4].filter((l) => distance(moved.data, slotMatrix(space, a, l).data) === 0);
    expect(hits).toHaveLength(1);
    expect(() => permutationMatrix(space, [1, 1, 2, 3])).toThrow(/sigma must list each of 1, …, 4 once/);
  });

  it('averages to the symmetric projector of rank C(L+N−1, N)', () => {
    const small = tensorSpace({ sites: 3, particles: 3 });
    const p = symmetricProjector(small);
    expect(trace(p).re).toBeCloseTo(10, 12);
    expect(distance(multiplyMatrices(p, p).data, p.data)).toBeLessThan(1e-15);
    expect(distance(adjoint(p).data, p.data)).toBe(0);
    const psi = vector(54);
    const all = [
      [1, 2, 3],
      [1, 3, 2],
      [2, 1, 3],
      [2, 3, 1],
      [3, 1, 2],
      [3, 2, 1],
    ];
    const mean = psi.map((_, i) => all.reduce((sum, s) => sum + permuteParticles(small, s, psi)[i], 0) / 6);
    expect(distance(symmetrised(small, psi), mean)).toBeLessThan(1e-15 * 8);
    expect(asymmetry(small, mean)).toBeLessThan(1e-15 * 8);
    expect(asymmetry(small, psi)).toBeGreaterThan(0.1);
  });
});

describe('partial traces', () => {
  const space = tensorSpace({ sites: 3, particles: 3 });

  it.each([1, 2, 3])('to %d particles agree with a naive loop', (kept) => {
    const t = operator(27);
    const rows = 3 ** kept;
    const rest = 27 / rows;
    const naive = complexMatrix(rows, rows);
    for (let i = 0; i < 27; i++)
      for (let j = 0; j < 27; j++) {
        const [x, y] = [digits(i, 3, 3), digits(j, 3, 3)];
        if (x.slice(kept).some((digit, k) => digit !== y[kept + k])) continue;
        const at = 2 * (Math.floor(i / rest) * rows + Math.floor(j / rest));
        naive.data[at] += t.data[2 * (i * 27 + j)];
        naive.data[at + 1] += t.data[2 * (i * 27 + j) + 1];
      }
    expect(distance(partialTrace(space, t, kept).data, naive.data)).toBeLessThan(rounding);
  });

  it('of pure states agree with those of |Χ⟩⟨Ψ|, and tr R = 1', () => {
    const [chi, psi] = [state(27), state(27)];
    const ket = complexMatrix(27, 1, chi);
    const dyad = multiplyMatrices(ket, complexMatrix(27, 1, psi), { adjointB: true });
    expect(
      distance(reducedTransition(space, chi, psi, 2).data, partialTrace(space, dyad, 2).data),
    ).toBeLessThan(rounding);
    const reduced = tensorReducedDensity(space, psi, 1);
    expect(trace(reduced).re).toBeCloseTo(1, 13);
    expect(distance(adjoint(reduced).data, reduced.data)).toBeLessThan(1e-15);
  });

  it('are dual to J_1: tr(T J_1A) = tr(T_{:1}A)', () => {
    const [t, a] = [operator(27), operator(3)];
    const left = trace(multiplyMatrices(t, slotMatrix(space, a, 1)));
    const right = trace(multiplyMatrices(partialTrace(space, t, 1), a));
    expect(left.re).toBeCloseTo(right.re, 11);
    expect(left.im).toBeCloseTo(right.im, 11);
  });
});

describe('tensorHamiltonian', () => {
  it.each([
    [3, 3, 0.6],
    [5, 2, 1.7],
    [4, 1, 1],
  ])('L = %d, N = %d, ħ = %d: entries, vectors, bounds, both unitary groups', (sites, particles, hbar) => {
    const lattice = randomLattice(sites, hbar, true);
    const h = tensorHamiltonian(lattice, particles);
    const dense = h.dense();
    const { dimension } = h.space;
    for (let at = 0; at < dimension; at++) {
      const x = digits(at, sites, particles);
      let pair = 0;
      for (let k = 0; k < particles; k++)
        for (let l = k + 1; l < particles; l++)
          pair += lattice.interaction[(x[k] - x[l] + sites) % sites] / particles;
      const one = x.reduce((sum, site) => sum + toComplex(lattice.oneBody).data[2 * site * (sites + 1)], 0);
      expect(dense.data[2 * at * (dimension + 1)]).toBeCloseTo(one + pair, 12);
    }
    const psi = state(dimension);
    expect(distance(h.apply(psi), multiplyVector(dense, psi))).toBeLessThan(rounding);
    expect(operatorNorm(dense)).toBeLessThanOrEqual(Math.max(-h.bounds.lower, h.bounds.upper));
    const t = 1.3;
    const evolved = h.evolve(psi, t);
    expect(distance(evolved, multiplyVector(h.unitary(t), psi))).toBeLessThan(rounding);
    expect(distance(h.evolve(evolved, -t), psi)).toBeLessThan(rounding);
    expect(operatorAsymmetry(h.space, dense)).toBeLessThan(rounding);
  });

  it('moves a single site at rest with the phase e^{−itE/ħ}', () => {
    const lattice = randomLattice(1, 0.5, true);
    const h = tensorHamiltonian(lattice, 2);
    const energy = h.dense().data[0];
    const [re, im] = h.evolve([1, 0], 0.3);
    expect(re).toBeCloseTo(Math.cos((0.3 * energy) / 0.5), 13);
    expect(im).toBeCloseTo(-Math.sin((0.3 * energy) / 0.5), 13);
  });
});
