import { type Arena, createArena } from '../../kernels/arena';
import { conicBinary } from '../../kernels/binaries/conic';

/** Functions of assembly/conic.ts; addresses in bytes, `width` doubles per entry, rows of `ld` doubles. */
export interface ConicKernels {
  addRow(width: number, ld: number, re: number, im: number, x: number, y: number): void;
  dot(count: number, x: number, y: number): number;
  copy(count: number, from: number, to: number): void;
  clear(count: number, at: number): void;
  multiply(
    width: number,
    rows: number,
    depth: number,
    ld: number,
    a: number,
    lda: number,
    b: number,
    c: number,
    add: boolean,
  ): void;
  cholesky(width: number, n: number, ld: number, a: number, l: number): number;
  invert(
    width: number,
    n: number,
    ld: number,
    l: number,
    out: number,
    scratch: number,
    scratch2: number,
  ): void;
  direction(
    width: number,
    n: number,
    ld: number,
    x: number,
    z: number,
    factor: number,
    u: number,
    out: number,
  ): void;
  boundaryRate(
    width: number,
    n: number,
    ld: number,
    l: number,
    d: number,
    start: number,
    work: number,
    enough: number,
  ): number;
  /** … lists, first, position, rows, columns, values, u, out. */
  addInner(width: number, ld: number, ...lists: number[]): void;
  /** … lists, first, position, rows, columns, values, u, y. */
  subtractCombination(width: number, ld: number, ...lists: number[]): void;
  /** … lists, from, to, the eleven arrays of the lists, x, z, scratch, u, schur, rowOffset. */
  addSchur(width: number, n: number, ld: number, ...rest: number[]): void;
  factorPanel(
    panel: number,
    base: number,
    start: number,
    offset: number,
    inverse: number,
    threshold: number,
  ): number;
  solveSkylineLower(
    panels: number,
    base: number,
    start: number,
    offset: number,
    inverse: number,
    v: number,
  ): void;
  solveSkylineUpper(
    panels: number,
    base: number,
    start: number,
    offset: number,
    inverse: number,
    v: number,
  ): void;
  subtractSkylineProduct(
    panels: number,
    base: number,
    start: number,
    offset: number,
    v: number,
    out: number,
  ): void;
}

export type ConicArena = Arena<ConicKernels>;

/** Sizes in bytes of the named blocks of an arena that is still to be made. */
export class ArenaPlan {
  readonly blocks: Record<string, number> = {};

  doubles(name: string, count: number): void {
    this.blocks[name] = 8 * count;
  }

  integers(name: string, count: number): void {
    this.blocks[name] = 4 * count;
  }

  /** RangeError, before anything is allocated, above 2 GiB. */
  create(): ConicArena {
    return createArena<ConicKernels>(conicBinary, this.blocks);
  }
}
