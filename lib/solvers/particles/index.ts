export { type HarmonicFlowInput, harmonicFlow, harmonicPropagator } from './harmonicFlow';
export { type NewtonOptions, newtonReference, newtonSolver, type ReferenceSolution } from './newton';
