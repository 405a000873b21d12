import { integerIn, oneOf } from '../guards';

/**
 * A sparse matrix by compressed rows: row i holds the entries k = rowStart[i] … rowStart[i+1] − 1, in columns column[k],
 * ascending and without repetition. Value k of a real matrix is `values[k]`; of a complex one `values[2k]` + i `values[2k+1]`.
 * A real matrix stays real: 12 bytes per entry instead of 20. Take the arrays as read-only.
 */
export interface SparseMatrix {
  readonly kind: 'real' | 'complex';
  readonly rows: number;
  readonly columns: number;
  readonly rowStart: Int32Array;
  readonly column: Int32Array;
  readonly values: Float64Array;
}

/** Takes one entry of the present row; the imaginary part is 0 when left out, and must be so for a real matrix. */
export type Emit = (column: number, re: number, im?: number) => void;

/** Entries (row[k], column[k]) with real parts re[k] and, for a complex matrix, imaginary parts im[k]. */
export interface Triplets {
  readonly row: ArrayLike<number>;
  readonly column: ArrayLike<number>;
  readonly re: ArrayLike<number>;
  readonly im?: ArrayLike<number>;
}

const rowLimit = 2 ** 27;
/** An Int32Array addresses the entries, a Float64Array holds two doubles for each. */
const entryLimit = 2 ** 29;
/** `sortLongRow` packs a place in the row and a column into 53 bits. */
const rowEntryLimit = 2 ** 26;

/** Doubles per value. */
export function valueWidth(kind: SparseMatrix['kind']): 1 | 2 {
  return kind === 'real' ? 1 : 2;
}

/** Number of stored entries. */
export function entryCount(matrix: SparseMatrix): number {
  return matrix.rowStart[matrix.rows];
}

/** RangeError unless the arrays make a sparse matrix: lengths, ascending columns inside the matrix, finite values. */
export function checkSparse(name: string, matrix: SparseMatrix): void {
  const { kind, rows, columns, rowStart, column, values } = matrix;
  integerIn(`${name}.rows`, rows, 1, rowLimit);
  integerIn(`${name}.columns`, columns, 1, rowLimit);
  const count = rowStart[rows];
  const sizes = `${name} must have rows + 1 row starts from 0 up to the number of columns and values`;
  if (rowStart.length !== rows + 1 || rowStart[0] !== 0 || column.length !== count)
    throw new RangeError(`${sizes}, got ${rowStart.length} from ${rowStart[0]} to ${count}`);
  if (values.length !== valueWidth(kind) * count)
    throw new RangeError(`${sizes}, got ${values.length} values of a ${kind} matrix for ${count} columns`);
  for (let i = 0; i < rows; i++) {
    let before = -1;
    if (rowStart[i + 1] < rowStart[i]) throw new RangeError(`${sizes}, got a fall after row ${i}`);
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
      if (column[k] <= before || column[k] >= columns)
        throw new RangeError(
          `${name} must have ascending columns in [0, ${columns - 1}], got ${column[k]} after ${before} in row ${i}`,
        );
      before = column[k];
    }
  }
  // 0·v is NaN for an infinite v and for NaN: one sum tells whether all are finite.
  let zero = 0;
  for (let k = 0; k < values.length; k++) zero += 0 * values[k];
  if (zero === 0) return;
  const k = values.findIndex((value) => !Number.isFinite(value));
  throw new RangeError(`${name} must have finite values, got values[${k}] = ${values[k]}`);
}

function checkShape(rows: number, columns: number): void {
  integerIn('rows', rows, 1, rowLimit);
  integerIn('columns', columns, 1, rowLimit);
}

function checkEntry(row: number, column: number, columns: number, re: number, im: number): void {
  if (!Number.isInteger(column) || column < 0 || column >= columns)
    throw new RangeError(
      `column must be an integer in [0, ${columns - 1}], got ${column} for an entry of row ${row}`,
    );
  if (!Number.isFinite(re) || !Number.isFinite(im))
    throw new RangeError(`entries must be finite, got ${re} + ${im}i at row ${row}, column ${column}`);
}

/** Turns the counts into first positions start[i]. RangeError when there are too many entries. */
function accumulateCounts(start: Int32Array, count: (row: number) => number): number {
  let total = 0;
  for (let i = 0; i + 1 < start.length; i++) {
    const entries = count(i);
    if (entries > rowEntryLimit)
      throw new RangeError(`a row must have at most ${rowEntryLimit} entries, got ${entries} in row ${i}`);
    total += entries;
    if (total > entryLimit)
      throw new RangeError(`the matrix must have at most ${entryLimit} entries, has more up to row ${i}`);
    start[i + 1] = total;
  }
  return total;
}

/** Sorts the entries [from, to) by column, keeping the order of equal ones. */
function sortRow(column: Int32Array, values: Float64Array, width: number, from: number, to: number): void {
  if (to - from > 64) {
    sortLongRow(column, values, width, from, to);
    return;
  }
  for (let k = from + 1; k < to; k++) {
    const key = column[k];
    if (column[k - 1] <= key) continue;
    const [re, im] = [values[width * k], values[width * k + width - 1]];
    let at = k;
    for (; at > from && column[at - 1] > key; at--) {
      column[at] = column[at - 1];
      for (let c = 0; c < width; c++) values[width * at + c] = values[width * (at - 1) + c];
    }
    column[at] = key;
    values[width * at] = re;
    values[width * at + width - 1] = im;
  }
}

