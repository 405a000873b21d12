import { finiteArray } from '../guards';
import { checkMatrix, type DenseMatrix } from './matrix';

/**
 * A vector given as numbers, as a matrix of one column: real if it has `length` numbers, complex (interleaved) if it has
 * twice as many; otherwise a RangeError.
 */
export function vectorOf(name: string, values: ArrayLike<number>, length: number): DenseMatrix {
  if (values.length !== length && values.length !== 2 * length)
    throw new RangeError(
      `${name} must have length ${length} (real) or ${2 * length} (complex), got length ${values.length}`,
    );
  return {
    kind: values.length === length ? 'real' : 'complex',
    rows: length,
    columns: 1,
    data: finiteArray(name, values),
  };
}

/** Whether an argument is meant as a matrix: anything but an array of numbers. */
export function isMatrix(b: DenseMatrix | ArrayLike<number>): b is DenseMatrix {
  const { length, 0: first } = (b ?? {}) as ArrayLike<unknown>;
  return typeof length !== 'number' || typeof first === 'object';
}

/** A right-hand side: a matrix of `rows` rows as it is, numbers as a matrix of one column. */
export function rightSide(name: string, b: DenseMatrix | ArrayLike<number>, rows: number): DenseMatrix {
  if (!isMatrix(b)) return vectorOf(name, b, rows);
  checkMatrix(name, b);
  if (b.rows !== rows) throw new RangeError(`${name} must have ${rows} rows, got ${b.rows} × ${b.columns}`);
  return b;
}

/**
 * Solves linear equations: a matrix of right-hand sides gives a matrix, a vector (real, or interleaved complex of twice the
 * length) a vector. The solution is real if matrix and right-hand side are.
 */
export interface Solve {
  (b: DenseMatrix): DenseMatrix;
  (b: ArrayLike<number>): Float64Array;
}

/** A `Solve` from a function on matrices with `rows` rows. */
export function solveBy(rows: number, solve: (b: DenseMatrix) => DenseMatrix): Solve {
  function solveEither(b: DenseMatrix): DenseMatrix;
  function solveEither(b: ArrayLike<number>): Float64Array;
  function solveEither(b: DenseMatrix | ArrayLike<number>): DenseMatrix | Float64Array {
    const x = solve(rightSide('b', b, rows));
    return isMatrix(b) ? x : x.data;
  }
  return solveEither;
}
