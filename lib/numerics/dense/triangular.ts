import { oneOf } from '../guards';
import { checkFiniteMatrix, checkSquare, type DenseMatrix, entryWidth } from './matrix';
import { type Solve, solveBy } from './vector';
import { commonWidth, matrixOver, put, type Workspace, workspace } from './workspace';

/** How the equations T·X = B are read. */
export interface TriangularOptions {
  /** Which triangle of the matrix is T; the other one is not used. */
  readonly shape: 'lower' | 'upper';
  /** T*·X = B instead. */
  readonly adjoint?: boolean;
  /** The diagonal of T is taken as 1 and not used. */
  readonly unitDiagonal?: boolean;
}

/** X := T⁻¹·X in a work space: T at `t` of order n, row stride `ld`; X of n × m at `x`. */
export function solveTriangle(
  { kernels, scratch }: Workspace,
  width: 1 | 2,
  n: number,
  t: number,
  ld: number,
  { shape, adjoint = false, unitDiagonal = false }: TriangularOptions,
  x: number,
  m: number,
): void {
  oneOf('shape', shape, ['lower', 'upper']);
  const forward = (shape === 'lower') !== adjoint;
  const [row, column] = adjoint ? [1, ld] : [ld, 1];
  const solve = forward ? kernels.solveLower : kernels.solveUpper;
  solve(width, n, m, t, row, column, adjoint, unitDiagonal, x, m, 1, scratch);
}

/** Right-hand sides that one WebAssembly call takes, so that it lasts some 0.1 s at most. */
export function sidesAtOnce(width: 1 | 2, n: number, m: number): number {
  return Math.min(m, Math.max(16, Math.floor(2 ** 30 / (width * width * n * n))));
}

/**
 * X from B in groups of columns: `prepare` gets the work space once (blocks of `lengths`, then one for the columns),
 * `solve` overwrites the columns in the last block. RangeError if the solution overflows.
 */
export function solveInGroups(
  width: 1 | 2,
  b: DenseMatrix,
  lengths: readonly number[],
  prepare: (space: Workspace) => void,
  solve: (space: Workspace, columns: number) => void,
): DenseMatrix {
  checkFiniteMatrix('b', b);
  const { rows: n, columns: m } = b;
  const group = sidesAtOnce(width, n, m);
  const out = matrixOver(width, n, m, new Float64Array(width * n * m));
  const space = workspace([...lengths, width * n * group]);
  const [block, at] = [space.blocks[lengths.length], space.at[lengths.length]];
  prepare(space);
  for (let first = 0; first < m; first += group) {
    const count = Math.min(group, m - first);
    copyColumns(b, first, count, width, block);
    solve(space, count);
    if (!space.kernels.allFinite(width * n * count, at))
      throw new RangeError(
        'the solution must stay below 1.8e308, but it overflows: the matrix is nearly singular',
      );
    for (let i = 0; i < n; i++)
      out.data.set(block.subarray(width * i * count, width * (i + 1) * count), width * (i * m + first));
  }
  return out;
}

function copyColumns(b: DenseMatrix, first: number, count: number, width: 1 | 2, to: Float64Array): void {
  if (count === b.columns) {
    put(b, width, to);
    return;
  }
  const own = entryWidth(b.kind);
  for (let i = 0; i < b.rows; i++) {
    const start = own * (i * b.columns + first);
    const data = b.data.subarray(start, start + own * count);
    put({ kind: b.kind, rows: 1, columns: count, data }, width, to.subarray(width * i * count));
  }
}

/**
 * The solution of T·X = B for a triangular matrix T, by substitution: backward stable, |B − T·X| ≤ 2n·2⁻⁵³·|T|·|X| entry
 * by entry to first order. B is a matrix or a vector (real, or interleaved complex of twice the length).
 * @throws RangeError when T is not square, a diagonal entry is 0, the sizes do not fit, or an entry is not finite.
 */
export function solveTriangular(t: DenseMatrix, b: DenseMatrix, options: TriangularOptions): DenseMatrix;
/**
 * The vector x with T·x = b for a triangular matrix T, by substitution; complex b is interleaved.
 * @throws RangeError as for a matrix B.
 */
export function solveTriangular(
  t: DenseMatrix,
  b: ArrayLike<number>,
  options: TriangularOptions,
): Float64Array;
export function solveTriangular(
  t: DenseMatrix,
  b: DenseMatrix | ArrayLike<number>,
  options: TriangularOptions,
): DenseMatrix | Float64Array {
  checkSquare('t', t);
  checkFiniteMatrix('t', t);
  if (!options.unitDiagonal) checkDiagonal(t);
  const n = t.rows;
  const solve: Solve = solveBy(n, (side) => {
    const width = commonWidth(t, side);
    return solveInGroups(
      width,
      side,
      [width * n * n],
      ({ blocks }) => put(t, width, blocks[0]),
      (space, columns) => solveTriangle(space, width, n, space.at[0], n, options, space.at[1], columns),
    );
  });
  return solve(b as DenseMatrix);
}

function checkDiagonal(t: DenseMatrix): void {
  const width = entryWidth(t.kind);
  for (let i = 0; i < t.rows; i++) {
    const at = width * i * (t.columns + 1);
    if (t.data[at] === 0 && (width === 1 || t.data[at + 1] === 0))
      throw new RangeError(`t must be invertible, but its diagonal entry ${i} is 0`);
  }
}
