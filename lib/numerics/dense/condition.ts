import { type DenseMatrix, entryWidth } from './matrix';

/** Σ|x_i| of a vector of entries of the given width. */
function sumOfSizes(x: Float64Array, width: 1 | 2): number {
  let sum = 0;
  for (let i = 0; i < x.length; i += width) sum += width === 2 ? Math.hypot(x[i], x[i + 1]) : Math.abs(x[i]);
  return sum;
}

/** ‖A‖₁, the largest column sum of |a_ij|. */
export function largestColumnSum({ kind, data, columns }: DenseMatrix): number {
  const width = entryWidth(kind);
  const sums = new Float64Array(columns);
  for (let i = 0, j = 0; i < data.length; i += width, j = (j + 1) % columns)
    sums[j] += width === 2 ? Math.hypot(data[i], data[i + 1]) : Math.abs(data[i]);
  return Math.max(...sums);
}

/** x_i := x_i/|x_i|, or 1 where x_i is 0. */
function toSigns(x: Float64Array, width: 1 | 2): void {
  for (let i = 0; i < x.length; i += width) {
    const size = width === 2 ? Math.hypot(x[i], x[i + 1]) : Math.abs(x[i]);
    x[i] = size === 0 ? 1 : x[i] / size;
    if (width === 2 && size !== 0) x[i + 1] /= size;
  }
}

/** Index of the largest |x_i|. */
function placeOfLargest(x: Float64Array, width: 1 | 2): number {
  let [place, largest] = [0, -1];
  for (let i = 0; i < x.length; i += width) {
    const size = width === 2 ? Math.hypot(x[i], x[i + 1]) : Math.abs(x[i]);
    if (size > largest) [place, largest] = [i / width, size];
  }
  return place;
}

/**
 * 1/(‖A‖₁·‖A⁻¹‖₁), with the estimate of ‖A⁻¹‖₁ from below of Higham, FORTRAN codes for estimating the one-norm of a real or
 * complex matrix, 1988 (after Hager, 1984): a walk over unit vectors e_j that never lowers ‖A⁻¹·e_j‖₁, and one vector of
 * alternating signs against its blind spots. `norm` is ‖A‖₁, `shape` any matrix of the order and kind of A; `applyInverse`
 * overwrites x with A⁻¹·x or A*⁻¹·x.
 */
export function reciprocalConditionOf(
  norm: number,
  shape: DenseMatrix,
  applyInverse: (x: Float64Array, adjoint: boolean) => void,
): number {
  const n = shape.rows;
  const width = entryWidth(shape.kind);
  const x = new Float64Array(width * n);
  const start = (value: (i: number) => number): void => {
    x.fill(0);
    for (let i = 0; i < n; i++) x[width * i] = value(i);
    applyInverse(x, false);
  };
  start(() => 1 / n);
  let estimate = sumOfSizes(x, width);
  for (let step = 0, last = -1; step < 5 && n > 1; step++) {
    toSigns(x, width);
    applyInverse(x, true);
    const place = placeOfLargest(x, width);
    if (place === last) break;
    last = place;
    start((i) => (i === place ? 1 : 0));
    const next = sumOfSizes(x, width);
    if (next <= estimate) break;
    estimate = next;
  }
  if (n > 1) start((i) => (i % 2 === 0 ? 1 : -1) * (1 + i / (n - 1)));
  if (n > 1) estimate = Math.max(estimate, (2 * sumOfSizes(x, width)) / (3 * n));
  const condition = norm * estimate;
  return Number.isFinite(condition) ? 1 / condition : 0;
}
