import {
  addMatrices,
  adjoint,
  choleskyFactor,
  commutator,
  type DenseMatrix,
  determinant,
  eigenGeneralized,
  eigenHermitian,
  eigenvaluesHermitian,
  extremeEigenvalues,
  hermitianFunction,
  hermitianPart,
  hilbertSchmidtNorm,
  identityMatrix,
  inverseMatrix,
  kroneckerProduct,
  leastSquares,
  luFactor,
  matrixExponential,
  matrixLogarithm,
  matrixRank,
  matrixSquareRoot,
  multiplyMatrices,
  multiplyMatricesInto,
  multiplyVector,
  operatorNorm,
  operatorNormBounds,
  pivotedQrFactor,
  pseudoInverse,
  qrFactor,
  realMatrix,
  scaleMatrix,
  schattenNorm,
  singularValueDecomposition,
  singularValues,
  solveLinear,
  solveTriangular,
  toComplex,
  toComplexRows,
  toRows,
  trace,
  traceNorm,
  traceOfProduct,
  transpose,
  unitaryExponential,
} from '../../../lib/numerics/index';

const ofOne = {
  adjoint,
  transpose,
  trace,
  hermitianPart,
  choleskyFactor,
  luFactor,
  qrFactor,
  pivotedQrFactor,
  determinant,
  inverseMatrix,
  eigenHermitian,
  eigenvaluesHermitian,
  extremeEigenvalues,
  singularValues,
  singularValueDecomposition,
  matrixRank,
  pseudoInverse,
  operatorNorm,
  operatorNormBounds,
  traceNorm,
  hilbertSchmidtNorm,
  matrixExponential,
  matrixLogarithm,
  matrixSquareRoot,
};
const conversions = { toRows, toComplexRows, toComplex };
const ofTwo = {
  multiplyMatrices,
  addMatrices,
  commutator,
  kroneckerProduct,
  traceOfProduct,
  solveLinear,
  leastSquares,
  eigenGeneralized,
};

/** Every public function of the room with `m` in the place of each of its matrices in turn, and that parameter's name. */
function doors(m: DenseMatrix): Record<string, [parameter: string, call: () => unknown]> {
  const good = identityMatrix(2);
  const out: Record<string, [string, () => unknown]> = {};
  for (const [name, f] of Object.entries(ofOne)) out[name] = ['a', () => f(m)];
  for (const [name, f] of Object.entries(conversions)) out[name] = ['matrix', () => f(m)];
  for (const [name, f] of Object.entries(ofTwo)) {
    out[`${name}, first`] = ['a', () => f(m, good)];
    out[`${name}, second`] = ['b', () => f(good, m)];
  }
  const lower = { shape: 'lower' } as const;
  return {
    ...out,
    'multiplyMatricesInto, out': ['out', () => multiplyMatricesInto(good, good, m)],
    multiplyVector: ['a', () => multiplyVector(m, [1, 2])],
    scaleMatrix: ['a', () => scaleMatrix(m, 2)],
    schattenNorm: ['a', () => schattenNorm(m, 2)],
    hermitianFunction: ['a', () => hermitianFunction(m, Math.abs)],
    unitaryExponential: ['h', () => unitaryExponential(m, 1)],
    'solveTriangular, first': ['t', () => solveTriangular(m, good, lower)],
    'solveTriangular, second': ['b', () => solveTriangular(good, m, lower)],
    'solve of choleskyFactor': ['b', () => choleskyFactor(good).solve(m)],
  };
}

const rows = [
  [1, 0],
  [0, 1],
] as unknown as DenseMatrix;

test.each(Object.keys(doors(rows)))('%s wants a DenseMatrix and says how to make one', (name) => {
  for (const [given, shown] of [
    [rows, 'an array of length 2'],
    [undefined, 'undefined'],
    [{ rows: 2, columns: 2 }, '[object Object]'],
    [{ ...realMatrix(2, 2), kind: 'quaternion' }, '[object Object]'],
  ] as [DenseMatrix, string][]) {
    const [parameter, call] = doors(given)[name];
    const message = `${parameter} must be a DenseMatrix, got ${shown}: denseMatrix(rows) makes one`;
    expect(call).toThrow(new RangeError(message));
  }
});

test.each(Object.keys(doors(rows)))('%s wants as many numbers as its rows and columns ask for', (name) => {
  const [parameter, call] = doors({ ...realMatrix(2, 2), data: new Float64Array(3) })[name];
  expect(call).toThrow(
    new RangeError(`${parameter}.data must have length 4 for a real 2 × 2 matrix, got length 3`),
  );
});
