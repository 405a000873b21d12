import { type Deflation, deflate, type Eigenpairs, type Joint, lower, upper } from './deflation';
import type { EigenSpace } from './eigenSpace';
import { implicitQl } from './implicitQl';
import { mergedOrder, order } from './spectra';

/** Below this size QL is faster than dividing further. */
const leafSize = 32;
/** Multiply-adds of one call into WebAssembly: about 0.1 s, after which JavaScript can be interrupted. */
const workOfOneCall = 2 ** 29;

/** Views of the arena's blocks that the algorithm works on. */
interface Space extends Eigenpairs {
  readonly arena: EigenSpace;
  readonly e: Float64Array;
  readonly gathered: Float64Array;
  readonly secular: Float64Array;
  readonly rotations: Float64Array;
  readonly poles: Float64Array;
  readonly weights: Float64Array;
  readonly roots: Float64Array;
  readonly sorted: Int32Array;
  /** Wanted positions in the ascending spectrum, first to last. */
  readonly range: readonly [number, number];
}

/**
 * Eigenvalues and orthonormal eigenvectors of the tridiagonal matrix in the blocks `diagonal` and `offDiagonal` of the
 * arena (scaled to the order of 1; both are overwritten), by divide and conquer. The diagonal ends as the eigenvalues;
 * returned are the indices that sort them, and row i of `vectorRows` is the eigenvector of value i. Rows outside the
 * positions `range` of the ascending spectrum are not computed in the last, most expensive step.
 *
 * J. J. M. Cuppen, Numer. Math. 36 (1981); deflation and stable vectors after M. Gu and S. C. Eisenstat, SIAM J. Matrix
 * Anal. Appl. 16 (1995), tolerances as in J. Rutter, LAPACK Working Note 69 (1994).
 */
export function divideAndConquer(arena: EigenSpace, n: number, range: readonly [number, number]): Int32Array {
  const space: Space = {
    arena,
    n,
    range,
    d: arena.doubles.diagonal,
    e: arena.doubles.offDiagonal,
    rows: arena.doubles.vectorRows,
    gathered: arena.doubles.gathered,
    secular: arena.doubles.secular,
    rotations: arena.doubles.rotations,
    poles: arena.doubles.poles,
    weights: arena.doubles.weights,
    roots: arena.doubles.roots,
    sorted: arena.integers.sorted,
  };
  space.rows.fill(0);
  return solve(space, 0, n);
}

/** Solves the block [start, end); the result sorts its eigenvalues: positions relative to `start`. */
function solve(space: Space, start: number, end: number): Int32Array {
  const size = end - start;
  if (size <= leafSize) return solveLeaf(space, start, end);
  const middle = start + (size >> 1);
  const { d, e } = space;
  const coupling = e[middle - 1];
  d[middle - 1] -= Math.abs(coupling);
  d[middle] -= Math.abs(coupling);
  const left = solve(space, start, middle);
  const right = solve(space, middle, end);
  const split = deflate(space, { start, middle, end, coupling }, left, right);
  return merge(space, { start, middle, end, coupling }, split);
}

/** QL with its rotations on the rows of a compact identity, which then go to their place. */
function solveLeaf(space: Space, start: number, end: number): Int32Array {
  const { arena, d, e, rows, n } = space;
  const { kernels, address } = arena;
  const size = end - start;
  const stride = size + (size & 1);
  const compact = space.secular.subarray(0, size * stride).fill(0);
  for (let i = 0; i < size; i++) compact[i * stride + i] = 1;
  const values = d.subarray(start, end);
  implicitQl(values, e.subarray(start, end), size, {
    pairs: space.rotations,
    apply: (near, far, step) =>
      kernels.rotateRows(address.secular, stride, stride, near, far, step, address.rotations),
  });
  for (let i = 0; i < size; i++)
    rows.set(compact.subarray(i * stride, i * stride + size), (start + i) * n + start);
  return order(values);
}

/** The poles in the order of their support (upper, both, lower), which makes the products of the halves contiguous. */
interface Arrangement {
  readonly k: number;
  /** Rows relative to `start`, by position. */
  readonly row: Int32Array;
  readonly nUpper: number;
  readonly nLower: number;
}

function arrange({ kept, support }: Deflation): Arrangement {
  const row = Int32Array.from(kept).sort((i, j) => support[i] - support[j] || i - j);
  const count = (kind: number): number => kept.reduce((sum, i) => sum + (support[i] === kind ? 1 : 0), 0);
  return { k: kept.length, row, nUpper: count(upper), nLower: count(lower) };
}

