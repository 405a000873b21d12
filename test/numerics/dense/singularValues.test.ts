import { Matrix, SVD } from 'ml-matrix';
import {
  complexMatrix,
  createRandom,
  type DenseMatrix,
  hilbertSchmidtNorm,
  matrixRank,
  multiplyMatrices,
  operatorNorm,
  operatorNormBounds,
  pseudoInverse,
  realMatrix,
  schattenNorm,
  singularValueDecomposition,
  singularValues,
  traceNorm,
} from '../../../lib/numerics/index';
import { exactDot, minus } from '../dyadic';
import {
  adjoint,
  diagonal,
  distance,
  entry,
  epsilon,
  type Kind,
  largest,
  matrixFrom,
  nonOrthogonality,
  randomHermitian,
  randomMatrix,
  randomUnitary,
  times,
} from './tools';

const kinds: Kind[] = ['real', 'complex'];
const shapes: [number, number][] = [
  [1, 1],
  [1, 4],
  [4, 1],
  [3, 3],
  [9, 8],
  [24, 25],
  [40, 11],
  [11, 40],
  [65, 65],
];

/** ‖A − UΣV*‖/‖A‖ and the departures from orthogonality, in units of ε√n as for eigenvalues; seen below 5. */
const limit = 15;

function expectRight(a: DenseMatrix): Float64Array {
  const { values, u, v } = singularValueDecomposition(a);
  const r = Math.min(a.rows, a.columns);
  const unit = epsilon * Math.sqrt(Math.max(a.rows, a.columns));
  expect([u.rows, u.columns, v.rows, v.columns, values.length]).toEqual([a.rows, r, a.columns, r, r]);
  const norm = values[0] || 1;
  const scaled = matrixFrom(a.kind, a.rows, a.columns, (i, j) => {
    const [re, im] = entry(a, i, j);
    return [re / norm, im / norm];
  });
  const product = times(
    times(
      u,
      diagonal(
        'real',
        values.map((x) => x / norm),
      ),
    ),
    adjoint(v),
  );
  expect(distance(product, scaled) / unit).toBeLessThan(limit);
  expect(nonOrthogonality(u) / unit).toBeLessThan(limit);
  expect(nonOrthogonality(v) / unit).toBeLessThan(limit);
  for (let k = 1; k < r; k++) expect(values[k]).toBeLessThanOrEqual(values[k - 1]);
  expect(values[r - 1]).toBeGreaterThanOrEqual(0);
  singularValues(a).forEach((value, k) => {
    expect(Math.abs(value - values[k]) / norm / unit).toBeLessThan(limit);
  });
  return values;
}

/** U diag(values) V* with random unitary U, V. */
function withSingularValues(kind: Kind, m: number, n: number, values: ArrayLike<number>): DenseMatrix {
  const u = randomUnitary(kind, m, 1);
  const v = randomUnitary(kind, n, 2);
  const middle = matrixFrom(kind, m, n, (i, j) => [i === j ? values[i] : 0, 0]);
  return times(times(u, middle), adjoint(v));
}

