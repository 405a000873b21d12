import {
  addMatrices,
  adjoint,
  type BosonModel,
  bosonDeviation,
  bosonDynamics,
  bosonHamiltonian,
  bosonMean,
  bosonProductState,
  bosonReducedDensity,
  bosonTensor,
  commutator,
  complexMatrix,
  createRandom,
  type DenseMatrix,
  hilbertSchmidtNorm,
  latticeBosons,
  multiplyVector,
  normalised,
  occupationBasis,
  operatorNorm,
  orbitalBosons,
  planeWaveBosons,
  quantumLattice,
  realMatrix,
  ringHopping,
  scaleMatrix,
  toComplex,
  traceNorm,
  translationInvariant,
} from '../../../../lib/index';
import { denseFromSparse, unitaryExponential } from '../../../../lib/numerics/index';

const random = createRandom(23);
const vector = (length: number) => Float64Array.from({ length }, () => random.normal());
const unit = (modes: number) => normalised(vector(2 * modes));
const distance = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0);
const norm2 = (psi: Float64Array) => psi.reduce((sum, a) => sum + a * a, 0);
const dimer = (u: number, hopping = 1, hbar = 1) =>
  quantumLattice({ kinetic: ringHopping(2, hopping), interaction: [u, 0], hbar });

/** A random lattice: complex K, even V, external U. */
function randomLattice(sites: number, hbar = 0.7) {
  const raw = vector(sites);
  return quantumLattice({
    kinetic: translationInvariant(vector(sites)),
    interaction: raw.map((v, x) => v + raw[(sites - x) % sites]),
    external: vector(sites),
    hbar,
  });
}

/** A random Hermitian matrix. */
function randomHermitian(n: number): DenseMatrix {
  const raw = complexMatrix(n, n, vector(2 * n * n));
  return addMatrices(raw, adjoint(raw));
}

/** A random model with all terms: V Hermitian and unchanged by the exchange of the particles. */
function randomOrbitals(modes: number) {
  const raw = toComplex(randomHermitian(modes * modes));
  const twoBody = complexMatrix(modes ** 2, modes ** 2);
  const swapped = (p: number) => (p % modes) * modes + Math.floor(p / modes);
  for (let r = 0; r < modes ** 2; r++)
    for (let c = 0; c < modes ** 2; c++)
      for (let part = 0; part < 2; part++)
        twoBody.data[2 * (r * modes ** 2 + c) + part] =
          raw.data[2 * (r * modes ** 2 + c) + part] +
          raw.data[2 * (swapped(r) * modes ** 2 + swapped(c)) + part];
  return { oneBody: toComplex(randomHermitian(modes)), twoBody };
}

/** Σ_j h_j + (1/N)Σ_{k<l}V_kl as a matrix on the full tensor space, from its definition. */
function fullHamiltonian(oneBody: DenseMatrix, twoBody: DenseMatrix, particles: number): DenseMatrix {
  const modes = oneBody.rows;
  const size = modes ** particles;
  const [h, v] = [toComplex(oneBody).data, toComplex(twoBody).data];
  const digits = (x: number) =>
    Array.from({ length: particles }, (_, k) => Math.floor(x / modes ** (particles - 1 - k)) % modes);
  const all = Array.from({ length: size }, (_, x) => digits(x));
  const out = complexMatrix(size, size);
  for (let x = 0; x < size; x++)
    for (let y = 0; y < size; y++) {
      const differs = all[x].flatMap((d, k) => (d === all[y][k] ? [] : [k]));
      const at = 2 * (x * size + y);
      for (let k = 0; k < particles; k++)
        for (let part = 0; part < 2; part++) {
          if (differs.every((d) => d === k))
            out.data[at + part] += h[2 * (all[x][k] * modes + all[y][k]) + part];
          for (let l = k + 1; l < particles; l++)
            if (differs.every((d) => d === k || d === l)) {
              const [row, column] = [all[x][k] * modes + all[x][l], all[y][k] * modes + all[y][l]];
              out.data[at + part] += v[2 * (row * modes * modes + column) + part] / particles;
            }
        }
    }
  return out;
}

