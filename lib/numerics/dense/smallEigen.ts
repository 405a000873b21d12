import { implicitQl } from './implicitQl';
import type { DenseMatrix } from './matrix';
import { reduceSmallComplex, reduceSmallReal } from './smallReduction';
import { order, sortColumns } from './spectra';

/**
 * Up to this size reduction and QL in plain TypeScript are faster than the WebAssembly kernels with their arena, which
 * costs 0.1 ms before it begins.
 */
export const smallSize = 24;

/** Eigenvalues (unsorted) of a Hermitian matrix divided by `scale`, and Q·vectors in `q` as rows for `implicitQl`. */
function solve(a: DenseMatrix, scale: number, q: Float64Array | undefined): Float64Array {
  const { rows: n, data } = a;
  const d = new Float64Array(n);
  const e = new Float64Array(n);
  const factor = 1 / scale;
  const re = new Float64Array(n * n);
  if (a.kind === 'real') {
    for (let k = 0; k < re.length; k++) re[k] = data[k] * factor;
    reduceSmallReal(re, n, d, e, q);
  } else {
    const im = new Float64Array(n * n);
    for (let k = 0; k < re.length; k++) {
      re[k] = data[2 * k] * factor;
      im[k] = data[2 * k + 1] * factor;
    }
    reduceSmallComplex(re, im, n, d, e, q);
  }
  implicitQl(d, e, q ?? re, n, q ? q.length / n : 0);
  return d;
}

/** Eigenvalues of the Hermitian matrix a / scale, unsorted. */
export function smallEigenvalues(a: DenseMatrix, scale: number): Float64Array {
  return solve(a, scale, undefined);
}

/** Eigenvalues of a / scale and eigenvectors at the positions first … last of the ascending spectrum. */
export function smallEigen(
  a: DenseMatrix,
  scale: number,
  first: number,
  last: number,
): { values: Float64Array; vectors: DenseMatrix } {
  const { rows: n, kind } = a;
  const q = new Float64Array(kind === 'real' ? n * n : 2 * n * n);
  const d = solve(a, scale, q);
  const ascending = order(d).subarray(first, last + 1);
  const values = Float64Array.from(ascending, (i) => d[i]);
  if (kind === 'real')
    return { values, vectors: sortColumns({ kind, rows: n, columns: n, data: q }, ascending) };
  const columns = ascending.length;
  const data = new Float64Array(2 * n * columns);
  for (let i = 0, k = 0; i < n; i++)
    for (let j = 0; j < columns; j++) {
      const from = i * n + ascending[j];
      data[k++] = q[from];
      data[k++] = q[n * n + from];
    }
  return { values, vectors: { kind, rows: n, columns, data } };
}
