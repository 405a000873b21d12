export { type FermiSeaOptions, fermiSeaEnergy, liYauBound } from './fermiSea';
export {
  type HartreeFock,
  type HartreeFockOptions,
  type HartreeFockState,
  hartreeFock,
  hartreeFockEnergy,
} from './hartreeFock';
export { type LatticeFermions, type LatticeFermionsOptions, latticeFermions } from './latticeFermions';
export { fermionReducedDensity } from './reduced';
