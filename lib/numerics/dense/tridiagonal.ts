import { finiteArray, integerIn } from '../guards';
import { divideAndConquer } from './divideAndConquer';
import type { HermitianEigen } from './eigen';
import { conquestSpace } from './eigenSpace';
import { implicitQl, rotationsOfColumns } from './implicitQl';
import { type DenseMatrix, largestOrder, realMatrix } from './matrix';
import { order, powerOfTwoAbove, rescaled, sortColumns } from './spectra';

/** For messages. */
const eigenvalue = 'an eigenvalue of the tridiagonal matrix';

/** T divided by a power of two, so that its largest entry is of order 1: no square over- or underflows. */
function scaledTridiagonal(
  diagonal: ArrayLike<number>,
  offDiagonal: ArrayLike<number>,
): { d: Float64Array; e: Float64Array; scale: number; n: number } {
  const d = finiteArray('diagonal', diagonal);
  const n = integerIn('the length of diagonal', d.length, 1, largestOrder);
  const e = new Float64Array(n);
  e.set(finiteArray('offDiagonal', offDiagonal, n - 1));
  const scale = Math.max(powerOfTwoAbove(d), powerOfTwoAbove(e));
  for (let i = 0; i < n; i++) {
    d[i] /= scale;
    e[i] /= scale;
  }
  return { d, e, scale, n };
}

/**
 * Eigenvalues and orthonormal eigenvectors of the real symmetric tridiagonal matrix T with the given `diagonal` (length
 * n) and `offDiagonal` (length n − 1): T v_k = λ_k v_k, values ascending, v_k in column k of `vectors`. Implicitly
 * shifted QL, above 32 rows divide and conquer; ‖T V − V Λ‖ and ‖VᵀV − I‖·‖T‖ are of the order of √n·ε·‖T‖.
 *
 * `rows` computes only that many first rows of V, at O(rows·n²): the single row of `rows: 1` gives the weights of a
 * Gauss rule, μ₀·(first component)² (G. H. Golub, J. H. Welsch, Math. Comp. 23 (1969)), and, with both arrays reversed,
 * the last components that bound the errors of Lanczos' method.
 * @throws RangeError when n exceeds 32768, the lengths do not match, an entry is not finite, `rows` is not in [1, n], or
 * an eigenvalue exceeds 1.8e308.
 */
export function eigenTridiagonal(
  diagonal: ArrayLike<number>,
  offDiagonal: ArrayLike<number>,
  options: { readonly rows?: number } = {},
): HermitianEigen {
  const { d, e, scale, n } = scaledTridiagonal(diagonal, offDiagonal);
  const rows = integerIn('rows', options.rows ?? n, 1, n);
  const { ascending, vectors } = rows === n && n > largestForQl ? conquer(d, e) : rowsByQl(d, e, rows);
  return { values: Float64Array.from(ascending, (i) => rescaled(eigenvalue, d[i], scale)), vectors };
}

/** Divide and conquer is faster above this size. */
const largestForQl = 32;

/** Both overwrite d with the eigenvalues, which `ascending` sorts. */
type Spectrum = { ascending: Int32Array; vectors: DenseMatrix };

function rowsByQl(d: Float64Array, e: Float64Array, rows: number): Spectrum {
  const n = d.length;
  const z = realMatrix(rows, n);
  for (let i = 0; i < rows; i++) z.data[i * n + i] = 1;
  implicitQl(d, e, n, rotationsOfColumns(z.data, n));
  const ascending = order(d);
  return { ascending, vectors: sortColumns(z, ascending) };
}

function conquer(d: Float64Array, e: Float64Array): Spectrum {
  const n = d.length;
  const space = conquestSpace(n);
  space.doubles.diagonal.set(d);
  space.doubles.offDiagonal.set(e);
  const ascending = divideAndConquer(space, n, [0, n - 1]);
  d.set(space.doubles.diagonal);
  const { kernels, address } = space;
  space.integers.sorted.set(ascending);
  kernels.columnsFromRows(1, address.vectorRows, n, address.sorted, n, address.columns);
  return { ascending, vectors: realMatrix(n, n, space.doubles.columns.slice(0, n * n)) };
}

/**
 * The eigenvalues alone of the tridiagonal matrix of `eigenTridiagonal`, ascending, at O(n²).
 * @throws RangeError when n exceeds 32768, the lengths do not match, an entry is not finite, or an eigenvalue exceeds
 * 1.8e308.
 */
export function eigenvaluesTridiagonal(
  diagonal: ArrayLike<number>,
  offDiagonal: ArrayLike<number>,
): Float64Array {
  const { d, e, scale, n } = scaledTridiagonal(diagonal, offDiagonal);
  implicitQl(d, e, n);
  d.sort();
  for (let i = 0; i < n; i++) d[i] = rescaled(eigenvalue, d[i], scale);
  return d;
}
