import { matrixSquareRoot } from '../../../numerics/dense/functions';
import { checkHermitian, type DenseMatrix, realMatrix } from '../../../numerics/dense/matrix';
import { multiplyMatrices } from '../../../numerics/dense/multiply';
import { pseudoInverse, singularValueDecomposition } from '../../../numerics/dense/singularValues';
import { finiteArray, numberIn } from '../../../numerics/guards';

/** A normal law on Rⁿ; the covariance is positive semidefinite and may be singular, 0 for a point mass. */
export interface GaussianLaw {
  readonly mean: ArrayLike<number>;
  /** Real symmetric n × n; `denseMatrix([[1, 0], [0, 2]])` makes one. */
  readonly covariance: DenseMatrix;
}

/** The optimal transport for |x−y|² between two normal laws. */
export interface TransportGaussianResult {
  /** dist_MK,2, not its square. */
  readonly distance: number;
  /** C = E (x − E x)(y − E y)ᵀ of an optimal coupling, which is normal on R²ⁿ. */
  readonly crossCovariance: DenseMatrix;
  /**
   * The matrix T of the optimal map x ↦ m₂ + T(x − m₁), T Σ₁ Tᵀ = Σ₂; absent when no map is optimal, which needs a
   * singular Σ₁. On the kernel of Σ₁ it is 0; it is symmetric when Σ₁ is regular.
   */
  readonly map?: DenseMatrix;
  /** The law of (1−t)x + ty at time t in [0, 1]: displacement interpolation, the geodesic of dist_MK,2. */
  interpolate(t: number): { mean: Float64Array; covariance: DenseMatrix };
}

/**
 * dist_MK,2(N(m₁,Σ₁), N(m₂,Σ₂))² = |m₁−m₂|² + tr(Σ₁ + Σ₂ − 2(Σ₁^{1/2}Σ₂Σ₁^{1/2})^{1/2}) (C. R. Givens and R. M. Shortt,
 * Michigan Math. J. 31, 1984). With Σ₂^{1/2}Σ₁^{1/2} = P S Qᵀ the trace is ‖Σ₁^{1/2} − Σ₂^{1/2}PQᵀ‖², which is computed:
 * no digits cancel when both laws are close, and covariances may be singular.
 * @throws RangeError when sizes do not fit or a covariance is not symmetric and positive semidefinite.
 */
export function transportGaussian(first: GaussianLaw, second: GaussianLaw): TransportGaussianResult {
  const a = checkedLaw('first', first);
  const b = checkedLaw('second', second);
  const n = a.mean.length;
  if (b.mean.length !== n)
    throw new RangeError(`second.mean must have length ${n} like first.mean, got length ${b.mean.length}`);
  const { u: p, v: q } = singularValueDecomposition(multiplyMatrices(b.root, a.root));
  const rotated = multiplyMatrices(b.root, multiplyMatrices(p, q, { adjointB: true }));
  let square = 0;
  for (let i = 0; i < n; i++) square += (a.mean[i] - b.mean[i]) ** 2;
  for (let k = 0; k < n * n; k++) square += (a.root.data[k] - rotated.data[k]) ** 2;
  const crossCovariance = multiplyMatrices(a.root, rotated, { adjointB: true });
  return {
    distance: Math.sqrt(square),
    crossCovariance,
    map: optimalMap(a, b, rotated),
    interpolate: (t) => {
      const s = 1 - numberIn('t', t, 0, 1);
      const c = crossCovariance.data;
      const covariance = realMatrix(n, n);
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          covariance.data[i * n + j] =
            s * s * a.covariance.data[i * n + j] +
            t * t * b.covariance.data[i * n + j] +
            s * t * (c[i * n + j] + c[j * n + i]);
      return { mean: a.mean.map((m, i) => s * m + t * b.mean[i]), covariance };
    },
  };
}

interface CheckedLaw {
  readonly mean: Float64Array;
  readonly covariance: DenseMatrix;
  readonly root: DenseMatrix;
}

function checkedLaw(name: string, { mean: given, covariance }: GaussianLaw): CheckedLaw {
  const mean = finiteArray(`${name}.mean`, given);
  if (covariance?.kind !== 'real' || covariance.rows !== mean.length)
    throw new RangeError(
      `${name}.covariance must be a real ${mean.length} × ${mean.length} matrix, got ${covariance?.kind} with ${covariance?.rows} rows`,
    );
  checkHermitian(`${name}.covariance`, covariance);
  return { mean, covariance, root: matrixSquareRoot(covariance) };
}

/** Rank decisions and the check of T Σ₁ T = Σ₂ forgive square roots of rounding, for roots of covariances are taken. */
const TOLERANCE = 1e-7;

/** Σ₂^{1/2}PQᵀ(Σ₁^{1/2})⁺, if it carries Σ₁ to Σ₂. */
function optimalMap(a: CheckedLaw, b: CheckedLaw, rotated: DenseMatrix): DenseMatrix | undefined {
  const n = a.mean.length;
  const largest = (m: DenseMatrix): number =>
    m.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest(a.root) === 0) return largest(b.root) === 0 ? realMatrix(n, n) : undefined;
  const t = multiplyMatrices(rotated, pseudoInverse(a.root, { tolerance: TOLERANCE }));
  const image = multiplyMatrices(t, a.root);
  let defect = 0;
  for (let k = 0; k < n * n; k++) defect = Math.max(defect, Math.abs(image.data[k] - rotated.data[k]));
  if (defect > TOLERANCE * largest(b.root)) return undefined;
  return t;
}
