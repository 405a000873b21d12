export { type Bogoliubov, type BogoliubovOptions, type BogoliubovState, bogoliubov } from './bogoliubov';
export {
  type BosonDynamics,
  type BosonDynamicsOptions,
  type BosonEvolution,
  type BosonRun,
  bosonDynamics,
} from './bosonDynamics';
export { bosonFluctuation } from './bosonFluctuation';
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
export { type FermiSeaOptions, fermiSeaEnergy, liYauBound } from './fermiSea';
export { type GaussianPacketOptions, gaussianPacket } from './gaussianPacket';
export { type QuantumGrid, type QuantumGridOptions, quantumGrid } from './grid';
export type { GridSolverOptions, QuantumGridRun, QuantumGridSolver } from './gridFlow';
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
export { type WaveFunction, waveNorm } from './gridWave';
export { type HartreeFock, type HartreeFockOptions, hartreeFock, hartreeFockEnergy } from './hartreeFock';
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
export { type OccupationBasis, occupationBasis } from './occupationBasis';
export type { OdePathOptions, OdePathReport } from './odePath';
export * from './pickl';
export * from './radial';
export { type RandomLatticeOptions, randomLattice, randomOperator, randomState } from './randomData';
export * from './sphericalBosons';
export type { QuantumEnergy, QuantumGridReport, WaveRun, WaveSolver } from './splitFlow';
export * from './tensor';
export { planeWaveState, type WaveFunctionOptions, waveFunction } from './waveFunction';
export { productState, superposition } from './waveProducts';
