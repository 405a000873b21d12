// Dense linear algebra: products, triangular systems, Cholesky, LU and QR factors.
export { gemm } from './_gemm';
export function gemmScratchDoubles(): i32 { return gemmScratch; }
import { gemmScratch } from './_gemm';
