export { type GaussianLaw, type GaussianTransport, gaussianTransport } from './bounds/gaussian';
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
  type EntropicTransportOptions,
  type EntropicTransportResult,
  transportEntropic,
} from './entropic/entropic';
export { type SinkhornDivergence, sinkhornDivergence } from './entropic/sinkhornDivergence';
export { type ExactTransportOptions, type TransportOptions, transportExact } from './exact/exact';
export { type GridTransportOptions, type GridTransportResult, gridTransport } from './grid/gridTransport';
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
  type SemidiscreteOptions,
  type SemidiscreteResult,
  semidiscreteTransport,
} from './semidiscrete/semidiscrete';
export type { Cloud, TransportNorm, TransportPlan, TransportResult } from './types';
export { wasserstein } from './wasserstein';
