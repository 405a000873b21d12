import { type Arena, createArena, kernelConstant } from '../../kernels/arena';
import { conicBinary } from '../../kernels/binaries/conic';

/** Functions of assembly/conic.ts; addresses in bytes, `width` doubles per entry, rows of `ld` doubles, strides in entries. */
export interface ConicKernels {
  addRow(width: number, count: number, re: number, im: number, x: number, y: number): void;
  dot(count: number, x: number, y: number): number;
  copy(count: number, from: number, to: number): void;
  clear(count: number, at: number): void;
  fillUpper(width: number, n: number, ld: number, a: number, zeros: boolean): void;
  multiply(
    ...args: [...block: Block, from: number, to: number, a: number, b: number, c: number, scratch: number]
  ): void;
  choleskyColumns(
    ...args: [
      width: number,
      n: number,
      first: number,
      count: number,
      a: number,
      stride: number,
      scratch: number,
    ]
  ): number;
  invertRows(
    ...args: [
      ...[...block: Block, from: number, to: number],
      ...[l: number, inverse: number, out: number, scratch: number],
    ]
  ): void;
  direction(...args: [...block: Block, x: number, z: number, factor: number, u: number, out: number]): void;
  boundaryRate(
    ...args: [
      ...[...block: Block, l: number, d: number, start: number, work: number],
      ...[from: number, to: number, enough: number],
    ]
  ): number;
  addInner(...args: [width: number, ...lists: ListAddresses, u: number, out: number]): void;
  subtractCombination(...args: [width: number, ...lists: ListAddresses, u: number, y: number]): void;
  addSchur(
    ...args: [
      ...[...block: Block, from: number, to: number, ...lists: ListAddresses],
      ...[rows: number, columns: number, dense: number, localRow: number, localColumn: number],
      ...[supportFirst: number, support: number],
      ...[x: number, z: number, pair: number, u: number, scratch: number, schur: number, rowOffset: number],
    ]
  ): void;
  factorPanel(...args: [panel: number, ...skyline: SkylineAddresses, threshold: number]): number;
  solveSkylineLower(...args: [panels: number, ...skyline: SkylineAddresses, v: number]): void;
  solveSkylineUpper(...args: [panels: number, ...skyline: SkylineAddresses, v: number]): void;
  subtractSkylineProduct(
    ...args: [panels: number, base: number, start: number, offset: number, v: number, out: number]
  ): void;
}

type Block = [width: number, n: number, ld: number];

/** Number of lists and addresses of their arrays. */
export type ListAddresses = [
  ...[lists: number, first: number, position: number],
  ...[upper: number, lower: number, values: number],
];

type SkylineAddresses = [base: number, start: number, offset: number, inverse: number];

/** Columns of one Cholesky step. */
export function choleskyBlock(): number {
  return kernelConstant(conicBinary, 'choleskyBlock');
}

/** Longest Krylov space of `boundaryRate`. */
export function longestLanczos(): number {
  return kernelConstant(conicBinary, 'longestLanczos');
}

export type ConicArena = Arena<ConicKernels>;

/** Sizes in bytes of the named blocks of an arena that is still to be made. */
export class ArenaPlan {
  readonly blocks: Record<string, number> = {};

  doubles(name: string, count: number): void {
    this.blocks[name] = 8 * count;
  }

  /** A block that several parts use one after the other: the largest size counts. */
  shared(name: string, count: number): void {
    this.doubles(name, Math.max(count, (this.blocks[name] ?? 0) / 8));
  }

  integers(name: string, count: number): void {
    this.blocks[name] = 4 * count;
  }

  /** RangeError, before anything is allocated, above 2 GiB. */
  create(): ConicArena {
    this.doubles('scratch', kernelConstant(conicBinary, 'scratchDoubles'));
    return createArena<ConicKernels>(conicBinary, this.blocks);
  }
}
