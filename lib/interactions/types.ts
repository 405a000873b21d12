/** Dimension of position space. */
export type Dimension = 1 | 2 | 3;

/**
 * A number that stands on the right side of an inequality, with the way it was found.
 * - `exact`: closed form; - `upper`: certainly not smaller than the truth (interval arithmetic);
 * - `given`: stated by whoever made the interaction, and contradicted at no probe point: taken on their word;
 * - `estimate`: computed, but not certain: a verdict that rests on it is *undecided*.
 */
export interface Bound {
  readonly value: number;
  readonly kind: 'exact' | 'upper' | 'given' | 'estimate';
  /** One line for the reader: the formula or the method. */
  readonly how: string;
}

/** The notes' hypotheses on V: (H1) even, (H2) C¹ with bounded Lipschitz gradient, (H3) Kato, (H4) V̂ ∈ L¹, (H5) V² ≤ C(I−Δ). */
export type HypothesisName = 'H1' | 'H2' | 'H3' | 'H4' | 'H5';

export interface HypothesisVerdict {
  readonly name: HypothesisName;
  readonly holds: boolean | 'unknown';
  /** What proves or breaks it, with a number: `sup|∇V| = ∞: |∇V(z)| = |z| grows without bound`. */
  readonly witness: string;
}

/** V(z) = value(|z|²) and ∇V(z) = gradientFactor(|z|²)·z. For singular V both may be infinite at 0. */
export interface RadialProfile {
  value(r2: number): number;
  gradientFactor(r2: number): number;
}

/** One mode a·cos(k z) of a trigonometric potential in d = 1. */
export interface CosineMode {
  readonly wavenumber: number;
  readonly amplitude: number;
}

/**
 * A pair interaction V: Rᵈ → R. Units are the notes': the mean-field Hamiltonian of N particles is
 * Σ|ξ_j|²/2 + (1/N)Σ_{k<l}V(x_k−x_l).
 */
export interface Interaction {
  readonly name: string;
  /** V as text with its numbers in place, for titles and legends: `V(z) = 2·exp(−|z|²/2)`. */
  readonly formula: string;
  readonly dimension: Dimension;
  /** Period of V in each coordinate, if positions may be read on the circle (d = 1 only). */
  readonly period?: number;
  /** Present when V depends on |z| only. */
  readonly radial?: RadialProfile;
  /** Present when V(z) = Σ a cos(kz): forces cost O(N). */
  readonly cosineModes?: readonly CosineMode[];
  /** Present when V(z) = κ|z|²/2: forces cost O(N). */
  readonly stiffness?: number;
  /** Present when V(z) = q/|z| in d = 3: forces have a loop of their own. */
  readonly coulombCharge?: number;
  /** True when V or ∇V is infinite or discontinuous at z = 0. */
  readonly singularAtOrigin: boolean;
  /** V(z), z of length d. */
  value(z: ArrayLike<number>): number;
  /** ∇V(z) written to out (length d); the value at z = 0 is 0 by convention, as for every even C¹ potential. */
  gradientInto(z: ArrayLike<number>, out: Float64Array): void;
  /** V̂(ω) = ∫e^{−iω·z}V(z)dz at a wave vector of length |ω| (radial V), where it exists as a function. */
  readonly fourier?: (omega: number) => number;
  /**
   * ∫_{|z|<L}e^{−iω·z}V(z)dz at a wave vector of length |ω| ≥ 0, smooth in ω where V̂ is not: fields in empty space need no
   * more of V than what is nearer than the diameter L of the charge.
   */
  readonly truncatedFourier?: (omega: number, radius: number) => number;
  /** Lip(∇V) in the Euclidean norm (∞ when ∇V is not Lipschitz). */
  readonly lipschitzGradient: Bound;
  /** sup|∇V|. */
  readonly supGradient: Bound;
  /** sup|V|. */
  readonly supValue: Bound;
  /** ‖V̂‖_{L¹} (total mass when V̂ is a measure; for cosine modes 2π·Σ|a|). */
  readonly fourierNorm: Bound;
  readonly hypotheses: readonly HypothesisVerdict[];
}
