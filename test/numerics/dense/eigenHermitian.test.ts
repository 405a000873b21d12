import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import {
  createRandom,
  type DenseMatrix,
  eigenHermitian,
  eigenvaluesHermitian,
  extremeEigenvalues,
  realMatrix,
} from '../../../lib/numerics/index';
import {
  diagonal,
  distance,
  entry,
  epsilon,
  type Kind,
  matrixFrom,
  nonOrthogonality,
  randomHermitian,
  randomUnitary,
  times,
  withSpectrum,
} from './tools';

const kinds: Kind[] = ['real', 'complex'];
const long = Boolean(process.env.LONG);
/** Sizes on both sides of the small path (24), of a leaf, of odd splits, of the blocks of 32 reflectors. */
const sizes = [1, 2, 3, 7, 24, 25, 33, 64, 65, 97, 130];

/**
 * Residual max|A V − V Λ|/‖A‖ and max|V*V − I|, in units of ε√n: rounding errors of n steps add like a random walk,
 * and the constants seen are below 4; the limit 12 leaves room for other inputs but not for a wrong digit.
 */
const limit = 12;

function defects(a: DenseMatrix): { residual: number; orthogonality: number; values: Float64Array } {
  const { values, vectors } = eigenHermitian(a);
  const norm = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1])) || 1;
  const unit = epsilon * Math.sqrt(a.rows);
  const scaled = matrixFrom(a.kind, a.rows, a.columns, (i, j) => {
    const [re, im] = entry(a, i, j);
    return [re / norm, im / norm];
  });
  const right = times(
    vectors,
    diagonal(
      'real',
      values.map((value) => value / norm),
    ),
  );
  return {
    values,
    residual: distance(times(scaled, vectors), right) / unit,
    orthogonality: nonOrthogonality(vectors) / unit,
  };
}

function expectRight(a: DenseMatrix): Float64Array {
  const { residual, orthogonality, values } = defects(a);
  expect(residual).toBeLessThan(limit);
  expect(orthogonality).toBeLessThan(limit);
  for (let k = 1; k < values.length; k++) expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]);
  const norm = Math.max(Math.abs(values[0]), Math.abs(values[values.length - 1]), Number.MIN_VALUE);
  // Two backward-stable methods: each within ε·n·‖A‖ of the truth.
  eigenvaluesHermitian(a).forEach((value, k) => {
    expect(Math.abs(value - values[k]) / norm).toBeLessThan(2 * epsilon * a.rows);
  });
  return values;
}

function expectValues(values: ArrayLike<number>, exact: ArrayLike<number>, scale: number): void {
  expect(values.length).toBe(exact.length);
  for (let k = 0; k < exact.length; k++)
    expect(Math.abs(values[k] - exact[k])).toBeLessThan(2 * exact.length * epsilon * scale);
}

