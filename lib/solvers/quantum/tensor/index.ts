export { bbgkyDerivative, reducedDerivative } from './bbgky';
export { annihilateBoson, createBoson, type FockHamiltonianOptions, fockHamiltonian } from './fock';
export { type TensorHamiltonian, tensorHamiltonian } from './hamiltonian';
export {
  adStar,
  chaoticMap,
  contraction,
  empiricalMap,
  heisenbergDerivative,
  klimontovichDerivative,
  klimontovichMap,
  mapDifference,
  type OperatorMap,
} from './klimontovich';
export { partialTrace, reducedTransition, tensorReducedDensity } from './partialTrace';
export {
  asymmetry,
  operatorAsymmetry,
  permutationMatrix,
  permuteParticles,
  symmetricProjector,
  symmetrised,
} from './permutations';
export { applyInSlot, applyOneBody, oneBodyMatrix, slotMatrix } from './slots';
export { productVector, type TensorSpace, tensorSpace } from './space';
