import { complexMatrix, type DenseMatrix, realMatrix } from '../numerics/dense/matrix';

/**
 * Wigner functions of Fock matrices are finite sums Σ C_ab g_a(x)g_b(ξ) of the orthonormal Hermite functions
 * g_a(x) = (2/ε)^{1/4}ψ_a(√(2/ε)·x): the kernel h_m(x+s)h_n(x−s) is a rotation by 45° of h_m ⊗ h_n within the level
 * N = m + n = a + b, and the Fourier transform in s multiplies ψ_b by (−i)^b. Heat maps are then two matrix products, and
 * ∫W² = ΣC².
 */

/**
 * Visits N = 0, …, 2M − 2 and m with m, n = N − m < M: `row[a]` is the coefficient of ψ_a(X)ψ_{N−a}(S) in ψ_m(u)ψ_n(v),
 * X = (u+v)/√2, S = (u−v)/√2. With u† = (X†+S†)/√2, v† = (X†−S†)/√2 both |m,n⟩ = u†|m−1,n⟩/√m and v†|m,n−1⟩/√n hold;
 * their mean with weights m/N, n/N is a contraction of the level before, so that rounding only adds up.
 */
function eachRotatedLevel(levels: number, visit: (m: number, n: number, row: Float64Array) => void): void {
  const width = 2 * levels;
  let below = new Float64Array(levels * width);
  let level = new Float64Array(levels * width);
  const { sqrt } = Math;
  below[0] = 1;
  visit(0, 0, below.subarray(0, 1));
  const roots = Float64Array.from({ length: width }, (_, k) => sqrt(k));
  for (let total = 1; total <= 2 * levels - 2; total++) {
    for (let m = Math.max(0, total - levels + 1); m <= Math.min(total, levels - 1); m++) {
      const n = total - m;
      const row = level.subarray(m * width, m * width + total + 1);
      row.fill(0);
      if (m > 0) raise(below.subarray((m - 1) * width, m * width), row, total, sqrt(m / 2) / total, 1, roots);
      if (n > 0)
        raise(below.subarray(m * width, (m + 1) * width), row, total, sqrt(n / 2) / total, -1, roots);
      visit(m, n, row);
    }
    [below, level] = [level, below];
  }
}

/** row += factor·(X† ± S†)·below. */
function raise(
  below: Float64Array,
  row: Float64Array,
  total: number,
  factor: number,
  sign: 1 | -1,
  roots: Float64Array,
): void {
  for (let a = 0; a < total; a++) row[a] += sign * factor * roots[total - a] * below[a];
  for (let a = 1; a <= total; a++) row[a] += factor * roots[a] * below[a - 1];
}

/** C_ab of the Wigner function of Σ density_mn |h_m⟩⟨h_n|, real (2M−1) × (2M−1), for Hermitian matrices. */
export function hermiteCoefficients(density: DenseMatrix, epsilon: number): DenseMatrix {
  const levels = density.rows;
  const size = 2 * levels - 1;
  const out = realMatrix(size, size);
  const complex = density.kind === 'complex';
  const unit = 1 / Math.sqrt(2 * Math.PI * epsilon);
  eachRotatedLevel(levels, (m, n, row) => {
    const at = m * levels + n;
    const re = unit * density.data[complex ? 2 * at : at];
    const im = complex ? unit * density.data[2 * at + 1] : 0;
    const total = m + n;
    for (let a = 0; a <= total; a++) {
      const b = total - a;
      // (−i)^b times ρ_mn: what is not real cancels against the term of (n, m).
      const part = b % 2 === 0 ? re : im;
      out.data[a * size + b] += (b % 4 < 2 ? part : -part) * row[a];
    }
  });
  return out;
}

/**
 * The adjoint: A_mn = ∬W[|h_n⟩⟨h_m|]·symbol from s_ab = ∬symbol·g_a·g_b (complex, at least 2M − 1 rows and columns), the
 * matrix of the Weyl operator.
 */
export function weylFromHermite(coefficients: DenseMatrix, levels: number, epsilon: number): DenseMatrix {
  const out = complexMatrix(levels, levels);
  const { data, columns } = coefficients;
  const unit = 1 / Math.sqrt(2 * Math.PI * epsilon);
  eachRotatedLevel(levels, (m, n, row) => {
    let [re, im] = [0, 0];
    for (let a = 0; a <= m + n; a++) {
      const b = m + n - a;
      const at = 2 * (a * columns + b);
      const [x, y] = [row[a] * data[at], row[a] * data[at + 1]];
      // i^b
      if (b % 4 === 0) [re, im] = [re + x, im + y];
      else if (b % 4 === 1) [re, im] = [re - y, im + x];
      else if (b % 4 === 2) [re, im] = [re - x, im - y];
      else [re, im] = [re + y, im - x];
    }
    out.data[2 * (m * levels + n)] = unit * re;
    out.data[2 * (m * levels + n) + 1] = unit * im;
  });
  return out;
}
