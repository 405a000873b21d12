import {
  annihilateBoson,
  complexMatrix,
  createBoson,
  empiricalMap,
  fockHamiltonian,
  multiplyMatrices,
  productVector,
  symmetrised,
  tensorHamiltonian,
  tensorSpace,
} from '../../../../lib/index';
import { distance, randomLattice, state, vector } from './tensorCases';

const inner = (a: Float64Array, b: Float64Array): [number, number] => {
  let [re, im] = [0, 0];
  for (let k = 0; k < a.length; k += 2) {
    re += a[k] * b[k] + a[k + 1] * b[k + 1];
    im += a[k] * b[k + 1] - a[k + 1] * b[k];
  }
  return [re, im];
};

describe('second quantisation (§2.8, Remark 4)', () => {
  it.each([
    [3, 1],
    [1, 3],
    [4, 3],
    [5, 4],
  ])('a*(φ)a(φ′) = N·M_N(|φ⟩⟨φ′|) for L = %d, N = %d', (sites, particles) => {
    const space = tensorSpace({ sites, particles });
    const fewer = tensorSpace({ sites, particles: particles - 1 });
    const psi = symmetrised(space, state(space.dimension));
    const [phi, other] = [vector(2 * sites), vector(2 * sites)];
    const dyad = multiplyMatrices(complexMatrix(sites, 1, phi), complexMatrix(sites, 1, other), {
      adjointB: true,
    });
    const fock = createBoson(fewer, phi, annihilateBoson(space, other, psi));
    const tensor = empiricalMap(space)
      .apply(dyad, psi)
      .map((value) => particles * value);
    expect(distance(fock, tensor)).toBeLessThan(1e-13);
  });

  it('obeys [a(φ), a*(φ′)] = ⟨φ|φ′⟩, and a* is the adjoint of a', () => {
    const [space, more, fewer] = [3, 4, 2].map((particles) => tensorSpace({ sites: 3, particles }));
    const psi = symmetrised(space, state(27));
    const [phi, other] = [vector(6), vector(6)];
    const up = annihilateBoson(more, phi, createBoson(space, other, psi));
    const down = createBoson(fewer, other, annihilateBoson(space, phi, psi));
    const [re, im] = inner(phi, other);
    const expected = psi.map((v, k) => re * v + (k % 2 === 0 ? -im * psi[k + 1] : im * psi[k - 1]));
    expect(
      distance(
        up.map((v, k) => v - down[k]),
        expected,
      ),
    ).toBeLessThan(1e-13);
    const bigger = symmetrised(more, state(81));
    const left = inner(bigger, createBoson(space, phi, psi));
    const right = inner(annihilateBoson(more, phi, bigger), psi);
    expect(distance(left, right)).toBeLessThan(1e-14);
  });

  it('makes the vacuum one and two particles', () => {
    const vacuum = tensorSpace({ sites: 2, particles: 0 });
    const one = createBoson(vacuum, [0.6, 0, 0, 0.8], [1, 0]);
    expect(Array.from(one)).toEqual([0.6, 0, 0, 0.8]);
    const two = createBoson(tensorSpace({ sites: 2, particles: 1 }), [0.6, 0, 0, 0.8], one);
    const product = productVector(tensorSpace({ sites: 2, particles: 2 }), one);
    expect(
      distance(
        two,
        product.map((v) => Math.SQRT2 * v),
      ),
    ).toBeLessThan(1e-15 * 4);
    expect(() => annihilateBoson(vacuum, vector(4), [1, 0])).toThrow(/at least 1 particle, got the vacuum/);
    expect(() => createBoson(tensorSpace({ sites: 2, particles: 2 }), vector(4), vector(8))).toThrow(
      /psi must be symmetric in the particles/,
    );
  });

  it.each([
    [4, 3, 0.7],
    [3, 4, 1],
    [5, 2, 2],
    [4, 1, 1],
  ])(
    'the Fock Hamiltonian with ½ is ĤN on L = %d, N = %d; without ½ it is not (B3)',
    (sites, particles, hbar) => {
      const lattice = randomLattice(sites, hbar, true);
      const h = tensorHamiltonian(lattice, particles);
      const psi = symmetrised(h.space, state(h.space.dimension));
      const image = new Float64Array(psi.length);
      fockHamiltonian(lattice, particles).applyInto(psi, image);
      expect(distance(image, h.apply(psi))).toBeLessThan(1e-13);
      fockHamiltonian(lattice, particles, { pairFactor: 1 }).applyInto(psi, image);
      const off = distance(image, h.apply(psi));
      if (particles > 1) expect(off).toBeGreaterThan(1e-3);
      else expect(off).toBeLessThan(1e-13);
    },
  );
});
