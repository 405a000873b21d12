import type { PhaseSpaceDensity } from '../densities';
import { lowerBoundByDensity } from '../metrics/transport';
import type { Estimate } from '../numerics/estimate';
import { integerIn, oneOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import { type SamplingPoint, samplingBracket } from './samplingDistances';
import type { Check, HypothesisCheck, HypothesisLabel, StatementEntry } from './types';
import { makeCheck, short, unnamedConstantCheck } from './verdict';

export type FournierGuillinVariant = 'right' | 'printed';

/**
 * The rate of Theorem 1.8 in N. Printed is N^{−1/q} + N^{−(1−1/q)}, right is N^{−1/(2d)} + N^{−(1−1/q)} (erratum B1); in
 * d = 1 Fournier and Guillin have N^{−1/2}log(1 + N) for the first term. Here and wherever a constant is told, the larger
 * of the two terms stands for their sum, which changes C by a factor of at most two: the sum itself bends within any range
 * of N that can be computed, and would hide a trend.
 * @example
 * fournierGuillinRate(1000, 4, 2, 'right')
 */
export function fournierGuillinRate(
  n: number,
  q: number,
  dimension: number,
  variant: FournierGuillinVariant,
): number {
  oneOf('variant', variant, ['right', 'printed'] as const);
  const second = n ** -(1 - 1 / q);
  if (variant === 'printed') return Math.max(n ** (-1 / q), second);
  const logarithm = dimension === 1 ? Math.log1p(n) : 1;
  return Math.max(n ** (-1 / (2 * dimension)) * logarithm, second);
}

/**
 * An upper bound of M_q^{1/q}, M_q = ∬(|x| + |ξ|)^q f: |x| + |ξ| ≤ √2·|z|. ∞ when the moment is.
 * @example
 * momentLength(density, 4)
 */
export function momentLength(density: PhaseSpaceDensity, q: number): number {
  return Math.SQRT2 * density.momentBound(positive('q', q)) ** (1 / q);
}

export interface ConstantsDemanded {
  /** Lower bound of the C in E W₁ ≤ C·M_q^{1/q}·max(N^{−1/q}, N^{−(1−1/q)}) that this N needs. */
  readonly demanded: number;
  /** For every larger N the bound with the constant asked about is false; ∞ when the exponents do not exclude it, or beyond all doubles. */
  readonly failsBeyond: number;
}

/**
 * What the lower bound D/(D+1)·(N K ω_D)^{−1/D} ≤ E W₁ makes of the printed bound of Theorem 1.8: the constant that it needs
 * at N, and the N from which on it is false with a given constant. Nothing is estimated; the rate is `fournierGuillinRate`.
 * @example
 * printedBoundAgainstDensity(density, { q: 1.2, size: 1000, constant: 10 })
 */
export function printedBoundAgainstDensity(
  density: PhaseSpaceDensity,
  parameters: { readonly q: number; readonly size: number; readonly constant: number },
): ConstantsDemanded {
  const { q, constant } = parameters;
  const size = integerIn('size', parameters.size, 1);
  const length = momentLength(density, q);
  const demandedAt = (n: number): number =>
    densityBoundAt(density, n) / (length * fournierGuillinRate(n, q, density.dimension, 'printed'));
  // What is demanded is a pure power of N.
  const slope = Math.min(1 / q, 1 - 1 / q) - 1 / (2 * density.dimension);
  const failsBeyond = slope > 0 ? (positive('constant', constant) / demandedAt(1)) ** (1 / slope) : Infinity;
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
  readonly variant?: FournierGuillinVariant;
}

/** Upper ends of a distance for some N. */
export interface UpperEnds {
  readonly sizes: Float64Array;
  readonly upper: Float64Array;
  readonly upperError: Float64Array;
}

/**
 * How the constant C in distance ≤ C·M_q^{1/q}·growth·rate(N) moves with N. If that which the certain lower bound demands
 * grows, this decides; otherwise it is asked whether that which the upper ends allow does.
 */
export function constantTrend(
  { density, q, variant = 'right' }: Pick<FournierGuillinInput, 'density' | 'q' | 'variant'>,
  { sizes, upper, upperError }: UpperEnds,
  growth: number,
): Pick<
  Parameters<typeof unnamedConstantCheck>[0],
  'at' | 'atLabel' | 'lhs' | 'error' | 'errorHow' | 'trend'
> {
  if (sizes.length < 3) throw new RangeError(`points must hold at least 3 sizes, got ${sizes.length}`);
  const length = momentLength(density, q);
  const scale = growth * (length < Infinity ? length : 1);
  const bounds = sizes.map((n) => scale * fournierGuillinRate(n, q, density.dimension, variant));
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
 * whether the smallest such C (for the larger of the two terms) grows with N. `lhs` holds C from the upper end of E W₁ (the two-sample mean or a sharper
 * one); with the printed exponent 1/q and 2d/(2d−1) < q < 2d it holds the C that the certain lower bound by sup f demands,
 * which grows like a power of N: a disproof.
 * @example
 * checkFournierGuillin({ density, points: samplings, q: 4 })
 */
export function checkFournierGuillin(input: FournierGuillinInput): Check {
  const { density, points, q, variant = 'right' } = input;
  return unnamedConstantCheck({
    statement: '1.8',
    title: `sampling rate in d = ${density.dimension}, ${exponentText(variant, density.dimension)}`,
    hypotheses: fournierGuillinHypotheses(density, q, variant),
    ...constantTrend(input, samplingBracket(points), 1),
  });
}

export function exponentText(variant: FournierGuillinVariant, d: number): string {
  if (variant === 'printed') return 'exponent 1/q as printed (erratum B1)';
  return d === 1 ? 'rate N^{−1/2} log(1+N)' : 'exponent 1/(2d)';
}

/** The hypotheses of Theorem 1.8 for this density and q. */
export function fournierGuillinHypotheses(
  density: PhaseSpaceDensity,
  q: number,
  variant: FournierGuillinVariant,
): HypothesisCheck[] {
  const d = density.dimension;
  const critical = (2 * d) / (2 * d - 1);
  const moment = density.momentBound(q);
  const [finiteMoment, order, dimension, printed] = fournierGuillinHypothesisNames;
  return [
    { ...finiteMoment, holds: moment < Infinity, witness: `∫|z|^q f ≤ ${short(moment)}` },
    {
      ...order,
      holds: q > 1 && Math.abs(q - critical) > 1e-12,
      witness: `q = ${short(q)}, 2d/(2d−1) = ${short(critical)}`,
    },
    { ...dimension, holds: d >= 2 || variant === 'right', witness: `d = ${d}` },
    { ...printed, holds: d >= 3, witness: `d = ${d}` },
  ];
}

export const fournierGuillinHypothesisNames: readonly HypothesisLabel[] = [
  { name: 'M_q < ∞', role: 'needed' },
  { name: '1 < q ≠ 2d/(2d−1)', role: 'needed' },
  { name: 'd ≥ 2, or a factor log(1+N)', role: 'needed' },
  { name: 'd ≥ 3', role: 'printed' },
];

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
 * @example
 * checkReproduced({ what: 'W₁ of 100 points', at: [100], stored: [estimateOf([1, 1.1, 0.9])], live: [estimateOf([1, 1.2, 0.9])] })
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

export const entries: readonly StatementEntry[] = [
  {
    number: '1.8',
    title: 'Fournier–Guillin: rate of the law of large numbers in dist_MK,1',
    kind: 'unnamed constant',
    notebook: '01',
    section: 'Theorem 1.8: how fast a random cloud fills f',
    checks: [checkFournierGuillin, checkReproduced],
    tests: ['test/statements/fournierGuillin.test.ts', 'test/statements/rateStudy.test.ts'],
    errata: ['B1'],
    hypotheses: fournierGuillinHypothesisNames,
  },
];
