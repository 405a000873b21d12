import { CholeskyDecomposition, Matrix, determinant as mlDeterminant, solve as mlSolve } from 'ml-matrix';
import {
  addMatrices,
  adjoint,
  choleskyFactor,
  complexMatrix,
  createRandom,
  type DenseMatrix,
  denseMatrix,
  determinant,
  diagonalMatrix,
  identityMatrix,
  inverseMatrix,
  luFactor,
  multiplyMatrices,
  pivotedQrFactor,
  qrFactor,
  realMatrix,
  scaleMatrix,
  solveLinear,
  solveTriangular,
  toComplex,
  toRows,
} from '../../../lib/numerics/index';
import {
  absolute,
  difference,
  entry,
  frobenius,
  fromEntries,
  hilbertMatrix,
  type Kind,
  kinds,
  naiveAdjoint,
  naiveProduct,
  positiveMatrix,
  randomMatrix,
  unit,
  worstAgainst,
} from './samples';

/** Sizes on both sides of the tiles (4), the narrow panels (16), the blocks of 64, 96 and 128. */
const edges = [1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 95, 96, 97, 127, 128, 129, 150];

/** Complex products and quotients err by at most √2·γ₂ and √2·γ₇ (Higham, 2002, lemma 3.5): 10 in the place of 1. */
const perOperation = (kind: Kind): number => (kind === 'real' ? 1 : 10);

/** Whether all pairs of indices below n have a property. */
function isEverywhere(n: number, property: (i: number, j: number) => boolean): boolean {
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (!property(i, j)) return false;
  return true;
}

/** bound·u·A for a real matrix A. */
const times = (factor: number, a: DenseMatrix): DenseMatrix => scaleMatrix(a, factor * unit);

function rowsPermuted(a: DenseMatrix, permutation: Int32Array): DenseMatrix {
  return fromEntries(a.kind, a.rows, a.columns, (i, j) => entry(a, permutation[i], j));
}

/** L and U of the packed factors. */
function unpacked(factors: DenseMatrix): [DenseMatrix, DenseMatrix] {
  const { kind, rows: n } = factors;
  return [
    fromEntries(kind, n, n, (i, j) => (i > j ? entry(factors, i, j) : [i === j ? 1 : 0, 0])),
    fromEntries(kind, n, n, (i, j) => (i <= j ? entry(factors, i, j) : [0, 0])),
  ];
}

describe.each(kinds)('triangular systems, %s', (kind) => {
  test.each(edges)('order %i: all shapes, |B − T·X| within the bound of substitution', (n) => {
    const full = randomMatrix(kind, n, n, `t${n}`);
    // A large diagonal keeps X, hence the test's sensitivity to every entry of T, of order one.
    const t = fromEntries(kind, n, n, (i, j) => {
      const [re, im] = entry(full, i, j);
      return [re + (i === j ? Math.sign(re) * Math.sqrt(n) : 0), im];
    });
    const b = randomMatrix(kind, n, n < 20 ? n + 2 : 6, `b${n}`);
    for (const shape of ['lower', 'upper'] as const)
      for (const transposed of [false, true])
        for (const unitDiagonal of [false, true]) {
          const inside = (i: number, j: number): boolean => (shape === 'lower' ? i > j : i < j);
          const triangle = fromEntries(kind, n, n, (i, j) => {
            if (i === j) return unitDiagonal ? [1, 0] : entry(t, i, j);
            // A unit triangle with entries of order one would be exponentially ill-conditioned.
            const [re, im] = entry(t, i, j);
            return inside(i, j) ? (unitDiagonal ? [re / n, im / n] : [re, im]) : [0, 0];
          });
          // What is outside of the triangle must not be used.
          const given = fromEntries(kind, n, n, (i, j) =>
            (i === j && unitDiagonal) || (i !== j && !inside(i, j)) ? [1e3, 1e3] : entry(triangle, i, j),
          );
          const x = solveTriangular(given, b, { shape, adjoint: transposed, unitDiagonal });
          const op = transposed ? naiveAdjoint(triangle) : triangle;
          // Higham, 2002, theorem 8.5 holds for any order of the sums: |B − T·X| ≤ n·u·|T|·|X|, n here for the check.
          const bound = times(perOperation(kind) * (2 * n + 4), naiveProduct(absolute(op), absolute(x)));
          expect(worstAgainst(naiveProduct(op, x), b, bound)).toBeLessThanOrEqual(1);
        }
  });
});

