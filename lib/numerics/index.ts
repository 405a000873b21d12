export {
  type Extrapolated,
  type ObservedOrder,
  observedOrder,
  type RichardsonOptions,
  richardson,
} from './convergence';
export {
  type BracketOptions,
  type BracketResult,
  expandBracket,
  findRoot,
  type RootOptions,
  type RootResult,
} from './findRoot';
export { type LogLogFit, type LogLogOptions, logLogFit } from './logLogFit';
export { type MinimumOptions, type MinimumResult, minimise1d } from './minimise';
export type { OdeSolution } from './ode/denseOutput';
export { dop853 } from './ode/dop853';
export type { OdeOptions, OdeResult } from './ode/dop853Options';
export type { RightHandSide } from './ode/dop853Step';
export type { EventFunction, LocatedEvent } from './ode/events';
export {
  type Flow,
  type ForceInto,
  type SplittingStepper,
  splitStep,
  splittingStepper,
} from './ode/splitting';
export { type Splitting, type SplittingName, splittings } from './ode/splittingTables';
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
