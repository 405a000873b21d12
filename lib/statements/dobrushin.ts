import { checkEqualTimes } from '../diagnostics/equalTimes';
import type { GridTrajectory } from '../diagnostics/gridTrajectory';
import { phaseSpaceMeasure, snapshot, type Trajectory } from '../diagnostics/trajectory';
import type { Interaction } from '../interactions/types';
import {
  type Cloud,
  type TransportOptions,
  type TransportResult,
  transportExact,
  transportSemidiscrete,
} from '../metrics/transport';
import { oneOf } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import { asGridDensity } from '../solvers/kinetic';
import { lectureOneHypothesisNames } from './entry';
import { lectureOneHypotheses, sameDimension } from './hypotheses';
import type { Check, StatementEntry } from './types';
import { checkedStepError, makeCheck } from './verdict';

/** dist_MK,p between two trajectories at their common times, with its certificate. */
export interface DistanceCurve {
  readonly times: Float64Array;
  /** Value of a feasible plan or map: an upper end. */
  readonly distance: Float64Array;
  /** Value of feasible potentials: a lower end. */
  readonly lower: Float64Array;
  readonly p: number;
  /** d, the dimension of position space. */
  readonly dimension: number;
  /** `euclidean`: √(|x−y|²+|ξ−η|²) as in Definition 1.4; `phase-space sum`: |x−y|+|ξ−η| as in the proof of Theorem 1.5. */
  readonly norm: 'euclidean' | 'phase-space sum';
}

export interface DistanceOptions {
  readonly p?: number;
  readonly norm?: 'euclidean' | 'phase-space sum';
  /** Against a density: the relative width of the interval [lower, distance]; 1e−2 by default. */
  readonly tolerance?: number;
  readonly onProgress?: OnProgress;
}

/**
 * dist_MK,p(μ(t), f(t)) at every snapshot of two motions with equal times; the distance, not its p-th power. Between
 * clouds it is exact; between a cloud and a density on a grid (d = 1, Euclidean norm, p = 1 or 2) it is an interval.
 * @example
 * distanceCurve(f, g, { p: 1 })
 */
export function distanceCurve(
  mu: Trajectory,
  f: Trajectory | GridTrajectory,
  options: DistanceOptions = {},
): DistanceCurve {
  const { p = 1, norm = 'euclidean', onProgress } = options;
  checkEqualTimes('the trajectories', mu.times, f.times);
  const enclosed = 'states' in f ? toDensity(f, options) : toCloud(f, { p, norm });
  const results = Array.from(mu.times, (_, s) => {
    const result = enclosed(phaseSpaceMeasure(snapshot(mu, s)), s);
    onProgress?.(s + 1, mu.times.length);
    return result;
  });
  return {
    times: mu.times.slice(),
    distance: Float64Array.from(results, ({ upper }) => upper),
    lower: Float64Array.from(results, ({ lower }) => lower),
    p,
    dimension: mu.dimension,
    norm,
  };
}

type Enclosed = (cloud: Cloud, s: number) => { readonly lower: number; readonly upper: number };

function toCloud(f: Trajectory, options: TransportOptions): Enclosed {
  // From one snapshot to the next the optimal coupling changes little.
  let start: TransportResult | undefined;
  return (cloud, s) => {
    start = transportExact(cloud, phaseSpaceMeasure(snapshot(f, s)), { ...options, start });
    return { lower: start.lower, upper: start.distance };
  };
}

function toDensity({ states }: GridTrajectory, options: DistanceOptions): Enclosed {
  const { norm = 'euclidean', tolerance = 1e-2 } = options;
  oneOf('norm (against a density)', norm, ['euclidean']);
  const p = oneOf<1 | 2>('p (against a density)', (options.p ?? 1) as 1 | 2, [1, 2]);
  return (cloud, s) => transportSemidiscrete(asGridDensity(states[s]), cloud, { p, tolerance });
}

/** The growth rates of W_p(μ(t), f(t)) that can be proved; see `dobrushinRate`. */
export type DobrushinVariant = 'printed' | 'proof' | 'euclidean' | 'quadratic';

/**
 * Rate r ≥ 0 with W_p(t) ≤ W_p(0)e^{rt}, and the metric for which it is proved.
 * @example
 * dobrushinRate(V.lipschitzGradient.value, 'printed')
 */
