import { largestColumnSum } from './condition';
import { addMatrices, identityMatrix, scaleMatrix, trace } from './elementary';
import { luFactor } from './lu';
import type { DenseMatrix } from './matrix';
import { multiplyMatrices, ProductOverflow } from './multiply';

/**
 * The largest ‖A‖₁ for which the diagonal Padé approximant of degree m has a relative backward error below 2⁻⁵³
 * (N. J. Higham, SIAM J. Matrix Anal. Appl. 26 (2005), table 2.3).
 */
const degrees: readonly (readonly [degree: number, norm: number])[] = [
  [3, 1.495585217958292e-2],
  [5, 2.53939833006323e-1],
  [7, 9.504178996162932e-1],
  [9, 2.097847961257068],
  [13, 5.371920351148152],
];

/** c_j of the numerator Σ c_j x^j of the approximant of exp; the denominator is the same in −x. */
function padeCoefficients(degree: number): number[] {
  const out = [1];
  for (let j = 1; j <= degree; j++) out.push((out[j - 1] * (degree - j + 1)) / ((2 * degree - j + 1) * j));
  return out;
}

/**
 * exp(A) by scaling and squaring: r(A/2ˢ) raised to the power 2ˢ.
 * @throws RangeError when a column sum of A, or exp(A), exceeds 1.8e308.
 */
export function matrixExponentialPade(a: DenseMatrix): DenseMatrix {
  const norm = largestColumnSum(a);
  if (norm === Infinity) throw new RangeError('a must have column sums below 1.8e308, but one overflows');
  // |tr exp(A)| need not be large, but the spectral radius is at least exp(Re tr A/n), and at most n times the largest entry.
  const mean = trace(scaleMatrix(a, 1 / a.rows)).re;
  if (mean - Math.log(a.rows) > Math.log(Number.MAX_VALUE)) refuse(norm);
  const [degree, limit] = degrees.find(([, largest]) => norm <= largest) ?? degrees[degrees.length - 1];
  const squarings = Math.max(0, Math.ceil(Math.log2(norm / limit)));
  let out = padeApproximant(scaleMatrix(a, 2 ** -squarings), degree);
  try {
    for (let k = 0; k < squarings; k++) out = multiplyMatrices(out, out);
  } catch (error) {
    if (error instanceof ProductOverflow) refuse(norm);
    throw error;
  }
  return out;
}

function refuse(norm: number): never {
  throw new RangeError(`exp(a) must stay below 1.8e308, but it overflows (‖a‖₁ = ${norm})`);
}

/** (V − U)⁻¹(V + U) with the even part V and the odd part U of the numerator. */
function padeApproximant(a: DenseMatrix, degree: number): DenseMatrix {
  const c = padeCoefficients(degree);
  const squares = [identityMatrix(a.rows), multiplyMatrices(a, a)];
  const polynomial = degree === 13 ? splitPolynomial : plainPolynomial;
  while (squares.length <= (degree === 13 ? 3 : degree >> 1))
    squares.push(multiplyMatrices(squares[squares.length - 1], squares[1]));
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
