/**
 * `mean-field`: solvers, metrics and checks for mean-field limits. Data flow one way:
 * interaction + initial density → solver → state(t) → metric → check of one statement → chart.
 */
export * from './charts';
export * from './densities';
export * from './diagnostics';
export * from './forces';
export * from './interactions';
export * from './metrics/coulomb';
export * from './metrics/pseudodistance';
export * from './metrics/transport';
// Of the numerics, what a reader of the notes needs beside the field's own names; all of them are in `mean-field/numerics`.
export {
  addMatrices,
  adjoint,
  type Complex,
  commutator,
  complexMatrix,
  createRandom,
  type DenseMatrix,
  denseMatrix,
  diagonalMatrix,
  type Estimate,
  eigenGeneralized,
  eigenHermitian,
  eigenvaluesHermitian,
  erf,
  erfc,
  erfcx,
  estimateOf,
  findRoot,
  gaussHermite,
  gaussLegendre,
  hilbertSchmidtNorm,
  identityMatrix,
  integrate,
  kroneckerProduct,
  type LocalSlopes,
  type LogLogFit,
  localSlopes,
  logLogFit,
  matrixExponential,
  multiplyMatrices,
  multiplyVector,
  type OnProgress,
  operatorNorm,
  productRule,
  projector,
  type QuadratureRule,
  type Random,
  realMatrix,
  scaleMatrix,
  toComplex,
  trace,
  traceNorm,
  traceOfProduct,
} from './numerics/index';
export * from './phasespace';
export * from './solvers/fluid';
export * from './solvers/kinetic';
export * from './solvers/particles';
export * from './solvers/quantum';
export * from './statements';
