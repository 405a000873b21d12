import type { RadialOrbital } from './orbitals';
import type { RadialInteraction } from './radialInteraction';

/** The strengths of the two parts of the Hamiltonian in the frame at a time, divided by ħ. */
export interface FrameRates {
  /** Of Σ_j shell_j: ω₀/b². */
  readonly free: number;
  /** Of the interaction in units of the trap. */
  readonly pair: number;
}

/**
 * Right-hand side of Hartree's equation iħ∂_tψ = hψ + (V⋆|ψ|²)ψ for ψ = Σ c_n|n, l = 0⟩ in the frame, c interleaved:
 * i·dc_n/dt = free·2n·c_n + pair·Σ_n′ ⟨n|V⋆|ψ|²|n′⟩c_n′.
 */
export function sWaveHartree(
  interaction: RadialInteraction,
  radial: readonly RadialOrbital[],
  rates: (time: number) => FrameRates,
): (t: number, c: Float64Array, out: Float64Array) => void {
  const waves = radial.flatMap(({ l }, f) => (l === 0 ? [f] : []));
  const size = waves.length;
  // R⁰(nn′, kk′) with nn′ the row and kk′ the column.
  const repulsion = new Float64Array(size ** 4);
  let at = 0;
  for (const n of waves)
    for (const m of waves)
      for (const k of waves) for (const j of waves) repulsion[at++] = interaction.integral(0, n, m, k, j);
  const dyad = new Float64Array(size * size);
  return (t, c, out) => {
    const { free, pair } = rates(t);
    // The integrals are symmetric in k and k′: the real part of conj(c_k)c_k′ is enough.
    for (let k = 0; k < size; k++)
      for (let j = 0; j < size; j++) dyad[k * size + j] = c[2 * k] * c[2 * j] + c[2 * k + 1] * c[2 * j + 1];
    for (let n = 0; n < size; n++) {
      let [re, im] = [free * 2 * n * c[2 * n], free * 2 * n * c[2 * n + 1]];
      for (let m = 0; m < size; m++) {
        let field = 0;
        const row = (n * size + m) * size * size;
        for (let p = 0; p < size * size; p++) field += repulsion[row + p] * dyad[p];
        re += pair * field * c[2 * m];
        im += pair * field * c[2 * m + 1];
      }
      out[2 * n] = im;
      out[2 * n + 1] = -re;
    }
  };
}
