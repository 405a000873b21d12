import { positive } from '../guards';
import { eigenvaluesHermitian, extremeEigenvalues } from './eigen';
import { hermitianPart, isHermitian } from './hermitian';
import { checkFiniteMatrix, type DenseMatrix, entryWidth } from './matrix';
import { multiplyMatrices } from './multiply';
import { singularValues } from './singularValues';
import { powerOfTwoAbove, rescaled } from './spectra';

/** Deviations from A* = A that rounding leaves in products; they move singular values by no more than rounding does. */
const hermitianTolerance = 2 ** -50;

/** For messages. */
const norm = 'the norm of a';

/** |eigenvalues| or singular values, in any order. */
function singularSpectrum(a: DenseMatrix): Float64Array {
  checkFiniteMatrix('a', a);
  if (!isHermitian(a, 1, hermitianTolerance)) return singularValues(a);
  return eigenvaluesHermitian(hermitianPart(a)).map(Math.abs);
}

/**
 * Operator norm ‖A‖, the largest singular value of any real or complex matrix: for a Hermitian one max|λ| from the two
 * ends of its spectrum, otherwise √λ_max(A*A), both without any vectors. Relative error of the order of ε·√n.
 * @throws RangeError when an entry is not finite, or the norm exceeds 1.8e308.
 */
export function operatorNorm(a: DenseMatrix): number {
  checkFiniteMatrix('a', a);
  if (isHermitian(a, 1, hermitianTolerance)) {
    const [least, greatest] = extremeEigenvalues(hermitianPart(a));
    return Math.max(-least, greatest);
  }
  const scale = powerOfTwoAbove(a.data);
  const scaled = { ...a, data: a.data.map((x) => x / scale) };
  const wide = a.columns > a.rows;
  const gram = multiplyMatrices(scaled, scaled, wide ? { adjointB: true } : { adjointA: true });
  return rescaled(norm, Math.sqrt(Math.max(0, extremeEigenvalues(gram)[1])), scale);
}

/**
 * Trace norm ‖A‖₁ = tr|A|, the sum of the singular values (of |eigenvalues|, if A is Hermitian).
 * @throws RangeError when an entry is not finite, or the norm exceeds 1.8e308.
 */
export function traceNorm(a: DenseMatrix): number {
  return rescaled(
    norm,
    singularSpectrum(a).reduce((sum, x) => sum + x, 0),
    1,
  );
}

/**
 * Hilbert–Schmidt (Frobenius) norm ‖A‖₂ = √tr(A*A) = √Σ|a_ij|².
 * @throws RangeError when an entry is not finite, or the norm exceeds 1.8e308.
 */
export function hilbertSchmidtNorm(a: DenseMatrix): number {
  checkFiniteMatrix('a', a);
  const scale = powerOfTwoAbove(a.data);
  let sum = 0;
  for (let k = 0; k < a.data.length; k++) sum += (a.data[k] / scale) ** 2;
  return rescaled(norm, Math.sqrt(sum), scale);
}

/**
 * Schatten norm ‖A‖_p = (Σ σ_kᵖ)^(1/p) for 1 ≤ p < ∞ (p = 1: trace norm, p = 2: Hilbert–Schmidt norm).
 * @throws RangeError when an entry or p is not finite, p < 1, or the norm exceeds 1.8e308.
 */
export function schattenNorm(a: DenseMatrix, p: number): number {
  if (!(positive('p', p) >= 1)) throw new RangeError(`p must be a finite number >= 1, got ${p}`);
  const spectrum = singularSpectrum(a);
  const largest = spectrum.reduce((x, y) => Math.max(x, y), 0);
  if (largest === 0) return 0;
  return rescaled(norm, spectrum.reduce((sum, x) => sum + (x / largest) ** p, 0) ** (1 / p), largest);
}

/**
 * Certain bounds of the operator norm in O(n²): the longest row or column from below, and the smaller of the
 * Hilbert–Schmidt norm and √(‖A‖₁‖A‖_∞) (largest column sum times largest row sum of moduli) from above. The latter is at
 * most √n times the truth; rounding is accounted for. A bound above 1.8e308 is Infinity.
 * @throws RangeError when an entry is not finite.
 */
export function operatorNormBounds(a: DenseMatrix): { lower: number; upper: number } {
  checkFiniteMatrix('a', a);
  const { rows, columns, data } = a;
  const width = entryWidth(a.kind);
  const scale = powerOfTwoAbove(data);
  const [rowSums, rowSquares] = [new Float64Array(rows), new Float64Array(rows)];
  const [columnSums, columnSquares] = [new Float64Array(columns), new Float64Array(columns)];
  for (let i = 0, k = 0; i < rows; i++)
    for (let j = 0; j < columns; j++, k += width) {
      const re = data[k] / scale;
      const im = width === 2 ? data[k + 1] / scale : 0;
      const square = re * re + im * im;
      const modulus = Math.sqrt(square);
      rowSums[i] += modulus;
      columnSums[j] += modulus;
      rowSquares[i] += square;
      columnSquares[j] += square;
    }
  const largest = (values: Float64Array): number => values.reduce((x, y) => Math.max(x, y), 0);
  const total = rowSquares.reduce((sum, x) => sum + x, 0);
  // Sums of at most rows + columns roundings, a square root and a product; underflow adds less than 1e−150, and one
  // denormal number when the scale is put back.
  const slack = 2 ** -52 * (rows + columns + 8);
  const lower = Math.sqrt(Math.max(largest(rowSquares), largest(columnSquares)));
  const upper = Math.sqrt(Math.min(total, largest(rowSums) * largest(columnSums)));
  return {
    lower: Math.min(Number.MAX_VALUE, Math.max(0, scale * (lower * (1 - slack) - 1e-150) - Number.MIN_VALUE)),
    upper: data.every((x) => x === 0) ? 0 : scale * (upper * (1 + slack) + 1e-150) + Number.MIN_VALUE,
  };
}
