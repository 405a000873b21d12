import { choleskyFactor } from './cholesky';
import { eigenHermitian, type HermitianEigen, type HermitianEigenOptions } from './eigen';
import { adjoint } from './elementary';
import { hermitianPart } from './hermitian';
import { checkHermitian, checkMatrix, type DenseMatrix } from './matrix';
import { solveTriangular } from './triangular';

/**
 * The generalised Hermitian problem A x = λ B x with B positive definite: eigenvalues ascending, vectors in the columns of
 * X with X* B X = I, or the part of them that `range` asks for (positions in the ascending spectrum).
 *
 * B = L L* turns it into the ordinary problem of L⁻¹ A L⁻*. Errors are of the order of ε·κ(B)·‖L⁻¹ A L⁻*‖: an
 * ill-conditioned B spoils all eigenvalues.
 * @throws RangeError when A or B is not Hermitian, their sizes differ, B is not positive definite, `range` is not inside
 * [0, n − 1], or an eigenvalue exceeds 1.8e308.
 */
export function eigenGeneralized(
  a: DenseMatrix,
  b: DenseMatrix,
  options: HermitianEigenOptions = {},
): HermitianEigen {
  checkHermitian('a', a);
  checkMatrix('b', b);
  if (b.rows !== a.rows || b.columns !== a.columns)
    throw new RangeError(`b must be ${a.rows} × ${a.rows} like a, got ${b.rows} × ${b.columns}`);
  const { lower } = namingB(() => choleskyFactor(b));
  // (L⁻¹ A)* = A L⁻*, hence a second division from the left.
  const half = solveTriangular(lower, a, { shape: 'lower' });
  const reduced = solveTriangular(lower, adjoint(half), { shape: 'lower' });
  const { values, vectors } = eigenHermitian(hermitianPart(reduced), options);
  return { values, vectors: solveTriangular(lower, vectors, { shape: 'lower', adjoint: true }) };
}

/** Cholesky's refusals speak of its own parameter `a`. */
function namingB<T>(factor: () => T): T {
  try {
    return factor();
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(error.message.replace(/^a /, 'b '));
    throw error;
  }
}
