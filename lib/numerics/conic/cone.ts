/**
 * One block of the cone inside the interior-point method: the iterates X and S, their directions and what the method
 * asks of them. The scalar product is ⟨A, B⟩ = Re tr(AB); vectors over the constraints are named blocks of the arena.
 * The direction is the one of Helmberg, Rendl, Vanderbei, Wolkowicz (1996), Kojima, Shindoh, Hara (1997) and Monteiro
 * (1997): dX = −X + σμS⁻¹ − herm((X dS + Q) S⁻¹), where Q is Mehrotra's second-order term.
 */
export interface Cone {
  /** Its share of μ = ⟨X, S⟩/degree. */
  readonly degree: number;
  /** About the multiplications of one iteration. */
  readonly work: number;
  /** X = primal·I, S = dual·I. */
  start(primal: number, dual: number): void;
  /** Cholesky factors of X and of S, and S⁻¹; false when one is not positive definite. */
  factorPrimal(): boolean;
  factorDual(): boolean;
  /** Stores R = C − Σ y_k A_k − S and returns ‖R‖². */
  measureDual(y: string): number;
  /** out_k += ⟨A_k, X⟩. */
  addImage(out: string): void;
  costOfPrimal(): number;
  complementarity(): number;
  /** Adds ⟨A_k, X A_l S⁻¹⟩ to the Schur complement. */
  addSchur(): void;
  /** rhs_k += ⟨A_k, X R S⁻¹⟩. */
  predictorSide(rhs: string): void;
  /** rhs_k += ⟨A_k, (X R + dX dS) S⁻¹ − σμ S⁻¹⟩ for the predictor's dX, dS. */
  correctorSide(rhs: string, target: number): void;
  /** dS = R − Σ dy_k A_k and dX with σμ = target and the Q of the latest `…Side`. */
  direction(dy: string, target: number): void;
  /** Largest steps α with X + α dX ⪰ 0, S + α dS ⪰ 0 (Infinity if all are), or a little less. */
  primalReach(enough: number): number;
  dualReach(enough: number): number;
  /** ⟨X + α dX, S + β dS⟩. */
  complementarityAt(primalStep: number, dualStep: number): number;
  movePrimal(step: number): void;
  moveDual(step: number): void;
  /** True when Σ y_k A_k ⪯ shift·I, as far as a Cholesky factorisation can tell. */
  dominates(y: string, shift: number): boolean;
  /** Copies of X and S (row-major, interleaved when complex; a vector for a nonnegative block). */
  primal(): Float64Array;
  dual(): Float64Array;
}
