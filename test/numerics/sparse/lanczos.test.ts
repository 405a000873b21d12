import {
  createRandom,
  gershgorinBounds,
  type HermitianOperator,
  type LanczosResult,
  lanczos,
  type SparseMatrix,
  sparseFromRows,
  sparseTimesInto,
  spectralBounds,
} from '../../../lib/numerics/index';
import { boseHubbardRing } from './boseHubbard';
import { denseEigenvalues, distance, hoppingChain, randomHermitian } from './reference';

/** What holds for every converged result, whatever the matrix. */
function expectEigenpairs(matrix: SparseMatrix, result: LanczosResult, tolerance: number): void {
  const n = matrix.rows;
  const { lower, upper } = gershgorinBounds(matrix);
  const scale = Math.max(Math.abs(lower), Math.abs(upper));
  expect(result.status).toBe('converged');
  for (const [k, vector] of result.vectors.entries()) {
    const image = new Float64Array(2 * n);
    sparseTimesInto(matrix, vector, image);
    const residual = distance(
      image,
      vector.map((value) => result.values[k] * value),
    );
    expect(residual).toBeLessThan(tolerance * scale);
    expect(Math.abs(residual - result.residuals[k])).toBeLessThan(1e-14 * scale);
    for (let l = 0; l <= k; l++) {
      let [re, im] = [0, 0];
      const other = result.vectors[l];
      for (let i = 0; i < 2 * n; i += 2) {
        re += other[i] * vector[i] + other[i + 1] * vector[i + 1];
        im += other[i] * vector[i + 1] - other[i + 1] * vector[i];
      }
      // Orthogonality of the basis and of the Ritz vectors: some tens of roundings.
      expect(Math.hypot(re - (k === l ? 1 : 0), im)).toBeLessThan(1e-13);
    }
    if (k > 0) expect(result.values[k]).toBeGreaterThanOrEqual(result.values[k - 1]);
  }
}

function expectValues(values: ArrayLike<number>, expected: number[], error: number): void {
  expect(values.length).toBe(expected.length);
  for (const [k, value] of expected.entries()) expect(Math.abs(values[k] - value)).toBeLessThan(error);
}

