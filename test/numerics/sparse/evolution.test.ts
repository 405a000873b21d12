import {
  besselJOrders,
  createRandom,
  type HermitianOperator,
  hermitianOperator,
  lanczos,
  type PropagationReport,
  type PropagatorOptions,
  type Random,
  type SparseMatrix,
  type SpectralBounds,
  schroedingerPropagator,
  sparseFromRows,
  sparseTimesInto,
  spectralBounds,
} from '../../../lib/numerics/index';
import { chebyshevCoefficients } from '../../../lib/numerics/sparse/chebyshev';
import { boseHubbardRing, stateIndex } from './boseHubbard';
import { denseEvolution, distance, hoppingChain, randomHermitian, randomState } from './reference';

const methods = ['chebyshev', 'krylov'] as const;

/** The unit vector of site i. */
function site(n: number, i: number): Float64Array {
  const psi = new Float64Array(2 * n);
  psi[2 * i] = 1;
  return psi;
}

function expectation(operator: HermitianOperator, psi: Float64Array): number {
  const image = new Float64Array(psi.length);
  operator.applyInto(psi, image);
  return psi.reduce((sum, value, k) => sum + value * image[k], 0);
}

describe('Chebyshev coefficients', () => {
  test('J_0² + 2 Σ J_k² = 1 for all arguments; the tail is what is left out', () => {
    for (const z of [0, 1e-8, 0.3, 1, 7, 33.3, 1e3, 1e5]) {
      const sequence = besselJOrders(Math.ceil(z + 18 * Math.cbrt(z)) + 41, z);
      const squares = sequence.reduce((sum, value, k) => sum + (k === 0 ? 1 : 2) * value * value, 0);
      expect(Math.abs(squares - 1)).toBeLessThan(1e-13);
      for (const tolerance of [1e-3, 1e-10, 1e-15]) {
        const { values, tail } = chebyshevCoefficients(z, tolerance);
        const left = sequence.slice(values.length).reduce((sum, value) => sum + 2 * Math.abs(value), 0);
        expect(tail).toBeLessThanOrEqual(tolerance);
        expect(Math.abs(tail - left)).toBeLessThanOrEqual(1e-12 * left);
        // One fewer would not do.
        if (values.length > 2) expect(tail + Math.abs(values[values.length - 1])).toBeGreaterThan(tolerance);
      }
    }
  });
});

describe('bounds found on the way', () => {
  test('a real matrix of odd order, far from 0, in many short steps', () => {
    // Bounds are looked for in the slots of the vectors that were there before, now taken as real ones.
    const n = 301;
    const matrix = sparseFromRows('real', n, n, (i, emit) => {
      emit(i, 500 + (i % 7));
      if (i > 0) emit(i - 1, 50);
      if (i < n - 1) emit(i + 1, 50);
    });
    const psi = randomState(n, createRandom(5));
    const times = Array.from({ length: 40 }, (_, k) => (k + 1) / 10);
    const all = new Float64Array(2 * n);
    const once = schroedingerPropagator(matrix, { tolerance: 1e-11 });
    const often = schroedingerPropagator(matrix, { tolerance: 1e-11 });
    once.stepInto(psi, 4, all);
    let end = psi;
    often.evolve(psi, times, (_, state) => {
      end = state.slice();
    });
    // Both tolerances, and rounding of phases of 2400.
    expect(distance(end, all)).toBeLessThan(1e-10);
  });
});

