import {
  addMatrices,
  circleKinetic,
  complexMatrix,
  createRandom,
  type DenseMatrix,
  eigenvaluesHermitian,
  fermiSeaEnergy,
  hartreeFock,
  hartreeFockEnergy,
  hilbertSchmidtNorm,
  latticeFermions,
  liYauBound,
  multiplyMatrices,
  normalised,
  operatorNorm,
  type QuantumLattice,
  quantumLattice,
  ringHopping,
  toComplex,
  trace,
  translationInvariant,
} from '../../../lib/index';
import { denseFromSparse, determinant, qrFactor, unitaryExponential } from '../../../lib/numerics/index';

const random = createRandom(31);
const vector = (length: number) => Float64Array.from({ length }, () => random.normal());
const distance = (a: DenseMatrix, b: DenseMatrix) => hilbertSchmidtNorm(addMatrices(a, b, -1));

function randomLattice(sites: number, hbar = 0.7): QuantumLattice {
  const raw = vector(sites);
  return quantumLattice({
    kinetic: translationInvariant(vector(sites)),
    interaction: raw.map((v, x) => v + raw[(sites - x) % sites]),
    external: vector(sites),
    hbar,
  });
}

/** Orthonormal columns. */
function randomOrbitals(sites: number, particles: number): DenseMatrix {
  const { q } = qrFactor(complexMatrix(sites, particles, vector(2 * sites * particles)));
  return q;
}

/** ⟨S|Ĥ|S'⟩ from Ĥ on the full tensor product and explicitly antisymmetrised S = Σ_σ sign(σ) x_σ(1) ⊗ … /√N!. */
function tensorHamiltonian(
  { sites, oneBody, interaction }: QuantumLattice,
  N: number,
  coupling: number,
  configurations: Int32Array,
): DenseMatrix {
  const h = toComplex(oneBody).data;
  const permutations = (items: number[]): [number[], number][] =>
    items.length === 0
      ? [[[], 1]]
      : items.flatMap((item, i) =>
          permutations(items.filter((_, k) => k !== i)).map(([rest, sign]): [number[], number] => [
            [item, ...rest],
            i % 2 === 0 ? sign : -sign,
          ]),
        );
  const states = Array.from(configurations, (bits) =>
    permutations(Array.from({ length: sites }, (_, x) => x).filter((x) => (bits >> x) & 1)),
  );
  const size = configurations.length;
  const out = complexMatrix(size, size);
  const factorial = states[0].length;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      for (const [left, a] of states[i])
        for (const [right, b] of states[j]) {
          const differing = left.flatMap((x, k) => (x === right[k] ? [] : [k]));
          const weight = (a * b) / factorial;
          const at = 2 * (i * size + j);
          if (differing.length === 0) {
            for (let k = 0; k < N; k++) {
              out.data[at] += weight * h[2 * left[k] * (sites + 1)];
              for (let l = 0; l < k; l++)
                out.data[at] += weight * coupling * interaction[Math.abs(left[k] - left[l])];
            }
          } else if (differing.length === 1) {
            const entry = 2 * (left[differing[0]] * sites + right[differing[0]]);
            out.data[at] += weight * h[entry];
            out.data[at + 1] += weight * h[entry + 1];
          }
        }
  return out;
}

