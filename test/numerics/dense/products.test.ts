import { complex as mathComplex, matrix as mathMatrix, multiply as mathMultiply } from 'mathjs';
import { Matrix } from 'ml-matrix';
import {
  addMatrices,
  adjoint,
  commutator,
  complexMatrix,
  createRandom,
  type DenseMatrix,
  denseMatrix,
  diagonalMatrix,
  identityMatrix,
  kroneckerProduct,
  multiplyMatrices,
  multiplyMatricesInto,
  multiplyVector,
  realMatrix,
  scaleMatrix,
  toComplex,
  toComplexRows,
  toRows,
  trace,
  traceOfProduct,
  transpose,
} from '../../../lib/numerics/index';
import {
  absolute,
  difference,
  entry,
  frobenius,
  fromEntries,
  kinds,
  naiveAdjoint,
  naiveProduct,
  randomMatrix,
  sameNumbers,
  unit,
  worstAgainst,
} from './samples';

/** Sizes on both sides of the tiles (4), panels and cache blocks (128). */
const edges = [1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 130];

/**
 * Each of two ways to sum k products errs by k·u·Σ|a||b| (Higham, Accuracy and Stability, 2002, eq. 3.13; complex
 * entries: (k + 2)·√2 in the place of k, section 3.6), u the unit roundoff.
 */
function productBound(a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const complex = a.kind === 'complex' || b.kind === 'complex';
  const roundings = complex ? 2 * Math.SQRT2 * (a.columns + 2) : 2 * a.columns;
  return scaleMatrix(naiveProduct(absolute(a), absolute(b)), roundings * unit);
}

function expectProduct(product: DenseMatrix, a: DenseMatrix, b: DenseMatrix): void {
  expect(worstAgainst(product, naiveProduct(a, b), productBound(a, b))).toBeLessThanOrEqual(1);
}

describe.each(kinds)('%s products', (kind) => {
  test.each(edges)('of order %i agree with three loops within the bound of rounding', (n) => {
    const [a, b] = [randomMatrix(kind, n, n, `a${n}`), randomMatrix(kind, n, n, `b${n}`)];
    expectProduct(multiplyMatrices(a, b), a, b);
  });

  test('of random rectangular sizes, with adjoints, agree with three loops', () => {
    const random = createRandom(`sizes ${kind}`);
    const size = (): number => 1 + Math.floor(random.uniform() ** 2 * 70);
    for (let trial = 0; trial < (process.env.LONG ? 600 : 60); trial++) {
      const [m, n, k] = [size(), size(), size()];
      const [adjointA, adjointB] = [random.uniform() < 0.5, random.uniform() < 0.5];
      const a = adjointA ? randomMatrix(kind, k, m, trial) : randomMatrix(kind, m, k, trial);
      const b = adjointB ? randomMatrix(kind, n, k, `b${trial}`) : randomMatrix(kind, k, n, `b${trial}`);
      const [left, right] = [adjointA ? naiveAdjoint(a) : a, adjointB ? naiveAdjoint(b) : b];
      expectProduct(multiplyMatrices(a, b, { adjointA, adjointB }), left, right);
    }
  });

  test('beyond the cache blocks: inner length 300, 520 columns, 140 rows', () => {
    const [a, b] = [randomMatrix(kind, 140, 300, 'long a'), randomMatrix(kind, 300, 520, 'long b')];
    expectProduct(multiplyMatrices(a, b), a, b);
  });

  test('in slabs of rows agree with the product of the parts', () => {
    // 2·1024·1024·1200 operations are more than one call takes, so the rows come in two slabs (more if complex).
    const [k, n, m] = [256, 2048, kind === 'real' ? 1300 : 400];
    const b = randomMatrix('real', k, n, 'wide');
    const wide = kind === 'real' ? b : toComplex(b);
    const a = randomMatrix(kind, m, k, 'tall');
    const product = multiplyMatrices(a, wide);
    const viaAdjoint = multiplyMatrices(adjoint(a), wide, { adjointA: true });
    expect(sameNumbers(viaAdjoint.data, product.data)).toBe(true);
    const width = kind === 'real' ? 1 : 2;
    for (const row of kind === 'real' ? [1023, 1024] : [255, 256]) {
      const one = { kind, rows: 1, columns: k, data: a.data.slice(width * row * k, width * (row + 1) * k) };
      const part = product.data.slice(width * row * n, width * (row + 1) * n);
      expect(sameNumbers(multiplyMatrices(one, wide).data, part)).toBe(true);
    }
  });

  test('with a vector agree with the product by one column', () => {
    for (const vectorKind of kinds)
      for (const [m, n] of [
        [1, 1],
        [5, 3],
        [3, 5],
        [33, 20],
      ]) {
        const a = randomMatrix(kind, m, n, 'matrix');
        const x = randomMatrix(vectorKind, n, 1, 'vector');
        const y = randomMatrix(vectorKind, m, 1, 'covector');
        const forward = naiveProduct(a, x);
        const backward = naiveProduct(naiveAdjoint(a), y);
        const straight = { ...forward, data: multiplyVector(a, x.data) };
        const turned = { ...backward, data: multiplyVector(a, y.data, { adjoint: true }) };
        expect(worstAgainst(straight, forward, productBound(a, x))).toBeLessThanOrEqual(1);
        expect(worstAgainst(turned, backward, productBound(naiveAdjoint(a), y))).toBeLessThanOrEqual(1);
      }
  });

  test('are associative and turn over under the adjoint, within rounding', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((seed) => randomMatrix(kind, 40, 40, seed));
    const left = multiplyMatrices(multiplyMatrices(a, b), c);
    const right = multiplyMatrices(a, multiplyMatrices(b, c));
    // Two products each way, each 40·√2 roundings of norms; factor 4 for the four products.
    const bound = 4 * 60 * unit * frobenius(a) * frobenius(b) * frobenius(c);
    expect(frobenius(difference(left, right))).toBeLessThan(bound);
    // The same sums in the same order: equal to the last bit.
    const turned = multiplyMatrices(b, a, { adjointA: true, adjointB: true });
    expect(sameNumbers(adjoint(multiplyMatrices(a, b)).data, turned.data)).toBe(true);
  });
});

