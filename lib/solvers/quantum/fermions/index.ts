export { type FermiSeaOptions, fermiSeaEnergy, liYauBound } from './fermiSea';
export { type HartreeFock, type HartreeFockOptions, hartreeFock, hartreeFockEnergy } from './hartreeFock';
export { type LatticeFermions, type LatticeFermionsOptions, latticeFermions } from './latticeFermions';
