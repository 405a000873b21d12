export {
  type CoherentSpanOptions,
  catState,
  coherentSpan,
  coherentState,
  coherentSuperposition,
  type PhaseSpaceAtoms,
  toeplitzState,
} from './coherentStates';
export {
  type CommutatorGrowthOptions,
  type CommutatorSizes,
  characterCommutator,
  commutatorGrowth,
  commutatorSizes,
  gammaTwo,
  type TranslationOptions,
  translationCommutators,
} from './commutators';
export { type CompressOptions, compressState, type StateCompression } from './compress';
export { type TransformFrame, type TransformFramesOptions, transformFrames } from './film';
export { fockDensity, fockState } from './fockStates';
export {
  type GaussianStateOptions,
  gaussianState,
  squeezedState,
  thermalState,
  toeplitzGaussians,
} from './gaussianStates';
export { gridDensityMatrix, gridDensityState, gridState } from './gridStates';
export { mixtureOfStates, productOfStates } from './mixtures';
export { type StateMoments, stateMoments } from './moments';
export type {
  CoherentSpan,
  DensityState,
  FockState,
  GaussianMixture,
  GridState,
  LineState,
  ProductState,
} from './states';
export { type OperatorBasis, type PhaseSpaceSymbol, symbolNorm } from './symbols';
export { type ToeplitzOptions, toeplitzOperator } from './toeplitz';
export { type FockOptions, toFock } from './toFock';
export { toGrid } from './toGrid';
export {
  husimiTransform,
  type MeasuredNumber,
  negativity,
  type PhaseSpaceFunction,
  type PhaseSpaceWindow,
  type PlaneSection,
  wignerTransform,
} from './transforms';
export type { CompressedState } from './types';
export {
  type CalderonVaillancourt,
  calderonVaillancourt,
  type QuantisationOptions,
  weylOperator,
} from './weyl';
