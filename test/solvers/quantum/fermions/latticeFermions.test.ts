import {
  addMatrices,
  circleKinetic,
  complexMatrix,
  createRandom,
  type DenseMatrix,
  eigenvaluesHermitian,
  fermionReducedDensity,
  fermiSeaEnergy,
  hartreeFock,
  hartreeFockEnergy,
  hilbertSchmidtNorm,
  type LatticeFermions,
  latticeFermions,
  liYauBound,
  multiplyMatrices,
  normalised,
  operatorNorm,
  type QuantumLattice,
  quantumLattice,
  ringHopping,
  scaleMatrix,
  tensorReducedDensity,
  tensorSpace,
  toComplex,
  trace,
  translationInvariant,
} from '../../../../lib/index';
import { denseFromSparse, determinant, qrFactor, unitaryExponential } from '../../../../lib/numerics/index';

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

/** The orders of the items, with their signs. */
function permutations(items: number[]): [number[], number][] {
  if (items.length === 0) return [[[], 1]];
  return items.flatMap((item, i) =>
    permutations(items.filter((_, k) => k !== i)).map(([rest, sign]): [number[], number] => [
      [item, ...rest],
      i % 2 === 0 ? sign : -sign,
    ]),
  );
}

/** Σ_S Ψ(S)Σ_σ sign(σ) x_σ(1) ⊗ … /√N! on all of (ℂ^L)^{⊗N}. */
function antisymmetricTensor({ lattice, configurations, particles }: LatticeFermions, psi: Float64Array) {
  const { sites } = lattice;
  const out = new Float64Array(2 * sites ** particles);
  configurations.forEach((bits, i) => {
    const orders = permutations(Array.from({ length: sites }, (_, x) => x).filter((x) => (bits >> x) & 1));
    for (const [order, sign] of orders) {
      const at = 2 * order.reduce((place, x) => place * sites + x, 0);
      out[at] = (sign * psi[2 * i]) / Math.sqrt(orders.length);
      out[at + 1] = (sign * psi[2 * i + 1]) / Math.sqrt(orders.length);
    }
  });
  return out;
}

