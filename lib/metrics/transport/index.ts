export { cloud } from './cloud';
export {
  couplingCost,
  couplingMarginals,
  marginalDefect,
  productCoupling,
  randomCoupling,
  type UniformSource,
} from './couplings';
export { dualDefect, type KantorovichRubinsteinPotential, kantorovichRubinsteinPotential } from './duality';
export { type ExactTransportOptions, type TransportOptions, transportExact } from './exact';
export { type Transport1DOptions, transport1D } from './line';
export { type LipschitzFunction, lowerBoundByMeans, lowerBoundByTestFunctions } from './lowerBounds';
export { type SemidiscreteOptions, type SemidiscreteResult, semidiscreteTransport } from './semidiscrete';
export type { Cloud, TransportNorm, TransportPlan, TransportResult } from './types';
export { wasserstein } from './wasserstein';
