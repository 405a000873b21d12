import { numberIn, optionsOf, positive } from '../numerics/guards';
import { logGamma } from '../numerics/special';
import { longCell, mergeCells, shortCell, withDeviation } from './cells';
import type { CellMoments, Distribution1D } from './types';

/** ∫_y^w s^{k−1−q}·q ds for 1 ≤ y ≤ w ≤ ∞; ∞ when it diverges. */
function powerMass(k: number, q: number, y: number, w: number): number {
  if (k === q) return q * Math.log(w / y);
  return (q / (k - q)) * (w ** (k - q) - y ** (k - q));
}

/** The moments of x = y − 1 over [a, b] ⊂ [0, ∞) under the density q(1 + x)^{−1−q}. */
function halfCell(q: number, a: number, b: number): CellMoments {
  if (b - a <= 0.5 * (1 + a)) return shortCell((x) => q * (1 + x) ** (-1 - q), a, b);
  const [y, w] = [1 + a, 1 + b];
  const cell = longCell(powerMass(0, q, y, w), powerMass(1, q, y, w), powerMass(2, q, y, w), y, w);
  return { ...cell, mean: cell.mean - 1 };
}

/** ∫_a^b x^k q(1+x)^{−1−q} for 0 ≤ a ≤ b and k = 1, 2, from powers of 1 + x. */
function halfMoment(k: 1 | 2, q: number, a: number, b: number): number {
  if (!(a < b)) return 0;
  const power = (j: number): number => powerMass(j, q, 1 + a, 1 + b);
  return k === 1 ? power(1) - power(0) : power(2) - 2 * power(1) + power(0);
}

export interface ParetoParameters {
  /** q > 1: moments of order < q are finite, that of order q is not. */
  readonly exponent: number;
  /** Default 1. */
  readonly scale?: number;
}

/**
 * A symmetric heavy tail with closed forms, the two-sided Lomax law: density (q/2s)(1 + |x|/s)^{−1−q},
 * P(|X| > x) = (1 + x/s)^{−q}. Data for Theorem 1.8 that have exactly the moments of order < q.
 * @throws RangeError when exponent is not in (1, 1000] or scale not > 0.
 */
export function symmetricPareto(parameters: ParetoParameters): Distribution1D {
  optionsOf('symmetricPareto', parameters, '{ exponent: 4, scale: 1 }', ['exponent', 'scale']);
  const q = numberIn('exponent', parameters.exponent, 1 + 1e-9, 1000);
  const scale = positive('scale', parameters.scale ?? 1);
  const support: [number, number] = [-Infinity, Infinity];
  /** The two halves of [a, b], the left one mirrored, in units of the scale. */
  const halves = (a: number, b: number): [number, number, number, number] => [
    Math.max(0, -b / scale),
    Math.max(0, -a / scale),
    Math.max(0, a / scale),
    Math.max(0, b / scale),
  ];
  const moments = (a: number, b: number): CellMoments => {
    const [leftLow, leftHigh, rightLow, rightHigh] = halves(a, b);
    const parts: CellMoments[] = [];
    if (leftLow < leftHigh) parts.push(mirrored(halfCell(q, leftLow, leftHigh)));
    if (rightLow < rightHigh) parts.push(halfCell(q, rightLow, rightHigh));
    if (parts.length === 0) return { mass: 0, mean: a, variance: 0 };
    const cell = mergeCells(parts);
    return { mass: cell.mass / 2, mean: scale * cell.mean, variance: scale ** 2 * cell.variance };
  };
  const absMoment = (p: number): number => {
    if (p >= q) return Infinity;
    return scale ** p * Math.exp(logGamma(p + 1) + logGamma(q - p) - logGamma(q));
  };
  const quantile = (u: number): number => {
    numberIn('u', u, 0, 1);
    const tail = 2 * Math.min(u, 1 - u);
    const magnitude = scale * Math.expm1(-Math.log(tail) / q);
    return u < 0.5 ? -magnitude : magnitude;
  };
  return {
    name: `symmetric Pareto(${q}, ${scale})`,
    support,
    mean: 0,
    variance: q > 2 ? (2 * scale ** 2) / ((q - 1) * (q - 2)) : Infinity,
    pdf: (x) => ((q / 2) * (1 + Math.abs(x) / scale) ** (-1 - q)) / scale,
    cdf: (x) => {
      const tail = (1 + Math.abs(x) / scale) ** -q / 2;
      return x < 0 ? tail : 1 - tail;
    },
    quantile,
    partialMean: (a, b) => {
      const [leftLow, leftHigh, rightLow, rightHigh] = halves(a, b);
      return (scale / 2) * (halfMoment(1, q, rightLow, rightHigh) - halfMoment(1, q, leftLow, leftHigh));
    },
    partialSecondMoment: (a, b) => {
      const [leftLow, leftHigh, rightLow, rightHigh] = halves(a, b);
      return (scale ** 2 / 2) * (halfMoment(2, q, rightLow, rightHigh) + halfMoment(2, q, leftLow, leftHigh));
    },
    absMoment: (p) => absMoment(positive('p', p)),
    densityBound: q / (2 * scale),
    slopeBound: (a, b) => {
      const nearest = Math.max(0, a, -b) / scale;
      return ((q / 2) * (1 + q) * (1 + nearest) ** (-2 - q)) / scale ** 2;
    },
    cell: withDeviation(moments, support),
    sample: (random) => quantile(random.uniform()),
  };
}

function mirrored(cell: CellMoments): CellMoments {
  return { ...cell, mean: -cell.mean };
}
