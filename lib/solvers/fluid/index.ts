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
export type { RadialVelocityParameters } from './velocity';
