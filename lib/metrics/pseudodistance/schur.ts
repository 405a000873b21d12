import {
  choleskyFactor,
  type DenseMatrix,
  multiplyMatrices,
  multiplyVector,
  realMatrix,
} from '../../numerics/dense';

/**
 * Real coordinates of Hermitian r × r matrices in an orthonormal basis: H_ii, √2·Re H_ij (i < j) and, unless only real symmetric
 * ones are meant, √2·Im H_ij.
 */
export interface HermitianCoordinates {
  readonly rank: number;
  /** r² or r(r+1)/2. */
  readonly length: number;
  /** Coordinates of the block at `from` into `out` at `to`; of its real part, for real symmetric ones. */
  read(block: Float64Array, from: number, out: Float64Array, to: number): void;
  /** The block with these coordinates. */
  write(coordinates: ArrayLike<number>, out: Float64Array): void;
}

/** The place (i, j), i ≤ j, and the kind of every coordinate: first the real ones, then the imaginary ones. */
function places(rank: number): { i: number; j: number; imaginary: boolean }[] {
  const upper: { i: number; j: number; imaginary: boolean }[] = [];
  for (let i = 0; i < rank; i++) for (let j = i; j < rank; j++) upper.push({ i, j, imaginary: false });
  return [...upper, ...upper.filter(({ i, j }) => i < j).map((one) => ({ ...one, imaginary: true }))];
}

export function hermitianCoordinates(rank: number, symmetric: boolean): HermitianCoordinates {
  const length = symmetric ? (rank * (rank + 1)) / 2 : rank * rank;
  const all = places(rank).slice(0, length);
  const at = Int32Array.from(all, ({ i, j, imaginary }) => 2 * (i * rank + j) + (imaginary ? 1 : 0));
  const factor = Float64Array.from(all, ({ i, j }) => (i === j ? 1 : Math.SQRT2));
  return {
    rank,
    length,
    read: (block, from, out, to) => {
      for (let c = 0; c < length; c++) out[to + c] = factor[c] * block[from + at[c]];
    },
    write: (coordinates, out) => {
      out.fill(0);
      all.forEach(({ i, j, imaginary }, c) => {
        const value = coordinates[c] / factor[c];
        out[at[c]] = value;
        out[2 * (j * rank + i) + (imaginary ? 1 : 0)] = imaginary ? -value : value;
      });
    },
  };
}

/**
 * The matrix of dB ↦ ½Σ_k m_k(S_k⁻¹ dB P_k + P_k dB S_k⁻¹) in these coordinates. Only the sums of products of entries of S_k⁻¹
 * with entries of P_k enter, r⁴ numbers, by one product of matrices of the sizes r² × K and K × r².
 */
export function schurMatrix(
  coordinates: HermitianCoordinates,
  inverses: Float64Array,
  primal: Float64Array,
  multiplicity: Float64Array,
): Float64Array {
  const { rank, length } = coordinates;
  const count = multiplicity.length;
  const n = rank * rank;
  // Columns: the upper triangles, real parts first.
  const entries = places(rank);
  const [left, right] = [realMatrix(n, count), realMatrix(n, count)];
  entries.forEach(({ i, j, imaginary }, row) => {
    const at = 2 * (i * rank + j) + (imaginary ? 1 : 0);
    for (let k = 0; k < count; k++) {
      left.data[row * count + k] = multiplicity[k] * inverses[2 * n * k + at];
      right.data[row * count + k] = primal[2 * n * k + at];
    }
  });
  const sums = multiplyMatrices(left, right, { adjointB: true }).data;
  return assembled(rank, length, sums);
}

/** Where the parts of entry (b, c) are among the upper triangles, and the sign of its imaginary part. */
function lookup(rank: number): { real: Int32Array; imaginary: Int32Array; sign: Float64Array } {
  const n = rank * rank;
  const [real, imaginary, sign] = [new Int32Array(n), new Int32Array(n), new Float64Array(n)];
  places(rank).forEach(({ i, j, imaginary: im }, row) => {
    for (const [b, c, s] of [
      [i, j, 1],
      [j, i, -1],
    ]) {
      if (im) {
        imaginary[b * rank + c] = row;
        sign[b * rank + c] = s;
      } else real[b * rank + c] = row;
    }
  });
  return { real, imaginary, sign };
}

