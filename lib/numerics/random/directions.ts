import { integerIn } from '../guards';
import type { Random } from './random';

/** One standard normal vector, scaled by radius(its length) / its length. */
function fillRadially(
  out: Float64Array,
  dimension: number,
  random: Random,
  radius: () => number,
): Float64Array {
  integerIn('dimension', dimension, 1);
  if (out.length % dimension !== 0)
    throw new RangeError(`out.length must be a multiple of the dimension ${dimension}, got ${out.length}`);
  random.fillNormal(out);
  for (let start = 0; start < out.length; start += dimension) {
    let square = 0;
    for (let k = 0; k < dimension; k++) square += out[start + k] * out[start + k];
    const factor = radius() / Math.sqrt(square);
    for (let k = 0; k < dimension; k++) out[start + k] *= factor;
  }
  return out;
}

/**
 * Fills `out` with points uniform on the unit sphere of ℝᵈ, coordinates side by side: normal vectors, normalised
 * (M. E. Muller, Comm. ACM 2 (1959)).
 * @throws RangeError when dimension is not an integer ≥ 1 or out.length not a multiple of it.
 */
export function fillSphere(out: Float64Array, dimension: number, random: Random): Float64Array {
  return fillRadially(out, dimension, random, () => 1);
}

/**
 * Fills `out` with points uniform in the unit ball of ℝᵈ, coordinates side by side: |x|ᵈ is uniform on (0, 1).
 * @throws RangeError when dimension is not an integer ≥ 1 or out.length not a multiple of it.
 */
export function fillBall(out: Float64Array, dimension: number, random: Random): Float64Array {
  return fillRadially(out, dimension, random, () => random.uniform() ** (1 / dimension));
}