describe.each(kinds)('eigenvalues and vectors, %s', (kind) => {
  test.each(sizes)('random, n = %i', (n) => {
    expectRight(randomHermitian(kind, n, n));
  });

  test('random sweep', () => {
    for (let seed = 0; seed < (long ? 400 : 30); seed++)
      expectRight(randomHermitian(kind, 1 + ((7 * seed) % 48), 100 + seed));
  });

  test.each([5, 40, 70])('zero, identity, diagonal and their like, n = %i', (n) => {
    expectValues(expectRight(diagonal(kind, new Float64Array(n))), new Float64Array(n), 1);
    expectValues(expectRight(diagonal(kind, new Float64Array(n).fill(-2))), new Float64Array(n).fill(-2), 1);
    const values = createRandom(n).fillNormal(new Float64Array(n));
    expectValues(expectRight(diagonal(kind, values)), values.slice().sort(), 1);
  });

  test.each([8, 60, 101])('projection of rank n/4 and a perturbation of rank one, n = %i', (n) => {
    const rank = n >> 2;
    const projection = new Float64Array(n).fill(1, n - rank);
    expectValues(expectRight(withSpectrum(kind, projection, n)), projection, 1);
    // I + x x*: one eigenvalue 1 + ‖x‖².
    const x = createRandom(n).fillNormal(new Float64Array(2 * n));
    const y = (i: number): [number, number] => (kind === 'real' ? [x[i], 0] : [x[2 * i], x[2 * i + 1]]);
    const a = matrixFrom(kind, n, n, (i, j) => {
      const [p, q] = [y(i), y(j)];
      return [p[0] * q[0] + p[1] * q[1] + (i === j ? 1 : 0), p[1] * q[0] - p[0] * q[1]];
    });
    let square = 0;
    for (let i = 0; i < n; i++) square += y(i)[0] ** 2 + y(i)[1] ** 2;
    const exact = new Float64Array(n).fill(1);
    exact[n - 1] = 1 + square;
    expectValues(expectRight(a), exact, square);
  });

  test.each([30, 90])('prescribed spectra: clustered, graded, n = %i', (n) => {
    const clustered = Float64Array.from({ length: n }, (_, i) => Math.floor((3 * i) / n) + 1e-14 * i);
    expectValues(expectRight(withSpectrum(kind, clustered, 1)), clustered, 3);
    const graded = Float64Array.from({ length: n }, (_, i) => 10 ** (-16 * (1 - i / (n - 1))));
    expectValues(expectRight(withSpectrum(kind, graded, 2)), graded, 1);
  });

  test.each([6, 50])('a graded matrix from 1e−300 to 1e300, and scaled ones, n = %i', (n) => {
    const base = randomHermitian(kind, n, 3);
    const graded = matrixFrom(kind, n, n, (i, j) => {
      const [re, im] = entry(base, i, j);
      const factor = 10 ** (-300 + (300 * (i + j)) / (n - 1));
      return [re * factor, im * factor];
    });
    expectRight(graded);
    const values = eigenvaluesHermitian(base);
    for (const power of [-1000, 1000]) {
      const scaled = matrixFrom(kind, n, n, (i, j) => {
        const [re, im] = entry(base, i, j);
        return [re * 2 ** power, im * 2 ** power];
      });
      // Powers of two change no digit.
      expect([...eigenHermitian(scaled).values]).toEqual([
        ...eigenHermitian(base).values.map((v) => v * 2 ** power),
      ]);
      expect([...eigenvaluesHermitian(scaled)]).toEqual([...values.map((v) => v * 2 ** power)]);
    }
  });

  test.each([20, 81])('block-diagonal: the spectra of the blocks, n = %i', (n) => {
    const half = n >> 1;
    const blocks = [randomHermitian(kind, half, 4), randomHermitian(kind, n - half, 5)];
    const a = matrixFrom(kind, n, n, (i, j) => {
      if (i < half !== j < half) return [0, 0];
      return i < half ? entry(blocks[0], i, j) : entry(blocks[1], i - half, j - half);
    });
    const exact = [...eigenvaluesHermitian(blocks[0]), ...eigenvaluesHermitian(blocks[1])];
    expectValues(
      expectRight(a),
      exact.sort((x, y) => x - y),
      2 * Math.sqrt(n),
    );
  });

  test.each([10, 75])('unitary invariance, n = %i', (n) => {
    const a = randomHermitian(kind, n, 6);
    const u = randomUnitary(kind, n, 7);
    const b = times(times(u, a, true), u);
    const hermitian = matrixFrom(kind, n, n, (i, j) => {
      const [x, y] = [entry(b, i, j), entry(b, j, i)];
      return [(x[0] + y[0]) / 2, (x[1] - y[1]) / 2];
    });
    expectValues(eigenHermitian(hermitian).values, eigenvaluesHermitian(a), 2 * Math.sqrt(n));
  });

  test.each([12, 70])('a range of indices gives those of the whole, n = %i', (n) => {
    const a = randomHermitian(kind, n, 8);
    const all = eigenHermitian(a);
    for (const [first, last] of [
      [0, 0],
      [n - 1, n - 1],
      [3, 9],
      [n - 5, n - 1],
    ] as [number, number][]) {
      const part = eigenHermitian(a, { range: [first, last] });
      expect([...part.values]).toEqual([...all.values.slice(first, last + 1)]);
      expect([part.vectors.rows, part.vectors.columns]).toEqual([n, last - first + 1]);
      const same = matrixFrom(kind, n, last - first + 1, (i, j) => entry(all.vectors, i, first + j));
      // The same operations on the same numbers, up to the blocking of sums.
      expect(distance(part.vectors, same)).toBeLessThan(1e-13);
    }
  });
});

