import { finiteArray, numberIn, positive } from './guards';
import { normalQuantile, studentQuantile } from './special';

/** A straight line log y = intercept + slope·log x (natural logarithms), fitted by least squares. */
export interface LogLogFit {
  readonly slope: number;
  readonly intercept: number;
  /** Standard error of the slope, from the scatter about the line (NaN for two points) or from the known errors. */
  readonly standardError: number;
  /** [low, high] for the slope at the given confidence: Student's t with n − 2 degrees, or the normal law for known errors. */
  readonly interval: readonly [number, number];
  readonly confidence: number;
  /**
   * Σ (residual/error)²/(n − 2) for known errors: about 1 when the power law holds within them, much more when it does not,
   * and then the interval means nothing. NaN without known errors, and for two points.
   */
  readonly reducedChiSquare: number;
}

export interface LogLogOptions {
  /** Two-sided confidence of the interval, in (0, 1); default 0.95. */
  readonly confidence?: number;
  /** Weights > 0 proportional to 1/Var(log y_i); default equal. Only their ratios count. */
  readonly weights?: ArrayLike<number>;
  /** Known standard errors of the y_i, > 0 and well below y_i, instead of weights: they set the interval, the scatter does not. */
  readonly standardErrors?: ArrayLike<number>;
}

/** Logarithms of positive numbers. */
export function logarithms(name: string, values: ArrayLike<number>, length?: number): Float64Array {
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

/** 1/Var(log y_i), up to a factor unless standard errors are known. */
function checkedWeights(y: ArrayLike<number>, options: LogLogOptions): Float64Array {
  const { weights, standardErrors } = options;
  if (weights && standardErrors)
    throw new RangeError('standardErrors must not be given together with weights, got both');
  const name = standardErrors ? 'standardErrors' : 'weights';
  const checked = finiteArray(
    name,
    standardErrors ?? weights ?? new Float64Array(y.length).fill(1),
    y.length,
  );
  checked.forEach((value, i) => {
    positive(`${name}[${i}]`, value);
  });
  return standardErrors ? checked.map((error, i) => (y[i] / error) ** 2) : checked;
}

/**
 * The power law y ≈ e^{intercept}·x^{slope} through positive data, by (weighted) least squares of log y on log x. The
 * interval is for independent errors of log y: of unknown size, with variances ∝ 1/weight, or of known `standardErrors`. It
 * knows nothing of a systematic bend of the data: for errors of a numerical method see `observedOrder`.
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
  const weights = checkedWeights(y, options);
  const known = options.standardErrors !== undefined;

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
  const perDegree = n > 2 ? scatter / (n - 2) : Number.NaN;
  const standardError = Math.sqrt((known ? 1 : perDegree) / suu);
  const upper = (1 + confidence) / 2;
  const quantile = known ? normalQuantile(upper) : n > 2 ? studentQuantile(upper, n - 2) : Infinity;
  const reach = quantile === Infinity ? Infinity : quantile * standardError;
  return {
    slope,
    intercept: meanV - slope * meanU,
    standardError,
    interval: [slope - reach, slope + reach],
    confidence,
    reducedChiSquare: known ? perDegree : Number.NaN,
  };
}
