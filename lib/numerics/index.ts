export {
  type LogLogFit,
  type LogLogOptions,
  logLogFit,
  type ObservedOrder,
  observedOrder,
} from './convergence';
export { dop853, type OdeOptions, type OdeResult, type RightHandSide } from './dop853';
export type { OnProgress } from './progress';
export { gaussLegendre, type QuadratureRule } from './quadrature';
export { createRandom, type Random, randomFromState } from './random';
export {
  denseFromSparse,
  sparseFromDense,
  sparseScaled,
  sparseSum,
  sparseTimesInto,
} from './sparse/algebra';
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
