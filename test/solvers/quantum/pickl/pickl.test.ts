import {
  addMatrices,
  applyInSlot,
  bosonDynamics,
  bosonProductState,
  bosonReducedDensity,
  bosonReducedDeviation,
  bosonReducedSymmetric,
  bosonTensor,
  chaoticMap,
  complexMatrix,
  contraction,
  createRandom,
  type DenseMatrix,
  depletionDerivative,
  eigenvaluesHermitian,
  empiricalMap,
  hilbertSchmidtNorm,
  identityMatrix,
  interactionConstant,
  interactionConstantBound,
  interactionOperator,
  interactionShares,
  interactionStrength,
  latticeBosons,
  latticeHartree,
  mapDifference,
  multiplyMatrices,
  normalised,
  occupationBasis,
  operatorNorm,
  picklTerms,
  quantumLattice,
  randomLattice,
  randomState,
  realMatrix,
  ringHopping,
  strengthIntegral,
  tensorReducedDensity,
  tensorSpace,
  toComplex,
  trace,
  traceNorm,
} from '../../../../lib/index';
import { denseFromSparse, sparseTimes } from '../../../../lib/numerics/index';

const random = createRandom('pickl');
const even = normalised([1, 0, 1, 0]);
const dot = (a: Float64Array, b: Float64Array): [number, number] => {
  let [re, im] = [0, 0];
  for (let k = 0; k < a.length; k += 2) {
    re += a[k] * b[k] + a[k + 1] * b[k + 1];
    im += a[k] * b[k + 1] - a[k + 1] * b[k];
  }
  return [re, im];
};
/** P and Q of ψ. */
function projections(psi: Float64Array): { p: DenseMatrix; q: DenseMatrix } {
  const sites = psi.length / 2;
  const p = tensorReducedDensity(tensorSpace({ sites, particles: 1 }), psi, 1);
  return { p, q: addMatrices(identityMatrix(sites), p, -1) };
}

describe('interactionStrength', () => {
  it('is the norm of V on functions ψ(x₁)φ(x₂)', () => {
    for (const sites of [2, 3, 5]) {
      const lattice = randomLattice(random, sites);
      const psi = randomState(random, sites);
      const columns = Array.from({ length: sites }, (_, y) => {
        let sum = 0;
        for (let x = 0; x < sites; x++)
          sum += lattice.interaction[(x - y + sites) % sites] ** 2 * (psi[2 * x] ** 2 + psi[2 * x + 1] ** 2);
        return Math.sqrt(sum);
      });
      expect(interactionStrength(lattice, psi)).toBeCloseTo(Math.max(...columns), 14);
    }
    const dimer = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [3, -4] });
    expect(interactionStrength(dimer, even)).toBeCloseTo(Math.sqrt(12.5), 14);
    expect(() => interactionStrength(dimer, [1, 0, 1, 0])).toThrow(/psi must have norm 1/);
  });

  it('is integrated along the motion, across its kinks', () => {
    // Without interaction in Hartree's equation the density of the dimer oscillates: |ψ(0)|² = cos²(Jt/ħ).
    const [J, hbar] = [1.3, 0.7];
    const free = quantumLattice({ kinetic: ringHopping(2, J), interaction: [0, 0], hbar });
    const path = latticeHartree(free, [1, 0, 0, 0], 2);
    const onSite = quantumLattice({ kinetic: ringHopping(2, J), interaction: [1, 0], hbar });
    // sup = max(|cos|, |sin|); each eighth of a period contributes ∫_0^{π/4}cos = sin(π/4).
    const quarter = (Math.PI / 4) * (hbar / J);
    const { value, error } = strengthIntegral(
      path,
      (psi) => interactionStrength(onSite, psi),
      0,
      3 * quarter,
    );
    const exact = 3 * Math.SQRT1_2 * (hbar / J);
    expect(Math.abs(value - exact)).toBeLessThan(Math.max(error, 1e-9));
    expect(error).toBeLessThan(1e-6);
  });
});