describe('closed forms', () => {
  test('the open chain: −2 cos(kπ/(n+1)), either end or both', () => {
    const n = 150;
    const chain = hoppingChain(n, false);
    const exact = Array.from({ length: n }, (_, k) => -2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    for (const which of ['lowest', 'highest', 'both'] as const) {
      const result = lanczos(chain, { count: 4, which });
      const low = which === 'highest' ? [] : exact.slice(0, 4);
      const high = which === 'lowest' ? [] : exact.slice(n - 4);
      expectEigenpairs(chain, result, 1e-10);
      // The error of a value is the square of its residual 2e−10 over a gap of 1e−3, below rounding.
      expectValues(result.values, [...low, ...high], 2e-14);
    }
  });

  test('the ring: every value but the first is double; with flux, simple again', () => {
    const n = 60;
    for (const phase of [0, 0.2]) {
      const ring = hoppingChain(n, true, phase);
      const exact = Array.from({ length: n }, (_, k) => -2 * Math.cos((2 * Math.PI * k) / n + phase));
      exact.sort((a, b) => a - b);
      for (const count of [1, 2, 5, 6]) {
        const result = lanczos(ring, { count });
        expectEigenpairs(ring, result, 1e-10);
        expectValues(result.values, exact.slice(0, count), 2e-14);
      }
    }
  });

  test('the square torus: fourfold values, both ends', () => {
    const side = 12;
    const torus = sparseFromRows('real', side * side, side * side, (i, emit) => {
      const [a, b] = [Math.floor(i / side), i % side];
      for (const step of [1, side - 1]) {
        emit(((a + step) % side) * side + b, -1);
        emit(a * side + ((b + step) % side), -1);
      }
    });
    const cosines = Array.from({ length: side }, (_, k) => -2 * Math.cos((2 * Math.PI * k) / side));
    const exact = cosines.flatMap((a) => cosines.map((b) => a + b)).sort((a, b) => a - b);
    const result = lanczos(torus, { count: 7, which: 'both' });
    expectEigenpairs(torus, result, 1e-10);
    expectValues(result.values, [...exact.slice(0, 7), ...exact.slice(-7)], 1e-13);
  });

  test('a multiple of the identity, and tiny dimensions whole', () => {
    const identity = sparseFromRows('real', 40, 40, (i, emit) => emit(i, 3));
    expectValues(lanczos(identity, { count: 5 }).values, [3, 3, 3, 3, 3], 1e-14);
    const zero = sparseFromRows('real', 5, 5, () => undefined);
    expectValues(lanczos(zero, { count: 2, which: 'both' }).values, [0, 0, 0, 0], 1e-300);
    for (const n of [1, 2, 3, 4, 9]) {
      const chain = hoppingChain(n, false);
      const exact = Array.from({ length: n }, (_, k) => -2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
      const result = lanczos(chain, { count: n });
      expectValues(result.values, exact, 1e-14);
      expect(Math.max(...result.residuals)).toBeLessThan(1e-14);
    }
  });

  test('clusters of width 1e−7 at the lower end are resolved', () => {
    const n = 300;
    const value = (i: number): number => (i < 6 ? -1 + 1e-7 * i : i / n);
    const matrix = sparseFromRows('real', n, n, (i, emit) => emit(i, value(i)));
    const result = lanczos(matrix, { count: 6, tolerance: 1e-12 });
    expectEigenpairs(matrix, result, 1e-12);
    expectValues(
      result.values,
      Array.from({ length: 6 }, (_, i) => value(i)),
      1e-14,
    );
  });
});

describe('against dense eigenvalues', () => {
  test('random real and complex matrices', () => {
    const random = createRandom(7);
    for (let trial = 0; trial < (process.env.LONG ? 60 : 8); trial++) {
      const kind = trial % 2 === 0 ? 'real' : 'complex';
      const n = 20 + random.integer(60);
      const matrix = randomHermitian(kind, n, 2, 1, () => 3 * random.normal(), random);
      const exact = denseEigenvalues(matrix);
      const count = 1 + random.integer(5);
      const result = lanczos(matrix, { count, which: 'both', random: random.split() });
      expectEigenpairs(matrix, result, 1e-10);
      // Residuals of 1e−9 squared over gaps of 1e−3 or more, and the dense values' rounding.
      expectValues(result.values, [...exact.slice(0, count), ...exact.slice(-count)], 1e-12);
    }
  });

  test('a matrix-free operator gives what its matrix gives', () => {
    const { matrix } = boseHubbardRing(4, 4, 1, 2.5, 0.3);
    const operator: HermitianOperator = {
      dimension: matrix.rows,
      applyInto: (x, out) => sparseTimesInto(matrix, x, out),
    };
    const a = lanczos(matrix, { count: 3, which: 'both' });
    const b = lanczos(operator, { count: 3, which: 'both' });
    expectEigenpairs(matrix, b, 1e-10);
    expectValues(b.values, Array.from(a.values), 1e-13);
    expectValues(a.values.subarray(0, 3), denseEigenvalues(matrix).slice(0, 3), 1e-12);
  });
});

describe('bounds of the spectrum', () => {
  /** Spectra that are hard to bound: isolated ends, all weights, clusters, many sizes. */
  const spectra: [string, (i: number, n: number) => number][] = [
    ['uniform', (i, n) => i / n],
    ['one far above', (i, n) => (i === n - 1 ? 40 : i / n)],
    ['one a little above', (i, n) => (i === n - 1 ? 1.05 : i / n)],
    ['dense in the middle', (i, n) => ((2 * i) / n - 1) ** 7],
    ['two values', (i) => i % 2],
    ['one value', () => -7],
    ['semicircle at the ends', (i, n) => Math.cos((Math.PI * i) / n)],
  ];

  test.each(spectra)('%s: always contained; the ends not far off', (_, value) => {
    for (const n of [1, 2, 7, 40, 3000])
      for (let seed = 0; seed < (process.env.LONG ? 60 : 6); seed++) {
        const levels = Float64Array.from({ length: n }, (_, i) => value(i, n)).sort();
        const operator: HermitianOperator = {
          dimension: n,
          applyInto: (x, out) => {
            for (let k = 0; k < x.length; k++) out[k] = levels[k >> 1] * x[k];
          },
        };
        const { lower, upper } = spectralBounds(operator, { random: createRandom(seed) });
        const width = levels[n - 1] - levels[0];
        expect(lower).toBeLessThanOrEqual(levels[0]);
        expect(upper).toBeGreaterThanOrEqual(levels[n - 1]);
        // ε = (ln(1.648 √3000/1e−3)/47)² = 0.0592, and ε/(1 − 2ε) = 0.067 of the width that is seen.
        expect(levels[0] - lower).toBeLessThanOrEqual(0.068 * width + 1e-11);
        expect(upper - levels[n - 1]).toBeLessThanOrEqual(0.068 * width + 1e-11);
      }
  });

  test('the margin is that of the theorem', () => {
    // Isolated ends are met to rounding after a few steps, so that the margin alone is left.
    const n = 300;
    const level = (i: number): number => (i === 0 ? -40 : i === 1 ? 50 : i / n);
    const diagonal = sparseFromRows('real', n, n, (i, emit) => emit(i, level(i)));
    const operator: HermitianOperator = {
      dimension: n,
      applyInto: (x, out) => sparseTimesInto(diagonal, x, out),
    };
    for (const [steps, failure] of [
      [16, 1e-3],
      [24, 1e-3],
      [24, 1e-6],
    ]) {
      const { lower, upper } = spectralBounds(operator, { steps, failure });
      // A width W of which the Ritz values see all but ε at each end: 1.648 √n e^{−(2k−1)√ε} = failure.
      const root = Math.log((1.648 * Math.sqrt(n)) / failure) / (2 * steps - 1);
      const width = upper - lower;
      expect(Math.abs((-40 - lower) / width / root ** 2 - 1)).toBeLessThan(1e-9);
      expect(Math.abs((upper - 50) / width / root ** 2 - 1)).toBeLessThan(1e-9);
    }
  });

  test('cut by what is certain', () => {
    const { matrix } = boseHubbardRing(5, 5, 1, 2.5);
    const circles = gershgorinBounds(matrix);
    const seen = spectralBounds(matrix, { steps: 8 });
    expect(seen.lower).toBeGreaterThanOrEqual(circles.lower - 1e-12);
    expect(seen.upper).toBeLessThanOrEqual(circles.upper + 1e-12);
    const [top] = lanczos(matrix, { which: 'highest' }).values;
    const withUpper = (upper: number): HermitianOperator => ({
      dimension: matrix.rows,
      applyInto: (x, out) => sparseTimesInto(matrix, x, out),
      bounds: { lower: -1000, upper },
    });
    expect(spectralBounds(withUpper(top + 0.1)).upper).toBeLessThanOrEqual(top + 0.1 + 1e-11);
    expect(() => spectralBounds(withUpper(top - 0.1))).toThrow(
      'operator.bounds must contain the spectrum, got [-1000',
    );
  });
});

describe('failures', () => {
  test('too few products: a status, and residuals that say how far', () => {
    const chain = hoppingChain(400, false);
    const result = lanczos(chain, { count: 2, maxProducts: 60 });
    expect(result.status).toBe('product limit');
    expect(Math.max(...result.residuals)).toBeGreaterThan(1e-8);
    const progress: number[] = [];
    lanczos(chain, {
      count: 1,
      tolerance: 1e-4,
      maxProducts: 20_000,
      onProgress: (done) => progress.push(done),
    });
    expect(progress[0]).toBe(1);
    expect(progress.length).toBe(progress[progress.length - 1]);
  });

  test('maxProducts is kept, the residuals included; the least is one basis', () => {
    const chain = hoppingChain(60, true);
    const statuses = new Set<string>();
    for (let maxProducts = 22; maxProducts < 240; maxProducts += 7) {
      let calls = 0;
      const operator: HermitianOperator = {
        dimension: 60,
        applyInto: (x, out) => {
          calls++;
          sparseTimesInto(chain, x, out);
        },
      };
      const { products, status, residuals } = lanczos(operator, { count: 2, maxProducts });
      expect(products).toBe(calls);
      expect(products).toBeLessThanOrEqual(maxProducts);
      if (status === 'converged') expect(Math.max(...residuals)).toBeLessThan(4e-10);
      statuses.add(status);
    }
    expect([...statuses]).toEqual(['product limit', 'converged']);
    expect(() => lanczos(chain, { count: 2, maxProducts: 21 })).toThrow(
      'maxProducts must be an integer >= 22, got 21',
    );
  });

  test('bad input is named', () => {
    const chain = hoppingChain(4, false);
    expect(() => lanczos(chain, { count: 5 })).toThrow('count must be an integer in [1, 4], got 5');
    expect(() => lanczos(chain, { count: 3, which: 'both' })).toThrow(
      'count must be an integer in [1, 2], got 3',
    );
    expect(() => lanczos(chain, { tolerance: 1e-16 })).toThrow('tolerance must be a number in [1e-14, 1]');
    expect(() => spectralBounds(chain, { failure: 0 })).toThrow(
      'failure must be a number in [1e-30, 0.5], got 0',
    );
    const huge: HermitianOperator = { dimension: 10 ** 7, applyInto: () => undefined };
    expect(() => lanczos(huge)).toThrow(/the work space must be at most 2048 MiB, would be \d+ MiB/);
    const broken: HermitianOperator = { dimension: 9, applyInto: (_, out) => out.fill(Number.NaN) };
    expect(() => lanczos(broken)).toThrow('operator must map finite vectors to finite vectors');
    expect(() => spectralBounds(broken)).toThrow('operator must map finite vectors to finite vectors');
  });
});

describe('extreme sizes', () => {
  const n = 60;
  const ground = -2 * Math.cos(Math.PI / (n + 1));
  const matrix = (h: number): SparseMatrix =>
    sparseFromRows('real', n, n, (i, emit) => {
      if (i > 0) emit(i - 1, h);
      if (i < n - 1) emit(i + 1, h);
    });
  const free = (h: number): HermitianOperator => {
    const unit = matrix(1);
    return {
      dimension: n,
      applyInto: (x, out) => {
        sparseTimesInto(unit, x, out);
        for (let k = 0; k < out.length; k++) out[k] *= h;
      },
    };
  };

  test('right within the limits, refused beyond', () => {
    for (const h of [1e-135, 1, 1e135])
      for (const operator of [matrix(h), free(h)]) {
        const { values, status, residuals } = lanczos(operator);
        expect(status).toBe('converged');
        expect(residuals[0] / h).toBeLessThan(2e-10);
        expect(Math.abs(values[0] / h - ground)).toBeLessThan(1e-13);
      }
    for (const h of [1e-200, 1e-150, 1e150, 1e200]) {
      expect(() => lanczos(matrix(h))).toThrow('matrix must be 0 or have a largest entry');
      expect(() => lanczos(free(h))).toThrow('operator must');
      expect(() => spectralBounds(free(h))).toThrow('operator must');
    }
  });

  test('an operator that is not Hermitian: the residuals computed anew do not confirm the search', () => {
    // A hop to the right of 2 and to the left of 1/2: similar to a Hermitian matrix, but the projection is not symmetric.
    const operator: HermitianOperator = {
      dimension: 10,
      applyInto: (x, out) => {
        for (let k = 0; k < 20; k++) out[k] = (k >= 2 ? 2 * x[k - 2] : 0) + (k < 18 ? 0.5 * x[k + 2] : 0);
      },
    };
    const { status, residuals } = lanczos(operator);
    expect(residuals[0]).toBeGreaterThan(1e-3);
    expect(status).toBe('rounding limit');
  });
});
