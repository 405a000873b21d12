import { inner } from '../../../numerics/complexVector';
import { integerIn, optionsOf } from '../../../numerics/guards';
import type { SparseMatrix } from '../../../numerics/sparse/matrix';
import { type HermitianOperator, hermitianOperator } from '../../../numerics/sparse/operator';
import { type EvolutionOptions, type EvolutionRun, exactEvolution } from '../lattice/exactEvolution';
import { bosonHamiltonian } from './hamiltonian';
import type { BosonModel } from './model';
import { type OccupationBasis, occupationBasis } from './occupationBasis';
import { bosonState } from './states';

export interface BosonDynamicsOptions {
  readonly particles: number;
  /** Largest ‖error‖/‖Ψ‖ of one run; default 1e−10. */
  readonly tolerance?: number;
  /** 'chebyshev' (default) or 'krylov', as of `schroedingerPropagator`. */
  readonly method?: 'chebyshev' | 'krylov';
}

/** N bosons under the Hamiltonian of a model. */
export interface BosonDynamics {
  readonly basis: OccupationBasis;
  readonly hamiltonian: SparseMatrix;
  /** out = Ĥ_N Ψ. */
  applyInto(state: Float64Array, out: Float64Array): void;
  /** ⟨Ψ|Ĥ_N|Ψ⟩. */
  energy(state: ArrayLike<number>): number;
  /** Solves iħ∂Ψ/∂t = Ĥ_NΨ from `initial` at time 0. @throws RangeError unless one of `until` and `times` is given. */
  run(initial: ArrayLike<number>, evolution: EvolutionOptions): EvolutionRun;
}

/**
 * N bosons in the modes of a model: basis, sparse Hamiltonian and evolution.
 * @example
 * const dynamics = bosonDynamics(latticeBosons(lattice), { particles: 100 });
 * const initial = bosonProductState(dynamics.basis, psi);
 * dynamics.run(initial, { until: 2, samples: 20, observe: (t, state) => table.push([t, dynamics.energy(state)]) });
 * @throws RangeError when the dimension exceeds 2²⁴ or the matrix 2 GiB.
 */
export function bosonDynamics(model: BosonModel, options: BosonDynamicsOptions): BosonDynamics {
  optionsOf('bosonDynamics', options, 'model, { particles: 100 }', ['particles', 'tolerance', 'method']);
  const { particles, tolerance = 1e-10, method } = options;
  integerIn('particles', particles, 1);
  const basis = occupationBasis({ particles, modes: model.modes });
  const hamiltonian = bosonHamiltonian(basis, model);
  const operator: HermitianOperator = hermitianOperator(hamiltonian);
  const evolve = exactEvolution(operator, model.hbar, { tolerance, method });

  function energy(state: ArrayLike<number>): number {
    const psi = bosonState('state', state, basis);
    const image = new Float64Array(psi.length);
    operator.applyInto(psi, image);
    return inner(psi, image)[0];
  }

  const run = (initial: ArrayLike<number>, evolution: EvolutionOptions): EvolutionRun =>
    evolve(bosonState('initial', initial, basis), evolution);
  const applyInto = (state: Float64Array, out: Float64Array): void => operator.applyInto(state, out);
  return { basis, hamiltonian, applyInto, energy, run };
}
