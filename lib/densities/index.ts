export { type CosineParameters, cosinePerturbed, pointMass, uniform } from './bounded';
export {
  type DiscretiseLawOptions,
  discretiseLaw,
  MAX_ATOMS,
  type ProductDiscretisation,
} from './discretiseLaw';
export { discretiseEqualWeights } from './equalWeights';
export {
  type DiscretiseOnGridOptions,
  discretiseOnGrid,
  type GridDensity,
  type GridDensityParameters,
  gridDensity,
} from './gridDensity';
export { type HarmonicLaw, type HarmonicLawParameters, harmonicLaw } from './harmonicLaw';
export { type NormalComponent, type NormalParameters, normal, normalMixture } from './normal';
export { type ParetoParameters, symmetricPareto } from './pareto';
export { type PhaseSpaceDensityParameters, phaseSpaceDensity } from './phaseSpaceDensity';
export { discretiseQuasirandom, type QuasirandomPoints } from './quasirandom';
export * from './radial';
export type {
  Cell,
  CellMoments,
  Discretisation,
  Distribution1D,
  PhaseSpaceDensity,
  PhaseSpacePoints,
} from './types';
