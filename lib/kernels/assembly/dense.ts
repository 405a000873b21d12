// Dense linear algebra: products, triangular systems, Cholesky, LU and QR factors.
export { gemm } from './_gemm';
export { invertLower, solveLower, solveUpper } from './_triangular';
export { cholesky, choleskyColumns } from './_cholesky';
