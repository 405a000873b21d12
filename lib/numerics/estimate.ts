import { finiteArray } from './guards';
import { logarithms } from './logLogFit';

/** The mean of independent repetitions with its standard error. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/**
 * Mean and standard error √(Σ(v_i − mean)²/(n(n−1))) of independent values of one law.
 * @throws RangeError for fewer than two values.
 */
export function estimateOf(values: ArrayLike<number>): Estimate {
  const checked = finiteArray('values', values);
  const n = checked.length;
  if (n < 2) throw new RangeError(`values must have length >= 2, got length ${n}`);
  const mean = checked.reduce((sum, value) => sum + value, 0) / n;
  const squares = checked.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (n * (n - 1))) };
}

/** Slopes between neighbouring points on logarithmic axes. */
export interface LocalSlopes {
  /** Geometric means of neighbouring abscissae. */
  readonly at: Float64Array;
  readonly slope: Float64Array;
  /** Standard errors, from those of the points; neighbouring slopes share a point and are not independent. */
  readonly standardError: Float64Array;
}

/**
 * log(y_{i+1}/y_i)/log(x_{i+1}/x_i), the exponent of a power law as it appears from one point to the next, for
 * independent y_i whose standard errors are small beside them (errors of the logarithm: standardError/y).
 * @throws RangeError for fewer than two points, unequal lengths, numbers not > 0, or neighbouring x that are equal.
 */
export function localSlopes(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  standardErrors: ArrayLike<number> = new Float64Array(y.length),
): LocalSlopes {
  const u = logarithms('x', x);
  if (u.length < 2) throw new RangeError(`x must have length >= 2, got length ${u.length}`);
  const v = logarithms('y', y, u.length);
  const relative = finiteArray('standardErrors', standardErrors, u.length).map((e, i) => e / y[i]);
  const steps = u.subarray(1).map((next, i) => next - u[i]);
  steps.forEach((step, i) => {
    if (step === 0) throw new RangeError(`x[${i}] and x[${i + 1}] must differ, got ${x[i]} twice`);
  });
  return {
    at: steps.map((step, i) => Math.exp(u[i] + step / 2)),
    slope: steps.map((step, i) => (v[i + 1] - v[i]) / step),
    standardError: steps.map((step, i) => Math.hypot(relative[i], relative[i + 1]) / Math.abs(step)),
  };
}
