// Kernels of the Hermitian eigenproblem: reduction to tridiagonal form, the secular equation of divide and conquer, and
// the matrix products of its vectors and of the transformation back.
export { reduceReal } from './_reduceReal';
export { reduceComplex } from './_reduceComplex';
export { loewnerWeights, secularRoots, secularVectors } from './_secular';
export { gemm } from './_gemm';
