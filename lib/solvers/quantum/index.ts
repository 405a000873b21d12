export {
  circleKinetic,
  interactionOnCircle,
  type QuantumLattice,
  type QuantumLatticeOptions,
  quantumLattice,
  ringHopping,
  translationInvariant,
} from './lattice';
export {
  type LatticeHartree,
  type LatticeHartreeOptions,
  latticeHartree,
  latticeHartreeEnergy,
  latticeHartreeOperator,
  latticeMeanField,
} from './latticeHartree';
export { normalised, probabilities } from './latticeState';
export * from './tensor';