/** V(x − y) of a lattice as a matrix on two particles. */
function pairMatrix(sites: number, interaction: Float64Array): DenseMatrix {
  const out = realMatrix(sites ** 2, sites ** 2);
  for (let p = 0; p < sites ** 2; p++)
    out.data[p * (sites ** 2 + 1)] = interaction[Math.abs(Math.floor(p / sites) - (p % sites))];
  return out;
}

/** tr over the last of m particles. */
function traceOutLast(matrix: DenseMatrix, modes: number): DenseMatrix {
  const n = matrix.rows / modes;
  const out = complexMatrix(n, n);
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++)
      for (let z = 0; z < modes; z++)
        for (let part = 0; part < 2; part++)
          out.data[2 * (x * n + y) + part] +=
            matrix.data[2 * ((x * modes + z) * matrix.rows + y * modes + z) + part];
  return out;
}

describe('the occupation basis', () => {
  it.each([
    [5, 1],
    [7, 2],
    [4, 3],
    [3, 5],
    [1, 6],
    [0, 3],
  ])('%i bosons in %i modes: every state once, in a fixed order, and ranked', (particles, modes) => {
    const basis = occupationBasis({ particles, modes });
    const seen = new Set<string>();
    for (let index = 0; index < basis.dimension; index++) {
      const n = basis.occupation(index);
      expect(n.reduce((a, b) => a + b, 0)).toBe(particles);
      expect(Math.min(...n)).toBeGreaterThanOrEqual(0);
      expect(basis.indexOf(n)).toBe(index);
      seen.add(n.join());
    }
    let compositions = 0;
    for (let x = 0; x < (particles + 1) ** modes; x++) {
      let [sum, rest] = [0, x];
      for (let k = 0; k < modes; k++, rest = Math.floor(rest / (particles + 1)))
        sum += rest % (particles + 1);
      if (sum === particles) compositions++;
    }
    expect(seen.size).toBe(compositions);
    expect(basis.dimension).toBe(compositions);
  });

  it('refuses what is too large, naming dimension, limit and memory', () => {
    expect(() => occupationBasis({ particles: 100, modes: 10 })).toThrow(
      /100 bosons in 10 modes must have at most 16777216 dimensions, got 42634215\d+: .* GiB/,
    );
    expect(() => occupationBasis({ particles: 10 ** 6, modes: 10 ** 6 })).toThrow(/at most 16777216/);
    expect(() => occupationBasis({ particles: 2.5, modes: 2 })).toThrow(/particles must be an integer/);
    expect(() => occupationBasis({ particles: 2, modes: 2 }).indexOf([1, 0])).toThrow(
      /of sum 2, got 2 of sum 1/,
    );
    // The states fit, a matrix with all pairs of modes in every row does not.
    const basis = occupationBasis({ particles: 100, modes: 5 });
    expect(() => bosonHamiltonian(basis, orbitalBosons(randomOrbitals(5)))).toThrow(
      /at most 2 GiB, got up to/,
    );
  });
});

