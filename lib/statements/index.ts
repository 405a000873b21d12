export {
  type CoupledTrajectories,
  type CouplingCostInput,
  checkCoupledFlow,
  checkCouplingCost,
  couplingCostCurve,
  type MarginalsInput,
} from './coupledFlow';
export {
  checkCoupling,
  checkCouplingMoments,
  checkDuality,
  checkEscapingMass,
  checkKantorovichRubinstein,
  checkWassersteinAxioms,
} from './couplings';
export {
  checkDobrushin,
  type DistanceCurve,
  type DistanceOptions,
  type DobrushinInput,
  type DobrushinVariant,
  distanceCurve,
  dobrushinRate,
} from './dobrushin';
export {
  checkFournierGuillin,
  checkMeanFieldLimit,
  type FournierGuillinInput,
  fournierGuillinRate,
  type MeanFieldLimitInput,
  type SamplingDistances,
  type SamplingOptions,
  samplingDistances,
} from './fournierGuillin';
export { checkFirstMoment, type FirstMomentInput } from './moments';
export { checkNewtonEnergy, checkScaling, type EnergyInput, type ScalingInput } from './newton';
export { statementRegistry } from './registry';
export { checkSingularForce, type SingularForceInput } from './singularForces';
export type { Check, HypothesisCheck, StatementEntry, StatementKind, Verdict } from './types';
export { type CheckInput, makeCheck, unnamedConstantCheck } from './verdict';
export {
  type CharacteristicsInput,
  checkCharacteristics,
  checkKlimontovich,
  checkVlasovExistence,
  checkVlasovUniqueness,
  type KlimontovichInput,
} from './vlasov';
export {
  checkGridAgainstCharacteristics,
  checkVlasovInvariants,
  type GridAgainstCharacteristicsInput,
  type VlasovInvariantsInput,
} from './vlasovGrid';
