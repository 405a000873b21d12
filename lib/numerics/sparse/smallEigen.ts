/** Eigenvalues ascending; column c of the row-major n × n `vectors` belongs to value c. */
export interface SmallEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** One implicit QL sweep with Wilkinson's shift on rows low … high; z collects the rotations by columns. */
function sweep(d: Float64Array, e: Float64Array, z: Float64Array, low: number, high: number): void {
  const { abs, hypot } = Math;
  const n = d.length;
  const half = (d[low + 1] - d[low]) / (2 * e[low]);
  const root = hypot(half, 1);
  let g = d[high] - d[low] + e[low] / (half + (half < 0 ? -root : root));
  let [sine, cosine, p] = [1, 1, 0];
  for (let i = high - 1; i >= low; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const r = hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[high] = 0;
      return;
    }
    sine = f / r;
    cosine = g / r;
    g = d[i + 1] - p;
    const s = (d[i] - g) * sine + 2 * cosine * b;
    p = sine * s;
    d[i + 1] = g + p;
    g = cosine * s - b;
    for (let k = 0; k < n; k++) {
      const at = k * n + i;
      const [left, right] = [z[at], z[at + 1]];
      z[at + 1] = sine * left + cosine * right;
      z[at] = cosine * left - sine * right;
    }
  }
  d[low] -= p;
  e[low] = g;
  e[high] = 0;
  if (!(abs(g) >= 0)) throw new RangeError('the projected matrix has entries that are not finite');
}

function sorted(d: Float64Array, z: Float64Array): SmallEigen {
  const n = d.length;
  const order = Array.from(d.keys()).sort((a, b) => d[a] - d[b]);
  const values = Float64Array.from(order, (c) => d[c]);
  const vectors = new Float64Array(n * n);
  for (let k = 0; k < n; k++) for (let c = 0; c < n; c++) vectors[k * n + c] = z[k * n + order[c]];
  return { values, vectors };
}

/** Implicit QL (B. Parlett, The Symmetric Eigenvalue Problem, ch. 8); `z` holds the basis that made the matrix tridiagonal. */
function diagonalise(d: Float64Array, e: Float64Array, z: Float64Array): SmallEigen {
  const n = d.length;
  for (let low = 0; low < n; low++)
    for (let sweeps = 0; ; sweeps++) {
      let high = low;
      while (high + 1 < n) {
        const size = Math.abs(d[high]) + Math.abs(d[high + 1]);
        if (Math.abs(e[high]) <= Number.EPSILON * size) break;
        high++;
      }
      if (high === low) break;
      if (sweeps === 60) throw new RangeError('the projected matrix has entries that are not finite');
      sweep(d, e, z, low, high);
    }
  return sorted(d, z);
}

/** Eigenvalues and vectors of the real symmetric tridiagonal matrix; offDiagonal[i] joins i and i + 1. */
export function tridiagonalEigen(diagonal: ArrayLike<number>, offDiagonal: ArrayLike<number>): SmallEigen {
  const n = diagonal.length;
  const z = new Float64Array(n * n);
  for (let i = 0; i < n; i++) z[i * n + i] = 1;
  const e = new Float64Array(n);
  for (let i = 0; i + 1 < n; i++) e[i] = offDiagonal[i];
  return diagonalise(Float64Array.from(diagonal), e, z);
}

/** A ← PAP and Q ← QP with the reflection P that clears column k of A below its subdiagonal. */
function reflect(a: Float64Array, q: Float64Array, n: number, k: number): void {
  const v = new Float64Array(n);
  let square = 0;
  for (let i = k + 1; i < n; i++) {
    v[i] = a[i * n + k];
    square += v[i] ** 2;
  }
  if (square === v[k + 1] ** 2) return;
  const alpha = v[k + 1] > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  const scale = 1 / (square - alpha * v[k + 1]);
  v[k + 1] -= alpha;
  for (const matrix of [a, q])
    for (let i = 0; i < n; i++) {
      let dot = 0;
      for (let j = k + 1; j < n; j++) dot += matrix[i * n + j] * v[j];
      for (let j = k + 1; j < n; j++) matrix[i * n + j] -= scale * dot * v[j];
    }
  for (let j = 0; j < n; j++) {
    let dot = 0;
    for (let i = k + 1; i < n; i++) dot += a[i * n + j] * v[i];
    for (let i = k + 1; i < n; i++) a[i * n + j] -= scale * dot * v[i];
  }
}

/** Eigenvalues and vectors of a small real symmetric matrix (row-major, n × n): Householder, then QL. */
export function symmetricEigen(matrix: ArrayLike<number>, n: number): SmallEigen {
  const a = Float64Array.from(matrix);
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  for (let k = 0; k + 2 < n; k++) reflect(a, q, n, k);
  const d = new Float64Array(n);
  const e = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    d[i] = a[i * n + i];
    if (i + 1 < n) e[i] = a[(i + 1) * n + i];
  }
  return diagonalise(d, e, q);
}
