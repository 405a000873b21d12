import { axisSpacing, type GridAxis } from '../gridAxis';
import { finite, finiteArray } from '../guards';
import { inDomain } from './domain';
import { naturalSplineFilter, periodicSplineFilter } from './splineFilter';

export interface GridInterpolantOptions {
  /** The value outside a non-periodic axis; without it evaluation there is a RangeError. */
  readonly outside?: number;
}

/** A function of (x, y) given by its values on a grid. */
export interface GridInterpolant {
  at(x: number, y: number): number;
  /** out[i] = at(points[2i], points[2i+1]); returns `out`. */
  atInto(points: ArrayLike<number>, out: Float64Array): Float64Array;
}

/** Values with one ghost point before and two after the grid in both directions: no wrapping in the inner loop. */
interface Padded {
  readonly data: Float64Array;
  readonly width: number;
}

/** A coordinate in units of the spacing: cell·1 + s. */
interface Axis {
  readonly low: number;
  readonly high: number;
  readonly inverse: number;
  readonly cells: number;
  readonly periodic: boolean;
}

function prepared(name: string, axis: GridAxis): Axis {
  const inverse = 1 / axisSpacing(name, axis);
  const periodic = axis.periodic === true;
  return {
    low: axis.low,
    high: axis.high,
    inverse,
    cells: periodic ? axis.points : axis.points - 1,
    periodic,
  };
}

/** The position of x from the low end in units of the spacing, in [0, cells]; −1 when outside. */
function position(name: string, axis: Axis, x: number, outside: number | undefined): number {
  const p = (x - axis.low) * axis.inverse;
  if (p >= 0 && p <= axis.cells) return p;
  finite(name, x);
  if (axis.periodic) return Math.max(0, p - axis.cells * Math.floor(p / axis.cells));
  const isEnd = p > -1e-12 && p < axis.cells + 1e-12;
  if (!isEnd && outside !== undefined) return -1;
  if (!isEnd) inDomain(name, x, axis.low, axis.high);
  return Math.min(axis.cells, Math.max(0, p));
}

/** The grid with its ghosts, first along the rows, then along all columns. */
function padded(
  values: Float64Array,
  rows: number,
  columns: number,
  wrap: readonly [boolean, boolean],
): Padded {
  const width = columns + 3;
  const data = new Float64Array((rows + 3) * width);
  for (let i = 0; i < rows; i++)
    data.set(values.subarray(i * columns, (i + 1) * columns), (i + 1) * width + 1);
  for (let i = 1; i <= rows; i++) extend(data, i * width, 1, columns, wrap[1]);
  for (let j = 0; j < width; j++) extend(data, j, width, rows, wrap[0]);
  return { data, width };
}

/** Ghosts of one line: copies when periodic, straight continuation (second difference 0) when not. */
function extend(data: Float64Array, offset: number, stride: number, n: number, periodic: boolean): void {
  const at = (i: number): number => offset + (i + 1) * stride;
  if (periodic) {
    data[at(-1)] = data[at(n - 1)];
    data[at(n)] = data[at(0)];
    data[at(n + 1)] = data[at(1)];
    return;
  }
  data[at(-1)] = 2 * data[at(0)] - data[at(1)];
  data[at(n)] = 2 * data[at(n - 1)] - data[at(n - 2)];
}

function gridInterpolant(
  axes: readonly [GridAxis, GridAxis],
  coefficients: Float64Array,
  options: GridInterpolantOptions,
  combine: (data: Float64Array, corner: number, width: number, s: number, t: number) => number,
): GridInterpolant {
  const [first, second] = [prepared('axes[0]', axes[0]), prepared('axes[1]', axes[1])];
  const { data, width } = padded(coefficients, axes[0].points, axes[1].points, [
    first.periodic,
    second.periodic,
  ]);
  const outside = options.outside;
  if (outside !== undefined) finite('outside', outside);
  const at = (x: number, y: number): number => {
    const p = position('x', first, x, outside);
    const q = position('y', second, y, outside);
    if (p < 0 || q < 0) return outside as number;
    const i = Math.min(p | 0, first.cells - 1);
    const j = Math.min(q | 0, second.cells - 1);
    return combine(data, i * width + j, width, p - i, q - j);
  };
  return {
    at,
    atInto(points, out) {
      if (points.length !== 2 * out.length)
        throw new RangeError(
          `points must have length ${2 * out.length} (2 per value), got length ${points.length}`,
        );
      for (let i = 0; i < out.length; i++) out[i] = at(points[2 * i], points[2 * i + 1]);
      return out;
    },
  };
}

/**
 * Bilinear interpolation of values[i·n₁ + j] at (x_i, y_j), rows along axes[0]: continuous, keeps bounds and positivity, error
 * O(h²).
 * @throws RangeError when an axis is not one or values has not axes[0].points·axes[1].points finite entries.
 */
export function bilinearInterpolant(
  axes: readonly [GridAxis, GridAxis],
  values: ArrayLike<number>,
  options: GridInterpolantOptions = {},
): GridInterpolant {
  const checked = finiteArray('values', values, axes[0].points * axes[1].points);
  return gridInterpolant(axes, checked, options, (data, corner, width, s, t) => {
    const at = corner + width + 1;
    const low = data[at] + t * (data[at + 1] - data[at]);
    const high = data[at + width] + t * (data[at + width + 1] - data[at + width]);
    return low + s * (high - low);
  });
}

/**
 * The bicubic spline through values[i·n₁ + j] at (x_i, y_j), rows along axes[0]: a tensor product of B-splines, twice
 * continuously differentiable, natural (second derivative 0 across the border) on axes that are not periodic. Error O(h⁴) where
 * the data are periodic or flat at the border. O(n₀n₁) to set up, 16 terms a point.
 * @throws RangeError when an axis is not one or values has not axes[0].points·axes[1].points finite entries.
 */
export function bicubicInterpolant(
  axes: readonly [GridAxis, GridAxis],
  values: ArrayLike<number>,
  options: GridInterpolantOptions = {},
): GridInterpolant {
  const [rows, columns] = [axes[0].points, axes[1].points];
  const coefficients = finiteArray('values', values, rows * columns);
  const alongRow = (axes[1].periodic ? periodicSplineFilter : naturalSplineFilter)(columns);
  const alongColumn = (axes[0].periodic ? periodicSplineFilter : naturalSplineFilter)(rows);
  for (let i = 0; i < rows; i++) alongRow(coefficients, i * columns, 1);
  for (let j = 0; j < columns; j++) alongColumn(coefficients, j, columns);
  return gridInterpolant(axes, coefficients, options, bicubic);
}

/** Σ over 4 × 4 coefficients of the products of cubic B-splines. */
function bicubic(data: Float64Array, corner: number, width: number, s: number, t: number): number {
  const rest = 1 - t;
  const b0 = rest * rest * rest;
  const b1 = 4 + t * t * (3 * t - 6);
  const b2 = 4 + rest * rest * (3 * rest - 6);
  const b3 = t * t * t;
  const row = (at: number): number =>
    b0 * data[at] + b1 * data[at + 1] + b2 * data[at + 2] + b3 * data[at + 3];
  const other = 1 - s;
  return (
    (other * other * other * row(corner) +
      (4 + s * s * (3 * s - 6)) * row(corner + width) +
      (4 + other * other * (3 * other - 6)) * row(corner + 2 * width) +
      s * s * s * row(corner + 3 * width)) /
    36
  );
}
