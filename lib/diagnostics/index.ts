export { densityMode, type GridObservables, gridObservables } from './gridObservables';
export { type GridTrajectory, type RecordGridOptions, recordGrid } from './gridTrajectory';
export {
  centreOfMass,
  type Energy,
  energy,
  firstMoment,
  magnetisation,
  momentum,
  type Observed,
  type Virial,
  virial,
} from './observables';
export {
  meanDisplacement,
  phaseSpaceMeasure,
  type RecordOptions,
  recordTrajectory,
  snapshot,
  type Trajectory,
  trajectoryRows,
} from './trajectory';
export { planeWave, type TestFunction, type WeakForm, weakForm } from './weakForm';
