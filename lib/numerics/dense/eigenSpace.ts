import { type Arena, createArena } from '../../kernels/arena';
import { eigenBinary } from '../../kernels/binaries/eigen';

/** The functions of kernels/assembly/eigen.ts. Addresses in bytes, strides in entries of `width` doubles. */
export interface EigenKernels {
  readonly scratchDoubles: WebAssembly.Global;
  reduceReal: Reduction;
  reduceComplex: Reduction;
  rotateRows(
    ...args: [
      ...[z: number, stride: number, columns: number],
      ...[near: number, far: number, step: number, rotations: number],
    ]
  ): void;
  secularRoots(
    ...args: [
      ...[from: number, to: number, k: number, poles: number, weight: number, sorted: number],
      ...[roots: number, u: number, stride: number],
    ]
  ): void;
  loewnerWeights(
    ...args: [k: number, poles: number, sorted: number, u: number, stride: number, square: number]
  ): void;
  secularVectors(...args: [from: number, to: number, k: number, z: number, u: number, stride: number]): void;
  columnsFromRows(
    ...args: [width: number, from: number, n: number, order: number, count: number, out: number]
  ): void;
  substitute(
    ...args: [width: number, count: number, columns: number, gram: number, tau: number, w: number]
  ): void;
  rowNorms(...args: [width: number, rows: number, count: number, b: number, norms: number]): void;
  orthogonalise(
    ...args: [
      ...[width: number, i: number, rows: number, count: number, b: number, countV: number, v: number],
      ...[norms: number, tolerance: number, negligible: number],
    ]
  ): number;
  gemm(
    ...args: [
      ...[width: number, m: number, n: number, k: number, alpha: number],
      ...[a: number, rowA: number, columnA: number, conjugateA: boolean],
      ...[b: number, rowB: number, columnB: number, conjugateB: boolean],
      ...[c: number, rowC: number, columnC: number, lower: boolean, scratch: number],
    ]
  ): void;
}

type Reduction = (
  ...args: [
    ...[a: number, n: number, d: number, e: number, tau: number, work: number],
    ...[from: number, to: number],
  ]
) => void;

/** Named blocks of WebAssembly memory for one call, with what they held before. */
export interface EigenSpace {
  readonly kernels: EigenKernels;
  readonly address: { readonly [block: string]: number };
  doubles(block: string): Float64Array;
  integers(block: string): Int32Array;
}

/** Memory above this size is not kept: four matrices of 1000 × 1000. */
const keptBytes = 2 ** 25;

/**
 * The last arena, as scratch for the next call: thousands of small eigenproblems would spend their time on memory. Every
 * call writes what it reads, hands nothing out and calls no code of others, so it does not matter where the last stopped.
 */
let kept: Arena<EigenKernels> | undefined;
let scratchDoubles = 0;

/** Blocks of the given lengths (doubles). RangeError, before anything is allocated, when they exceed 2 GiB. */
function spaceOf(lengths: Readonly<Record<string, number>>): EigenSpace {
  if (scratchDoubles === 0)
    scratchDoubles = createArena<EigenKernels>(eigenBinary, {}).kernels.scratchDoubles.value;
  const offset: Record<string, number> = {};
  let end = 0;
  for (const name in lengths) {
    offset[name] = end;
    end += 8 * Math.ceil(lengths[name] / 8);
  }
  offset.scratch = end;
  end += scratchDoubles;
  let arena = kept;
  if (!arena || arena.bytes < arena.address.all + 8 * end) {
    arena = createArena<EigenKernels>(eigenBinary, { all: 8 * end });
    if (arena.bytes <= keptBytes) kept = arena;
  }
  const base = arena.address.all;
  const { buffer } = arena.doubles('all');
  const address: Record<string, number> = {};
  for (const name in offset) address[name] = base + 8 * offset[name];
  return {
    kernels: arena.kernels,
    address,
    doubles: (name) => new Float64Array(buffer, address[name], lengths[name]),
    integers: (name) => new Int32Array(buffer, address[name], 2 * lengths[name]),
  };
}

/** Reflectors applied together by the transformation back. */
export const reflectorBlock = 32;

/** Memory of one Hermitian eigenproblem of size n; `vectors` asks for the blocks that eigenvectors need. */
export function eigenSpace(width: 1 | 2, n: number, vectors: boolean): EigenSpace {
  const reduction = {
    matrix: width * n * n,
    diagonal: n,
    offDiagonal: n,
    tau: width * n,
    work: 3 * width * n,
  };
  if (!vectors) return spaceOf(reduction);
  const block = width * reflectorBlock;
  const transform = { panel: block * n, product: block * n, gram: block * reflectorBlock };
  return spaceOf({ ...reduction, ...conquestLengths(n), ...transform });
}

/** Memory of one tridiagonal eigenproblem. */
export function conquestSpace(n: number): EigenSpace {
  return spaceOf({ diagonal: n, offDiagonal: n, ...conquestLengths(n) });
}

/** Memory of one-sided Jacobi rotations on `rows` rows of `count` entries, with `countV` entries of the right vectors. */
export function jacobiSpace(width: 1 | 2, rows: number, count: number, countV: number): EigenSpace {
  return spaceOf({ rows: width * rows * count, vectors: width * rows * countV, norms: rows });
}

/** `gathered` and `secular` are neighbours: together they take the n × n complex matrix of the transformation back. */
function conquestLengths(n: number): Record<string, number> {
  const matrix = 8 * Math.ceil((n * n) / 8);
  return {
    vectorRows: matrix,
    gathered: matrix,
    // A leaf of odd size has rows of one double more.
    secular: matrix + n,
    poles: n,
    weights: n,
    roots: n,
    rotations: 2 * n,
    sorted: n,
  };
}
