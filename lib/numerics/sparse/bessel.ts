/** Expansion coefficients of exp(−izx) on [−1, 1] in Chebyshev polynomials, up to the factors (−i)^k. */
export interface ChebyshevCoefficients {
  /** (2 − δ_{k0}) J_k(z) for k = 0 … terms − 1. */
  readonly values: Float64Array;
  /** Σ_{k ≥ terms} |(2 − δ_{k0}) J_k(z)|: bounds what is left out, as |T_k| ≤ 1 on [−1, 1]. */
  readonly tail: number;
}

/**
 * J_0(z) … J_{N}(z) for z ≥ 0 by downward recurrence from far beyond the turning point k = z (J. Miller; F. Olver and
 * D. Sookne, Math. Comp. 26 (1972)), normalised by J_0 + 2 Σ J_{2k} = 1. There J_N is below 1e−30: with k = z + c z^{1/3}
 * J_k ≈ (2/z)^{1/3} Ai(2^{1/3} c), and Ai(2^{1/3}·18) < 1e−30.
 */
export function besselSequence(z: number): Float64Array {
  const last = Math.ceil(z + 18 * Math.cbrt(z)) + 40;
  const values = new Float64Array(last + 1);
  if (z === 0) {
    values[0] = 1;
    return values;
  }
  let [above, here] = [0, 1e-290];
  values[last] = here;
  let sum = last % 2 === 0 ? 2 * here : 0;
  for (let k = last; k > 0; k--) {
    const below = ((2 * k) / z) * here - above;
    above = here;
    here = below;
    values[k - 1] = here;
    if ((k - 1) % 2 === 0) sum += k === 1 ? here : 2 * here;
    if (Math.abs(here) > 1e250) {
      // What was far smaller than the present value may underflow to 0, which it is to rounding.
      for (let j = k - 1; j <= last; j++) values[j] *= 1e-280;
      here *= 1e-280;
      above *= 1e-280;
      sum *= 1e-280;
    }
  }
  for (let k = 0; k <= last; k++) values[k] /= sum;
  return values;
}

/** The fewest coefficients (at least two) whose tail is at most `tolerance`. */
export function chebyshevCoefficients(z: number, tolerance: number): ChebyshevCoefficients {
  const bessel = besselSequence(z);
  let terms = bessel.length;
  let tail = 0;
  while (terms > 2 && tail + 2 * Math.abs(bessel[terms - 1]) <= tolerance) {
    terms--;
    tail += 2 * Math.abs(bessel[terms]);
  }
  const values = bessel.slice(0, terms);
  for (let k = 1; k < terms; k++) values[k] *= 2;
  return { values, tail };
}
