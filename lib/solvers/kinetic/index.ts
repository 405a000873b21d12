export { type VlasovOptions, vlasovSolver } from './characteristics';
export { type CoupledFlow, type CoupledFlowOptions, coupledFlow } from './coupledFlow';
export { type DensityAtOptions, densityAlongCharacteristics } from './density';
export { type PicardOptions, type PicardResult, picardIterates } from './picard';
