export { type CosineParameters, cosinePerturbed, pointMass, uniform } from './bounded';
export { quantiseEqualWeights } from './equalWeights';
export {
  type DiscretiseOptions,
  discretise,
  type GridDensity,
  type GridDensityParameters,
  gridDensity,
} from './gridDensity';
export { type HarmonicLaw, type HarmonicLawParameters, harmonicLaw } from './harmonicLaw';
export { type LatticeQuantisation, quantiseLattice } from './lattice';
export { type NormalComponent, type NormalParameters, normal, normalMixture } from './normal';
export { type ParetoParameters, symmetricPareto } from './pareto';
export { type PhaseSpaceDensityParameters, phaseSpaceDensity } from './phaseSpaceDensity';
export { MAX_ATOMS, type ProductQuantisation, type QuantiseOptions, quantise } from './quantise';
export type {
  Cell,
  CellMoments,
  Distribution1D,
  PhaseSpaceDensity,
  PhaseSpacePoints,
  Quantisation,
} from './types';