describe('few fermions on a lattice', () => {
  it.each([
    [5, 2],
    [5, 3],
    [6, 4],
    [4, 4],
    [4, 1],
  ])('Ĥ on %i sites for %i particles is that of the antisymmetric tensors', (L, N) => {
    const lattice = randomLattice(L);
    const { hamiltonian, configurations, dimension } = latticeFermions({
      lattice,
      particles: N,
      coupling: 0.83,
    });
    expect(configurations).toHaveLength(dimension);
    const expected = tensorHamiltonian(lattice, N, 0.83, configurations);
    // Sums of fewer than 30 numbers of size below 10.
    expect(distance(denseFromSparse(hamiltonian), expected)).toBeLessThan(1e-12);
  });

  it('Slater determinants: amplitudes are minors, ω is the projection, ⟨Ĥ⟩ the Hartree–Fock energy', () => {
    const [L, N] = [8, 3];
    const lattice = randomLattice(L);
    const orbitals = randomOrbitals(L, N);
    const fermions = latticeFermions({ lattice, particles: N });
    expect(fermions.dimension).toBe(56);
    const state = fermions.slater(orbitals);
    fermions.configurations.forEach((bits, i) => {
      const minor = complexMatrix(N, N);
      let row = 0;
      for (let x = 0; x < L; x++)
        if ((bits >> x) & 1)
          minor.data.set(orbitals.data.subarray(2 * x * N, 2 * (x + 1) * N), 2 * N * row++);
      const { re, im } = determinant(minor);
      expect(Math.hypot(state[2 * i] - re, state[2 * i + 1] - im)).toBeLessThan(1e-14);
    });
    const omega = multiplyMatrices(orbitals, orbitals, { adjointB: true });
    expect(distance(fermions.oneBodyDensity(state), omega)).toBeLessThan(1e-13);
    const energy = hartreeFockEnergy(lattice, omega, { coupling: 1 / N });
    expect(Math.abs(fermions.energy(state) - energy)).toBeLessThan(1e-12);
  });

  it('0 ≤ ω ≤ 1, tr ω = N, and no state has less kinetic energy than the N lowest levels', () => {
    const [L, N] = [9, 4];
    const lattice = randomLattice(L);
    const fermions = latticeFermions({ lattice, particles: N, coupling: 0 });
    const lowest = eigenvaluesHermitian(lattice.oneBody).slice(0, N);
    const floor = lowest.reduce((sum, e) => sum + e, 0);
    for (let round = 0; round < 5; round++) {
      const state = normalised(vector(2 * fermions.dimension));
      const omega = fermions.oneBodyDensity(state);
      const occupied = eigenvaluesHermitian(omega);
      expect(occupied[0]).toBeGreaterThan(-1e-13);
      expect(occupied[L - 1]).toBeLessThan(1 + 1e-13);
      expect(Math.abs(trace(omega).re - N)).toBeLessThan(1e-12);
      expect(fermions.energy(state)).toBeGreaterThan(floor);
      expect(
        Math.abs(hartreeFockEnergy(lattice, omega, { coupling: 0 }) - fermions.energy(state)),
      ).toBeLessThan(1e-12);
    }
    expect(Math.abs(eigenvaluesHermitian(denseFromSparse(fermions.hamiltonian))[0] - floor)).toBeLessThan(
      1e-12,
    );
  });

  it('failures are named', () => {
    const lattice = randomLattice(4);
    expect(() => latticeFermions({ lattice, particles: 5 })).toThrow(
      'particles must be an integer in [1, 4], got 5',
    );
    expect(() => latticeFermions({ lattice, particles: 2, maxBytes: 100 })).toThrow('maxBytes');
    const fermions = latticeFermions({ lattice, particles: 2 });
    expect(() => fermions.slater(complexMatrix(4, 2, vector(16)))).toThrow('orthonormal columns');
    expect(() => fermions.slater(randomOrbitals(4, 3))).toThrow(
      'orbitals must have 4 rows (sites) and 2 columns',
    );
    expect(() => fermions.energy(vector(12))).toThrow('state must have norm 1');
    const large = quantumLattice({ kinetic: ringHopping(31, 1), interaction: new Float64Array(31) });
    expect(() => latticeFermions({ lattice: large, particles: 1 })).toThrow('lattice.sites');
  });
});

