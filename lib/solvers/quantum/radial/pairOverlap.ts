import type { RadialGrid } from './wave';

export type Complex = readonly [re: number, im: number];

/** G(X) = n·e^{−γ|X|²}, the centre of mass of a pair (up to a phase), n = (2Re γ/π)^{3/4}. */
export interface CentreOfMass {
  readonly gamma: Complex;
}

/**
 * Mass 2 in the trap: iħγ′ = ħ²γ² − ω², γ(0) = 1/2s² − ic/ħ; with γ = −(i/ħ)q′/q that is q″ = −ω²q.
 */
export function centreOfMass(
  { width, chirp, hbar, trap }: { width: number; chirp: number; hbar: number; trap: number },
  time: number,
): CentreOfMass {
  // q = cos ωt + q′(0)·sin ωt/ω with q′(0) = iħγ(0) = c + iħ/2s².
  const [re, im] = [chirp, hbar / (2 * width * width)];
  const cos = Math.cos(trap * time);
  const sine = trap === 0 ? time : Math.sin(trap * time) / trap;
  const q: Complex = [cos + re * sine, im * sine];
  const slope: Complex = [re * cos - trap * trap * sine, im * cos];
  const modulus = hbar * (q[0] * q[0] + q[1] * q[1]);
  return {
    gamma: [(slope[1] * q[0] - slope[0] * q[1]) / modulus, -(slope[0] * q[0] + slope[1] * q[1]) / modulus],
  };
}

/**
 * ⟨ψ|R_{2:1}|ψ⟩ = ∫|A(z)|²dz, A(z) = ∫ψ̄(x)G(½(x + z))χ(|x − z|)dx. With a = |x| and b = |x − z| as coordinates, dx = 2πab da db/|z|
 * and |x + z|² = 2a² + 2z² − b², so that
 *   A(z) = (n/2z)e^{−γz²/2}∫ū(a)e^{−γa²/2}[F(a + z) − F(|a − z|)]da,  F(b) = ∫₀^b u_χ(s)e^{γs²/4}ds,
 * a sum over grid points, with the arguments of F among them. `values` is Hartree's u; of the grid every `stride`-th point.
 */
export function overlapMass(
  grid: RadialGrid,
  values: Float64Array,
  primitive: Float64Array,
  { gamma: [re, im] }: CentreOfMass,
  stride: 1 | 2,
): number {
  const { intervals: n, spacing } = grid;
  const h = stride * spacing;
  const size = Math.floor(n / stride);
  // ū(a)e^{−γa²/2}; the modulus of e^{−γz²/2} stands with that of F, which is as large as they are small.
  const weighted = new Float64Array(2 * size);
  for (let i = 1; i < size; i++) {
    const at = 2 * (stride * i - 1);
    const square = (i * h) ** 2 / 2;
    const size = Math.exp(-re * square);
    const [cos, sin] = [size * Math.cos(im * square), -size * Math.sin(im * square)];
    weighted[2 * i] = values[at] * cos + values[at + 1] * sin;
    weighted[2 * i + 1] = values[at] * sin - values[at + 1] * cos;
  }
  let mass = 0;
  for (let k = 1; k < size; k++) {
    let [sumRe, sumIm] = [0, 0];
    for (let i = 1; i < size; i++) {
      const outer = 2 * stride * (i + k);
      const inner = 2 * stride * (i > k ? i - k : k - i);
      const fRe = primitive[outer] - primitive[inner];
      const fIm = primitive[outer + 1] - primitive[inner + 1];
      sumRe += weighted[2 * i] * fRe - weighted[2 * i + 1] * fIm;
      sumIm += weighted[2 * i] * fIm + weighted[2 * i + 1] * fRe;
    }
    mass += (sumRe * sumRe + sumIm * sumIm) * Math.exp(-re * (k * h) ** 2);
  }
  return Math.PI * ((2 * re) / Math.PI) ** 1.5 * mass * h ** 3;
}
