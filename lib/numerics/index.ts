export {
  type LogLogFit,
  type LogLogOptions,
  logLogFit,
  type ObservedOrder,
  observedOrder,
} from './convergence';
export { dop853, type OdeOptions, type OdeResult, type RightHandSide } from './dop853';
export { type Convolution, type ConvolutionOptions, convolution } from './fourier/convolution';
export { type SpectralFilter, type SpectralFilterOptions, spectralFilter } from './fourier/filter';
export {
  type PeriodicBox,
  type SpectralShift,
  spectralDerivative,
  spectralMultiplier,
  spectralShift,
  wavenumbers,
} from './fourier/spectral';
export {
  type FourierTransform,
  fourierTransform,
  type RealFourierTransform,
  realFourierTransform,
} from './fourier/transforms';
export type { OnProgress } from './progress';
export { gaussLegendre, type QuadratureRule } from './quadrature';
export { createRandom, type Random, randomFromState } from './random';
export {
  erf,
  erfc,
  logGamma,
  normalCdf,
  normalPdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from './special';
export {
  createSplittingScratch,
  type ForceInto,
  type Splitting,
  type SplittingName,
  type SplittingScratch,
  type SplittingStepper,
  splittingStepper,
  splittings,
  stepSplitting,
} from './splitting';
