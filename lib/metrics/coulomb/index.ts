export {
  coulombCommutator,
  type FlowRates,
  flowRates,
  linearCommutator,
  type ModulatedEnergy,
  modulatedCoulomb,
  modulatedCoulombBound,
  modulatedEnergy,
  type RadialCharge,
} from './modulated';
