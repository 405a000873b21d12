import {
  createRandom,
  type HermitianOperator,
  type Random,
  schroedingerPropagator,
  sparseFromRows,
} from '../../../lib/numerics/index';
import { denseEvolution, distance, hoppingChain, randomHermitian, randomState } from './reference';

/** A diagonal operator: up to a change of basis every Hermitian one, and its exponential is known. */
function diagonalOperator(levels: ArrayLike<number>): HermitianOperator {
  return {
    dimension: levels.length,
    applyInto: (x, out) => {
      for (let k = 0; k < x.length; k++) out[k] = levels[k >> 1] * x[k];
    },
  };
}

function exactEvolution(levels: ArrayLike<number>, psi: Float64Array, t: number): Float64Array {
  const out = new Float64Array(psi.length);
  for (let i = 0; i < levels.length; i++) {
    const [u, v] = [Math.cos(t * levels[i]), -Math.sin(t * levels[i])];
    out[2 * i] = u * psi[2 * i] - v * psi[2 * i + 1];
    out[2 * i + 1] = u * psi[2 * i + 1] + v * psi[2 * i];
  }
  return out;
}

describe('the error estimate', () => {
  /** Levels of the n-dimensional operator; `reach` is the width times t that makes it interesting. */
  const spectra: [string, (i: number, n: number, random: Random) => number][] = [
    ['uniform', (_i, _n, random) => random.uniform()],
    ['shifted far', (_i, _n, random) => 30 + random.uniform()],
    ['semicircle ends', (i, n) => Math.cos((Math.PI * (i + 0.5)) / n)],
    ['clusters', (i, _n, random) => (i % 4) + 1e-5 * random.normal()],
    ['one far out', (i, n, random) => (i === n - 1 ? 8 : random.uniform())],
    ['wide: geometric', (i, n) => 2 ** ((-20 * i) / n)],
    ['normal', (_i, _n, random) => 0.3 * random.normal()],
  ];
  const states: [string, (n: number, random: Random) => Float64Array][] = [
    ['random', (n, random) => randomState(n, random)],
    [
      'near an eigenvector',
      (n, random) => {
        const psi = randomState(n, random).map((value, k) => (k === 2 ? 1 : 1e-4 * value));
        const length = Math.hypot(...psi);
        return psi.map((value) => value / length);
      },
    ],
    [
      'in an invariant subspace of 3',
      (n, random) => {
        const psi = randomState(n, random).map((value, k) => (k < 6 ? value : 0));
        const length = Math.hypot(...psi);
        return psi.map((value) => value / length);
      },
    ],
  ];

  test.each(spectra)('%s: never below the true error, seldom far above', (name, level) => {
    const random = createRandom(10);
    const ratios: number[] = [];
    for (let trial = 0; trial < (process.env.LONG ? 400 : 40); trial++) {
      const n = 5 + random.integer(120);
      const levels = Float64Array.from({ length: n }, (_value, i) => level(i, n, random));
      const [, state] = states[trial % states.length];
      const psi = state(n, random);
      const t = 10 ** (2.2 * random.uniform() - 0.2) * (trial % 2 ? -1 : 1);
      const tolerance = 10 ** (-3 - 8 * random.uniform());
      const out = new Float64Array(2 * n);
      const propagator = schroedingerPropagator(diagonalOperator(levels), {
        method: 'krylov',
        tolerance,
        basisSize: 4 + random.integer(27),
      });
      const { status, error, products } = propagator.stepInto(psi, t, out);
      const truth = distance(out, exactEvolution(levels, psi, t));
      expect(status).toBe(error <= tolerance ? 'converged' : 'rounding limit');
      // Truncation takes half of the tolerance; small bases take thousands of products, each with its rounding.
      expect(error).toBeLessThanOrEqual(Math.max(tolerance, tolerance / 2 + 2e-15 * products));
      // The reference is off by the rounding of t·level.
      const rounding = 2e-16 * (1 + Math.abs(t) * Math.max(...levels.map(Math.abs)));
      expect(truth).toBeLessThanOrEqual(error + rounding);
      if (truth > 20 * rounding) ratios.push(error / truth);
    }
    ratios.sort((a, b) => a - b);
    // One long step in a nearly invariant basis (clusters!) loses most: the defect oscillates and its effect cancels.
    expect(ratios[Math.floor(0.9 * ratios.length)]).toBeLessThan(name === 'clusters' ? 1e5 : 1e3);
    expect(ratios[Math.floor(0.5 * ratios.length)]).toBeLessThan(100);
  });

  test('in an invariant subspace one basis does for any time', () => {
    const levels = Float64Array.from({ length: 200 }, (_, i) => Math.sin(i));
    const psi = new Float64Array(400);
    for (let k = 0; k < 5; k++) psi[40 * k] = 1 / Math.sqrt(5);
    const out = new Float64Array(400);
    const propagator = schroedingerPropagator(diagonalOperator(levels), {
      method: 'krylov',
      tolerance: 1e-9,
    });
    const { products, error } = propagator.stepInto(psi, 1e4, out);
    expect(products).toBe(5);
    expect(distance(out, exactEvolution(levels, psi, 1e4))).toBeLessThan(error + 1e-12);
  });

  test('a rate of error below rounding is not asked for', () => {
    // Four levels of 40 are in ψ: a basis of four is invariant, but for a tolerance that calls its residual of 1e−16 too large.
    const levels = Float64Array.from({ length: 40 }, (_, i) => Math.sin(i));
    const psi = Float64Array.from({ length: 80 }, (_, k) => (k < 8 && k % 2 === 0 ? 0.5 : 0));
    const options = { method: 'krylov', tolerance: 1e-12, maxProducts: 1000 } as const;
    const propagator = schroedingerPropagator(diagonalOperator(levels), options);
    const out = new Float64Array(80);
    const { products, status, error } = propagator.stepInto(psi, 1e6, out);
    // One basis, of 30 at most, until the scale of H is known, and one of four for the rest of the time.
    expect(products).toBeLessThanOrEqual(34);
    expect(status).toBe('rounding limit');
    // The floor of the rate, 4ε·|t|, and the estimate of the rounding, 2ε·|t|.
    expect(error).toBeLessThan(6 * Number.EPSILON * 1e6);
    expect(distance(out, exactEvolution(levels, psi, 1e6))).toBeLessThan(error);
  });

  test('short steps take few products', () => {
    const levels = Float64Array.from({ length: 300 }, (_, i) => i / 300);
    const psi = randomState(300, createRandom(11));
    const out = new Float64Array(600);
    const propagator = schroedingerPropagator(diagonalOperator(levels), {
      method: 'krylov',
      tolerance: 1e-10,
    });
    // (1/4)^m t^m/m! < 1e−10 at t = 0.1 from m = 6 on (β_j ≈ width/4).
    const { products } = propagator.stepInto(psi, 0.1, out);
    expect(products).toBeLessThanOrEqual(6);
    expect(distance(out, exactEvolution(levels, psi, 0.1))).toBeLessThan(1e-10);
  });
});

