// Kernels of the Hermitian eigenproblem (reduction to tridiagonal form, rotations of QL, the secular equation of divide
// and conquer, matrix products of its vectors and of the transformation back) and of the singular value decomposition.
import { gemmScratch } from './_gemm';

export { orthogonalise, rowNorms } from './_jacobi';
export { reduceReal } from './_reduceReal';
export { reduceComplex } from './_reduceComplex';
export { rotateRows } from './_rotations';
export { loewnerWeights, secularRoots, secularVectors } from './_secular';
export { columnsFromRows, substitute } from './_reflectors';
export { gemm } from './_gemm';

/** Doubles of scratch that `gemm` needs. */
export const scratchDoubles: i32 = gemmScratch;