/** N_αβ = Re Σ_k m_k tr(E_αS_k⁻¹E_βP_k), where tr(|a⟩⟨b|S⁻¹|c⟩⟨d|P) = S⁻¹_bc P_da. */
function assembled(rank: number, length: number, sums: Float64Array): Float64Array {
  const n = rank * rank;
  const { real, imaginary, sign } = lookup(rank);
  const all = places(rank).slice(0, length);
  const matrix = new Float64Array(length * length);
  /** Real or imaginary part of Σ m S⁻¹_bc P_da. */
  const part = (b: number, c: number, d: number, a: number, im: boolean): number => {
    const x = b * rank + c;
    const y = d * rank + a;
    return im
      ? sign[y] * sums[real[x] * n + imaginary[y]] + sign[x] * sums[imaginary[x] * n + real[y]]
      : sums[real[x] * n + real[y]] - sign[x] * sign[y] * sums[imaginary[x] * n + imaginary[y]];
  };
  for (let alpha = 0; alpha < length; alpha++) {
    const { i, j, imaginary: first } = all[alpha];
    for (let beta = 0; beta <= alpha; beta++) {
      const { i: k, j: l, imaginary: second } = all[beta];
      // E = |i⟩⟨j| + |j⟩⟨i|, or i(|i⟩⟨j| − |j⟩⟨i|), over √2; |i⟩⟨i| on the diagonal.
      const mixed = first !== second;
      const u = first ? -1 : 1;
      const v = second ? -1 : 1;
      let value = part(j, k, l, i, mixed);
      if (k !== l) value += v * part(j, l, k, i, mixed);
      if (i !== j) value += u * part(i, k, l, j, mixed);
      if (i !== j && k !== l) value += u * v * part(i, l, k, j, mixed);
      if (mixed || first) value = -value;
      if (i !== j) value *= Math.SQRT1_2;
      if (k !== l) value *= Math.SQRT1_2;
      matrix[alpha * length + beta] = value;
      matrix[beta * length + alpha] = value;
    }
  }
  return matrix;
}

/** Shares of the diagonal that are added, in turn, until the factorisation succeeds. */
const ridges = [0, 1e-15, 1e-14, 1e-13, 1e-12];

/**
 * The inverse of a positive matrix, scaled to a unit diagonal, with steps of refinement; near the end of a path, where rounding
 * has made the matrix indefinite, of one with a slightly larger diagonal. Undefined where that does not help.
 */
export function refinedInverse(matrix: DenseMatrix): ((b: Float64Array) => Float64Array) | undefined {
  const n = matrix.rows;
  const root = Float64Array.from({ length: n }, (_, i) => Math.sqrt(matrix.data[i * n + i]));
  if (!root.every((x) => x > 0 && x < Infinity)) return undefined;
  const scaled = matrix.data.map((x, k) => x / (root[Math.floor(k / n)] * root[k % n]));
  for (const ridge of ridges) {
    const solve = factorOf(raised(scaled, n, ridge));
    if (!solve) continue;
    return (b) => {
      const once = (right: Float64Array): Float64Array =>
        solve(right.map((x, i) => x / root[i])).map((x, i) => x / root[i]);
      let x = once(b);
      for (let k = 0; k < 2; k++) {
        const image = multiplyVector(matrix, x);
        const correction = once(b.map((value, i) => value - image[i]));
        x = x.map((value, i) => value + correction[i]);
      }
      return x;
    };
  }
  return undefined;
}

function raised(scaled: Float64Array, n: number, ridge: number): DenseMatrix {
  const data = scaled.slice();
  for (let i = 0; i < n; i++) data[i * (n + 1)] += ridge;
  return realMatrix(n, n, data);
}

function factorOf(matrix: DenseMatrix): ((b: Float64Array) => Float64Array) | undefined {
  try {
    const { solve } = choleskyFactor(matrix);
    return (b) => solve(b);
  } catch (error) {
    // Not positive definite any more.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
