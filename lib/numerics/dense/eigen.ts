import { integerIn } from '../guards';
import { divideAndConquer } from './divideAndConquer';
import { createEigenArena, type EigenArena } from './eigenArena';
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

export function eigenHermitian(a: DenseMatrix, options: HermitianEigenOptions = {}): HermitianEigen {
  checkHermitian('a', a);
  const n = a.rows;
  const width = entryWidth(a.kind);
  const [first, last] = options.range ?? [0, n - 1];
  integerIn('range[0]', first, 0, n - 1);
  integerIn('range[1]', last, first, n - 1);
  const arena = createEigenArena(width, n, true);
  const scale = loadScaled(arena, a);
  reduceToTridiagonal(arena, width, n);
  const ascending = divideAndConquer(arena, n, [first, last]).subarray(first, last + 1);
  const x = columnsFromRows(arena, width, n, ascending);
  transformBack(arena, width, n, arena.address.gathered, ascending.length);
  const d = arena.doubles('diagonal');
  return {
    values: Float64Array.from(ascending, (i) => d[i] * scale),
    vectors: { kind: a.kind, rows: n, columns: ascending.length, data: x.slice() },
  };
}

export function eigenvaluesHermitian(a: DenseMatrix): Float64Array {
  checkHermitian('a', a);
  const n = a.rows;
  const width = entryWidth(a.kind);
  const arena = createEigenArena(width, n, false);
  const scale = loadScaled(arena, a);
  reduceToTridiagonal(arena, width, n);
  const d = arena.doubles('diagonal').slice();
  implicitQl(d, arena.doubles('offDiagonal'), new Float64Array(0), n, 0);
  d.sort();
  for (let i = 0; i < n; i++) d[i] *= scale;
  return d;
}

function loadScaled(arena: EigenArena, { data }: DenseMatrix): number {
  const scale = powerOfTwoAbove(data);
  const matrix = arena.doubles('matrix');
  const factor = 1 / scale;
  for (let i = 0; i < data.length; i++) matrix[i] = data[i] * factor;
  return scale;
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
