import { mergedOrder } from './spectra';

const epsilon = 2 ** -52;

/** Eigenvalues d, and the eigenvectors as rows of n entries. */
export interface Eigenpairs {
  readonly n: number;
  readonly d: Float64Array;
  readonly rows: Float64Array;
}

/** Two solved halves with T = diag(T₁, T₂) + |coupling|·u uᵀ, u = e_(middle−1) + sign(coupling) e_middle. */
export interface Joint {
  readonly start: number;
  readonly middle: number;
  readonly end: number;
  readonly coupling: number;
}

/** Where the nonzero entries of an eigenvector lie. */
export const upper = 0;
const both = 1;
export const lower = 2;

export interface Deflation {
  /** diag(d) + ρ z zᵀ: ρ, and the poles that remain, ascending, as rows relative to `start`; and the others. */
  readonly rho: number;
  readonly z: Float64Array;
  readonly kept: number[];
  readonly done: number[];
  readonly support: Uint8Array;
}

/** z = Q₁ᵀ, Q₂ᵀ times u, of norm 1 after division by √2 (whose square goes to ρ). */
function couplingVector({ rows, n }: Eigenpairs, { start, middle, end, coupling }: Joint): Float64Array {
  const z = new Float64Array(end - start);
  const sign = coupling < 0 ? -1 : 1;
  for (let i = start; i < middle; i++) z[i - start] = rows[i * n + middle - 1] * Math.SQRT1_2;
  for (let i = middle; i < end; i++) z[i - start] = sign * rows[i * n + middle] * Math.SQRT1_2;
  return z;
}

/**
 * Sets aside the eigenpairs that the coupling leaves alone: those with negligible z, and one of each pair of almost equal
 * poles after a rotation that takes its z to zero. Each changes the matrix by at most 8ε‖T‖.
 */
export function deflate(pairs: Eigenpairs, joint: Joint, left: Int32Array, right: Int32Array): Deflation {
  const { start, middle, end } = joint;
  const d = pairs.d.subarray(start, end);
  const z = couplingVector(pairs, joint);
  const rho = 2 * Math.abs(joint.coupling);
  const support = new Uint8Array(end - start).fill(lower, middle - start);
  let largest = 0;
  for (let i = 0; i < d.length; i++) largest = Math.max(largest, Math.abs(d[i]), Math.abs(z[i]));
  const tolerance = 8 * epsilon * largest;
  const kept: number[] = [];
  const done: number[] = [];
  let last = -1;
  for (const i of mergedOrder(d, left, right, middle - start)) {
    if (rho * Math.abs(z[i]) <= tolerance) {
      done.push(i);
      continue;
    }
    if (last >= 0 && mayRotate(d, z, last, i, tolerance)) {
      rotate(pairs, start, end, d, z, last, i);
      if (support[last] !== support[i]) support[i] = both;
      done.push(last);
    } else if (last >= 0) kept.push(last);
    last = i;
  }
  if (last >= 0) kept.push(last);
  return { rho, z, kept, done, support };
}

function mayRotate(d: Float64Array, z: Float64Array, p: number, q: number, tolerance: number): boolean {
  const square = z[p] * z[p] + z[q] * z[q];
  return Math.abs((d[q] - d[p]) * z[p] * z[q]) <= tolerance * square;
}

/** Rotates eigenvectors p and q (d_p ≤ d_q) such that z_p = 0; the coupling of the poles so made is dropped. */
function rotate(
  { rows, n }: Eigenpairs,
  start: number,
  end: number,
  d: Float64Array,
  z: Float64Array,
  p: number,
  q: number,
): void {
  const r = Math.hypot(z[p], z[q]);
  const c = z[q] / r;
  const s = -z[p] / r;
  z[q] = r;
  z[p] = 0;
  const a = (start + p) * n;
  const b = (start + q) * n;
  for (let j = start; j < end; j++) {
    const x = rows[a + j];
    const y = rows[b + j];
    rows[a + j] = c * x + s * y;
    rows[b + j] = c * y - s * x;
  }
  const [dp, dq] = [d[p], d[q]];
  d[p] = dp * c * c + dq * s * s;
  d[q] = dp * s * s + dq * c * c;
}
