export { type CholeskyFactor, choleskyFactor } from './cholesky';
export {
  type ArrayMaker,
  denseMatrix,
  type Entry,
  type EntryByEntry,
  toComplexRows,
  toRows,
} from './convert';
export {
  eigenHermitian,
  eigenvaluesHermitian,
  extremeEigenvalues,
  type HermitianEigen,
  type HermitianEigenOptions,
} from './eigen';
export {
  addMatrices,
  adjoint,
  type Complex,
  commutator,
  diagonalMatrix,
  identityMatrix,
  kroneckerProduct,
  scaleMatrix,
  trace,
  traceOfProduct,
  transpose,
} from './elementary';
export {
  hermitianFunction,
  matrixExponential,
  matrixLogarithm,
  matrixSquareRoot,
  unitaryExponential,
} from './functions';
export { eigenGeneralized } from './generalizedEigen';
export { hermitianPart } from './hermitian';
export { type LeastSquares, leastSquares } from './leastSquares';
export { determinant, inverseMatrix, type LuFactor, luFactor, solveLinear } from './lu';
export { complexMatrix, type DenseMatrix, realMatrix, toComplex } from './matrix';
export {
  multiplyMatrices,
  multiplyMatricesInto,
  multiplyVector,
  type ProductOptions,
} from './multiply';
export { hilbertSchmidtNorm, operatorNorm, operatorNormBounds, schattenNorm, traceNorm } from './norms';
export { projector } from './projector';
export { type PivotedQrFactor, pivotedQrFactor, type QrFactor, qrFactor } from './qr';
export type { RankOptions } from './rank';
export {
  matrixRank,
  pseudoInverse,
  type SingularValues,
  singularValueDecomposition,
  singularValues,
} from './singularValues';
export { solveTriangular, type TriangularOptions } from './triangular';
export { eigenTridiagonal, eigenvaluesTridiagonal } from './tridiagonal';
export type { Solve } from './vector';
