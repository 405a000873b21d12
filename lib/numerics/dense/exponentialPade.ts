import { largestColumnSum } from './condition';
import { addMatrices, identityMatrix, scaleMatrix, trace } from './elementary';
import { luFactor } from './lu';
import { type DenseMatrix, entryWidth } from './matrix';
import { multiplyMatrices, ProductOverflow } from './multiply';

/**
 * The largest size of A (in the sense of `powerSizes`) for which the diagonal Padé approximant of degree m has a relative
 * backward error below 2⁻⁵³ (A. Al-Mohy and N. J. Higham, SIAM J. Matrix Anal. Appl. 31 (2009), table 3.1 and §3).
 */
const degrees: readonly (readonly [degree: number, size: number])[] = [
  [3, 1.495585217958292e-2],
  [5, 2.53939833006323e-1],
  [7, 9.504178996162932e-1],
  [9, 2.097847961257068],
  [13, 4.25],
];

/** c_j of the numerator Σ c_j x^j of the approximant of exp; the denominator is the same in −x. */
function padeCoefficients(degree: number): number[] {
  const out = [1];
  for (let j = 1; j <= degree; j++) out.push((out[j - 1] * (degree - j + 1)) / ((2 * degree - j + 1) * j));
  return out;
}

/** Above this norm A⁶ may overflow: then the norm itself is the measure. */
const largestForPowers = 1e50;

/**
 * exp(A) by scaling and squaring: r(A/2ˢ) raised to the power 2ˢ, with s from the norms of powers of A, which for a matrix
 * far from normal are much smaller than powers of its norm: scaling by the norm would round the small entries away.
 * @throws RangeError when a column sum of A, or exp(A), exceeds 1.8e308.
 */
export function matrixExponentialPade(a: DenseMatrix): DenseMatrix {
  const norm = largestColumnSum(a);
  if (norm === Infinity) throw new RangeError('a must have column sums below 1.8e308, but one overflows');
  // |tr exp(A)| need not be large, but the spectral radius is at least exp(Re tr A/n), and at most n times the largest entry.
  const mean = trace(scaleMatrix(a, 1 / a.rows)).re;
  if (mean - Math.log(a.rows) > Math.log(Number.MAX_VALUE)) refuse(norm);
  const powers = norm < largestForPowers ? evenPowers(a) : undefined;
  const { degree, squarings } = scalingOf(a, norm, powers);
  const factor = 2 ** -squarings;
  const scaled = scaleMatrix(a, factor);
  const even = powers?.map((power, k) => scaleMatrix(power, factor ** (2 * k + 2))) ?? evenPowers(scaled);
  let out = padeApproximant(scaled, even, degree);
  try {
    for (let k = 0; k < squarings; k++) out = multiplyMatrices(out, out);
  } catch (error) {
    if (error instanceof ProductOverflow) refuse(norm);
    throw error;
  }
  return out;
}

/** A², A⁴ and A⁶. */
function evenPowers(a: DenseMatrix): DenseMatrix[] {
  const second = multiplyMatrices(a, a);
  const fourth = multiplyMatrices(second, second);
  return [second, fourth, multiplyMatrices(fourth, second)];
}

/** Degree of the approximant and number of squarings, after Algorithm 3.1 of Al-Mohy and Higham. */
function scalingOf(
  a: DenseMatrix,
  norm: number,
  powers: readonly DenseMatrix[] | undefined,
): { degree: number; squarings: number } {
  const [size, size13] = powers ? powerSizes(powers) : [norm, norm];
  for (const [degree, limit] of degrees.slice(0, 4))
    if (size <= limit && extraScaling(a, norm, degree) === 0) return { degree, squarings: 0 };
  const [degree, limit] = degrees[4];
  const squarings = Math.max(0, Math.ceil(Math.log2(size13 / limit)));
  const extra = powers ? extraScaling(a, norm, degree, 2 ** -squarings) : 0;
  return { degree, squarings: squarings + extra };
}

