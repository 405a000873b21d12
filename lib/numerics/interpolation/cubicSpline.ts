import { finite, finiteArray } from '../guards';
import { fromSlopes, type PiecewiseCubic } from './piecewiseCubic';

/**
 * What fixes a spline at its ends: second derivative 0 ('natural'), given slopes, the same value and two derivatives at both
 * ends ('periodic'), or one cubic over the two outer intervals ('not-a-knot').
 */
export type SplineEnds =
  | 'natural'
  | 'not-a-knot'
  | 'periodic'
  | { readonly slopes: readonly [number, number] };

/** Rows low·m[i−1] + diagonal·m[i] + high·m[i+1] = right. */
interface Tridiagonal {
  readonly low: Float64Array;
  readonly diagonal: Float64Array;
  readonly high: Float64Array;
  readonly right: Float64Array;
}

/** Elimination without pivoting, in place; the solution is left in `right`. */
function solve({ low, diagonal, high, right }: Tridiagonal): Float64Array {
  const n = right.length;
  for (let i = 1; i < n; i++) {
    const factor = low[i] / diagonal[i - 1];
    diagonal[i] -= factor * high[i - 1];
    right[i] -= factor * right[i - 1];
  }
  right[n - 1] /= diagonal[n - 1];
  for (let i = n - 2; i >= 0; i--) right[i] = (right[i] - high[i] * right[i + 1]) / diagonal[i];
  return right;
}

/** The rows that make the second derivative continuous at the inner knots; the first and last are still empty. */
function innerRows(h: Float64Array, chord: Float64Array): Tridiagonal {
  const n = h.length + 1;
  const [low, diagonal, high, right] = [0, 1, 2, 3].map(() => new Float64Array(n));
  for (let i = 1; i + 1 < n; i++) {
    low[i] = h[i];
    diagonal[i] = 2 * (h[i - 1] + h[i]);
    high[i] = h[i - 1];
    right[i] = 3 * (h[i] * chord[i - 1] + h[i - 1] * chord[i]);
  }
  return { low, diagonal, high, right };
}

function naturalSlopes(h: Float64Array, chord: Float64Array): Float64Array {
  const rows = innerRows(h, chord);
  const n = h.length;
  rows.diagonal[0] = rows.diagonal[n] = 2;
  rows.high[0] = rows.low[n] = 1;
  rows.right[0] = 3 * chord[0];
  rows.right[n] = 3 * chord[n - 1];
  return solve(rows);
}

function clampedSlopes(
  h: Float64Array,
  chord: Float64Array,
  slopes: readonly [number, number],
): Float64Array {
  const rows = innerRows(h, chord);
  const n = h.length;
  rows.diagonal[0] = rows.diagonal[n] = 1;
  rows.right[0] = finite('ends.slopes[0]', slopes[0]);
  rows.right[n] = finite('ends.slopes[1]', slopes[1]);
  return solve(rows);
}

function notAKnotSlopes(h: Float64Array, chord: Float64Array): Float64Array {
  const rows = innerRows(h, chord);
  const n = h.length;
  // The third derivative is continuous at the second knot; the third slope is eliminated with that knot's own row.
  const border = (h0: number, h1: number, chord0: number, chord1: number): number =>
    (chord0 * h1 * (3 * h0 + 2 * h1) + chord1 * h0 * h0) / (h0 + h1);
  rows.diagonal[0] = h[1];
  rows.high[0] = h[0] + h[1];
  rows.right[0] = border(h[0], h[1], chord[0], chord[1]);
  rows.diagonal[n] = h[n - 2];
  rows.low[n] = h[n - 1] + h[n - 2];
  rows.right[n] = border(h[n - 1], h[n - 2], chord[n - 1], chord[n - 2]);
  return solve(rows);
}

