export type { OdeSolution } from './denseOutput';
export { dop853 } from './dop853';
export type { OdeOptions, OdeResult } from './dop853Options';
export type { RightHandSide } from './dop853Step';
export type { EventFunction, LocatedEvent } from './events';
export {
  type Flow,
  type ForceInto,
  type SplittingStepper,
  splitStep,
  splittingStepper,
} from './splitting';
export { type Splitting, type SplittingName, splittings } from './splittingTables';
