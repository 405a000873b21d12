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
  type Extrapolated,
  type ObservedOrder,
  observedOrder,
  type RichardsonOptions,
  richardson,
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
  eigenHermitian,
  eigenvaluesHermitian,
  extremeEigenvalues,
  type HermitianEigen,
  type HermitianEigenOptions,
} from './dense/eigen';
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
export {
  hermitianFunction,
  matrixExponential,
  matrixLogarithm,
  matrixSquareRoot,
  unitaryExponential,
} from './dense/functions';
export { eigenGeneralized } from './dense/generalizedEigen';
export { hermitianPart } from './dense/hermitian';
export { type LeastSquares, leastSquares } from './dense/leastSquares';
export { determinant, inverseMatrix, type LuFactor, luFactor, solveLinear } from './dense/lu';
export { complexMatrix, type DenseMatrix, realMatrix, toComplex } from './dense/matrix';
export {
  multiplyMatrices,
  multiplyMatricesInto,
  multiplyVector,
  type ProductOptions,
} from './dense/multiply';
export { hilbertSchmidtNorm, operatorNorm, operatorNormBounds, schattenNorm, traceNorm } from './dense/norms';
export { type PivotedQrFactor, pivotedQrFactor, type QrFactor, qrFactor, type RankOptions } from './dense/qr';
export {
  matrixRank,
  pseudoInverse,
  type SingularRankOptions,
  type SingularValues,
  singularValueDecomposition,
  singularValues,
} from './dense/singularValues';
export { solveTriangular, type TriangularOptions } from './dense/triangular';
export { eigenTridiagonal, eigenvaluesTridiagonal, type TridiagonalEigen } from './dense/tridiagonal';
export type { Solve } from './dense/vector';
export {
  type BracketOptions,
  type BracketResult,
  expandBracket,
  findRoot,
  type RootOptions,
  type RootResult,
} from './findRoot';
export { type Convolution, type ConvolutionOptions, convolution } from './fourier/convolution';
export { type SpectralFilter, type SpectralFilterOptions, spectralFilter } from './fourier/filter';
export {
  type PeriodicBox,
  type SpectralShift,
  spectralDerivative,
  spectralMultiplier,
  spectralShift,
  wavenumbers,
} from './fourier/spectral';
export {
  type FourierTransform,
  fourierTransform,
  type RealFourierTransform,
  realFourierTransform,
} from './fourier/transforms';

export type { GridAxis } from './gridAxis';

export {
  bicubicInterpolant,
  bilinearInterpolant,
  chebyshevInterpolant,
  chebyshevPoints,
  cubicSpline,
  type GridInterpolant,
  type GridInterpolantOptions,
  type Interpolant,
  lagrangeInterpolant,
  monotoneCubic,
  type PiecewiseCubic,
  type SplineEnds,
  trigonometricInterpolant,
} from './interpolation';
export { type LogLogFit, type LogLogOptions, logLogFit } from './logLogFit';
export { type MinimumOptions, type MinimumResult, minimise1d } from './minimise';
export type { OdeSolution } from './ode/denseOutput';
export { dop853 } from './ode/dop853';
export type { OdeOptions, OdeResult } from './ode/dop853Options';
export type { RightHandSide } from './ode/dop853Step';
export type { EventFunction, LocatedEvent } from './ode/events';
export {
  type Flow,
  type ForceInto,
  type SplittingStepper,
  splitStep,
  splittingStepper,
} from './ode/splitting';
export { type Splitting, type SplittingName, splittings } from './ode/splittingTables';
export type { OnProgress } from './progress';
export {
  gaussHermite,
  gaussLaguerre,
  gaussLegendre,
  type Integral,
  type IntegralStatus,
  type IntegrateOptions,
  integrate,
  mapRule,
  type ProductRule,
  productRule,
  type QuadratureRule,
  type WeightedRule,
} from './quadrature';
export {
  createRandom,
  createSobol,
  type DiscreteDistribution,
  discreteDistribution,
  distributionFromFunction,
  type FunctionDistribution,
  type FunctionDistributionOptions,
  fillBall,
  fillSphere,
  type GridDistribution,
  gridDistribution,
  permutation,
  type Random,
  randomFromState,
  type Shuffleable,
  type SobolOptions,
  type SobolSequence,
  shuffle,
  type TabulatedDistribution,
  tabulatedDistribution,
} from './random';
export { denseFromSparse, sparseFromDense, sparseScaled, sparseSum, sparseTimesInto } from './sparse/algebra';
export { checkSparseHermitian, gershgorinBounds, type SpectralBounds } from './sparse/hermitian';
export { type LanczosOptions, type LanczosResult, lanczos } from './sparse/lanczos';
export {
  type Emit,
  type SparseMatrix,
  sparseFromRows,
  sparseFromTriplets,
  type Triplets,
} from './sparse/matrix';
export {
  checkHermitianOperator,
  type HermitianOperator,
  type HermiticityOptions,
  hermitianOperator,
} from './sparse/operator';
export {
  type PropagationReport,
  type PropagatorOptions,
  type SchroedingerPropagator,
  schroedingerPropagator,
} from './sparse/propagator';
export { type SpectralBoundsOptions, spectralBounds } from './sparse/spectrum';
export {
  besselI,
  besselJ,
  besselJOrders,
  besselK,
  beta,
  binomial,
  dawson,
  digamma,
  erf,
  erfc,
  erfcx,
  exponentialIntegralE1,
  factorial,
  faddeeva,
  gamma,
  hermiteFunctions,
  laguerreFunctions,
  logBeta,
  logBinomial,
  logGamma,
  normalCdf,
  normalPdf,
  normalQuantile,
  scaledBesselIOrders,
  studentCdf,
  studentQuantile,
} from './special';
