export {
  denseFromSparse,
  sparseFromDense,
  sparseScaled,
  sparseSum,
  sparseTimes,
  sparseTimesInto,
} from './algebra';
export {
  checkSparseHermitian,
  gershgorinBounds,
  type HermitianCheckOptions,
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
  checkHermitianOperator,
  type HermitianOperator,
  type HermiticityOptions,
  hermitianOperator,
} from './operator';
export {
  type PropagationReport,
  type PropagatorOptions,
  type SchroedingerPropagator,
  schroedingerPropagator,
} from './propagator';
export { type SpectralBoundsOptions, spectralBounds } from './spectrum';
