import { Matrix, pseudoInverse } from 'ml-matrix';
import {
  createRandom,
  type DenseMatrix,
  denseMatrix,
  identityMatrix,
  leastSquares,
  pivotedQrFactor,
  qrFactor,
  realMatrix,
  scaleMatrix,
  solveLinear,
  toRows,
} from '../../../lib/numerics/index';
import {
  difference,
  entry,
  frobenius,
  fromEntries,
  kinds,
  naiveAdjoint,
  naiveProduct,
  randomMatrix,
  unit,
} from './samples';

/** Shapes around the blocks of 32 reflectors: square, tall, wide. */
const shapes = [
  [1, 1],
  [1, 4],
  [4, 1],
  [2, 2],
  [3, 5],
  [5, 3],
  [16, 17],
  [31, 31],
  [32, 32],
  [33, 33],
  [64, 31],
  [31, 64],
  [65, 65],
  [100, 40],
  [40, 100],
];

/**
 * Householder's method: ‖A − Q·R‖ ≤ c·m·k·u·‖A‖ and ‖Q*·Q − I‖ ≤ c·m·k·√k·u (Higham, 2002, theorem 19.4), in practice
 * without the m: 10·k covers the constant, the complex operations and the product of the check.
 */
const tolerance = (m: number, n: number): number => 10 * (Math.min(m, n) + 5) * unit;

function columnsPermuted(a: DenseMatrix, permutation: Int32Array): DenseMatrix {
  return fromEntries(a.kind, a.rows, a.columns, (i, j) => entry(a, i, permutation[j]));
}

function expectFactors(a: DenseMatrix, q: DenseMatrix, r: DenseMatrix): void {
  const k = Math.min(a.rows, a.columns);
  expect([q.rows, q.columns, r.rows, r.columns]).toEqual([a.rows, k, k, a.columns]);
  expect(frobenius(difference(naiveProduct(q, r), a))).toBeLessThanOrEqual(
    tolerance(a.rows, a.columns) * frobenius(a),
  );
  const gram = naiveProduct(naiveAdjoint(q), q);
  expect(frobenius(difference(gram, identityMatrix(k)))).toBeLessThan(
    tolerance(a.rows, a.columns) * Math.sqrt(k),
  );
  for (let i = 0; i < k; i++) {
    expect(Math.abs(entry(r, i, i)[1])).toBe(0);
    for (let j = 0; j < i; j++) expect(entry(r, i, j)).toEqual([0, 0]);
  }
}

/** A matrix of the given rank with singular values from 1 to 2 or so. */
function ofRank(kind: DenseMatrix['kind'], m: number, n: number, rank: number, seed: string): DenseMatrix {
  const left = qrFactor(randomMatrix(kind, m, rank, `${seed} left`)).q;
  const right = qrFactor(randomMatrix(kind, n, rank, `${seed} right`)).q;
  const middle = fromEntries('real', rank, rank, (i, j) => [i === j ? 1 + i / rank : 0, 0]);
  return naiveProduct(naiveProduct(left, middle), naiveAdjoint(right));
}