/**
 * What serves as the size of A for the degrees up to 9, max(‖A⁴‖^{1/4}, ‖A⁶‖^{1/6}), and for 13: the larger of ‖A⁴‖^{1/4}, which
 * bounds ‖A⁸‖^{1/8}, and (‖A⁴‖·‖A⁶‖)^{1/10}, which bounds ‖A¹⁰‖^{1/10}.
 */
function powerSizes([, fourth, sixth]: readonly DenseMatrix[]): [number, number] {
  const d4 = largestColumnSum(fourth) ** (1 / 4);
  const d6 = largestColumnSum(sixth) ** (1 / 6);
  return [Math.max(d4, d6), Math.max(d4, d4 ** 0.4 * d6 ** 0.6)];
}

/** Squarings beyond those of the powers, when |A|^{2m+1} is so large that the error of the approximant would show. */
function extraScaling(a: DenseMatrix, norm: number, degree: number, scale = 1): number {
  if (norm === 0) return 0;
  const width = entryWidth(a.kind);
  const n = a.rows;
  const moduli = new Float64Array(n * n);
  for (let k = 0; k < n * n; k++)
    moduli[k] = scale * (width === 1 ? Math.abs(a.data[k]) : Math.hypot(a.data[2 * k], a.data[2 * k + 1]));
  let row = new Float64Array(n).fill(1);
  let exponent = 0;
  for (let power = 0; power < 2 * degree + 1; power++) {
    const next = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) next[j] += row[i] * moduli[i * n + j];
    const largest = next.reduce((x, y) => Math.max(x, y), 0);
    if (largest === 0) return 0;
    exponent += Math.log2(largest);
    row = next.map((value) => value / largest);
  }
  // The first coefficient of the backward error is 1/(C(2m, m)·(2m + 1)!).
  let coefficient = 0;
  for (let j = 1; j <= degree; j++) coefficient += Math.log2((degree + j) / j);
  for (let j = 2; j <= 2 * degree + 1; j++) coefficient += Math.log2(j);
  const excess = exponent - Math.log2(norm * scale) - coefficient + 53;
  return Math.max(0, Math.ceil(excess / (2 * degree)));
}

function refuse(norm: number): never {
  throw new RangeError(`exp(a) must stay below 1.8e308, but it overflows (‖a‖₁ = ${norm})`);
}

/** (V − U)⁻¹(V + U) with the even part V and the odd part U of the numerator; `powers` are A², A⁴ and A⁶. */
function padeApproximant(a: DenseMatrix, powers: readonly DenseMatrix[], degree: number): DenseMatrix {
  const c = padeCoefficients(degree);
  const squares = [identityMatrix(a.rows), ...powers];
  const polynomial = degree === 13 ? splitPolynomial : plainPolynomial;
  if (degree === 9) squares.push(multiplyMatrices(powers[2], powers[0]));
  const coefficients = (parity: number): number[] => c.filter((_, j) => j % 2 === parity);
  const even = polynomial(coefficients(0), squares);
  const odd = multiplyMatrices(a, polynomial(coefficients(1), squares));
  return luFactor(addMatrices(even, odd, -1)).solve(addMatrices(even, odd));
}

/** Σ_k c_k A^(2k) with all the powers at hand. */
function plainPolynomial(c: readonly number[], squares: readonly DenseMatrix[]): DenseMatrix {
  let out = scaleMatrix(squares[0], c[0]);
  for (let k = 1; k < c.length; k++) out = addMatrices(out, squares[k], c[k]);
  return out;
}

/** Σ_(k ≤ 6) c_k A^(2k) from A², A⁴ and A⁶: one product instead of three. */
function splitPolynomial(c: readonly number[], squares: readonly DenseMatrix[]): DenseMatrix {
  const high = plainPolynomial([0, ...c.slice(4)], squares);
  return addMatrices(plainPolynomial(c.slice(0, 4), squares), multiplyMatrices(squares[3], high));
}