describe('interactionOperator', () => {
  const cases = [
    [2, 3],
    [3, 3],
    [4, 2],
    [2, 6],
  ] as const;

  it.each(cases)('is iC on symmetric functions, L = %d, N = %d', (sites, particles) => {
    const lattice = randomLattice(random, sites, { hbar: 0.6, external: true });
    const psi = randomState(random, sites);
    const { basis, orbitals, outside, matrix } = interactionOperator(lattice, psi, particles);
    const gram = multiplyMatrices(orbitals, orbitals, { adjointA: true });
    expect(hilbertSchmidtNorm(addMatrices(gram, identityMatrix(sites), -1))).toBeLessThan(1e-13);
    for (let x = 0; x < 2 * sites; x += 2)
      for (const part of [0, 1])
        expect(toComplex(orbitals).data[x * sites + part]).toBeCloseTo(psi[x + part], 14);
    const space = tensorSpace({ sites, particles });
    /** From the occupation basis of the orbitals to functions of the sites. */
    const spread = (state: Float64Array): Float64Array => {
      let out = bosonTensor(basis, state);
      for (let k = 1; k <= particles; k++) out = applyInSlot(space, orbitals, k, out);
      return out;
    };
    const { q } = projections(psi);
    const map = empiricalMap(space);
    const pair = contraction(lattice.interaction, mapDifference(map, chaoticMap(space, psi)), map);
    const [a, b] = [0, 1].map(() => randomState(random, basis.dimension));
    const image = pair.apply(q, spread(b));
    const [re, im] = dot(spread(a), image);
    const own = dot(a, sparseTimes(matrix, b));
    // ⟨a|iC|b⟩.
    expect(own[0]).toBeCloseTo(-im, 12);
    expect(own[1]).toBeCloseTo(re, 12);
    const weighted = a.map((value, k) => (value * outside[k >> 1]) / particles);
    expect(dot(a, weighted)[0]).toBeCloseTo(dot(spread(a), map.apply(q, spread(a)))[0], 12);
  });

  it('has the constants of the balanced dimer with V = (1, −1)', () => {
    // With two bosons only |2,0⟩ and |0,2⟩ are coupled, by i·(½·√2/√2)·2/2: κ = ½·(δ(1 + δ))^{−½}.
    const dimer = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, -1] });
    for (const shift of [1, 0.25]) {
      const { value, residual, strength, outside } = interactionConstant(dimer, even, 2, shift);
      expect(strength).toBeCloseTo(1, 14);
      expect(value).toBeCloseTo(0.5 / Math.sqrt(shift * (1 + shift)), 12);
      expect(residual).toBeLessThan(1e-9);
      // Both states weigh the same after D^{½}: q = 2 has the share δ/(1 + 2δ).
      expect(outside).toBeCloseTo(shift / (1 + 2 * shift), 9);
    }
  });

  it('vanishes where the interaction does nothing', () => {
    const flat = quantumLattice({ kinetic: ringHopping(3, 1), interaction: [2, 2, 2] });
    expect(interactionConstant(flat, randomState(random, 3), 5, 0.1).value).toBeLessThan(1e-12);
    const none = quantumLattice({ kinetic: ringHopping(3, 1), interaction: [0, 0, 0] });
    expect(interactionConstant(none, randomState(random, 3), 5, 0.1).value).toBe(0);
    const single = quantumLattice({ kinetic: realMatrix(1, 1), interaction: [1] });
    expect(interactionConstant(single, [1, 0], 5, 0.1).value).toBe(0);
    // Pairs and mean field cancel where ψ is nearly on one site: what is left is small, not noise.
    const dimer = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, -1] });
    const { value, status } = interactionConstant(dimer, normalised([1, 0, 1e-7, 1e-7]), 4, 0.1);
    expect(status).toBe('converged');
    expect(value).toBeGreaterThan(1e-9);
    expect(value).toBeLessThan(1e-6);
    expect(() => interactionConstant(flat, even, 5, 0.1)).toThrow(/psi must have length 6/);
    expect(() => interactionConstant(none, randomState(random, 3), 5, 0)).toThrow(/shift must be/);
    expect(() => interactionOperator(flat, randomState(random, 3), 0)).toThrow(/particles must be/);
  });
});

