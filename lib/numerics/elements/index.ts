export { type LineElements, type LineElementsOptions, lineElements } from './lineElements';
