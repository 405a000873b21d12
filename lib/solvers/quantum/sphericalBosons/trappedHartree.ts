import type { RadialOrbital } from './orbitals';
import { type RadialInteraction, radialSquare } from './radialInteraction';

/** Hartree's equation for s waves in the oscillator: what it needs of the interaction. */
export interface SWaveField {
  /** Number of s orbitals, n = 0, 1, …. */
  readonly size: number;
  /** ⟨n|r²|n′⟩ at n·size + n′. */
  readonly square: Float64Array;
  /** R⁰(nn′, kk′) at ((n·size + n′)·size + k)·size + k′. */
  readonly repulsion: Float64Array;
}

export function sWaveField(interaction: RadialInteraction, radial: readonly RadialOrbital[]): SWaveField {
  const waves = radial.flatMap(({ l }, f) => (l === 0 ? [f] : []));
  const size = waves.length;
  const square = new Float64Array(size * size);
  const repulsion = new Float64Array(size ** 4);
  for (let n = 0; n < size; n++)
    for (let m = 0; m < size; m++) {
      square[n * size + m] = radialSquare(radial[waves[n]], radial[waves[m]]);
      for (let k = 0; k < size; k++)
        for (let j = 0; j < size; j++)
          repulsion[((n * size + m) * size + k) * size + j] = interaction.integral(
            0,
            waves[n],
            waves[m],
            waves[k],
            waves[j],
          );
    }
  return { size, square, repulsion };
}

/** The matrix ⟨n|V⋆|ψ|²|n′⟩ for ψ = Σ c_n|n, l = 0⟩ is real and symmetric, as only Re(conj(c_k)c_k′) enters. */
export function meanFieldInto({ size, repulsion }: SWaveField, c: Float64Array, out: Float64Array): void {
  const dyad = new Float64Array(size * size);
  for (let k = 0; k < size; k++)
    for (let j = 0; j < size; j++)
      dyad[k * size + j] = c[2 * k] * c[2 * j] + c[2 * k + 1] * c[2 * j + 1];
  for (let at = 0; at < size * size; at++) {
    let sum = 0;
    for (let p = 0; p < size * size; p++) sum += repulsion[at * size * size + p] * dyad[p];
    out[at] = sum;
  }
}
