export { type BbgkyInput, type BbgkyLimitInput, checkBbgky, checkBbgkyLimit } from './bbgky';
export { type BogoliubovInput, checkBogoliubov } from './beyondMeanField';
export { type ChaoticEquationInput, checkChaoticEquation, checkChaoticMorphism } from './chaoticMorphism';
export {
  type ClassicalFluctuations,
  type ClassicalFluctuationsInput,
  checkClassicalFluctuations,
  classicalFluctuations,
} from './classicalFluctuations';
export {
  type CoulombGasInput,
  type CoulombGasPoint,
  checkCoulombGas,
  checkGasCurrent,
  coulombGas,
} from './coulombGas';
export { type CoulombHartreeInput, checkCoulombHartree } from './coulombHartree';
export {
  type CoulombLimit,
  type CoulombLimitInput,
  type CoulombPoint,
  checkCoulombBound,
  checkCoulombStrength,
  coulombLimit,
} from './coulombLimit';
export { counterexample } from './counterexample';
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
export { upperBoundForCube } from './dyadicBound';
export {
  checkEulerPoisson,
  checkFluidConservation,
  checkMonokinetic,
  checkShellCrossing,
  type EulerPoissonInput,
  type MonokineticInput,
  type ShellCrossingInput,
} from './eulerPoisson';
export { checkPairLimit, type PairLimitInput } from './eulerPoissonLimit';
export {
  checkFermionLimit,
  checkFermiSea,
  type FermionPoint,
  type FermionPointsInput,
  fermionPoints,
} from './fermions';
export { checkFluidInSpace, type FluidInSpaceInput } from './fluidInSpace';
export {
  checkFormBound,
  checkLatticeFormBound,
  type FormBoundInput,
  type LatticeFormBoundInput,
} from './formBound';
export {
  type ConstantsDemanded,
  checkFournierGuillin,
  checkReproduced,
  type FournierGuillinInput,
  type FournierGuillinVariant,
  fournierGuillinRate,
  momentLength,
  printedBoundAgainstDensity,
  type ReproducedInput,
} from './fournierGuillin';
export {
  checkGasStudy,
  type GasStudy,
  type GasStudyOptions,
  type GasStudySettings,
  gasStudy,
  gasStudySettings,
} from './gasStudy';
export {
  checkHardy,
  checkHardyConstant,
  type HardyConstantInput,
  type HardyFunction,
  type HardyInput,
} from './hardy';
export {
  checkHartreeLimit,
  checkHartreeRate,
  type HartreeBoundOptions,
  type HartreeBoundVariant,
  type HartreeLimitInput,
  type HartreePoint,
  type HartreePointsInput,
  hartreeBound,
  hartreePoints,
} from './hartreeLimit';
export { checkHeatKernel, checkHeatKernelFormula, type HeatKernelInput } from './heatKernel';
export {
  checkInteractionInequality,
  checkSkewAdjoint,
  type InteractionPoint,
  type InteractionPointsInput,
  type InteractionVariant,
  interactionConstantWithoutSymmetry,
  interactionPoints,
  type SkewAdjointInput,
} from './interactionInequality';
export {
  checkHusimiGrowth,
  checkJointGrowth,
  checkTransportedCoupling,
  type JointLimit,
  type JointLimitInput,
  type JointLimitPoint,
  type JointLimitVariant,
  jointLimit,
  jointLimitBound,
} from './jointLimit';
export {
  checkHydrogenLevels,
  checkKatoPowers,
  checkStableLevels,
  type HydrogenInput,
  type StableLevelsInput,
} from './kato';
export { checkKlimontovichEquation, type KlimontovichEquationInput } from './klimontovichEquation';
export { checkNewtonFlow, continuousLabels, exchangeLabels, type NewtonFlowInput } from './labels';
export { type LimitOptions, type LimitPoint, type LimitSettings, limitPoints } from './limitDistances';
export {
  checkMarginalFormula,
  type MarginalCheckInput,
  type MarginalInput,
  type MarginalMoment,
  marginalMoments,
} from './marginals';
export { checkMeanDobrushin, checkMeanFieldLimit, type MeanFieldLimitInput } from './meanFieldLimit';
export {
  checkModulatedDerivative,
  checkModulatedFloor,
  checkModulatedGronwall,
  checkParticleLimit,
  type ModulatedRun,
  type ModulatedRunInput,
  modulatedRun,
} from './modulatedEnergy';
export {
  type ModulatedStudy,
  type ModulatedStudyOptions,
  type ModulatedStudyRun,
  type ModulatedStudySettings,
  modulatedStudy,
  modulatedStudySettings,
} from './modulatedStudy';
export { checkFirstMoment, type FirstMomentInput } from './moments';
export { checkNewtonEnergy, checkScaling, type EnergyInput, type ScalingInput } from './newton';
export { checkParticlePermutations, type ParticlePermutationsInput } from './particlePermutations';
export {
  checkPicklDerivative,
  checkPicklGronwall,
  checkPicklTerms,
  type GronwallOptions,
  type GronwallVariant,
  type PicklInput,
  type PicklPoint,
  picklPoints,
} from './picklFunctional';
export { checkProjectionEquation, type ProjectionEquationInput } from './projectionEquation';
export {
  checkFinitePseudoDistance,
  checkHusimiBound,
  checkMomentBound,
  checkPseudoDistance,
  checkPseudoTriangle,
  checkToeplitzBound,
  type HusimiDistance,
  husimiDistance,
  type PseudoDistancePair,
  phaseSpaceCloud,
  type ToeplitzPair,
} from './pseudoDistance';
export { checkHartreeSobolev, checkQuantumConservation, type QuantumRunInput } from './quantumConservation';
export type { QuantumSystemInput } from './quantumData';
export {
  checkQuantumEmpirical,
  checkQuantumKlimontovich,
  checkReducedDuality,
  type QuantumSymmetryInput,
  type ReducedDualityInput,
} from './quantumKlimontovich';
export {
  checkQuantumModulated,
  type QuantumModulatedInput,
  type QuantumModulatedRun,
  quantumModulatedRun,
} from './quantumModulated';
export {
  type RateFamily,
  type RatePoint,
  type RateStudy,
  type RateStudyOptions,
  type RateStudySettings,
  rateLaw,
  ratePoints,
  rateStudy,
  rateStudySettings,
} from './rateStudy';
export {
  checkReducedBound,
  type ReducedBoundVariant,
  type ReducedPoint,
  type ReducedPointsInput,
  reducedBound,
  reducedPoints,
} from './reducedBounds';
export { statementRegistry } from './registry';
export { relabelled } from './relabelled';
export {
  checkFermionScaling,
  checkMagneticFrame,
  checkWarmParticles,
  type MagneticFrameInput,
} from './remarksOnCoulomb';
export {
  type ProductLaw,
  type SamplingBracket,
  type SamplingOptions,
  type SamplingPoint,
  type SamplingPointOptions,
  type SharpOptions,
  samplingBracket,
  samplingDistances,
  samplingPoint,
} from './samplingDistances';
export {
  checkCreationAnnihilation,
  checkFockHamiltonian,
  checkHeisenbergOrder,
  type FockHamiltonianInput,
  type HeisenbergOrderInput,
} from './secondQuantisation';
export {
  checkSemiclassicalHartree,
  type SemiclassicalInput,
  type SemiclassicalPoint,
  semiclassicalHartree,
  wkbWave,
} from './semiclassicalHartree';
export {
  type CloudKind,
  checkJellium,
  checkModulatedBound,
  checkSerfaty,
  checkSmoothCommutator,
  type JelliumInput,
  type SerfatyPoint,
  type SerfatyStudy,
  type SerfatyStudyInput,
  type SmoothCommutatorInput,
  serfatyStudy,
} from './serfaty';
export { checkSingularForce, type SingularForceInput } from './singularForces';
export type { Check, ConstantTrend, HypothesisCheck, StatementEntry, StatementKind, Verdict } from './types';
export {
  checkUniformLimit,
  fourierMoment,
  type UniformLimit,
  type UniformLimitInput,
  type UniformLimitPoint,
  uniformBound,
  uniformLimit,
} from './uniformLimit';
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
export {
  checkCommutatorFormula,
  checkCommutatorGrowth,
  checkTranslationGrowth,
  checkWeylCommutators,
  type WeylInput,
} from './weylCalculus';
export {
  checkWkb,
  type GaussianSymbol,
  monokineticTest,
  type WkbInput,
  type WkbState,
  wkbErrors,
  wkbWignerTest,
} from './wkb';
