import { extremeEigenvalues } from '../../../numerics/dense/eigen';
import { complexMatrix } from '../../../numerics/dense/matrix';
import { multiplyMatrices } from '../../../numerics/dense/multiply';
import type { CentreOfMass } from './pairOverlap';
import type { RadialGrid } from './wave';

/**
 * ‖R_{2:1} − P‖₁ = 2‖R_{2:1} − P‖, P = |ψ⟩⟨ψ|. Its trace is 0 and only P has a negative sign, so that there is one negative
 * eigenvalue, with an s-wave: of the partial waves of Ψ(x, z) the one with l = 0 is enough,
 *   k(a, z) = √π·n·e^{−γ(a² + z²)/2}[F(a + z) − F(|a − z|)],  R₀ = kk*,
 * and P₀ = |u⟩⟨u|. See `overlapMass` for γ, n and F. Every `stride`-th point of the grid.
 */
export function pairTraceNorm(
  grid: RadialGrid,
  values: Float64Array,
  primitive: Float64Array,
  { gamma: [re, im] }: CentreOfMass,
  stride: 1 | 2 | 4,
): number {
  const h = stride * grid.spacing;
  const size = Math.floor(grid.intervals / stride) - 1;
  const wave = complexMatrix(size, size);
  const front = Math.sqrt(Math.PI) * ((2 * re) / Math.PI) ** 0.75 * h;
  for (let i = 0; i < size; i++)
    for (let k = 0; k <= i; k++) {
      const square = ((i + 1) ** 2 + (k + 1) ** 2) * ((h * h) / 2);
      const outer = 2 * stride * (i + k + 2);
      const inner = 2 * stride * (i - k);
      const fRe = primitive[outer] - primitive[inner];
      const fIm = primitive[outer + 1] - primitive[inner + 1];
      const modulus = front * Math.exp(-re * square);
      const [cos, sin] = [modulus * Math.cos(im * square), -modulus * Math.sin(im * square)];
      for (const at of [2 * (i * size + k), 2 * (k * size + i)]) {
        wave.data[at] = fRe * cos - fIm * sin;
        wave.data[at + 1] = fRe * sin + fIm * cos;
      }
    }
  const difference = multiplyMatrices(wave, wave, { adjointB: true });
  const u = (i: number): number => 2 * (stride * (i + 1) - 1);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const [a, b] = [values[u(i)], values[u(i) + 1]];
      const [c, d] = [values[u(k)], values[u(k) + 1]];
      difference.data[2 * (i * size + k)] -= h * (a * c + b * d);
      difference.data[2 * (i * size + k) + 1] -= h * (b * c - a * d);
    }
  return 2 * Math.abs(extremeEigenvalues(difference)[0]);
}
