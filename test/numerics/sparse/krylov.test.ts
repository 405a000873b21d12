import {
  createRandom,
  type HermitianOperator,
  type Random,
  schroedingerPropagator,
} from '../../../lib/index';
import { distance, randomState } from './reference';

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
    // Two levels: the first basis is the whole space, but for a tolerance that calls its residual of 1e−17 too large.
    const levels = [0, Math.sin(1)];
    const psi = Float64Array.of(Math.SQRT1_2, 0, Math.SQRT1_2, 0);
    const options = { method: 'krylov', tolerance: 1e-12, maxProducts: 1000 } as const;
    const propagator = schroedingerPropagator(diagonalOperator(levels), options);
    const out = new Float64Array(4);
    const { products, status, error } = propagator.stepInto(psi, 1e6, out);
    // One basis until the scale of H is known, and one for the rest of the time.
    expect(products).toBe(4);
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
