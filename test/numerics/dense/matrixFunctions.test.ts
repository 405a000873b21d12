import { all, create } from 'mathjs';
import {
  addMatrices,
  choleskyFactor,
  complexMatrix,
  createRandom,
  type DenseMatrix,
  eigenGeneralized,
  eigenvaluesHermitian,
  extremeEigenvalues,
  hermitianFunction,
  hermitianPart,
  identityMatrix,
  matrixExponential,
  matrixLogarithm,
  matrixSquareRoot,
  operatorNorm,
  realMatrix,
  scaleMatrix,
  unitaryExponential,
} from '../../../lib/numerics/index';
import {
  adjoint,
  diagonal,
  distance,
  entry,
  epsilon,
  identity,
  type Kind,
  largest,
  matrixFrom,
  nonOrthogonality,
  randomHermitian,
  randomMatrix,
  times,
  withSpectrum,
} from './tools';

const kinds: Kind[] = ['real', 'complex'];

/** Σ Aᵏ/k!: for ‖A‖ ≤ 2 thirty terms leave 1e-24, and no cancellation worth a digit. */
function exponentialByTaylor(a: DenseMatrix): DenseMatrix {
  let term: DenseMatrix = identity(a.kind, a.rows);
  let sum = term;
  for (let k = 1; k <= 30; k++) {
    term = scaleMatrix(times(term, a), 1 / k);
    sum = addMatrices(sum, term);
  }
  return sum;
}

function unitNorm(a: DenseMatrix, norm = 1): DenseMatrix {
  return scaleMatrix(a, norm / operatorNorm(a));
}

describe.each(kinds)('functions of a Hermitian matrix, %s', (kind) => {
  test('square root: S S = A, S* = S, S ≥ 0', () => {
    for (const n of [1, 5, 40]) {
      const b = randomMatrix(kind, n, n, createRandom(n));
      const a = hermitianPart(times(b, adjoint(b)));
      const root = matrixSquareRoot(a);
      // ε·n·‖A‖ for the square.
      expect(distance(times(root, root), a)).toBeLessThan(2 * n * epsilon * operatorNorm(a));
      expect(distance(root, adjoint(root))).toBe(0);
      expect(eigenvaluesHermitian(root)[0]).toBeGreaterThanOrEqual(-n * epsilon * operatorNorm(root));
    }
  });

  test('square root of a projection is itself, with its rounding errors clipped', () => {
    const p = withSpectrum(kind, [0, 0, 0, 0, 1, 1], 3);
    // √ of an eigenvalue 1e-16 is 1e-8: that is the conditioning of the root at 0.
    expect(distance(matrixSquareRoot(p), p)).toBeLessThan(1e-7);
  });

  test('logarithm and exponential undo each other', () => {
    for (const n of [2, 30]) {
      const a = withSpectrum(
        kind,
        Array.from({ length: n }, (_, k) => 0.1 + k),
        4,
      );
      // κ = n·10, error ε·κ·n at most.
      expect(distance(matrixExponential(matrixLogarithm(a)), a)).toBeLessThan(10 * n * n * epsilon * n);
      const h = unitNorm(randomHermitian(kind, n, 5), 3);
      expect(distance(matrixLogarithm(hermitianPart(matrixExponential(h))), h)).toBeLessThan(
        n * epsilon * Math.exp(6) * 3,
      );
    }
  });

  test('x² and 1/x against products and solutions', () => {
    const n = 33;
    const a = withSpectrum(
      kind,
      Array.from({ length: n }, (_, k) => 1 + k / n),
      6,
    );
    expect(
      distance(
        hermitianFunction(a, (x) => x * x),
        times(a, a),
      ),
    ).toBeLessThan(4 * n * epsilon);
    expect(
      distance(
        hermitianFunction(a, (x) => 1 / x),
        choleskyFactor(a).inverse(),
      ),
    ).toBeLessThan(4 * n * epsilon);
  });
});