describe('Hartree–Fock', () => {
  it('is exact without interaction: ω(t) = e^{−iht/ħ}ωe^{iht/ħ}', () => {
    const [L, N, t] = [7, 3, 1.3];
    const lattice = randomLattice(L);
    const orbitals = randomOrbitals(L, N);
    const fermions = latticeFermions({ lattice, particles: N, coupling: 0 });
    const moved = multiplyMatrices(unitaryExponential(lattice.oneBody, t / lattice.hbar), orbitals);
    const expected = multiplyMatrices(moved, moved, { adjointB: true });
    const approximate = hartreeFock(lattice, orbitals, t, { coupling: 0 });
    expect(distance(approximate.oneBodyDensity(t), expected)).toBeLessThan(1e-10);
    let exact: DenseMatrix | undefined;
    const report = fermions.evolve(fermions.slater(orbitals), [t], (time, state) => {
      expect(time).toBeCloseTo(t, 14);
      exact = fermions.oneBodyDensity(state);
    });
    expect(report.status).toBe('converged');
    expect(distance(exact!, expected)).toBeLessThan(1e-11);
  });

  it('an interaction between particles at one site is none: direct and exchange terms cancel', () => {
    const [L, N] = [6, 3];
    const lattice = quantumLattice({ kinetic: ringHopping(L, 1), interaction: [4, 0, 0, 0, 0, 0] });
    const orbitals = randomOrbitals(L, N);
    const free = hartreeFock(lattice, orbitals, 1, { coupling: 0 }).oneBodyDensity(1);
    expect(distance(hartreeFock(lattice, orbitals, 1, { coupling: 1 }).oneBodyDensity(1), free)).toBeLessThan(
      1e-10,
    );
    const hartree = hartreeFock(lattice, orbitals, 1, { coupling: 1, exchange: false });
    expect(distance(hartree.oneBodyDensity(1), free)).toBeGreaterThan(0.1);
  });

  it('against exact dynamics: the error is of second order in the coupling and in time', () => {
    const [L, N] = [8, 3];
    const lattice = randomLattice(L);
    const orbitals = randomOrbitals(L, N);
    const error = (coupling: number, t: number, exchange = true): number => {
      const fermions = latticeFermions({ lattice, particles: N, coupling });
      const approximate = hartreeFock(lattice, orbitals, t, { coupling, exchange }).oneBodyDensity(t);
      let difference = 0;
      fermions.evolve(fermions.slater(orbitals), [t], (_, state) => {
        difference = operatorNorm(addMatrices(fermions.oneBodyDensity(state), approximate, -1));
      });
      return difference;
    };
    const order = (fine: number, coarse: number) => Math.log2(coarse / fine);
    // Corrections of relative size 0.01: coupling·t·V/ħ of the smaller value; the errors themselves exceed 1e−7.
    const inCoupling = order(error(0.005, 0.5), error(0.01, 0.5));
    expect(inCoupling).toBeGreaterThan(1.9);
    expect(inCoupling).toBeLessThan(2.1);
    const inTime = order(error(0.5, 0.005), error(0.5, 0.01));
    expect(inTime).toBeGreaterThan(1.9);
    expect(inTime).toBeLessThan(2.1);
    const withoutExchange = order(error(0.005, 0.5, false), error(0.01, 0.5, false));
    expect(withoutExchange).toBeGreaterThan(0.9);
    expect(withoutExchange).toBeLessThan(1.1);
  });

  it('conserves energy, trace and idempotency, and runs backwards', () => {
    const [L, N] = [10, 4];
    const lattice = randomLattice(L);
    const orbitals = randomOrbitals(L, N);
    for (const exchange of [true, false]) {
      const solution = hartreeFock(lattice, orbitals, 4, { coupling: 0.6, exchange });
      expect(solution.status).toBe('finished');
      const omega = solution.oneBodyDensity(3.1);
      expect(distance(omega, solution.oneBodyDensity(0))).toBeGreaterThan(0.3);
      // 1e−12 a step, some 200 steps.
      expect(distance(multiplyMatrices(omega, omega), omega)).toBeLessThan(1e-9);
      expect(Math.abs(trace(omega).re - N)).toBeLessThan(1e-9);
      expect(Math.abs(solution.energy(3.1) - solution.energy(0))).toBeLessThan(1e-9);
      const { q } = qrFactor(solution.orbitals(4));
      const back = hartreeFock(lattice, q, -4, { coupling: 0.6, exchange });
      expect(distance(back.oneBodyDensity(-4), solution.oneBodyDensity(0))).toBeLessThan(1e-8);
    }
    expect(hartreeFock(lattice, orbitals, 0).energy(0)).toBeCloseTo(
      hartreeFock(lattice, orbitals, 1).energy(0),
      12,
    );
    expect(() => hartreeFock(lattice, complexMatrix(10, 2), 1)).toThrow(
      'initial must have orthonormal columns',
    );
  });
});

