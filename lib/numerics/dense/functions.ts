import { finite } from '../guards';
import { eigenHermitian, type HermitianEigen } from './eigen';
import { scaleMatrix } from './elementary';
import { matrixExponentialPade } from './exponentialPade';
import { hermitianPart, isHermitian } from './hermitian';
import {
  checkFiniteMatrix,
  checkHermitian,
  checkSquare,
  type DenseMatrix,
  entryWidth,
  realMatrix,
  toComplex,
} from './matrix';
import { multiplyMatrices } from './multiply';

const epsilon = 2 ** -52;

/**
 * f(A) = V·diag(f(λ_k))·V* for a Hermitian (real symmetric) matrix A = V·diag(λ_k)·V* and a real function of a real
 * variable; of the kind of A, and Hermitian to the last bit. The error is of the order of ε·√n·(max|f(λ_k)| + L·‖A‖), L
 * being a Lipschitz constant of f on the spectrum.
 * @throws RangeError when A is not Hermitian, or f(λ) is not finite at an eigenvalue.
 */
export function hermitianFunction(a: DenseMatrix, f: (eigenvalue: number) => number): DenseMatrix {
  return fromSpectrum(eigenHermitian(a), f);
}

function fromSpectrum({ values, vectors }: HermitianEigen, f: (eigenvalue: number) => number): DenseMatrix {
  const images = values.map((value) => finite(`f(${value})`, f(value)));
  const scaled = scaleColumns(vectors, images);
  return hermitianPart(multiplyMatrices(scaled, vectors, { adjointB: true }));
}

function scaleColumns(v: DenseMatrix, factors: Float64Array): DenseMatrix {
  const { rows, columns } = v;
  const width = entryWidth(v.kind);
  const data = v.data.slice();
  for (let i = 0, k = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) for (let part = 0; part < width; part++, k++) data[k] *= factors[j];
  return { ...v, data };
}

/**
 * The positive semidefinite square root of a positive semidefinite matrix: S·S = A. Eigenvalues that rounding made
 * negative, λ ≥ −10·n·ε·‖A‖, count as zero.
 * @throws RangeError when A is not Hermitian, or has an eigenvalue below that, with its value.
 */
export function matrixSquareRoot(a: DenseMatrix): DenseMatrix {
  const eigen = eigenHermitian(a);
  const [smallest, largest] = [eigen.values[0], eigen.values[a.rows - 1]];
  const tolerance = 10 * a.rows * epsilon * Math.max(Math.abs(smallest), Math.abs(largest));
  if (smallest < -tolerance)
    throw new RangeError(
      `a must be positive semidefinite (eigenvalues >= ${-tolerance}), got an eigenvalue ${smallest}`,
    );
  return fromSpectrum(eigen, (value) => Math.sqrt(Math.max(0, value)));
}

/**
 * The Hermitian logarithm of a positive definite matrix: exp(log A) = A. Its error is of the order of ε·κ(A), since the
 * smallest eigenvalue is only known to ε·‖A‖. (For an entropy −tr ρ log ρ, where ρ may have eigenvalues 0, take
 * `eigenvaluesHermitian` and sum −λ log λ.)
 * @throws RangeError when A is not Hermitian, or has an eigenvalue ≤ n·ε·‖A‖, with its value.
 */
export function matrixLogarithm(a: DenseMatrix): DenseMatrix {
  const eigen = eigenHermitian(a);
  const smallest = eigen.values[0];
  const tolerance = a.rows * epsilon * Math.abs(eigen.values[a.rows - 1]);
  if (!(smallest > tolerance))
    throw new RangeError(
      `a must be positive definite (eigenvalues > ${tolerance}), got an eigenvalue ${smallest}`,
    );
  return fromSpectrum(eigen, Math.log);
}

/**
 * exp(A) of a square matrix. Exactly Hermitian and exactly skew-Hermitian matrices go through their eigenvectors (exp(A) is
 * then positive definite, or unitary, to rounding), all others through Padé approximants and repeated squaring.
 * The error of the latter is that of a backward stable method for ‖A‖₁ below 1e50.
 * @throws RangeError when A is not square, an entry is not finite, or exp(A), a column sum or an eigenvalue of A exceeds
 * 1.8e308.
 */
export function matrixExponential(a: DenseMatrix): DenseMatrix {
  checkSquare('a', a);
  checkFiniteMatrix('a', a);
  if (isHermitian(a, 1)) {
    const eigen = eigenHermitian(a);
    const largest = eigen.values[a.rows - 1];
    if (largest > Math.log(Number.MAX_VALUE))
      throw new RangeError(`exp(a) must stay below 1.8e308, but a has the eigenvalue ${largest}`);
    return fromSpectrum(eigen, Math.exp);
  }
  if (isHermitian(a, -1)) {
    const unitary = unitaryExponential(hermitianPart(scaleMatrix(toComplex(a), { re: 0, im: 1 })), 1);
    return a.kind === 'complex' ? unitary : realPart(unitary);
  }
  return matrixExponentialPade(a);
}

function realPart({ rows, columns, data }: DenseMatrix): DenseMatrix {
  return realMatrix(
    rows,
    columns,
    data.filter((_, k) => k % 2 === 0),
  );
}

/**
 * exp(−i·t·H) for a Hermitian H: the propagator of i ψ′ = H ψ over the time t (with ħ = 1), always complex; unitary to
 * rounding for every t. The phases, and so the result, are accurate to ε·|t|·‖H‖.
 * @throws RangeError when H is not Hermitian or t is not finite.
 */
export function unitaryExponential(h: DenseMatrix, t: number): DenseMatrix {
  checkHermitian('h', h);
  finite('t', t);
  const { values, vectors } = eigenHermitian(h);
  const v = toComplex(vectors);
  const turned = { ...v, data: v.data.slice() };
  const n = h.rows;
  for (let j = 0; j < n; j++) {
    const phase = finite('t·λ', t * values[j]);
    const [c, s] = [Math.cos(phase), Math.sin(phase)];
    for (let k = 2 * j; k < turned.data.length; k += 2 * n) {
      const [re, im] = [v.data[k], v.data[k + 1]];
      turned.data[k] = c * re + s * im;
      turned.data[k + 1] = c * im - s * re;
    }
  }
  return multiplyMatrices(turned, v, { adjointB: true });
}