describe.each(kinds)('singular values, %s', (kind) => {
  test.each(shapes)('random %i × %i', (m, n) => {
    expectRight(randomMatrix(kind, m, n, createRandom(m + 100 * n)));
  });

  test('random sweep', () => {
    const random = createRandom(11);
    for (let round = 0; round < (process.env.LONG ? 200 : 20); round++)
      expectRight(randomMatrix(kind, 1 + random.integer(30), 1 + random.integer(30), random));
  });

  test('small singular values are right to ε‖A‖, which A*A alone would miss by √ε', () => {
    const exact = Array.from({ length: 20 }, (_, k) => 10 ** (-0.75 * k));
    for (const [m, n] of [
      [20, 20],
      [33, 20],
    ] as [number, number][]) {
      const values = expectRight(withSingularValues(kind, m, n, exact));
      // The matrix itself is rounded, in products of m terms: m·ε.
      for (let k = 0; k < 20; k++) expect(Math.abs(values[k] - exact[k])).toBeLessThan(2 * m * epsilon);
    }
  });

  test('columns of very different lengths keep their digits', () => {
    const base = randomMatrix(kind, 12, 12, createRandom(3));
    const factors = Array.from({ length: 12 }, (_, j) => 10 ** -j);
    const a = matrixFrom(
      kind,
      12,
      12,
      (i, j) => entry(base, i, j).map((x) => x * factors[j]) as [number, number],
    );
    expectRight(a);
  });

  test('rank-deficient, zero, clustered and equal ones', () => {
    for (const exact of [
      [3, 2, 1, 0, 0, 0, 0],
      [1, 1, 1, 1, 1, 1, 1],
      [2, 2, 2, 1e-9, 1e-9, 0, 0],
      [0, 0, 0, 0, 0, 0, 0],
    ]) {
      const a = withSingularValues(kind, 10, 7, exact);
      const values = expectRight(a);
      for (let k = 0; k < 7; k++) expect(Math.abs(values[k] - exact[k])).toBeLessThan(20 * epsilon * 3);
      expect(matrixRank(a)).toBe(exact.filter((x) => x > 0).length);
    }
    expect(matrixRank(withSingularValues(kind, 6, 6, [1, 1e-3, 1e-6, 0, 0, 0]), { tolerance: 1e-4 })).toBe(2);
  });

  test('a power of two changes no digit', () => {
    const a = randomMatrix(kind, 8, 6, createRandom(5));
    const values = singularValues(a);
    for (const power of [-900, 900]) {
      const scaled = { ...a, data: a.data.map((x) => x * 2 ** power) };
      expect([...singularValues(scaled)]).toEqual([...values.map((x) => x * 2 ** power)]);
    }
  });

  test('pseudo-inverse: the four conditions of Moore and Penrose', () => {
    for (const a of [
      randomMatrix(kind, 9, 5, createRandom(6)),
      randomMatrix(kind, 5, 9, createRandom(7)),
      withSingularValues(kind, 8, 6, [3, 2, 1, 0.5, 0, 0]),
    ]) {
      const x = pseudoInverse(a);
      const [ax, xa] = [times(a, x), times(x, a)];
      // ε·√n·κ(A), with κ below 20.
      for (const [left, right] of [
        [times(ax, a), a],
        [times(xa, x), x],
        [ax, adjoint(ax)],
        [xa, adjoint(xa)],
      ])
        expect(distance(left, right)).toBeLessThan(1e-13);
    }
  });
});

describe('singular values, independently', () => {
  test('ml-matrix', () => {
    const a = randomMatrix('real', 30, 18, createRandom(8));
    const rows = Array.from({ length: 30 }, (_, i) => [...a.data.slice(18 * i, 18 * (i + 1))]);
    const exact = new SVD(new Matrix(rows)).diagonal;
    singularValues(a).forEach((value, k) => {
      expect(Math.abs(value - exact[k])).toBeLessThan(30 * epsilon * exact[0]);
    });
  });

  test('Hilbert matrix of order 12, whose smallest singular value is 6e−17 of the largest', () => {
    const values = singularValues(matrixFrom('real', 12, 12, (i, j) => [1 / (i + j + 1), 0]));
    // Jacobi's method in decimal arithmetic of 60 digits (Python); the doubles 1/(i+j+1) are off by ε/2 each, which moves
    // a singular value by at most 12·ε/2·‖A‖.
    const exact = [
      ...[1.795372059561997, 0.3802752459550371, 4.473854875218107e-2, 3.722312237891166e-3],
      ...[2.330890890217807e-4, 1.116335748322442e-5, 4.082376110386177e-7, 1.122861066751703e-8],
      ...[2.251964553490077e-10, 3.111354897226917e-12, 2.649021493444887e-14, 1.047946397962227e-16],
    ];
    exact.forEach((value, k) => {
      expect(Math.abs(values[k] - value)).toBeLessThan(6 * epsilon * 1.8);
    });
  });
});

