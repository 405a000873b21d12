export { type Bogoliubov, type BogoliubovOptions, type BogoliubovState, bogoliubov } from './bogoliubov';
export { type FermiSeaOptions, fermiSeaEnergy, liYauBound } from './fermiSea';
export { type HartreeFock, type HartreeFockOptions, hartreeFock, hartreeFockEnergy } from './hartreeFock';
export {
  circleKinetic,
  interactionOnCircle,
  type QuantumLattice,
  type QuantumLatticeOptions,
  quantumLattice,
  ringHopping,
  translationInvariant,
} from './lattice';
export { type LatticeFermions, type LatticeFermionsOptions, latticeFermions } from './latticeFermions';
export {
  type LatticeHartree,
  type LatticeHartreeOptions,
  latticeHartree,
  latticeHartreeEnergy,
  latticeHartreeOperator,
  latticeMeanField,
} from './latticeHartree';
export { normalised, probabilities } from './latticeState';
