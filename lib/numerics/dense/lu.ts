import { largestColumnSum, reciprocalConditionOf } from './condition';
import { type Complex, identityMatrix } from './elementary';
import { checkFiniteMatrix, checkSquare, type DenseMatrix, entryWidth } from './matrix';
import { solveInGroups, solveTriangle } from './triangular';
import { type Solve, solveBy } from './vector';
import { commonWidth, matrixOver, put, type Workspace, workspace } from './workspace';

/** P·A = L·U and what it is good for. */
export interface LuFactor {
  /** U on and above the diagonal, L below it; the diagonal of L is 1. */
  readonly factors: DenseMatrix;
  /** Row i of P·A is row permutation[i] of A. */
  readonly permutation: Int32Array;
  /** The first i with u_ii = 0, where the factorisation found the matrix singular; −1 if there is none. */
  readonly zeroPivot: number;
  /** det A; ±Infinity if it exceeds 1.8e308. */
  determinant(): Complex;
  /** log |det A|; −Infinity for a singular matrix. */
  logAbsDeterminant(): number;
  /**
   * The solution of A·X = B.
   * @throws RangeError when A is singular, the sizes do not fit, an entry is not finite, or the solution exceeds 1.8e308.
   */
  readonly solve: Solve;
  /**
   * A⁻¹.
   * @throws RangeError when A is singular, or A⁻¹ exceeds 1.8e308.
   */
  inverse(): DenseMatrix;
  /**
   * 1/(‖A‖₁·‖A⁻¹‖₁) with an estimate of ‖A⁻¹‖₁ from below, so the result is rarely more than 3 times too large. Solutions
   * lose about log₁₀ of its reciprocal in digits; below 1e−16 A is singular to working precision. 0 if A is singular.
   */
  reciprocalCondition(): number;
}

/**
 * LU factors of a square matrix by Gaussian elimination with partial pivoting (by |a|; by |Re a| + |Im a| if complex).
 * The factors are those of A + E with |E| ≤ n·2⁻⁵³·|L|·|U| to first order (twice that if complex).
 * @throws RangeError when A is not square, an entry is not finite, or the factors exceed 1.8e308; a singular A is none.
 */
export function luFactor(a: DenseMatrix): LuFactor {
  checkSquare('a', a);
  checkFiniteMatrix('a', a);
  const n = a.rows;
  const norm = largestColumnSum(a);
  const { factors, permutation, swaps, zeroPivot } = factorise(a);
  const invertible = (): void => {
    if (zeroPivot >= 0)
      throw new RangeError(
        `a must be invertible, but it is singular (pivot ${zeroPivot} of its LU factors is 0)`,
      );
  };
  const solve = solveBy(n, (b) => {
    invertible();
    return solveWith(factors, permutation, b);
  });
  return {
    factors,
    permutation,
    zeroPivot,
    determinant: () => determinantOf(factors, swaps % 2 === 0 ? 1 : -1),
    logAbsDeterminant: () => logAbsDiagonal(factors),
    solve,
    inverse: () => solve(identityMatrix(n)),
    reciprocalCondition: () =>
      zeroPivot >= 0 ? 0 : reciprocalConditionOf(norm, factors, inverseActions(factors, permutation)),
  };
}

/**
 * The solution of A·X = B for a square matrix: `luFactor(a).solve(b)`.
 * @throws RangeError when A is not square or singular, the sizes do not fit, or an entry is not finite.
 */
export function solveLinear(a: DenseMatrix, b: DenseMatrix): DenseMatrix;
/**
 * The vector x with A·x = b for a square matrix: `luFactor(a).solve(b)`; complex b is interleaved.
 * @throws RangeError when A is not square or singular, the sizes do not fit, or an entry is not finite.
 */
export function solveLinear(a: DenseMatrix, b: ArrayLike<number>): Float64Array;
export function solveLinear(a: DenseMatrix, b: DenseMatrix | ArrayLike<number>): DenseMatrix | Float64Array {
  return luFactor(a).solve(b as DenseMatrix);
}

/**
 * A⁻¹ of a square matrix. To solve equations, `solveLinear` is faster and more accurate.
 * @throws RangeError when A is not square or singular, or an entry is not finite.
 */
export function inverseMatrix(a: DenseMatrix): DenseMatrix {
  return luFactor(a).inverse();
}

/**
 * det A of a square matrix (`im` is 0 for a real one); ±Infinity if it exceeds 1.8e308.
 * @throws RangeError when A is not square, an entry is not finite, or its LU factors exceed 1.8e308.
 */
export function determinant(a: DenseMatrix): Complex {
  return luFactor(a).determinant();
}

/** Columns factored in one step. */
const columnsAtOnce = 64;

