import { norm } from '../complexVector';
import { adjoint } from './elementary';
import { checkFiniteMatrix, type DenseMatrix, entryWidth } from './matrix';
import { applyOrthogonal, diagonalSizes, reflect, reflectPivoted, triangle } from './qr';
import { type RankOptions, rankOf } from './rank';
import { solveTriangular } from './triangular';
import { isMatrix, rightSide } from './vector';
import { commonWidth, matrixOver } from './workspace';

/** The least-squares solution of A·X ≈ B. */
export interface LeastSquares<Value> {
  /** X: a matrix, or a vector (real or interleaved complex) if B was one. */
  readonly value: Value;
  /** ‖B − A·X‖, the Frobenius norm for a matrix. */
  readonly residual: number;
  /** The numerical rank of A that was found; X is unique if it equals the number of columns. */
  readonly rank: number;
}

/**
 * The X that makes ‖A·X − B‖₂ least, column by column; among several, the one of least norm. A may be tall or wide, and
 * deficient in rank: QR factors with column exchanges find the rank (see `pivotedQrFactor`), those of the rows that remain
 * give the shortest solution (Golub and Van Loan, Matrix Computations, 4th ed., 2013, section 5.5).
 * @throws RangeError when the rows of A and B differ in number, an entry is not finite, the tolerance is not in [2⁻⁵², 1],
 * or the factors or the solution exceed 1.8e308.
 */
export function leastSquares(
  a: DenseMatrix,
  b: DenseMatrix,
  options?: RankOptions,
): LeastSquares<DenseMatrix>;
/**
 * The vector x that makes ‖A·x − b‖₂ least, the shortest one if there are several; complex b is interleaved.
 * @throws RangeError as for a matrix B.
 */
export function leastSquares(
  a: DenseMatrix,
  b: ArrayLike<number>,
  options?: RankOptions,
): LeastSquares<Float64Array>;
export function leastSquares(
  a: DenseMatrix,
  b: DenseMatrix | ArrayLike<number>,
  options: RankOptions = {},
): LeastSquares<DenseMatrix | Float64Array> {
  checkFiniteMatrix('a', a);
  const side = rightSide('b', b, a.rows);
  checkFiniteMatrix('b', side);
  const width = commonWidth(a, side);
  const { permutation, ...reflectors } = reflectPivoted(a);
  const r = triangle(reflectors);
  const rank = rankOf(a, diagonalSizes(r), options);
  const turned = applyOrthogonal(reflectors, side, width, true);
  const solution = rank === 0 ? zero(width, a.columns, side.columns) : shortest(r, rank, turned);
  const value = zero(width, a.columns, side.columns);
  const row = width * side.columns;
  permutation.forEach((to, from) => {
    value.data.set(solution.data.subarray(from * row, (from + 1) * row), to * row);
  });
  // Q*·(B − A·X) is Q*·B below the first `rank` rows.
  const residual = norm(turned.data.subarray(rank * row));
  return { value: isMatrix(b) ? value : value.data, residual, rank };
}

function zero(width: 1 | 2, rows: number, columns: number): DenseMatrix {
  return matrixOver(width, rows, columns, new Float64Array(width * rows * columns));
}

/** The shortest Y with (the first `rank` rows of R)·Y = (those of C). */
function shortest(r: DenseMatrix, rank: number, c: DenseMatrix): DenseMatrix {
  const own = entryWidth(r.kind);
  const width = entryWidth(c.kind);
  const top = matrixOver(own, rank, r.columns, r.data.subarray(0, own * rank * r.columns));
  const right = matrixOver(width, rank, c.columns, c.data.subarray(0, width * rank * c.columns));
  if (rank === r.columns) return solveTriangular(top, right, { shape: 'upper' });
  // top* = Z·T, hence top·Y = T*·(Z*·Y), and the shortest Y is Z·T⁻*·C.
  const reflectors = reflect(adjoint(top));
  const short = solveTriangular(triangle(reflectors), right, { shape: 'upper', adjoint: true });
  const padded = zero(width, r.columns, c.columns);
  padded.data.set(short.data);
  return applyOrthogonal(reflectors, padded, width, false);
}