describe.each(kinds)('exponential, %s', (kind) => {
  const general = (n: number, norm: number, seed: number): DenseMatrix =>
    unitNorm(randomMatrix(kind, n, n, createRandom(seed)), norm);

  test('Taylor series, at norms that use every degree of Padé', () => {
    for (const norm of [1e-3, 0.01, 0.1, 0.5, 1, 1.9])
      for (const a of [general(6, norm, 1), unitNorm(randomHermitian(kind, 6, 2), norm)])
        expect(distance(matrixExponential(a), exponentialByTaylor(a))).toBeLessThan(
          30 * epsilon * Math.exp(norm),
        );
  });

  test('exp(A) exp(−A) = I and exp(A)² = exp(2A), with repeated squaring', () => {
    for (const norm of [2, 5, 9]) {
      const a = general(10, norm, 3);
      const e = matrixExponential(a);
      const product = times(e, matrixExponential(scaleMatrix(a, -1)));
      // Errors of the squarings grow like ‖exp(A)‖·‖exp(−A)‖.
      const growth = operatorNorm(e) * operatorNorm(matrixExponential(scaleMatrix(a, -1)));
      expect(distance(product, identity(kind, 10))).toBeLessThan(100 * epsilon * growth * norm);
      const twice = matrixExponential(scaleMatrix(a, 2));
      expect(distance(times(e, e), twice)).toBeLessThan(100 * epsilon * operatorNorm(e) ** 2 * norm);
    }
  });

  test('nilpotent: the series ends', () => {
    const n = 7;
    const a = matrixFrom(kind, n, n, (i, j) => [j === i + 1 ? 3 : 0, 0]);
    const e = matrixExponential(a);
    let factorial = 1;
    for (let k = 0; k < n; k++) {
      if (k > 0) factorial *= k;
      for (let i = 0; i + k < n; i++)
        expect(Math.abs(entry(e, i, i + k)[0] / (3 ** k / factorial) - 1)).toBeLessThan(50 * epsilon);
    }
  });

  test('Hermitian and general ways agree', () => {
    const a = unitNorm(randomHermitian(kind, 12, 4), 3);
    // One entry off by a rounding error leads through Padé.
    const nearly = { ...a, data: a.data.slice() };
    nearly.data[kind === 'real' ? 1 : 2] *= 1 + 2 * epsilon;
    expect(distance(matrixExponential(a), matrixExponential(nearly))).toBeLessThan(
      100 * epsilon * Math.exp(3),
    );
  });

  test('unitary: inverse, group law, derivative −iH', () => {
    const n = 20;
    const h = unitNorm(randomHermitian(kind, n, 5));
    const u = unitaryExponential(h, 0.7);
    expect(u.kind).toBe('complex');
    expect(nonOrthogonality(u)).toBeLessThan(n * epsilon);
    expect(distance(times(u, unitaryExponential(h, 1.1)), unitaryExponential(h, 1.8))).toBeLessThan(
      2 * n * epsilon,
    );
    expect(distance(unitaryExponential(h, -0.7), adjoint(u))).toBeLessThan(n * epsilon);
    const minusIH = scaleMatrix(h, { re: 0, im: -0.7 });
    expect(distance(matrixExponential(minusIH), u)).toBeLessThan(2 * n * epsilon);
    expect(distance(exponentialByTaylor(minusIH), u)).toBeLessThan(2 * n * epsilon);
    // Long times: a phase of 1e6 has an error of 1e6·ε.
    expect(nonOrthogonality(unitaryExponential(h, 1e6))).toBeLessThan(n * epsilon);
  });
});

test('exponential of a rotation, and mathjs', () => {
  const e = matrixExponential(realMatrix(2, 2, [0, -0.5, 0.5, 0]));
  const exact = realMatrix(2, 2, [Math.cos(0.5), -Math.sin(0.5), Math.sin(0.5), Math.cos(0.5)]);
  expect(distance(e, exact)).toBeLessThan(8 * epsilon);
  const math = create(all);
  const a = randomMatrix('real', 4, 4, createRandom(6));
  const rows = Array.from({ length: 4 }, (_, i) => [...a.data.slice(4 * i, 4 * i + 4)]);
  const theirs = math.expm(math.matrix(rows)).toArray().flat() as number[];
  // mathjs states 1e-15 as its tolerance and loses some digits in its squarings.
  expect(distance(matrixExponential(a), realMatrix(4, 4, theirs))).toBeLessThan(
    1e-13 * largest(realMatrix(4, 4, theirs)),
  );
});

describe.each(kinds)('generalised eigenvalues, %s', (kind) => {
  test.each([1, 6, 50])('A X = B X Λ and X* B X = I, n = %i', (n) => {
    const a = randomHermitian(kind, n, 1);
    const b = withSpectrum(
      kind,
      Array.from({ length: n }, (_, k) => 1 + (3 * k) / n),
      2,
    );
    const { values, vectors } = eigenGeneralized(a, b);
    // κ(B) = 4.
    const size = operatorNorm(a) * 4 * n * epsilon;
    expect(distance(times(a, vectors), times(times(b, vectors), diagonal('real', values)))).toBeLessThan(
      4 * size,
    );
    expect(distance(times(times(vectors, b, true), vectors), identity(kind, n))).toBeLessThan(
      16 * n * epsilon,
    );
    const part = eigenGeneralized(a, b, { range: [n - 1, n - 1] });
    expect(part.values[0]).toBe(values[n - 1]);
  });

  test('B = I gives the ordinary problem, B = A ones', () => {
    const a = randomHermitian(kind, 9, 3);
    const ordinary = eigenvaluesHermitian(a);
    eigenGeneralized(a, identityMatrix(9)).values.forEach((value, k) => {
      expect(Math.abs(value - ordinary[k])).toBeLessThan(20 * epsilon * operatorNorm(a));
    });
    const b = withSpectrum(kind, [1, 2, 3, 4], 4);
    for (const value of eigenGeneralized(b, b).values) expect(Math.abs(value - 1)).toBeLessThan(40 * epsilon);
  });

  test('ends of the spectrum alone', () => {
    for (const n of [1, 2, 40]) {
      const a = randomHermitian(kind, n, 5);
      const values = eigenvaluesHermitian(a);
      const ends = extremeEigenvalues(a);
      for (const [k, index] of [
        [0, 0],
        [1, n - 1],
      ])
        expect(Math.abs(ends[k] - values[index])).toBeLessThan(2 * n * epsilon * operatorNorm(a));
    }
  });
});