export function dobrushinRate(lipschitz: number, variant: DobrushinVariant): number {
  if (!(lipschitz >= 0)) throw new RangeError(`lipschitz must be a number >= 0, got ${lipschitz}`);
  oneOf('variant', variant, Object.keys(variantTitles) as DobrushinVariant[]);
  switch (variant) {
    case 'printed':
      return 1 + 2 * lipschitz;
    case 'proof':
      return Math.max(1, lipschitz) + lipschitz;
    case 'euclidean':
      return (1 + 3 * lipschitz) / 2;
    case 'quadratic':
      return (1 + lipschitz) / 2;
  }
}

/** e^{rate·|t−t₀|} at the times, 1 at the first one even when the rate is infinite. */
export function growthFactors(rate: number, times: Float64Array): Float64Array {
  return times.map((t) => (t === times[0] ? 1 : Math.exp(rate * Math.abs(t - times[0]))));
}

const variantTitles: Record<DobrushinVariant, string> = {
  printed: 'W₁ with the printed rate 1+2L',
  proof: 'W₁ in the norm |x|+|ξ| with the rate max(1,L)+L of the proof',
  euclidean: 'W₁ with the sharper rate (1+3L)/2',
  quadratic: 'W₂ with the rate (1+L)/2',
};

export interface DobrushinInput {
  readonly interaction: Interaction;
  readonly distances: DistanceCurve;
  /** Default `printed`. */
  readonly variant?: DobrushinVariant;
  /**
   * Error of both flows together at each snapshot: `meanDisplacement` with the same p for clouds; for a density on a grid the
   * change of the distance when cells and steps are refined.
   */
  readonly integrationError?: ArrayLike<number>;
}

/**
 * Theorem 1.5 (Dobrushin): dist_MK,1(μ_N(t), f(t)) ≤ dist_MK,1(μ_N(0), f^in)·e^{(1+2Lip(∇V))t}.
 * The theorem holds between any two measure solutions, so with an atomic f^in both sides are exact up to the time step and
 * the duality gap. The printed rate needs no particular norm (it exceeds those of both); the other variants state theirs.
 * @example
 * checkDobrushin({ interaction: V, distances: distanceCurve(f, g, { p: 1 }) })
 */
export function checkDobrushin(input: DobrushinInput): Check {
  const { interaction, distances, variant = 'printed', integrationError } = input;
  const { times, distance, lower, p, norm } = distances;
  const p0 = variant === 'quadratic' ? 2 : 1;
  const norm0 = variant === 'proof' ? 'phase-space sum' : variant === 'printed' ? norm : 'euclidean';
  if (p !== p0 || norm !== norm0) {
    throw new RangeError(
      `variant ${variant} needs distances with p = ${p0} in the norm ${norm0}, got p = ${p}, ${norm}`,
    );
  }
  sameDimension(interaction, distances.dimension);
  const stepError = checkedStepError('integrationError', integrationError, times.length);
  const rate = dobrushinRate(interaction.lipschitzGradient.value, variant);
  const growth = growthFactors(rate, times);
  const gap = distance.map((upper, s) => Math.max(0, upper - lower[s]));
  const normFactor = norm === 'phase-space sum' ? Math.SQRT2 : 1;
  // The lower end of the right side; at time 0 both sides are one number.
  const rhs = growth.map((g, s) => (s === 0 ? distance[0] : lower[0] > 0 ? lower[0] * g : 0));
  const own = gap.map((g, s) => (s === 0 ? 0 : g + normFactor * stepError.values[s]));
  return makeCheck({
    statement: '1.5',
    title: `${variantTitles[variant]}`,
    kind: 'inequality',
    hypotheses: lectureOneHypotheses(interaction),
    at: times,
    atLabel: 't',
    lhs: distance,
    rhs,
    // How far the right side may lie above its lower end matters only where the left side exceeds that.
    error: own.map((e, s) => e + (distance[s] + e > rhs[s] && gap[0] > 0 ? gap[0] * growth[s] : 0)),
    errorHow: stepError.known
      ? 'widths of the intervals of both distances, plus the change when the time step is halved'
      : 'widths of the intervals of both distances; the time step was not refined',
    certain: stepError.known && interaction.lipschitzGradient.kind !== 'estimate',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '1.5',
    title: "Dobrushin's inequality",
    kind: 'inequality',
    notebook: '01',
    section: "Theorem 1.5: Dobrushin's inequality",
    checks: [checkDobrushin],
    tests: ['test/statements/dobrushin.test.ts'],
    errata: ['B19'],
    hypotheses: lectureOneHypothesisNames,
  },
];
