import { inner } from '../../../numerics/complexVector';
import { finite, integerIn, optionsOf } from '../../../numerics/guards';
import type { OnProgress } from '../../../numerics/progress';
import type { SparseMatrix } from '../../../numerics/sparse/matrix';
import { type HermitianOperator, hermitianOperator } from '../../../numerics/sparse/operator';
import { type PropagationReport, schroedingerPropagator } from '../../../numerics/sparse/propagator';
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

export interface BosonEvolution {
  /** The last time, of any sign; the first is 0. */
  readonly until: number;
  /** Number of equidistant times after 0 at which `observe` is called; default 1. It is called at 0 too. */
  readonly samples?: number;
  /** Borrows the state: copy what is to stay. */
  readonly observe?: (time: number, state: Float64Array) => void;
  readonly onProgress?: OnProgress;
}

/** What a run returns: the state at the last sample that was reached, its time, and the report of the propagator. */
export interface BosonRun extends PropagationReport {
  readonly state: Float64Array;
}

/** N bosons under the Hamiltonian of a model. */
export interface BosonDynamics {
  readonly basis: OccupationBasis;
  readonly hamiltonian: SparseMatrix;
  /** out = Ĥ_N Ψ. */
  applyInto(state: Float64Array, out: Float64Array): void;
  /** ⟨Ψ|Ĥ_N|Ψ⟩. */
  energy(state: ArrayLike<number>): number;
  /** Solves iħ∂Ψ/∂t = Ĥ_NΨ from `initial` at time 0. `onProgress` hears thousandths of the time. */
  run(initial: ArrayLike<number>, evolution: BosonEvolution): BosonRun;
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
  optionsOf('bosonDynamics', options, 'model, { particles: 100 }');
  const { particles, tolerance = 1e-10, method } = options;
  integerIn('particles', particles, 1);
  const basis = occupationBasis({ particles, modes: model.modes });
  const hamiltonian = bosonHamiltonian(basis, model);
  const operator: HermitianOperator = hermitianOperator(hamiltonian);
  let tick: OnProgress = () => undefined;
  const propagator = schroedingerPropagator(operator, {
    tolerance,
    method,
    onProgress: (done, total) => tick(done, total),
  });

  function energy(state: ArrayLike<number>): number {
    const psi = bosonState('state', state, basis);
    const image = new Float64Array(psi.length);
    operator.applyInto(psi, image);
    return inner(psi, image)[0];
  }

  function run(initial: ArrayLike<number>, evolution: BosonEvolution): BosonRun {
    const { until, samples = 1, observe, onProgress } = evolution;
    finite('until', until);
    integerIn('samples', samples, 1);
    const state = bosonState('initial', initial, basis);
    const times = Float64Array.from({ length: samples + 1 }, (_, s) => (until * s) / samples / model.hbar);
    let seen = 0;
    let told = -1;
    tick = (done, total) => {
      const share = Math.floor((1000 * (Math.max(seen - 1, 0) + Math.min(1, done / total))) / samples);
      if (share > told) onProgress?.(share, 1000);
      told = Math.max(told, share);
    };
    const last = state.slice();
    const report = propagator.evolve(state, times, (_, psi) => {
      last.set(psi);
      observe?.((until * seen++) / samples, psi);
    });
    return { ...report, time: (until * Math.max(seen - 1, 0)) / samples, state: last };
  }

  const applyInto = (state: Float64Array, out: Float64Array): void => operator.applyInto(state, out);
  return { basis, hamiltonian, applyInto, energy, run };
}
