import type { CloudFrame } from './cloudScale';
import { radialSquare, reducedOrbitals } from './radialInteraction';
import type { ScalarDensity } from './scalarDensity';

/** The density of one boson and the radial component of its current, at radii of the laboratory. */
export interface CloudProfile {
  /** ρ_{N:1}(r) = R_{N:1}(x, x). */
  readonly density: Float64Array;
  /** J(r) = ħ Im ∇_x R_{N:1}(x, y) at y = x, along x/|x|. */
  readonly current: Float64Array;
}

/**
 * ρ = Σ_l Σ_{nn′}Re R_{nn′}u_n u_{n′}/4πy² and J = Σ Im R_{nn′}u_n′u_{n′}/4πy² in the frame, with yu_n′ = −½u_n − q_{n+1,n}u_{n+1} + q_{n−1,n}u_{n−1},
 * q = ⟨|y|²⟩; to the laboratory by x = bℓy and the phase b′|x|²/(2ħb). `length` is bℓ.
 */
export function cloudProfile(
  density: ScalarDensity,
  shells: number,
  { scale, rate }: CloudFrame,
  length: number,
  hbar: number,
  radii: Float64Array,
): CloudProfile {
  const y = radii.map((r) => r / length);
  const rho = new Float64Array(y.length);
  const flux = new Float64Array(y.length);
  for (const { l, radial } of density) {
    const u = reducedOrbitals(l, shells + 2, y);
    const { rows, data } = radial;
    for (let n = 0; n < rows; n++) {
      const [up, down] = [
        radialSquare({ n, l }, { n: n + 1, l }),
        n > 0 ? radialSquare({ n: n - 1, l }, { n, l }) : 0,
      ];
      for (let m = 0; m < rows; m++) {
        const [re, im] = data.subarray(2 * (n * rows + m), 2 * (n * rows + m) + 2);
        for (let i = 0; i < y.length; i++) {
          const slope = -0.5 * u[n][i] - up * u[n + 1][i] + (n > 0 ? down * u[n - 1][i] : 0);
          rho[i] += re * u[n][i] * u[m][i];
          flux[i] += im * slope * u[m][i];
        }
      }
    }
  }
  const sphere = radii.map((r) => 4 * Math.PI * r * r * length);
  return {
    density: rho.map((value, i) => value / sphere[i]),
    current: flux.map(
      (value, i) => ((rate / scale) * radii[i] * rho[i] + (hbar * value) / radii[i]) / sphere[i],
    ),
  };
}
