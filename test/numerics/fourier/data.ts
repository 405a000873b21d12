import { createRandom } from '../../../lib/numerics/index';

const { cos, sin, sqrt, PI } = Math;

/** `length` standard normal numbers. */
export function randomArray(length: number, seed: number | string): Float64Array {
  return createRandom(seed).fillNormal(new Float64Array(length));
}

/** ‖a − b‖/‖b‖ in the mean square. */
export function relativeError(a: Float64Array, b: Float64Array): number {
  let [gap, norm] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    gap += (a[i] - b[i]) ** 2;
    norm += b[i] ** 2;
  }
  return a.length === b.length ? sqrt(gap / norm) : Number.NaN;
}

/** X_k = Σ_j x_j e^{∓2πi jk/n} by its definition. */
export function naiveTransform(x: Float64Array, backward = false): Float64Array {
  const n = x.length / 2;
  const roots = Float64Array.from({ length: 2 * n }, (_, i) => {
    const angle = (PI * (i & ~1)) / n;
    return i % 2 === 0 ? cos(angle) : sin(angle) * (backward ? 1 : -1);
  });
  const out = new Float64Array(2 * n);
  for (let k = 0; k < n; k++)
    for (let j = 0; j < n; j++) {
      const [a, b] = [x[2 * j], x[2 * j + 1]];
      const at = 2 * ((j * k) % n);
      out[2 * k] += a * roots[at] - b * roots[at + 1];
      out[2 * k + 1] += a * roots[at + 1] + b * roots[at];
    }
  return out;
}

/** Real numbers as complex ones. */
export function toComplexNumbers(x: Float64Array): Float64Array {
  const out = new Float64Array(2 * x.length);
  for (let i = 0; i < x.length; i++) out[2 * i] = x[i];
  return out;
}

/** The transform of a grid, one axis after the other by a transform of lines. */
export function axisByAxis(
  x: Float64Array,
  shape: readonly number[],
  transformLine: (line: Float64Array) => Float64Array,
): Float64Array {
  const out = x.slice();
  shape.forEach((n, axis) => {
    const stride = shape.slice(axis + 1).reduce((product, m) => product * m, 1);
    for (let at = 0; at < out.length / 2; at++) {
      if (Math.floor(at / stride) % n !== 0) continue;
      const line = new Float64Array(2 * n);
      for (let j = 0; j < 2 * n; j++) line[j] = out[2 * (at + (j >> 1) * stride) + (j & 1)];
      const result = transformLine(line);
      for (let j = 0; j < 2 * n; j++) out[2 * (at + (j >> 1) * stride) + (j & 1)] = result[j];
    }
  });
  return out;
}

/** The modes with k ≤ n/2 on the last axis. */
export function halfOf(spectrum: Float64Array, shape: readonly number[]): Float64Array {
  const n = shape[shape.length - 1];
  const half = Math.floor(n / 2) + 1;
  return spectrum.filter((_, i) => (i >> 1) % n < half);
}
