export { type CircleFluid, type CircleFluidParameters, type CircleFluidState, circleFluid } from './circle';
export type { ShellCrossing } from './crossing';
export {
  type RadialEulerPoisson,
  type RadialEulerPoissonParameters,
  type RadialFluidMoments,
  type RadialShell,
  radialEulerPoisson,
} from './eulerPoisson';
export { expansionFactor } from './expansion';
export { type MonokineticPoints, monokineticPoints } from './monokinetic';
export { type ShellBranch, type ShellsOptions, type ShellsState, shellsAtTime } from './shells';
export { type FluidSnapshot, fluidSnapshot } from './snapshot';
export type { FluidMoments } from './space/moments';
export type { EulerPoissonParameters } from './space/options';
export type { FluidPoint } from './space/reading';
export type { FluidSection, SectionOptions } from './space/section';
export { eulerPoisson } from './space/solver';
export type { EulerPoissonSolver, FluidReport, FluidRun, FluidState } from './space/types';
export type { RadialVelocityParameters } from './velocity';