describe('Hamiltonians against the full tensor space', () => {
  /** The exponential of the full Hamiltonian applied to ψ^{⊗N} and the run in the occupation basis. */
  function compare(model: BosonModel, oneBody: DenseMatrix, twoBody: DenseMatrix, particles: number) {
    const time = 0.6;
    const dynamics = bosonDynamics(model, { particles, tolerance: 1e-13 });
    const initial = bosonProductState(dynamics.basis, unit(model.modes));
    const { state } = dynamics.run(initial, { until: time });
    const full = fullHamiltonian(oneBody, twoBody, particles);
    const evolved = multiplyVector(
      unitaryExponential(full, time / model.hbar),
      bosonTensor(dynamics.basis, initial),
    );
    return distance(bosonTensor(dynamics.basis, state), evolved);
  }
  // Sums of up to 81 terms of size 1, each rounded, and ‖H‖t < 30.
  const tolerance = 1e-12;

  it('lattices', () => {
    for (const particles of [1, 3, 4]) {
      const lattice = randomLattice(3);
      const pairs = pairMatrix(3, lattice.interaction);
      expect(compare(latticeBosons(lattice), lattice.oneBody, pairs, particles)).toBeLessThan(tolerance);
    }
  });

  it('general orbitals, complex', () => {
    for (const [modes, particles] of [
      [2, 5],
      [3, 3],
      [3, 4],
    ]) {
      const { oneBody, twoBody } = randomOrbitals(modes);
      const model = orbitalBosons({ oneBody, twoBody, hbar: 2 });
      expect(compare(model, oneBody, twoBody, particles)).toBeLessThan(tolerance);
    }
  });

  it('plane waves: the tensor from its definition', () => {
    const v = vector(5);
    const model = planeWaveBosons({ cutoff: 2, interaction: v, length: 3, hbar: 0.8 });
    const oneBody = realMatrix(5, 5);
    for (let k = -2; k <= 2; k++) oneBody.data[(k + 2) * 6] = (0.8 * ((2 * Math.PI * k) / 3)) ** 2 / 2;
    const twoBody = realMatrix(25, 25);
    for (let i = 0; i < 5; i++)
      for (let j = 0; j < 5; j++)
        for (let k = 0; k < 5; k++) {
          const l = i + j - k;
          if (l >= 0 && l < 5) twoBody.data[(i * 5 + j) * 25 + k * 5 + l] = v[Math.abs(i - k)];
        }
    expect(compare(model, oneBody, twoBody, 3)).toBeLessThan(tolerance);
  });

  it('real models stay real, and Ĥ of one particle is h', () => {
    const basis = occupationBasis({ particles: 4, modes: 3 });
    const lattice = quantumLattice({ kinetic: ringHopping(3, 1), interaction: [1, 0.5, 0.5] });
    expect(bosonHamiltonian(basis, latticeBosons(lattice)).kind).toBe('real');
    const other = randomLattice(4);
    const one = bosonHamiltonian(occupationBasis({ particles: 1, modes: 4 }), latticeBosons(other));
    expect(distance(denseFromSparse(one).data, other.oneBody.data)).toBeLessThan(1e-15);
  });

  it('[Σ A_ij a_i†a_j, Σ B_ij a_i†a_j] = Σ [A, B]_ij a_i†a_j', () => {
    const modes = 3;
    const basis = occupationBasis({ particles: 5, modes });
    const [a, b] = [randomHermitian(modes), randomHermitian(modes)];
    const zero = realMatrix(modes ** 2, modes ** 2);
    const lifted = (oneBody: DenseMatrix) =>
      denseFromSparse(bosonHamiltonian(basis, orbitalBosons({ oneBody, twoBody: zero })));
    // i[A, B] is Hermitian.
    const c = commutator(a, b);
    const turned = complexMatrix(modes, modes);
    for (let k = 0; k < modes ** 2; k++) {
      turned.data[2 * k] = -c.data[2 * k + 1];
      turned.data[2 * k + 1] = c.data[2 * k];
    }
    const left = commutator(lifted(a), lifted(b));
    const right = lifted(turned).data;
    for (let k = 0; k < left.data.length; k += 2) {
      // Entries up to 100: 1e−12 is their rounding.
      expect(Math.abs(-left.data[k + 1] - right[k])).toBeLessThan(1e-12);
      expect(Math.abs(left.data[k] - right[k + 1])).toBeLessThan(1e-12);
    }
  });

  it('refuses tensors that are not Hermitian or not the same for both orders', () => {
    const { oneBody, twoBody } = randomOrbitals(2);
    const skew = complexMatrix(4, 4, randomHermitian(4).data);
    expect(() => orbitalBosons({ oneBody, twoBody: skew })).toThrow(/exchanged, got a deviation/);
    expect(() => orbitalBosons({ oneBody: complexMatrix(2, 2, vector(8)), twoBody })).toThrow(/Hermitian/);
    expect(() => orbitalBosons({ oneBody: randomHermitian(3), twoBody })).toThrow(/9 rows/);
    expect(() =>
      bosonHamiltonian(occupationBasis({ particles: 2, modes: 3 }), orbitalBosons({ oneBody, twoBody })),
    ).toThrow(/2 modes of the model, got 3/);
  });
});

