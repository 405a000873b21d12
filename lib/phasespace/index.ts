export {
  type CoherentSpanOptions,
  catState,
  coherentSpan,
  coherentState,
  type PhaseSpaceAtoms,
  toeplitzState,
} from './coherentStates';
export { type CompressOptions, compressState } from './compress';
export { fockDensity, fockState } from './fockStates';
export {
  type GaussianStateOptions,
  gaussianState,
  squeezedState,
  thermalState,
  toeplitzGaussians,
} from './gaussianStates';
export { gridDensityState, gridState } from './gridStates';
export { mixtureOfStates, productOfStates } from './mixtures';
export type {
  CoherentSpan,
  DensityState,
  FockState,
  GaussianMixture,
  GridState,
  LineState,
  ProductState,
} from './states';
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
