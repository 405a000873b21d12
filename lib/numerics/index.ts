export { certifiedLowerBound } from './conic/certificates';
export type { ConicStatus } from './conic/interiorPoint';
export {
  type BlockTerm,
  type HermitianEntry,
  type SemidefiniteBlock,
  type SemidefiniteConstraint,
  type SemidefiniteProgram,
  semidefiniteProgram,
} from './conic/program';
export {
  type SemidefiniteOptions,
  type SemidefiniteRay,
  type SemidefiniteResult,
  solveSemidefinite,
} from './conic/solve';
export {
  type LogLogFit,
  type LogLogOptions,
  logLogFit,
  type ObservedOrder,
  observedOrder,
} from './convergence';
export { dop853, type OdeOptions, type OdeResult, type RightHandSide } from './dop853';
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
