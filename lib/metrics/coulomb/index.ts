export { type CircleModulatedEnergy, circleModulatedEnergy } from './circle';
export { type HartreeFluidDistance, hartreeModulatedEnergy } from './hartree';
export { type HeatKernelDistance, heatKernelDistance } from './heatKernel';
export { type JelliumMinimum, type JelliumOptions, minimiseModulatedCoulomb } from './jellium';
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