describe.each(methods)('closed forms (%s)', (method) => {
  test('two levels: Rabi oscillation with its phase', () => {
    // H = a + b σ_x + c σ_y + d σ_z
    const [a, b, c, d] = [0.7, 1.1, -0.4, 0.3];
    const matrix = sparseFromRows('complex', 2, 2, (i, emit) => {
      emit(i, a + (i === 0 ? d : -d));
      emit(1 - i, b, i === 0 ? -c : c);
    });
    const omega = Math.hypot(b, c, d);
    const propagator = schroedingerPropagator(matrix, { method, tolerance: 1e-13 });
    for (const t of [0, 1e-9, 0.3, -2, 17]) {
      const out = new Float64Array(4);
      const { status, error } = propagator.stepInto(site(2, 0), t, out);
      const [cosine, sine] = [Math.cos(omega * t), Math.sin(omega * t) / omega];
      // e^{−iat} (cos ωt − i sin ωt (bσ_x + cσ_y + dσ_z)/ω) on the first level.
      const [u, v] = [Math.cos(a * t), -Math.sin(a * t)];
      const times = (re: number, im: number): number[] => [u * re - v * im, u * im + v * re];
      const exact = [...times(cosine, -sine * d), ...times(sine * c, -sine * b)];
      expect(status).toBe('converged');
      expect(distance(out, exact)).toBeLessThanOrEqual(Math.max(error, 1e-15));
    }
  });

  test('tight-binding chain: ψ_k(t) = i^k J_k(2t) around the start, before the reflection', () => {
    const [n, t] = [201, 30];
    const middle = 100;
    const bessel = besselJOrders(n, 2 * t);
    const out = new Float64Array(2 * n);
    const propagator = schroedingerPropagator(hoppingChain(n, false), { method, tolerance: 1e-12 });
    const { error, status } = propagator.stepInto(site(n, middle), t, out);
    expect(status).toBe('converged');
    const exact = new Float64Array(2 * n);
    const powers = [
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ];
    for (let i = 0; i < n; i++) {
      const k = Math.abs(i - middle);
      // On the finite chain the images of the source beyond the ends, 202 − k sites away, take part: J_142(60) ~ 1e−33.
      exact[2 * i] = powers[k % 4][0] * bessel[k];
      exact[2 * i + 1] = powers[k % 4][1] * bessel[k];
    }
    const inner = (x: Float64Array): Float64Array => x.slice(2 * (middle - 60), 2 * (middle + 61));
    expect(distance(inner(out), inner(exact))).toBeLessThan(error);
  });

  test('displaced oscillator: a coherent state stays one, to the truncation of the ladder', () => {
    // H = a*a + (a + a*) f: the vacuum becomes the coherent state α = f (e^{−it} − 1), phase e^{i f² (t − sin t)}.
    const [n, f, t] = [80, 0.8, 2.5];
    const matrix = sparseFromRows('real', n, n, (i, emit) => {
      emit(i, i);
      if (i > 0) emit(i - 1, f * Math.sqrt(i));
      if (i < n - 1) emit(i + 1, f * Math.sqrt(i + 1));
    });
    const out = new Float64Array(2 * n);
    schroedingerPropagator(matrix, { method, tolerance: 1e-12 }).stepInto(site(n, 0), t, out);
    const [alphaRe, alphaIm] = [f * (Math.cos(t) - 1), -f * Math.sin(t)];
    const phase = f * f * (t - Math.sin(t));
    const size = Math.exp(-(alphaRe ** 2 + alphaIm ** 2) / 2);
    let [re, im] = [size * Math.cos(phase), size * Math.sin(phase)];
    const exact = new Float64Array(2 * n);
    for (let k = 0; k < n; k++) {
      exact[2 * k] = re;
      exact[2 * k + 1] = im;
      [re, im] = [
        (re * alphaRe - im * alphaIm) / Math.sqrt(k + 1),
        (re * alphaIm + im * alphaRe) / Math.sqrt(k + 1),
      ];
    }
    // |α| ≤ 1.6: level 79 holds less than 1e−40.
    expect(distance(out, exact)).toBeLessThan(1e-12);
  });
});