describe('interactionConstantBound', () => {
  /** b + √(b² + c²) with b = √(1 − 2e²), c = 1 + e: its largest value is 2.4972. */
  const ofShare = (e: number): number => Math.sqrt(1 - 2 * e * e) + Math.sqrt(1 - 2 * e * e + (1 + e) ** 2);
  const most = Math.max(...Array.from({ length: 7072 }, (_, k) => ofShare(k / 1e4))) + 1e-8;

  it('bounds κ for every N, by bounds of the blocks between numbers of bosons outside ψ', () => {
    let tightest = 0;
    for (let k = 0; k < (process.env.LONG ? 400 : 30); k++) {
      const sites = 2 + (k % 3);
      const particles = 1 + (k % 6);
      const lattice = randomLattice(random, sites);
      const psi = randomState(random, sites);
      const { pair, follower } = interactionShares(lattice, psi);
      const bound = interactionConstantBound(lattice, psi);
      expect(interactionConstant(lattice, psi, particles, 0.5 / particles).value).toBeLessThan(bound);
      expect(bound).toBeLessThan(most);
      expect(most).toBeLessThan(2.5);
      const { basis, outside, matrix } = interactionOperator(lattice, psi, particles);
      const dense = toComplex(denseFromSparse(matrix)).data;
      const strength = interactionStrength(lattice, psi);
      for (let q = 0; q < particles; q++)
        for (const step of q === particles - 1 ? [1] : [1, 2]) {
          const [low, high] = [q, q + step].map((n) =>
            Array.from(outside.keys()).filter((a) => Math.round(outside[a]) === n),
          );
          const block = complexMatrix(low.length, high.length);
          low.forEach((a, i) => {
            high.forEach((b, j) => {
              for (const part of [0, 1])
                block.data[2 * (i * high.length + j) + part] = dense[2 * (a * basis.dimension + b) + part];
            });
          });
          const here = particles - q;
          const limit =
            step === 1
              ? follower * (q + 0.5) * Math.sqrt(here * (q + 1))
              : pair * Math.sqrt(here * (here - 1) * (q + 1) * (q + 2));
          const share = (operatorNorm(block) * particles ** 2) / (limit * strength);
          expect(share).toBeLessThan(1 + 1e-10);
          if (step === 2) tightest = Math.max(tightest, share);
        }
    }
    // With one orbital besides ψ a pair leaves as freely as the bound lets it.
    expect(tightest).toBeCloseTo(1, 10);
  });

  it('knows the extreme cases', () => {
    const dimer = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [1, -1] });
    expect(interactionShares(dimer, even).pair).toBeCloseTo(1, 14);
    expect(interactionConstantBound(dimer, even)).toBeCloseTo(1 + Math.SQRT2, 14);
    // ψ² = (¼, ¾): V_ψ = ∓½, of spread √3/4; V(·−y) − V_ψ = ½, −½ or −3/2, 3/2, of spread (3/2)·(√3/2).
    const uneven = interactionShares(dimer, [0.5, 0, 0, Math.sqrt(3) / 2]);
    expect(uneven.follower).toBeCloseTo(1.5 * Math.sqrt(0.75), 14);
    expect(uneven.pair).toBeCloseTo(0.75, 14);
    const flat = quantumLattice({ kinetic: ringHopping(3, 1), interaction: [2, 2, 2] });
    expect(interactionConstantBound(flat, randomState(random, 3))).toBeLessThan(1e-14);
    const none = quantumLattice({ kinetic: ringHopping(3, 1), interaction: [0, 0, 0] });
    expect(interactionConstantBound(none, randomState(random, 3))).toBe(0);
  });
});

describe('bosonReducedSymmetric', () => {
  it('has the eigenvalues of R_{N:m}, and trace 1 for every m', () => {
    const basis = occupationBasis({ particles: 5, modes: 3 });
    const state = randomState(random, basis.dimension);
    for (const order of [1, 2, 3]) {
      const own = eigenvaluesHermitian(bosonReducedSymmetric(basis, state, order));
      const full = eigenvaluesHermitian(bosonReducedDensity(basis, state, order));
      own.forEach((value, k) => {
        expect(value).toBeCloseTo(full[full.length - own.length + k], 13);
      });
    }
    for (const order of [4, 5])
      expect(trace(bosonReducedSymmetric(basis, state, order)).re).toBeCloseTo(1, 13);
  });

  it('is the partial trace of the tensor, against ψ^{⊗m}', () => {
    const [particles, sites] = [4, 3];
    const basis = occupationBasis({ particles, modes: sites });
    const state = randomState(random, basis.dimension);
    const psi = randomState(random, sites);
    const tensor = bosonTensor(basis, state);
    for (let order = 1; order <= particles; order++) {
      const space = tensorSpace({ sites, particles: order });
      let product: Float64Array = psi;
      for (let k = 1; k < order; k++) {
        const longer = new Float64Array(product.length * sites);
        for (let a = 0; a < sites; a++)
          for (let b = 0; b < product.length; b += 2) {
            longer[a * product.length + b] = psi[2 * a] * product[b] - psi[2 * a + 1] * product[b + 1];
            longer[a * product.length + b + 1] = psi[2 * a] * product[b + 1] + psi[2 * a + 1] * product[b];
          }
        product = longer;
      }
      const reduced = tensorReducedDensity(tensorSpace({ sites, particles }), tensor, order);
      const difference = addMatrices(reduced, tensorReducedDensity(space, product, order), -1);
      const seen = bosonReducedDeviation(basis, state, psi, order);
      expect(seen.traceNorm).toBeCloseTo(traceNorm(difference), 12);
      const ket = { kind: 'complex', rows: product.length / 2, columns: 1, data: product } as const;
      const [overlap] = dot(product, multiplyMatrices(reduced, ket).data);
      expect(seen.depletion).toBeCloseTo(1 - overlap, 12);
    }
  });

  it('stays accurate for a thousand bosons, at every m', () => {
    // Two product states with |⟨ψ|φ⟩|² = 1 − s: E_m = 1 − (1 − s)^m, ‖·‖₁ = 2√E_m.
    const basis = occupationBasis({ particles: 1000, modes: 2 });
    const angle = 0.02;
    const phi = [Math.cos(angle), 0, 0, Math.sin(angle)];
    const state = bosonProductState(basis, phi);
    for (const order of [1, 30, 1000]) {
      const { depletion, traceNorm: norm } = bosonReducedDeviation(basis, state, [1, 0, 0, 0], order);
      const exact = -Math.expm1(2 * order * Math.log(Math.cos(angle)));
      expect(depletion / exact).toBeCloseTo(1, 8);
      expect(norm).toBeCloseTo(2 * Math.sqrt(exact), 8);
    }
    expect(() => bosonReducedSymmetric(basis, state, 0)).toThrow(/order must be an integer in \[1, 1000\]/);
    const wide = occupationBasis({ particles: 40, modes: 4 });
    expect(() => bosonReducedSymmetric(wide, new Float64Array(2 * wide.dimension), 25)).toThrow(
      /order must leave at most 2048/,
    );
  });
});

