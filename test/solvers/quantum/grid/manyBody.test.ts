import {
  addMatrices,
  createRandom,
  depletion,
  gaussianPacket,
  hartreeSolver,
  hilbertSchmidtNorm,
  manyBodySolver,
  marginalDensity,
  operatorNorm,
  planeWaveState,
  potentialCosine,
  potentialHarmonic,
  productState,
  quantumGrid,
  superposition,
  trace,
  traceNorm,
  type WaveFunction,
  waveDensity,
  waveFunction,
  waveMoments,
  waveNorm,
  waveReducedDensity,
} from '../../../../lib/index';

const circle = quantumGrid({ low: 0, high: 2 * Math.PI, points: 32, periodic: true });
const harmonic = (stiffness: number, dimension: 1 | 2 = 1) => potentialHarmonic({ dimension, stiffness });

const farthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

function power(psi: WaveFunction, n: number): WaveFunction {
  return productState(new Array<WaveFunction>(n).fill(psi));
}

/** X1: Σ_ω and Σ_free at time t, as [xx, xp, pp]. */
function covariances(s: number, hbar: number, kappa: number, t: number) {
  const [a, b] = [s * s, hbar ** 2 / (4 * s * s)];
  const omega = Math.sqrt(kappa);
  const [c, n] = [Math.cos(omega * t), Math.sin(omega * t)];
  const bound = [
    a * c * c + (b * n * n) / kappa,
    (b / omega - a * omega) * n * c,
    b * c * c + a * kappa * n * n,
  ];
  return { bound, delta: [a + b * t * t - bound[0], b * t - bound[1], b - bound[2]] };
}
const determinant = ([xx, xp, pp]: number[]): number => xx * pp - xp * xp;
const combine = (p: number, u: number[], q: number, v: number[]): number[] =>
  u.map((value, i) => p * value + q * v[i]);

