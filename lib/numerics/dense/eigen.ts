import { integerIn } from '../guards';
import { divideAndConquer } from './divideAndConquer';
import { createEigenArena, type EigenArena } from './eigenArena';
import { implicitQl } from './implicitQl';
import { checkHermitian, type DenseMatrix, entryWidth } from './matrix';
import { smallEigen, smallEigenvalues, smallSize } from './smallEigen';
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
  const scale = powerOfTwoAbove(a.data);
  const { values, vectors } =
    n <= smallSize ? smallEigen(a, scale, first, last) : largeEigen(a, scale, first, last);
  for (let k = 0; k < values.length; k++) values[k] *= scale;
  return { values, vectors };
}

/**
 * The eigenvalues of a Hermitian (or real symmetric) matrix, ascending, without vectors: about a third of the cost of
 * `eigenHermitian`. Absolute error of the order of ε·√n·‖A‖. Errors as there.
 */
export function eigenvaluesHermitian(a: DenseMatrix): Float64Array {
  checkHermitian('a', a);
  const scale = powerOfTwoAbove(a.data);
  const values = a.rows <= smallSize ? smallEigenvalues(a, scale) : largeEigenvalues(a, scale);
  values.sort();
  for (let k = 0; k < values.length; k++) values[k] *= scale;
  return values;
}

function largeEigen(a: DenseMatrix, scale: number, first: number, last: number): HermitianEigen {
  const n = a.rows;
  const width = entryWidth(a.kind);
  const arena = createEigenArena(width, n, true);
  loadScaled(arena, a, scale);
  reduceToTridiagonal(arena, width, n);
  const ascending = divideAndConquer(arena, n, [first, last]).subarray(first, last + 1);
  const x = columnsFromRows(arena, width, n, ascending);
  transformBack(arena, width, n, arena.address.gathered, ascending.length);
  const d = arena.doubles('diagonal');
  return {
    values: Float64Array.from(ascending, (i) => d[i]),
    vectors: { kind: a.kind, rows: n, columns: ascending.length, data: x.slice() },
  };
}

function largeEigenvalues(a: DenseMatrix, scale: number): Float64Array {
  const n = a.rows;
  const width = entryWidth(a.kind);
  const arena = createEigenArena(width, n, false);
  loadScaled(arena, a, scale);
  reduceToTridiagonal(arena, width, n);
  const d = arena.doubles('diagonal').slice();
  implicitQl(d, arena.doubles('offDiagonal').slice(), new Float64Array(0), n, 0);
  return d;
}

function loadScaled(arena: EigenArena, { data }: DenseMatrix, scale: number): void {
  const matrix = arena.doubles('matrix');
  const factor = 1 / scale;
  for (let i = 0; i < data.length; i++) matrix[i] = data[i] * factor;
}

/** The eigenvectors as columns of an n × columns matrix; the blocks `gathered` and `secular` are free by then. */
function columnsFromRows(arena: EigenArena, width: 1 | 2, n: number, ascending: Int32Array): Float64Array {
  const rows = arena.doubles('vectorRows');
  const columns = ascending.length;
  const x = arena.doubles('gathered');
  const out = new Float64Array(x.buffer, x.byteOffset, width * n * columns);
  if (width === 2) out.fill(0);
  for (let i = 0; i < columns; i++) {
    const from = ascending[i] * n;
    for (let r = 0; r < n; r++) out[width * (r * columns + i)] = rows[from + r];
  }
  return out;
}
