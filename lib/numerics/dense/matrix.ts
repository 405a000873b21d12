import { integerIn, shown } from '../guards';

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

/** Rows and columns that a matrix may have. */
export const largestOrder: number = 2 ** 15;

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
  integerIn('rows', rows, 1, largestOrder);
  integerIn('columns', columns, 1, largestOrder);
  const length = entryWidth(kind) * rows * columns;
  if (data === undefined) return { kind, rows, columns, data: new Float64Array(length) };
  if (data.length !== length)
    throw new RangeError(
      `data must have length ${length} for a ${kind} ${rows} × ${columns} matrix, got length ${data.length}`,
    );
  return { kind, rows, columns, data: data instanceof Float64Array ? data : Float64Array.from(data) };
}

/**
 * A real matrix over `data` (row-major, length rows·columns; used as it is if it is a Float64Array); zero without data.
 * @throws RangeError when a size is not an integer in [1, 32768], or `data` has another length.
 */
export function realMatrix(rows: number, columns: number, data?: ArrayLike<number>): DenseMatrix {
  return matrixOf('real', rows, columns, data);
}

/**
 * A complex matrix over interleaved `data` (length 2·rows·columns; used as it is if it is a Float64Array); zero without
 * data.
 * @throws RangeError when a size is not an integer in [1, 32768], or `data` has another length.
 */
export function complexMatrix(rows: number, columns: number, data?: ArrayLike<number>): DenseMatrix {
  return matrixOf('complex', rows, columns, data);
}

/**
 * The matrix as a complex one; itself if it is complex already.
 * @throws RangeError when `matrix` is not a DenseMatrix.
 */
export function toComplex(matrix: DenseMatrix): DenseMatrix {
  checkMatrix('matrix', matrix);
  if (matrix.kind === 'complex') return matrix;
  const out = complexMatrix(matrix.rows, matrix.columns);
  for (let i = 0; i < matrix.data.length; i++) out.data[2 * i] = matrix.data[i];
  return out;
}

/** RangeError unless `matrix` is a DenseMatrix with as many numbers as its size asks for; looks at none of them. */
export function checkMatrix(name: string, matrix: DenseMatrix): void {
  const { kind, rows, columns, data } = (matrix ?? {}) as Partial<DenseMatrix>;
  if ((kind !== 'real' && kind !== 'complex') || !ArrayBuffer.isView(data))
    throw new RangeError(`${name} must be a DenseMatrix, got ${shown(matrix)}: denseMatrix(rows) makes one`);
  const length = entryWidth(kind) * rows! * columns!;
  if (data.length !== length)
    throw new RangeError(
      `${name}.data must have length ${length} for a ${kind} ${rows} × ${columns} matrix, got length ${data.length}`,
    );
}

/** RangeError unless all entries are finite; the message names the first that is not. */
export function checkFiniteMatrix(name: string, matrix: DenseMatrix): void {
  checkMatrix(name, matrix);
  const { data, columns } = matrix;
  // ∞ − ∞ and NaN − NaN are NaN; `Number.isFinite` here would double the time.
  let k = 0;
  while (k < data.length && data[k] - data[k] === 0) k++;
  if (k === data.length) return;
  const entry = Math.floor(k / entryWidth(matrix.kind));
  throw new RangeError(
    `${name} must have finite entries, got ${data[k]} at row ${Math.floor(entry / columns)}, column ${entry % columns}`,
  );
}

/** RangeError unless the matrix is square. */
export function checkSquare(name: string, matrix: DenseMatrix): void {
  checkMatrix(name, matrix);
  if (matrix.rows !== matrix.columns)
    throw new RangeError(`${name} must be square, got ${matrix.rows} × ${matrix.columns}`);
}

/** Side of the square pieces in which a matrix is compared with its transpose: a walk down a whole column misses the cache. */
const piece = 8;

/**
 * RangeError unless the matrix is square, finite and Hermitian (symmetric, if real) within `tolerance` times its largest
 * entry; the message names the largest deviation |a_ij − conj(a_ji)| and where it is.
 */
export function checkHermitian(name: string, matrix: DenseMatrix, tolerance = 1e-12): void {
  checkSquare(name, matrix);
  const { data, rows: n } = matrix;
  const width = entryWidth(matrix.kind);
  const { abs, max, min } = Math;
  let [worst, row, column] = [0, 0, 0];
  for (let i0 = 0; i0 < n; i0 += piece)
    for (let j0 = 0; j0 <= i0; j0 += piece)
      for (let i = i0; i < min(n, i0 + piece); i++)
        for (let j = j0; j < min(i + 1, j0 + piece); j++) {
          const a = width * (i * n + j);
          const b = width * (j * n + i);
          let deviation = abs(data[a] - data[b]);
          if (width === 2) deviation = max(deviation, abs(data[a + 1] + data[b + 1]));
          // True also for NaN, which an infinite entry gives as well.
          if (!(deviation <= worst)) {
            if (!(deviation < Infinity)) checkFiniteMatrix(name, matrix);
            [worst, row, column] = [deviation, i, j];
          }
        }
  if (worst === 0) return;
  const largest = data.reduce((most, value) => max(most, abs(value)), 0);
  if (worst > tolerance * largest)
    throw new RangeError(
      `${name} must be ${width === 2 ? 'Hermitian' : 'symmetric'} within ${tolerance} of its largest entry ${largest}, ` +
        `got a deviation of ${worst} at row ${row}, column ${column}`,
    );
}