function factorise(a: DenseMatrix): {
  factors: DenseMatrix;
  permutation: Int32Array;
  swaps: number;
  zeroPivot: number;
} {
  const n = a.rows;
  const width = entryWidth(a.kind);
  const { kernels, at, blocks, scratch } = workspace([width * n * n, n, width * n * columnsAtOnce]);
  put(a, width, blocks[0]);
  let zeroPivot = -1;
  for (let first = 0; first < n; first += columnsAtOnce) {
    const count = Math.min(columnsAtOnce, n - first);
    const singular = kernels.luColumns(width, n, first, count, at[0], n, at[1], at[2], scratch);
    if (zeroPivot < 0) zeroPivot = singular;
  }
  if (!kernels.allFinite(width * n * n, at[0]))
    throw new RangeError('the LU factors of a must stay below 1.8e308, but they overflow');
  const pivots = new Int32Array(blocks[1].buffer, at[1], n);
  const permutation = Int32Array.from({ length: n }, (_, i) => i);
  let swaps = 0;
  for (let i = 0; i < n; i++) {
    const p = pivots[i];
    if (p === i) continue;
    [permutation[i], permutation[p]] = [permutation[p], permutation[i]];
    swaps++;
  }
  return { factors: matrixOver(width, n, n, Float64Array.from(blocks[0])), permutation, swaps, zeroPivot };
}

/** x := P·x or P⁻¹·x for n rows of `length` doubles. */
function permuteRows(x: Float64Array, length: number, permutation: Int32Array, inverse: boolean): void {
  const before = x.slice(0, permutation.length * length);
  permutation.forEach((row, i) => {
    const [from, to] = inverse ? [i, row] : [row, i];
    x.set(before.subarray(from * length, (from + 1) * length), to * length);
  });
}

/** X := A⁻¹·X, or A*⁻¹·X, in a work space with the factors in block 0 and X (`columns` columns) in block 1. */
function applyInverse(
  space: Workspace,
  width: 1 | 2,
  permutation: Int32Array,
  adjoint: boolean,
  columns: number,
): void {
  const n = permutation.length;
  const { at, blocks } = space;
  const lower = { shape: 'lower', adjoint, unitDiagonal: true } as const;
  const upper = { shape: 'upper', adjoint } as const;
  if (!adjoint) permuteRows(blocks[1], width * columns, permutation, false);
  for (const triangle of adjoint ? [upper, lower] : [lower, upper])
    solveTriangle(space, width, n, at[0], n, triangle, at[1], columns);
  if (adjoint) permuteRows(blocks[1], width * columns, permutation, true);
}

function solveWith(factors: DenseMatrix, permutation: Int32Array, b: DenseMatrix): DenseMatrix {
  const width = commonWidth(factors, b);
  return solveInGroups(
    width,
    b,
    [width * factors.rows ** 2],
    ({ blocks }) => put(factors, width, blocks[0]),
    (space, columns) => applyInverse(space, width, permutation, false, columns),
  );
}

/** x ↦ A⁻¹·x and x ↦ A*⁻¹·x in place, for one vector. */
function inverseActions(
  factors: DenseMatrix,
  permutation: Int32Array,
): (x: Float64Array, adjoint: boolean) => void {
  const width = entryWidth(factors.kind);
  const space = workspace([factors.data.length, width * factors.rows]);
  put(factors, width, space.blocks[0]);
  return (x, adjoint) => {
    space.blocks[1].set(x);
    applyInverse(space, width, permutation, adjoint, 1);
    x.set(space.blocks[1]);
  };
}

/** sign·Π u_ii; the running product is kept near 1 by powers of 2, so that only the result can overflow. */
function determinantOf(factors: DenseMatrix, sign: number): Complex {
  const width = entryWidth(factors.kind);
  const { data, rows: n } = factors;
  let [re, im, exponent] = [sign, 0, 0];
  for (let i = 0; i < n; i++) {
    const at = width * i * (n + 1);
    const c = data[at];
    const d = width === 2 ? data[at + 1] : 0;
    const size = Math.max(Math.abs(c), Math.abs(d));
    if (size === 0) return { re: 0, im: 0 };
    const power = Math.floor(Math.log2(size));
    const [x, y] = [timesPower(c, -power), timesPower(d, -power)];
    [re, im] = [re * x - im * y, re * y + im * x];
    exponent += power;
    const grown = Math.floor(Math.log2(Math.max(Math.abs(re), Math.abs(im))));
    [re, im] = [timesPower(re, -grown), timesPower(im, -grown)];
    exponent += grown;
  }
  return { re: timesPower(re, exponent), im: timesPower(im, exponent) };
}

/** x·2^power in steps that overflow or underflow only if the result does. */
function timesPower(x: number, power: number): number {
  if (Math.abs(power) <= 1000) return x * 2 ** power;
  const step = power > 0 ? 1000 : -1000;
  const next = x * 2 ** step;
  return next === 0 || !Number.isFinite(next) ? next : timesPower(next, power - step);
}

function logAbsDiagonal({ kind, data, rows: n }: DenseMatrix): number {
  const width = entryWidth(kind);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const at = width * i * (n + 1);
    sum += Math.log(width === 2 ? Math.hypot(data[at], data[at + 1]) : Math.abs(data[at]));
  }
  return sum;
}
