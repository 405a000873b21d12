export { type CosineOptions, potentialCosine } from './cosine';
export { type CoulombOptions, potentialCoulomb, potentialYukawa, type YukawaOptions } from './coulomb';
export { type DescriptionRow, describeInteraction } from './describe';
export { type FormulaOptions, potentialFormula } from './fromFormula';
export { type FunctionsOptions, potentialFromFunctions } from './fromFunctions';
export { type GaussianOptions, potentialGaussian } from './gaussian';
export { type HarmonicOptions, potentialHarmonic } from './harmonic';
export { harmonicPropagator } from './harmonicMotion';
export { potentialSoftCoulomb, type SoftCoulombOptions } from './softCoulomb';
export type {
  Bound,
  CosineMode,
  Dimension,
  HypothesisName,
  HypothesisVerdict,
  Interaction,
  RadialProfile,
} from './types';
