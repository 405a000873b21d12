import type { PhaseSpaceDensity } from '../densities';
import type { Interaction } from '../interactions/types';
import { lowerBoundByDensity } from '../metrics/transport';
import type { Estimate } from '../numerics/estimate';
import { finite, integerIn, oneOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import { dobrushinRate } from './dobrushin';
import { lectureOneHypothesisNames, liveStatement } from './entry';
import { lectureOneHypotheses } from './hypotheses';
import type { LimitPoint } from './limitDistances';
import { type SamplingPoint, samplingBracket } from './samplingDistances';
import type { Check, HypothesisCheck, StatementEntry } from './types';
import { makeCheck, short, unnamedConstantCheck } from './verdict';

export type RateExponent = 'right' | 'printed';

/**
 * The rate of Theorem 1.8 in N. Printed is N^{−1/q} + N^{−(1−1/q)}, right is N^{−1/(2d)} + N^{−(1−1/q)} (erratum B1); in
 * d = 1 Fournier and Guillin have N^{−1/2}log(1 + N) for the first term. Returned is the larger of the two terms, which is
 * the sum up to a factor of two: the sum itself bends within any range of N that can be computed, and would hide a trend.
 */
export function fournierGuillinRate(n: number, q: number, dimension: number, exponent: RateExponent): number {
  oneOf('exponent', exponent, ['right', 'printed'] as const);
  const second = n ** -(1 - 1 / q);
  if (exponent === 'printed') return Math.max(n ** (-1 / q), second);
  const logarithm = dimension === 1 ? Math.log1p(n) : 1;
  return Math.max(n ** (-1 / (2 * dimension)) * logarithm, second);
}

/** An upper bound of M_q^{1/q}, M_q = ∬(|x| + |ξ|)^q f: |x| + |ξ| ≤ √2·|z|. ∞ when the moment is. */
export function momentLength(density: PhaseSpaceDensity, q: number): number {
  return Math.SQRT2 * density.momentBound(positive('q', q)) ** (1 / q);
}

export interface ConstantsDemanded {
  /** Lower bound of the C in E W₁ ≤ C·M_q^{1/q}·(N^{−1/q} + N^{−(1−1/q)}) that this N needs. */
  readonly demanded: number;
  /** For every larger N the bound with the constant asked about is false; ∞ when the exponents do not exclude it, or beyond all doubles. */
  readonly failsBeyond: number;
}

/**
 * What the lower bound D/(D+1)·(N K ω_D)^{−1/D} ≤ E W₁ makes of the printed bound of Theorem 1.8: the constant that it needs
 * at N, and the N from which on it is false with a given constant. Nothing is estimated; with both terms of the rate.
 */
export function printedBoundAgainstDensity(
  density: PhaseSpaceDensity,
  parameters: { readonly q: number; readonly size: number; readonly constant: number },
): ConstantsDemanded {
  const { q, constant } = parameters;
  const size = integerIn('size', parameters.size, 1);
  const length = momentLength(density, q);
  const demandedAt = (n: number): number =>
    densityBoundAt(density, n) / (length * (n ** (-1 / q) + n ** -(1 - 1 / q)));
  const slope = Math.min(1 / q, 1 - 1 / q) - 1 / (2 * density.dimension);
  // Both terms together are at most twice the larger one, whose quotient with the lower bound is a pure power of N.
  const atOne = densityBoundAt(density, 1) / (2 * length);
  const failsBeyond = slope > 0 ? (positive('constant', constant) / atOne) ** (1 / slope) : Infinity;
  return { demanded: demandedAt(size), failsBeyond };
}

function densityBoundAt(density: PhaseSpaceDensity, count: number): number {
  const { densityBound, dimension } = density;
  return densityBound < Infinity ? lowerBoundByDensity({ count, dimension: 2 * dimension, densityBound }) : 0;
}

export interface FournierGuillinInput {
  readonly density: PhaseSpaceDensity;
  /** At least three N, from `samplingDistances` for this density. */
  readonly points: readonly SamplingPoint[];
  /** Order of a moment that f^in has. */
  readonly q: number;
  readonly exponent?: RateExponent;
}

/** Upper ends of a distance for some N. */
interface UpperEnds {
  readonly sizes: Float64Array;
  readonly upper: Float64Array;
  readonly upperError: Float64Array;
}

/**
 * How the constant C in distance ≤ C·M_q^{1/q}·growth·rate(N) moves with N. If that which the certain lower bound demands
 * grows, this decides; otherwise it is asked whether that which the upper ends allow does.
 */
function constantTrend(
  { density, q, exponent = 'right' }: Pick<FournierGuillinInput, 'density' | 'q' | 'exponent'>,
  { sizes, upper, upperError }: UpperEnds,
  growth: number,
): Pick<
  Parameters<typeof unnamedConstantCheck>[0],
  'at' | 'atLabel' | 'lhs' | 'error' | 'errorHow' | 'trend'
> {
  if (sizes.length < 3) throw new RangeError(`points must hold at least 3 sizes, got ${sizes.length}`);
  const length = momentLength(density, q);
  const scale = growth * (length < Infinity ? length : 1);
  const bounds = sizes.map((n) => scale * fournierGuillinRate(n, q, density.dimension, exponent));
  const common = { at: sizes, atLabel: 'N' };
  const demanded = sizes.map((n, k) => densityBoundAt(density, n) / bounds[k]);
  const slope = demanded.some((c) => c === 0) ? 0 : logLogFit(sizes, demanded).slope;
  // An exact power of N: growth is growth, but rounding is none.
  if (slope > 1e-6) {
    const errorHow = 'none: the lower bound by sup f is exact to rounding';
    return {
      ...common,
      lhs: demanded,
      error: new Float64Array(sizes.length),
      errorHow,
      trend: { slope, uncertainty: 0, exact: true },
    };
  }
  const allowed = upper.map((w, k) => w / bounds[k]);
  const error = upperError.map((e, k) => e / bounds[k]);
  const fit = logLogFit(sizes, allowed, { standardErrors: error });
  // Where the data bend, the scatter about the line says more than the errors.
  const uncertainty =
    ((fit.interval[1] - fit.interval[0]) / 2) * Math.sqrt(Math.max(1, fit.reducedChiSquare));
  const errorHow = 'standard error of the mean over repetitions';
  return { ...common, lhs: allowed, error, errorHow, trend: { slope: fit.slope, uncertainty } };
}

/**
 * Theorem 1.8 (Fournier–Guillin): E W₁(μ_N, f) ≤ C·M_q^{1/q}·(N^{−1/(2d)} + N^{−(1−1/q)}), C = C(d, q). Looked at is
 * whether the smallest such C grows with N. `lhs` holds C from the upper end of E W₁ (the two-sample mean or a sharper
 * one); with the printed exponent 1/q and 2d/(2d−1) < q < 2d it holds the C that the certain lower bound by sup f demands,
 * which grows like a power of N: a disproof.
 */
export function checkFournierGuillin(input: FournierGuillinInput): Check {
  const { density, points, q, exponent = 'right' } = input;
  return unnamedConstantCheck({
    statement: '1.8',
    title: `sampling rate in d = ${density.dimension}, ${exponentText(exponent, density.dimension)}`,
    hypotheses: fournierGuillinHypotheses(density, q, exponent),
    ...constantTrend(input, samplingBracket(points), 1),
  });
}

function exponentText(exponent: RateExponent, d: number): string {
  if (exponent === 'printed') return 'exponent 1/q as printed (erratum B1)';
  return d === 1 ? 'rate N^{−1/2} log(1+N)' : 'exponent 1/(2d)';
}

function fournierGuillinHypotheses(
  density: PhaseSpaceDensity,
  q: number,
  exponent: RateExponent,
): HypothesisCheck[] {
  const d = density.dimension;
  const critical = (2 * d) / (2 * d - 1);
  const moment = density.momentBound(q);
  return [
    {
      name: 'M_q < ∞',
      role: 'needed',
      holds: moment < Infinity,
      witness: `∫|z|^q f ≤ ${short(moment)}`,
    },
    {
      name: '1 < q ≠ 2d/(2d−1)',
      role: 'needed',
      holds: q > 1 && Math.abs(q - critical) > 1e-12,
      witness: `q = ${short(q)}, 2d/(2d−1) = ${short(critical)}`,
    },
    {
      name: 'd ≥ 2, or a factor log(1+N)',
      role: 'needed',
      holds: d >= 2 || exponent === 'right',
      witness: `d = ${d}`,
    },
    { name: 'd ≥ 3', role: 'printed', holds: d >= 3, witness: `d = ${d}` },
  ];
}

const fournierGuillinHypothesisNames: StatementEntry['hypotheses'] = [
  { name: 'M_q < ∞', role: 'needed' },
  { name: '1 < q ≠ 2d/(2d−1)', role: 'needed' },
  { name: 'd ≥ 2, or a factor log(1+N)', role: 'needed' },
  { name: 'd ≥ 3', role: 'printed' },
];

/** Registry entry of Theorem 1.8. */
export const fournierGuillinEntry: StatementEntry = liveStatement({
  number: '1.8',
  title: 'Fournier–Guillin: rate of the law of large numbers in dist_MK,1',
  kind: 'unnamed constant',
  notebook: '01',
  section: 'Theorem 1.8: how fast a random cloud fills f',
  checks: ['checkFournierGuillin', 'checkReproduced'],
  tests: ['test/statements/fournierGuillin.test.ts', 'test/statements/rateStudy.test.ts'],
  errata: ['B1'],
  hypotheses: fournierGuillinHypothesisNames,
});

export interface MeanFieldLimitInput extends Omit<FournierGuillinInput, 'points'> {
  readonly interaction: Interaction;
  /** t. */
  readonly until: number;
  /** E W₁ at time 0, which Dobrushin's inequality carries to t; or else `measured`. */
  readonly points?: readonly SamplingPoint[];
  /** E W₁(μ_N(t), f(t)) at t itself (d = 1, `limitPoints`; other times are left out). */
  readonly measured?: readonly LimitPoint[];
}

/**
 * Corollary 1.9: E W₁(μ_N(t), f(t)) ≤ C·M_q^{1/q}·e^{(1+2L)t}·(N^{−1/(2d)} + N^{−(1−1/q)}) for independent initial data of
 * law f^in. Looked at is whether the smallest C grows with N, as for Theorem 1.8, from the upper ends measured at t or else
 * carried there by Dobrushin's inequality. The lower bound by sup f holds at every t: Vlasov's flow keeps volumes, so that
 * f(t) ≤ sup f^in, and no motion of N points escapes it.
 */
export function checkMeanFieldLimit(input: MeanFieldLimitInput): Check {
  const { interaction, density, q, exponent = 'right', points, measured } = input;
  const until = Math.abs(finite('until', input.until));
  const rate = dobrushinRate(interaction.lipschitzGradient.value, 'printed');
  const growth = Number.isFinite(rate) ? Math.exp(rate * until) : 1;
  return unnamedConstantCheck({
    statement: '1.9',
    title: `mean-field limit at t = ${short(until)}, d = ${density.dimension}, ${exponentText(exponent, density.dimension)}`,
    hypotheses: [...lectureOneHypotheses(interaction), ...fournierGuillinHypotheses(density, q, exponent)],
    ...constantTrend(input, upperEndsAt(until, growth, points, measured), growth),
  });
}

function upperEndsAt(
  until: number,
  growth: number,
  points?: readonly SamplingPoint[],
  measured?: readonly LimitPoint[],
): UpperEnds {
  if ((points === undefined) === (measured === undefined))
    throw new RangeError('either points or measured must be given, got both or none');
  if (points) {
    const { sizes, upper, upperError } = samplingBracket(points);
    return { sizes, upper: upper.map((w) => growth * w), upperError: upperError.map((e) => growth * e) };
  }
  const then = (measured as readonly LimitPoint[]).filter(({ time }) => Math.abs(time - until) < 1e-9);
  return {
    sizes: Float64Array.from(then, (point) => point.size),
    upper: Float64Array.from(then, (point) => point.upper.mean + point.gridError),
    upperError: Float64Array.from(then, (point) => point.upper.standardError),
  };
}

/**
 * The step from Theorem 1.8 to Corollary 1.9, Dobrushin's inequality averaged over initial data, with nothing unnamed:
 * E W₁(μ_N(t), f(t)) ≤ e^{(1+2L)t}·E W₁(μ_N(0), f^in). One N, all its times; the upper end at t against the lower end at 0.
 * @throws RangeError when the points do not belong to one N or do not begin at time 0.
 */
export function checkMeanDobrushin(input: {
  readonly interaction: Interaction;
  readonly measured: readonly LimitPoint[];
}): Check {
  const { interaction, measured } = input;
  const size = measured[0]?.size;
  if (measured[0]?.time !== 0 || measured.some((point) => point.size !== size))
    throw new RangeError('measured must be points of one N, the first of them at time 0');
  const rate = dobrushinRate(interaction.lipschitzGradient.value, 'printed');
  const times = measured.map((point) => point.time);
  const factors = times.map((t) => (t === 0 ? 1 : Math.exp(rate * t)));
  const start = measured[0].lower;
  const startError = 2 * start.standardError + measured[0].gridError;
  return makeCheck({
    statement: '1.9',
    title: `Dobrushin's inequality averaged over initial data, N = ${size}`,
    kind: 'inequality',
    hypotheses: lectureOneHypotheses(interaction),
    at: times,
    atLabel: 't',
    // At time 0 both sides are the same number; its two ends would only compare with each other.
    lhs: measured.map((point) => (point.time === 0 ? start.mean : point.upper.mean)),
    rhs: factors.map((factor) => factor * start.mean),
    error: measured.map((point, s) =>
      point.time === 0 ? 0 : 2 * point.upper.standardError + point.gridError + factors[s] * startError,
    ),
    errorHow: 'two standard errors of both means, and the error of the grid',
    certain: interaction.lipschitzGradient.kind !== 'estimate',
  });
}

export interface ReproducedInput {
  /** For the title: `two clouds`. */
  readonly what: string;
  /** N. */
  readonly at: ArrayLike<number>;
  readonly stored: readonly Estimate[];
  /** Of independent random numbers: another seed. */
  readonly live: readonly Estimate[];
}

/**
 * Stored and live estimates of the same means: identity within four standard errors of the difference (one in 16 000 is
 * farther off by chance).
 */
export function checkReproduced(input: ReproducedInput): Check {
  const { stored, live } = input;
  if (stored.length !== live.length)
    throw new RangeError(`live must have length ${stored.length}, got length ${live.length}`);
  return makeCheck({
    statement: '1.8',
    title: `${input.what}: computed now against stored`,
    kind: 'identity',
    at: input.at,
    atLabel: 'N',
    lhs: live.map((estimate) => estimate.mean),
    rhs: stored.map((estimate) => estimate.mean),
    error: live.map((estimate, k) => 4 * Math.hypot(estimate.standardError, stored[k].standardError)),
    errorHow: 'four standard errors of the difference',
  });
}

/** Registry entry of Corollary 1.9. */
export const meanFieldLimitEntry: StatementEntry = liveStatement({
  number: '1.9',
  title: 'The mean-field limit with a rate',
  kind: 'unnamed constant',
  notebook: '01',
  section: 'Corollary 1.9: the mean-field limit, in time and in N',
  checks: ['checkMeanFieldLimit', 'checkMeanDobrushin'],
  tests: ['test/statements/fournierGuillin.test.ts', 'test/statements/limitDistances.test.ts'],
  errata: ['B1'],
  hypotheses: [...lectureOneHypothesisNames, ...fournierGuillinHypothesisNames],
});
