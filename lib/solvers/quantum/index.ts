export {
  type BosonDynamics,
  type BosonDynamicsOptions,
  type BosonEvolution,
  type BosonRun,
  bosonDynamics,
} from './bosonDynamics';
export { bosonHamiltonian } from './bosonHamiltonian';
export {
  type BosonModel,
  latticeBosons,
  type OrbitalOptions,
  orbitalBosons,
  type PairTransition,
  type PlaneWaveOptions,
  planeWaveBosons,
} from './bosonModel';
export { type BosonDeviation, bosonDeviation, bosonMean, bosonReducedDensity } from './bosonReduced';
export { bosonProductState, bosonTensor } from './bosonStates';
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
export { type OccupationBasis, occupationBasis } from './occupationBasis';
