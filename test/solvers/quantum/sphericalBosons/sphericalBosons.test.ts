import {
  bosonDeviation,
  bosonDynamics,
  bosonMean,
  bosonReducedDensity,
  coulombInteraction,
  eigenvaluesHermitian,
  gaussLegendre,
  orbitalBosons,
  orbitalPairs,
  type ReleasedBosonsOptions,
  type ReleasedSample,
  realMatrix,
  releasedBosons,
  type SphericalBosons,
  sphericalBosons,
  traceNorm,
} from '../../../../lib/index';
import { denseFromSparse, gaussLaguerre, laguerreFunctions } from '../../../../lib/numerics/index';

const root2pi = Math.sqrt(2 / Math.PI);

/** The samples of a run, copied. */
function samplesOf(space: SphericalBosons, options: ReleasedBosonsOptions, times: number[]) {
  const out: (ReleasedSample & { total: number; interaction: number })[] = [];
  const cloud = releasedBosons(space, options);
  const { status } = cloud.run({
    times,
    observe: (sample) => {
      const { total, interaction } = cloud.energy(sample);
      out.push({ ...sample, state: sample.state.slice(), total, interaction });
    },
  });
  expect(status).toBe('finished');
  return out;
}

const distance = (a: Float64Array, b: Float64Array) =>
  a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0);

/** u_nl(r) = r·R_nl. */
function reduced(n: number, l: number, r: number): number {
  return Math.sqrt(2 * r) * laguerreFunctions(n + 1, l + 0.5, [r * r])[n];
}

/** Place of (n, l) among the radial orbitals of the shells. */
function place(shells: number, n: number, l: number): number {
  let before = 0;
  for (let k = 0; k < l; k++) before += ((shells - k) >> 1) + 1;
  return before + n;
}

describe('the integrals of Coulomb', () => {
  const shells = 5;
  const { integral } = coulombInteraction(shells);
  const at = ([n, l]: readonly [number, number]) => place(shells, n, l);

  test('s orbitals in closed form', () => {
    // The density of 0s is a Gaussian: ⟨1/|x−y|⟩ = √(2/π). With 1s: by differentiation with respect to the width.
    expect(integral(0, at([0, 0]), at([0, 0]), at([0, 0]), at([0, 0]))).toBeCloseTo(root2pi, 14);
    // Talmi: ⟨0s 1s|V|0s 0s⟩ = (1/2)⟨1s|1/r|0s⟩_rel·… = √(2/π)/(2√6).
    expect(integral(0, at([0, 0]), at([1, 0]), at([0, 0]), at([0, 0]))).toBeCloseTo(
      root2pi / (2 * Math.sqrt(6)),
      14,
    );
    // 0p: u² = (8/3√π)r⁴e^{−r²}; its potential at a Gaussian by erf: (5/6)√(2/π).
    expect(integral(0, at([0, 1]), at([0, 1]), at([0, 0]), at([0, 0]))).toBeCloseTo((5 / 6) * root2pi, 14);
  });

  test('nested quadrature of r_<^k/r_>^{k+1}', () => {
    const nodes = gaussLegendre(64);
    const rule = (from: number, to: number) =>
      Array.from(nodes.nodes, (x, i) => ({
        r: from + ((to - from) * (x + 1)) / 2,
        w: (nodes.weights[i] * (to - from)) / 2,
      }));
    const cases = [
      [0, [0, 0], [2, 0], [1, 0], [1, 0]],
      [1, [1, 0], [0, 1], [1, 1], [2, 0]],
      [2, [0, 2], [1, 0], [1, 1], [0, 3]],
      [3, [0, 3], [2, 0], [1, 2], [1, 1]],
      [4, [0, 2], [0, 2], [0, 3], [1, 1]],
    ] as const;
    for (const [k, a, c, b, d] of cases) {
      const product = (p: readonly [number, number], q: readonly [number, number], r: number) =>
        reduced(p[0], p[1], r) * reduced(q[0], q[1], r);
      let sum = 0;
      for (const { r, w } of rule(0, 9)) {
        const [ac, bd] = [product(a, c, r), product(b, d, r)];
        for (const { r: s, w: v } of rule(0, r)) {
          const power = (w * v * (s / r) ** k) / r;
          sum += power * (ac * product(b, d, s) + product(a, c, s) * bd);
        }
      }
      // Beyond 9 there is e^{−81}; 64 nodes resolve products of five shells to rounding.
      expect(integral(k, at(a), at(c), at(b), at(d))).toBeCloseTo(sum, 13);
    }
  });

  test('two bosons separate: the spectrum contains that of the relative motion in the same quanta', () => {
    // Moshinsky: |x₁ − x₂| = √2·|relative oscillator|. All angular factors enter.
    const quanta = 8;
    const lambda = 1.7;
    const space = sphericalBosons({ particles: 2, shells: quanta, quanta });
    const matrix = denseFromSparse(space.pairs);
    for (let k = 0; k < space.dimension; k++) {
      for (let j = 0; j < space.dimension; j++) matrix.data[k * space.dimension + j] *= lambda;
      matrix.data[k * (space.dimension + 1)] += space.excitation[k];
    }
    const whole = eigenvaluesHermitian(matrix);
    const size = quanta / 2 + 1;
    const rule = gaussLaguerre(20, 0);
    const waves = laguerreFunctions(size, 0.5, rule.nodes);
    const relative = realMatrix(size, size);
    for (let n = 0; n < size; n++)
      for (let m = 0; m < size; m++) {
        // ∫u_n u_m/r dr with t = r²: the Laguerre functions, which carry t^{1/4}, by t^{−1/2}.
        let sum = 0;
        rule.nodes.forEach((t, i) => {
          sum += (rule.scaledWeights[i] * waves[n * 20 + i] * waves[m * 20 + i]) / Math.sqrt(t);
        });
        relative.data[n * size + m] = (lambda / 2) * Math.SQRT1_2 * sum + (n === m ? 2 * n : 0);
      }
    for (const value of eigenvaluesHermitian(relative))
      expect(whole.reduce((least, v) => Math.min(least, Math.abs(v - value)), 1)).toBeLessThan(3e-14);
  });

  test('⟨ij|V|kl⟩ is Hermitian and the same for both orders of the particles', () => {
    const pairs = orbitalPairs(coulombInteraction(2));
    // orbitalBosons checks both.
    expect(orbitalBosons({ oneBody: realMatrix(10, 10), twoBody: pairs }).modes).toBe(10);
    expect(pairs.data[0]).toBeCloseTo(root2pi, 14);
  });
});

