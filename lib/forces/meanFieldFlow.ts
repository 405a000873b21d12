import { checkedInteraction } from '../interactions/checkedInteraction';
import type { Dimension, Interaction } from '../interactions/types';
import {
  finite,
  finiteArray,
  integerIn,
  oneOf,
  optionsOf,
  positive,
  probabilityWeights,
} from '../numerics/guards';
import { type EvolveOptions, evolve, type Steppable } from '../numerics/ode/evolve';
import { type ForceInto, splittingStepper } from '../numerics/ode/splitting';
import { type SplittingName, splittings } from '../numerics/ode/splittingTables';
import { checkDistinct, checkFinite, checkTimeStep } from './cloudDoors';
import { type CloudReport, cloudReports } from './cloudReport';
import { forceSum } from './forceSum';
import type { ForceSum } from './sums';
import { coulombTree } from './tree/coulombTree';

/** A weighted cloud in phase space at one time: x and ξ particle-major (length n·d), weights of length n. */
export interface CloudState {
  readonly x: Float64Array;
  readonly xi: Float64Array;
  readonly weights: Float64Array;
  readonly dimension: Dimension;
  readonly time: number;
}

/** A solver that carries a cloud; `state` is updated in place. */
export interface CloudSolver extends Steppable {
  readonly interaction: Interaction;
  readonly state: CloudState;
  /** How well the energy has been kept since the start; costs two energies, O(N²) for sums over pairs. */
  readonly report: CloudReport;
  /** Advances to `options.until`; `observe` sees times at which `state` may be read. */
  run(options: EvolveOptions): void;
}

export interface MeanFieldFlowOptions {
  readonly interaction: Interaction;
  readonly x: ArrayLike<number>;
  readonly xi: ArrayLike<number>;
  /** Masses w_k of the sources; default 1/n each. Sum 1 unless `totalMass` says otherwise. */
  readonly weights?: ArrayLike<number>;
  /** Points carried by the field without making any: their coordinates are appended to the state, with weight 0. */
  readonly tracers?: { readonly x: ArrayLike<number>; readonly xi: ArrayLike<number> };
  /** Default `blanesMoan4`. */
  readonly integrator?: SplittingName;
  /** Multiplies all weights: N for the plain N-body system. Default 1. */
  readonly totalMass?: number;
  /** x' = ξ/inertia. Default 1. */
  readonly inertia?: number;
  /** Coulomb forces in R³ by a tree with this error (`coulombTree`); by default they are summed directly. */
  readonly forceTolerance?: number;
}

/** Largest cloud accepted; pair sums are refused sooner, by the estimate of their time. */
export const MAX_PARTICLES = 200_000;

/**
 * The flow that Newton's equations, Vlasov's characteristics and the coupled Liouville flow have in common:
 * x_j' = ξ_j/inertia,  ξ_j' = −Σ_k w_k ∇V(x_j − x_k), stepped by a symplectic splitting.
 * @throws RangeError on arrays of the wrong length or with non-finite entries, weights that are negative or do not
 * sum to one, more than `MAX_PARTICLES` particles; in `run`, on a step too large for the interaction.
 */
export function meanFieldFlow(options: MeanFieldFlowOptions): CloudSolver {
  checkedInteraction(options?.interaction);
  const { interaction, integrator = 'blanesMoan4', totalMass = 1, inertia = 1 } = options;
  const d = interaction.dimension;
  oneOf('integrator', integrator, Object.keys(splittings) as SplittingName[]);
  positive('totalMass', totalMass);
  positive('inertia', inertia);
  const nSources = particleCount('x', options.x, d);
  const sourcesX = finiteArray('x', options.x);
  checkDistinct(interaction, sourcesX);
  const sourcesXi = finiteArray('xi', options.xi, nSources * d);
  const sourceWeights = probabilityWeights('weights', options.weights, nSources).map((w) => w * totalMass);
  const nTracers = options.tracers ? particleCount('tracers.x', options.tracers.x, d) : 0;
  const x = new Float64Array((nSources + nTracers) * d);
  const xi = new Float64Array(x.length);
  const weights = new Float64Array(nSources + nTracers);
  x.set(sourcesX);
  xi.set(sourcesXi);
  weights.set(sourceWeights);
  if (options.tracers) {
    x.set(finiteArray('tracers.x', options.tracers.x), nSources * d);
    xi.set(finiteArray('tracers.xi', options.tracers.xi, nTracers * d), nSources * d);
  }

  const forces = forcesOf(interaction, options.forceTolerance);
  const sources = (values: Float64Array): Float64Array => values.subarray(0, nSources * d);
  const reportOf = cloudReports(forces, { x: sourcesX, xi: sourcesXi }, sourceWeights, inertia);
  const force = withTracers(forces, sourceWeights, nSources * d);
  const stepper = splittingStepper(splittings[integrator], x.length, force, 1 / inertia);
  const state = { x, xi, weights, dimension: d, time: 0 };
  const secondsPerStep =
    stepper.stages *
    (forces.secondsFor(nSources, nSources) + (nTracers > 0 ? forces.secondsFor(nTracers, nSources) : 0));
  let stepsBegun = 0;
  let stepsDone = 0;

  function step(timeStep: number): void {
    finite('timeStep', timeStep);
    if (stepsBegun !== stepsDone) {
      throw new Error(
        'this solver was interrupted in the middle of a step and its state is unusable: make a new solver',
      );
    }
    stepsBegun++;
    stepper.step(x, xi, timeStep);
    state.time += timeStep;
    stepsDone++;
  }

  const solver: CloudSolver = {
    interaction,
    state,
    secondsPerStep,
    get time() {
      return state.time;
    },
    get report() {
      return reportOf(state.time, { x: sources(x), xi: sources(xi) });
    },
    step,
    run(evolution: EvolveOptions): void {
      optionsOf('run', evolution, '{ until: 1, timeStep: 0.01 }');
      checkTimeStep(interaction, evolution.timeStep, totalMass / inertia);
      const start = state.time;
      const sign = evolution.until < start ? -1 : 1;
      const observe = evolution.observe;
      evolve(solver, {
        ...evolution,
        observe: (time) => {
          state.time = time;
          checkFinite(state, sign);
          observe?.(time);
        },
      });
    },
  };
  return solver;
}

function forcesOf(interaction: Interaction, tolerance?: number): ForceSum {
  if (tolerance === undefined) return forceSum(interaction);
  if (interaction.coulombCharge === undefined)
    throw new RangeError(
      `forceTolerance belongs to the Coulomb interaction in R³, got ${interaction.name} in dimension ${interaction.dimension}`,
    );
  return coulombTree({ charge: interaction.coulombCharge, tolerance });
}

function particleCount(name: string, x: ArrayLike<number>, d: Dimension): number {
  const n = x == null ? Number.NaN : x.length / d;
  if (n < 1 || !Number.isInteger(n)) {
    throw new RangeError(
      `${name} must hold n·d = n·${d} coordinates with n >= 1, got length ${x == null ? x : x.length}`,
    );
  }
  return integerIn('nParticles', n, 1, MAX_PARTICLES);
}

/** Sources feel each other; tracers, stored behind them, feel the sources only. */
function withTracers(forces: ForceSum, weights: Float64Array, sourceLength: number): ForceInto {
  return (x, out) => {
    if (x.length === sourceLength) {
      forces.selfForceInto(x, weights, out);
      return;
    }
    const sources = x.subarray(0, sourceLength);
    forces.selfForceInto(sources, weights, out.subarray(0, sourceLength));
    forces.fieldInto(x.subarray(sourceLength), sources, weights, out.subarray(sourceLength));
  };
}
