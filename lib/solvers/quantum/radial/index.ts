export {
  type FormBound,
  type FormBoundOptions,
  formBound,
  type HardyOptions,
  type HardyQuotient,
  hardyQuotient,
  type LatticeFormBoundOptions,
  latticeFormBound,
} from './hardy';
export { type RadialHartreeOptions, radialField, radialHartree, radialHartreeEnergy } from './hartree';
export { type KatoPower, katoPower } from './kato';
export {
  type RadialMoments,
  radialCharge,
  radialCurrent,
  radialKineticEnergy,
  radialMoments,
  radialSlope,
  radialSobolevNorm,
} from './observables';
export { type CoulombPair, type CoulombPairOptions, coulombPair } from './pair';
export { type CoulombPairMeans, type CoulombPairMeansOptions, coulombPairMeans } from './pairMeans';
export {
  type RadialElementsOptions,
  type RadialSpectrum,
  type RadialSpectrumOptions,
  radialElements,
  radialSpectrum,
} from './spectrum';
export { type CoulombStrength, coulombStrength } from './strength';
export {
  type RadialGaussianOptions,
  type RadialGrid,
  type RadialGridOptions,
  type RadialWave,
  type RadialWaveOptions,
  radialDensity,
  radialGaussian,
  radialGrid,
  radialNorm,
  radialWave,
} from './wave';