test('mixed kinds are promoted', () => {
  const [a, b] = [randomMatrix('real', 9, 6, 1), randomMatrix('complex', 6, 11, 2)];
  expectProduct(multiplyMatrices(a, b), a, b);
  expectProduct(multiplyMatrices(b, a, { adjointA: true, adjointB: true }), naiveAdjoint(b), naiveAdjoint(a));
});

test('entries of very different size keep their relative accuracy', () => {
  const sizes = (i: number, j: number): [number, number] => [2 ** (20 * (i - j)), i === j ? -1 : 2];
  const a = fromEntries('complex', 24, 24, sizes);
  expectProduct(multiplyMatrices(a, a), a, a);
});

test('products agree with ml-matrix and mathjs', () => {
  const [a, b] = [randomMatrix('real', 12, 9, 'ml a'), randomMatrix('real', 9, 7, 'ml b')];
  const ml = new Matrix(toRows(a)).mmul(new Matrix(toRows(b)));
  expect(worstAgainst(multiplyMatrices(a, b), denseMatrix(ml), productBound(a, b))).toBeLessThanOrEqual(1);
  const [c, d] = [randomMatrix('complex', 5, 4, 'mj a'), randomMatrix('complex', 4, 3, 'mj b')];
  const rows = (x: DenseMatrix) =>
    mathMatrix(toComplexRows(x).map((row) => row.map(({ re, im }) => mathComplex(re, im))));
  const mj = denseMatrix(mathMultiply(rows(c), rows(d)));
  expect(worstAgainst(multiplyMatrices(c, d), mj, productBound(c, d))).toBeLessThanOrEqual(1);
});

describe('multiplyMatricesInto', () => {
  const [a, b] = [randomMatrix('real', 6, 5, 'x'), randomMatrix('real', 5, 4, 'y')];

  test('overwrites what was in out and returns it', () => {
    const out = realMatrix(6, 4, new Float64Array(24).fill(Number.NaN));
    expect(multiplyMatricesInto(a, b, out)).toBe(out);
    expect(out.data).toEqual(multiplyMatrices(a, b).data);
  });

  test('refuses an out of the wrong size or kind, or one that shares memory', () => {
    expect(() => multiplyMatricesInto(a, b, realMatrix(4, 6))).toThrow(
      'out must be a real 6 × 4 matrix, got a real 4 × 6 one',
    );
    expect(() => multiplyMatricesInto(a, b, complexMatrix(6, 4))).toThrow('out must be a real 6 × 4 matrix');
    const square = randomMatrix('real', 4, 4, 'z');
    expect(() => multiplyMatricesInto(square, b, square, { adjointB: true })).toThrow(RangeError);
    expect(() => multiplyMatricesInto(square, square, square)).toThrow('out must share no memory');
    const long = new Float64Array(31);
    const shifted = realMatrix(4, 4, long.subarray(15, 31));
    expect(() => multiplyMatricesInto(realMatrix(4, 4, long.subarray(0, 16)), square, shifted)).toThrow(
      'out must share no memory',
    );
    multiplyMatricesInto(realMatrix(4, 3, long.subarray(3, 15)), realMatrix(3, 4), shifted);
  });
});