describe('several particles on a grid', () => {
  it.each([
    [2, 1, 80],
    [3, 1, 40],
    [2, 2, 20],
  ] as const)('in a harmonic interaction obey the law of E_m: N = %d, d = %d', (particles, d, points) => {
    const [hbar, s, kappa, t] = [0.7, 0.6, 2, 1.1];
    const grid = quantumGrid({ low: -5, high: 5, points: new Array(d).fill(points) });
    const psi = gaussianPacket({ grid, hbar, width: s, momentum: 0.3 });
    const interaction = harmonic(kappa, d);
    const timeStep = 0.11;
    const many = manyBodySolver({ initial: power(psi, particles), interaction });
    const mean = hartreeSolver({ initial: psi, interaction });
    many.run({ until: t, timeStep });
    mean.run({ until: t, timeStep });
    const { bound, delta } = covariances(s, hbar, kappa, t);
    for (let m = 1; m <= particles; m++) {
      const law = hbar / Math.sqrt(determinant(combine(2, bound, m / particles, delta)));
      // The step leaves some 10⁻⁶.
      expect(Math.abs(depletion(many.state, mean.state, m) - (1 - law ** d))).toBeLessThan(1e-5);
    }
    const one = combine(1, bound, 1 / particles, delta);
    const { positionVariance, momentumVariance } = waveMoments(many.state);
    for (let axis = 0; axis < particles * d; axis++) {
      expect(Math.abs(positionVariance[axis] - one[0])).toBeLessThan(1e-5);
      expect(Math.abs(momentumVariance[axis] - one[2])).toBeLessThan(1e-5);
    }
    if (d === 2) return;
    const r = waveReducedDensity(many.state);
    const p = waveReducedDensity(mean.state);
    const overlap = hbar / Math.sqrt(determinant(combine(2, bound, 1 / particles, delta)));
    const squared = hbar / (2 * Math.sqrt(determinant(one))) + 1 - 2 * overlap;
    const difference = addMatrices(r, p, -1);
    expect(Math.abs(hilbertSchmidtNorm(difference) ** 2 - squared)).toBeLessThan(1e-5);
    // One negative eigenvalue, and trace 0: the trace norm is twice the operator norm.
    expect(traceNorm(difference)).toBeCloseTo(2 * operatorNorm(difference), 10);
  });

  it.each([2, 3])('without kinetic energy have the reduced density of X2, N = %d', (particles) => {
    const [hbar, t] = [0.5, 1.7];
    const psi = superposition([
      gaussianPacket({ grid: circle, hbar, centre: 2, width: 0.5, momentum: 0.5 }),
      gaussianPacket({ grid: circle, hbar, centre: 4, width: 0.6 }),
    ]);
    const interaction = potentialCosine({ amplitude: 1.3 });
    const solver = manyBodySolver({ initial: power(psi, particles), interaction, mass: Infinity, order: 2 });
    solver.run({ until: t, timeStep: t });
    const r = waveReducedDensity(solver.state, [particles]);
    const density = waveDensity(psi);
    const [n, h] = [circle.size, circle.cell];
    const x = circle.axes[0];
    for (let i = 0; i < n; i += 5)
      for (let j = 0; j < n; j += 3) {
        let [re, im] = [0, 0];
        for (let z = 0; z < n; z++) {
          const v = 1.3 * (Math.cos(x[i] - x[z]) - Math.cos(x[j] - x[z]));
          re += h * density[z] * Math.cos((t * v) / (particles * hbar));
          im -= h * density[z] * Math.sin((t * v) / (particles * hbar));
        }
        const [size, angle] = [Math.hypot(re, im) ** (particles - 1), (particles - 1) * Math.atan2(im, re)];
        const [a, b] = [psi.values.subarray(2 * i, 2 * i + 2), psi.values.subarray(2 * j, 2 * j + 2)];
        const [pr, pi] = [a[0] * b[0] + a[1] * b[1], a[1] * b[0] - a[0] * b[1]];
        const [c, s] = [size * Math.cos(angle), size * Math.sin(angle)];
        expect(r.data[2 * (i * n + j)]).toBeCloseTo(h * (pr * c - pi * s), 13);
        expect(r.data[2 * (i * n + j) + 1]).toBeCloseTo(h * (pr * s + pi * c), 13);
      }
  });

  it('as a pair separate into the centre of mass, which is free, and an oscillator', () => {
    const [hbar, kappa, t] = [1, 3, 0.8];
    const grid = quantumGrid({ low: -6, high: 6, points: 72 });
    const [u, v] = [0.9, 0.5];
    // A packet in r = (x₁+x₂)/√2 of width u times one in y = (x₁−x₂)/√2 of width v, displaced.
    const initial = waveFunction({
      grid,
      hbar,
      particles: 2,
      values: ([x, y]) =>
        Math.exp(-((x + y) ** 2) / (8 * u * u) - ((x - y) / Math.SQRT2 - 1) ** 2 / (4 * v * v)),
    });
    const solver = manyBodySolver({ initial, interaction: harmonic(kappa) });
    solver.run({ until: t, timeStep: 0.02 });
    // H = p_r²/2 + p_y²/2 + ½V(√2 y) = … + ½κy², so that y turns with the frequency √κ.
    const { position, positionVariance } = waveMoments(solver.state);
    const omega = Math.sqrt(kappa);
    expect(position[0] - position[1]).toBeCloseTo(Math.SQRT2 * Math.cos(omega * t), 6);
    expect(position[0] + position[1]).toBeCloseTo(0, 10);
    const free = u * u + (hbar * t) ** 2 / (4 * u * u);
    const bound =
      v * v * Math.cos(omega * t) ** 2 + (hbar ** 2 / (4 * v * v * kappa)) * Math.sin(omega * t) ** 2;
    expect(positionVariance[0]).toBeCloseTo((free + bound) / 2, 6);
  });

  it.each([2, 4] as const)('converge with order %d, keep norm and energy, and come back', (order) => {
    const a = gaussianPacket({ grid: circle, hbar: 0.5, centre: 2, width: 0.5, momentum: 0.4 });
    const b = gaussianPacket({ grid: circle, hbar: 0.5, centre: 3.4, width: 0.6 });
    const initial = superposition([productState([a, b]), productState([b, a])], [1, [0.2, 0.5]]);
    const interaction = potentialCosine({ amplitude: -3 });
    const external = ([x]: Float64Array): number => 0.4 * Math.sin(2 * x);
    const from = (using: 2 | 4) => manyBodySolver({ initial, interaction, external, order: using });
    const at = (timeStep: number, using: 2 | 4 = order): Float64Array => {
      const solver = from(using);
      solver.run({ until: 1.2, timeStep });
      return solver.state.values;
    };
    const exact = at(0.01, 4);
    const coarse = order === 2 ? 0.05 : 0.15;
    const observed = Math.log2(farthest(at(coarse), exact) / farthest(at(coarse / 2), exact));
    expect(observed).toBeGreaterThan(order - 0.3);
    expect(observed).toBeLessThan(order + 0.5);

    const solver = from(order);
    const before = solver.energy;
    solver.run({ until: 2, timeStep: 0.02 });
    const after = solver.energy;
    expect(Math.abs(waveNorm(solver.state) - 1)).toBeLessThan(1e-13);
    // Of order dt², dt⁴.
    expect(Math.abs(after.total - before.total)).toBeLessThan(order === 2 ? 1e-3 : 1e-7);
    expect(Math.abs(after.kinetic - before.kinetic)).toBeGreaterThan(0.01);
    solver.run({ until: 0, timeStep: 0.02 });
    expect(farthest(solver.state.values, initial.values)).toBeLessThan(1e-12);
  });

  it('without interaction stay a product, also four of them in a common potential', () => {
    const grid = quantumGrid({ low: 0, high: 2 * Math.PI, points: 16, periodic: true });
    const waves = [0, 1, -1, 2].map((mode) =>
      superposition([planeWaveState({ grid, mode }), planeWaveState({ grid, mode: 0 })], [1, [0.3, 0.2]]),
    );
    const external = ([x]: Float64Array): number => 0.2 * Math.cos(x);
    const run = { until: 0.6, timeStep: 0.1 };
    const many = manyBodySolver({ initial: productState(waves), interaction: harmonic(0), external });
    many.run(run);
    const alone = waves.map((initial) => {
      const solver = hartreeSolver({ initial, interaction: harmonic(0), external });
      solver.run(run);
      return solver;
    });
    const expected = productState(alone.map(({ state }) => state));
    expect(farthest(many.state.values, expected.values)).toBeLessThan(1e-13);
    const sum = alone.reduce((total, { energy }) => total + energy.total, 0);
    expect(many.energy.total).toBeCloseTo(sum, 12);
    expect(many.energy.interaction).toBeCloseTo(0, 12);
    expect(many.energy.external).toBeCloseTo(
      alone.reduce((total, { energy }) => total + energy.external, 0),
      12,
    );
  });

  it('are refused in words', () => {
    const psi = planeWaveState({ grid: circle });
    expect(() => manyBodySolver({ initial: psi, interaction: harmonic(1) })).toThrow(
      'initial.particles must be an integer in [2, 4], got 1',
    );
    expect(() => power(psi, 5)).toThrow('particles must be an integer in [1, 4], got 5');
    const fine = planeWaveState({ grid: quantumGrid({ low: 0, high: 1, points: 4100, periodic: true }) });
    expect(() => power(fine, 2)).toThrow(
      'must have at most 16777216 amplitudes, would have 16810000 (257 MiB)',
    );
    // Nothing is read before the estimate: no need for 256 MiB here.
    const wide = quantumGrid({ low: 0, high: 1, points: 64, periodic: true });
    const large = { grid: wide, hbar: 1, particles: 4, values: { length: 2 ** 25 } as Float64Array };
    expect(() => manyBodySolver({ initial: large, interaction: harmonic(1) })).toThrow(
      'work space must be at most 2048 MiB, would be 2432 MiB for 16777216 amplitudes at order 4: take fewer points or order 2',
    );
    expect(() => hartreeSolver({ initial: power(psi, 2), interaction: harmonic(1) })).toThrow('got one of 2');
  });
});

