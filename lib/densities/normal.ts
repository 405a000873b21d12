import { finite, optionsOf, positive, probabilityWeights } from '../numerics/guards';
import type { Random } from '../numerics/random';
import { logGamma, normalCdf, normalPdf, normalQuantile } from '../numerics/special';
import { invertCdf, longCell, mergeCells, shortCell, withDeviation } from './cells';
import type { CellMoments, Distribution1D } from './types';

/** ∫_a^b φ without cancellation in either tail. */
function standardMass(a: number, b: number): number {
  return a > 0 ? normalCdf(-a) - normalCdf(-b) : normalCdf(b) - normalCdf(a);
}

/** zφ(z), with its limit 0 at ±∞. */
function weightedPdf(z: number): number {
  return Number.isFinite(z) ? z * normalPdf(z) : 0;
}

/** max|zφ(z)| over [a, b]: it grows up to |z| = 1 and decreases beyond. */
function largestSlope(a: number, b: number): number {
  const nearest = Math.max(0, a, -b);
  const farthest = Math.max(-a, b);
  return nearest >= 1 ? weightedPdf(nearest) : weightedPdf(Math.min(1, farthest));
}

function standardCell(a: number, b: number): CellMoments {
  if (b - a <= 1) return shortCell(normalPdf, a, b);
  const mass = standardMass(a, b);
  return longCell(mass, normalPdf(a) - normalPdf(b), mass + weightedPdf(a) - weightedPdf(b), a, b);
}

/**
 * E|μ + σZ|ᵖ = σᵖ2^{p/2}Γ((p+1)/2)/√π·e^{−s}₁F₁((p+1)/2; ½; s) with s = μ²/2σ²: Kummer's transformation makes all
 * terms of the series positive.
 */
function normalAbsMoment(p: number, mean: number, deviation: number): number {
  const s = (mean / deviation) ** 2 / 2;
  // Beyond 500 the law is a point mass up to a relative (p σ/μ)²/2; the first two terms of that expansion suffice.
  if (s > 500)
    return (
      Math.abs(mean) ** p * (1 + (p * (p - 1)) / (4 * s) + (p * (p - 1) * (p - 2) * (p - 3)) / (32 * s * s))
    );
  let term = Math.exp(-s);
  let sum = 0;
  for (let n = 0; term > 1e-18 * sum || n < s; n++) {
    sum += term;
    term *= (((p + 1) / 2 + n) / (0.5 + n)) * (s / (n + 1));
  }
  return deviation ** p * Math.exp((p / 2) * Math.LN2 + logGamma((p + 1) / 2)) * (sum / Math.sqrt(Math.PI));
}

export interface NormalParameters {
  /** Default 0. */
  readonly mean?: number;
  /** Standard deviation σ > 0; default 1. */
  readonly deviation?: number;
}

/**
 * The normal law with density φ((x − mean)/σ)/σ.
 * @throws RangeError when mean is not finite or deviation not > 0.
 */
export function normal(parameters: NormalParameters = {}): Distribution1D {
  optionsOf('normal', parameters, '{ mean: 0, deviation: 1 }', ['mean', 'deviation']);
  const mean = finite('mean', parameters.mean ?? 0);
  const deviation = positive('deviation', parameters.deviation ?? 1);
  const standard = (x: number): number => (x - mean) / deviation;
  const support: [number, number] = [-Infinity, Infinity];
  const moments = (a: number, b: number): CellMoments => {
    const cell = standardCell(standard(a), standard(b));
    return { mass: cell.mass, mean: mean + deviation * cell.mean, variance: deviation ** 2 * cell.variance };
  };
  return {
    name: `normal(${mean}, ${deviation})`,
    support,
    mean,
    variance: deviation * deviation,
    pdf: (x) => normalPdf(standard(x)) / deviation,
    cdf: (x) => normalCdf(standard(x)),
    quantile: (u) => mean + deviation * normalQuantile(u),
    partialMean: (a, b) => {
      const [z, w] = [standard(a), standard(b)];
      return mean * standardMass(z, w) + deviation * (normalPdf(z) - normalPdf(w));
    },
    partialSecondMoment: (a, b) => {
      const [z, w] = [standard(a), standard(b)];
      const first = 2 * mean * deviation * (normalPdf(z) - normalPdf(w));
      return (
        (mean ** 2 + deviation ** 2) * standardMass(z, w) +
        first +
        deviation ** 2 * (weightedPdf(z) - weightedPdf(w))
      );
    },
    absMoment: (p) => normalAbsMoment(positive('p', p), mean, deviation),
    densityBound: normalPdf(0) / deviation,
    slopeBound: (a, b) => largestSlope(standard(a), standard(b)) / deviation ** 2,
    cell: withDeviation(moments, support),
    sample: (random) => mean + deviation * random.normal(),
  };
}

export interface NormalComponent extends NormalParameters {
  readonly weight: number;
}

/**
 * The mixture Σ weight·normal(mean, deviation): two streams, bump on tail.
 * @throws RangeError when there is no component, or the weights are not ≥ 0 with sum 1.
 */
export function normalMixture(components: readonly NormalComponent[]): Distribution1D {
  if (!Array.isArray(components) || components.length === 0) {
    throw new RangeError('components must be an array of length >= 1, got none');
  }
  const weights = probabilityWeights(
    'weight',
    components.map((component) => component.weight),
    components.length,
  );
  const laws = components.map(({ weight, ...law }) => normal(law));
  const sum = (term: (law: Distribution1D) => number): number =>
    laws.reduce((total, law, i) => total + weights[i] * term(law), 0);
  const mean = sum((law) => law.mean);
  const support: [number, number] = [-Infinity, Infinity];
  const pdf = (x: number): number => sum((law) => law.pdf(x));
  const cdf = (x: number): number => sum((law) => law.cdf(x));
  const moments = (a: number, b: number): CellMoments =>
    mergeCells(
      laws.map((law, i) => {
        const cell = law.cell(a, b);
        return { ...cell, mass: weights[i] * cell.mass };
      }),
    );
  return {
    name: `mixture(${laws.map((law, i) => `${weights[i]}·${law.name}`).join(' + ')})`,
    support,
    mean,
    variance: sum((law) => law.variance + (law.mean - mean) ** 2),
    pdf,
    cdf,
    quantile: (u) => {
      const ends = laws.map((law) => law.quantile(u));
      return invertCdf(cdf, pdf, u, Math.min(...ends), Math.max(...ends));
    },
    partialMean: (a, b) => sum((law) => law.partialMean(a, b)),
    partialSecondMoment: (a, b) => sum((law) => law.partialSecondMoment(a, b)),
    absMoment: (p) => sum((law) => law.absMoment(p)),
    densityBound: sum((law) => law.densityBound),
    slopeBound: (a, b) => sum((law) => law.slopeBound(a, b)),
    cell: withDeviation(moments, support),
    sample: (random) => laws[chooseIndex(weights, random)].sample(random),
  };
}

function chooseIndex(weights: Float64Array, random: Random): number {
  let rest = random.uniform();
  for (let i = 0; i < weights.length - 1; i++) {
    if (rest < weights[i]) return i;
    rest -= weights[i];
  }
  return weights.length - 1;
}
