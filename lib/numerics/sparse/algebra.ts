import { complexMatrix, type DenseMatrix, entryWidth, realMatrix } from '../dense/matrix';
import { finite } from '../guards';
import { entryCount, type SparseMatrix, sparseFromRows, valueWidth } from './matrix';

function realTimesReal(matrix: SparseMatrix, x: Float64Array, out: Float64Array): void {
  const { rowStart, column, values, rows } = matrix;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    const end = rowStart[i + 1];
    for (let k = rowStart[i]; k < end; k++) sum += values[k] * x[column[k]];
    out[i] = sum;
  }
}

function realTimesComplex(matrix: SparseMatrix, x: Float64Array, out: Float64Array): void {
  const { rowStart, column, values, rows } = matrix;
  for (let i = 0; i < rows; i++) {
    let re = 0;
    let im = 0;
    const end = rowStart[i + 1];
    for (let k = rowStart[i]; k < end; k++) {
      const j = column[k] << 1;
      re += values[k] * x[j];
      im += values[k] * x[j + 1];
    }
    out[2 * i] = re;
    out[2 * i + 1] = im;
  }
}

function complexTimesComplex(matrix: SparseMatrix, x: Float64Array, out: Float64Array): void {
  const { rowStart, column, values, rows } = matrix;
  for (let i = 0; i < rows; i++) {
    let re = 0;
    let im = 0;
    const end = rowStart[i + 1];
    for (let k = rowStart[i]; k < end; k++) {
      const j = column[k] << 1;
      const a = values[2 * k];
      const b = values[2 * k + 1];
      re += a * x[j] - b * x[j + 1];
      im += a * x[j + 1] + b * x[j];
    }
    out[2 * i] = re;
    out[2 * i + 1] = im;
  }
}

/**
 * out = A x, a single product without preparation; for many with one Hermitian matrix see `hermitianOperator`.
 * `x` is real (length columns) or complex interleaved (2·columns); a complex matrix takes complex vectors only.
 * `out` is of the same kind as x, has length rows or 2·rows, and does not overlap x.
 * @throws RangeError for other lengths, or when x and out are the same array.
 */
export function sparseTimesInto(matrix: SparseMatrix, x: Float64Array, out: Float64Array): void {
  const { kind, rows, columns } = matrix;
  const complex = x.length === 2 * columns;
  if (!complex && (kind === 'complex' || x.length !== columns)) {
    const expected = kind === 'complex' ? `${2 * columns}` : `${columns} (real) or ${2 * columns} (complex)`;
    throw new RangeError(`x must have length ${expected}, got length ${x.length}`);
  }
  const length = complex ? 2 * rows : rows;
  if (out.length !== length) throw new RangeError(`out must have length ${length}, got length ${out.length}`);
  if (x === out) throw new RangeError('out must be another array than x');
  if (kind === 'complex') complexTimesComplex(matrix, x, out);
  else if (complex) realTimesComplex(matrix, x, out);
  else realTimesReal(matrix, x, out);
}

/**
 * A x, a single product; `x` and the result are real or complex interleaved as for `sparseTimesInto`.
 * @throws RangeError unless x has length columns (real matrix) or 2·columns.
 */
export function sparseTimes(matrix: SparseMatrix, x: Float64Array): Float64Array {
  const complex = x.length === 2 * matrix.columns;
  const out = new Float64Array(complex ? 2 * matrix.rows : matrix.rows);
  sparseTimesInto(matrix, x, out);
  return out;
}

/** The matrix times a real factor. */
export function sparseScaled(matrix: SparseMatrix, factor: number): SparseMatrix {
  finite('factor', factor);
  return { ...matrix, values: matrix.values.map((value) => factor * value) };
}

/**
 * A + factor·B; complex if one of them is. Entries that cancel stay as stored zeros.
 * @throws RangeError unless the shapes agree and factor is finite.
 */
export function sparseSum(a: SparseMatrix, b: SparseMatrix, factor = 1): SparseMatrix {
  finite('factor', factor);
  if (a.rows !== b.rows || a.columns !== b.columns)
    throw new RangeError(`b must be ${a.rows} × ${a.columns} like a, got ${b.rows} × ${b.columns}`);
  const kind = a.kind === 'complex' || b.kind === 'complex' ? 'complex' : 'real';
  return sparseFromRows(kind, a.rows, a.columns, (row, emit) => {
    for (const [{ rowStart, column, values, kind }, scale] of [[a, 1] as const, [b, factor] as const])
      for (let k = rowStart[row]; k < rowStart[row + 1]; k++)
        if (kind === 'real') emit(column[k], scale * values[k]);
        else emit(column[k], scale * values[2 * k], scale * values[2 * k + 1]);
  });
}

/** The entries of a dense matrix that are not zero. */
export function sparseFromDense(matrix: DenseMatrix): SparseMatrix {
  const { kind, rows, columns, data } = matrix;
  const width = entryWidth(kind);
  return sparseFromRows(kind, rows, columns, (row, emit) => {
    for (let j = 0; j < columns; j++) {
      const at = width * (row * columns + j);
      const im = width === 2 ? data[at + 1] : 0;
      if (data[at] !== 0 || im !== 0) emit(j, data[at], im);
    }
  });
}

/** The matrix written out; at most 2¹⁵ rows and columns. */
export function denseFromSparse(matrix: SparseMatrix): DenseMatrix {
  const { kind, rows, columns, rowStart, column, values } = matrix;
  const out = kind === 'real' ? realMatrix(rows, columns) : complexMatrix(rows, columns);
  const width = valueWidth(kind);
  for (let i = 0; i < rows; i++)
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++)
      for (let c = 0; c < width; c++) out.data[width * (i * columns + column[k]) + c] = values[width * k + c];
  return out;
}

/** Largest absolute value among the real and imaginary parts of the entries. */
export function largestEntry(matrix: SparseMatrix): number {
  let largest = 0;
  const end = valueWidth(matrix.kind) * entryCount(matrix);
  for (let k = 0; k < end; k++) {
    const size = matrix.values[k] < 0 ? -matrix.values[k] : matrix.values[k];
    if (size > largest) largest = size;
  }
  return largest;
}
