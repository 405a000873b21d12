export { certifiedLowerBound } from './certificates';
export type { ConicStatus } from './interiorPoint';
export {
  type BlockTerm,
  type HermitianEntry,
  type HermitianLists,
  type SemidefiniteBlock,
  type SemidefiniteConstraint,
  type SemidefiniteData,
  type SemidefiniteProgram,
  semidefiniteProgram,
} from './program';
export {
  type SemidefiniteOptions,
  type SemidefiniteRay,
  type SemidefiniteResult,
  solveSemidefinite,
} from './solve';
