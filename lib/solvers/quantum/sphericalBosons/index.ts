export type { CloudProfile } from './cloudProfile';
export type { CloudFrame, CloudUnits, TrapFrequency } from './cloudScale';
export type { FrameReport } from './frameEvolution';
export type { RadialOrbital } from './orbitals';
export { coulombInteraction, harmonicInteraction, type RadialInteraction } from './radialInteraction';
export {
  type RadialSamples,
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
  type ShellSeriesOptions,
  type ShellSeriesTerm,
  shellRemainder,
  shellSeries,
} from './shellSeries';
export {
  orbitalPairs,
  type SphericalBosons,
  type SphericalBosonsOptions,
  sphericalBosons,
} from './sphericalBosons';
