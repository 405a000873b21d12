import { forceSum } from '../../forces/forceSum';
import { MAX_PARTICLES } from '../../forces/meanFieldFlow';
import { checkedInteraction } from '../../interactions/checkedInteraction';
import type { Interaction } from '../../interactions/types';
import { finite, finiteArray, integerIn, positive, probabilityWeights } from '../../numerics/guards';
import { dop853 } from '../../numerics/ode/dop853';
import type { OdeResult } from '../../numerics/ode/dop853Options';
import type { OnProgress } from '../../numerics/progress';
import { dualRate, forwardRate, interactionLength } from './linearisedVlasov';

/** A function φ(x, ξ) on phase space with its gradient; the test functions of `weakForm`, such as `planeWave`, are such. */
export interface PhaseSpaceObservable {
  value(x: Float64Array, xi: Float64Array): number;
  /** Writes ∇_xφ and ∇_ξφ (each of length d). */
  gradientInto(x: Float64Array, xi: Float64Array, dx: Float64Array, dxi: Float64Array): void;
}

export interface FluctuationOptions {
  /** Any dimension; V must be smooth. */
  readonly interaction: Interaction;
  /**
   * A weighted discretisation of f^in: positions and momenta particle-major (length K·d), weights of length K. Atoms of
   * weight 0 are points at which the influence is wanted besides.
   */
  readonly initial: {
    readonly x: ArrayLike<number>;
    readonly xi: ArrayLike<number>;
    readonly weights?: ArrayLike<number>;
  };
  readonly observable: PhaseSpaceObservable;
  /** t, of any sign. */
  readonly until: number;
  /** Local: the error of each step of both integrations; default 1e−9. */
  readonly tolerance?: number;
  /** Refused when a rough estimate of the work exceeds this, default 1800. */
  readonly maxSeconds?: number;
  readonly onProgress?: OnProgress;
}

/** The Gaussian limit of √N(⟨μ_N(t), φ⟩ − ⟨f(t), φ⟩). */
export interface FluctuationResult {
  /** Var_f(φ₀), the variance of the limit. */
  readonly value: number;
  /** ⟨f(t), φ⟩. */
  readonly mean: number;
  /** φ₀ at the atoms: the derivative of ⟨f(t), φ⟩ with respect to mass added to f^in there. */
  readonly influence: Float64Array;
  /** Var_f(t)(φ): what the variance would be for N independent points drawn from f(t). */
  readonly independent: number;
  /** 'finished', unless one of the integrations stopped before its end: the values are then NaN. */
  readonly status: OdeResult['status'];
}

/**
 * The central limit theorem about Vlasov's equation (Braun and Hepp, "The Vlasov dynamics and its fluctuations in the 1/N
 * limit of interacting classical particles", 1977). For N independent points drawn from f^in, √N(⟨μ_N(t), φ⟩ − ⟨f(t), φ⟩)
 * tends to a Gaussian of mean 0 and variance Var_f(φ₀). Here φ₀ comes from φ_t = φ by the dual of the linearised Vlasov
 * equation, ∂_sφ + ξ·∇_xφ − (∇V⋆ρ)·∇_ξφ − ∫∇V(x' − x)·∇_ξφ(z')f(s, dz') = 0, solved backwards along the characteristics of
 * the atoms with one integration for all of them; an evaluation costs a few sums of forces. For these atoms the result is
 * exact up to the integration; for a density its other error is that of the quadrature: K^{−1/d} for `discretiseLaw`, spectral
 * for the nodes of a Gauss rule.
 * @throws RangeError for an interaction that is singular at 0, arrays of wrong lengths, weights that do not sum to 1, or
 * too much work.
 */
export function fluctuationVariance(options: FluctuationOptions): FluctuationResult {
  const { observable, tolerance = 1e-9, onProgress } = options;
  const interaction = checkedInteraction(options.interaction);
  if (interaction.singularAtOrigin)
    throw new RangeError(
      `interaction must be smooth for a linearised equation, got ${interaction.name}, singular at 0`,
    );
  const d = interaction.dimension;
  const count = integerIn('initial.x.length/d', options.initial.x.length / d, 1, MAX_PARTICLES);
  const x = finiteArray('initial.x', options.initial.x);
  const xi = finiteArray('initial.xi', options.initial.xi, count * d);
  const weights = probabilityWeights('initial.weights', options.initial.weights, count);
  const until = finite('until', options.until);
  const forces = forceSum(interaction);
  checkWork(usualEvaluations * (3 + d) * forces.secondsFor(count, count), options.maxSeconds ?? 1800);

  const start = new Float64Array(2 * x.length);
  start.set(x);
  start.set(xi, x.length);
  const forth = carry(forwardRate(forces, weights, d), 0, start, until, tolerance, onProgress);
  const final = terminalState(forth.value, count, d, observable);
  const values = final.slice(4 * x.length);
  const dual = dualRate(forces, weights, d, interactionLength(interaction));
  const back = carry(dual, until, final, 0, tolerance, onProgress);
  const finished = forth.status === 'finished' && back.status === 'finished';
  const influence = finished ? back.value.slice(4 * x.length) : new Float64Array(count).fill(Number.NaN);
  const [mean, independent] = moments(values, weights);
  const [, variance] = moments(influence, weights);
  const known = forth.status === 'finished';
  return {
    value: variance,
    mean: known ? mean : Number.NaN,
    influence,
    independent: known ? independent : Number.NaN,
    status: known ? back.status : forth.status,
  };
}

/** Evaluations of an integration over a few periods. */
const usualEvaluations = 300;

function checkWork(seconds: number, maxSeconds: number): void {
  if (seconds > positive('maxSeconds', maxSeconds))
    throw new RangeError(
      `initial.x asks for about ${Math.round(seconds)} s of work; at most maxSeconds = ${maxSeconds} s are allowed`,
    );
}

type Rate = (t: number, y: Float64Array, out: Float64Array) => void;

function carry(
  rate: Rate,
  from: number,
  start: Float64Array,
  to: number,
  tolerance: number,
  onProgress?: OnProgress,
): Pick<OdeResult, 'value' | 'status'> {
  return from === to
    ? { value: start, status: 'finished' }
    : dop853(rate, from, start, to, { tolerance, onProgress });
}

/** (x, ξ, ∇_xφ, ∇_ξφ, φ) at the atoms where the forward flow left them. */
function terminalState(
  cloud: Float64Array,
  count: number,
  d: number,
  observable: PhaseSpaceObservable,
): Float64Array {
  const n = count * d;
  const out = new Float64Array(4 * n + count);
  out.set(cloud);
  for (let j = 0; j < count; j++) {
    const at = (block: number): Float64Array => out.subarray(block * n + j * d, block * n + (j + 1) * d);
    // Copies: an observable may not alter the cloud.
    const [x, xi] = [at(0).slice(), at(1).slice()];
    observable.gradientInto(x, xi, at(2), at(3));
    out[4 * n + j] = observable.value(x, xi);
  }
  return finiteArray('observable(x, xi) and its gradient', out);
}

/** Mean and variance under weights of sum 1. */
function moments(values: Float64Array, weights: Float64Array): [mean: number, variance: number] {
  const mean = values.reduce((sum, value, j) => sum + weights[j] * value, 0);
  return [mean, values.reduce((sum, value, j) => sum + weights[j] * (value - mean) ** 2, 0)];
}
