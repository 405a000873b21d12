import { forceSum } from '../forces/forceSum';
import type { CloudState } from '../forces/meanFieldFlow';
import { checkedInteraction } from '../interactions/checkedInteraction';
import type { Interaction } from '../interactions/types';
import { positive } from '../numerics/guards';

/** What the observables need of a state. */
export type Observed = Pick<CloudState, 'x' | 'xi' | 'weights' | 'dimension'>;

export interface Energy {
  /** Σ w_j |ξ_j|²/(2·inertia). */
  readonly kinetic: number;
  /** ½Σ_{j≠k} w_j w_k V(x_j − x_k). */
  readonly interaction: number;
  readonly total: number;
}

/** Energy of a cloud. With weights 1/N it is the energy per particle of the mean-field system (2). */
export function energy(state: Observed, interaction: Interaction, inertia: number = 1): Energy {
  positive('inertia', inertia);
  matchingDimension(state, interaction);
  const { xi, weights, dimension: d } = state;
  let kinetic = 0;
  for (let i = 0; i < xi.length; i++) kinetic += (weights[Math.floor(i / d)] * xi[i] * xi[i]) / (2 * inertia);
  const potential = forceSum(interaction).interactionEnergy(sourcePositions(state), sourceWeights(state));
  return { kinetic, interaction: potential, total: kinetic + potential };
}

/** Σ w_j ξ_j, length d. */
export function momentum(state: Observed): Float64Array {
  return weightedSum(state.xi, state);
}

/** Σ w_j x_j, length d. */
export function centreOfMass(state: Observed): Float64Array {
  return weightedSum(state.x, state);
}

export interface Virial {
  /** Σ w_j x_j·ξ_j. */
  readonly scalar: number;
  /** Its time derivative along the motion (inertia 1): Σ w_j|ξ_j|² + Σ w_j x_j·F_j. */
  readonly rate: number;
}

/** Clausius' virial; in a steady state its rate averages to zero. */
export function virial(state: Observed, interaction: Interaction): Virial {
  matchingDimension(state, interaction);
  const { x, xi, weights, dimension: d } = state;
  const force = new Float64Array(x.length);
  forceSum(interaction).fieldInto(x, sourcePositions(state), sourceWeights(state), force);
  let scalar = 0;
  let rate = 0;
  for (let i = 0; i < x.length; i++) {
    const w = weights[Math.floor(i / d)];
    scalar += w * x[i] * xi[i];
    rate += w * (xi[i] * xi[i] + x[i] * force[i]);
  }
  return { scalar, rate };
}

/** M₁ = ∫(|x| + |ξ|) f, Euclidean norm on each half (Lemma 1.6). */
export function firstMoment(state: Observed): number {
  const { x, xi, weights, dimension: d } = state;
  let sum = 0;
  for (let j = 0; j < weights.length; j++) sum += weights[j] * (norm(x, j * d, d) + norm(xi, j * d, d));
  return sum;
}

/** |Σ w_j e^{i x_j}|, the magnetisation of a cloud on the circle (d = 1): 1 for a point, 0 for the uniform distribution. */
export function magnetisation(state: Observed): number {
  if (state.dimension !== 1)
    throw new RangeError(`state.dimension must be 1 for a magnetisation, got ${state.dimension}`);
  let c = 0;
  let s = 0;
  for (let j = 0; j < state.weights.length; j++) {
    c += state.weights[j] * Math.cos(state.x[j]);
    s += state.weights[j] * Math.sin(state.x[j]);
  }
  return Math.hypot(c, s);
}

function matchingDimension(state: Observed, interaction: Interaction): void {
  if (checkedInteraction(interaction).dimension !== state.dimension) {
    throw new RangeError(
      `interaction.dimension must be that of the state, ${state.dimension}, got ${interaction.dimension}`,
    );
  }
}

function norm(v: Float64Array, offset: number, d: number): number {
  let sum = 0;
  for (let a = 0; a < d; a++) sum += v[offset + a] * v[offset + a];
  return Math.sqrt(sum);
}

function weightedSum(values: Float64Array, { weights, dimension: d }: Observed): Float64Array {
  const out = new Float64Array(d);
  for (let i = 0; i < values.length; i++) out[i % d] += weights[Math.floor(i / d)] * values[i];
  return out;
}

/** Tracers stand behind the sources with weight zero; they do not interact. */
function sourceCount({ weights }: Observed): number {
  let n = weights.length;
  while (n > 0 && weights[n - 1] === 0) n--;
  return n;
}

function sourcePositions(state: Observed): Float64Array {
  return state.x.subarray(0, sourceCount(state) * state.dimension);
}

function sourceWeights(state: Observed): Float64Array {
  return state.weights.subarray(0, sourceCount(state));
}
