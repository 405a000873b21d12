export { certifiedLowerBound } from './conic/certificates';
export type { ConicStatus } from './conic/interiorPoint';
export {
  type BlockTerm,
  type HermitianEntry,
  type SemidefiniteBlock,
  type SemidefiniteConstraint,
  type SemidefiniteProgram,
  semidefiniteProgram,
} from './conic/program';
export {
  type SemidefiniteOptions,
  type SemidefiniteRay,
  type SemidefiniteResult,
  solveSemidefinite,
} from './conic/solve';
export {
  type LogLogFit,
  type LogLogOptions,
  logLogFit,
  type ObservedOrder,
  observedOrder,
} from './convergence';
export { type CholeskyFactor, choleskyFactor } from './dense/cholesky';
export {
  type ArrayMaker,
  denseMatrix,
  type Entry,
  type EntryByEntry,
  toComplexRows,
  toRows,
} from './dense/convert';
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
} from './dense/elementary';
export { type LeastSquares, leastSquares } from './dense/leastSquares';
export { determinant, inverseMatrix, type LuFactor, luFactor, solveLinear } from './dense/lu';
export { complexMatrix, type DenseMatrix, realMatrix, toComplex } from './dense/matrix';
export {
  multiplyMatrices,
  multiplyMatricesInto,
  multiplyVector,
  type ProductOptions,
} from './dense/multiply';
export { type PivotedQrFactor, pivotedQrFactor, type QrFactor, qrFactor, type RankOptions } from './dense/qr';
export { solveTriangular, type TriangularOptions } from './dense/triangular';
export type { Solve } from './dense/vector';
export { dop853, type OdeOptions, type OdeResult, type RightHandSide } from './dop853';
export type { OnProgress } from './progress';
export { gaussLegendre, type QuadratureRule } from './quadrature';
export { createRandom, type Random, randomFromState } from './random';
export {
  erf,
  erfc,
  logGamma,
  normalCdf,
  normalPdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from './special';
export {
  createSplittingScratch,
  type ForceInto,
  type Splitting,
  type SplittingName,
  type SplittingScratch,
  type SplittingStepper,
  splittingStepper,
  splittings,
  stepSplitting,
} from './splitting';