describe('the scalar states', () => {
  test('their numbers', () => {
    // Three bosons: one state for each triple of radial orbitals with a triangle of even sum; of two equal l, or three, the
    // symmetric ones.
    expect(sphericalBosons({ particles: 1, shells: 4 }).dimension).toBe(3);
    expect(sphericalBosons({ particles: 2, shells: 4 }).dimension).toBe(14);
    expect(sphericalBosons({ particles: 3, shells: 2 }).dimension).toBe(10);
    expect(sphericalBosons({ particles: 3, shells: 6 })).toMatchObject({ orbitals: 84, dimension: 243 });
    expect(sphericalBosons({ particles: 4, shells: 4 })).toMatchObject({ orbitals: 35, dimension: 264 });
  });

  test('in the full occupation space: the same evolution, the same reduced density', () => {
    const [particles, shells, lambda, hbar] = [3, 2, 2.3, 0.8];
    const space = sphericalBosons({ particles, shells });
    const [sample] = samplesOf(
      space,
      { coupling: lambda, trap: 1.4, frequency: 1.4, hbar, tolerance: 1e-11 },
      [0.9],
    );
    const oneBody = realMatrix(10, 10);
    space.radial.reduce((first, { l, shell }) => {
      for (let m = first; m < first + 2 * l + 1; m++) oneBody.data[m * 11] = hbar * 1.4 * (shell + 1.5);
      return first + 2 * l + 1;
    }, 0);
    const twoBody = orbitalPairs(coulombInteraction(shells));
    for (let k = 0; k < twoBody.data.length; k++) twoBody.data[k] *= lambda * Math.sqrt(1.4 / hbar);
    const full = bosonDynamics(orbitalBosons({ oneBody, twoBody, hbar }), { particles, tolerance: 1e-12 });
    const start = new Float64Array(2 * full.basis.dimension);
    start[0] = 1;
    const { state } = full.run(start, { until: 0.9 });
    const expanded = space.expand(sample.state).state;
    let [re, im] = [0, 0];
    for (let k = 0; k < state.length; k += 2) {
      re += state[k] * expanded[k] + state[k + 1] * expanded[k + 1];
      im += state[k] * expanded[k + 1] - state[k + 1] * expanded[k];
    }
    // Tolerance 1e−11 of the evolution; equal up to a phase.
    expect(Math.abs(Math.hypot(re, im) - 1)).toBeLessThan(1e-11);
    expect(full.energy(state)).toBeCloseTo(sample.total, 10);
    const density = bosonReducedDensity(full.basis, expanded);
    const own = space.density(sample.state);
    for (const { l, radial } of own)
      for (let m = -l; m <= l; m++)
        for (let n = 0; n < radial.rows; n++)
          for (let k = 0; k < radial.rows; k++) {
            const orbital = (x: number) => (l === 0 ? x : l === 1 ? 2 + 1 + m : 5 + 2 + m);
            const at = 2 * (orbital(n) * 10 + orbital(k));
            const from = 2 * (n * radial.rows + k);
            for (const part of [0, 1])
              expect(density.data[at + part]).toBeCloseTo(radial.data[from + part] / (2 * l + 1), 13);
          }
    // R_{N:2} from the expansion: N(N − 1)/2 pairs, each with tr(R_{N:2}V)/N.
    const pair = bosonMean(full.basis, expanded, orbitalPairs(coulombInteraction(shells)));
    expect(((particles - 1) / 2) * pair * lambda * Math.sqrt(1.4 / hbar)).toBeCloseTo(sample.interaction, 12);
    const psi = new Float64Array(20);
    psi.set(sample.hartree);
    const reference = bosonDeviation(full.basis, expanded, psi);
    const deviation = space.deviation(sample.state, sample.hartree);
    expect(deviation.depletion).toBeCloseTo(reference.depletion, 12);
    expect(deviation.operatorNorm).toBeCloseTo(reference.norm, 12);
    expect(deviation.traceNorm).toBeCloseTo(traceNorm(reference.difference), 12);
    expect(space.shellWeights(sample.state).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 11);
  });

  test('a limit on the quanta that leaves nothing out changes nothing', () => {
    const whole = sphericalBosons({ particles: 3, shells: 4, quanta: 12 });
    const same = sphericalBosons({ particles: 3, shells: 4, interaction: coulombInteraction(6) });
    expect(same.pairs.column).toEqual(whole.pairs.column);
    // Other rules of quadrature, exact as well.
    expect(distance(same.pairs.values, whole.pairs.values)).toBeLessThan(1e-14);
  });
});