describe('against the dense exponential', () => {
  test.each(methods)('random real and complex matrices, both signs of t (%s)', (method) => {
    const random = createRandom(8);
    for (let trial = 0; trial < (process.env.LONG ? 60 : 10); trial++) {
      const kind = trial % 2 === 0 ? 'real' : 'complex';
      const n = 2 + random.integer(40);
      const matrix = randomHermitian(kind, n, 2, 1, () => 5 * random.normal() - 20, random);
      const exact = denseEvolution(matrix);
      const psi = randomState(n, random);
      const t = 4 * random.normal();
      const out = new Float64Array(2 * n);
      const tolerance = 10 ** -(4 + random.integer(9));
      const report = schroedingerPropagator(matrix, { method, tolerance }).stepInto(psi, t, out);
      expect(report.status).toBe('converged');
      expect(report.time).toBe(t);
      expect(report.error).toBeLessThanOrEqual(tolerance);
      // The dense values themselves are good to some 1e−13.
      expect(distance(out, exact(psi, t))).toBeLessThan(report.error + 5e-13);
    }
  });

  test('Bose–Hubbard ring of 4 bosons with flux: a matrix-free operator too; both methods agree', () => {
    const { matrix, states } = boseHubbardRing(4, 4, 1, 2.5, 0.3);
    const n = matrix.rows;
    const psi = site(n, stateIndex(states, [1, 1, 1, 1]));
    const exact = denseEvolution(matrix)(psi, 3);
    const free: HermitianOperator = { dimension: n, applyInto: (x, out) => sparseTimesInto(matrix, x, out) };
    for (const operator of [matrix, free, hermitianOperator(matrix)])
      for (const method of methods) {
        const out = new Float64Array(2 * n);
        schroedingerPropagator(operator, { method, tolerance: 1e-12 }).stepInto(psi, 3, out);
        // 1e−12 and the rounding of the dense reference.
        expect(distance(out, exact)).toBeLessThan(2e-12);
      }
  });
});

describe.each(methods)('structure (%s)', (method) => {
  const { matrix } = boseHubbardRing(6, 6, 1, 2.5, 0.1);
  const n = matrix.rows;
  const operator = hermitianOperator(matrix);
  const options: PropagatorOptions = { method, tolerance: 1e-12 };
  const psi = randomState(n, createRandom(9));

  test('norm, energy, inner products, time reversal, group property', () => {
    const propagator = schroedingerPropagator(operator, options);
    const [a, b, c] = [0, 1, 2].map(() => new Float64Array(2 * n));
    propagator.stepInto(psi, 1.5, a);
    // The tolerance 1e−12 counts once for the norm, and with the scale 40 of H for the energy.
    expect(Math.abs(Math.hypot(...a) - 1)).toBeLessThan(1e-12);
    expect(Math.abs(expectation(operator, a) - expectation(operator, psi))).toBeLessThan(8e-11);
    propagator.stepInto(a, -1.5, b);
    expect(distance(b, psi)).toBeLessThan(2e-12);
    propagator.stepInto(psi, 0.6, b);
    propagator.stepInto(b, 0.9, c);
    expect(distance(c, a)).toBeLessThan(3e-12);
    // In place, and linear: twice the vector gives twice the result.
    const twice = psi.map((value) => 2 * value);
    propagator.stepInto(twice, 1.5, twice);
    expect(
      distance(
        twice,
        a.map((value) => 2 * value),
      ),
    ).toBeLessThan(4e-12);
    const zero = new Float64Array(2 * n);
    expect(propagator.stepInto(zero, 1.5, zero).status).toBe('converged');
    expect(zero.every((value) => value === 0)).toBe(true);
  });

  test('an eigenvector only turns', () => {
    const { values, vectors } = lanczos(matrix, { tolerance: 1e-13 });
    const out = new Float64Array(2 * n);
    schroedingerPropagator(operator, options).stepInto(vectors[0], 2, out);
    const [u, v] = [Math.cos(2 * values[0]), -Math.sin(2 * values[0])];
    const exact = vectors[0].map((value, k) =>
      k & 1 ? u * value + v * vectors[0][k - 1] : u * value - v * vectors[0][k + 1],
    );
    // Residual 1e−13·40 of the vector, for a time of 2.
    expect(distance(out, exact)).toBeLessThan(1e-11);
  });

  test('evolve: the times in turn, the state given is left alone, errors add up', () => {
    const seen: [number, Float64Array][] = [];
    const kept = psi.slice();
    const propagator = schroedingerPropagator(operator, options);
    const times = [0, 0.5, 0.5, 2, 1];
    const report = propagator.evolve(psi, times, (t, state) => seen.push([t, state.slice()]));
    expect(psi).toEqual(kept);
    expect(seen.map(([t]) => t)).toEqual(times);
    expect(seen[0][1]).toEqual(psi);
    expect(report.time).toBe(1);
    expect(report.error).toBeLessThanOrEqual(1e-12);
    for (const [t, state] of seen) {
      const out = new Float64Array(2 * n);
      propagator.stepInto(psi, t, out);
      expect(distance(out, state)).toBeLessThan(2e-12);
    }
  });

  test('progress ends with all products; an interrupted step leaves the propagator as it was', () => {
    const done: number[] = [];
    let stopAt = Number.POSITIVE_INFINITY;
    const propagator = schroedingerPropagator(operator, {
      ...options,
      bounds: spectralBounds(operator),
      onProgress: (k) => {
        done.push(k);
        if (k === stopAt) throw new Error('interrupted');
      },
    });
    const [a, b] = [new Float64Array(2 * n), new Float64Array(2 * n)];
    const { products } = propagator.stepInto(psi, 1, a);
    expect(done).toEqual(Array.from({ length: products }, (_, k) => k + 1));
    stopAt = 7;
    expect(() => propagator.stepInto(psi, 3, b)).toThrow('interrupted');
    stopAt = Number.POSITIVE_INFINITY;
    propagator.stepInto(psi, 1, b);
    expect(b).toEqual(a);
  });
});