/** The cyclic system by two solutions of a tridiagonal one (J. Sherman and W. J. Morrison 1950). */
function periodicSlopes(h: Float64Array, chord: Float64Array): Float64Array {
  const n = h.length;
  const make = (): Tridiagonal => {
    const [low, diagonal, high, right] = [0, 1, 2, 3].map(() => new Float64Array(n));
    for (let i = 0; i < n; i++) {
      const before = (i + n - 1) % n;
      low[i] = h[i];
      diagonal[i] = 2 * (h[before] + h[i]);
      high[i] = h[before];
      right[i] = 3 * (h[i] * chord[before] + h[before] * chord[i]);
    }
    // Corners low[0] and high[n − 1] as a matrix of rank one, (γ, 0, …, 0, high)ᵀ(1, 0, …, 0, low/γ).
    diagonal[n - 1] += (low[0] * high[n - 1]) / diagonal[0];
    diagonal[0] *= 2;
    return { low, diagonal, high, right };
  };
  const rows = make();
  const gamma = -rows.diagonal[0] / 2;
  const [lowCorner, highCorner] = [rows.low[0], rows.high[n - 1]];
  const solution = solve(rows);
  const correction = make();
  correction.right.fill(0);
  correction.right[0] = gamma;
  correction.right[n - 1] = highCorner;
  const column = solve(correction);
  const weight = lowCorner / gamma;
  const factor = (solution[0] + weight * solution[n - 1]) / (1 + column[0] + weight * column[n - 1]);
  const slopes = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) slopes[i] = solution[i] - factor * column[i];
  slopes[n] = slopes[0];
  return slopes;
}

/** Checked copies of knots and values with spacings and chord slopes. */
export function chords(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  least: number,
): { knots: Float64Array; values: Float64Array; h: Float64Array; chord: Float64Array } {
  const knots = finiteArray('x', x);
  if (knots.length < least)
    throw new RangeError(`x must have length >= ${least}, got length ${knots.length}`);
  const values = finiteArray('y', y, knots.length);
  const h = new Float64Array(knots.length - 1);
  const chord = new Float64Array(knots.length - 1);
  for (let i = 0; i < h.length; i++) {
    h[i] = knots[i + 1] - knots[i];
    if (!(h[i] > 0))
      throw new RangeError(`x must increase strictly, got ${knots[i]}, ${knots[i + 1]} at ${i}, ${i + 1}`);
    chord[i] = (values[i + 1] - values[i]) / h[i];
  }
  return { knots, values, h, chord };
}

/**
 * The twice continuously differentiable cubic spline through (x[i], y[i]), i = 0, …, n − 1, in O(n), with the ends
 * 'not-a-knot' unless others are given. For smooth data the error
 * is O(h⁴), of the first derivative O(h³), of the second O(h²); the natural spline has only O(h²) near ends where the second
 * derivative of the data is not 0.
 * @throws RangeError when x does not increase strictly, an entry is not finite, there are fewer than 2 points (3 for 'periodic',
 * 4 for 'not-a-knot'), or y[0] ≠ y[n−1] for 'periodic' (beyond 1e−12·max|y|).
 */
export function cubicSpline(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  ends: SplineEnds = 'not-a-knot',
): PiecewiseCubic {
  const least = ends === 'not-a-knot' ? 4 : ends === 'periodic' ? 3 : 2;
  const { knots, values, h, chord } = chords(x, y, least);
  if (ends === 'natural') return fromSlopes(knots, values, naturalSlopes(h, chord), false);
  if (ends === 'not-a-knot') return fromSlopes(knots, values, notAKnotSlopes(h, chord), false);
  if (ends === 'periodic') {
    const [first, last] = [values[0], values[values.length - 1]];
    const size = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    if (Math.abs(first - last) > 1e-12 * size)
      throw new RangeError(
        `y must have equal first and last entries for periodic ends, got ${first} and ${last}`,
      );
    return fromSlopes(knots, values, periodicSlopes(h, chord), true);
  }
  if (!Array.isArray(ends?.slopes))
    throw new RangeError(
      `ends must be 'natural', 'not-a-knot', 'periodic' or { slopes: [first, last] }, got ${String(ends)}`,
    );
  return fromSlopes(knots, values, clampedSlopes(h, chord, ends.slopes), false);
}
