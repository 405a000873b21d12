export {
  type LogLogFit,
  type LogLogOptions,
  logLogFit,
  type ObservedOrder,
  observedOrder,
} from './convergence';
export {
  eigenHermitian,
  eigenvaluesHermitian,
  type HermitianEigen,
  type HermitianEigenOptions,
} from './dense/eigen';
export { complexMatrix, type DenseMatrix, realMatrix } from './dense/matrix';
export { eigenTridiagonal, eigenvaluesTridiagonal, type TridiagonalEigen } from './dense/tridiagonal';
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
