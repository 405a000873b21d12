import { type CloudSolver, meanFieldFlow } from '../../forces/meanFieldFlow';
import type { Interaction } from '../../interactions/types';
import { finite, integerIn, positive } from '../../numerics/guards';
import type { EvolveOptions } from '../../numerics/ode/evolve';
import type { SplittingName } from '../../numerics/ode/splittingTables';

/** A cloud with its phase-space coordinates apart. */
interface Atoms {
  readonly x: ArrayLike<number>;
  readonly xi: ArrayLike<number>;
}

export interface CoupledFlowOptions {
  readonly interaction: Interaction;
  readonly f: Atoms;
  readonly g: Atoms;
  /** A coupling h^in of f and g: mass[k] on the pair (atom source[k] of f, atom target[k] of g). */
  readonly plan: {
    readonly source: ArrayLike<number>;
    readonly target: ArrayLike<number>;
    readonly mass: ArrayLike<number>;
  };
  readonly integrator?: SplittingName;
}

/** The pairs of a coupling h(t): `first` holds (x, ξ), `second` holds (y, η), both with the masses of the plan. */
export interface CoupledFlow {
  readonly first: CloudSolver;
  readonly second: CloudSolver;
  /** Advances both halves to `until`; `observe` sees them at equal times. */
  run(options: EvolveOptions): void;
}

/**
 * The Liouville equation of Lemma 1.7, ∂_t h + {½|ξ|²+½|η|²+V_f(t,x)+V_g(t,y), h} = 0, for an atomic coupling. V_f and V_g
 * are computed from the two marginals of h(t) itself; that these marginals are f(t) and g(t) is what the lemma says.
 */
export function coupledFlow(options: CoupledFlowOptions): CoupledFlow {
  const { interaction, f, g, plan, integrator } = options;
  const d = interaction.dimension;
  const half = (atoms: Atoms, index: ArrayLike<number>): CloudSolver =>
    meanFieldFlow({
      interaction,
      x: pick(atoms.x, index, d),
      xi: pick(atoms.xi, index, d),
      weights: plan.mass,
      integrator,
    });
  const first = half(f, plan.source);
  const second = half(g, plan.target);
  return {
    first,
    second,
    run(evolution: EvolveOptions): void {
      const { until, samples = 1, timeStep, observe, onProgress, maxSeconds = 1800 } = evolution;
      finite('until', until);
      positive('timeStep', timeStep);
      integerIn('samples', samples, 1);
      const start = first.time;
      if (second.time !== start) {
        throw new Error('this coupled flow was interrupted between its halves: make a new one');
      }
      const seconds = (Math.abs(until - start) / timeStep) * (first.secondsPerStep + second.secondsPerStep);
      if (seconds > maxSeconds) {
        throw new RangeError(
          `until and timeStep ask for about ${Math.round(seconds)} s of work; at most maxSeconds = ${maxSeconds} s are allowed`,
        );
      }
      observe?.(start);
      for (let s = 1; s <= samples; s++) {
        const stop = s === samples ? until : start + ((until - start) * s) / samples;
        first.run({ until: stop, timeStep });
        second.run({ until: stop, timeStep });
        onProgress?.(s, samples);
        observe?.(stop);
      }
    },
  };
}

function pick(values: ArrayLike<number>, index: ArrayLike<number>, d: number): Float64Array {
  const out = new Float64Array(index.length * d);
  for (let k = 0; k < index.length; k++) {
    integerIn(`plan index ${k}`, index[k], 0, values.length / d - 1);
    for (let a = 0; a < d; a++) out[k * d + a] = values[index[k] * d + a];
  }
  return out;
}