function sortLongRow(
  column: Int32Array,
  values: Float64Array,
  width: number,
  from: number,
  to: number,
): void {
  const keys = column.slice(from, to);
  const old = values.slice(width * from, width * to);
  // Column and place in one double: an exact integer, as the column is below rowLimit = 2²⁷.
  const order = Float64Array.from(keys, (key, place) => key * rowEntryLimit + place).sort();
  for (let k = 0; k < order.length; k++) {
    const place = order[k] % rowEntryLimit;
    column[from + k] = keys[place];
    for (let c = 0; c < width; c++) values[width * (from + k) + c] = old[width * place + c];
  }
}

/** Sorts every row, sums repeated entries and moves the rows together. `start` is overwritten. */
function finishRows(
  kind: SparseMatrix['kind'],
  columns: number,
  start: Int32Array,
  column: Int32Array,
  values: Float64Array,
): SparseMatrix {
  const width = valueWidth(kind);
  const rows = start.length - 1;
  let end = 0;
  let from = 0;
  for (let i = 0; i < rows; i++) {
    const to = start[i + 1];
    sortRow(column, values, width, from, to);
    const first = end;
    for (let k = from; k < to; k++) {
      const repeated = end > first && column[end - 1] === column[k];
      if (!repeated) column[end++] = column[k];
      for (let c = 0; c < width; c++) {
        const value = values[width * k + c];
        values[width * (end - 1) + c] = repeated ? values[width * (end - 1) + c] + value : value;
      }
    }
    start[i + 1] = end;
    from = to;
  }
  const full = end === column.length;
  return {
    kind,
    rows,
    columns,
    rowStart: start,
    column: full ? column : column.slice(0, end),
    values: full ? values : values.slice(0, width * end),
  };
}

/**
 * The rows × columns matrix with the given entries; repeated ones are summed. It is complex when `im` is given.
 * @throws RangeError for an index outside the matrix, an entry that is not finite, arrays of unequal lengths, or more than
 * 2²⁶ entries of a row (2²⁹ of the matrix), repeated ones included.
 */
export function sparseFromTriplets(rows: number, columns: number, triplets: Triplets): SparseMatrix {
  checkShape(rows, columns);
  const { row, column, re, im } = triplets;
  const width = im ? 2 : 1;
  for (const [name, array] of Object.entries({ column, re, ...(im && { im }) }))
    if (array.length !== row.length)
      throw new RangeError(`${name} must have the length ${row.length} of row, got length ${array.length}`);
  const counts = new Int32Array(rows);
  for (let k = 0; k < row.length; k++) {
    if (!Number.isInteger(row[k]) || row[k] < 0 || row[k] >= rows)
      throw new RangeError(`row[${k}] must be an integer in [0, ${rows - 1}], got ${row[k]}`);
    checkEntry(row[k], column[k], columns, re[k], im ? im[k] : 0);
    counts[row[k]]++;
  }
  const start = new Int32Array(rows + 1);
  const total = accumulateCounts(start, (i) => counts[i]);
  const next = start.slice(0, rows);
  const sortedColumn = new Int32Array(total);
  const values = new Float64Array(width * total);
  for (let k = 0; k < row.length; k++) {
    const at = next[row[k]]++;
    sortedColumn[at] = column[k];
    values[width * at] = re[k];
    if (im) values[2 * at + 1] = im[k];
  }
  return finishRows(im ? 'complex' : 'real', columns, start, sortedColumn, values);
}

/**
 * The matrix whose row i consists of what `generate(i, emit)` emits, in any order; repeated columns are summed.
 * `generate` is called twice for each row (to count, then to fill) and must emit the same both times; nothing larger
 * than the matrix is allocated.
 * @throws RangeError for a bad column, an entry that is not finite, an imaginary part in a real matrix, or a row that
 * differs between the two calls, or more than 2²⁶ entries of a row (2²⁹ of the matrix), repeated ones included.
 */
export function sparseFromRows(
  kind: SparseMatrix['kind'],
  rows: number,
  columns: number,
  generate: (row: number, emit: Emit) => void,
): SparseMatrix {
  oneOf('kind', kind, ['real', 'complex']);
  checkShape(rows, columns);
  let emitted = 0;
  const start = new Int32Array(rows + 1);
  const count = (): void => {
    emitted++;
  };
  const total = accumulateCounts(start, (i) => {
    emitted = 0;
    generate(i, count);
    return emitted;
  });
  const width = valueWidth(kind);
  const column = new Int32Array(total);
  const values = new Float64Array(width * total);
  let row = 0;
  let at = 0;
  const fill: Emit = (j, re, im = 0) => {
    checkEntry(row, j, columns, re, im);
    if (width === 1 && im !== 0)
      throw new RangeError(
        `entries of a real matrix must be real, got ${re} + ${im}i at row ${row}, column ${j}`,
      );
    // A surplus entry lands in the next row and is found out below.
    column[at] = j;
    values[width * at] = re;
    if (width === 2) values[2 * at + 1] = im;
    at++;
  };
  for (; row < rows; row++) {
    generate(row, fill);
    if (at !== start[row + 1])
      throw new RangeError(
        `generate must emit the same entries at every call, got ${start[row + 1] - start[row]} and then ${at - start[row]} entries for row ${row}`,
      );
  }
  return finishRows(kind, columns, start, column, values);
}
