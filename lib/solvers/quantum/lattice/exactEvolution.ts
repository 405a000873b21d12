import { finite, finiteArray, integerIn, shown } from '../../../numerics/guards';
import type { OnProgress } from '../../../numerics/progress';
import type { SparseMatrix } from '../../../numerics/sparse/matrix';
import type { HermitianOperator } from '../../../numerics/sparse/operator';
import {
  type PropagationReport,
  type PropagatorOptions,
  schroedingerPropagator,
} from '../../../numerics/sparse/propagator';

/** Which times an exact evolution visits: equidistant ones up to `until`, or the `times` given. */
export interface EvolutionOptions {
  /** The last time, of any sign; the first is 0. */
  readonly until?: number;
  /** Number of equidistant times after 0 at which `observe` is called; default 1. It is called at 0 too. */
  readonly samples?: number;
  /** In place of `until`: the times at which `observe` is called, in this order and no others. */
  readonly times?: ArrayLike<number>;
  /** Borrows the state, interleaved amplitudes: copy what is to stay. */
  readonly observe?: (time: number, state: Float64Array) => void;
  /** Hears thousandths of the way. */
  readonly onProgress?: OnProgress;
}

/**
 * What a run returns: the state at the last time that was reached, that time, and the report of the propagator. If the status
 * is 'product limit', it stopped there before its end.
 */
export interface EvolutionRun extends PropagationReport {
  readonly state: Float64Array;
}

/** Solves iħ∂_tΨ = ĤΨ from Ψ at time 0, which is left alone. */
export type ExactEvolution = (initial: Float64Array, options: EvolutionOptions) => EvolutionRun;

/** The evolution under Ĥ, prepared once for any number of runs. */
export function exactEvolution(
  hamiltonian: HermitianOperator | SparseMatrix,
  hbar: number,
  options: Pick<PropagatorOptions, 'method' | 'tolerance'>,
): ExactEvolution {
  let tick: OnProgress = () => undefined;
  const propagator = schroedingerPropagator(hamiltonian, {
    ...options,
    onProgress: (done, total) => tick(done, total),
  });
  return (initial, evolution) => {
    const { observe, onProgress } = evolution;
    const times = timesOf(evolution);
    // Nothing has to be done for a first time 0.
    const idle = times[0] === 0 ? 1 : 0;
    let [seen, told] = [0, -1];
    tick = (done, total) => {
      const intervals = Math.max(seen - idle, 0) + Math.min(1, done / total);
      const share = Math.floor((1000 * intervals) / (times.length - idle));
      if (share > told) onProgress?.(share, 1000);
      told = Math.max(told, share);
    };
    const state = initial.slice();
    const report = propagator.evolve(
      initial,
      times.map((t) => t / hbar),
      (_, psi) => {
        state.set(psi);
        observe?.(times[seen], psi);
        seen++;
      },
    );
    return { ...report, time: seen === 0 ? 0 : times[seen - 1], state };
  };
}

function timesOf({ until, samples = 1, times }: EvolutionOptions): Float64Array {
  if (times !== undefined && until === undefined) return finiteArray('times', times);
  if (until === undefined || times !== undefined)
    throw new RangeError(
      `one of until and times must be given, got until ${until} and times ${shown(times)}`,
    );
  finite('until', until);
  integerIn('samples', samples, 1);
  return Float64Array.from({ length: samples + 1 }, (_, s) => (until * s) / samples);
}
