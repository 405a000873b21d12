import { integerIn } from '../guards';
import { tridiagonalEigenvalue } from './bisection';
import { divideAndConquer } from './divideAndConquer';
import { type EigenSpace, eigenSpace } from './eigenSpace';
import { implicitQl } from './implicitQl';
import { checkHermitian, type DenseMatrix, entryWidth } from './matrix';
import { powerOfTwoAbove, rescaled } from './spectra';
import { reduceToTridiagonal, transformBack } from './tridiagonalReduction';

/** Eigenvalues, ascending, and the matrix whose columns are the eigenvectors (or its first rows, where so asked). */
export interface HermitianEigen {
  readonly values: Float64Array;
  readonly vectors: DenseMatrix;
}

export interface HermitianEigenOptions {
  /** First and last index of the wanted part of the ascending spectrum, from 0; everything by default. */
  readonly range?: readonly [first: number, last: number];
}

/** For messages. */
const eigenvalue = 'an eigenvalue of a';

/**
 * Eigenvalues and orthonormal eigenvectors of a Hermitian (or real symmetric) matrix: A v_k = λ_k v_k, values ascending,
 * v_k in column k of `vectors`, a unitary matrix of the kind of A. With `range` only those of the given positions, at
 * half the cost when they are few. ‖A V − V Λ‖ and ‖V*V − I‖·‖A‖ are of the order of ε·√n·‖A‖.
 *
 * Householder reduction to a real tridiagonal matrix, divide and conquer, blocked transformation back; the lower
 * triangle is used.
 * @throws RangeError when A is not Hermitian within 1e−12 of its largest entry, `range` is not inside [0, n − 1], or an
 * eigenvalue exceeds 1.8e308.
 */
export function eigenHermitian(a: DenseMatrix, options: HermitianEigenOptions = {}): HermitianEigen {
  checkHermitian('a', a);
  const n = a.rows;
  const [first, last] = options.range ?? [0, n - 1];
  integerIn('range[0]', first, 0, n - 1);
  integerIn('range[1]', last, first, n - 1);
  const width = entryWidth(a.kind);
  const space = eigenSpace(width, n, true);
  const scale = loadScaled(space, a);
  reduceToTridiagonal(space, width, n);
  const ascending = divideAndConquer(space, n, [first, last]).subarray(first, last + 1);
  const columns = ascending.length;
  const { kernels, address } = space;
  space.integers.sorted.set(ascending);
  kernels.columnsFromRows(width, address.vectorRows, n, address.sorted, columns, address.columns);
  transformBack(space, width, n, address.columns, columns);
  const d = space.doubles.diagonal;
  const x = space.doubles.columns.slice(0, width * n * columns);
  return {
    values: Float64Array.from(ascending, (i) => rescaled(eigenvalue, d[i], scale)),
    vectors: { kind: a.kind, rows: n, columns, data: x },
  };
}

/**
 * The eigenvalues of a Hermitian (or real symmetric) matrix, ascending, without vectors: about a third of the cost of
 * `eigenHermitian`. Absolute error of the order of ε·√n·‖A‖.
 * @throws RangeError when A is not Hermitian within 1e−12 of its largest entry, or an eigenvalue exceeds 1.8e308.
 */
export function eigenvaluesHermitian(a: DenseMatrix): Float64Array {
  const { d, e, scale } = tridiagonalForm(a);
  implicitQl(d, e, d.length);
  d.sort();
  for (let k = 0; k < d.length; k++) d[k] = rescaled(eigenvalue, d[k], scale);
  return d;
}

/**
 * The least and the greatest eigenvalue of a Hermitian (or real symmetric) matrix.
 * @throws RangeError as `eigenvaluesHermitian`.
 */
export function extremeEigenvalues(a: DenseMatrix): [least: number, greatest: number] {
  const { d, e, scale } = tridiagonalForm(a);
  const end = (k: number): number => rescaled(eigenvalue, tridiagonalEigenvalue(d, e, k), scale);
  return [end(0), end(d.length - 1)];
}

function tridiagonalForm(a: DenseMatrix): { d: Float64Array; e: Float64Array; scale: number } {
  checkHermitian('a', a);
  const n = a.rows;
  const width = entryWidth(a.kind);
  const space = eigenSpace(width, n, false);
  const scale = loadScaled(space, a);
  reduceToTridiagonal(space, width, n);
  return { d: space.doubles.diagonal.slice(), e: space.doubles.offDiagonal.slice(), scale };
}

/**
 * Puts A, divided by a power of two such that its entries are at most of the order of 1, into `matrix`; each row of a
 * complex one as its real parts, then its imaginary parts.
 */
function loadScaled(space: EigenSpace, { data, kind, columns: n }: DenseMatrix): number {
  const scale = powerOfTwoAbove(data);
  const matrix = space.doubles.matrix;
  const factor = 1 / scale;
  if (kind === 'real') for (let k = 0; k < data.length; k++) matrix[k] = data[k] * factor;
  else
    for (let row = 0; row < data.length; row += 2 * n)
      for (let j = 0; j < n; j++) {
        matrix[row + j] = data[row + 2 * j] * factor;
        matrix[row + n + j] = data[row + 2 * j + 1] * factor;
      }
  return scale;
}
