// Dense linear algebra: products, triangular systems, Cholesky, LU and QR factors.
import { choleskyBlock as choleskyColumnsAtOnce } from './_cholesky';
import { gemmScratch } from './_gemm';

export { choleskyColumns } from './_cholesky';
export { gemm } from './_gemm';
export { luColumns } from './_lu';
export { applyBlock, blockReflector, qrColumns, qrPivotColumn } from './_qr';
export { allFinite } from './_rows';
export { solveLower, solveUpper } from './_triangular';

/** Doubles of scratch that any of the functions needs; columns of a Cholesky step. */
export const scratchDoubles: i32 = gemmScratch;
export const choleskyBlock: i32 = choleskyColumnsAtOnce;
