import { type SineTransform, sineTransform } from '../../../numerics/fourier/sine';
import type { RadialGrid } from './wave';

/**
 * u ↦ φ = (1/|·|)⋆|ψ|² for radial ψ in empty space, at the points; made by `radialCoulomb`. `values` interleaved; `out`
 * may be kept by the caller.
 */
export type RadialCoulomb = (values: Float64Array, out: Float64Array) => Float64Array;

/**
 * The potential of a radial charge |ψ|² = |u|²/4πr² inside the ball. Newton's theorem
 *   φ(r) = (1/r)∫₀^r|u|² + ∫_r^∞|u|²/s ds
 * says that w = rφ solves w″ = −|u|²/r, w(0) = 0, and w(R) = ∫|u|² as there is no charge outside. For smooth ψ the right
 * side is smooth and odd: with its sine series g_k, w = Σ(g_k/κ_k²)sin κ_k r + w(R)·r/R has the accuracy of the series.
 */
export function radialCoulomb(
  grid: RadialGrid,
  transform: SineTransform = sineTransform(grid.intervals),
): RadialCoulomb {
  const { points, wavenumbers, spacing, radius } = grid;
  const series = new Float64Array(points.length);
  return (values, out) => {
    let charge = 0;
    for (let j = 0; j < points.length; j++) {
      const square = values[2 * j] * values[2 * j] + values[2 * j + 1] * values[2 * j + 1];
      charge += square * spacing;
      series[j] = square / points[j];
    }
    transform.forwardInto(series, series);
    for (let k = 0; k < series.length; k++) series[k] /= wavenumbers[k] * wavenumbers[k];
    transform.inverseInto(series, out);
    for (let j = 0; j < points.length; j++) out[j] = out[j] / points[j] + charge / radius;
    return out;
  };
}
