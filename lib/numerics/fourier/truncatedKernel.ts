import { type DenseMatrix, realMatrix } from '../dense/matrix';
import { multiplyMatrices } from '../dense/multiply';
import { eachIndex } from './indices';
import { sizeOf } from './layout';
import { mirrored } from './mirrored';

export interface TruncatedKernelOptions {
  /** Who has that transform, for error messages. */
  readonly name: string;
  /** Points of the box along each axis, and their distances. */
  readonly shape: readonly number[];
  readonly spacing: readonly number[];
  /** V̂_L(ω), the Fourier transform of the radial V cut off at |z| = L, at ω = |k|. */
  readonly transform: (omega: number, radius: number) => number;
  /**
   * A factor Π_a w(k_a h_a), 0 ≤ k_a h_a ≤ π, on the transform, such as one that undoes the smoothing by splines with which
   * masses are laid on the grid. Default 1.
   */
  readonly window?: (angle: number) => number;
}

/** Numbers that the Fourier side may take: 256 MiB. */
const mostModes = 2 ** 25;
/** Columns in one matrix product. */
const columnsAtOnce = 2 ** 14;

/**
 * The kernel T for which Σ_j T(x_i − x_j)ρ(x_j)·cell is V⋆ρ in empty space with the spectral accuracy of ρ, singular V or
 * not; wrapped as `convolution` with free boundary wants it. No two points of the box are farther apart than its diagonal L, so
 * V may be cut off there; then its transform V̂_L is smooth and T(z) = Π(1/P_a)·Σ_k V̂_L(|k|)e^{ik·z}, |k_a| ≤ π/h_a,
 * k_a ∈ (2π/P_a)ℤ, is exact for band-limited ρ as soon as the images of V_L do not reach the box, P_a ≥ length_a + L. Since V̂_L
 * is even in every k_a the sum is done by cosines, axis after axis, with no larger grid.
 *
 * F. Vico, L. Greengard, M. Ferrando, Fast convolution with free-space Green's functions, J. Comput. Phys. 323 (2016).
 * @throws RangeError when the modes exceed 2²⁵ (a very oblong box) or V̂_L is not finite.
 */
export function truncatedKernel(options: TruncatedKernelOptions): Float64Array {
  const { shape, spacing } = options;
  const lengths = shape.map((n, a) => n * spacing[a]);
  const radius = Math.hypot(...lengths);
  const halves = lengths.map((length, a) => Math.ceil((length + radius) / (2 * spacing[a])));
  const modes = halves.map((half) => half + 1);
  if (sizeOf(modes) > mostModes)
    throw new RangeError(
      `a truncated kernel must have at most ${mostModes} modes, got ${modes.join(' × ')} for a box of ` +
        `${shape.join(' × ')} points: take a box that is less oblong`,
    );
  const step = halves.map((half, a) => Math.PI / (half * spacing[a]));
  let values = spectrum(options, modes, step, radius);
  // Each product takes the first axis from wave numbers to points and puts it last.
  modes.forEach((count, a) => {
    values = transposedProduct(values, cosines(count, shape[a], halves[a] * spacing[a]));
  });
  return mirrored(
    values,
    shape,
    shape.map((n) => 2 * n),
  );
}

/** V̂_L at the modes, times the window of each of its wave numbers. */
function spectrum(
  { name, transform, window }: TruncatedKernelOptions,
  modes: readonly number[],
  step: readonly number[],
  radius: number,
): Float64Array {
  const windows = modes.map((count) =>
    Float64Array.from({ length: count }, (_, k) => (window ? window((Math.PI * k) / (count - 1)) : 1)),
  );
  const out = new Float64Array(sizeOf(modes));
  const last = modes.length - 1;
  // Row by row: there may be millions of modes.
  eachIndex([...modes.slice(0, last), 1], (index, row) => {
    let [across, factor] = [0, 1];
    for (let a = 0; a < last; a++) {
      across += (index[a] * step[a]) ** 2;
      factor *= windows[a][index[a]];
    }
    for (let k = 0, at = row * modes[last]; k < modes[last]; k++, at++) {
      const omega = Math.sqrt(across + (k * step[last]) ** 2);
      out[at] = factor * windows[last][k] * transform(omega, radius);
      if (!(Math.abs(out[at]) < Infinity))
        throw new RangeError(`truncatedFourier of ${name} must be finite, got ${out[at]} at ω = ${omega}`);
    }
  });
  return out;
}

/** (1/P)·w_k·cos(2πkjh/P), k = 0 … P/2h, j < n; w = 2 but for the first and the last k, which stand for themselves. */
function cosines(count: number, points: number, halfPeriod: number): DenseMatrix {
  const out = realMatrix(count, points);
  const half = count - 1;
  for (let k = 0; k < count; k++) {
    const weight = (k === 0 || k === half ? 0.5 : 1) / halfPeriod;
    for (let j = 0; j < points; j++)
      out.data[k * points + j] = weight * Math.cos((Math.PI * ((k * j) % (2 * half))) / half);
  }
  return out;
}

/** ΞᵀC for Ξ of as many rows as C, in pieces of some columns. */
function transposedProduct(values: Float64Array, c: DenseMatrix): Float64Array {
  const { rows, columns } = c;
  const rest = values.length / rows;
  const out = new Float64Array(rest * columns);
  for (let begin = 0; begin < rest; begin += columnsAtOnce) {
    const count = Math.min(columnsAtOnce, rest - begin);
    const piece = realMatrix(rows, count);
    for (let i = 0; i < rows; i++)
      piece.data.set(values.subarray(i * rest + begin, i * rest + begin + count), i * count);
    out.set(multiplyMatrices(piece, c, { adjointA: true }).data, begin * columns);
  }
  return out;
}
