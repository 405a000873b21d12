import type { PhaseSpaceDensity } from '../densities';
import { phaseSpaceMeasure } from '../diagnostics/trajectory';
import type { Dimension, Interaction } from '../interactions/types';
import { type Cloud, transportExact } from '../metrics/transport';
import { finite, integerIn, oneOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import type { OnProgress } from '../numerics/progress';
import { createRandom, type Random } from '../numerics/random';
import { newtonSolver } from '../solvers/particles';
import { dobrushinRate } from './dobrushin';
import { lectureOneHypothesisNames, liveStatement } from './entry';
import { lectureOneHypotheses } from './hypotheses';
import type { Check, HypothesisCheck, StatementEntry } from './types';
import { short, unnamedConstantCheck } from './verdict';

export interface SamplingOptions {
  readonly density: PhaseSpaceDensity;
  /** Numbers of particles, ascending, at least three of them. */
  readonly sizes: readonly number[];
  /** Independent pairs of clouds for each size. */
  readonly repetitions: number;
  readonly seed: number;
  /** Let both clouds of a pair move before they are compared (Corollary 1.9); absent: compare at time 0 (Theorem 1.8). */
  readonly motion?: {
    readonly interaction: Interaction;
    readonly until: number;
    readonly timeStep: number;
  };
  readonly onProgress?: OnProgress;
}

/** Means over repetitions of dist_MK,1 between two independent clouds of N points, and their standard errors. */
export interface SamplingDistances {
  readonly sizes: Float64Array;
  /**
   * Estimates E W₁(μ_N, μ'_N); half of it bounds E W₁(μ_N, f) from below (triangle inequality), all of it from above at
   * time 0 (convexity, since E μ'_N = f), at later times up to the distance O(1/N) of E μ'_N(t) from f(t).
   */
  readonly twoSample: Float64Array;
  readonly standardError: Float64Array;
}

/** W₁ between the empirical measures of two independent samples of N points each, averaged over repetitions. */
export function samplingDistances(options: SamplingOptions): SamplingDistances {
  const { density, sizes, repetitions, seed, motion, onProgress } = options;
  integerIn('repetitions', repetitions, 2, 10_000);
  if (sizes.length < 3)
    throw new RangeError(`sizes must hold at least 3 numbers of particles, got ${sizes.length}`);
  for (const n of sizes) integerIn('sizes[i]', n, 1, 5000);
  if (sizes.some((n, k) => k > 0 && n <= sizes[k - 1]))
    throw new RangeError(`sizes must ascend, got ${sizes.join(', ')}`);
  const random = createRandom(seed);
  const statistics = sizes.map((n, k) => {
    const values = Array.from({ length: repetitions }, () => {
      const pair = [cloudOf(density, random, n, motion), cloudOf(density, random, n, motion)];
      return transportExact(pair[0], pair[1]).distance;
    });
    onProgress?.(k + 1, sizes.length);
    return meanAndError(values);
  });
  return {
    sizes: Float64Array.from(sizes),
    twoSample: Float64Array.from(statistics, (s) => s.mean),
    standardError: Float64Array.from(statistics, (s) => s.standardError),
  };
}

/** n independent points, moved by Newton's equations if asked. */
function cloudOf(
  density: PhaseSpaceDensity,
  random: Random,
  n: number,
  motion: SamplingOptions['motion'],
): Cloud {
  const { x, xi } = density.sample(random, n);
  const dimension = density.dimension as Dimension;
  if (!motion) return phaseSpaceMeasure({ x, xi, weights: new Float64Array(n).fill(1 / n), dimension });
  const solver = newtonSolver({ interaction: motion.interaction, x, xi });
  solver.run({ until: motion.until, timeStep: motion.timeStep });
  return phaseSpaceMeasure(solver.state);
}

function meanAndError(values: readonly number[]): { mean: number; standardError: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1);
  return { mean, standardError: Math.sqrt(variance / values.length) };
}

/**
 * The rate of Theorem 1.8 in N. Printed is N^{−1/q} + N^{−(1−1/q)}, right is N^{−1/(2d)} + N^{−(1−1/q)} (erratum B1).
 * Returned is the larger of the two terms, which is the sum up to a factor of two: the sum itself bends within any range
 * of N that can be computed, and would hide a trend.
 */
export function fournierGuillinRate(
  n: number,
  q: number,
  dimension: number,
  exponent: 'right' | 'printed',
): number {
  oneOf('exponent', exponent, ['right', 'printed'] as const);
  return n ** -Math.min(1 / (exponent === 'printed' ? q : 2 * dimension), 1 - 1 / q);
}

export interface FournierGuillinInput {
  readonly density: PhaseSpaceDensity;
  readonly distances: SamplingDistances;
  /** Order of the moment that f^in has. */
  readonly q: number;
  readonly exponent?: 'right' | 'printed';
}

/** The smallest constants C with distance ≤ C·scale·rate(N), and how they grow with N. */
function constantTrend(
  input: FournierGuillinInput,
  scale: number,
): Pick<
  Parameters<typeof unnamedConstantCheck>[0],
  'at' | 'atLabel' | 'lhs' | 'error' | 'errorHow' | 'trend'
