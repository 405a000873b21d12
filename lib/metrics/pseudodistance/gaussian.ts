import { type DenseMatrix, realMatrix } from '../../numerics/dense';
import { checkHermitian } from '../../numerics/dense/matrix';
import { finiteArray, positive } from '../../numerics/guards';
import { minimise1d } from '../../numerics/minimise';
import { type DensityState, type PhaseSpaceAtoms, stateMoments } from '../../phasespace';
import { checkedAtoms } from '../../phasespace/coherentStates';
import type { GaussianLaw } from '../transport';

/** Entries of a symmetric 2 × 2 matrix. */
interface Plane {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const determinant = ({ a, b, c }: Plane): number => a * c - b * b;
/** tr(AB). */
const pairing = (x: Plane, y: Plane): number => x.a * y.a + 2 * x.b * y.b + x.c * y.c;
/** A⁻¹·det A. */
const adjugate = ({ a, b, c }: Plane): Plane => ({ a: c, b: -b, c: a });

/**
 * E_ε between a normal law and a Gaussian state in d = 1, and for any law and state with these means and covariances a lower bound:
 * E² = |Δm|² + tr Σ_f + tr Σ_R − 2 max_V tr (Σ_f^½(Σ_R − V)Σ_f^½)^½ over the covariances V ≤ Σ_R of pure Gaussian states, det V = ε²/4. Since
 * det(Σ_R − V) is linear in such V, the maximum is on a curve and a search in one variable finds it.
 * @throws RangeError unless both covariances are 2 × 2 and positive, and that of the state has a determinant ≥ ε²/4.
 */
export function pseudoDistanceGaussian(law: GaussianLaw, state: GaussianLaw, epsilon: number): number {
  positive('epsilon', epsilon);
  const [f, r] = [planeOf('law.covariance', law.covariance), planeOf('state.covariance', state.covariance)];
  const floor = (epsilon * epsilon) / 4;
  if (!(determinant(r) >= floor * (1 - 1e-9)) || r.a <= 0)
    throw new RangeError(
      `state.covariance must have a determinant >= epsilon²/4 = ${floor}, got ${determinant(r)}`,
    );
  const [m, n] = [finiteArray('law.mean', law.mean, 2), finiteArray('state.mean', state.mean, 2)];
  const shift = (m[0] - n[0]) ** 2 + (m[1] - n[1]) ** 2;
  const overlap = Math.sqrt(Math.max(0, largestOverlap(f, r, epsilon)));
  return Math.sqrt(Math.max(0, shift + f.a + f.c + r.a + r.c - 2 * overlap));
}

/** max_V of tr(Σ_fM) + 2(det Σ_f·det M)^½, M = Σ_R − V, the square of that trace. */
function largestOverlap(f: Plane, r: Plane, epsilon: number): number {
  // Pure to rounding: V = Σ_R is the only choice.
  if (determinant(r) - (epsilon * epsilon) / 4 <= 8 * Number.EPSILON * (r.a * r.c + r.b * r.b)) return 0;
  const conjugate = adjugate(r);
  const area = Math.max(0, determinant(f));
  const at = (s: number): { value: number; rest: number } => {
    const w = {
      a: (1 - s) * f.a + s * conjugate.a,
      b: (1 - s) * f.b + s * conjugate.b,
      c: (1 - s) * f.c + s * conjugate.c,
    };
    const size = Math.sqrt(determinant(w));
    const turned = adjugate(w);
    const scale = epsilon / (2 * size);
    const v = { a: scale * turned.a, b: scale * turned.b, c: scale * turned.c };
    const m = { a: r.a - v.a, b: r.b - v.b, c: r.c - v.c };
    const rest = determinant(r) + (epsilon * epsilon) / 4 - pairing(conjugate, v);
    const inside = rest >= 0 && m.a + m.c >= 0;
    return { value: inside ? pairing(f, m) + 2 * Math.sqrt(area * rest) : Number.NEGATIVE_INFINITY, rest };
  };
  // At s = 1 V is a multiple of Σ_R; V ≤ Σ_R from some s on.
  let [low, high] = [1e-12, 1];
  if (at(low).value === Number.NEGATIVE_INFINITY) {
    let outside = low;
    for (let k = 0; k < 60; k++) {
      const middle = (outside + high) / 2;
      if (at(middle).value === Number.NEGATIVE_INFINITY) outside = middle;
      else high = middle;
    }
    low = high;
    high = 1;
  }
  const ends = Math.max(at(low).value, at(1).value);
  if (!(low < 1) || !(ends > Number.NEGATIVE_INFINITY)) return Math.max(0, ends);
  return Math.max(ends, at(minimise1d((s) => -at(s).value, low, 1).value).value);
}

function planeOf(name: string, matrix: DenseMatrix): Plane {
  checkHermitian(name, matrix);
  if (matrix.kind !== 'real' || matrix.rows !== 2)
    throw new RangeError(
      `${name} must be a real 2 × 2 matrix, got a ${matrix.kind} one with ${matrix.rows} rows`,
    );
  const [a, b, , c] = matrix.data;
  if (!(a >= 0 && c >= 0 && a * c - b * b >= -1e-12 * (a + c) ** 2))
    throw new RangeError(`${name} must be positive, got ${[a, b, b, c]}`);
  return { a, b, c };
}

/** Mean and covariance of Σ weights_k δ_{z_k}. */
export function momentsOfAtoms(law: PhaseSpaceAtoms): GaussianLaw {
  const { points, weights } = checkedAtoms(law);
  const n = points[0].length;
  const mean = new Float64Array(n);
  const covariance = realMatrix(n, n);
  points.forEach((z, k) => {
    for (let i = 0; i < n; i++) mean[i] += weights[k] * z[i];
  });
  points.forEach((z, k) => {
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        covariance.data[i * n + j] += weights[k] * (z[i] - mean[i]) * (z[j] - mean[j]);
  });
  return { mean, covariance };
}

/**
 * A lower bound of E_ε(f, R), not its square, that knows means and covariances only: the value for Gaussian f and R with these, d = 1.
 */
export function pseudoDistanceByMoments(law: PhaseSpaceAtoms, state: DensityState): number {
  return pseudoDistanceGaussian(momentsOfAtoms(law), stateMoments(state), state.epsilon);
}
