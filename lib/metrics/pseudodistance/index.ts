export {
  productQuantumCoupling,
  quantumCost,
  quantumCouplingCost,
  quantumCouplingDefect,
  quantumDualBound,
} from './couplings';
export { type DiagonalState, type PseudoDistanceInterval, pseudoDistanceDiagonal } from './diagonal';
export { pseudoDistanceByMoments, pseudoDistanceGaussian } from './gaussian';
export type { QuantumState } from './problem';
export { type PseudoDistance, type PseudoDistanceOptions, pseudoDistance } from './pseudoDistance';
export {
  type PseudoDistanceEntropic,
  type PseudoDistanceEntropicOptions,
  pseudoDistanceEntropic,
} from './sinkhorn';
