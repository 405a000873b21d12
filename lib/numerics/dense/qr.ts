import { checkFiniteMatrix, type DenseMatrix, entryWidth } from './matrix';
import { type RankOptions, rankOf } from './rank';
import { matrixOver, put, type Workspace, workspace } from './workspace';

/** A = Q·R with k = min(rows, columns): Q of rows × k with orthonormal columns, R of k × columns upper trapezoidal. */
export interface QrFactor {
  readonly q: DenseMatrix;
  readonly r: DenseMatrix;
}

/** A·P = Q·R: column j of A·P is column permutation[j] of A. */
export interface PivotedQrFactor extends QrFactor {
  readonly permutation: Int32Array;
  /** The number of |r_jj|, which decrease, above tolerance·|r_00|. */
  readonly rank: number;
}

/**
 * QR factors by Householder reflections. The computed R belongs to A + E for exactly orthonormal Q, with column norms
 * ‖e_j‖ ≤ c·rows·columns·2⁻⁵³·‖a_j‖ (c a small constant). The diagonal of R is real, of any sign.
 * @throws RangeError when an entry is not finite, or the factors exceed 1.8e308.
 */
export function qrFactor(a: DenseMatrix): QrFactor {
  const reflectors = reflect(a);
  return { q: orthonormal(reflectors), r: triangle(reflectors) };
}

/**
 * QR factors with column exchanges: the longest remaining column comes first, so that |r_00| ≥ |r_11| ≥ … and the rank can
 * be read off (it is right for all but artificial matrices). Several times slower than `qrFactor`.
 * @throws RangeError as `qrFactor`, or when the tolerance is not in [2⁻⁵², 1].
 */
export function pivotedQrFactor(a: DenseMatrix, options: RankOptions = {}): PivotedQrFactor {
  const { permutation, ...reflectors } = reflectPivoted(a);
  const r = triangle(reflectors);
  return { q: orthonormal(reflectors), r, permutation, rank: rankOf(a, diagonalSizes(r), options) };
}

/** A after the reflections: R on and above the diagonal, the vectors of the reflectors below, their factors τ. */
export interface Reflectors {
  readonly matrix: DenseMatrix;
  readonly tau: Float64Array;
}

/** Reflectors applied at once. */
const block = 32;

/** Lengths of the work space: reflected matrix, τ, V, T, two blocks of rows, another matrix with `others` columns. */
function lengths(width: number, rows: number, columns: number, others: number): number[] {
  return [
    ...[rows * columns, Math.min(rows, columns), rows * block, block * block],
    ...[2 * block * Math.max(columns, others), rows * others],
  ].map((length) => width * length);
}

/** Reflectors without exchanges. */
export function reflect(a: DenseMatrix): Reflectors {
  checkFiniteMatrix('a', a);
  const { rows: m, columns: n } = a;
  const width = entryWidth(a.kind);
  const space = workspace(lengths(width, m, n, 0));
  const { kernels, at, blocks, scratch } = space;
  put(a, width, blocks[0]);
  const k = Math.min(m, n);
  for (let first = 0; first < k; first += block) {
    const count = Math.min(block, k - first);
    kernels.qrColumns(width, m, n, first, count, at[0], n, at[1], at[2], at[3], at[4], scratch);
  }
  return copyReflectors(space, width, m, n);
}

/** V and T of the reflectors `first … first + count` of the work space. */
function makeBlock(
  { kernels, at, scratch }: Workspace,
  width: 1 | 2,
  m: number,
  n: number,
  first: number,
  count: number,
): void {
  const from = at[0] + 8 * width * first * (n + 1);
  const tau = at[1] + 8 * width * first;
  kernels.blockReflector(width, m - first, count, from, n, tau, at[2], at[3], scratch);
}

