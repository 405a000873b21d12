import { sineTransform } from '../../../numerics/fourier/sine';
import { type RadialWave, radialNorm, sineCoefficients } from './wave';

/** ⟨−½ħ²Δ/mass⟩ = (ħ²/2·mass)∫|u′|²dr. */
export function radialKineticEnergy(wave: RadialWave, mass: number = 1): number {
  const { wavenumbers, radius } = wave.grid;
  const law = modeLaw(wave);
  let sum = 0;
  for (let k = 0; k < law.length; k++) sum += law[k] * wavenumbers[k] ** 2;
  return (0.25 * wave.hbar ** 2 * radius * sum) / mass;
}

/** ‖ψ‖_{H¹} = (‖ψ‖² + ‖∇ψ‖²)^½, without ħ: (∫|u|² + |u′|²dr)^½. */
export function radialSobolevNorm(wave: RadialWave): number {
  const gradient = (2 * radialKineticEnergy(wave)) / wave.hbar ** 2;
  return Math.sqrt(radialNorm(wave) ** 2 + gradient);
}

/** Part of the ball that counts as its edge, and of the modes that counts as the end of the spectrum. */
const edgeShare = 1 / 16;
const tailShare = 1 / 4;

/** The mass in the outer sixteenth of the radius. */
export function radialEdgeMass({ grid, values }: RadialWave): number {
  let sum = 0;
  const begin = Math.floor((1 - edgeShare) * grid.points.length);
  for (let i = 2 * begin; i < values.length; i++) sum += values[i] * values[i];
  return sum * grid.spacing;
}

/** The share of ‖ψ‖² in the upper quarter of the wavenumbers up to π/h. */
export function radialSpectralTail(wave: RadialWave): number {
  const law = modeLaw(wave);
  const begin = Math.floor((1 - tailShare) * law.length);
  let [tail, total] = [0, 0];
  law.forEach((weight, k) => {
    total += weight;
    if (k >= begin) tail += weight;
  });
  return tail / total;
}

/** u′ at the points, interleaved: the derivative of the sine series. */
export function radialSlope(wave: RadialWave): Float64Array {
  const { wavenumbers, intervals, points } = wave.grid;
  const transform = sineTransform(intervals);
  const out = new Float64Array(2 * points.length);
  sineCoefficients(wave, transform).forEach((series, part) => {
    const slope = transform.cosinesInto(
      series.map((b, k) => b * wavenumbers[k]),
      new Float64Array(intervals + 1),
    );
    for (let j = 0; j < points.length; j++) out[2 * j + part] = slope[j + 1];
  });
  return out;
}

/** The radial component of the current ħ Im(ψ̄∇ψ) = ħ Im(ūu′)/4πr² at the points. */
export function radialCurrent(wave: RadialWave): Float64Array {
  const slope = radialSlope(wave);
  const { values, hbar, grid } = wave;
  return grid.points.map(
    (r, j) =>
      (hbar * (values[2 * j] * slope[2 * j + 1] - values[2 * j + 1] * slope[2 * j])) / (4 * Math.PI * r * r),
  );
}

/**
 * ∫_{|x|<r_j}|ψ|² = ∫₀^{r_j}|u|²dr at the points: the integral of the cosine series of |u|², which vanishes at both ends. Spectrally accurate
 * where |ψ|² is smooth, which for WKB waves is much smoother than ψ.
 */
export function radialCharge({ grid, values }: RadialWave): Float64Array {
  const { points, wavenumbers, intervals } = grid;
  const transform = sineTransform(intervals);
  const square = Float64Array.from(points, (_, j) => values[2 * j] ** 2 + values[2 * j + 1] ** 2);
  // A cosine transform is, up to 2/n, its own inverse.
  const cosines = transform.cosinesInto(square, new Float64Array(intervals + 1));
  const series = wavenumbers.map((kappa, k) => (2 * cosines[k + 1]) / (intervals * kappa));
  const out = transform.inverseInto(series, series);
  for (let j = 0; j < out.length; j++) out[j] += (cosines[0] / intervals) * points[j];
  return out;
}

/** What the virial identity speaks of. */
export interface RadialMoments {
  /** ⟨|x|²⟩. */
  readonly meanSquare: number;
  /**
   * G = ½⟨x·p + p·x⟩ = ħ Im∫ū(ru′)dr: d⟨|x|²⟩/dt = 2G/m, and in Hartree's equation with V = λ/|x| the virial identity
   * dG/dt = 2E_kin + E_int − ⟨x·∇U⟩.
   */
  readonly dilation: number;
  /** ⟨1/|x|⟩. */
  readonly meanInverse: number;
}

export function radialMoments(wave: RadialWave): RadialMoments {
  const { grid, values, hbar } = wave;
  const { points, wavenumbers, intervals, spacing } = grid;
  const transform = sineTransform(intervals);
  const slope = radialSlope(wave);
  let [square, dilation, inverse] = [0, 0, 0];
  const quotient = new Float64Array(points.length);
  points.forEach((r, j) => {
    const [a, b] = [values[2 * j], values[2 * j + 1]];
    square += r * r * (a * a + b * b);
    quotient[j] = (a * a + b * b) / r;
    dilation += r * (a * slope[2 * j + 1] - b * slope[2 * j]);
  });
  // |u|²/r is odd: the rectangle rule, of order 2 only, would not do; ∫sin κ_k r = 2/κ_k for odd k and 0 for even k.
  transform.forwardInto(quotient, quotient);
  for (let k = 0; k < quotient.length; k += 2) inverse += (2 * quotient[k]) / wavenumbers[k];
  return {
    meanSquare: square * spacing,
    dilation: hbar * dilation * spacing,
    meanInverse: inverse,
  };
}

/** |b_k|². */
function modeLaw(wave: RadialWave): Float64Array {
  const [re, im] = sineCoefficients(wave);
  return re.map((a, k) => a * a + im[k] * im[k]);
}
