export { type Bogoliubov, type BogoliubovOptions, type BogoliubovState, bogoliubov } from './bogoliubov';
export {
  type BosonDynamics,
  type BosonDynamicsOptions,
  bosonDynamics,
} from './dynamics';
export { bosonFluctuation } from './fluctuation';
export { bosonHamiltonian } from './hamiltonian';
export {
  type BosonModel,
  latticeBosons,
  type OrbitalOptions,
  orbitalBosons,
  type PairTransition,
  type PlaneWaveOptions,
  planeWaveBosons,
} from './model';
export { type OccupationBasis, occupationBasis } from './occupationBasis';
export { type BosonDeviation, bosonDeviation, bosonMean, bosonReducedDensity } from './reduced';
export { bosonProductState, bosonTensor } from './states';
