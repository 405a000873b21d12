export {
  type LatticeHartree,
  type LatticeHartreeOptions,
  latticeHartree,
  latticeHartreeEnergy,
  latticeHartreeOperator,
  latticeMeanField,
} from './hartree';
export {
  circleKinetic,
  interactionOnCircle,
  type QuantumLattice,
  type QuantumLatticeOptions,
  quantumLattice,
  ringFourierCoefficients,
  ringFourierMass,
  ringHopping,
  translationInvariant,
} from './lattice';
export type { OdePathOptions, OdePathReport } from './odePath';
export { type RandomLatticeOptions, randomLattice, randomOperator, randomState } from './randomData';
export { normalised, probabilities } from './state';
