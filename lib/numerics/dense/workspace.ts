import { kernelConstant, scratchMemory } from '../../kernels/arena';
import { denseBinary } from '../../kernels/binaries/dense';
import { type DenseMatrix, entryWidth } from './matrix';

/** The functions of kernels/assembly/dense.ts. Addresses in bytes; strides (`ld`: of rows) in entries; width 1 real, 2 complex. */
export interface DenseKernels {
  allFinite(count: number, at: number): number;
  gemm: Gemm;
  solveLower(...args: TriangularArguments): void;
  solveUpper(...args: TriangularArguments): void;
  choleskyColumns(...args: [...step: ColumnStep, scratch: number]): number;
  luColumns(...args: [...step: ColumnStep, pivots: number, panel: number, scratch: number]): number;
  qrColumns(
    ...args: [
      ...[width: number, m: number, n: number, first: number, count: number, a: number, ld: number],
      ...[tau: number, v: number, t: number, twoRows: number, scratch: number],
    ]
  ): void;
  qrPivotColumn(
    ...args: [
      ...[width: number, m: number, n: number, k: number, a: number, ld: number],
      ...[tau: number, norms: number, anchors: number, row: number],
    ]
  ): number;
  blockReflector(
    ...args: [
      ...[width: number, rows: number, count: number, from: number, ld: number],
      ...[tau: number, v: number, t: number, scratch: number],
    ]
  ): void;
  applyBlock(
    ...args: [
      ...[
        width: number,
        rows: number,
        columns: number,
        count: number,
        v: number,
        t: number,
        adjoint: boolean,
      ],
      ...[c: number, ld: number, twoRows: number, scratch: number],
    ]
  ): void;
}

/** C := C + alpha·A·B, where C has m × n entries; see kernels/assembly/_gemm.ts. */
export type Gemm = (
  ...args: [
    ...[width: number, m: number, n: number, k: number, alpha: number],
    ...[a: number, rowA: number, columnA: number, conjugateA: boolean],
    ...[b: number, rowB: number, columnB: number, conjugateB: boolean],
    ...[c: number, rowC: number, columnC: number, lower: boolean, scratch: number],
  ]
) => void;

type ColumnStep = [width: number, rows: number, first: number, count: number, a: number, ld: number];

type TriangularArguments = [
  ...[width: number, n: number, m: number],
  ...[t: number, rowT: number, columnT: number, conjugate: boolean, unit: boolean],
  ...[b: number, rowB: number, columnB: number, scratch: number],
];

/** Blocks of WebAssembly memory for one call, with what they held before. */
export interface Workspace {
  readonly kernels: DenseKernels;
  /** Address of the scratch that every kernel takes as its last argument. */
  readonly scratch: number;
  /** Address of each block. */
  readonly at: readonly number[];
  /** Each block as doubles. */
  readonly blocks: readonly Float64Array[];
}

const scratch = scratchMemory<DenseKernels>(denseBinary);

/** Blocks of the given lengths (doubles). RangeError, before anything is allocated, if they need more than 2 GiB. */
export function workspace(lengths: readonly number[]): Workspace {
  const offsets: number[] = [];
  let end = kernelConstant(denseBinary, 'scratchDoubles');
  for (const length of lengths) {
    offsets.push(end);
    end += Math.ceil(length / 8) * 8;
  }
  const arena = scratch(8 * end);
  const base = arena.address.all;
  const { buffer } = arena.doubles('all');
  return {
    kernels: arena.kernels,
    scratch: base,
    at: offsets.map((offset) => base + 8 * offset),
    blocks: offsets.map((offset, i) => new Float64Array(buffer, base + 8 * offset, lengths[i])),
  };
}

/** Copies the entries of `from` into `to`, which has entries of the given width; a real matrix may become complex. */
export function put(from: DenseMatrix, width: 1 | 2, to: Float64Array): void {
  if (entryWidth(from.kind) === width) {
    to.set(from.data);
    return;
  }
  const { data } = from;
  for (let i = 0; i < data.length; i++) {
    to[2 * i] = data[i];
    to[2 * i + 1] = 0;
  }
}

/** 2 if one of the matrices is complex, otherwise 1. */
export function commonWidth(...matrices: readonly DenseMatrix[]): 1 | 2 {
  return matrices.some((matrix) => matrix.kind === 'complex') ? 2 : 1;
}

/** A matrix of entries of the given width over `data`. */
export function matrixOver(width: 1 | 2, rows: number, columns: number, data: Float64Array): DenseMatrix {
  return { kind: width === 2 ? 'complex' : 'real', rows, columns, data };
}