/** Eigenvalues and vectors of the joined block from the secular equation; the result sorts them. */
function merge(space: Space, joint: Joint, deflation: Deflation): Int32Array {
  const { arena, n } = space;
  const { start, middle, end } = joint;
  const { k, row, nUpper, nLower } = arrange(deflation);
  const d = space.d.subarray(start, end);
  const deflatedValues = deflation.done.map((i) => d[i]);
  const deflatedRows = gather(space, joint, deflation, { k, row, nUpper, nLower });
  solveSecular(space, start, deflation, row);
  d.set(space.roots.subarray(0, k));
  d.set(deflatedValues, k);
  const roots = Int32Array.from({ length: k }, (_, i) => i);
  const ascending = mergedOrder(d, roots, order(d.subarray(k)), k);
  const [from, to] = wantedRoots(space, ascending, k);
  const { address } = arena;
  arena.kernels.secularVectors(from, to, k, address.weights, address.secular, k);
  for (let i = start; i < end; i++) space.rows.fill(0, i * n + start, i * n + end);
  const lowerBlock = (k - nLower) * (middle - start);
  product(space, from, to, k, 0, k - nLower, 0, start, start, middle);
  product(space, from, to, k, nUpper, k, lowerBlock, start, middle, end);
  for (let i = 0; i < deflation.done.length; i++) {
    const at = deflatedRows + i * (end - start);
    space.rows.set(space.gathered.subarray(at, at + end - start), (start + k + i) * n + start);
  }
  return ascending;
}

/**
 * Copies the vectors that take part into `gathered`: the upper parts, the lower parts, then those set aside in full;
 * returns where the last begin.
 */
function gather({ rows, gathered, n }: Space, joint: Joint, deflation: Deflation, to: Arrangement): number {
  const { start, middle, end } = joint;
  let at = 0;
  const copy = (i: number, from: number, until: number): void => {
    const row = (start + i) * n;
    gathered.set(rows.subarray(row + from, row + until), at);
    at += until - from;
  };
  for (const i of to.row.subarray(0, to.k - to.nLower)) copy(i, start, middle);
  for (const i of to.row.subarray(to.nUpper)) copy(i, middle, end);
  const deflatedRows = at;
  for (const i of deflation.done) copy(i, start, end);
  return deflatedRows;
}

/** Fills `roots`, row i of `secular` with d_j − λ_i, and `weights` with the z that belong to these roots exactly. */
function solveSecular(space: Space, start: number, { rho, z, kept }: Deflation, row: Int32Array): void {
  const { arena, d, poles, weights, sorted } = space;
  const { kernels, address } = arena;
  const k = row.length;
  const position = new Int32Array(z.length);
  for (let j = 0; j < k; j++) {
    position[row[j]] = j;
    poles[j] = d[start + row[j]];
    weights[j] = rho * z[row[j]] * z[row[j]];
  }
  kept.forEach((i, place) => {
    sorted[place] = position[i];
  });
  const atOnce = Math.ceil(workOfOneCall / (20 * k));
  for (let i = 0; i < k; i += atOnce) {
    const to = Math.min(k, i + atOnce);
    kernels.secularRoots(
      i,
      to,
      k,
      address.poles,
      address.weights,
      address.sorted,
      address.roots,
      address.secular,
      k,
    );
  }
  kernels.loewnerWeights(k, address.poles, address.sorted, address.secular, k, address.weights);
  for (let j = 0; j < k; j++) weights[j] = Math.sign(z[row[j]]) * Math.sqrt(Math.max(0, weights[j]));
}

/** The roots whose vectors are needed: all of them, or those inside the wanted range when this is the last step. */
function wantedRoots({ n, range }: Space, ascending: Int32Array, k: number): [number, number] {
  if (ascending.length < n) return [0, k];
  let [from, to] = [k, 0];
  for (let position = range[0]; position <= range[1]; position++)
    if (ascending[position] < k) {
      from = Math.min(from, ascending[position]);
      to = Math.max(to, ascending[position] + 1);
    }
  return [Math.min(from, to), to];
}

/** Columns [left, right) of the new vectors from … to − 1: their coefficients [first, last) times the gathered rows. */
function product(
  { arena, n }: Space,
  from: number,
  to: number,
  k: number,
  first: number,
  last: number,
  block: number,
  start: number,
  left: number,
  right: number,
): void {
  const { kernels, address } = arena;
  const [inner, columns] = [last - first, right - left];
  if (inner === 0) return;
  const atOnce = Math.max(4, 4 * Math.floor(workOfOneCall / (4 * inner * columns)));
  for (let i = from; i < to; i += atOnce) {
    const coefficients = address.secular + 8 * (i * k + first);
    const out = address.vectorRows + 8 * ((start + i) * n + left);
    const gathered = address.gathered + 8 * block;
    const m = Math.min(atOnce, to - i);
    kernels.gemm(
      1,
      m,
      columns,
      inner,
      1,
      coefficients,
      k,
      1,
      false,
      gathered,
      columns,
      1,
      false,
      out,
      n,
      1,
      false,
      address.scratch,
    );
  }
}
