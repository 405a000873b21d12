import type { Interaction } from '../interactions/types';
import { finite } from '../numerics/guards';
import { dobrushinRate } from './dobrushin';
import { lectureOneHypothesisNames } from './entry';
import {
  constantTrend,
  exponentText,
  type FournierGuillinInput,
  fournierGuillinHypotheses,
  fournierGuillinHypothesisNames,
  type UpperEnds,
} from './fournierGuillin';
import { lectureOneHypotheses } from './hypotheses';
import type { LimitPoint } from './limitDistances';
import { type SamplingPoint, samplingBracket } from './samplingDistances';
import type { Check, StatementEntry } from './types';
import { makeCheck, short, unnamedConstantCheck } from './verdict';

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
 * @example
 * checkMeanFieldLimit({ interaction: V, density, points: samplings, q: 4, until: 1 })
 */
export function checkMeanFieldLimit(input: MeanFieldLimitInput): Check {
  const { interaction, density, q, variant = 'right', points, measured } = input;
  const until = Math.abs(finite('until', input.until));
  const rate = dobrushinRate(interaction.lipschitzGradient.value, 'printed');
  const growth = Number.isFinite(rate) ? Math.exp(rate * until) : 1;
  return unnamedConstantCheck({
    statement: '1.9',
    title: `mean-field limit at t = ${short(until)}, d = ${density.dimension}, ${exponentText(variant, density.dimension)}`,
    hypotheses: [...lectureOneHypotheses(interaction), ...fournierGuillinHypotheses(density, q, variant)],
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
 * @example
 * checkMeanDobrushin({ interaction: V, measured })
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

export const entries: readonly StatementEntry[] = [
  {
    number: '1.9',
    title: 'The mean-field limit with a rate',
    kind: 'unnamed constant',
    notebook: '01',
    section: 'Corollary 1.9: the mean-field limit, in time and in N',
    checks: [checkMeanFieldLimit, checkMeanDobrushin],
    tests: ['test/statements/meanFieldLimit.test.ts', 'test/statements/limitDistances.test.ts'],
    errata: ['B1'],
    hypotheses: [...lectureOneHypothesisNames, ...fournierGuillinHypothesisNames],
  },
];
