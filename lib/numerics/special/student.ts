import { integerIn, numberIn } from '../guards';

/**
 * P(T ≤ t) for Student's t with integer degrees of freedom: the finite trigonometric sums of
 * Abramowitz and Stegun 26.7.3–26.7.4 in θ = atan(t/√ν). Absolute error a few 1e−16 for small ν, below 1e−11 at ν = 1e6.
 * NaN at NaN, as erf and normalCdf.
 * @throws RangeError when degreesOfFreedom is not an integer in [1, 1e6].
 */
export function studentCdf(t: number, degreesOfFreedom: number): number {
  integerIn('degreesOfFreedom', degreesOfFreedom, 1, 1e6);
  const theta = Math.atan(t / Math.sqrt(degreesOfFreedom));
  const cosine = Math.cos(theta);
  const odd = degreesOfFreedom % 2;
  let term = odd ? cosine : 1;
  let sum = 0;
  for (let k = 2 + odd; k <= degreesOfFreedom; k += 2) {
    sum += term;
    term *= ((k - 1) / k) * cosine * cosine;
  }
  const central = Math.sin(theta) * sum;
  return 0.5 + (odd ? (theta + central) / Math.PI : 0.5 * central);
}

/**
 * The t with studentCdf(t, ν) = u, by bisection to rounding: two-sided confidence c uses u = (1 + c)/2.
 * @throws RangeError when u is not in [1e−9, 1 − 1e−9] or ν is not an integer in [1, 1e6].
 */
export function studentQuantile(u: number, degreesOfFreedom: number): number {
  numberIn('u', u, 1e-9, 1 - 1e-9);
  if (u < 0.5) return -studentQuantile(1 - u, degreesOfFreedom);
  let high = 1;
  while (studentCdf(high, degreesOfFreedom) < u) high *= 2;
  let low = high === 1 ? 0 : high / 2;
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
    if (studentCdf(middle, degreesOfFreedom) < u) low = middle;
    else high = middle;
  }
  return u === 0.5 ? 0 : high;
}