describe('refusals', () => {
  test('by name, with the value', () => {
    const indefinite = realMatrix(2, 2, [1, 0, 0, -2]);
    expect(() => matrixSquareRoot(indefinite)).toThrow(
      /a must be positive semidefinite.*got an eigenvalue -2/,
    );
    expect(() => matrixLogarithm(indefinite)).toThrow(/a must be positive definite.*got an eigenvalue -2/);
    expect(() => matrixLogarithm(realMatrix(2, 2, [1, 0, 0, 0]))).toThrow('a must be positive definite');
    expect(() => hermitianFunction(indefinite, Math.sqrt)).toThrow(
      /^f\(-2\) must be a finite number, got NaN/,
    );
    expect(() => matrixExponential(realMatrix(2, 3))).toThrow('a must be square');
    expect(() => matrixExponential(realMatrix(1, 1, [800]))).toThrow('exp(a) must stay below 1.8e308');
    expect(() => matrixExponential(realMatrix(2, 2, [800, 1, 0, 800]))).toThrow(
      'exp(a) must stay below 1.8e308',
    );
    // A column sum that is no double; one that is, with a trace that leaves no hope; one with no trace.
    expect(() => matrixExponential(realMatrix(2, 2, [1e308, 1e308, 0.9e308, 1e308]))).toThrow(
      'a must have column sums below 1.8e308',
    );
    expect(() => matrixExponential(realMatrix(2, 2, [1e307, 1e307, 0.9e307, 1e307]))).toThrow(
      'exp(a) must stay below 1.8e308, but it overflows (‖a‖₁ = 2e+307)',
    );
    expect(() => matrixExponential(realMatrix(2, 2, [0, 1e6, 1.5e6, 0]))).toThrow(
      'exp(a) must stay below 1.8e308, but it overflows (‖a‖₁ = 1500000)',
    );
    expect([...matrixExponential(realMatrix(2, 2, [-1e300, 1, 0, -1e300])).data]).toEqual([0, 0, 0, 0]);
    expect(() => hermitianPart(realMatrix(2, 3))).toThrow('a must be square');
    expect(() => unitaryExponential(complexMatrix(1, 1, [0, 1]), 1)).toThrow('h must be Hermitian');
    expect(() => unitaryExponential(realMatrix(1, 1), Number.NaN)).toThrow('t must be a finite number');
    expect(() => eigenGeneralized(realMatrix(2, 2), indefinite)).toThrow(/^b is not positive definite/);
    expect(() => eigenGeneralized(realMatrix(2, 2), realMatrix(3, 3))).toThrow('b must be 2 × 2 like a');
  });
});

describe('exponentials of matrices far from normal', () => {
  test.each([1, 1e6, 1e12, 1e18, 1e40])('[[1, %d], [0, −1]] keeps its diagonal', (b) => {
    const { data } = matrixExponential(realMatrix(2, 2, [1, b, 0, -1]));
    const exact = [Math.E, b * Math.sinh(1), 0, 1 / Math.E];
    // A few roundings, entry by entry.
    for (let k = 0; k < 4; k++) expect(Math.abs(data[k] - exact[k])).toBeLessThanOrEqual(2e-15 * exact[k]);
  });

  test('a badly balanced matrix', () => {
    // A² = 2·I: exp(A) = cosh √2·I + sinh √2/√2·A.
    const [c, s] = [Math.cosh(Math.SQRT2), Math.sinh(Math.SQRT2) / Math.SQRT2];
    const { data } = matrixExponential(realMatrix(2, 2, [1, 1e10, 1e-10, -1]));
    const exact = [c + s, 1e10 * s, 1e-10 * s, c - s];
    // c − s is small beside c + s; the other entries to a few roundings in their own scale.
    for (let k = 0; k < 4; k++)
      expect(Math.abs(data[k] - exact[k])).toBeLessThan(4e-15 * Math.max(exact[k], k === 3 ? exact[0] : 0));
  });

  test.each([1, 1e5, 1e16, 1e100])('a real rotation by %d stays one', (b) => {
    const { kind, data } = matrixExponential(realMatrix(2, 2, [0, -b, b, 0]));
    expect(kind).toBe('real');
    expect(Math.abs(Math.hypot(data[0], data[2]) - 1)).toBeLessThan(4e-16);
    // The angle is known to a rounding of b.
    if (b < 1e6) expect(Math.abs(data[0] - Math.cos(b))).toBeLessThan(4e-16 * (1 + b));
  });
});