function copyReflectors({ kernels, at, blocks }: Workspace, width: 1 | 2, m: number, n: number): Reflectors {
  if (!kernels.allFinite(width * m * n, at[0]))
    throw new RangeError('the QR factors of a must stay below 1.8e308, but they overflow');
  return { matrix: matrixOver(width, m, n, Float64Array.from(blocks[0])), tau: Float64Array.from(blocks[1]) };
}

/** Reflectors with column exchanges. */
export function reflectPivoted(a: DenseMatrix): Reflectors & { readonly permutation: Int32Array } {
  checkFiniteMatrix('a', a);
  const { rows: m, columns: n } = a;
  const width = entryWidth(a.kind);
  const k = Math.min(m, n);
  const space = workspace([width * m * n, width * k, n, n, width * n]);
  const { kernels, at, blocks } = space;
  put(a, width, blocks[0]);
  const permutation = Int32Array.from({ length: n }, (_, j) => j);
  for (let j = 0; j < k; j++) {
    const p = kernels.qrPivotColumn(width, m, n, j, at[0], n, at[1], at[2], at[3], at[4]);
    [permutation[j], permutation[p]] = [permutation[p], permutation[j]];
  }
  return { ...copyReflectors(space, width, m, n), permutation };
}

/** Q·C, or Q*·C, for a matrix C with as many rows as A. */
export function applyOrthogonal(
  reflectors: Reflectors,
  c: DenseMatrix,
  width: 1 | 2,
  adjoint: boolean,
): DenseMatrix {
  return applyBlocks(reflectors, c, width, adjoint, () => 0);
}

/** The first k columns of Q; the reflectors from k on leave the first k columns of the identity as they are. */
function orthonormal(reflectors: Reflectors): DenseMatrix {
  const { kind, rows: m, columns: n } = reflectors.matrix;
  const k = Math.min(m, n);
  const unit = new Float64Array(m * k);
  for (let i = 0; i < k; i++) unit[i * (k + 1)] = 1;
  return applyBlocks(reflectors, matrixOver(1, m, k, unit), entryWidth(kind), false, (first) => first);
}

/** Q·C or Q*·C, where the reflectors from number `first` on act on the columns from `begin(first)` on. */
function applyBlocks(
  { matrix, tau }: Reflectors,
  c: DenseMatrix,
  width: 1 | 2,
  adjoint: boolean,
  begin: (first: number) => number,
): DenseMatrix {
  const { rows: m, columns: n } = matrix;
  const k = Math.min(m, n);
  const space = workspace(lengths(width, m, n, c.columns));
  const { kernels, at, blocks, scratch } = space;
  put(matrix, width, blocks[0]);
  put({ kind: matrix.kind, rows: k, columns: 1, data: tau }, width, blocks[1]);
  put(c, width, blocks[5]);
  const starts = Array.from({ length: Math.ceil(k / block) }, (_, i) => i * block);
  for (const first of adjoint ? starts : starts.reverse()) {
    const count = Math.min(block, k - first);
    makeBlock(space, width, m, n, first, count);
    const columns = c.columns - begin(first);
    const corner = at[5] + 8 * width * (first * c.columns + begin(first));
    kernels.applyBlock(
      ...[width, m - first, columns, count, at[2], at[3], adjoint, corner, c.columns, at[4], scratch],
    );
  }
  return matrixOver(width, m, c.columns, Float64Array.from(blocks[5]));
}

/** R: the first k rows, zero below the diagonal. */
export function triangle({ matrix }: Reflectors): DenseMatrix {
  const { kind, rows: m, columns: n, data } = matrix;
  const width = entryWidth(kind);
  const k = Math.min(m, n);
  const r = data.slice(0, width * k * n);
  for (let i = 1; i < k; i++) r.fill(0, width * i * n, width * i * (n + 1));
  return matrixOver(width, k, n, r);
}

/** The |r_jj|. */
export function diagonalSizes(r: DenseMatrix): Float64Array {
  const width = entryWidth(r.kind);
  return Float64Array.from({ length: r.rows }, (_, i) => Math.abs(r.data[width * i * (r.columns + 1)]));
}
