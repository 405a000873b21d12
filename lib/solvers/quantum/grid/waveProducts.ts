import { kron } from '../../../numerics/complexVector';
import { finiteArray } from '../../../numerics/guards';
import { checkSame, checkTensor, normaliseWave, type WaveFunction } from './wave';

/**
 * ψ₁(x₁)ψ₂(x₂)…: the particles of all factors one after the other.
 * @example
 * productState([psi, psi, psi]); // ψ^{⊗3}, size³ amplitudes
 * @throws RangeError for different grids or ħ, and for more than 2²⁴ amplitudes.
 */
export function productState(factors: readonly WaveFunction[]): WaveFunction {
  const { grid, hbar } = checkSame('factors', factors);
  const particles = factors.reduce((sum, factor) => sum + factor.particles, 0);
  checkTensor(grid, particles);
  return { grid, hbar, particles, values: kron(...factors.map((factor) => factor.values)) };
}

/**
 * Σ c_k ψ_k, normalised; the coefficients are real or [re, im].
 * @example
 * superposition([left, right], [1, [0, 1]]); // (ψ₁ + iψ₂)/‖…‖
 * @throws RangeError when the sum vanishes or grids, ħ or particles differ.
 */
export function superposition(
  waves: readonly WaveFunction[],
  coefficients: readonly (number | readonly [number, number])[] = waves.map(() => 1),
): WaveFunction {
  const { grid, hbar, particles, values: first } = checkSame('waves', waves);
  if (coefficients.length !== waves.length || waves.some((wave) => wave.particles !== particles))
    throw new RangeError(
      `waves must have equally many particles and one coefficient each, got ${waves.length} waves and ` +
        `${coefficients.length} coefficients`,
    );
  const values = new Float64Array(first.length);
  waves.forEach((wave, k) => {
    const c = coefficients[k];
    const [re, im] = finiteArray(`coefficients[${k}]`, typeof c === 'number' ? [c, 0] : c, 2);
    for (let i = 0; i < values.length; i += 2) {
      values[i] += re * wave.values[i] - im * wave.values[i + 1];
      values[i + 1] += re * wave.values[i + 1] + im * wave.values[i];
    }
  });
  return normaliseWave({ grid, hbar, particles, values });
}