describe('product states and reduced densities', () => {
  it('ψ^{⊗N} in the tensor space is the product', () => {
    const psi = unit(3);
    const basis = occupationBasis({ particles: 4, modes: 3 });
    const tensor = bosonTensor(basis, bosonProductState(basis, psi));
    for (let x = 0; x < 81; x++) {
      let [re, im] = [1, 0];
      for (let k = 0, rest = x; k < 4; k++, rest = Math.floor(rest / 3)) {
        const [a, b] = [psi[2 * (rest % 3)], psi[2 * (rest % 3) + 1]];
        [re, im] = [re * a - im * b, re * b + im * a];
      }
      expect(Math.abs(tensor[2 * x] - re)).toBeLessThan(1e-15);
      expect(Math.abs(tensor[2 * x + 1] - im)).toBeLessThan(1e-15);
    }
  });

  it.each([
    [10_000, 2],
    [100, 3],
    [12, 5],
  ])('ψ^{⊗N} of %i bosons in %i modes is a condensate', (particles, modes) => {
    const psi = unit(modes);
    const basis = occupationBasis({ particles, modes });
    const state = bosonProductState(basis, psi);
    expect(Math.abs(norm2(state) - 1)).toBeLessThan(1e-13);
    const { depletion, norm } = bosonDeviation(basis, state, psi);
    // The amplitudes carry about n·2⁻⁵³ in the phase of n bosons; E is a square of that, ‖R − P‖ is not.
    expect(depletion).toBeLessThan(1e-23);
    expect(norm).toBeLessThan(1e-11);
  });

  it('a mode without bosons, and all bosons in one', () => {
    const basis = occupationBasis({ particles: 3, modes: 3 });
    const state = bosonProductState(basis, [0, 0, 0, 1, 0, 0]);
    expect(state.findIndex((a) => Math.abs(a) > 1e-15)).toBe(2 * basis.indexOf([0, 3, 0]) + 1);
    // i³ = −i.
    expect(state[2 * basis.indexOf([0, 3, 0]) + 1]).toBeCloseTo(-1, 14);
  });

  it('R_{N:m} is the partial trace of the tensor, R_{N:m−1} that of R_{N:m}', () => {
    const [particles, modes] = [4, 3];
    const basis = occupationBasis({ particles, modes });
    const state = normalised(vector(2 * basis.dimension));
    const tensor = bosonTensor(basis, state);
    const size = modes ** particles;
    let matrix = complexMatrix(size, size);
    for (let x = 0; x < size; x++)
      for (let y = 0; y < size; y++) {
        matrix.data[2 * (x * size + y)] =
          tensor[2 * x] * tensor[2 * y] + tensor[2 * x + 1] * tensor[2 * y + 1];
        matrix.data[2 * (x * size + y) + 1] =
          tensor[2 * x + 1] * tensor[2 * y] - tensor[2 * x] * tensor[2 * y + 1];
      }
    for (let order = particles; order >= 1; order--) {
      const reduced = bosonReducedDensity(basis, state, order);
      expect(distance(reduced.data, matrix.data)).toBeLessThan(1e-15 * 8);
      matrix = traceOutLast(matrix, modes);
    }
    expect(() => bosonReducedDensity(basis, state, 5)).toThrow(/order must be an integer in \[1, 4\]/);
    expect(() => bosonReducedDensity(occupationBasis({ particles: 8, modes: 3 }), vector(90), 7)).toThrow(
      /at most 1024 rows, got 3\^7/,
    );
  });

  it('the deviation is that of R and P; its trace norm is twice its norm; the mean of h and V is the energy', () => {
    const [particles, modes] = [5, 3];
    const { oneBody, twoBody } = randomOrbitals(modes);
    const dynamics = bosonDynamics(orbitalBosons({ oneBody, twoBody }), { particles });
    const { basis } = dynamics;
    const psi = unit(modes);
    const state = normalised(vector(2 * basis.dimension));
    const { depletion, difference, norm } = bosonDeviation(basis, state, psi);
    const r = bosonReducedDensity(basis, state);
    const p = bosonReducedDensity(basis, bosonProductState(basis, psi));
    expect(distance(difference.data, addMatrices(r, p, -1).data)).toBeLessThan(1e-14);
    expect(Math.abs(bosonMean(basis, state, p) - (1 - depletion))).toBeLessThan(1e-14);
    expect(Math.abs(norm - operatorNorm(addMatrices(r, p, -1)))).toBeLessThan(1e-14);
    // R ≥ 0 leaves one negative eigenvalue, and the trace is 0.
    expect(Math.abs(traceNorm(difference) - 2 * norm)).toBeLessThan(1e-14);
    const mean =
      particles * bosonMean(basis, state, oneBody) + ((particles - 1) / 2) * bosonMean(basis, state, twoBody);
    // Energies up to 50.
    expect(Math.abs(mean - dynamics.energy(state))).toBeLessThan(1e-12);
    expect(() => bosonMean(basis, state, randomHermitian(4))).toThrow(/3\^m rows, got 4/);
  });

  it('small depletions are exact: cos α φ + sin α in one boson', () => {
    const basis = occupationBasis({ particles: 1000, modes: 2 });
    const state = new Float64Array(2 * basis.dimension);
    const small = 1e-9;
    state[0] = Math.sqrt(1 - small * small);
    state[4] = small;
    const { depletion } = bosonDeviation(basis, state, [1, 0, 0, 0]);
    expect(() =>
      bosonDeviation(
        basis,
        state.map((a) => 1.001 * a),
        [1, 0, 0, 0],
      ),
    ).toThrow(/state must have norm 1/);
    // Two bosons of 1000 outside, with probability 1e−18.
    expect(Math.abs(depletion / 2e-21 - 1)).toBeLessThan(1e-13);
  });

  it('the BBGKY identity iħ dR/dt = [h, R] + ((N−1)/N)tr₂[V₁₂, R_{N:2}]', () => {
    for (const particles of [2, 7]) {
      const modes = 3;
      const lattice = randomLattice(modes);
      const dynamics = bosonDynamics(latticeBosons(lattice), { particles });
      const { basis } = dynamics;
      const state = normalised(vector(2 * basis.dimension));
      const image = new Float64Array(state.length);
      dynamics.applyInto(state, image);
      // R is quadratic: R(Ψ + Φ) − R(Ψ − Φ) = 2(ΨΦ* + ΦΨ*), here with Φ = −iĤΨ: then iħ dR/dt = i(…)/2.
      const turned = image.map((_, k) => (k % 2 === 0 ? image[k + 1] : -image[k - 1]));
      const sum = bosonReducedDensity(
        basis,
        state.map((a, k) => a + turned[k]),
      );
      const difference = bosonReducedDensity(
        basis,
        state.map((a, k) => a - turned[k]),
      );
      const rate = scaleMatrix(addMatrices(sum, difference, -1), 0.5);
      const second = bosonReducedDensity(basis, state, 2);
      const collision = traceOutLast(commutator(pairMatrix(modes, lattice.interaction), second), modes);
      const right = addMatrices(
        commutator(lattice.oneBody, bosonReducedDensity(basis, state)),
        collision,
        (particles - 1) / particles,
      );
      const size = hilbertSchmidtNorm(sum);
      for (let k = 0; k < modes ** 2; k++) {
        // R(Ψ ± Φ) is of size ‖ĤΨ‖², and so is the rounding.
        expect(Math.abs(-rate.data[2 * k + 1] - right.data[2 * k])).toBeLessThan(4e-15 * size);
        expect(Math.abs(rate.data[2 * k] - right.data[2 * k + 1])).toBeLessThan(4e-15 * size);
      }
      expect(hilbertSchmidtNorm(right)).toBeGreaterThan(0.1);
    }
  });
});

