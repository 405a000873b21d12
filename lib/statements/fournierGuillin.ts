import type { PhaseSpaceDensity } from '../densities';
import { recordTrajectory } from '../diagnostics/trajectory';
import type { Interaction } from '../interactions/types';
import { type Cloud, transportExact } from '../metrics/transport';
import { logLogFit } from '../numerics/convergence';
import { integerIn, positive } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import { createRandom, type Random } from '../numerics/random';
import { newtonSolver } from '../solvers/particles';
import { distanceCurve, dobrushinRate, growthFactors } from './dobrushin';
import { lectureOneHypothesisNames, liveStatement } from './entry';
import { lectureOneHypotheses } from './hypotheses';
import type { Check, HypothesisCheck, StatementEntry } from './types';
import { makeCheck, short, unnamedConstantCheck } from './verdict';

export interface SamplingOptions {
  readonly density: PhaseSpaceDensity;
  /** Numbers of particles, ascending, at least three of them. */
  readonly sizes: readonly number[];
  /** Independent pairs of clouds for each size. */
  readonly repetitions: number;
  readonly seed: number;
  readonly onProgress?: OnProgress;
}

/** Means over repetitions of dist_MK,1 between two independent clouds of N points, and their standard errors. */
export interface SamplingDistances {
  readonly sizes: Float64Array;
  /** Estimates E W₁(μ_N, μ'_N); half of it bounds E W₁(μ_N, f) from below, all of it from above. */
  readonly twoSample: Float64Array;
  readonly standardError: Float64Array;
}

/** W₁ between the empirical measures of two independent samples of N points each, averaged over repetitions. */
export function samplingDistances(options: SamplingOptions): SamplingDistances {
  const { density, sizes, repetitions, seed, onProgress } = options;
  integerIn('repetitions', repetitions, 2, 10_000);
  if (sizes.length < 3)
    throw new RangeError(`sizes must hold at least 3 numbers of particles, got ${sizes.length}`);
  for (const n of sizes) integerIn('sizes[i]', n, 1, 5000);
  const random = createRandom(seed);
  const statistics = sizes.map((n, k) => {
    const values = Array.from({ length: repetitions }, () => {
      const pair = [sampleCloud(density, random, n), sampleCloud(density, random, n)] as const;
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

function sampleCloud(density: PhaseSpaceDensity, random: Random, n: number): Cloud {
  const { x, xi } = density.sample(random, n);
  const d = density.dimension;
  const points = new Float64Array(2 * d * n);
  for (let j = 0; j < n; j++) {
    points.set(x.subarray(j * d, (j + 1) * d), 2 * d * j);
    points.set(xi.subarray(j * d, (j + 1) * d), 2 * d * j + d);
  }
  return { points, dimension: 2 * d };
}

function meanAndError(values: readonly number[]): { mean: number; standardError: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1);
  return { mean, standardError: Math.sqrt(variance / values.length) };
}

/** The bracket of Theorem 1.8 without its constant: as printed, N^{−1/q}+N^{−(1−1/q)}; right (B1), N^{−1/(2d)}+N^{−(1−1/q)}. */
export function fournierGuillinRate(
  n: number,
  q: number,
  dimension: number,
  exponent: 'right' | 'printed',
): number {
  return n ** (-1 / (exponent === 'printed' ? q : 2 * dimension)) + n ** (1 / q - 1);
}

export interface FournierGuillinInput {
  readonly density: PhaseSpaceDensity;
  readonly distances: SamplingDistances;
  /** Order of the moment that f^in has. */
  readonly q: number;
  readonly exponent?: 'right' | 'printed';
}

/**
 * Theorem 1.8 (Fournier–Guillin): E W₁(μ_N, f) ≤ C M_q^{1/q}·(N^{−1/(2d)} + N^{−(1−1/q)}). Looked at is whether the
 * smallest constant C grows with N, the two-sample mean standing for E W₁ (it differs by a factor between 1 and 2).
 */
export function checkFournierGuillin(input: FournierGuillinInput): Check {
  const { density, distances, exponent = 'right' } = input;
  const q = positive('q', input.q);
  const d = density.dimension;
  const rates = distances.sizes.map((n) => fournierGuillinRate(n, q, d, exponent));
  const constants = distances.twoSample.map((w, k) => w / rates[k]);
  const weights = distances.twoSample.map((w, k) => (w / distances.standardError[k]) ** 2);
  const fit = logLogFit(distances.sizes, constants, { weights });
  return unnamedConstantCheck({
    statement: '1.8',
    title:
      exponent === 'right'
        ? 'sampling rate, exponent 1/(2d)'
        : 'sampling rate as printed, exponent 1/q (erratum B1)',
    hypotheses: fournierGuillinHypotheses(q, d),
    at: distances.sizes,
    atLabel: 'N',
    lhs: constants,
    error: distances.standardError.map((e, k) => e / rates[k]),
    errorHow: 'standard error of the mean over repetitions',
    trend: { slope: fit.slope, uncertainty: (fit.interval[1] - fit.interval[0]) / 2 },
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
  hypotheses: [
    { name: '1 < q ≠ 2d/(2d−1)', role: 'needed' },
    { name: 'd ≥ 2', role: 'needed' },
    { name: 'd ≥ 3', role: 'printed' },
  ],
});

export interface MeanFieldLimitInput {
  readonly interaction: Interaction;
  readonly density: PhaseSpaceDensity;
  readonly nParticles: number;
  readonly repetitions: number;
  readonly until: number;
  readonly timeStep: number;
  readonly samples?: number;
  readonly seed: number;
  readonly onProgress?: OnProgress;
}

/**
 * Corollary 1.9 in time: the mean over random initial data of W₁ between two N-particle motions is at most its initial
 * value times e^{(1+2L)t} (Dobrushin's inequality for every pair, averaged). Errors are two standard errors of the mean.
 */
export function checkMeanFieldLimit(input: MeanFieldLimitInput): Check {
  const {
    interaction,
    density,
    nParticles,
    repetitions,
    until,
    timeStep,
    samples = 5,
    seed,
    onProgress,
  } = input;
  integerIn('nParticles', nParticles, 1, 2000);
  integerIn('repetitions', repetitions, 2, 1000);
  const random = createRandom(seed);
  const curves = Array.from({ length: repetitions }, (_, r) => {
    const motion = () => {
      const solver = newtonSolver({ interaction, ...density.sample(random, nParticles) });
      return recordTrajectory(solver, { until, timeStep, samples });
    };
    const curve = distanceCurve(motion(), motion());
    onProgress?.(r + 1, repetitions);
    return curve;
  });
  const times = curves[0].times;
  const statistics = Array.from(times, (_, s) => meanAndError(curves.map((c) => c.distance[s])));
  const growth = growthFactors(dobrushinRate(interaction.lipschitzGradient.value, 'printed'), times);
  return makeCheck({
    statement: '1.9',
    title: `mean over ${repetitions} pairs of N = ${nParticles} random particles`,
    kind: 'inequality',
    hypotheses: lectureOneHypotheses(interaction),
    at: times,
    atLabel: 't',
    lhs: statistics.map((v) => v.mean),
    rhs: growth.map((g) => statistics[0].mean * g),
    error: statistics.map((v, s) =>
      s === 0 ? 0 : 2 * (v.standardError + statistics[0].standardError * growth[s]),
    ),
    errorHow: 'two standard errors of both means',
    certain: interaction.lipschitzGradient.kind !== 'estimate',
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
  hypotheses: lectureOneHypothesisNames,
});
