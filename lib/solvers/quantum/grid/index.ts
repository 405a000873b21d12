export type { GridSolverOptions, QuantumGridRun, QuantumGridSolver } from './flow';
export { type GaussianPacketOptions, gaussianPacket } from './gaussianPacket';
export { type QuantumGrid, type QuantumGridOptions, quantumGrid } from './grid';
export { type HartreeOptions, hartreeEnergy, hartreeField, hartreeSolver } from './hartree';
export { type ManyBodyOptions, manyBodySolver } from './manyBody';
export {
  edgeMass,
  kineticEnergy,
  sobolevNorm,
  spectralTail,
  type WaveMoments,
  waveDensity,
  waveMoments,
} from './observables';
export { depletion, marginalDensity, waveReducedDensity } from './reduced';
export type { QuantumEnergy, QuantumGridReport, WaveRun, WaveSolver } from './splitFlow';
export { type WaveFunction, waveNorm } from './wave';
export { planeWaveState, type WaveFunctionOptions, waveFunction } from './waveFunction';
export { productState, superposition } from './waveProducts';
