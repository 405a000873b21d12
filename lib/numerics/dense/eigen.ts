import { integerIn } from '../guards';
import { divideAndConquer } from './divideAndConquer';
import { type EigenSpace, eigenSpace } from './eigenSpace';
import { implicitQl } from './implicitQl';
import { checkHermitian, type DenseMatrix, entryWidth } from './matrix';
import { powerOfTwoAbove } from './spectra';
import { reduceToTridiagonal, transformBack } from './tridiagonalReduction';

/** Eigenvalues, ascending, and the matrix with the orthonormal eigenvectors as columns. */
export interface HermitianEigen {
  readonly values: Float64Array;
  readonly vectors: DenseMatrix;
}

export interface HermitianEigenOptions {
  /** First and last index of the wanted part of the ascending spectrum, from 0; everything by default. */
  readonly range?: readonly [first: number, last: number];
}

/**
 * Eigenvalues and orthonormal eigenvectors of a Hermitian (or real symmetric) matrix: A v_k = λ_k v_k, values ascending,
 * v_k in column k of `vectors`, a unitary matrix of the kind of A. With `range` only those of the given positions, at
 * half the cost when they are few. ‖A V − V Λ‖ and ‖V*V − I‖·‖A‖ are of the order of ε·√n·‖A‖.
 *
 * Householder reduction to a real tridiagonal matrix, divide and conquer, blocked transformation back; the lower
 * triangle is used.
 * @throws RangeError when A is not Hermitian within 1e−12 of its largest entry, or `range` is not inside [0, n − 1].
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
  // The blocks `gathered` and `secular` are free by now.
  space.integers('sorted').set(ascending);
  kernels.columnsFromRows(width, address.vectorRows, n, address.sorted, columns, address.gathered);
  transformBack(space, width, n, address.gathered, columns);
  const d = space.doubles('diagonal');
  const x = new Float64Array(d.buffer, address.gathered, width * n * columns);
  return {
    values: Float64Array.from(ascending, (i) => d[i] * scale),
    vectors: { kind: a.kind, rows: n, columns, data: x.slice() },
  };
}

/**
 * The eigenvalues of a Hermitian (or real symmetric) matrix, ascending, without vectors: about a third of the cost of
 * `eigenHermitian`. Absolute error of the order of ε·√n·‖A‖. Errors as there.
 */
export function eigenvaluesHermitian(a: DenseMatrix): Float64Array {
  checkHermitian('a', a);
  const n = a.rows;
  const width = entryWidth(a.kind);
  const space = eigenSpace(width, n, false);
  const scale = loadScaled(space, a);
  reduceToTridiagonal(space, width, n);
  const values = space.doubles('diagonal').slice();
  implicitQl(values, space.doubles('offDiagonal'), n);
  values.sort();
  for (let k = 0; k < n; k++) values[k] *= scale;
  return values;
}

/**
 * Puts A, divided by a power of two such that its entries are at most of the order of 1, into `matrix`; each row of a
 * complex one as its real parts, then its imaginary parts.
 */
function loadScaled(space: EigenSpace, { data, kind, columns: n }: DenseMatrix): number {
  const scale = powerOfTwoAbove(data);
  const matrix = space.doubles('matrix');
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
