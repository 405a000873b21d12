import { finiteArray, numberIn, positive } from './guards';
import { studentQuantile } from './special';

/** A straight line log y = intercept + slope·log x (natural logarithms), fitted by least squares. */
export interface LogLogFit {
  readonly slope: number;
  readonly intercept: number;
  /** Standard error of the slope from the scatter about the line; NaN for two points. */
  readonly standardError: number;
  /** [low, high] for the slope at the given confidence, Student's t with n − 2 degrees; infinite for two points. */
  readonly interval: readonly [number, number];
  readonly confidence: number;
}

export interface LogLogOptions {
  /** Two-sided confidence of the interval, in (0, 1); default 0.95. */
  readonly confidence?: number;
  /** Weights > 0 proportional to 1/Var(log y_i); default equal. */
  readonly weights?: ArrayLike<number>;
}

function logarithms(name: string, values: ArrayLike<number>, length?: number): Float64Array {
  const checked = finiteArray(name, values, length);
  return checked.map((value, i) => Math.log(positive(`${name}[${i}]`, value)));
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i] * values[i];
    total += weights[i];
  }
  return sum / total;
}

/**
 * The power law y ≈ e^{intercept}·x^{slope} through positive data, by (weighted) least squares of log y on log x.
 * The interval assumes independent errors of log y with variances ∝ 1/weight; its scale is taken from the residuals.
 * @throws RangeError for fewer than two points, unequal lengths, numbers that are not > 0, or all x equal.
 */
export function logLogFit(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: LogLogOptions = {},
): LogLogFit {
  const confidence = numberIn('confidence', options.confidence ?? 0.95, 1e-6, 1 - 1e-6);
  const u = logarithms('x', x);
  const n = u.length;
  if (n < 2) throw new RangeError(`x must have length >= 2, got length ${n}`);
  const v = logarithms('y', y, n);
  const weights = finiteArray('weights', options.weights ?? new Float64Array(n).fill(1), n);
  weights.forEach((weight, i) => {
    positive(`weights[${i}]`, weight);
  });

  const meanU = weightedMean(u, weights);
  const meanV = weightedMean(v, weights);
  let suu = 0;
  let suv = 0;
  for (let i = 0; i < n; i++) {
    suu += weights[i] * (u[i] - meanU) ** 2;
    suv += weights[i] * (u[i] - meanU) * (v[i] - meanV);
  }
  if (suu === 0) throw new RangeError(`x must hold at least two different numbers, got ${x[0]} only`);
  const slope = suv / suu;
  let scatter = 0;
  for (let i = 0; i < n; i++) scatter += weights[i] * (v[i] - meanV - slope * (u[i] - meanU)) ** 2;
  const standardError = n > 2 ? Math.sqrt(scatter / (n - 2) / suu) : Number.NaN;
  const reach = n > 2 ? studentQuantile((1 + confidence) / 2, n - 2) * standardError : Infinity;
  return {
    slope,
    intercept: meanV - slope * meanU,
    standardError,
    interval: [slope - reach, slope + reach],
    confidence,
  };
}

export interface ObservedOrder {
  /** The p of error ≈ C·hᵖ, by least squares over all pairs. */
  readonly order: number;
  /** Half width of the 95 % interval of `order`; ∞ for two points. */
  readonly uncertainty: number;
  /** log(e_{i+1}/e_i)/log(h_{i+1}/h_i): a trend in these shows that h is not yet small, or rounding. */
  readonly pairwise: Float64Array;
}

/**
 * Observed order of convergence from step sizes (or 1/N) and errors, all > 0.
 * @throws RangeError as `logLogFit`, and when two neighbouring step sizes are equal.
 */
export function observedOrder(hs: ArrayLike<number>, errors: ArrayLike<number>): ObservedOrder {
  const logH = logarithms('hs', hs);
  const logError = logarithms('errors', errors, logH.length);
  const fit = logLogFit(hs, errors);
  const pairwise = new Float64Array(logH.length - 1);
  for (let i = 0; i < pairwise.length; i++) {
    if (logH[i + 1] === logH[i])
      throw new RangeError(`hs[${i + 1}] must differ from hs[${i}], got ${hs[i]} twice`);
    pairwise[i] = (logError[i + 1] - logError[i]) / (logH[i + 1] - logH[i]);
  }
  return { order: fit.slope, uncertainty: (fit.interval[1] - fit.interval[0]) / 2, pairwise };
}