describe.each(kinds)('QR, %s', (kind) => {
  test.each(shapes)('%i × %i, without and with column exchanges', (m, n) => {
    const a = randomMatrix(kind, m, n, `qr ${m} ${n}`);
    const { q, r } = qrFactor(a);
    expectFactors(a, q, r);
    const pivoted = pivotedQrFactor(a);
    expectFactors(columnsPermuted(a, pivoted.permutation), pivoted.q, pivoted.r);
    expect(pivoted.rank).toBe(Math.min(m, n));
    for (let i = 1; i < Math.min(m, n); i++) {
      const [before, after] = [i - 1, i].map((k) => Math.abs(entry(pivoted.r, k, k)[0]));
      expect(after).toBeLessThanOrEqual(before * (1 + tolerance(m, n)));
    }
  });

  test('sizes near the ends of the range of doubles', () => {
    for (const factor of [2 ** 1000, 2 ** -1000]) {
      const a = randomMatrix(kind, 9, 6, 'range');
      const [plain, scaled] = [qrFactor(a), qrFactor(scaleMatrix(a, factor))];
      // Scaling by powers of 2 commutes with rounding.
      expect(scaled.q.data).toEqual(plain.q.data);
      expect(scaled.r.data).toEqual(scaleMatrix(plain.r, factor).data);
      const b = randomMatrix(kind, 9, 1, 'range b');
      const solution = leastSquares(scaleMatrix(a, factor), scaleMatrix(b, factor));
      expect(solution.residual / factor).toBeCloseTo(leastSquares(a, b).residual, 12);
    }
  });

  test('zero and diagonal matrices', () => {
    const zero = fromEntries(kind, 5, 3, () => [0, 0]);
    expectFactors(zero, qrFactor(zero).q, qrFactor(zero).r);
    expect(pivotedQrFactor(zero).rank).toBe(0);
    const diagonal = fromEntries(kind, 3, 3, (i, j) => [i === j ? i + 1 : 0, 0]);
    expect(Array.from(pivotedQrFactor(diagonal).permutation)).toEqual([2, 1, 0]);
    expect(frobenius(difference(qrFactor(diagonal).r, diagonal))).toBe(0);
  });

  test.each([
    [40, 30, 11],
    [30, 40, 30],
    [50, 50, 33],
    [20, 20, 1],
  ])('the rank of a %i × %i matrix of rank %i is found', (m, n, rank) => {
    const a = ofRank(kind, m, n, rank, 'rank');
    const factor = pivotedQrFactor(a);
    expect(factor.rank).toBe(rank);
    expect(pivotedQrFactor(a, { tolerance: 1 }).rank).toBe(0);
    expectFactors(columnsPermuted(a, factor.permutation), factor.q, factor.r);
  });

  test.each([
    [30, 12, 12],
    [12, 30, 12],
    [25, 25, 25],
    [30, 20, 7],
    [20, 30, 7],
  ])(
    'least squares of a %i × %i matrix of rank %i: normal equations, shortest solution, residual',
    (m, n, rank) => {
      const a = ofRank(kind, m, n, rank, 'least');
      const b = randomMatrix('complex', m, 3, 'right');
      const solution = leastSquares(a, b);
      expect(solution.rank).toBe(rank);
      const rest = difference(b, naiveProduct(a, solution.value));
      // ‖A‖ ≤ 2 and ‖A⁺‖ ≤ 1: all errors are a few tolerances of the norms of A, X and B.
      const size = 10 * tolerance(m, n) * (frobenius(b) + frobenius(a) * frobenius(solution.value));
      expect(frobenius(naiveProduct(naiveAdjoint(a), rest))).toBeLessThan(frobenius(a) * size);
      expect(Math.abs(frobenius(rest) - solution.residual)).toBeLessThan(size);
      // The shortest solution lies in the range of A*: it is A*·Y for the least-squares Y of A*·Y ≈ X.
      const inRange = leastSquares(naiveAdjoint(a), solution.value);
      expect(inRange.residual).toBeLessThan(size);
    },
  );
});

test('least squares with a vector: the line through three points', () => {
  const a = denseMatrix([
    [1, 0],
    [1, 1],
    [1, 2],
  ]);
  // Through (0, 1), (1, 3), (2, 4): y = 7/6 + 3/2·x, residuals −1/6, 1/3, −1/6.
  const { value, residual, rank } = leastSquares(a, [1, 3, 4]);
  expect(value[0]).toBeCloseTo(7 / 6, 14);
  expect(value[1]).toBeCloseTo(3 / 2, 14);
  expect(residual).toBeCloseTo(Math.sqrt(1 / 6), 14);
  expect(rank).toBe(2);
  const complex = leastSquares(a, [1, 1, 3, 0, 4, 0]).value;
  expect([...complex].map((x) => Math.round(6 * x))).toEqual([7, 5, 9, -3]);
  expect(leastSquares(realMatrix(3, 2), [1, 2, 2])).toEqual({
    value: new Float64Array(2),
    residual: 3,
    rank: 0,
  });
});

test('least squares agree with the pseudo-inverse of ml-matrix and with LU', () => {
  const a = ofRank('real', 14, 9, 5, 'pseudo');
  const b = randomMatrix('real', 14, 2, 'b');
  const theirs = denseMatrix(pseudoInverse(new Matrix(toRows(a)), 1e-10).mmul(new Matrix(toRows(b))));
  expect(frobenius(difference(leastSquares(a, b).value, theirs))).toBeLessThan(1000 * unit * frobenius(b));
  const square = ofRank('complex', 20, 20, 20, 'square');
  const side = randomMatrix('complex', 20, 1, 'side');
  const error = frobenius(difference(leastSquares(square, side).value, solveLinear(square, side)));
  expect(error).toBeLessThan(1000 * unit * frobenius(side));
});

test('random shapes', () => {
  const random = createRandom('qr');
  for (let trial = 0; trial < (process.env.LONG ? 300 : 30); trial++) {
    const [m, n] = [0, 0].map(() => 1 + Math.floor(random.uniform() ** 2 * 80));
    const a = randomMatrix(kinds[trial % 2], m, n, trial);
    const { q, r } = qrFactor(a);
    expectFactors(a, q, r);
  }
});

test('refusals', () => {
  const spoiled = identityMatrix(3);
  spoiled.data[5] = Infinity;
  for (const f of [qrFactor, pivotedQrFactor])
    expect(() => f(spoiled)).toThrow('a must have finite entries, got Infinity at row 1, column 2');
  expect(() => leastSquares(spoiled, [1, 2, 3])).toThrow('row 1, column 2');
  expect(() => leastSquares(identityMatrix(3), [1, 2])).toThrow('b must have length 3 (real) or 6 (complex)');
  expect(() => leastSquares(identityMatrix(3), [1, 2, 3], { tolerance: 1e-17 })).toThrow(
    'tolerance must be a number in',
  );
});
