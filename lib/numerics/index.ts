/**
 * `mean-field/numerics`: linear algebra, Fourier transforms, differential equations, quadrature, random numbers, special
 * functions. Knows no physics.
 */
export * from './conic';
export {
  type Extrapolated,
  type ObservedOrder,
  observedOrder,
  type RichardsonOptions,
  richardson,
} from './convergence';
export * from './dense';
export * from './elements';
export { type Estimate, estimateOf, type LocalSlopes, localSlopes } from './estimate';
export {
  type BracketOptions,
  type BracketResult,
  expandBracket,
  findRoot,
  type RootOptions,
  type RootResult,
} from './findRoot';
export * from './fourier';
export type { GridAxis } from './gridAxis';
export * from './interpolation';
export { type LbfgsOptions, type LbfgsResult, minimiseLbfgs } from './lbfgs';
export { type LogLogFit, type LogLogOptions, logLogFit } from './logLogFit';
export { type MinimumOptions, type MinimumResult, minimise1d } from './minimise';
export * from './ode';
export type { OnProgress } from './progress';
export * from './quadrature';
export * from './random';
export * from './sparse';
export * from './special';
