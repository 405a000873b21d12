/**
 * Sums of −∇V and of V over weighted clouds, for one interaction. Positions are flat, particle-major, length n·d;
 * `weights` (length n) are the masses of the cloud: 1/N each for the mean-field scaling, 1 each for the plain one.
 * A particle never acts on itself (∇V(0) = 0 for even C¹ potentials; for singular ones by convention).
 */
export interface ForceSum {
  /** How the sum is done: O(N²) pairs, O(N) through Fourier modes, through the centre of mass, or through multipoles in a tree. */
  readonly strategy: 'pairs' | 'cosine modes' | 'centre of mass' | 'tree';
  /** out_j = −Σ_k weights_k ∇V(x_j − x_k). */
  selfForceInto(x: Float64Array, weights: Float64Array, out: Float64Array): void;
  /** out_j = −Σ_k weights_k ∇V(y_j − x_k): the mean field of the cloud (x, weights) at other points y. */
  fieldInto(y: Float64Array, x: Float64Array, weights: Float64Array, out: Float64Array): void;
  /** ½Σ_{j≠k} weights_j weights_k V(x_j − x_k). */
  interactionEnergy(x: Float64Array, weights: Float64Array): number;
  /** Rough seconds to sum the forces of `sources` particles at `targets` points, on a machine of 2020. */
  secondsFor(targets: number, sources: number): number;
}
