import { finite } from '../guards';
import { createLocator, type Locator } from '../locate';
import { inDomain } from './domain';

/** A function of one variable that can be evaluated at single points and on arrays. */
export interface Interpolant {
  /** Its value at x; a RangeError where it is not defined. */
  at(x: number): number;
  /** out[i] = at(x[i]); `out` may be `x`. Returns `out`. */
  atInto(x: ArrayLike<number>, out: Float64Array): Float64Array;
}

/** A continuously differentiable piecewise cubic function on [knots[0], knots[n−1]], periodic or confined to it. */
export interface PiecewiseCubic extends Interpolant {
  readonly knots: Float64Array;
  /** The derivative of order 1 (default), 2 or 3; the higher ones may jump at knots. */
  derivative(x: number, order?: 1 | 2 | 3): number;
  /** ∫ₐᵇ, with the usual sign for a > b. */
  integral(a: number, b: number): number;
}

class Cubic implements PiecewiseCubic {
  readonly knots: Float64Array;
  /** c₀ … c₃ of interval i at 4i: Σ cₖ(x − knots[i])ᵏ. */
  private readonly coefficients: Float64Array;
  /** ∫ from knots[0] to knots[i]. */
  private readonly cumulative: Float64Array;
  private readonly intervalOf: Locator;
  private readonly period: number;

  constructor(knots: Float64Array, coefficients: Float64Array, periodic: boolean) {
    const last = knots.length - 1;
    this.knots = knots;
    this.coefficients = coefficients;
    this.intervalOf = createLocator(knots);
    this.period = periodic ? knots[last] - knots[0] : 0;
    this.cumulative = new Float64Array(last + 1);
    for (let i = 0; i < last; i++)
      this.cumulative[i + 1] = this.cumulative[i] + this.partial(i, knots[i + 1] - knots[i]);
  }

  /** ∫ over the first s of interval i. */
  private partial(i: number, s: number): number {
    const c = this.coefficients;
    const k = 4 * i;
    return s * (c[k] + s * (c[k + 1] / 2 + s * (c[k + 2] / 3 + (s * c[k + 3]) / 4)));
  }

  /** x brought into the domain. */
  private inside(x: number): number {
    const { knots, period } = this;
    const low = knots[0];
    const high = knots[knots.length - 1];
    if (x >= low && x <= high) return x;
    if (period === 0) return inDomain('x', x, low, high);
    finite('x', x);
    return Math.min(high, Math.max(low, x - period * Math.floor((x - low) / period)));
  }

  at(x: number): number {
    const point = this.inside(x);
    const i = this.intervalOf(point);
    const s = point - this.knots[i];
    const c = this.coefficients;
    const k = 4 * i;
    return c[k] + s * (c[k + 1] + s * (c[k + 2] + s * c[k + 3]));
  }

  atInto(x: ArrayLike<number>, out: Float64Array): Float64Array {
    if (out.length !== x.length)
      throw new RangeError(`out must have length ${x.length}, got length ${out.length}`);
    for (let i = 0; i < x.length; i++) out[i] = this.at(x[i]);
    return out;
  }

  derivative(x: number, order: 1 | 2 | 3 = 1): number {
    const point = this.inside(x);
    const i = this.intervalOf(point);
    const s = point - this.knots[i];
    const [, c1, c2, c3] = this.coefficients.subarray(4 * i, 4 * i + 4);
    if (order === 1) return c1 + s * (2 * c2 + 3 * s * c3);
    if (order === 2) return 2 * c2 + 6 * s * c3;
    if (order === 3) return 6 * c3;
    throw new RangeError(`order must be one of 1, 2, 3, got ${order}`);
  }

  integral(a: number, b: number): number {
    return this.primitive(b) - this.primitive(a);
  }

  /** ∫ from knots[0] to x. */
  private primitive(x: number): number {
    const point = this.inside(x);
    const i = this.intervalOf(point);
    const turns = this.period === 0 ? 0 : Math.round((x - point) / this.period);
    const whole = turns === 0 ? 0 : turns * this.cumulative[this.knots.length - 1];
    return whole + this.cumulative[i] + this.partial(i, point - this.knots[i]);
  }
}

/** The piecewise cubic with the given values and slopes at the knots (cubic Hermite interpolation). */
export function fromSlopes(
  knots: Float64Array,
  values: Float64Array,
  slopes: Float64Array,
  periodic: boolean,
): PiecewiseCubic {
  const coefficients = new Float64Array(4 * (knots.length - 1));
  for (let i = 0; i + 1 < knots.length; i++) {
    const h = knots[i + 1] - knots[i];
    const chord = (values[i + 1] - values[i]) / h;
    coefficients[4 * i] = values[i];
    coefficients[4 * i + 1] = slopes[i];
    coefficients[4 * i + 2] = (3 * chord - 2 * slopes[i] - slopes[i + 1]) / h;
    coefficients[4 * i + 3] = (slopes[i] + slopes[i + 1] - 2 * chord) / (h * h);
  }
  return new Cubic(knots, coefficients, periodic);
}
