import { numberIn } from '../guards';
import { checkFiniteMatrix, type DenseMatrix, entryWidth } from './matrix';
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

/** Which |r_jj| count as not zero. */
export interface RankOptions {
  /** Relative to the largest; max(rows, columns)·2⁻⁵² unless given. */
  readonly tolerance?: number;
}

/**
 * QR factors by Householder reflections. The computed R belongs to A + E for exactly orthonormal Q, with column norms
 * ‖e_j‖ ≤ c·rows·columns·2⁻⁵³·‖a_j‖ (c a small constant). The diagonal of R is real, of any sign.
 */
export function qrFactor(a: DenseMatrix): QrFactor {
  const reflectors = reflect(a);
  return { q: orthonormal(reflectors), r: triangle(reflectors) };
}

/**
 * QR factors with column exchanges: the longest remaining column comes first, so that |r_00| ≥ |r_11| ≥ … and the rank can
 * be read off (it is right for all but artificial matrices). Several times slower than `qrFactor`.
 */
export function pivotedQrFactor(a: DenseMatrix, options: RankOptions = {}): PivotedQrFactor {
  const { permutation, ...reflectors } = reflectPivoted(a);
  const r = triangle(reflectors);
  return { q: orthonormal(reflectors), r, permutation, rank: rankOf(r, rankTolerance(a, options)) };
}

/** A after the reflections: R on and above the diagonal, the vectors of the reflectors below, their factors τ. */
export interface Reflectors {
  readonly matrix: DenseMatrix;
  readonly tau: Float64Array;
}

/** Lengths of the work space for reflectors of `rows` × `columns`: matrix, τ, V, T, two blocks of rows. */
function lengths(width: number, rows: number, columns: number, others: number, block: number): number[] {
  return [
    ...[rows * columns, Math.min(rows, columns), rows * block, block * block],
    ...[2 * block * Math.max(columns, others), rows * others],
  ].map((length) => width * length);
}

const block = 32;

/** Reflectors without exchanges. */
export function reflect(a: DenseMatrix): Reflectors {
  checkFiniteMatrix('a', a);
  const { rows: m, columns: n } = a;
  const width = entryWidth(a.kind);
  const space = workspace(lengths(width, m, n, 0, block));
  const { kernels, at, blocks, scratch } = space;
  put(a, width, blocks[0]);
  const k = Math.min(m, n);
  for (let first = 0; first < k; first += block) {
    const count = Math.min(block, k - first);
    kernels.qrPanel(width, m, first, count, at[0], n, at[1], at[4]);
    const right = n - first - count;
    if (right > 0) {
      makeBlock(space, width, m, n, first, count);
      const corner = at[0] + 8 * width * (first * n + first + count);
      kernels.applyBlock(width, m - first, right, count, at[2], at[3], true, corner, n, at[4], scratch);
    }
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

function copyReflectors({ blocks }: Workspace, width: 1 | 2, m: number, n: number): Reflectors {
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

/** C := Q·C, or Q*·C, for a matrix C with as many rows as A. */
export function applyOrthogonal(
  { matrix, tau }: Reflectors,
  c: DenseMatrix,
  width: 1 | 2,
  adjoint: boolean,
): DenseMatrix {
  const { rows: m, columns: n } = matrix;
  const k = Math.min(m, n);
  const space = workspace(lengths(width, m, n, c.columns, block));
  const { kernels, at, blocks, scratch } = space;
  put(matrix, width, blocks[0]);
  put({ kind: matrix.kind, rows: k, columns: 1, data: tau }, width, blocks[1]);
  put(c, width, blocks[5]);
  const starts = Array.from({ length: Math.ceil(k / block) }, (_, i) => i * block);
  for (const first of adjoint ? starts : starts.reverse()) {
    const count = Math.min(block, k - first);
    makeBlock(space, width, m, n, first, count);
    const rows = at[5] + 8 * width * first * c.columns;
    kernels.applyBlock(
      ...[width, m - first, c.columns, count, at[2], at[3], adjoint, rows, c.columns, at[4], scratch],
    );
  }
  return matrixOver(width, m, c.columns, Float64Array.from(blocks[5]));
}

/** The first k columns of Q. */
function orthonormal(reflectors: Reflectors): DenseMatrix {
  const { kind, rows: m, columns: n } = reflectors.matrix;
  const k = Math.min(m, n);
  const unit = new Float64Array(m * k);
  for (let i = 0; i < k; i++) unit[i * (k + 1)] = 1;
  return applyOrthogonal(reflectors, matrixOver(1, m, k, unit), entryWidth(kind), false);
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

/** The tolerance of `options`, or its default for the size of A. */
export function rankTolerance(a: DenseMatrix, options: RankOptions): number {
  const smallest = Math.max(a.rows, a.columns) * 2 ** -52;
  return options.tolerance === undefined ? smallest : numberIn('tolerance', options.tolerance, 2 ** -52, 1);
}

/** Diagonal entries of R above tolerance·|r_00|. */
export function rankOf(r: DenseMatrix, tolerance: number): number {
  const width = entryWidth(r.kind);
  const size = (i: number): number => Math.abs(r.data[width * i * (r.columns + 1)]);
  let rank = 0;
  while (rank < r.rows && size(rank) > tolerance * size(0)) rank++;
  return rank;
}