> {
  const { density, distances, exponent = 'right' } = input;
  const q = positive('q', input.q);
  const bounds = distances.sizes.map((n) => scale * fournierGuillinRate(n, q, density.dimension, exponent));
  const constants = distances.twoSample.map((w, k) => w / bounds[k]);
  const weights = distances.twoSample.map((w, k) => (w / distances.standardError[k]) ** 2);
  const fit = logLogFit(distances.sizes, constants, { weights });
  return {
    at: distances.sizes,
    atLabel: 'N',
    lhs: constants,
    error: distances.standardError.map((e, k) => e / bounds[k]),
    errorHow: 'standard error of the mean over repetitions',
    trend: { slope: fit.slope, uncertainty: (fit.interval[1] - fit.interval[0]) / 2 },
  };
}

/**
 * Theorem 1.8 (Fournier–Guillin): E W₁(μ_N, f) ≤ C M_q^{1/q}·(N^{−1/(2d)} + N^{−(1−1/q)}), C = C(d, q). Looked at is
 * whether the smallest constant C M_q^{1/q} grows with N, the two-sample mean standing for E W₁ (it differs by a factor
 * between 1 and 2).
 */
export function checkFournierGuillin(input: FournierGuillinInput): Check {
  const printed = input.exponent === 'printed';
  return unnamedConstantCheck({
    statement: '1.8',
    title: printed ? 'sampling rate as printed, exponent 1/q (erratum B1)' : 'sampling rate, exponent 1/(2d)',
    hypotheses: fournierGuillinHypotheses(input.q, input.density.dimension),
    ...constantTrend(input, 1),
  });
}

function fournierGuillinHypotheses(q: number, d: number): HypothesisCheck[] {
  const critical = (2 * d) / (2 * d - 1);
  return [
    {
      name: '1 < q ≠ 2d/(2d−1)',
      role: 'needed',
      holds: q > 1 && Math.abs(q - critical) > 1e-12,
      witness: `q = ${short(q)}, 2d/(2d−1) = ${short(critical)}`,
    },
    { name: 'd ≥ 2', role: 'needed', holds: d >= 2, witness: `d = ${d}` },
    { name: 'd ≥ 3', role: 'printed', holds: d >= 3, witness: `d = ${d}` },
  ];
}

const fournierGuillinHypothesisNames: StatementEntry['hypotheses'] = [
  { name: '1 < q ≠ 2d/(2d−1)', role: 'needed' },
  { name: 'd ≥ 2', role: 'needed' },
  { name: 'd ≥ 3', role: 'printed' },
];

/** Registry entry of Theorem 1.8. */
export const fournierGuillinEntry: StatementEntry = liveStatement({
  number: '1.8',
  title: 'Fournier–Guillin: rate of the law of large numbers in dist_MK,1',
  kind: 'unnamed constant',
  notebook: '01',
  section: 'Theorem 1.8: how fast a random cloud fills f',
  checks: ['checkFournierGuillin'],
  tests: ['test/statements/fournierGuillin.test.ts'],
  errata: ['B1'],
  hypotheses: fournierGuillinHypothesisNames,
});

export interface MeanFieldLimitInput extends FournierGuillinInput {
  readonly interaction: Interaction;
  /** The time at which `distances` were taken, with this interaction as their `motion`. */
  readonly until: number;
}

/**
 * Corollary 1.9: E W₁(μ_N(t), f(t)) ≤ C M_q^{1/q} e^{(1+2L)t}·(N^{−1/(2d)} + N^{−(1−1/q)}) for independent initial data of
 * law f^in. Looked at is whether the smallest constant C M_q^{1/q} grows with N, as for Theorem 1.8.
 */
export function checkMeanFieldLimit(input: MeanFieldLimitInput): Check {
  const { interaction, density, q, until } = input;
  const lipschitz = interaction.lipschitzGradient;
  const hypotheses = [
    ...lectureOneHypotheses(interaction),
    ...fournierGuillinHypotheses(q, density.dimension),
  ];
  const growth = Math.exp(dobrushinRate(lipschitz.value, 'printed') * Math.abs(finite('until', until)));
  return unnamedConstantCheck({
    statement: '1.9',
    title: `mean-field limit at t = ${short(until)}${input.exponent === 'printed' ? ', exponent 1/q as printed (B1)' : ''}`,
    hypotheses,
    ...constantTrend(input, Number.isFinite(growth) ? growth : 1),
  });
}

/** Registry entry of Corollary 1.9. */
export const meanFieldLimitEntry: StatementEntry = liveStatement({
  number: '1.9',
  title: 'The mean-field limit with a rate',
  kind: 'unnamed constant',
  notebook: '01',
  section: 'Corollary 1.9: the mean-field limit, in time and in N',
  checks: ['checkMeanFieldLimit'],
  tests: ['test/statements/fournierGuillin.test.ts'],
  errata: ['B1'],
  hypotheses: [...lectureOneHypothesisNames, ...fournierGuillinHypothesisNames],
});