describe('refusals', () => {
  const good = randomMatrix('complex', 3, 3, 'good');
  test('sizes that do not fit', () => {
    expect(() => multiplyMatrices(realMatrix(2, 3), realMatrix(4, 2))).toThrow(
      'b must have 3 rows to be multiplied by a (2 × 3), got 4 × 2',
    );
    expect(() => multiplyMatrices(realMatrix(2, 3), realMatrix(4, 2), { adjointA: true })).toThrow(
      'b must have 2 rows to be multiplied by a (adjoint of 2 × 3), got 4 × 2',
    );
    expect(() => multiplyVector(good, [1, 2])).toThrow(
      'x must have length 3 (real) or 6 (complex), got length 2',
    );
    expect(() => trace(realMatrix(2, 3))).toThrow('a must be square');
    expect(() => commutator(realMatrix(2, 3), realMatrix(3, 2))).toThrow('a must be square');
    expect(() => addMatrices(realMatrix(2, 3), realMatrix(3, 2))).toThrow(
      'b must be 2 × 3 like a, got 3 × 2',
    );
  });

  test.each([Number.NaN, Infinity, -Infinity])('the entry %p, wherever it is', (bad) => {
    for (const n of [3, 20])
      for (const place of [0, n, n * n - 1]) {
        const spoiled = randomMatrix('real', n, n, 'spoiled');
        spoiled.data[place] = bad;
        const zero = realMatrix(n, n);
        const where = `got ${bad} at row ${Math.floor(place / n)}, column ${place % n}`;
        expect(() => multiplyMatrices(spoiled, zero)).toThrow(`a must have finite entries, ${where}`);
        expect(() => multiplyMatrices(zero, spoiled)).toThrow(`b must have finite entries, ${where}`);
        expect(() => multiplyVector(spoiled, new Float64Array(n))).toThrow(where);
        expect(() => addMatrices(zero, spoiled)).toThrow(where);
        expect(() => scaleMatrix(spoiled, 2)).toThrow(where);
        expect(() => kroneckerProduct(spoiled, zero)).toThrow(where);
        expect(() => traceOfProduct(spoiled, zero)).toThrow(where);
      }
    expect(() => scaleMatrix(good, bad)).toThrow('factor must be a finite number');
    expect(() => scaleMatrix(good, { re: 1, im: bad })).toThrow('factor.im must be a finite number');
    expect(() => multiplyVector(good, [1, bad, 2])).toThrow('x[1] must be a finite number');
  });

  test('a product that overflows', () => {
    expect(() => multiplyMatrices(diagonalMatrix([1e200, 1]), diagonalMatrix([1e200, 1]))).toThrow(
      'overflows',
    );
  });

  test('more memory than there is, before the work starts', () => {
    // Numbers that are announced, but not there: the real ones would take 3.4 GiB.
    const data = Object.defineProperty(new Float64Array(0), 'length', { value: 2 * 15000 ** 2 });
    const huge = { kind: 'complex', rows: 15000, columns: 15000, data } as const;
    expect(() => multiplyMatrices(huge, huge)).toThrow(/the work space must be at most 2048 MiB, would be/);
  });
});

