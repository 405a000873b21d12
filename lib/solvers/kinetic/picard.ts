import { forceSum } from '../../forces/forceSum';
import type { ForceSum } from '../../forces/sums';
import { checkedInteraction } from '../../interactions/checkedInteraction';
import type { Interaction } from '../../interactions/types';
import { meanBlockDistance } from '../../numerics/blockDistance';
import { maximum } from '../../numerics/extrema';
import { finiteArray, integerIn, oneOf, positive, probabilityWeights } from '../../numerics/guards';

export interface PicardOptions {
  readonly interaction: Interaction;
  readonly initial: {
    readonly x: ArrayLike<number>;
    readonly xi: ArrayLike<number>;
    readonly weights?: ArrayLike<number>;
  };
  readonly until: number;
  readonly timeStep: number;
  readonly iterations: number;
  /** Positions of the zeroth iterate at all times; default: free flight x + tξ. `at rest`: the initial positions. */
  readonly start?: 'free flight' | 'at rest';
}

export interface PicardResult {
  /** sup over time of Σ w(|Δx| + |Δξ|) between iterates k and k+1, k = 0, 1, …. */
  readonly increments: Float64Array;
  /** Final positions and momenta of the last iterate. */
  readonly x: Float64Array;
  readonly xi: Float64Array;
  readonly steps: number;
}

/** Positions and momenta of one iterate at every time step. */
interface Path {
  readonly x: Float64Array[];
  readonly xi: Float64Array[];
}

/**
 * Theorem 1.1 as its proof constructs the solution: iterate k+1 solves x' = ξ, ξ' = −∇V⋆ρ_k(t, x) where ρ_k is the
 * spatial density of iterate k, known at every step (velocity Verlet). The map is a contraction in a weighted sup norm, so
 * increments fall like (L t)^k/k!, and any start leads to the same limit.
 */
export function picardIterates(options: PicardOptions): PicardResult {
  const { interaction, until, timeStep, iterations, start = 'free flight' } = options;
  checkedInteraction(interaction);
  const d = interaction.dimension;
  oneOf('start', start, ['free flight', 'at rest'] as const);
  integerIn('iterations', iterations, 1, 60);
  positive('until', until);
  positive('timeStep', timeStep);
  const x0 = finiteArray('initial.x', options.initial.x);
  if (x0.length === 0 || x0.length % d !== 0)
    throw new RangeError(`initial.x must hold n·d = n·${d} coordinates with n >= 1, got length ${x0.length}`);
  const xi0 = finiteArray('initial.xi', options.initial.xi, x0.length);
  const weights = probabilityWeights('initial.weights', options.initial.weights, x0.length / d);
  const steps = Math.ceil(until / timeStep - 1e-9);
  const work = steps * iterations * weights.length ** 2;
  if (work > 1e11)
    throw new RangeError(`steps × iterations × atoms² must be at most 1e11, got ${work.toExponential(1)}`);
  if (4 * steps * x0.length > 5e7)
    throw new RangeError(
      `steps × coordinates must be at most 1.25e7, got ${(steps * x0.length).toExponential(1)}`,
    );
  const dt = until / steps;
  const forces = forceSum(interaction);

  let path = startingPath(x0, xi0, dt, steps, start);
  const increments = new Float64Array(iterations);
  for (let k = 0; k < iterations; k++) {
    const next = pathInField(path.x, x0, xi0, weights, dt, forces);
    increments[k] = largestDistance(path, next, weights);
    path = next;
  }
  return { increments, x: path.x[steps], xi: path.xi[steps], steps };
}

function startingPath(
  x0: Float64Array,
  xi0: Float64Array,
  dt: number,
  steps: number,
  start: 'free flight' | 'at rest',
): Path {
  const moving = start === 'free flight' ? 1 : 0;
  const times = Array.from({ length: steps + 1 }, (_, s) => moving * s * dt);
  return { x: times.map((t) => x0.map((v, i) => v + t * xi0[i])), xi: times.map(() => xi0) };
}

/** Velocity Verlet of all atoms in the field of sources at prescribed positions sources[0], sources[1], …. */
function pathInField(
  sources: readonly Float64Array[],
  x0: Float64Array,
  xi0: Float64Array,
  weights: Float64Array,
  dt: number,
  forces: ForceSum,
): Path {
  const path: Path = { x: [x0], xi: [xi0] };
  let force = new Float64Array(x0.length);
  forces.fieldInto(x0, sources[0], weights, force);
  for (let s = 1; s < sources.length; s++) {
    const half = path.xi[s - 1].map((p, i) => p + 0.5 * dt * force[i]);
    const x = path.x[s - 1].map((q, i) => q + dt * half[i]);
    force = new Float64Array(x0.length);
    forces.fieldInto(x, sources[s], weights, force);
    path.x.push(x);
    path.xi.push(half.map((p, i) => p + 0.5 * dt * force[i]));
  }
  return path;
}

function largestDistance(a: Path, b: Path, weights: Float64Array): number {
  const at = (path: Path, s: number) => ({ x: path.x[s], xi: path.xi[s] });
  return maximum(a.x.map((_, s) => meanBlockDistance(at(a, s), at(b, s), weights)));
}
