import { type SparseMatrix, valueWidth } from './matrix';

/** Rows of a window and of a chunk, as in kernels/assembly/sparse.ts. */
const windowRows = 128;
const chunkRows = 4;

/** How the kernel wants the rows: see kernels/assembly/sparse.ts. */
export interface Packing {
  /** Rows of each window sorted by falling length, four to a chunk; −1 fills up the last chunk of the matrix. */
  readonly order: Int32Array;
  /** Entries of the longest row of each chunk. */
  readonly lengths: Int32Array;
  /** Padded entries in all. */
  readonly entries: number;
  readonly bytes: { readonly lengths: number; readonly places: number; readonly entries: number };
}

export const sumsBytes: number = 16 * (windowRows + 1);

/** Fills `out` with the rows from `first` on, longest first, by insertion: neighbours have similar lengths. */
function sortByLength(rowStart: Int32Array, first: number, out: Int32Array): void {
  for (let i = 0; i < out.length; i++) {
    const length = rowStart[first + i + 1] - rowStart[first + i];
    let at = i;
    for (; at > 0 && rowStart[out[at - 1] + 1] - rowStart[out[at - 1]] < length; at--) out[at] = out[at - 1];
    out[at] = first + i;
  }
}

/** The order of rows, before anything is copied. */
export function packing(matrix: SparseMatrix): Packing {
  const { rows, rowStart } = matrix;
  const chunks = Math.ceil(rows / chunkRows);
  const order = new Int32Array(chunkRows * chunks).fill(-1);
  const lengths = new Int32Array(chunks);
  let entries = 0;
  for (let first = 0; first < rows; first += windowRows) {
    const count = Math.min(windowRows, rows - first);
    sortByLength(rowStart, first, order.subarray(first, first + count));
    for (let i = 0; i < count; i += chunkRows) {
      const longest = order[first + i];
      const length = rowStart[longest + 1] - rowStart[longest];
      lengths[(first + i) / chunkRows] = length;
      entries += chunkRows * length;
    }
  }
  const entryBytes = 4 + 8 * valueWidth(matrix.kind);
  const bytes = {
    lengths: 4 * chunks,
    places: 2 * chunkRows * chunks,
    entries: entryBytes * entries,
  };
  return { order, lengths, entries, bytes };
}

/** Writes the matrix as the kernel wants it. `integers` and `doubles` are two views of the block of entries. */
export function writePacked(
  matrix: SparseMatrix,
  { order, lengths }: Packing,
  places: Uint16Array,
  integers: Int32Array,
  doubles: Float64Array,
): void {
  const { rowStart, column, values } = matrix;
  const width = valueWidth(matrix.kind);
  const stepDoubles = 2 + chunkRows * width;
  let start = 0;
  for (let chunk = 0; chunk < lengths.length; chunk++) {
    const length = lengths[chunk];
    for (let lane = 0; lane < chunkRows; lane++) {
      const row = order[chunkRows * chunk + lane];
      places[chunkRows * chunk + lane] = 16 * (row < 0 ? windowRows : row % windowRows);
      const from = row < 0 ? 0 : rowStart[row];
      const count = row < 0 ? 0 : rowStart[row + 1] - from;
      let integerAt = 2 * start + lane;
      let doubleAt = start + 2 + width * lane;
      for (let k = from; k < from + count; k++) {
        integers[integerAt] = column[k] << 4;
        doubles[doubleAt] = values[width * k];
        if (width === 2) doubles[doubleAt + 1] = values[2 * k + 1];
        integerAt += 2 * stepDoubles;
        doubleAt += stepDoubles;
      }
      // The padding reads the row's own entry of x (a finite number, near at hand) times the zero that is there.
      for (let k = count; k < length; k++) {
        integers[integerAt] = row < 0 ? 0 : row << 4;
        integerAt += 2 * stepDoubles;
      }
    }
    start += length * stepDoubles;
  }
}
