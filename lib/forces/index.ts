export { type ForceSum, forceSum } from './forceSum';
export { type FieldAxis, type GridField, gridField } from './gridField';
export {
  type CloudSolver,
  type CloudState,
  MAX_PARTICLES,
  type MeanFieldFlowOptions,
  meanFieldFlow,
} from './meanFieldFlow';
