export {
  denseFromSparse,
  sparseFromDense,
  sparseScaled,
  sparseSum,
  sparseTimes,
  sparseTimesInto,
} from './algebra';
export {
  gershgorinBounds,
  type HermitianCheckOptions,
  requireSparseHermitian,
  type SpectralBounds,
} from './hermitian';
export { type LanczosOptions, type LanczosResult, lanczos } from './lanczos';
export {
  type Emit,
  type SparseMatrix,
  sparseFromRows,
  sparseFromTriplets,
  type Triplets,
} from './matrix';
export {
  type HermitianOperator,
  type HermiticityOptions,
  hermitianOperator,
  requireHermitianOperator,
} from './operator';
export {
  type PropagationReport,
  type PropagatorOptions,
  type SchroedingerPropagator,
  schroedingerPropagator,
} from './propagator';
export { type SpectralBoundsOptions, spectralBounds } from './spectrum';
