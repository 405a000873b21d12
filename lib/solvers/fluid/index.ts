export type { ShellCrossing } from './crossing';
export {
  type RadialEulerPoisson,
  type RadialEulerPoissonParameters,
  type RadialFluidMoments,
  type RadialShell,
  radialEulerPoisson,
} from './eulerPoisson';
export { expansionFactor } from './expansion';
export type { RadialVelocityParameters } from './velocity';
