import { type Arena, kernelConstant } from '../../kernels/arena';
import { sparseBinary } from '../../kernels/binaries/sparse';
import { type SparseMatrix, valueWidth } from './matrix';

/** The functions of kernels/assembly/sparse.ts; addresses in bytes. */
export interface SparseKernels {
  bind(complex: boolean, rows: number, lengths: number, places: number, entries: number, sums: number): void;
  multiply(x: number, out: number): void;
  multiplyReal(x: number, out: number): void;
  chebyshevStep(
    product: number,
    x: number,
    w: number,
    total: number,
    factor: number,
    shift: number,
    back: number,
    quarterTurn: boolean,
    a: number,
    b: number,
    addUp: boolean,
  ): void;
  lanczosStep(product: number, complex: boolean, x: number, before: number, beta: number, w: number): number;
  project(
    basis: number,
    stride: number,
    count: number,
    w: number,
    n: number,
    complex: boolean,
    out: number,
  ): void;
  accumulate(
    basis: number,
    stride: number,
    count: number,
    coefficients: number,
    sign: number,
    w: number,
    n: number,
    complex: boolean,
  ): number;
  scale(x: number, factor: number, out: number, n: number): void;
  recombine(
    basis: number,
    stride: number,
    count: number,
    y: number,
    columns: number,
    n: number,
    buffer: number,
  ): void;
}

/** Rows of a window of the kernel. */
function rowsOfWindow(): number {
  return kernelConstant(sparseBinary, 'windowRows');
}

/** Rows of a chunk: as many as have their sums in registers. */
function chunkRowsOf(kind: SparseMatrix['kind']): number {
  return kind === 'real' ? 8 : 4;
}

/** How the kernel wants the rows: see kernels/assembly/sparse.ts. */
export interface Packing {
  /** Rows of each window, longest first, by chunks; −1 fills up the last chunk of the matrix. */
  readonly order: Int32Array;
  /** Entries of the longest row of each chunk. */
  readonly lengths: Int32Array;
  readonly bytes: { readonly lengths: number; readonly places: number; readonly entries: number };
}

/** One complex number for each row of a window, and one for rows that do not exist. */
export function sumsBytes(): number {
  return 16 * (rowsOfWindow() + 1);
}

/** The rows first … first + count − 1 into `order`, longest first, equal ones in their order. `tally` is scratch. */
function sortByLength(
  rowStart: Int32Array,
  first: number,
  count: number,
  order: Int32Array,
  tally: Int32Array,
): void {
  let longest = 0;
  for (let i = first; i < first + count; i++) {
    const length = rowStart[i + 1] - rowStart[i];
    if (length > longest) longest = length;
    tally[length]++;
  }
  let at = first;
  for (let length = longest; length >= 0; length--) {
    const rows = tally[length];
    tally[length] = at;
    at += rows;
  }
  for (let i = first; i < first + count; i++) order[tally[rowStart[i + 1] - rowStart[i]]++] = i;
  tally.fill(0, 0, longest + 1);
}

/** The order of rows, before anything is copied. */
export function packing({ kind, rows, columns, rowStart }: SparseMatrix): Packing {
  const windowRows = rowsOfWindow();
  const chunkRows = chunkRowsOf(kind);
  const chunks = Math.ceil(rows / chunkRows);
  const order = new Int32Array(chunkRows * chunks).fill(-1);
  const lengths = new Int32Array(chunks);
  const tally = new Int32Array(columns + 1);
  let steps = 0;
  for (let first = 0; first < rows; first += windowRows) {
    const count = Math.min(windowRows, rows - first);
    sortByLength(rowStart, first, count, order, tally);
    for (let i = first; i < first + count; i += chunkRows) {
      const length = rowStart[order[i] + 1] - rowStart[order[i]];
      lengths[i / chunkRows] = length;
      steps += length;
    }
  }
  const stepBytes = chunkRows * (4 + 8 * valueWidth(kind));
  return {
    order,
    lengths,
    bytes: { lengths: 4 * chunks, places: 2 * chunkRows * chunks, entries: stepBytes * steps },
  };
}

/** Writes the matrix into the blocks `lengths`, `places` and `entries`, as the kernel wants it. */
export function writePacked(
  matrix: SparseMatrix,
  { order, lengths }: Packing,
  arena: Arena<SparseKernels>,
): void {
  arena.integers('lengths').set(lengths);
  const words = arena.integers('places');
  const places = new Uint16Array(words.buffer, words.byteOffset, 2 * words.length);
  const [integers, doubles] = [arena.integers('entries'), arena.doubles('entries')];
  const { kind, rowStart, column, values } = matrix;
  const width = valueWidth(kind);
  const windowRows = rowsOfWindow();
  const chunkRows = chunkRowsOf(kind);
  const stepDoubles = chunkRows / 2 + chunkRows * width;
  let start = 0;
  for (let chunk = 0; chunk < lengths.length; chunk++) {
    const end = start + lengths[chunk] * stepDoubles;
    for (let lane = 0; lane < chunkRows; lane++) {
      const row = order[chunkRows * chunk + lane];
      places[chunkRows * chunk + lane] = 16 * (row < 0 ? windowRows : row % windowRows);
      let at = start;
      for (let k = row < 0 ? 0 : rowStart[row]; k < (row < 0 ? 0 : rowStart[row + 1]); k++) {
        integers[2 * at + lane] = column[k] << 4;
        const value = at + chunkRows / 2 + width * lane;
        doubles[value] = values[width * k];
        if (width === 2) doubles[value + 1] = values[2 * k + 1];
        at += stepDoubles;
      }
      // The padding reads the row's own entry of x (a finite number, near at hand) times the zero that is there.
      for (; at < end; at += stepDoubles) integers[2 * at + lane] = row < 0 ? 0 : row << 4;
    }
    start = end;
  }
}
