/**
 * A probability density on R³ that depends on r = |x| only. With m(r) the mass inside r the field of the unit charge is m(r)/r²
 * (Newton's theorem).
 */
export interface RadialDensity {
  /** The density with its numbers: `ball(1)`. */
  readonly name: string;
  /** Ascending radii between which ρ is smooth; all mass, but for at most 10⁻¹⁵, lies between the first and the last. */
  readonly breakpoints: readonly number[];
  /** sup ρ; for a formula the largest value seen. */
  readonly densityBound: number;
  /** ∬ρ(x)ρ(y)/|x − y|dxdy: twice the energy. */
  readonly selfEnergy: number;
  /** ∫|x|²ρ. */
  readonly secondMoment: number;
  /** ρ at |x| = r >= 0; 0 where there is no mass. */
  density(r: number): number;
  /** m(r) = ∫_{|x|<r}ρ, to relative rounding down to r = 0. */
  mass(r: number): number;
  /** 3m(r)/4πr³, the mean of ρ over the ball of radius r; ρ(0) for r = 0. */
  meanDensity(r: number): number;
  /** φ_ρ(r) = ∫ρ(y)/|x − y|dy. */
  potential(r: number): number;
  /** The radius that holds the mass u ∈ [0, 1]: the inverse of m. */
  radius(u: number): number;
}
