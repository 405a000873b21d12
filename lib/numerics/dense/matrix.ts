import { integerIn } from '../guards';

/**
 * A dense matrix, row-major: entry (i, j) of a real one is `data[i·columns + j]`; a complex one is interleaved, with
 * real part `data[2(i·columns + j)]` and imaginary part after it. Every function of this room takes both kinds.
 */
export interface DenseMatrix {
  readonly kind: 'real' | 'complex';
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** Doubles per entry: 1 for a real matrix, 2 for a complex one. */
export function entryWidth(kind: DenseMatrix['kind']): 1 | 2 {
  return kind === 'real' ? 1 : 2;
}

function matrixOf(
  kind: DenseMatrix['kind'],
  rows: number,
  columns: number,
  data?: ArrayLike<number>,
): DenseMatrix {
  integerIn('rows', rows, 1, 2 ** 15);
  integerIn('columns', columns, 1, 2 ** 15);
  const length = entryWidth(kind) * rows * columns;
  if (data === undefined) return { kind, rows, columns, data: new Float64Array(length) };
  if (data.length !== length)
    throw new RangeError(
      `data must have length ${length} for a ${kind} ${rows} × ${columns} matrix, got length ${data.length}`,
    );
  return { kind, rows, columns, data: data instanceof Float64Array ? data : Float64Array.from(data) };
}

/** A real matrix over `data` (row-major, length rows·columns; used as it is, not copied); zero without data. */
export function realMatrix(rows: number, columns: number, data?: ArrayLike<number>): DenseMatrix {
  return matrixOf('real', rows, columns, data);
}

/** A complex matrix over interleaved `data` (length 2·rows·columns; used as it is, not copied); zero without data. */
export function complexMatrix(rows: number, columns: number, data?: ArrayLike<number>): DenseMatrix {
  return matrixOf('complex', rows, columns, data);
}

/** The matrix as a complex one; itself if it is complex already. */
export function toComplex(matrix: DenseMatrix): DenseMatrix {
  if (matrix.kind === 'complex') return matrix;
  const out = complexMatrix(matrix.rows, matrix.columns);
  for (let i = 0; i < matrix.data.length; i++) out.data[2 * i] = matrix.data[i];
  return out;
}

/** RangeError unless all entries are finite; the message names the first that is not. */
export function checkFiniteMatrix(name: string, matrix: DenseMatrix): void {
  const { data, columns } = matrix;
  const width = entryWidth(matrix.kind);
  for (let k = 0; k < data.length; k++)
    if (!Number.isFinite(data[k])) {
      const entry = Math.floor(k / width);
      throw new RangeError(
        `${name} must have finite entries, got ${data[k]} at row ${Math.floor(entry / columns)}, column ${entry % columns}`,
      );
    }
}

/** RangeError unless the matrix is square. */
export function checkSquare(name: string, matrix: DenseMatrix): void {
  if (matrix.rows !== matrix.columns)
    throw new RangeError(`${name} must be square, got ${matrix.rows} × ${matrix.columns}`);
}

/**
 * RangeError unless the matrix is square, finite and Hermitian (symmetric, if real) within `tolerance` times its largest
 * entry; the message names the largest deviation |a_ij − conj(a_ji)| and where it is.
 */
export function checkHermitian(name: string, matrix: DenseMatrix, tolerance = 1e-12): void {
  checkSquare(name, matrix);
  checkFiniteMatrix(name, matrix);
  const { data, rows: n } = matrix;
  const width = entryWidth(matrix.kind);
  let [largest, worst, row, column] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const a = width * (i * n + j);
      const b = width * (j * n + i);
      const imaginary = width === 2 ? Math.abs(data[a + 1] + data[b + 1]) : 0;
      const deviation = Math.max(Math.abs(data[a] - data[b]), imaginary);
      largest = Math.max(largest, Math.abs(data[a]), width === 2 ? Math.abs(data[a + 1]) : 0);
      if (deviation > worst) [worst, row, column] = [deviation, i, j];
    }
  if (worst > tolerance * largest)
    throw new RangeError(
      `${name} must be ${width === 2 ? 'Hermitian' : 'symmetric'} within ${tolerance} of its largest entry ${largest}, ` +
        `got a deviation of ${worst} at row ${row}, column ${column}`,
    );
}
