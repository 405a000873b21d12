export { type VlasovOptions, vlasovSolver } from './characteristics';
export { type CoupledFlow, type CoupledFlowOptions, coupledFlow } from './coupledFlow';
export { type DensityAtOptions, densityAlongCharacteristics } from './density';
export {
  type FluctuationOptions,
  type FluctuationResult,
  fluctuationVariance,
  type PhaseSpaceObservable,
} from './fluctuations';
export type { GridBox } from './gridBox';
export type { VlasovGridOptions } from './gridOptions';
export { asGridDensity, gridAtoms, interpolateGrid, sampleGrid } from './gridPoints';
export type { VlasovGridReport } from './gridReport';
export {
  type VlasovGridRun,
  type VlasovGridSolver,
  vlasovGridSolver,
} from './gridSolver';
export {
  type GridMarginals,
  gridCloud,
  gridMarginals,
  type PhaseSpaceGrid,
  type VlasovGridState,
} from './gridState';
export { type PicardOptions, type PicardResult, picardIterates } from './picard';
