import { eigenHermitian } from './eigen';
import { adjoint, identityMatrix, transpose } from './elementary';
import { orthogonalRows } from './jacobiRotations';
import {
  checkFiniteMatrix,
  complexMatrix,
  type DenseMatrix,
  entryWidth,
  realMatrix,
  toComplex,
} from './matrix';
import { multiplyMatrices } from './multiply';
import { qrFactor } from './qr';
import { type RankOptions, rankOf } from './rank';
import { order, powerOfTwoAbove, rescaled } from './spectra';

const epsilon = 2 ** -52;

/** A = U·diag(values)·V* with r = min(rows, columns). */
export interface SingularValues {
  /** Singular values, descending; r of them. */
  readonly values: Float64Array;
  /** Left singular vectors as orthonormal columns: rows × r. */
  readonly u: DenseMatrix;
  /** Right singular vectors as orthonormal columns (not rows, as elsewhere): columns × r. */
  readonly v: DenseMatrix;
}

/**
 * Singular value decomposition A = U·diag(σ)·V* of a real or complex matrix, in the thin form. Errors of all σ and of the
 * product are of the order of ε·√n·‖A‖, those of U*U − I and V*V − I of the order of ε·√n.
 *
 * The eigenvectors of A*A (of R*R for A = Q·R, if A is tall) make the columns of A·V almost orthogonal; one-sided Jacobi
 * rotations finish, so that small singular values do not suffer from the square. After Z. Drmač, K. Veselić, SIAM J. Matrix
 * Anal. Appl. 29 (2008), with the eigenvectors in the place of their second QR factorisation.
 * @throws RangeError when an entry is not finite, or a singular value exceeds 1.8e308.
 */
export function singularValueDecomposition(a: DenseMatrix): SingularValues {
  const { core, q, scale, wide } = prepare(a);
  const { rows, lengths, companions } = orthogonalise(core, true);
  const descending = order(lengths).reverse();
  const values = Float64Array.from(descending, (i) => rescaled('a singular value of a', lengths[i], scale));
  const right = columnsOf(companions!, descending);
  const inner = leftVectors(rows, lengths, descending);
  const left = q ? multiplyMatrices(q, inner) : inner;
  return wide ? { values, u: right, v: left } : { values, u: left, v: right };
}

/**
 * The singular values of A alone, descending, as exact as those of `singularValueDecomposition`.
 * @throws RangeError when an entry is not finite, or a singular value exceeds 1.8e308.
 */
export function singularValues(a: DenseMatrix): Float64Array {
  const { core, scale } = prepare(a);
  const { lengths } = orthogonalise(core, false);
  lengths.sort().reverse();
  return lengths.map((length) => rescaled('a singular value of a', length, scale));
}

/**
 * The number of singular values above the tolerance.
 * @throws RangeError as `singularValues`, or when the tolerance is not in [2⁻⁵², 1].
 */
export function matrixRank(a: DenseMatrix, options: RankOptions = {}): number {
  return rankOf(a, singularValues(a), options);
}

/**
 * The pseudo-inverse A⁺ = Σ_k v_k u_k* / σ_k over the singular values above the tolerance; the smallest of all
 * least-squares solutions of A·x = b is A⁺·b.
 * @throws RangeError as `matrixRank`, or when A⁺ exceeds 1.8e308.
 */
export function pseudoInverse(a: DenseMatrix, options: RankOptions = {}): DenseMatrix {
  const { values, u, v } = singularValueDecomposition(a);
  const rank = rankOf(a, values, options);
  const scaled = { ...v, data: v.data.slice() };
  const width = entryWidth(v.kind);
  for (let k = 0; k < scaled.data.length; k++) {
    const column = Math.floor(k / width) % v.columns;
    scaled.data[k] = column < rank ? scaled.data[k] / values[column] : 0;
  }
  return multiplyMatrices(scaled, u, { adjointB: true });
}