describe('dE/dt', () => {
  const systems = Array.from({ length: 4 }, (_, k) => ({
    lattice: randomLattice(random, 2 + (k % 3), { hbar: 0.5 + 0.3 * k, external: k % 2 === 0 }),
    particles: 3 + 2 * k,
  }));

  it.each(systems)('is the derivative of E, L = $lattice.sites, N = $particles', ({ lattice, particles }) => {
    const initial = randomState(random, lattice.sites);
    const [time, step] = [0.4, 2e-3];
    const dynamics = bosonDynamics(latticeBosons(lattice), { particles, tolerance: 1e-13 });
    const path = latticeHartree(lattice, initial, time + 2 * step, { tolerance: 1e-14 });
    const at = (t: number): Float64Array =>
      dynamics.run(bosonProductState(dynamics.basis, initial), { until: t }).state;
    const outside = (t: number): number =>
      bosonReducedDeviation(dynamics.basis, at(t), path.at(t), 1).depletion;
    const [far, near] = [2, 1].map((k) => outside(time + k * step) - outside(time - k * step));
    const quotient = (8 * near - far) / (12 * step);
    const rate = depletionDerivative(lattice, dynamics, at(time), path.at(time));
    // The quotient errs by step⁴ times a fifth derivative and by the rounding of E over the step.
    expect(Math.abs(rate - quotient)).toBeLessThan(1e-8);
    expect(Math.abs(rate)).toBeGreaterThan(1e-4);
  });

  it.each(systems)('is the sum of three terms in any state, L = $lattice.sites', ({ lattice, particles }) => {
    const dynamics = bosonDynamics(latticeBosons(lattice), { particles });
    const state = randomState(random, dynamics.basis.dimension);
    const psi = randomState(random, lattice.sites);
    const { oneLeaves, pairLeaves, oneFollows } = picklTerms(lattice, dynamics.basis, state, psi);
    expect(oneLeaves + pairLeaves + oneFollows).toBeCloseTo(
      depletionDerivative(lattice, dynamics, state, psi),
      11,
    );
  });

  it('the terms are those of the definition, on the tensor space', () => {
    const [sites, particles] = [3, 3];
    const lattice = randomLattice(random, sites, { hbar: 0.8 });
    const psi = randomState(random, sites);
    const space = tensorSpace({ sites, particles });
    const basis = occupationBasis({ particles, modes: sites });
    const state = randomState(random, basis.dimension);
    const tensor = bosonTensor(basis, state);
    const { p, q } = projections(psi);
    const on = (first: DenseMatrix, second: DenseMatrix): Float64Array =>
      applyInSlot(space, second, 2, applyInSlot(space, first, 1, tensor));
    const field = (x: number): number => {
      let sum = 0;
      for (let y = 0; y < sites; y++)
        sum += lattice.interaction[(x - y + sites) % sites] * (psi[2 * y] ** 2 + psi[2 * y + 1] ** 2);
      return sum;
    };
    const excess = (wave: Float64Array): Float64Array =>
      wave.map((value, k) => {
        const at = k >> 1;
        const [x, y] = [Math.floor(at / 9), Math.floor(at / 3) % 3];
        return value * ((2 / 3) * lattice.interaction[(x - y + sites) % sites] - field(x));
      });
    const term = (left: Float64Array, right: Float64Array): number =>
      (-2 / lattice.hbar) * dot(left, excess(right))[1];
    const seen = picklTerms(lattice, basis, state, psi);
    expect(seen.oneLeaves).toBeCloseTo(term(on(p, p), on(q, p)), 12);
    expect(seen.pairLeaves).toBeCloseTo(term(on(p, p), on(q, q)), 12);
    expect(seen.oneFollows).toBeCloseTo(term(on(p, q), on(q, q)), 12);
    // The one that symmetry forbids.
    expect(term(on(p, q), on(q, p))).toBeCloseTo(0, 13);
  });
});
