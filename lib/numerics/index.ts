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
  besselI,
  besselJ,
  besselJOrders,
  besselK,
  beta,
  binomial,
  dawson,
  digamma,
  erf,
  erfc,
  erfcx,
  exponentialIntegralE1,
  factorial,
  faddeeva,
  gamma,
  hermiteFunctions,
  laguerreFunctions,
  logBeta,
  logBinomial,
  logGamma,
  normalCdf,
  normalPdf,
  normalQuantile,
  scaledBesselIOrders,
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