/** The matrix at the core: A or A* over a power of two, at least as high as wide, or its R if much higher. */
function prepare(a: DenseMatrix): {
  core: DenseMatrix;
  q: DenseMatrix | undefined;
  scale: number;
  wide: boolean;
} {
  checkFiniteMatrix('a', a);
  const scale = powerOfTwoAbove(a.data);
  const wide = a.columns > a.rows;
  const scaled = { ...a, data: a.data.map((x) => x / scale) };
  const high = wide ? adjoint(scaled) : scaled;
  if (high.rows < 1.2 * high.columns) return { core: high, q: undefined, scale, wide };
  const { q, r } = qrFactor(high);
  return { core: r, q, scale, wide };
}

/** Up to this many columns Jacobi's rotations need no preparation. */
const fewColumns = 8;

/** The columns of A·V₀ and of V₀, as rows, after the rotations that make the former orthogonal. */
function orthogonalise(a: DenseMatrix, vectors: boolean): ReturnType<typeof orthogonalRows> {
  if (a.columns <= fewColumns) {
    const unit = identityMatrix(a.columns);
    return orthogonalRows(transpose(a), vectors ? (a.kind === 'real' ? unit : toComplex(unit)) : undefined);
  }
  const v0 = eigenHermitian(multiplyMatrices(a, a, { adjointA: true })).vectors;
  const b = reverseRows(transpose(multiplyMatrices(a, v0)));
  return orthogonalRows(b, vectors ? reverseRows(transpose(v0)) : undefined);
}

/** Rows in opposite order, in place: long ones first is what Jacobi's rotations like. */
function reverseRows(matrix: DenseMatrix): DenseMatrix {
  const length = matrix.data.length / matrix.rows;
  for (let i = 0, j = matrix.rows - 1; i < j; i++, j--) {
    const row = matrix.data.slice(i * length, (i + 1) * length);
    matrix.data.copyWithin(i * length, j * length, (j + 1) * length);
    matrix.data.set(row, j * length);
  }
  return matrix;
}

/** The given rows as columns. */
function columnsOf(rows: DenseMatrix, indices: Int32Array): DenseMatrix {
  const length = rows.data.length / rows.rows;
  const chosen = new Float64Array(length * indices.length);
  indices.forEach((i, k) => {
    chosen.set(rows.data.subarray(i * length, (i + 1) * length), k * length);
  });
  return transpose({ ...rows, rows: indices.length, data: chosen });
}

/** b_i/‖b_i‖ as columns; where ‖b_i‖ is no more than noise, vectors orthogonal to all others. */
function leftVectors(rows: DenseMatrix, lengths: Float64Array, descending: Int32Array): DenseMatrix {
  const smallest = epsilon * lengths[descending[0]];
  const good = descending.filter((i) => lengths[i] > smallest);
  const length = rows.data.length / rows.rows;
  const unit = { ...rows, data: rows.data.slice() };
  for (const i of good) for (let k = i * length; k < (i + 1) * length; k++) unit.data[k] /= lengths[i];
  if (good.length === descending.length) return columnsOf(unit, good);
  return completed(rows.kind, rows.columns, columnsOf(unit, good).data, good.length, descending.length);
}

/** m × count matrix whose first `good` columns are given and whose others complete them to orthonormal ones. */
function completed(
  kind: DenseMatrix['kind'],
  m: number,
  given: Float64Array,
  good: number,
  count: number,
): DenseMatrix {
  const width = kind === 'real' ? 1 : 2;
  const make = kind === 'real' ? realMatrix : complexMatrix;
  const extended = make(m, good + m);
  const out = make(m, count);
  for (let i = 0; i < m; i++) {
    const row = given.subarray(width * i * good, width * (i + 1) * good);
    extended.data.set(row, width * i * (good + m));
    extended.data[width * (i * (good + m) + good + i)] = 1;
    out.data.set(row, width * i * count);
  }
  // Q of the given columns beside the identity: their span first, then its complement.
  const { q } = qrFactor(extended);
  for (let i = 0; i < m; i++)
    out.data.set(
      q.data.subarray(width * (i * m + good), width * (i * m + count)),
      width * (i * count + good),
    );
  return out;
}
