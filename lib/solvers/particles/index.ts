export { type HarmonicFlowInput, harmonicFlow } from './harmonicFlow';
export { type NewtonOptions, newtonReference, newtonSolver, type ReferenceSolution } from './newton';
