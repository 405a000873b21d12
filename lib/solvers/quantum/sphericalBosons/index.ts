export type { CloudFrame, CloudUnits, TrapFrequency } from './cloudScale';
export type { RadialOrbital } from './orbitals';
export { coulombInteraction, harmonicInteraction, type RadialInteraction } from './radialInteraction';
export {
  type ReleasedBosons,
  type ReleasedBosonsOptions,
  type ReleasedEnergy,
  type ReleasedEvolution,
  type ReleasedRun,
  type ReleasedSample,
  releasedBosons,
} from './releasedBosons';
export type { DensityBlock, ScalarDensity, ScalarDeviation } from './scalarDensity';
export {
  orbitalPairs,
  type SphericalBosons,
  type SphericalBosonsOptions,
  sphericalBosons,
} from './sphericalBosons';
