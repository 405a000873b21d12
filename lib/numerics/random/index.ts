export { fillBall, fillSphere } from './directions';
export { type DiscreteDistribution, discreteDistribution } from './discrete';
export {
  distributionFromFunction,
  type FunctionDistribution,
  type FunctionDistributionOptions,
} from './fromFunction';
export { type GridDistribution, gridDistribution } from './gridDistribution';
export { createRandom, type Random, restoreRandom } from './random';
export { permutation, type Shuffleable, shuffle } from './shuffle';
export { createSobol, type SobolOptions, type SobolSequence } from './sobol';
export { type TabulatedDistribution, tabulatedDistribution } from './tabulated';
