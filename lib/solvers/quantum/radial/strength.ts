import { sineTransform } from '../../../numerics/fourier/sine';
import { gaussLegendre } from '../../../numerics/quadrature/gaussLegendre';
import { checkRadialWave } from './hartree';
import type { RadialWave } from './wave';

/** (∫|ψ(y)|²/|x − y|²dy)^½ as a function of |x|. */
export interface CoulombStrength {
  /** ℓ = sup_x (∫|ψ(y)|²/|x − y|²dy)^½. */
  readonly value: number;
  /** |x| of the point where it is reached. */
  readonly at: number;
  /** What changes on a grid twice as coarse, and what may lie between two points. */
  readonly error: number;
  /** At |x| = 0, h, …, R − h. */
  readonly profile: Float64Array;
}

/**
 * ℓ(ψ) = sup_x ‖ψ/|x − ·|‖ for radial ψ: what the proof of Theorem 2.9 needs of V = 1/|x| and ψ (times |λ| for λ/|x|). By Hardy
 * ℓ ≤ 2‖∇ψ‖ ≤ 2‖ψ‖_{H¹}. Over the angles
 *   ∫|ψ(y)|²/|x − y|²dy = (1/2r)∫₀^∞ (|u|²/s)·log|(r + s)/(r − s)|ds = −(1/2r)∫_ℝ g(s)·log|r − s|ds,
 * r = |x|, with the odd continuation g of |u|²/s. The logarithm may be cut off at 2R, as no two points are farther apart;
 * on [−2R, 2R] it is diagonal in the sines of κ = πk/2R, with the values 2Si(2Rκ)/κ, and the convolution has the accuracy of
 * g's series. Outside the ball the integral decreases. For a Gaussian of deviation s: ℓ = 1/s, at 0.
 *
 *     coulombStrength(radialGaussian({ grid, width: 0.5 })).value        // 2
 */
export function coulombStrength(wave: RadialWave): CoulombStrength {
  checkRadialWave('wave', wave);
  const profile = strengths(wave, 1);
  const coarse = strengths(wave, 2);
  const at = profile.indexOf(largest(profile));
  const value = profile[at];
  const [before, after] = [profile[Math.abs(at - 1)], profile[Math.min(at + 1, profile.length - 1)]];
  const between = at === 0 ? 0 : Math.abs(before - 2 * value + after) / 8;
  return {
    value,
    at: at * wave.grid.spacing,
    error: Math.abs(value - largest(coarse)) + between + 1e-13 * value,
    profile,
  };
}

function largest(values: Float64Array): number {
  return values.reduce((a, b) => Math.max(a, b));
}

/** At 0, H, 2H, … < R, H = stride·h, from every `stride`-th point. */
function strengths({ grid, values }: RadialWave, stride: 1 | 2): Float64Array {
  const inside = Math.ceil(grid.intervals / stride);
  const spacing = stride * grid.spacing;
  const padded = 2 * inside;
  const transform = sineTransform(padded);
  const series = new Float64Array(padded - 1);
  for (let j = 1; j < inside; j++) {
    const i = 2 * (stride * j - 1);
    series[j - 1] = (values[i] * values[i] + values[i + 1] * values[i + 1]) / (j * spacing);
  }
  transform.forwardInto(series, series);
  const integrals = sineIntegrals(padded - 1);
  let slope = 0;
  for (let k = 1; k < padded; k++) {
    slope += integrals[k] * series[k - 1];
    series[k - 1] *= (2 * integrals[k] * padded * spacing) / (Math.PI * k);
  }
  transform.inverseInto(series, series);
  // A tail below rounding may come out negative.
  return Float64Array.from({ length: inside }, (_, j) =>
    Math.sqrt(Math.max(0, j === 0 ? slope : series[j - 1] / (2 * j * spacing))),
  );
}

/** Si(πk) = ∫₀^{πk} sin(x)/x dx, k = 0 … count: half wave by half wave. */
function sineIntegrals(count: number): Float64Array {
  const { nodes, weights } = gaussLegendre(16);
  const out = new Float64Array(count + 1);
  const { sin, PI } = Math;
  for (let k = 0; k < count; k++) {
    let sum = 0;
    for (let i = 0; i < nodes.length; i++) {
      const x = PI * (k + (1 + nodes[i]) / 2);
      sum += (weights[i] * sin(x)) / x;
    }
    out[k + 1] = out[k] + (PI / 2) * sum;
  }
  return out;
}
