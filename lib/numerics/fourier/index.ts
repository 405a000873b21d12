export { type Convolution, type ConvolutionOptions, convolution } from './convolution';
export { type SpectralFilter, type SpectralFilterOptions, spectralFilter } from './filter';
export { type SineTransform, sineTransform } from './sine';
export {
  type PeriodicBox,
  type SpectralShift,
  spectralDerivative,
  spectralMultiplier,
  spectralShift,
  wavenumbers,
} from './spectral';
export {
  type FourierTransform,
  fourierTransform,
  type RealFourierTransform,
  realFourierTransform,
} from './transforms';
