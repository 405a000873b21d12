import { shown } from '../guards';
import type { Complex } from './elementary';
import { checkMatrix, complexMatrix, type DenseMatrix, realMatrix } from './matrix';

/** An entry as other libraries write it: a number, or an object with `re` and `im` (mathjs, say). */
export type Entry = number | Complex;

/** A matrix of ml-matrix, or anything else that is read in the same way. */
export interface EntryByEntry {
  readonly rows: number;
  readonly columns: number;
  get(row: number, column: number): Entry;
}

/** A matrix of mathjs, or anything else that turns into rows of entries. */
export interface ArrayMaker {
  toArray(): unknown;
}

/**
 * A matrix from its rows, `denseMatrix([[1, 2], [3, 4]])`, with complex entries as `{ re, im }`, or from a matrix of
 * ml-matrix or mathjs. Real if all entries are numbers.
 * @throws RangeError when the rows differ in length, or an entry is not finite.
 */
export function denseMatrix(source: readonly (readonly Entry[])[] | EntryByEntry | ArrayMaker): DenseMatrix {
  const rows = rowsOf(source);
  const columns = rows[0]?.length ?? 0;
  rows.forEach((row, i) => {
    if (row.length !== columns)
      throw new RangeError(`row ${i} must have ${columns} entries like row 0, got ${row.length}`);
    for (let j = 0; j < columns; j++) checkEntry(row[j], i, j);
  });
  const complex = rows.some((row) => row.some((entry) => typeof entry !== 'number'));
  const out = (complex ? complexMatrix : realMatrix)(rows.length, columns);
  rows.forEach((row, i) => {
    row.forEach((entry, j) => {
      const at = i * columns + j;
      if (!complex) out.data[at] = entry as number;
      else
        [out.data[2 * at], out.data[2 * at + 1]] =
          typeof entry === 'number' ? [entry, 0] : [entry.re, entry.im];
    });
  });
  return out;
}

function rowsOf(source: readonly (readonly Entry[])[] | EntryByEntry | ArrayMaker): Entry[][] {
  if (typeof source !== 'object' || source === null)
    throw new RangeError(`the rows of a matrix must be an array, got ${shown(source)}`);
  if ('get' in source && typeof source.rows === 'number')
    return Array.from({ length: source.rows }, (_, i) =>
      Array.from({ length: source.columns }, (_, j) => source.get(i, j)),
    );
  const rows = 'toArray' in source ? source.toArray() : source;
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row) || ArrayBuffer.isView(row)))
    throw new RangeError('the rows of a matrix must be arrays of entries, as in [[1, 2], [3, 4]]');
  return rows.map((row) => Array.from(row as ArrayLike<Entry>));
}

function checkEntry(entry: unknown, i: number, j: number): void {
  const parts =
    typeof entry === 'object' && entry !== null ? [(entry as Complex).re, (entry as Complex).im] : [entry];
  if (!parts.every(Number.isFinite))
    throw new RangeError(
      `the entry in row ${i}, column ${j} must be a finite number or { re, im }, got ${JSON.stringify(entry) ?? entry}`,
    );
}

/**
 * The rows of a real matrix as arrays of numbers: what `new Matrix(…)` of ml-matrix and `matrix(…)` of mathjs take.
 * @throws RangeError when the matrix is complex.
 */
export function toRows(matrix: DenseMatrix): number[][] {
  checkMatrix('matrix', matrix);
  if (matrix.kind !== 'real')
    throw new RangeError('matrix must be real, got a complex one: use toComplexRows');
  const { data, rows, columns } = matrix;
  return Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * columns, (i + 1) * columns)));
}

/**
 * The rows of a matrix as arrays of `{ re, im }`.
 * @throws RangeError when `matrix` is not a DenseMatrix.
 */
export function toComplexRows(matrix: DenseMatrix): Complex[][] {
  checkMatrix('matrix', matrix);
  const { kind, data, rows, columns } = matrix;
  const entry = (at: number): Complex =>
    kind === 'real' ? { re: data[at], im: 0 } : { re: data[2 * at], im: data[2 * at + 1] };
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => entry(i * columns + j)),
  );
}
