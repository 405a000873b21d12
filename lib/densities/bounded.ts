import { finite, numberIn, optionsOf, positive } from '../numerics/guards';
import { gaussLegendre } from '../numerics/quadrature';
import { invertCdf, mergeCells, shortCell, withDeviation } from './cells';
import type { CellMoments, Distribution1D } from './types';

/** ∫|x|ᵖ from 0 to x, odd in x. */
function absPower(x: number, p: number): number {
  return (Math.sign(x) * Math.abs(x) ** (p + 1)) / (p + 1);
}

function clamped(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}

/**
 * The uniform law on [low, high].
 * @throws RangeError when the ends are not finite or low >= high.
 */
export function uniform(parameters: { readonly low: number; readonly high: number }): Distribution1D {
  optionsOf('uniform', parameters, '{ low: 0, high: 1 }', ['low', 'high']);
  const low = finite('low', parameters.low);
  const high = finite('high', parameters.high);
  if (low >= high) throw new RangeError(`high must be > low = ${low}, got ${high}`);
  const length = high - low;
  const support: [number, number] = [low, high];
  const between = (a: number, b: number, primitive: (x: number) => number): number =>
    a < b ? (primitive(clamped(b, low, high)) - primitive(clamped(a, low, high))) / length : 0;
  const moments = (a: number, b: number): CellMoments => {
    return { mass: (b - a) / length, mean: (a + b) / 2, variance: (b - a) ** 2 / 12 };
  };
  return {
    name: `uniform[${low}, ${high}]`,
    support,
    mean: (low + high) / 2,
    variance: length ** 2 / 12,
    pdf: (x) => (x >= low && x <= high ? 1 / length : 0),
    cdf: (x) => (clamped(x, low, high) - low) / length,
    quantile: (u) => low + length * numberIn('u', u, 0, 1),
    partialMean: (a, b) => between(a, b, (x) => (x * x) / 2),
    partialSecondMoment: (a, b) => between(a, b, (x) => x ** 3 / 3),
    absMoment: (p) => between(low, high, (x) => absPower(x, positive('p', p))),
    densityBound: 1 / length,
    slopeBound: () => 0,
    cell: withDeviation(moments, support),
    sample: (random) => low + length * random.uniform(),
  };
}

export interface CosineParameters {
  /** a ∈ [−1, 1]. */
  readonly amplitude: number;
  /** k > 0; default 1. */
  readonly wavenumber?: number;
  /** Length of the circle, a multiple of 2π/k; default 2π/k. */
  readonly period?: number;
}

/**
 * A perturbed uniform law on one period of the circle: density (1 + a·cos kx)/period on [0, period]. Moments and
 * distances are those of the line; on the circle distances are smaller.
 * @throws RangeError when |amplitude| > 1 or period is not a multiple of 2π/wavenumber.
 */