test('triangular systems with a vector, of mixed kinds', () => {
  const t = denseMatrix([
    [2, 0],
    [1, 4],
  ]);
  expect(Array.from(solveTriangular(t, [2, 9], { shape: 'lower' }))).toEqual([1, 2]);
  expect(Array.from(solveTriangular(t, [4, 8, 0, 4], { shape: 'lower', adjoint: true }))).toEqual([
    2, 3.5, 0, 1,
  ]);
  expect(() =>
    solveTriangular(
      denseMatrix([
        [1, 0],
        [5, 0],
      ]),
      [1, 1],
      { shape: 'lower' },
    ),
  ).toThrow('t must be invertible, but its diagonal entry 1 is 0');
});

test('many right-hand sides come in groups', () => {
  // 2^30/128² = 65536 columns fit into one group of order 128; of order 256, 16384.
  const n = 256;
  const lower = fromEntries('real', n, n, (i, j) => [i === j ? 2 : i === j + 1 ? 1 : 0, 0]);
  const columns = 16400;
  const b = realMatrix(n, columns);
  for (let i = 0, at = 0; i < n; i++)
    for (let j = 0; j < columns; j++, at++) b.data[at] = (i === 0 ? 2 : 3) * ((j % 5) + 1);
  const x = solveTriangular(lower, b, { shape: 'lower' });
  let wrong = 0;
  for (let at = 0; at < x.data.length; at++) if (x.data[at] !== ((at % columns) % 5) + 1) wrong++;
  expect(wrong).toBe(0);
});

describe.each(kinds)('Cholesky, %s', (kind) => {
  test.each(edges)('order %i: A − L·L* within the bound of rounding; solution and inverse', (n) => {
    const a = positiveMatrix(kind, n, `p${n}`);
    const factor = choleskyFactor(a);
    const { lower } = factor;
    const isLowerPositive = (i: number, j: number): boolean => {
      const [re, im] = entry(lower, i, j);
      return i > j || (im === 0 && (i === j ? re > 0 : re === 0));
    };
    expect(isEverywhere(n, isLowerPositive)).toBe(true);
    const size = naiveProduct(absolute(lower), absolute(naiveAdjoint(lower)));
    // Higham, 2002, theorem 10.3: (n + 1)·u·|L|·|L*|, and n·u for the product of the check.
    const bound = times(perOperation(kind) * (2 * n + 2), size);
    expect(worstAgainst(naiveProduct(lower, naiveAdjoint(lower)), a, bound)).toBeLessThanOrEqual(1);
    // Theorem 10.4: |B − A·X| ≤ (3n + 1)·u·|L|·|L*|·|X|.
    const b = randomMatrix('complex', n, 3, `b${n}`);
    const x = factor.solve(b);
    const solveBound = times(10 * (4 * n + 2), naiveProduct(size, absolute(x)));
    expect(worstAgainst(naiveProduct(a, x), b, solveBound)).toBeLessThanOrEqual(1);
    const inverse = factor.inverse();
    expect(frobenius(difference(inverse, naiveAdjoint(inverse)))).toBe(0);
    // ‖A‖·‖A⁻¹‖ ≤ (5n)/(n/10) for these matrices; an error c·n·u·κ with c = 4 in Frobenius norms.
    const product = naiveProduct(a, inverse);
    const identity = frobenius(difference(product, identityMatrix(n)));
    expect(identity).toBeLessThan(4 * perOperation(kind) * n * unit * frobenius(a) * frobenius(inverse));
  });

  test('graded matrices keep their accuracy row by row: D·A·D with D from 1e−150 to 1e150', () => {
    const n = 21;
    const a = positiveMatrix(kind, n, 'graded');
    const scale = (i: number): number => 2 ** (50 * (i - 10));
    const graded = fromEntries(kind, n, n, (i, j) => {
      const [re, im] = entry(a, i, j);
      return [re * scale(i) * scale(j), im * scale(i) * scale(j)];
    });
    // Powers of 2 commute with rounding: the factor is exactly D·L.
    const [plain, scaled] = [choleskyFactor(a).lower, choleskyFactor(graded).lower];
    const expected = fromEntries(kind, n, n, (i, j) => {
      const [re, im] = entry(plain, i, j);
      return [re * scale(i), im * scale(i)];
    });
    expect(frobenius(difference(scaleMatrix(scaled, 2 ** -500), scaleMatrix(expected, 2 ** -500)))).toBe(0);
    expect(scaled.data).toEqual(expected.data);
  });

  test('the pivot that fails is named, on both sides of the blocks', () => {
    for (const n of [1, 2, 5, 20, 97, 130])
      for (const bad of new Set([0, n >> 1, n - 1])) {
        const a = fromEntries(kind, n, n, (i, j) => [i === j ? (i === bad ? -2 : i + 1) : 0, 0]);
        expect(() => choleskyFactor(a)).toThrow(`a is not positive definite (pivot ${bad} is -2)`);
        a.data[(kind === 'real' ? 1 : 2) * bad * (n + 1)] = 0;
        expect(() => choleskyFactor(a)).toThrow(`a is not positive definite (pivot ${bad} is 0)`);
      }
  });
});