describe('bad input', () => {
  test('spaces too large say so before the work', () => {
    expect(() => sphericalBosons({ particles: 30, shells: 2 })).toThrow(
      'the space of 30 bosons in 10 orbitals with up to 60 quanta must have at most 9000 states of angular momentum 0, got ' +
        '27947, whose matrix may take 8.73 GiB: choose fewer shells or quanta',
    );
    expect(() => sphericalBosons({ particles: 20, shells: 2 })).toThrow(
      'at most 2500 states with L_z = 0 in one configuration of radial orbitals, got 3486',
    );
    expect(() => sphericalBosons({ particles: 8, shells: 8 })).toThrow('choose fewer shells or quanta');
    expect(() => sphericalBosons({ particles: 10 ** 6, shells: 2 })).toThrow(
      'quanta must be an integer in [0, 120]',
    );
    expect(() => sphericalBosons({ particles: 3, shells: 13 })).toThrow(
      'shells must be an integer in [0, 12], got 13',
    );
    expect(() => sphericalBosons({ particles: 2, shells: 2, quanta: 5 })).toThrow(
      'quanta must be an integer in [0, 4], got 5',
    );
    expect(() => sphericalBosons({ particles: 2, shells: 4, interaction: coulombInteraction(2) })).toThrow(
      'interaction must be made for at least 4 shells, got 2',
    );
    expect(() => orbitalPairs(coulombInteraction(5))).toThrow(
      'interaction.shells must be an integer in [0, 4], got 5',
    );
  });
});