describe.each(kinds)('norms, %s', (kind) => {
  test('of U diag V*, and of a Hermitian matrix, by their definitions', () => {
    const exact = [5, 3, 2, 0.1, 0];
    const general = withSingularValues(kind, 7, 5, exact);
    const hermitian = (() => {
      const u = randomUnitary(kind, 5, 3);
      return times(times(u, diagonal(kind, [5, -3, 2, -0.1, 0])), adjoint(u));
    })();
    for (const a of [general, adjoint(general), hermitian]) {
      // Five values, each with an error of some n·ε·‖A‖ = 8e-15.
      const close = (value: number, wanted: number): void => {
        expect(Math.abs(value - wanted)).toBeLessThan(4e-14);
      };
      close(operatorNorm(a), 5);
      close(traceNorm(a), 10.1);
      close(hilbertSchmidtNorm(a), Math.sqrt(38.01));
      close(schattenNorm(a, 1), 10.1);
      close(schattenNorm(a, 2), hilbertSchmidtNorm(a));
      close(schattenNorm(a, 3), (125 + 27 + 8 + 0.001) ** (1 / 3));
    }
  });

  test('negative end of the spectrum', () => {
    expect(operatorNorm(diagonal(kind, [-7, 1, 2]))).toBeCloseTo(7, 13);
  });

  test('bounds hold for random matrices, and are attained', () => {
    const random = createRandom(9);
    for (let round = 0; round < 30; round++) {
      const a = randomMatrix(kind, 1 + random.integer(20), 1 + random.integer(20), random);
      const { lower, upper } = operatorNormBounds(a);
      const norm = operatorNorm(a);
      // The norm itself has an error of ε√n.
      expect(lower).toBeLessThanOrEqual(norm * (1 + 1e-14));
      expect(upper).toBeGreaterThanOrEqual(norm * (1 - 1e-14));
      expect(upper / lower).toBeLessThan(Math.sqrt(20) + 1e-9);
    }
    const { lower, upper } = operatorNormBounds(diagonal(kind, [1, -4, 2]));
    expect(lower).toBeLessThanOrEqual(4);
    expect(upper).toBeGreaterThanOrEqual(4);
    expect(upper - lower).toBeLessThan(1e-13);
  });

  test('bounds of a row or a column hold in exact arithmetic', () => {
    const random = createRandom(13);
    const entries = kind === 'real' ? realMatrix : complexMatrix;
    for (let round = 0; round < 100; round++) {
      const n = 1 + random.integer(6);
      // Also denormal numbers and the largest ones.
      const size = [1, 1, 1e-200, 1e-322, 1e308][random.integer(5)];
      const a = round % 2 === 0 ? entries(1, n) : entries(n, 1);
      for (let k = 0; k < a.data.length; k++) a.data[k] = size * (2 * random.uniform() - 1);
      const { lower, upper } = operatorNormBounds(a);
      const square = exactDot(a.data, a.data);
      expect(minus(square, exactDot([lower], [lower])).digits >= 0n).toBe(true);
      if (upper < Infinity) expect(minus(exactDot([upper], [upper]), square).digits >= 0n).toBe(true);
      else expect(size).toBe(1e308);
    }
  });

  test('scales without overflow or underflow', () => {
    const a = randomHermitian(kind, 6, 10);
    for (const norm of [operatorNorm, traceNorm, hilbertSchmidtNorm])
      for (const power of [-1000, 1000]) {
        const scaled = { ...a, data: a.data.map((x) => x * 2 ** power) };
        expect(norm(scaled)).toBe(norm(a) * 2 ** power);
      }
    expect(operatorNorm(diagonal(kind, [0, 0]))).toBe(0);
    expect(traceNorm(diagonal(kind, [0, 0]))).toBe(0);
    expect(operatorNormBounds(diagonal(kind, [0, 0]))).toEqual({ lower: 0, upper: 0 });
  });

  test('almost Hermitian by rounding: the product B B* has ‖B B*‖ = ‖B‖²', () => {
    const b = randomMatrix(kind, 30, 30, createRandom(12));
    const gram = multiplyMatrices(b, b, { adjointB: true });
    expect(Math.abs(operatorNorm(gram) / operatorNorm(b) ** 2 - 1)).toBeLessThan(60 * epsilon);
    expect(Math.abs(traceNorm(gram) / hilbertSchmidtNorm(b) ** 2 - 1)).toBeLessThan(60 * epsilon);
  });
});

describe('refusals', () => {
  test('by name', () => {
    const bad = realMatrix(1, 2, [1, Number.POSITIVE_INFINITY]);
    for (const f of [
      singularValueDecomposition,
      singularValues,
      operatorNorm,
      traceNorm,
      hilbertSchmidtNorm,
      operatorNormBounds,
    ])
      expect(() => f(bad)).toThrow('a must have finite entries, got Infinity at row 0, column 1');
    const huge = realMatrix(2, 2, [1.2e308, 1.1e308, 1e308, 1.2e308]);
    for (const f of [singularValueDecomposition, singularValues])
      expect(() => f(huge)).toThrow('a singular value of a must stay below 1.8e308');
    for (const f of [operatorNorm, hilbertSchmidtNorm])
      expect(() => f(huge)).toThrow('the norm of a must stay below 1.8e308');
    expect(() => traceNorm(realMatrix(2, 2, [1e308, 0, 0, 1e308]))).toThrow(
      'the norm of a must stay below 1.8e308',
    );
    expect(() => schattenNorm(realMatrix(1, 1), 0.5)).toThrow('p must be a finite number >= 1, got 0.5');
    expect(() => matrixRank(realMatrix(1, 1), { tolerance: 2 })).toThrow('tolerance must be a number in');
    expect(largest(realMatrix(1, 1))).toBe(0);
  });
});