describe('closed forms', () => {
  test.each([9, 80])('second difference on %i points', (n) => {
    const a = matrixFrom('real', n, n, (i, j) => [i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0, 0]);
    const exact = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    expectValues(expectRight(a), exact, 4);
  });

  test.each([11, 90])('circulant with complex entries, n = %i: λ_k = 2 cos(2πk/n + φ)', (n) => {
    const phase = 0.7;
    const a = matrixFrom('complex', n, n, (i, j) => {
      if ((i + 1) % n === j) return [Math.cos(phase), Math.sin(phase)];
      return (j + 1) % n === i ? [Math.cos(phase), -Math.sin(phase)] : [0, 0];
    });
    const exact = Array.from({ length: n }, (_, k) => 2 * Math.cos((2 * Math.PI * k) / n + phase));
    expectValues(
      expectRight(a),
      exact.sort((x, y) => x - y),
      2,
    );
  });

  test('position and momentum of the truncated harmonic oscillator have the zeros of a Hermite polynomial', () => {
    const n = 40;
    const x = matrixFrom('real', n, n, (i, j) => [
      Math.abs(i - j) === 1 ? Math.sqrt(Math.max(i, j) / 2) : 0,
      0,
    ]);
    const p = matrixFrom('complex', n, n, (i, j) => [
      0,
      Math.abs(i - j) === 1 ? (i - j) * Math.sqrt(Math.max(i, j) / 2) : 0,
    ]);
    const values = expectRight(x);
    expectValues(expectRight(p), values, 9);
    // Largest zero of H₄₀ (scipy.special.roots_hermite(40)).
    expect(Math.abs(values[n - 1] - 8.09876113925085)).toBeLessThan(2 * n * epsilon * 9);
  });

  test('glued Wilkinson matrices, where most pairs deflate', () => {
    const [m, copies] = [10, 6];
    const size = 2 * m + 1;
    const a = matrixFrom('real', size * copies, size * copies, (i, j) => {
      if (i === j) return [Math.abs((i % size) - m), 0];
      if (Math.abs(i - j) !== 1) return [0, 0];
      return [Math.max(i, j) % size === 0 ? 1e-9 : 1, 0];
    });
    const values = expectRight(a);
    // W21+ has its largest eigenvalue at 10.746194182903395 (scipy.linalg.eigh_tridiagonal).
    expect(Math.abs(values[values.length - 1] - 10.746194182903395)).toBeLessThan(2e-9);
  });
});

describe('independent algorithm', () => {
  test.each([10, 60])(
    'ml-matrix on a real matrix and on the doubled embedding of a complex one, n = %i',
    (n) => {
      for (const kind of kinds) {
        const a = randomHermitian(kind, n, 9);
        const size = kind === 'real' ? n : 2 * n;
        const embedding = new Matrix(size, size);
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            const [re, im] = entry(a, i % n, j % n);
            const sameHalf = i < n === j < n;
            embedding.set(i, j, sameHalf ? re : i < n ? -im : im);
          }
        const doubled = new EigenvalueDecomposition(embedding, { assumeSymmetric: true }).realEigenvalues;
        const sorted = Float64Array.from(doubled).sort();
        const exact = kind === 'real' ? sorted : sorted.filter((_, k) => k % 2 === 0);
        expectValues(eigenHermitian(a).values, exact, 2 * Math.sqrt(n));
        expectValues(eigenvaluesHermitian(a), exact, 2 * Math.sqrt(n));
      }
    },
  );
});

describe('refusals', () => {
  test('by name, with what came', () => {
    expect(() => eigenHermitian(realMatrix(2, 3))).toThrow('a must be square, got 2 × 3');
    expect(() => eigenHermitian(realMatrix(2, 2, [1, 2, 3, 4]))).toThrow(
      /a must be symmetric.*deviation of 1 at row 1/,
    );
    expect(() => eigenvaluesHermitian(realMatrix(1, 1, [Number.NaN]))).toThrow(
      'a must have finite entries, got NaN',
    );
    expect(() => eigenHermitian(realMatrix(2, 2), { range: [1, 0] })).toThrow(
      'range[1] must be an integer in [1, 1]',
    );
    expect(() => eigenHermitian(realMatrix(2, 2), { range: [2, 2] })).toThrow(
      'range[0] must be an integer in [0, 1]',
    );
  });

  test('an eigenvalue beyond the doubles', () => {
    const a = realMatrix(2, 2, [1.2e308, 1e308, 1e308, 1.2e308]);
    for (const f of [eigenHermitian, eigenvaluesHermitian, extremeEigenvalues])
      expect(() => f(a)).toThrow('an eigenvalue of a must stay below 1.8e308, but it overflows');
    // Within them by the skin of its teeth: 1.7e308, to 4 roundings.
    const b = realMatrix(2, 2, [0.9e308, 0.8e308, 0.8e308, 0.9e308]);
    expect(Math.abs(eigenHermitian(b).values[1] / 1.7e308 - 1)).toBeLessThan(4 * epsilon);
  });

  test('the argument is left alone', () => {
    const a = randomHermitian('complex', 40, 10);
    const before = a.data.slice();
    eigenHermitian(a);
    eigenvaluesHermitian(a);
    extremeEigenvalues(a);
    expect(a.data).toEqual(before);
  });
});
