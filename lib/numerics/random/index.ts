export { createRandom, type Random, randomFromState } from './random';
