import type { DenseMatrix } from '../numerics/dense';
import { eigenHermitian } from '../numerics/dense/eigen';
import { scaleMatrix, trace } from '../numerics/dense/elementary';
import { hermitianPart } from '../numerics/dense/hermitian';
import { checkFiniteMatrix, checkHermitian } from '../numerics/dense/matrix';
import { numberIn, positive, shown } from '../numerics/guards';
import type { QuantumGrid } from '../solvers/quantum/grid/grid';

/**
 * Density operators R on L²(R^d), d = 1 or 2, by families, each in the form in which it is exact. ε is Planck's constant,
 * P = −iε∂; points of phase space are z = (x_1, …, x_d, ξ_1, …, ξ_d).
 */
export type DensityState = FockState | CoherentSpan | GaussianMixture | GridState | ProductState;

/** The families in d = 1. */
export type LineState = FockState | CoherentSpan | GaussianMixture | GridState;

/** R = Σ density_mn |h_m⟩⟨h_n| in the Fock basis of d = 1: the eigenstates of Y² + P², with eigenvalues ε(2n+1). */
export interface FockState {
  readonly kind: 'fock';
  readonly dimension: 1;
  readonly epsilon: number;
  /** M × M, Hermitian, positive, trace 1. */
  readonly density: DenseMatrix;
  /** τ, the mass of the state it stands for beyond level M − 1: their distance in trace norm is at most 2√τ + τ. */
  readonly truncation: number;
}

/** R = Σ coefficients_jk |z_j⟩⟨z_k|, |z⟩ = |q+ip, ε⟩ = (πε)^{−d/4} e^{−|x−q|²/2ε} e^{ip·x/ε} (not orthogonal). */
export interface CoherentSpan {
  readonly kind: 'coherent';
  readonly dimension: 1 | 2;
  readonly epsilon: number;
  /** z_k = (q, p), of length 2d. */
  readonly points: readonly Float64Array[];
  /** K × K, Hermitian, with R ≥ 0 and tr R = 1. */
  readonly coefficients: DenseMatrix;
}

/** The mixture of states whose Wigner functions are the normal laws N(mean, covariance) on R^{2d}. */
export interface GaussianMixture {
  readonly kind: 'gaussian';
  readonly dimension: 1 | 2;
  readonly epsilon: number;
  readonly weights: Float64Array;
  readonly means: readonly Float64Array[];
  /** Real 2d × 2d with covariance + iεJ/2 ≥ 0; for d = 1: determinant ≥ ε²/4. */
  readonly covariances: readonly DenseMatrix[];
}

/** R = Σ weights_k |ψ_k⟩⟨ψ_k| with wave functions on a box in empty space. */
export interface GridState {
  readonly kind: 'grid';
  readonly dimension: 1 | 2;
  readonly epsilon: number;
  readonly grid: QuantumGrid;
  readonly weights: Float64Array;
  /** Amplitudes of norm 1 (interleaved, Σ|ψ|²·cell = 1); they need not be orthogonal. */
  readonly waves: readonly Float64Array[];
}

/** R₁ ⊗ R₂, the factors on the coordinates x₁ and x₂ of d = 2. */
export interface ProductState {
  readonly kind: 'product';
  readonly dimension: 2;
  readonly epsilon: number;
  readonly factors: readonly [LineState, LineState];
}

/** ε as a number > 0 whose powers are numbers too; otherwise a RangeError. */
export function checkedEpsilon(epsilon: number): number {
  return numberIn('epsilon', positive('epsilon', epsilon), 1e-30, 1e30);
}

/** Deviations of a trace from 1 that are mended in silence, and eigenvalues below 0 that count as rounding. */
const traceTolerance = 1e-9;

/**
 * A density matrix in an orthonormal basis, with trace 1 to rounding and exactly Hermitian.
 * @throws RangeError when it is not Hermitian, not positive or not of trace one, with the number.
 */
export function checkedDensity(name: string, matrix: DenseMatrix): DenseMatrix {
  checkFiniteMatrix(name, matrix);
  checkHermitian(name, matrix);
  const { re } = trace(matrix);
  if (!(Math.abs(re - 1) <= traceTolerance))
    throw new RangeError(`${name} must have trace 1 (within ${traceTolerance}), got trace ${re}`);
  const density = hermitianPart(scaleMatrix(matrix, 1 / re));
  checkPositive(name, density);
  return density;
}

/** RangeError when an eigenvalue of the Hermitian matrix lies below −1e−9. */
export function checkPositive(name: string, matrix: DenseMatrix): void {
  const least = eigenHermitian(matrix).values[0];
  if (!(least >= -traceTolerance))
    throw new RangeError(`${name} must be positive (no eigenvalue below 0), got the eigenvalue ${least}`);
}

const makers = 'fockState, coherentState, gaussianState, gridState and their kin make one';

const partsOf: { readonly [K in DensityState['kind']]: readonly string[] } = {
  fock: ['density'],
  coherent: ['points', 'coefficients'],
  gaussian: ['weights', 'means', 'covariances'],
  grid: ['grid', 'weights', 'waves'],
  product: ['factors'],
};

/** RangeError unless it is a state: of one of the families, with the parts of that family. */
export function checkState(name: string, state: DensityState): void {
  const parts = Object.hasOwn(partsOf, state?.kind) ? partsOf[state.kind] : undefined;
  if (!parts) throw new RangeError(`${name} must be a state, got ${shown(state)}: ${makers}`);
  for (const part of parts)
    if (typeof (state as unknown as Record<string, unknown>)[part] !== 'object')
      throw new RangeError(`${name} must be a state, got a ${state.kind} one without ${part}: ${makers}`);
}

/** RangeError unless it is a state of d = 1. */
export function checkLine(name: string, state: DensityState): asserts state is LineState {
  checkState(name, state);
  if (state.dimension !== 1)
    throw new RangeError(`${name} must be a state in d = 1, got one in d = ${state.dimension}`);
}
