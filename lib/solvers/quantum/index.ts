export { type QuantumGrid, type QuantumGridOptions, quantumGrid } from './grid';
export type {
  GridSolverOptions,
  QuantumEnergy,
  QuantumGridReport,
  QuantumGridRun,
  QuantumGridSolver,
} from './gridFlow';
export { type HartreeOptions, hartreeEnergy, hartreeField, hartreeSolver } from './gridHartree';
export { type ManyBodyOptions, manyBodySolver } from './gridManyBody';
export {
  edgeMass,
  kineticEnergy,
  sobolevNorm,
  spectralTail,
  type WaveMoments,
  waveDensity,
  waveMoments,
} from './gridObservables';
export { depletion, marginalDensity, reducedDensity } from './gridReduced';
export {
  type GaussianPacketOptions,
  gaussianPacket,
  planeWaveState,
  productState,
  superposition,
  type WaveFunction,
  type WaveFunctionOptions,
  waveFunction,
  waveNorm,
} from './gridWave';
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
