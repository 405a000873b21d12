/**
 * B-spline coefficients from values on an equidistant grid: (c[i−1] + 4c[i] + c[i+1])/6 = f[i], in place, on the entries
 * offset + i·stride, i < n.
 */
export type SplineFilter = (data: Float64Array, offset: number, stride: number) => void;

/** The root of z² + 4z + 1 inside the unit circle. */
const pole = Math.sqrt(3) - 2;

/**
 * Periodic data: the inverse filter is −6z/((1 − z·shift⁻¹)(1 − z·shift)), two recursions (M. Unser, A. Aldroubi and M. Eden, IEEE
 * Trans. Signal Processing 41 (1993)), started with the exact periodic sums; terms beyond the 40th power of the pole are
 * below 1e−22.
 */
export function periodicSplineFilter(n: number): SplineFilter {
  const terms = Math.min(n, 40);
  const closing = 1 / (1 - pole ** n);
  return (data, offset, stride) => {
    const at = (i: number): number => offset + (((i % n) + n) % n) * stride;
    let sum = 0;
    for (let k = terms - 1; k >= 0; k--) sum = data[at(-k)] + pole * sum;
    let value = sum * closing;
    data[offset] = value;
    for (let i = 1; i < n; i++) {
      value = data[offset + i * stride] + pole * value;
      data[offset + i * stride] = value;
    }
    sum = 0;
    for (let k = terms - 1; k >= 0; k--) sum = data[at(n - 1 + k)] + pole * sum;
    value = -6 * pole * sum * closing;
    data[at(n - 1)] = value;
    for (let i = n - 2; i >= 0; i--) {
      value = pole * (value - 6 * data[offset + i * stride]);
      data[offset + i * stride] = value;
    }
  };
}

/** Data on a line with natural ends (second derivative 0): there c = f; elimination with tabulated pivots between them. */
export function naturalSplineFilter(n: number): SplineFilter {
  const pivots = new Float64Array(n);
  for (let i = 1; i < n - 1; i++) pivots[i] = 1 / (4 - pivots[i - 1]);
  return (data, offset, stride) => {
    const last = offset + (n - 1) * stride;
    let before = data[offset];
    for (let i = 1, p = offset + stride; i < n - 1; i++, p += stride) {
      before = (6 * data[p] - before) * pivots[i];
      data[p] = before;
    }
    let after = data[last];
    for (let i = n - 2, p = last - stride; i >= 1; i--, p -= stride) {
      after = data[p] - pivots[i] * after;
      data[p] = after;
    }
  };
}
