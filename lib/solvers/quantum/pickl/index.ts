export { type InteractionShares, interactionConstantBound, interactionShares } from './countedBound';
export { depletionDerivative, type PicklTerms, picklTerms } from './functional';
export {
  type InteractionConstant,
  type InteractionOperator,
  interactionConstant,
  interactionOperator,
} from './interactionOperator';
export { bosonReducedDeviation, bosonReducedSymmetric, type ReducedDeviation } from './reduced';
export { interactionStrength, strengthIntegral } from './strength';
