export { type GaussianLaw, type TransportGaussianResult, transportGaussian } from './bounds/gaussian';
export {
  type LipschitzFunction,
  lowerBoundByCovariances,
  lowerBoundByDensity,
  lowerBoundByMeans,
  lowerBoundByMoments,
  lowerBoundByNearestPoints,
  lowerBoundByProjections,
  lowerBoundByTestFunctions,
  type ProjectionOptions,
} from './bounds/lowerBounds';
export { cloud } from './cloud';
export {
  couplingCost,
  couplingMarginals,
  marginalDefect,
  productCoupling,
  randomCoupling,
  type UniformSource,
} from './couplings';
export {
  dualDefect,
  type KantorovichRubinsteinPotential,
  kantorovichRubinsteinPotential,
  type TransportPotentials,
} from './duality';
export {
  type EntropicOptions,
  type TransportEntropicOptions,
  type TransportEntropicResult,
  transportEntropic,
} from './entropic/entropic';
export { type SinkhornDivergence, sinkhornDivergence } from './entropic/sinkhornDivergence';
export { type TransportExactOptions, type TransportOptions, transportExact } from './exact/exact';
export { type TransportGridOptions, type TransportGridResult, transportGrid } from './grid/grid';
export {
  type BarycentreOptions,
  type WassersteinBarycentre,
  wassersteinBarycentre,
} from './interpolation/barycentre';
export {
  barycentricProjection,
  type DisplacementGeodesic,
  displacementGeodesic,
  displacementInterpolation,
} from './interpolation/interpolation';
export { type Transport1DOptions, transport1D } from './line/line';
export { distanceToLaw } from './line/lineLaw';
export {
  type TransportSemidiscreteOptions,
  type TransportSemidiscreteResult,
  transportSemidiscrete,
} from './semidiscrete/semidiscrete';
export type { Cloud, TransportNorm, TransportPlan, TransportResult } from './types';
export { wasserstein } from './wasserstein';
