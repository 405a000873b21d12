export type { CloudReport } from './cloudReport';
export { forceSum } from './forceSum';
export { type FieldAxis, type GridField, gridField } from './gridField';
export {
  type CloudSolver,
  type CloudState,
  MAX_PARTICLES,
  type MeanFieldFlowOptions,
  meanFieldFlow,
} from './meanFieldFlow';
export type { ForceSum } from './sums';
export { type CoulombTreeOptions, coulombTree, type TreeForces } from './tree/coulombTree';
export type { TreeAccuracy } from './tree/treeSums';