describe('limits and failures', () => {
  const chain = hoppingChain(50, false);
  const psi = site(50, 20);
  const out = new Float64Array(100);

  test('tolerances that rounding forbids: a status, and an error that is still a bound', () => {
    for (const method of methods) {
      const propagator = schroedingerPropagator(chain, { method, tolerance: 1e-15 });
      const { status, error } = propagator.stepInto(psi, 200, out);
      expect(status).toBe('rounding limit');
      // 2ε·(products + |t|·‖H‖) with 2000 products at most: 1.1e−12.
      expect(error).toBeLessThan(2e-12);
      const back = new Float64Array(100);
      propagator.stepInto(out, -200, back);
      expect(distance(back, psi)).toBeLessThan(2 * error);
    }
  });

  /** The operator, with its products counted. */
  function counted(bounds?: SpectralBounds): { operator: HermitianOperator; calls: () => number } {
    let calls = 0;
    const applyInto = (x: Float64Array, image: Float64Array): void => {
      calls++;
      sparseTimesInto(chain, x, image);
    };
    return { operator: { dimension: 50, applyInto, bounds }, calls: () => calls };
  }

  test.each(methods)('maxProducts is kept, with the time that was reached (%s)', (method) => {
    const bounds = { lower: -2, upper: 2 };
    for (const t of [1000, -1000, 8])
      for (const maxProducts of [1, 2, 3, 10, 29, 31, 100, 1000]) {
        const { operator, calls } = counted(bounds);
        const propagator = schroedingerPropagator(operator, { method, maxProducts });
        const report = propagator.stepInto(psi, t, out);
        expect(report.products).toBe(calls());
        expect(calls()).toBeLessThanOrEqual(maxProducts);
        expect(report.error).toBeLessThanOrEqual(1e-10);
        expect(report.status).toBe(report.time === t ? 'converged' : 'product limit');
        expect(t * report.time).toBeGreaterThanOrEqual(0);
        // m products carry ψ over m sites, and J_m(2t) < 1e−10 asks for m > 2t.
        expect(Math.abs(report.time)).toBeLessThan(maxProducts / 2);
        expectReached(method, t, maxProducts, report);
        const reached = new Float64Array(100);
        schroedingerPropagator(chain).stepInto(psi, report.time, reached);
        expect(distance(out, reached)).toBeLessThan(2e-10);
      }
  });

  function expectReached(
    method: string,
    t: number,
    products: number,
    { status, time }: PropagationReport,
  ): void {
    // J_k(16) falls to 1e−10 at k = 42; Krylov's bases of 30 vectors each begin anew: t = 8 takes two of them.
    if (t === 8) expect(status).toBe(products >= 100 ? 'converged' : 'product limit');
    // J_100(2t) < 1e−10 up to t = 33; bases of 30 vectors go as far as J_30(2t) < 1e−12, t = 4, three times.
    if (t === 1000 && products === 100) expect(time).toBeGreaterThan(method === 'krylov' ? 12 : 33);
  }

  test('evolve keeps maxProducts as a whole; the search for bounds counts, or is refused beforehand', () => {
    for (const method of methods) {
      const { operator, calls } = counted();
      const propagator = schroedingerPropagator(operator, { method, maxProducts: 150 });
      const seen: number[] = [];
      const times = Array.from({ length: 100 }, (_, k) => k + 1);
      const { status, products, time } = propagator.evolve(psi, times, (t) => seen.push(t));
      expect(status).toBe('product limit');
      expect(products).toBe(calls());
      expect(products).toBeLessThanOrEqual(150);
      expect(seen).toEqual(times.slice(0, Math.floor(time)));
      expect(time).toBeGreaterThan(3);
    }
    const { operator, calls } = counted();
    expect(() => schroedingerPropagator(operator, { maxProducts: 24 })).toThrow(
      'maxProducts must be at least 25 for an operator without bounds, whose search takes 24, got 24',
    );
    const report = schroedingerPropagator(operator, { maxProducts: 25 }).stepInto(psi, 10, out);
    expect(report).toMatchObject({ status: 'product limit', products: 25 });
    expect(calls()).toBe(25);
  });

  test('bounds that do not contain the spectrum are found out', () => {
    const propagator = schroedingerPropagator(chain, { bounds: { lower: -1.5, upper: 1.5 } });
    expect(() => propagator.stepInto(psi, 20, out)).toThrow('bounds must contain the spectrum, got');
    const exact = schroedingerPropagator(chain, { bounds: { lower: -2, upper: 2 } });
    expect(exact.stepInto(psi, 20, out).status).toBe('converged');
  });

  test('a level that the start of the search for bounds does not see: the bounds are widened', () => {
    const levels = Float64Array.from({ length: 50 }, (_, i) => (i === 49 ? 1.25 : i / 49));
    const operator: HermitianOperator = {
      dimension: 50,
      applyInto: (x, image) => {
        for (let k = 0; k < 100; k++) image[k] = levels[k >> 1] * x[k];
      },
    };
    const random = createRandom(12);
    const blind: Random = {
      ...random,
      fillNormal: (start) => random.fillNormal(start).fill(0, 98),
    };
    // Without the level at 1.25 Lanczos' bounds end at 0.98 + 6 %; with a quarter of the width more it is inside.
    const tolerance = 1e-12;
    const flat = new Float64Array(100).fill(0.1);
    const widening = schroedingerPropagator(operator, { random: blind, tolerance });
    const { status, products } = widening.stepInto(flat, 30, out);
    expect(status).toBe('converged');
    const seeing = schroedingerPropagator(operator, { tolerance }).stepInto(flat, 30, new Float64Array(100));
    expect(products).toBeGreaterThan(seeing.products);
    const exact = flat.map((_, k) => {
      const angle = 30 * levels[k >> 1];
      return 0.1 * (k & 1 ? Math.cos(angle) - Math.sin(angle) : Math.cos(angle) + Math.sin(angle));
    });
    expect(distance(out, exact)).toBeLessThan(2e-12);
  });

  test('an operator that is not Hermitian is found out', () => {
    const damped: HermitianOperator = {
      dimension: 50,
      applyInto: (x, image) => {
        for (let k = 0; k < 100; k++) image[k] = (k >> 1) * x[k] + (k & 1 ? x[k - 1] : -x[k + 1]);
      },
    };
    expect(() => schroedingerPropagator(damped).stepInto(psi, 20, out)).toThrow(
      'operator must be Hermitian, got',
    );
  });

  test('bad input is named', () => {
    const propagator = schroedingerPropagator(chain);
    const bad = psi.slice();
    bad[3] = Number.NaN;
    expect(() => propagator.stepInto(bad, 1, out)).toThrow('psi[3] must be a finite number, got NaN');
    expect(() => propagator.stepInto(psi, Number.NaN, out)).toThrow('t must be a finite number, got NaN');
    expect(() => propagator.stepInto(psi.slice(1), 1, out)).toThrow(
      'psi must be a Float64Array of length 100',
    );
    expect(() => schroedingerPropagator(chain, { tolerance: 0 })).toThrow(
      'tolerance must be a number in [1e-15, 1], got 0',
    );
    expect(() => schroedingerPropagator(chain, { bounds: { lower: 1, upper: 0 } })).toThrow(
      'bounds must be finite with lower <= upper, got lower 1, upper 0',
    );
    const skew = sparseFromRows('real', 2, 2, (i, emit) => emit(1 - i, i));
    expect(() => schroedingerPropagator(skew)).toThrow(
      'matrix must be symmetric within 1e-12 of its largest entry 1, got a deviation of 1 at row 1, column 0',
    );
    const broken: HermitianOperator = { dimension: 50, applyInto: (_, image) => image.fill(Number.NaN) };
    for (const method of methods)
      expect(() => schroedingerPropagator(broken, { method }).stepInto(psi, 1, out)).toThrow(
        'operator must map finite vectors to finite vectors',
      );
  });
});

