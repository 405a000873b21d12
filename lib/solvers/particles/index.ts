export { type HarmonicFlowInput, harmonicFlow } from './harmonicFlow';
export { type MagneticMethod, type MagneticOptions, type MagneticSolver, magneticSolver } from './magnetic';
export { type NewtonOptions, newtonReference, newtonSolver, type ReferenceSolution } from './newton';
