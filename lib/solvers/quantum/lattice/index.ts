export type { EvolutionOptions, EvolutionRun } from './exactEvolution';
export {
  type LatticeHartree,
  type LatticeHartreeOptions,
  latticeHartree,
  latticeHartreeEnergy,
  latticeHartreeOperator,
  latticeMeanField,
} from './hartree';
export { circleKinetic, ringHopping, translationInvariant } from './kinetic';
export { type QuantumLattice, type QuantumLatticeOptions, quantumLattice } from './lattice';
export type { OdePathOptions, OdePathReport } from './odePath';
export { type RandomLatticeOptions, randomLattice, randomOperator, randomState } from './randomData';
export { interactionOnCircle, type RingLatticeOptions, ringLattice } from './ring';
export { ringFourierCoefficients, ringFourierMass } from './ringFourier';
export { latticeWave, normalised, probabilities } from './state';