describe('reduced densities', () => {
  const grid = quantumGrid({ low: [0, 0], high: [1, 2], points: [4, 5], periodic: true });
  const random = createRandom(11);
  const state = waveFunction({ grid, particles: 3, values: () => [random.normal(), random.normal()] });

  it('are the sums of their definition, for every choice of particles', () => {
    const n = grid.size;
    const amplitude = (i: number[]): [number, number] => {
      const at = 2 * ((i[0] * n + i[1]) * n + i[2]);
      return [state.values[at], state.values[at + 1]];
    };
    for (const chosen of [[0], [1], [2], [2, 0]]) {
      const r = waveReducedDensity(
        state,
        chosen.map((j) => j + 1),
      );
      const rows = n ** chosen.length;
      expect(r.rows).toBe(rows);
      const others = [0, 1, 2].filter((j) => !chosen.includes(j));
      for (const [row, column] of [
        [1, 1],
        [3, 17],
        [rows - 1, 2],
        [rows - 7, rows - 1],
      ]) {
        let [re, im] = [0, 0];
        for (let z = 0; z < n ** others.length; z++) {
          const place = (which: number): number[] => {
            const index = [0, 0, 0];
            chosen.forEach((j, k) => {
              index[j] = k === chosen.length - 1 ? which % n : Math.floor(which / n);
            });
            others.forEach((j, k) => {
              index[j] = k === others.length - 1 ? z % n : Math.floor(z / n);
            });
            return index;
          };
          const [a, b] = [amplitude(place(row)), amplitude(place(column))];
          re += a[0] * b[0] + a[1] * b[1];
          im += a[1] * b[0] - a[0] * b[1];
        }
        expect(r.data[2 * (row * rows + column)]).toBeCloseTo(re * grid.cell ** 3, 13);
        expect(r.data[2 * (row * rows + column) + 1]).toBeCloseTo(im * grid.cell ** 3, 13);
      }
    }
  });

  it('the first k are what order k names', () => {
    for (const order of [1, 2]) {
      const named = Array.from({ length: order }, (_, k) => k + 1);
      expect(waveReducedDensity(state, order)).toEqual(waveReducedDensity(state, named));
      expect(marginalDensity(state, order)).toEqual(marginalDensity(state, named));
    }
  });

  it('have trace 1, the density on the diagonal, and agree with each other', () => {
    const pair = waveReducedDensity(state, [2, 3]);
    expect(trace(pair).re).toBeCloseTo(1, 13);
    const density = marginalDensity(state, [2, 3]);
    density.forEach((value, i) => {
      expect(pair.data[2 * i * (pair.rows + 1)]).toBeCloseTo(value * grid.cell ** 2, 14);
    });
    const alone = marginalDensity(state, [2]);
    const n = grid.size;
    alone.forEach((value, i) => {
      const sum = density.subarray(i * n, (i + 1) * n).reduce((total, part) => total + part, 0);
      expect(sum * grid.cell).toBeCloseTo(value, 13);
    });
  });

  it('are projectors for products, whose depletion vanishes', () => {
    const a = gaussianPacket({ grid: circle, centre: 1, width: 0.6, hbar: 0.5, momentum: 1 });
    const b = gaussianPacket({ grid: circle, centre: 3, width: 0.6, hbar: 0.5 });
    const product = productState([a, b]);
    expect(farthest(waveReducedDensity(product).data, waveReducedDensity(a).data)).toBeLessThan(1e-15);
    expect(farthest(waveReducedDensity(product, [2]).data, waveReducedDensity(b).data)).toBeLessThan(1e-15);
    expect(depletion(product, a)).toBeCloseTo(0, 14);
    expect(depletion(power(a, 3), a, 3)).toBeCloseTo(0, 14);
    const entangled = superposition([productState([a, b]), productState([b, a])]);
    const r = waveReducedDensity(entangled);
    const form = addMatrices(r, waveReducedDensity(a), -1);
    expect(trace(form).re).toBeCloseTo(0, 14);
    // ⟨a|R|a⟩ by the matrix.
    let share = 0;
    for (let i = 0; i < circle.size; i++)
      for (let j = 0; j < circle.size; j++) {
        const [p, q] = [a.values.subarray(2 * i), a.values.subarray(2 * j)];
        const [re, im] = [p[0] * q[0] + p[1] * q[1], p[0] * q[1] - p[1] * q[0]];
        const at = 2 * (i * circle.size + j);
        share += circle.cell * (re * r.data[at] - im * r.data[at + 1]);
      }
    expect(depletion(entangled, a)).toBeCloseTo(1 - share, 13);
  });

  it('are refused in words', () => {
    expect(() => waveReducedDensity(state, [1, 1])).toThrow(
      'order must be an integer, or different numbers of particles in [1, 3], got [1, 1]',
    );
    for (const wrong of [[4], [0], []]) expect(() => marginalDensity(state, wrong)).toThrow(`got [${wrong}]`);
    expect(() => marginalDensity(state, 4)).toThrow('order must be an integer in [1, 3], got 4');
    expect(() => depletion(state, state, 4)).toThrow('psi.particles');
    expect(() => waveReducedDensity(state, 3)).toThrow('at most 4096 rows, would have 20^3 = 8000');
    expect(() => depletion(state, state)).toThrow('psi.particles must be an integer in [1, 1], got 3');
  });
});