test('beyond one WebAssembly call: the inverse of order 300 comes in three groups of columns', () => {
  // 128 columns at once. L has ones on, −i below the diagonal; L⁻¹_jk = i^(j − k), A⁻¹_jk = (n − max(j, k))·i^(j − k).
  const n = 300;
  const a = complexMatrix(n, n);
  for (let j = 0; j < n; j++) a.data[2 * j * (n + 1)] = j === 0 ? 1 : 2;
  for (let j = 1; j < n; j++) {
    a.data[2 * (j * n + j - 1) + 1] = -1;
    a.data[2 * ((j - 1) * n + j) + 1] = 1;
  }
  const { data } = choleskyFactor(a).inverse();
  const [re, im] = [
    [1, 0, -1, 0],
    [0, 1, 0, -1],
  ];
  let wrong = 0;
  // All numbers on the way are integers below 2^53.
  for (let j = 0, at = 0; j < n; j++)
    for (let k = 0; k < n; k++, at += 2) {
      const size = n - (j > k ? j : k);
      const turn = (j - k) & 3;
      if (data[at] !== size * re[turn] || data[at + 1] !== size * im[turn]) wrong++;
    }
  expect(wrong).toBe(0);
});

test('beyond the cache blocks: inverses of order 530 by Cholesky and by LU', () => {
  const n = 530;
  const b = randomMatrix('real', n, 40, 'large');
  const a = addMatrices(multiplyMatrices(b, b, { adjointB: true }), identityMatrix(n), 20);
  const [byCholesky, byLu] = [choleskyFactor(a).inverse(), inverseMatrix(a)];
  // κ(A) is about (20 + (√530 + √40)²)/20 = 62; both errors are below n·u·κ·‖A⁻¹‖.
  const bound = 2 * n * unit * 62 * frobenius(byLu);
  expect(frobenius(difference(byCholesky, byLu))).toBeLessThan(bound);
});

test('log-determinants: closed form beyond the range of doubles, agreement with LU', () => {
  const large = choleskyFactor(scaleMatrix(identityMatrix(50), 1e300));
  expect(large.logDeterminant()).toBeCloseTo(50 * 300 * Math.LN10, 9);
  const a = positiveMatrix('complex', 30, 'log');
  // Each of 30 logarithms of numbers near 10 errs by a few roundings of its argument's relative error 30·u.
  expect(Math.abs(choleskyFactor(a).logDeterminant() - luFactor(a).logAbsDeterminant())).toBeLessThan(
    30 * 10 * 60 * unit,
  );
});

test('Cholesky agrees with ml-matrix', () => {
  const a = positiveMatrix('real', 25, 'ml');
  const ours = choleskyFactor(a).lower;
  const theirs = denseMatrix(new CholeskyDecomposition(new Matrix(toRows(a))).lowerTriangularMatrix);
  // Condition number below 50: the factors of two backward stable methods differ by about n·u·κ relatively.
  expect(frobenius(difference(ours, theirs))).toBeLessThan(25 * 50 * unit * frobenius(ours));
});

