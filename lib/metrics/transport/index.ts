export { type BarycentreOptions, type WassersteinBarycentre, wassersteinBarycentre } from './barycentre';
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
  type EntropicTransportOptions,
  type EntropicTransportResult,
  transportEntropic,
} from './entropic';
export { type ExactTransportOptions, type TransportOptions, transportExact } from './exact';
export { type GaussianLaw, type GaussianTransport, gaussianTransport } from './gaussian';
export { type GridTransportOptions, type GridTransportResult, gridTransport } from './gridTransport';
export {
  barycentricProjection,
  type DisplacementGeodesic,
  displacementGeodesic,
  displacementInterpolation,
} from './interpolation';
export { type Transport1DOptions, transport1D } from './line';
export { distanceToLaw } from './lineLaw';
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
} from './lowerBounds';
export { type SemidiscreteOptions, type SemidiscreteResult, semidiscreteTransport } from './semidiscrete';
export { type SinkhornDivergence, sinkhornDivergence } from './sinkhornDivergence';
export type { Cloud, TransportNorm, TransportPlan, TransportResult } from './types';
export { wasserstein } from './wasserstein';