describe('evolution', () => {
  it('Krylov and Chebyshev agree with the dense exponential; back again; norm and energy', () => {
    const model = latticeBosons(randomLattice(3));
    const until = 1.5;
    for (const method of ['chebyshev', 'krylov'] as const) {
      const dynamics = bosonDynamics(model, { particles: 9, tolerance: 1e-12, method });
      const initial = bosonProductState(dynamics.basis, unit(3));
      const run = dynamics.run(initial, { until });
      expect([run.status, run.time]).toEqual(['converged', until]);
      const dense = denseFromSparse(dynamics.hamiltonian);
      const exact = multiplyVector(unitaryExponential(dense, until / model.hbar), initial);
      expect(distance(run.state, exact)).toBeLessThan(2e-12);
      expect(Math.abs(norm2(run.state) - 1)).toBeLessThan(2e-12);
      expect(Math.abs(dynamics.energy(run.state) - dynamics.energy(initial))).toBeLessThan(1e-10);
      const back = dynamics.run(run.state, { until: -until });
      expect(distance(back.state, initial)).toBeLessThan(4e-12);
    }
  });

  it('observes at equidistant times and tells its progress', () => {
    const dynamics = bosonDynamics(latticeBosons(dimer(1)), { particles: 50 });
    const initial = bosonProductState(dynamics.basis, [Math.SQRT1_2, 0, Math.SQRT1_2, 0]);
    const times: number[] = [];
    const told: number[] = [];
    dynamics.run(initial, {
      until: 2,
      samples: 4,
      observe: (t, state) => {
        times.push(t);
        expect(Math.abs(norm2(state) - 1)).toBeLessThan(1e-9);
      },
      onProgress: (done, total) => told.push(done / total),
    });
    expect(times).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(told.length).toBeGreaterThan(4);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told[told.length - 1]).toBe(1);
    expect(() => dynamics.run(initial, { until: Number.NaN })).toThrow(/until must be a finite number/);
    expect(() => dynamics.run(initial.slice(2), { until: 1 })).toThrow(/initial must have length 102/);
  });

  it('stops at the last sample that a million products reach, and says so', () => {
    const dynamics = bosonDynamics(latticeBosons(dimer(1)), { particles: 1 });
    const times: number[] = [];
    const run = dynamics.run([1, 0, 0, 0], { until: 1.2e6, samples: 3, observe: (t) => times.push(t) });
    expect(run.status).toBe('product limit');
    expect(times).toEqual([0, 4e5, 8e5]);
    expect(run.time).toBe(8e5);
    expect(Math.abs(run.state[0] - Math.cos(8e5))).toBeLessThan(run.error);
  });

  it('without kinetic energy R_{N:1} is known for every N (X2)', () => {
    const sites = 3;
    const hbar = 0.7;
    const interaction = [0.4, -1.1, -1.1];
    const lattice = quantumLattice({ kinetic: realMatrix(sites, sites), interaction, hbar });
    const psi = unit(sites);
    for (const particles of [2, 5, 60]) {
      const dynamics = bosonDynamics(latticeBosons(lattice), { particles, tolerance: 1e-12 });
      const t = 1.3;
      const { state } = dynamics.run(bosonProductState(dynamics.basis, psi), { until: t });
      const r = bosonReducedDensity(dynamics.basis, state);
      for (let x = 0; x < sites; x++)
        for (let y = 0; y < sites; y++) {
          let [re, im] = [0, 0];
          for (let z = 0; z < sites; z++) {
            const angle =
              (-t * (interaction[(x - z + sites) % sites] - interaction[(y - z + sites) % sites])) /
              (particles * hbar);
            const weight = psi[2 * z] ** 2 + psi[2 * z + 1] ** 2;
            re += weight * Math.cos(angle);
            im += weight * Math.sin(angle);
          }
          let [a, b] = [
            psi[2 * x] * psi[2 * y] + psi[2 * x + 1] * psi[2 * y + 1],
            psi[2 * x + 1] * psi[2 * y] - psi[2 * x] * psi[2 * y + 1],
          ];
          for (let k = 1; k < particles; k++) [a, b] = [a * re - b * im, a * im + b * re];
          expect(Math.abs(r.data[2 * (x * sites + y)] - a)).toBeLessThan(3e-12);
          expect(Math.abs(r.data[2 * (x * sites + y) + 1] - b)).toBeLessThan(3e-12);
        }
    }
  });

  /** N·E at time t from a condensate that stays where it is. */
  function excited(model: BosonModel, psi: ArrayLike<number>, particles: number, t: number) {
    const dynamics = bosonDynamics(model, { particles, tolerance: 1e-10 });
    const { state } = dynamics.run(bosonProductState(dynamics.basis, psi), { until: t });
    const { depletion, norm } = bosonDeviation(dynamics.basis, state, psi);
    return { excited: particles * depletion, depletion, norm };
  }

  it.each([
    [
      'stable',
      1,
      (u: number, t: number) => {
        const omega = Math.sqrt(2 * (2 + u));
        return ((u / 2 / omega) * Math.sin(omega * t)) ** 2;
      },
    ],
    [
      'unstable',
      -1,
      (u: number, t: number) => {
        const lambda = Math.sqrt(2 * (u - 2));
        return ((u / 2 / lambda) * Math.sinh(lambda * t)) ** 2;
      },
    ],
  ] as const)('the %s dimer: N·E tends to its limit like 1/N (X3)', (_, sign, limit) => {
    const [u, t] = [3, 0.8];
    const psi = [Math.SQRT1_2, 0, sign * Math.SQRT1_2, 0];
    const errors = [100, 200, 400].map(
      (particles) => excited(latticeBosons(dimer(u)), psi, particles, t).excited - limit(u, t),
    );
    expect(Math.abs(errors[2])).toBeLessThan(0.05 * limit(u, t));
    for (const k of [0, 1]) {
      // Order 1 up to the next power of 1/N.
      const order = Math.log2(errors[k] / errors[k + 1]);
      expect(order).toBeGreaterThan(0.85);
      expect(order).toBeLessThan(1.15);
    }
  });

  it('the ring: N·E tends to the sum over the modes, ‖R − P‖ = E (X4)', () => {
    const sites = 3;
    const lattice = quantumLattice({ kinetic: ringHopping(sites, 1), interaction: [2, 0.5, 0.5] });
    const psi = Float64Array.from({ length: 6 }, (_, k) => (k % 2 === 0 ? 1 / Math.sqrt(3) : 0));
    const t = 0.9;
    // On the lattice v̂_k = (1/L)Σ V(x)e^{−2πikx/L}.
    const v = (2 + 2 * 0.5 * Math.cos((2 * Math.PI) / 3)) / 3;
    const energy = 2 - 2 * Math.cos((2 * Math.PI) / 3);
    const omega = Math.sqrt(energy ** 2 + 2 * energy * v);
    const limit = 2 * ((v / omega) * Math.sin(omega * t)) ** 2;
    const found = [30, 60].map((particles) => excited(latticeBosons(lattice), psi, particles, t));
    const order = Math.log2((found[0].excited - limit) / (found[1].excited - limit));
    expect(order).toBeGreaterThan(0.8);
    expect(order).toBeLessThan(1.2);
    for (const { norm, depletion } of found) expect(Math.abs(norm - depletion)).toBeLessThan(1e-10);
  });

  it('plane waves on the circle with V = v₀ + 2v₁cos: the limit with v̂₁ (X4), and momentum is conserved', () => {
    const interaction = [0.3, 0.4, 0];
    const model = planeWaveBosons({ cutoff: 1, interaction });
    const psi = [0, 0, 1, 0, 0, 0];
    const t = 1.1;
    const omega = Math.sqrt(0.25 + 0.4);
    const limit = 2 * ((0.4 / omega) * Math.sin(omega * t)) ** 2;
    const found = [40, 80].map((particles) => excited(model, psi, particles, t).excited - limit);
    const order = Math.log2(found[0] / found[1]);
    expect(order).toBeGreaterThan(0.8);
    expect(order).toBeLessThan(1.2);
    const dynamics = bosonDynamics(model, { particles: 20 });
    const { state } = dynamics.run(bosonProductState(dynamics.basis, psi), { until: t });
    for (let index = 0; index < dynamics.basis.dimension; index++) {
      const [left, , right] = dynamics.basis.occupation(index);
      if (left !== right) expect(Math.hypot(state[2 * index], state[2 * index + 1])).toBe(0);
    }
  });

  it('ten thousand bosons in a dimer follow the limit', () => {
    const t = 0.3;
    const omega = Math.sqrt(6);
    const limit = ((0.5 / omega) * Math.sin(omega * t)) ** 2;
    const psi = [Math.SQRT1_2, 0, Math.SQRT1_2, 0];
    const found = excited(latticeBosons(dimer(1)), psi, 10_000, t);
    // The next term is of order 1/N.
    expect(Math.abs(found.excited / limit - 1)).toBeLessThan(1e-3);
  });
});
