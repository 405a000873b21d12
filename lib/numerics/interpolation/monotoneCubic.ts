import { chords } from './cubicSpline';
import { fromSlopes, type PiecewiseCubic } from './piecewiseCubic';

/** One-sided three-point slope at an end, held back so that the end interval stays monotone. */
function endSlope(h0: number, h1: number, chord0: number, chord1: number): number {
  const slope = ((2 * h0 + h1) * chord0 - h0 * chord1) / (h0 + h1);
  if (slope * chord0 <= 0) return 0;
  return chord0 * chord1 <= 0 && Math.abs(slope) > 3 * Math.abs(chord0) ? 3 * chord0 : slope;
}

/**
 * The piecewise cubic through (x[i], y[i]) that is monotone wherever the data are (F. N. Fritsch and J. Butland, SIAM J. Sci.
 * Stat. Comput. 5 (1984), 'PCHIP'): slopes are weighted harmonic means of the neighbouring chords, 0 at extrema of the data.
 * Once continuously differentiable, error O(h²) at extrema, O(h³) elsewhere; never overshoots, so a cumulative distribution
 * stays one.
 * @throws RangeError when x does not increase strictly, an entry is not finite or there are fewer than 3 points.
 */
export function monotoneCubic(x: ArrayLike<number>, y: ArrayLike<number>): PiecewiseCubic {
  const { knots, values, h, chord } = chords(x, y, 3);
  const last = knots.length - 1;
  const slopes = new Float64Array(last + 1);
  slopes[0] = endSlope(h[0], h[1], chord[0], chord[1]);
  slopes[last] = endSlope(h[last - 1], h[last - 2], chord[last - 1], chord[last - 2]);
  for (let i = 1; i < last; i++) {
    if (chord[i - 1] * chord[i] <= 0) continue;
    const before = h[i - 1] + 2 * h[i];
    const after = 2 * h[i - 1] + h[i];
    slopes[i] = (before + after) / (before / chord[i - 1] + after / chord[i]);
  }
  return fromSlopes(knots, values, slopes, false);
}
