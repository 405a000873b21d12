import { complexMatrix, type DenseMatrix } from '../../numerics/dense/matrix';
import { finite, integerIn } from '../../numerics/guards';
import { dop853 } from '../../numerics/ode/dop853';
import type { OdeResult } from '../../numerics/ode/dop853Options';
import type { OnProgress } from '../../numerics/progress';
import { bogoliubovRate } from './bogoliubovRate';
import type { QuantumLattice } from './lattice';
import { latticeState } from './latticeState';

export interface BogoliubovOptions {
  /** Tolerance of the integration, default 1e−11. */
  readonly tolerance?: number;
  readonly onProgress?: OnProgress;
}

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
export interface Bogoliubov {
  /** Anywhere between 0 and `until`. */
  at(time: number): BogoliubovState;
  readonly until: number;
  readonly status: OdeResult['status'];
  /** Sum of the local errors of the steps: an indication. */
  readonly errorEstimate: number;
  readonly evaluations: number;
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
  if (finite('until', until) === 0)
    return { at: () => unpack(start, sites), until, status: 'finished', errorEstimate: 0, evaluations: 0 };
  const result = dop853(bogoliubovRate(lattice), 0, start, until, {
    tolerance: options.tolerance ?? 1e-11,
    denseOutput: true,
    onProgress: options.onProgress,
  });
  const { status, errorEstimate, evaluations, time } = result;
  return { at: (t) => unpack(result.solution(t), sites), until: time, status, errorEstimate, evaluations };
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
