export { type ForceSum, forceSum } from './forceSum';
export {
  type CloudSolver,
  type CloudState,
  MAX_PARTICLES,
  type MeanFieldFlowOptions,
  meanFieldFlow,
} from './meanFieldFlow';
