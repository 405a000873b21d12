import { type Arena, createArena } from '../../kernels/arena';
import { eigenBinary } from '../../kernels/binaries/eigen';

/** Addresses are in bytes, strides in entries of `width` doubles; see the sources in `kernels/assembly`. */
export interface EigenKernels {
  reduceReal: Reduction;
  reduceComplex: Reduction;
  secularRoots(
    from: number,
    to: number,
    k: number,
    poles: number,
    weight: number,
    sorted: number,
    roots: number,
    u: number,
    stride: number,
  ): void;
  loewnerWeights(k: number, poles: number, sorted: number, u: number, stride: number, square: number): void;
  secularVectors(from: number, to: number, k: number, z: number, u: number, stride: number): void;
  gemm(
    width: number,
    m: number,
    n: number,
    k: number,
    alpha: number,
    a: number,
    rowStrideA: number,
    columnStrideA: number,
    conjugateA: boolean,
    b: number,
    rowStrideB: number,
    columnStrideB: number,
    conjugateB: boolean,
    c: number,
    rowStrideC: number,
    columnStrideC: number,
    lower: boolean,
    scratch: number,
  ): void;
}

type Reduction = (
  a: number,
  n: number,
  stride: number,
  d: number,
  e: number,
  tau: number,
  work: number,
  from: number,
  to: number,
) => void;

/** Reflectors applied together by the transformation back. */
export const reflectorBlock = 32;
const gemmScratchBytes = 8 * (256 * (128 + 512) + 16);

export type EigenArena = Arena<EigenKernels>;

/** Memory of one Hermitian eigenproblem of size n; `vectors` asks for the blocks that eigenvectors need. */
export function createEigenArena(width: 1 | 2, n: number, vectors: boolean): EigenArena {
  const entries = 8 * width;
  const reduction = {
    matrix: entries * n * n,
    diagonal: 8 * n,
    offDiagonal: 8 * n,
    tau: entries * n,
    work: 4 * entries * n,
  };
  if (!vectors) return createArena(eigenBinary, reduction);
  return createArena(eigenBinary, { ...reduction, ...conquestBlocks(n), ...transformBlocks(width, n) });
}

/** Memory of one tridiagonal eigenproblem. */
export function createConquestArena(n: number): EigenArena {
  return createArena(eigenBinary, { diagonal: 8 * n, offDiagonal: 8 * n, ...conquestBlocks(n) });
}

function conquestBlocks(n: number): Record<string, number> {
  return {
    // Rows are eigenvectors: of the halves, gathered for the product, and those of the secular equation.
    vectorRows: 8 * n * n,
    gathered: 8 * n * n,
    secular: 8 * n * n,
    poles: 8 * n,
    weights: 8 * n,
    roots: 8 * n,
    sorted: 4 * n,
    scratch: gemmScratchBytes,
  };
}

function transformBlocks(width: 1 | 2, n: number): Record<string, number> {
  const entries = 8 * width;
  return {
    panel: entries * reflectorBlock * n,
    gram: entries * reflectorBlock ** 2,
    triangle: entries * reflectorBlock ** 2,
    product: entries * reflectorBlock * n,
    turned: entries * reflectorBlock * n,
  };
}