/** ⟨S|Ĥ|S'⟩ from Ĥ on the full tensor product and explicitly antisymmetrised S = Σ_σ sign(σ) x_σ(1) ⊗ … /√N!. */
function tensorHamiltonian(
  { sites, oneBody, interaction }: QuantumLattice,
  N: number,
  coupling: number,
  configurations: Int32Array,
): DenseMatrix {
  const h = toComplex(oneBody).data;
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
    expect(distance(fermionReducedDensity(fermions, state), scaleMatrix(omega, 1 / N))).toBeLessThan(1e-13);
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
      const omega = scaleMatrix(fermionReducedDensity(fermions, state), N);
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

  it.each([
    [5, 3, 1],
    [5, 3, 2],
    [5, 3, 3],
    [4, 4, 2],
    [6, 2, 2],
  ])('R_{N:k} on %i sites, N = %i, k = %i, is that of the antisymmetric tensor', (L, N, order) => {
    const fermions = latticeFermions({ lattice: randomLattice(L), particles: N });
    const state = normalised(vector(2 * fermions.dimension));
    const space = tensorSpace({ sites: L, particles: N });
    const expected = tensorReducedDensity(space, antisymmetricTensor(fermions, state), order);
    const found = fermionReducedDensity(fermions, state, order);
    expect(trace(found).re).toBeCloseTo(1, 13);
    // Sums of at most L^N = 256 products of size 1 at most.
    expect(distance(found, expected)).toBeLessThan(1e-14);
  });

  it('runs to the times given, tells its progress, and refuses two kinds of times', () => {
    const fermions = latticeFermions({ lattice: randomLattice(6), particles: 3 });
    const initial = fermions.slater(randomOrbitals(6, 3));
    const [seen, told]: [number[], number[]] = [[], []];
    const run = fermions.run(initial, {
      times: [0.4, -0.3, 1],
      observe: (t) => seen.push(t),
      onProgress: (done, total) => told.push(done / total),
    });
    expect(seen).toEqual([0.4, -0.3, 1]);
    expect(run.time).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told[told.length - 1]).toBe(1);
    const direct = fermions.run(initial, { until: 1 });
    // Both to 1e−12.
    expect(Math.max(...run.state.map((a, k) => Math.abs(a - direct.state[k])))).toBeLessThan(2e-12);
    expect(fermions.run(initial, { times: [] }).time).toBe(0);
    expect(() => fermions.run(initial, {})).toThrow(/one of until and times must be given/);
    expect(() => fermions.run(initial, { until: 1, times: [1] })).toThrow(/got until 1 and times/);
    expect(() => fermions.run(initial, { until: 1, samples: 0 })).toThrow(/samples/);
    expect(() =>
      fermions.run(
        initial.map((a) => 2 * a),
        { until: 1 },
      ),
    ).toThrow(/initial must have norm 1/);
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
    const state = fermions.slater(randomOrbitals(4, 2));
    expect(() => fermionReducedDensity(fermions, vector(12))).toThrow('state must have norm 1');
    expect(() => fermionReducedDensity(fermions, state, 3)).toThrow(
      'order must be an integer in [1, 2], got 3',
    );
    const pairs = latticeFermions({ lattice: randomLattice(11), particles: 3 });
    const triple = normalised(vector(2 * pairs.dimension));
    expect(() => fermionReducedDensity(pairs, triple, 3)).toThrow('at most 1024 rows, got 11^3 = 1331');
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
    const expected = scaleMatrix(multiplyMatrices(moved, moved, { adjointB: true }), 1 / N);
    const approximate = hartreeFock(lattice, orbitals, t, { coupling: 0 });
    expect(distance(approximate.at(t).density, expected)).toBeLessThan(1e-10);
    const { state, status, time } = fermions.run(fermions.slater(orbitals), { until: t });
    expect([status, time]).toEqual(['converged', t]);
    expect(distance(fermionReducedDensity(fermions, state), expected)).toBeLessThan(1e-11);
  });

  it('an interaction between particles at one site is none: direct and exchange terms cancel', () => {
    const [L, N] = [6, 3];
    const lattice = quantumLattice({ kinetic: ringHopping(L, 1), interaction: [4, 0, 0, 0, 0, 0] });
    const orbitals = randomOrbitals(L, N);
    const free = hartreeFock(lattice, orbitals, 1, { coupling: 0 }).at(1).density;
    expect(distance(hartreeFock(lattice, orbitals, 1, { coupling: 1 }).at(1).density, free)).toBeLessThan(
      1e-10,
    );
    const hartree = hartreeFock(lattice, orbitals, 1, { coupling: 1, exchange: false });
    expect(distance(hartree.at(1).density, free)).toBeGreaterThan(0.1);
  });

  it('against exact dynamics: the error is of second order in the coupling and in time', () => {
    const [L, N] = [8, 3];
    const lattice = randomLattice(L);
    const orbitals = randomOrbitals(L, N);
    const error = (coupling: number, t: number, exchange = true): number => {
      const fermions = latticeFermions({ lattice, particles: N, coupling });
      const approximate = hartreeFock(lattice, orbitals, t, { coupling, exchange }).at(t).density;
      const { state } = fermions.run(fermions.slater(orbitals), { until: t });
      return operatorNorm(addMatrices(fermionReducedDensity(fermions, state), approximate, -1));
    };
    const order = (fine: number, coarse: number) => Math.log2(coarse / fine);
    // Corrections of relative size 0.01: coupling·t·V/ħ of the smaller value; the errors themselves exceed 3e−8.
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
      const [start, middle, end] = [0, 3.1, 4].map(solution.at);
      const omega = scaleMatrix(middle.density, N);
      expect(distance(middle.density, start.density)).toBeGreaterThan(0.3 / N);
      // 1e−12 a step, some 200 steps.
      expect(distance(multiplyMatrices(omega, omega), omega)).toBeLessThan(1e-9);
      expect(Math.abs(trace(omega).re - N)).toBeLessThan(1e-9);
      expect(Math.abs(middle.energy - start.energy)).toBeLessThan(1e-9);
      const { q } = qrFactor(end.orbitals);
      const back = hartreeFock(lattice, q, -4, { coupling: 0.6, exchange });
      expect(distance(back.at(-4).density, start.density)).toBeLessThan(1e-8);
    }
    expect(hartreeFock(lattice, orbitals, 0).at(0).energy).toBeCloseTo(
      hartreeFock(lattice, orbitals, 1).at(0).energy,
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
