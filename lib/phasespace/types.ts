import type { DenseMatrix } from '../numerics/dense';
/** A density operator of finite rank on L²(R^d) in an orthonormal basis of its range, with what E_ε needs of position and momentum. */
export interface CompressedState {
  /** ε, the semiclassical parameter (Planck's constant). */
  readonly epsilon: number;
  /** R, r × r, Hermitian, positive, trace 1. */
  readonly density: DenseMatrix;
  /** Compressions of the coordinates Y_j, one for each of the d axes. */
  readonly position: readonly DenseMatrix[];
  /** Compressions of P_j = −iε∂_j. */
  readonly momentum: readonly DenseMatrix[];
  /** Compression of |Y|² + |P|²: not the square of the compressions. */
  readonly square: DenseMatrix;
  /** Mass of the true state that the truncation leaves out (0 for finite rank). */
  readonly truncation: number;
}