describe('the energy of the Fermi sea', () => {
  it('is the sum of the lowest levels, one by one', () => {
    for (const [boundary, first, scale] of [
      ['dirichlet', 1, 1],
      ['periodic', -8, 2],
      ['neumann', 0, 1],
    ] as const)
      for (const dimension of [1, 2, 3] as const) {
        const range = Array.from({ length: 9 - first }, (_, i) => (first + i) ** 2);
        const squares = Array.from({ length: dimension - 1 }).reduce<number[]>(
          (sums) => sums.flatMap((s) => range.map((n) => s + n)),
          range,
        );
        squares.sort((a, b) => a - b);
        for (const N of [1, 2, 4, 8]) {
          const sum = squares.slice(0, N).reduce((total, m) => total + m, 0);
          const expected = 0.5 * ((0.3 * scale * Math.PI) / 2) ** 2 * sum;
          const energy = fermiSeaEnergy(N, { dimension, edge: 2, hbar: 0.3, boundary });
          expect(Math.abs(energy - expected)).toBeLessThan(1e-13 * (1 + expected));
        }
      }
  });

  it('agrees with the lattice: N of the levels of a circle', () => {
    const levels = eigenvaluesHermitian(circleKinetic(15, 3, 0.5)).slice(0, 7);
    const energy = fermiSeaEnergy(7, { dimension: 1, edge: 3, hbar: 0.5, boundary: 'periodic' });
    expect(Math.abs(levels.reduce((sum, e) => sum + e, 0) / energy - 1)).toBeLessThan(1e-12);
  });

  it('Li and Yau: Dirichlet above 9.1156·½ħ²N^{5/3}|Ω|^{−2/3}, Neumann below, both tending to it', () => {
    expect(liYauBound(1) * 2).toBeCloseTo(0.6 * (6 * Math.PI ** 2) ** (2 / 3), 12);
    expect(liYauBound(1) * 2).toBeCloseTo(9.1156, 4);
    expect(liYauBound(1, { dimension: 1 }) * 2).toBeCloseTo(Math.PI ** 2 / 3, 12);
    for (const dimension of [1, 2, 3] as const)
      for (const N of [1, 2, 3, 10, 57, 1000]) {
        const options = { dimension, edge: 1.7, hbar: 0.4 };
        const bound = liYauBound(N, { dimension, volume: 1.7 ** dimension, hbar: 0.4 });
        expect(fermiSeaEnergy(N, options)).toBeGreaterThan(bound);
        expect(fermiSeaEnergy(N, { ...options, boundary: 'neumann' })).toBeLessThan(bound);
      }
    // The next term is that of the walls, of relative size N^{−1/3}, with opposite signs; none on the torus.
    const excess = (N: number, boundary: 'dirichlet' | 'neumann' | 'periodic') =>
      fermiSeaEnergy(N, { boundary }) / liYauBound(N) - 1;
    const slope = Math.log10(excess(1e3, 'dirichlet') / excess(1e6, 'dirichlet')) / 3;
    expect(slope).toBeGreaterThan(0.32);
    expect(slope).toBeLessThan(0.4);
    expect(excess(1e6, 'dirichlet')).toBeLessThan(0.03);
    expect(excess(1e6, 'neumann')).toBeGreaterThan(-0.03);
    expect(Math.abs(excess(1e6, 'periodic'))).toBeLessThan(1e-4);
    expect(() => fermiSeaEnergy(0)).toThrow('particles must be an integer');
    expect(() => fermiSeaEnergy(3, { edge: -1 })).toThrow('edge must be');
  });
});