describe('rounding over long times', () => {
  test('an isolated level at 1e6 in three dimensions: one full basis, no lost phase', () => {
    const rows = [
      [0.3, 1, 0],
      [1, -0.4, 1],
      [0, 1, 1e6],
    ];
    const matrix = sparseFromRows('real', 3, 3, (i, emit) => {
      for (const [j, value] of rows[i].entries()) if (value !== 0) emit(j, value);
    });
    const psi = Float64Array.of(1, 0, 0, 0.5, 0.7, 0);
    const [out, other] = [new Float64Array(6), new Float64Array(6)];
    for (const [t, tolerance] of [
      [1, 1e-8],
      [3, 1e-6],
    ]) {
      const { error, products } = schroedingerPropagator(matrix, { method: 'krylov', tolerance }).stepInto(
        psi,
        t,
        out,
      );
      // An independent algorithm, whose own error is a rounding, 4e−10·t.
      const reference = schroedingerPropagator(matrix, {
        maxProducts: 1e6,
        bounds: { lower: -2, upper: 1e6 + 2 },
      });
      // In parts: one expansion over t = 3 would exceed the products of one call.
      other.set(psi);
      let rounding = 0;
      for (let part = 0; part < t; part++) rounding += reference.stepInto(other, 1, other).error;
      expect(products).toBe(3);
      // 2ε·t·‖H‖ = 4.4e−10·t, and nothing else.
      expect(error).toBeLessThan(5e-10 * t);
      // ‖ψ‖ = 1.3
      expect(distance(out, other)).toBeLessThan(1.4 * (error + rounding));
    }
  });

  test.each([
    ['real', 30],
    ['complex', 30],
    ['real', 4],
    ['complex', 4],
  ] as const)('%s matrices of dimension 8, basis of %i', (kind, basisSize) => {
    const random = createRandom(31);
    for (let trial = 0; trial < 6; trial++) {
      const matrix =
        trial === 0
          ? hoppingChain(8, true, kind === 'real' ? 0 : 0.3)
          : randomHermitian(kind, 8, 2, 0.5, () => random.normal(), random);
      const exact = denseEvolution(matrix);
      const psi = randomState(8, random);
      const [t, tolerance] = basisSize > 8 ? [1000, 1e-11] : [10, 1e-6];
      const out = new Float64Array(16);
      const propagator = schroedingerPropagator(matrix, { method: 'krylov', tolerance, basisSize });
      const { error, products } = propagator.stepInto(psi, t, out);
      if (basisSize > 8) expect(products).toBeLessThanOrEqual(8);
      // The reference rounds its eigenvalues, below 4 here: some ε·4·t.
      expect(distance(out, exact(psi, t))).toBeLessThan(error + 4 * 2.2e-16 * 4 * t);
    }
  });

  test('the times of the steps add up exactly', () => {
    const levels = Float64Array.of(5000, -0.7, 0.4, 1.3, -1.1, 0.2, 0.9);
    const psi = randomState(7, createRandom(32));
    const out = new Float64Array(14);
    for (const t of [1, -1]) {
      const propagator = schroedingerPropagator(diagonalOperator(levels), {
        method: 'krylov',
        tolerance: 1e-11,
        basisSize: 4,
        maxProducts: 4000,
      });
      const { error, status, time } = propagator.stepInto(psi, t, out);
      expect(status).toBe('product limit');
      // All are multiples of the last place of t = 1, so that no sum is rounded; 1000 steps have come to 0.01 or so.
      expect(Math.abs(time)).toBeLessThan(0.25);
      expect(Number.isInteger(time * 2 ** 52)).toBe(true);
      // The reference rounds t·level, here below 1000.
      expect(distance(out, exactEvolution(levels, psi, time))).toBeLessThan(error + 1.2e-16 * 1000);
    }
  });
});
