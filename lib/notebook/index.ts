/**
 * `mean-field/notebook`: what a notebook adds to the library. Computation stays synchronous: then progress arrives
 * live, and interrupting the kernel stops the cell and keeps the state.
 */
import { repairKernel } from './kernel';

export type { CsvTable } from '../charts/csv';
export { checkParameters, type ParameterRange } from './parameters';
export { type Progress, progress } from './progress';
export { reload } from './reload';
export { readCsv, readJson, save } from './saving';
export { type Showable, show } from './show';
export { repairKernel };

repairKernel();
