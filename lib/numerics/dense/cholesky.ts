import { kernelConstant } from '../../kernels/arena';
import { denseBinary } from '../../kernels/binaries/dense';
import { checkHermitian, type DenseMatrix, entryWidth } from './matrix';
import { sidesAtOnce, solveInGroups, solveTriangle } from './triangular';
import { type Solve, solveBy } from './vector';
import { commonWidth, matrixOver, put, workspace } from './workspace';

/** The factor L of A = L·L* and what it is good for. */
export interface CholeskyFactor {
  /** L: lower triangular, with positive diagonal. */
  readonly lower: DenseMatrix;
  /** log det A = 2·Σ log l_ii. */
  logDeterminant(): number;
  /**
   * The solution of A·X = B, backward stable.
   * @throws RangeError when the sizes do not fit, an entry is not finite, or the solution exceeds 1.8e308.
   */
  readonly solve: Solve;
  /**
   * A⁻¹, exactly Hermitian.
   * @throws RangeError when it exceeds 1.8e308.
   */
  inverse(): DenseMatrix;
}

/**
 * Cholesky factor of a Hermitian (real symmetric) positive definite matrix: A = L·L*. The computed factor is that of
 * A + E with |E| ≤ (n + 1)·2⁻⁵³·|L|·|L*| to first order (twice that if complex). The lower triangle is what counts.
 * @throws RangeError when A is not Hermitian within 1e−12 of its largest entry, or not positive definite, with the pivot.
 */
export function choleskyFactor(a: DenseMatrix): CholeskyFactor {
  checkHermitian('a', a);
  const n = a.rows;
  const lower = factorise(a);
  return {
    lower,
    logDeterminant: () => 2 * logOfDiagonal(lower),
    solve: solveBy(n, (b) => solveWith(lower, b)),
    inverse: () => inverseFrom(lower),
  };
}

function logOfDiagonal({ kind, data, rows: n }: DenseMatrix): number {
  const width = entryWidth(kind);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(data[width * i * (n + 1)]);
  return sum;
}

function factorise(a: DenseMatrix): DenseMatrix {
  const n = a.rows;
  const width = entryWidth(a.kind);
  const { kernels, at, blocks, scratch } = workspace([width * n * n]);
  put(a, width, blocks[0]);
  const step = kernelConstant(denseBinary, 'choleskyBlock');
  for (let first = 0; first < n; first += step) {
    const failed = kernels.choleskyColumns(width, n, first, Math.min(step, n - first), at[0], n, scratch);
    if (failed >= 0)
      throw new RangeError(
        `a is not positive definite (pivot ${failed} is ${blocks[0][width * failed * (n + 1)]})`,
      );
  }
  const lower = new Float64Array(width * n * n);
  for (let i = 0; i < n; i++)
    lower.set(blocks[0].subarray(width * i * n, width * (i * n + i + 1)), width * i * n);
  return matrixOver(width, n, n, lower);
}

function solveWith(lower: DenseMatrix, b: DenseMatrix): DenseMatrix {
  const n = lower.rows;
  const width = commonWidth(lower, b);
  return solveInGroups(
    width,
    b,
    [width * n * n],
    ({ blocks }) => put(lower, width, blocks[0]),
    (space, columns) => {
      solveTriangle(space, width, n, space.at[0], n, { shape: 'lower' }, space.at[1], columns);
      solveTriangle(space, width, n, space.at[0], n, { shape: 'lower', adjoint: true }, space.at[1], columns);
    },
  );
}

/** Columns of an inverse found at once: few, since the zeros of L⁻¹ save work between groups only. */
const columnsAtOnce = 128;

/** (L⁻¹)*·L⁻¹, of which the lower half is computed, by groups of columns of the first and of rows of the second step. */
function inverseFrom(lower: DenseMatrix): DenseMatrix {
  const n = lower.rows;
  const width = entryWidth(lower.kind);
  const { kernels, at, blocks, scratch } = workspace([lower.data.length, lower.data.length]);
  const group = Math.min(columnsAtOnce, sidesAtOnce(width, n, n));
  const place = (block: number, row: number, column: number): number =>
    at[block] + 8 * width * (row * n + column);
  put(lower, width, blocks[0]);
  blocks[1].fill(0);
  for (let i = 0; i < n; i++) blocks[1][width * i * (n + 1)] = 1;
  // X = L⁻¹ is zero above its diagonal, so that its columns from `first` on need the rows from there on alone.
  for (let first = 0; first < n; first += group) {
    const [rest, count] = [n - first, Math.min(group, n - first)];
    const [l, x] = [place(0, first, first), place(1, first, first)];
    kernels.solveLower(width, rest, count, l, n, 1, false, false, x, n, 1, scratch);
  }
  blocks[0].fill(0);
  for (let first = 0; first < n; first += group) {
    const [rest, count] = [n - first, Math.min(group, n - first)];
    const factors = [place(1, first, first), 1, n, true, place(1, first, 0), n, 1, false] as const;
    const target = [place(0, first, 0), n, 1, first === 0, scratch] as const;
    kernels.gemm(width, count, first + count, rest, 1, ...factors, ...target);
  }
  if (!kernels.allFinite(blocks[0].length, at[0]))
    throw new RangeError('the inverse of a must stay below 1.8e308, but it overflows');
  return mirrorLower(matrixOver(width, n, n, Float64Array.from(blocks[0])));
}

/** Makes the matrix Hermitian from its lower triangle, in place. */
function mirrorLower(matrix: DenseMatrix): DenseMatrix {
  const { data, rows: n } = matrix;
  const width = entryWidth(matrix.kind);
  for (let i = 0; i < n; i++) {
    if (width === 2) data[2 * i * (n + 1) + 1] = 0;
    for (let j = 0; j < i; j++) {
      const [from, to] = [width * (i * n + j), width * (j * n + i)];
      data[to] = data[from];
      if (width === 2) data[to + 1] = -data[from + 1];
    }
  }
  return matrix;
}