test('Hilbert matrices: a tiny backward error where the solution has no digit left', () => {
  const n = 12;
  const a = hilbertMatrix(n);
  const { lower, solve } = choleskyFactor(a);
  const bound = times(2 * n + 2, naiveProduct(absolute(lower), absolute(naiveAdjoint(lower))));
  expect(worstAgainst(naiveProduct(lower, naiveAdjoint(lower)), a, bound)).toBeLessThanOrEqual(1);
  const x = solve(new Float64Array(n).fill(1));
  const residual = naiveProduct(a, realMatrix(n, 1, x)).data.map((value) => value - 1);
  const size = frobenius(a) * frobenius(realMatrix(n, 1, x));
  expect(Math.max(...residual.map(Math.abs))).toBeLessThan(4 * n * unit * size);
  // Order 14 is not positive definite in doubles.
  expect(() => choleskyFactor(hilbertMatrix(16))).toThrow(/not positive definite \(pivot 1[2-5] is -?\d/);
  // κ₁ of order 5 is 943656 (closed form); the estimate is exact for a matrix whose inverse has alternating signs.
  expect(luFactor(hilbertMatrix(5)).reciprocalCondition() * 943656).toBeCloseTo(1, 9);
});

describe.each(kinds)('LU, %s', (kind) => {
  test.each(edges)('order %i: P·A − L·U within the bound of rounding; solution and inverse', (n) => {
    const a = randomMatrix(kind, n, n, `l${n}`);
    const factor = luFactor(a);
    const [lower, upper] = unpacked(factor.factors);
    // Partial pivoting keeps |Re| + |Im| of the multipliers below that of the pivot: |l_ij| ≤ 1, complex ≤ √2.
    expect(Math.max(...absolute(lower).data)).toBeLessThanOrEqual(
      kind === 'real' ? 1 : Math.SQRT2 + 4 * unit,
    );
    expect(Array.from(factor.permutation).sort((x, y) => x - y)).toEqual(
      Array.from({ length: n }, (_, i) => i),
    );
    const size = naiveProduct(absolute(lower), absolute(upper));
    // Higham, 2002, theorem 9.3: n·u·|L|·|U|, and n·u for the product of the check.
    const bound = times(perOperation(kind) * 2 * n, size);
    const permuted = rowsPermuted(a, factor.permutation);
    expect(worstAgainst(naiveProduct(lower, upper), permuted, bound)).toBeLessThanOrEqual(1);
    // Theorem 9.4: |B − A·X| ≤ 3n·u·Pᵀ·|L|·|U|·|X|.
    const b = randomMatrix(kind, n, 3, `b${n}`);
    const x = factor.solve(b);
    const solveBound = times(perOperation(kind) * 4 * n, naiveProduct(size, absolute(x)));
    const [left, right] = [naiveProduct(permuted, x), rowsPermuted(b, factor.permutation)];
    expect(worstAgainst(left, right, solveBound)).toBeLessThanOrEqual(1);
    const inverse = inverseMatrix(a);
    const identity = frobenius(difference(naiveProduct(a, inverse), identityMatrix(n)));
    expect(identity).toBeLessThan(4 * perOperation(kind) * n * unit * frobenius(a) * frobenius(inverse));
  });

  test('pivots are the largest of their column, so a matrix with a zero diagonal is no obstacle', () => {
    const n = 70;
    const shift = fromEntries(kind, n, n, (i, j) => [j === (i + 1) % n ? i + 1 : 0, 0]);
    const factor = luFactor(shift);
    const x = factor.solve(fromEntries(kind, n, 1, (i) => [(i + 1) * (i + 3), 0]));
    // One reciprocal and one product each.
    for (let j = 0; j < n; j++)
      expect(Math.abs(entry(x, j, 0)[0] / (j === 0 ? n + 2 : j + 2) - 1)).toBeLessThan(4 * unit);
    // An n-cycle of even length: sign −1; log(70!) from Stirling's series.
    const half = 70.5 * Math.log(70) - 70 + 0.5 * Math.log(2 * Math.PI) + 1 / 840 - 1 / (360 * 70 ** 3);
    expect(factor.logAbsDeterminant()).toBeCloseTo(half, 9);
    expect(factor.determinant().re / -Math.exp(half)).toBeCloseTo(1, 10);
  });

  test('the estimate of the condition lies between a third of the truth and the truth', () => {
    for (let n = 1; n < 40; n += 3) {
      const a = randomMatrix(kind, n, n, `c${n}`);
      const norm = (m: DenseMatrix): number =>
        Math.max(...naiveProduct(realMatrix(1, n, new Float64Array(n).fill(1)), absolute(m)).data);
      const truth = 1 / (norm(a) * norm(inverseMatrix(a)));
      const ratio = luFactor(a).reciprocalCondition() / truth;
      // The lower end: rounding of the two inverses, relative error n·u·κ with κ < 1e5 here.
      expect(ratio).toBeGreaterThan(1 - 1e-8);
      expect(ratio).toBeLessThan(3);
    }
  });
});

test('the estimate of the condition has no blind spot where its walk ends at once', () => {
  // A⁻¹ = I + θ·u·vᵀ with v ⟂ e, v₀ = 0 and u ⟂ e: the walk sees e and e₀, which A⁻¹ leaves alone. Powers of 2 keep it exact.
  const theta = 1024;
  const a = denseMatrix([
    [1, -theta, theta, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
    [0, theta, -theta, 1],
  ]);
  // ‖A‖₁ = ‖A⁻¹‖₁ = 2θ + 1; the alternating vector gives ‖A⁻¹‖₁ ≥ θ (within a few roundings of its 4/3 and 5/3).
  expect(luFactor(a).reciprocalCondition() * (2 * theta + 1) * theta).toBeCloseTo(1, 12);
});

describe('determinants', () => {
  test('closed forms', () => {
    expect(
      determinant(
        denseMatrix([
          [1, 2],
          [3, 4],
        ]),
      ).re,
    ).toBeCloseTo(-2, 14);
    const i = { re: 0, im: 1 };
    const complex = determinant(
      denseMatrix([
        [i, 2],
        [3, i],
      ]),
    );
    expect(complex.re).toBeCloseTo(-7, 14);
    expect(complex.im).toBeCloseTo(0, 14);
    const cube = determinant(scaleMatrix(identityMatrix(3), i));
    expect([Math.abs(cube.re), cube.im]).toEqual([0, -1]);
    expect(determinant(realMatrix(3, 3))).toEqual({ re: 0, im: 0 });
    // Vandermonde of 1 … 6: the product of the differences, 1!·2!·3!·4!·5!.
    const vandermonde = fromEntries('real', 6, 6, (r, c) => [(r + 1) ** c, 0]);
    expect(determinant(vandermonde).re / 34560).toBeCloseTo(1, 12);
    const a = randomMatrix('real', 20, 20, 'det');
    expect(determinant(a).re / mlDeterminant(new Matrix(toRows(a)))).toBeCloseTo(1, 10);
  });

  test('neither overflow nor underflow on the way', () => {
    expect(determinant(diagonalMatrix([1e200, 1e200, 1e-200, 1e-200, 3])).re).toBeCloseTo(3, 12);
    expect(determinant(diagonalMatrix([1e-200, 1e-200, 1e200, 1e200, -5])).re).toBeCloseTo(-5, 12);
    expect(determinant(diagonalMatrix([1e200, 1e200])).re).toBe(Infinity);
    expect(determinant(toComplex(diagonalMatrix([-1e200, 1e200])))).toEqual({ re: -Infinity, im: 0 });
    expect(determinant(diagonalMatrix([1e-200, 1e-200])).re).toBe(0);
    expect(determinant(diagonalMatrix([5e-324, 2 ** 1000])).re).toBe(2 ** -74);
    expect(luFactor(diagonalMatrix([1e-200, -1e-200])).logAbsDeterminant()).toBeCloseTo(-400 * Math.LN10, 10);
  });

  test('are multiplicative', () => {
    const [a, b] = [randomMatrix('complex', 9, 9, 'A'), randomMatrix('complex', 9, 9, 'B')];
    const [x, y, xy] = [a, b, multiplyMatrices(a, b)].map(determinant);
    const error = Math.hypot(x.re * y.re - x.im * y.im - xy.re, x.re * y.im + x.im * y.re - xy.im);
    // κ(A)·κ(B) is below 1e4, 9 roundings each.
    expect(error).toBeLessThan(1e5 * unit * Math.hypot(xy.re, xy.im));
  });
});

describe('singular and faulty input', () => {
  test('exactly singular matrices have determinant 0 and no inverse', () => {
    for (const n of [1, 3, 17, 80]) {
      const a = randomMatrix('real', n, n, `s${n}`);
      for (let i = 0; i < n; i++) a.data[i * n + n - 1] = 0;
      const factor = luFactor(a);
      expect(factor.zeroPivot).toBe(n - 1);
      expect(factor.determinant()).toEqual({ re: 0, im: 0 });
      expect(factor.logAbsDeterminant()).toBe(-Infinity);
      expect(factor.reciprocalCondition()).toBe(0);
      const message = `a must be invertible, but it is singular (pivot ${n - 1} of its LU factors is 0)`;
      expect(() => factor.solve(new Float64Array(n))).toThrow(message);
      expect(() => inverseMatrix(a)).toThrow(message);
    }
    expect(luFactor(realMatrix(5, 5)).zeroPivot).toBe(0);
  });

  test('the size, the kind of entries and the symmetry are checked', () => {
    expect(() => luFactor(realMatrix(2, 3))).toThrow('a must be square, got 2 × 3');
    expect(() =>
      choleskyFactor(
        denseMatrix([
          [1, 2],
          [2.5, 9],
        ]),
      ),
    ).toThrow(/symmetric .* deviation of 0.5/);
    const hermitian = denseMatrix([
      [2, { re: 0, im: 1 }],
      [{ re: 0, im: 1 }, 2],
    ]);
    expect(() => choleskyFactor(hermitian)).toThrow(/Hermitian .* deviation of 2/);
    const spoiled = identityMatrix(4);
    spoiled.data[2] = Number.NaN;
    for (const f of [luFactor, choleskyFactor])
      expect(() => f(spoiled)).toThrow('got NaN at row 0, column 2');
    const good = luFactor(identityMatrix(4));
    expect(() => good.solve(spoiled)).toThrow('b must have finite entries, got NaN at row 0, column 2');
    expect(() => good.solve([1, 2, 3])).toThrow('b must have length 4 (real) or 8 (complex), got length 3');
    expect(() => good.solve(realMatrix(3, 4))).toThrow('b must have 4 rows, got 3 × 4');
    expect(() => solveLinear(diagonalMatrix([1e-300, 1]), [1e300, 1])).toThrow('overflows');
    expect(() => choleskyFactor(diagonalMatrix([5e-324, 1])).inverse()).toThrow(
      'the inverse of a must stay below',
    );
  });

  test('overflow on the way is an error, never NaN', () => {
    const huge = fromEntries('real', 3, 3, (i, j) => [
      i === 0 || j === 2 ? 1.7e308 : -1.7e308 * (j + 1) ** -i,
      0,
    ]);
    expect(() => luFactor(huge)).toThrow('the LU factors of a must stay below 1.8e308');
    expect(() => qrFactor(huge)).toThrow('the QR factors of a must stay below 1.8e308');
    expect(() => pivotedQrFactor(huge)).toThrow('the QR factors of a must stay below 1.8e308');
    expect(() => addMatrices(huge, huge, -1.5)).toThrow('the result must have finite entries');
  });

  test('input is left alone, and changing it later changes no factor', () => {
    const a = positiveMatrix('complex', 12, 'kept');
    const before = a.data.slice();
    choleskyFactor(a).inverse();
    luFactor(a).inverse();
    expect(a.data).toEqual(before);
    const [factor, condition] = [luFactor(a), luFactor(a).reciprocalCondition()];
    a.data.fill(0);
    expect(factor.reciprocalCondition()).toBe(condition);
  });
});

test('random systems: A·X = B gives back X within the condition number; vectors too; agreement with ml-matrix', () => {
  const random = createRandom('systems');
  for (let trial = 0; trial < (process.env.LONG ? 400 : 40); trial++) {
    const n = 1 + Math.floor(random.uniform() * 60);
    const kind = kinds[trial % 2];
    const a = addMatrices(randomMatrix(kind, n, n, trial), identityMatrix(n), 3 * Math.sqrt(n));
    const x = randomMatrix(kinds[(trial >> 1) % 2], n, 1, `x${trial}`);
    const b = naiveProduct(a, x);
    const found = solveLinear(a, b);
    // The diagonal dominates on average: κ ≤ 20; 3n·u·κ with growth at most 4.
    const tolerance = 3 * n * 20 * 4 * unit * frobenius(x);
    expect(frobenius(difference(found, x))).toBeLessThan(tolerance);
    expect(Array.from(solveLinear(a, b.data))).toEqual(Array.from(found.data));
    if (a.kind === 'real' && b.kind === 'real') {
      const theirs = denseMatrix(mlSolve(new Matrix(toRows(a)), new Matrix(toRows(b))));
      expect(frobenius(difference(found, theirs))).toBeLessThan(tolerance);
    }
  }
});

test('the adjoint of the inverse is the inverse of the adjoint', () => {
  const a = addMatrices(randomMatrix('complex', 33, 33, 'inv'), identityMatrix(33), 20);
  const error = frobenius(difference(adjoint(inverseMatrix(a)), inverseMatrix(adjoint(a))));
  expect(error).toBeLessThan(33 * 20 * unit * frobenius(inverseMatrix(a)));
});