export function cosinePerturbed(parameters: CosineParameters): Distribution1D {
  optionsOf('cosinePerturbed', parameters, '{ amplitude: 0.1, wavenumber: 1 }', [
    'amplitude',
    'wavenumber',
    'period',
  ]);
  const amplitude = numberIn('amplitude', parameters.amplitude, -1, 1);
  const k = positive('wavenumber', parameters.wavenumber ?? 1);
  const period = positive('period', parameters.period ?? (2 * Math.PI) / k);
  const waves = (k * period) / (2 * Math.PI);
  if (Math.round(waves) < 1 || Math.abs(waves - Math.round(waves)) > 1e-9) {
    throw new RangeError(`period must be a multiple of 2π/wavenumber = ${(2 * Math.PI) / k}, got ${period}`);
  }
  const support: [number, number] = [0, period];
  const pdf = (x: number): number => (x >= 0 && x <= period ? (1 + amplitude * Math.cos(k * x)) / period : 0);
  const cdf = (x: number): number => {
    const y = clamped(x, 0, period);
    return (y + (amplitude * Math.sin(k * y)) / k) / period;
  };
  const between = (a: number, b: number, primitive: (x: number) => number): number =>
    a < b ? (primitive(clamped(b, 0, period)) - primitive(clamped(a, 0, period))) / period : 0;
  const moments = (a: number, b: number): CellMoments => {
    const pieces = Math.max(1, Math.ceil((b - a) * k));
    const edge = (i: number): number => (i === pieces ? b : a + ((b - a) * i) / pieces);
    return mergeCells(Array.from({ length: pieces }, (_, i) => shortCell(pdf, edge(i), edge(i + 1))));
  };
  const quantile = (u: number): number => {
    numberIn('u', u, 0, 1);
    // |sin| ≤ 1 brackets the root within |a|/k of u·period; 0 and 1 are the ends themselves.
    const reach = Math.abs(amplitude) / k;
    if (u === 0 || u === 1 || reach === 0) return u * period;
    return invertCdf(cdf, pdf, u, Math.max(0, u * period - reach), Math.min(period, u * period + reach));
  };
  return {
    name: `(1 + ${amplitude}·cos ${k}x)/${period}`,
    support,
    mean: period / 2,
    variance: period ** 2 / 12 + (2 * amplitude) / (k * k),
    pdf,
    cdf,
    quantile,
    partialMean: (a, b) =>
      between(a, b, (x) => (x * x) / 2 + amplitude * ((x * Math.sin(k * x)) / k + Math.cos(k * x) / k ** 2)),
    partialSecondMoment: (a, b) =>
      between(a, b, (x) => {
        const [sine, cosine] = [Math.sin(k * x), Math.cos(k * x)];
        return (
          x ** 3 / 3 + amplitude * ((x * x * sine) / k + (2 * x * cosine) / k ** 2 - (2 * sine) / k ** 3)
        );
      }),
    absMoment: (p) => powerIntegral(pdf, positive('p', p), period, 8 * Math.round(waves)),
    densityBound: (1 + Math.abs(amplitude)) / period,
    slopeBound: () => (Math.abs(amplitude) * k) / period,
    cell: withDeviation(moments, support),
    sample: (random) => quantile(random.uniform()),
  };
}

/** ∫₀^L xᵖ f(x) dx by panels graded as x = L s³, which smooths the power at 0. */
function powerIntegral(pdf: (x: number) => number, p: number, length: number, panels: number): number {
  const { nodes, weights } = gaussLegendre(16);
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    for (let i = 0; i < nodes.length; i++) {
      const s = (panel + 0.5 + nodes[i] / 2) / panels;
      const x = length * s ** 3;
      sum += (weights[i] / 2 / panels) * x ** p * pdf(x) * 3 * length * s * s;
    }
  }
  return sum;
}

/**
 * All mass at one point: cold (monokinetic) data. The atom belongs to every interval [a, b] that contains it.
 * @throws RangeError when `at` is not finite.
 */
export function pointMass(parameters: { readonly at: number }): Distribution1D {
  optionsOf('pointMass', parameters, '{ at: 0 }', ['at']);
  const at = finite('at', parameters.at);
  const support: [number, number] = [at, at];
  const mass = (a: number, b: number): number => (a <= at && at <= b ? 1 : 0);
  return {
    name: `point mass at ${at}`,
    support,
    mean: at,
    variance: 0,
    pdf: (x) => (x === at ? Infinity : 0),
    cdf: (x) => (x >= at ? 1 : 0),
    quantile: (u) => {
      numberIn('u', u, 0, 1);
      return at;
    },
    partialMean: (a, b) => at * mass(a, b),
    partialSecondMoment: (a, b) => at * at * mass(a, b),
    absMoment: (p) => Math.abs(at) ** positive('p', p),
    densityBound: Infinity,
    slopeBound: (a, b) => (mass(a, b) > 0 ? Infinity : 0),
    cell: (a, b) => ({ mass: mass(a, b), mean: at, variance: 0, deviation: 0 }),
    sample: () => at,
  };
}