describe.each(methods)('extreme sizes (%s)', (method) => {
  /** h·σ_x, as a matrix and without one. */
  const matrix = (h: number): SparseMatrix => sparseFromRows('real', 2, 2, (i, emit) => emit(1 - i, h));
  const free = (h: number): HermitianOperator => ({
    dimension: 2,
    applyInto: (x, out) => {
      for (let k = 0; k < 4; k++) out[k] = h * x[(k + 2) % 4];
    },
  });

  test('ψ of any size: its squares are not in the way', () => {
    for (const size of [1e155, 1e-165, -1e300, 1e-280, 1.7e308])
      for (const operator of [matrix(1), free(1)]) {
        const psi = Float64Array.of(size, 0, 0, 0);
        const propagator = schroedingerPropagator(operator, { method, tolerance: 1e-12 });
        const check = (t: number, state: Float64Array): void =>
          expect(
            distance(
              state.map((value) => value / size),
              [Math.cos(t), 0, 0, -Math.sin(t)],
            ),
          ).toBeLessThan(1.1e-12); // the tolerance and the rounding of size·cos t
        const seen: number[] = [];
        const way = propagator.evolve(psi, [1, 3], (t, state) => {
          seen.push(t);
          check(t, state);
        });
        expect(seen).toEqual([1, 3]);
        const { status, time } = propagator.stepInto(psi, 1, psi);
        expect([status, time, way.status]).toEqual(['converged', 1, 'converged']);
        check(1, psi);
      }
    const propagator = schroedingerPropagator(matrix(1), { method });
    const out = new Float64Array(4);
    expect(propagator.stepInto(new Float64Array(4), 1, out).status).toBe('converged');
    expect([...out]).toEqual([0, 0, 0, 0]);
    for (const psi of [Float64Array.of(1e-300, 0, 0, 0), Float64Array.of(1.7e308, 0, 1.7e308, 0)])
      expect(() => propagator.stepInto(psi, 1, out)).toThrow('psi must be 0 or have a norm between');
  });

  test('H of any size within the limits, refused beyond', () => {
    for (const h of [1e-135, 1e135])
      for (const operator of [matrix(h), free(h)]) {
        const psi = Float64Array.of(1, 0, 0, 0);
        const { status } = schroedingerPropagator(operator, { method, tolerance: 1e-12 }).stepInto(
          psi,
          1 / h,
          psi,
        );
        expect(status).toBe('converged');
        expect(distance(psi, [Math.cos(1), 0, 0, -Math.sin(1)])).toBeLessThan(1e-12);
      }
    for (const h of [1e-170, 1e170]) {
      expect(() => schroedingerPropagator(matrix(h), { method })).toThrow(
        'must be 0 or have a largest entry',
      );
      const psi = Float64Array.of(1, 0, 0, 0);
      const propagator = schroedingerPropagator(free(h), { method });
      expect(() => propagator.stepInto(psi, 1 / h, psi)).toThrow(RangeError);
      expect(() => propagator.evolve(psi, [1 / h], () => undefined)).toThrow(RangeError);
    }
    const propagator = schroedingerPropagator(free(1e-170), { method });
    const psi = Float64Array.of(1, 0, 0, 0);
    expect(() => propagator.stepInto(psi, 1e170, psi)).toThrow('t must be within');
  });
});
