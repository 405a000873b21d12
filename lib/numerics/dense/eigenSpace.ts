import { type Arena, keptBytes, kernelConstant, scratchMemory } from '../../kernels/arena';
import { eigenBinary } from '../../kernels/binaries/eigen';
import type { Gemm } from './workspace';

/** The functions of kernels/assembly/eigen.ts. Addresses in bytes, strides in entries of `width` doubles. */
export interface EigenKernels {
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
  gemm: Gemm;
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
  readonly doubles: { readonly [block: string]: Float64Array };
  readonly integers: { readonly [block: string]: Int32Array };
}

const scratch = scratchMemory<EigenKernels>(eigenBinary);

/** Divisions of the present scratch into blocks: thousands of small eigenproblems would spend their time on making them. */
const divisions = new Map<string, EigenSpace>();
let divided: Arena<EigenKernels> | undefined;

/** Blocks of the given lengths (doubles). RangeError, before anything is allocated, when they exceed 2 GiB. */
function spaceOf(key: string, lengthsOf: () => Readonly<Record<string, number>>): EigenSpace {
  const known = divisions.get(key);
  if (known) return known;
  const scratchDoubles = kernelConstant(eigenBinary, 'scratchDoubles');
  const lengths: Record<string, number> = { ...lengthsOf(), scratch: scratchDoubles };
  const offset: Record<string, number> = {};
  let end = 0;
  for (const name in lengths) {
    offset[name] = end;
    end += 8 * Math.ceil(lengths[name] / 8);
  }
  const arena = scratch(8 * end);
  const space = divide(arena, offset, lengths);
  if (arena.bytes > keptBytes) return space;
  if (arena !== divided || divisions.size === 64) divisions.clear();
  divided = arena;
  divisions.set(key, space);
  return space;
}

function divide(
  arena: Arena<EigenKernels>,
  offset: Readonly<Record<string, number>>,
  lengths: Readonly<Record<string, number>>,
): EigenSpace {
  const base = arena.address.all;
  const { buffer } = arena.doubles('all');
  const address: Record<string, number> = {};
  const doubles: Record<string, Float64Array> = {};
  const integers: Record<string, Int32Array> = {};
  for (const name in offset) {
    address[name] = base + 8 * offset[name];
    doubles[name] = new Float64Array(buffer, address[name], lengths[name]);
    integers[name] = new Int32Array(buffer, address[name], 2 * lengths[name]);
  }
  return { kernels: arena.kernels, address, doubles, integers };
}

/** Reflectors applied together by the transformation back. */
export const reflectorBlock = 32;

/** Memory of one Hermitian eigenproblem of size n; `vectors` asks for the blocks that eigenvectors need. */
export function eigenSpace(width: 1 | 2, n: number, vectors: boolean): EigenSpace {
  return spaceOf(`hermitian ${width} ${n} ${vectors}`, () => {
    const reduction = {
      matrix: width * n * n,
      diagonal: n,
      offDiagonal: n,
      tau: width * n,
      work: 3 * width * n,
    };
    const block = width * reflectorBlock;
    const transform = { panel: block * n, product: block * n, gram: block * reflectorBlock };
    return vectors ? { ...reduction, ...conquestLengths(width, n), ...transform } : reduction;
  });
}

/** Memory of one tridiagonal eigenproblem. */
export function conquestSpace(n: number): EigenSpace {
  return spaceOf(`tridiagonal ${n}`, () => ({ diagonal: n, offDiagonal: n, ...conquestLengths(1, n) }));
}

/** Memory of one-sided Jacobi rotations on `rows` rows of `count` entries, with `countV` entries of the right vectors. */
export function jacobiSpace(width: 1 | 2, rows: number, count: number, countV: number): EigenSpace {
  return spaceOf(`jacobi ${width} ${rows} ${count} ${countV}`, () => ({
    rows: width * rows * count,
    vectors: width * rows * countV,
    norms: rows,
  }));
}

function conquestLengths(width: 1 | 2, n: number): Record<string, number> {
  return {
    // Rows are eigenvectors: those found so far, those of the halves in a merge, those of the secular equation (where a
    // leaf of odd size has rows of one double more).
    vectorRows: n * n,
    gathered: n * n,
    secular: n * (n + 1),
    poles: n,
    weights: n,
    roots: n,
    rotations: 2 * n,
    sorted: n,
    // Columns are eigenvectors.
    columns: width * n * n,
  };
}
