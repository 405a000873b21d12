import { complexMatrix, type DenseMatrix } from '../../../numerics/dense/matrix';
import { integerIn } from '../../../numerics/guards';
import type { QuantumLattice } from '../lattice/lattice';
import { type OdePathOptions, type OdePathReport, odePath } from '../lattice/odePath';
import { latticeState } from '../lattice/state';
import { bogoliubovRate } from './bogoliubovRate';

export type BogoliubovOptions = OdePathOptions;

/** Hartree's wave function and the first correction to it at one time, in the limit of many particles. */
export interface BogoliubovState {
  /** ψ, interleaved. */
  readonly psi: Float64Array;
  /** γ(x, y) = lim⟨b*_y b_x⟩ ≥ 0 of the particles b outside ψ; Hermitian, γψ = 0. */
  readonly gamma: DenseMatrix;
  /** α(x, y) = lim⟨b_x b_y⟩, the pairs outside ψ; symmetric, αψ̄ = 0. */
  readonly alpha: DenseMatrix;
  /** r = lim N(R_{N:1} − |ψ⟩⟨ψ|); Hermitian, tr r = 0, QrQ = γ. */
  readonly r: DenseMatrix;
  /** lim N·E = tr γ, the mean number of particles outside ψ; E = 1 − ⟨ψ|R_{N:1}|ψ⟩. */
  readonly depletion: number;
}

/** The first correction to Hartree's equation as a function of time. */
export interface Bogoliubov extends OdePathReport {
  /** Anywhere between 0 and `until`. */
  at(time: number): BogoliubovState;
}

/** Sites of the largest system: its state has 6L² numbers. */
const largestRing = 256;

/**
 * The coefficient of 1/N for N bosons that start in ψ^{⊗N}: N·E(t) → tr γ(t) and N(R_{N:1}(t) − |ψ⟩⟨ψ|) → r(t), with ψ(t)
 * Hartree's solution. Bogoliubov's linear system along ψ(t), from γ = α = r = 0: with h = K + U + V⋆|ψ|², Q = I − |ψ⟩⟨ψ|,
 * K₁ = Q[ψ(x)V(x−y)ψ̄(y)]Q, K₂ = Q[ψ(x)V(x−y)ψ(y)]Qᵀ
 *
 *   iħγ̇ = [h + K₁, γ] + K₂ᾱ − αK₂*,
 *   iħα̇ = (h + K₁)α + α(h + K₁)ᵀ + K₂ + K₂γᵀ + γK₂,
 *   iħṙ = [h, r] + [V⋆ρ_r, |ψ⟩⟨ψ|] + tr₂[V₁₂, g − |ψ⟩⟨ψ|^{⊗2}],
 *
 * g = αψ̄ψ̄ + ψψᾱ + the two exchange terms of γ (Lewin, Nam and Schlein, "Fluctuations around Hartree states in the
 * mean-field regime", 2015, for γ and α). All of it is integrated with ψ by Dormand and Prince's method of order 8 with
 * dense output; work O(L³) an evaluation, memory 48L² numbers a step.
 * @example
 * const { depletion, r } = bogoliubov(lattice, psi, 2).at(1); // N·E(1) → depletion, N(R_{N:1} − |ψ⟩⟨ψ|) → r
 * @throws RangeError unless ‖ψ(0)‖ = 1 and the lattice has at most 256 sites.
 */
export function bogoliubov(
  lattice: QuantumLattice,
  initial: ArrayLike<number>,
  until: number,
  options: BogoliubovOptions = {},
): Bogoliubov {
  const sites = integerIn('lattice.sites', lattice.sites, 1, largestRing);
  const start = new Float64Array(2 * sites + 6 * sites * sites);
  start.set(latticeState('initial', initial, sites));
  const { tolerance = 1e-11 } = options;
  const { at, ...report } = odePath(bogoliubovRate(lattice), start, until, { ...options, tolerance });
  return { ...report, at: (t) => unpack(at(t), sites) };
}

function unpack(y: Float64Array, sites: number): BogoliubovState {
  const size = 2 * sites * sites;
  const matrix = (first: number): DenseMatrix => complexMatrix(sites, sites, y.slice(first, first + size));
  const gamma = matrix(2 * sites);
  let depletion = 0;
  for (let x = 0; x < sites; x++) depletion += gamma.data[2 * x * (sites + 1)];
  const alpha = matrix(2 * sites + size);
  return { psi: y.slice(0, 2 * sites), gamma, alpha, r: matrix(2 * sites + 2 * size), depletion };
}
