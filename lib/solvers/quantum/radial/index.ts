export { type RadialHartreeOptions, radialField, radialHartree, radialHartreeEnergy } from './hartree';
export { type RadialMoments, radialKineticEnergy, radialMoments } from './observables';
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
