export type { QuantumState } from './problem';
export { type PseudoDistance, type PseudoDistanceOptions, pseudoDistance } from './pseudoDistance';