describe('elementary functions', () => {
  test.each(kinds)('adjoint and transpose of %s matrices, across pieces of 16', (kind) => {
    for (const [m, n] of [
      [1, 5],
      [16, 17],
      [33, 40],
    ]) {
      const a = randomMatrix(kind, m, n, 'turn');
      expect(sameNumbers(adjoint(a).data, naiveAdjoint(a).data)).toBe(true);
      const turned = fromEntries(kind, n, m, (i, j) => entry(a, j, i));
      expect(sameNumbers(transpose(a).data, turned.data)).toBe(true);
    }
  });

  test('sums and multiples, closed forms', () => {
    const a = denseMatrix([[1, { re: 0, im: 2 }]]);
    const b = denseMatrix([[3, -1]]);
    expect(toComplexRows(addMatrices(a, b, { re: 1, im: 1 }))).toEqual([
      [
        { re: 4, im: 3 },
        { re: -1, im: 1 },
      ],
    ]);
    expect(toRows(addMatrices(b, b, -3))).toEqual([[-6, 2]]);
    expect(toComplexRows(scaleMatrix(a, { re: 0, im: 1 }))).toEqual([
      [
        { re: 0, im: 1 },
        { re: -2, im: 0 },
      ],
    ]);
    expect(toRows(identityMatrix(2))).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test('the Pauli matrices: commutator, trace, Kronecker product', () => {
    const x = denseMatrix([
      [0, 1],
      [1, 0],
    ]);
    const y = denseMatrix([
      [0, { re: 0, im: -1 }],
      [{ re: 0, im: 1 }, 0],
    ]);
    const z = denseMatrix([
      [1, 0],
      [0, -1],
    ]);
    expect(frobenius(difference(commutator(x, y), scaleMatrix(z, { re: 0, im: 2 })))).toBe(0);
    expect(trace(z)).toEqual({ re: 0, im: 0 });
    expect(trace(scaleMatrix(identityMatrix(3), { re: 2, im: -1 }))).toEqual({ re: 6, im: -3 });
    const product = kroneckerProduct(z, y);
    expect(entry(product, 0, 1)[1]).toBe(-1);
    expect(entry(product, 1, 0)[1]).toBe(1);
    expect(entry(product, 2, 3)[1]).toBe(1);
    expect(frobenius(product)).toBe(2);
  });

  test('(A ⊗ B)(C ⊗ D) = AC ⊗ BD for rectangular matrices of mixed kinds', () => {
    const [a, c] = [randomMatrix('complex', 2, 3, 'A'), randomMatrix('real', 3, 4, 'C')];
    const [b, d] = [randomMatrix('real', 5, 2, 'B'), randomMatrix('complex', 2, 3, 'D')];
    const left = multiplyMatrices(kroneckerProduct(a, b), kroneckerProduct(c, d));
    const right = kroneckerProduct(multiplyMatrices(a, c), multiplyMatrices(b, d));
    // Sums of 6 products of norms.
    const bound = 12 * unit * frobenius(a) * frobenius(b) * frobenius(c) * frobenius(d);
    expect(frobenius(difference(left, right))).toBeLessThan(bound);
  });

  test.each(kinds)('tr(AB) = Σ (AB)_ii for %s matrices', (kind) => {
    const [a, b] = [randomMatrix(kind, 7, 5, 'A'), randomMatrix('complex', 5, 7, 'B')];
    const [direct, full] = [traceOfProduct(a, b), trace(naiveProduct(a, b))];
    expect(Math.hypot(direct.re - full.re, direct.im - full.im)).toBeLessThan(
      100 * unit * frobenius(a) * frobenius(b),
    );
  });
});

describe('adapters', () => {
  const rows = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  test('rows, ml-matrix and mathjs in and out', () => {
    for (const source of [rows, new Matrix(rows), mathMatrix(rows)]) {
      const matrix = denseMatrix(source);
      expect(matrix).toEqual(realMatrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 6)));
      expect(toRows(matrix)).toEqual(rows);
    }
    expect(new Matrix(toRows(denseMatrix(rows))).get(1, 2)).toBe(6);
    const complex = denseMatrix(mathMatrix([[mathComplex(1, 2), mathComplex(3, 4)]]));
    expect(complex).toEqual(complexMatrix(1, 2, Float64Array.of(1, 2, 3, 4)));
    expect(toComplexRows(complex)).toEqual([
      [
        { re: 1, im: 2 },
        { re: 3, im: 4 },
      ],
    ]);
    expect(toComplexRows(denseMatrix([[5]]))).toEqual([[{ re: 5, im: 0 }]]);
  });

  test('refusals', () => {
    expect(() => denseMatrix([[1, 2], [3]])).toThrow('row 1 must have 2 entries like row 0, got 1');
    expect(() => denseMatrix([])).toThrow('rows must be an integer');
    expect(() => denseMatrix([[1, Number.NaN]])).toThrow('row 0, column 1 must be a finite number');
    expect(() => denseMatrix([[{ re: 1, im: Infinity }]])).toThrow('row 0, column 0');
    expect(() => denseMatrix([['1']] as unknown as number[][])).toThrow('got "1"');
    expect(() => denseMatrix(7 as unknown as number[][])).toThrow(
      'the rows of a matrix must be an array, got 7',
    );
    expect(() => denseMatrix([1, 2] as unknown as number[][])).toThrow('as in [[1, 2], [3, 4]]');
    expect(() => toRows(complexMatrix(1, 1))).toThrow('use toComplexRows');
  });
});
