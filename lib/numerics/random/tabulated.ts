import { finite, finiteArray, numberIn } from '../guards';
import { createLocator } from '../locate';
import type { Random } from './random';

const { max, min, sqrt } = Math;

/** A law on an interval with a continuous, piecewise linear density. */
export interface TabulatedDistribution {
  /** Where the density bends, ascending; the law lives between the first and the last. */
  readonly nodes: Float64Array;
  /** The density at the nodes, normalised. */
  readonly values: Float64Array;
  /** ∫ of the table as it was given, before it was normalised. */
  readonly mass: number;
  /** The density at x, 0 outside. */
  density(x: number): number;
  /** P(X ≤ x). */
  cumulative(x: number): number;
  /** The x with cumulative(x) = u, for u in [0, 1]: increasing, so that it carries Sobol points and strata over. */
  quantile(u: number): number;
  sample(random: Random): number;
  /** Fills `out` with draws and returns it. */
  fill(out: Float64Array, random: Random): Float64Array;
}

/**
 * The law whose density is proportional to the linear interpolant of `values` at `nodes`, by inversion: the cell from a
 * guide table, the place in it from the quadratic formula. Exact up to rounding; one uniform a draw.
 * @throws RangeError when there are fewer than two nodes, they do not increase strictly, a value is negative or not finite,
 * or all are 0.
 */
export function tabulatedDistribution(
  nodes: ArrayLike<number>,
  values: ArrayLike<number>,
): TabulatedDistribution {
  const x = finiteArray('nodes', nodes);
  const n = x.length;
  if (n < 2) throw new RangeError(`nodes must have length >= 2, got length ${n}`);
  const p = finiteArray('values', values, n);
  const cumulative = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (p[i] < 0) throw new RangeError(`values[${i}] must be >= 0, got ${p[i]}`);
    if (i === 0) continue;
    if (!(x[i] > x[i - 1]))
      throw new RangeError(`nodes must increase strictly, got ${x[i - 1]}, ${x[i]} at ${i - 1}, ${i}`);
    cumulative[i] = cumulative[i - 1] + 0.5 * (x[i] - x[i - 1]) * (p[i] + p[i - 1]);
  }
  const mass = cumulative[n - 1];
  if (!(mass > 0 && mass < Infinity))
    throw new RangeError(`values must have a positive finite integral, got ${mass}`);
  for (let i = 0; i < n; i++) {
    p[i] /= mass;
    cumulative[i] /= mass;
  }
  return fromTable(x, p, cumulative, mass);
}

function fromTable(
  x: Float64Array,
  p: Float64Array,
  cumulative: Float64Array,
  mass: number,
): TabulatedDistribution {
  const last = x.length - 1;
  const cellOf = createLocator(x);
  const cellOfMass = createLocator(cumulative);
  const inverse = (u: number): number => {
    let i = cellOfMass(u);
    // Cells of no mass at the upper end hold no point of the law.
    while (i > 0 && cumulative[i + 1] === cumulative[i]) i--;
    const width = x[i + 1] - x[i];
    const slope = (p[i + 1] - p[i]) / width;
    const rest = max(0, u - cumulative[i]);
    // p·s + slope·s²/2 = rest, in the form without cancellation.
    const root = p[i] + sqrt(max(0, p[i] * p[i] + 2 * slope * rest));
    return root === 0 ? x[i] : x[i] + min(width, (2 * rest) / root);
  };
  return {
    nodes: x,
    values: p,
    mass,
    density(at) {
      if (!(finite('x', at) >= x[0] && at <= x[last])) return 0;
      const i = cellOf(at);
      return p[i] + ((p[i + 1] - p[i]) * (at - x[i])) / (x[i + 1] - x[i]);
    },
    cumulative(at) {
      if (finite('x', at) <= x[0]) return 0;
      if (at >= x[last]) return 1;
      const i = cellOf(at);
      const s = at - x[i];
      return cumulative[i] + s * (p[i] + (0.5 * s * (p[i + 1] - p[i])) / (x[i + 1] - x[i]));
    },
    quantile: (u) => inverse(numberIn('u', u, 0, 1)),
    sample: (random) => inverse(random.uniform()),
    fill(out, random) {
      random.fillUniform(out);
      for (let i = 0; i < out.length; i++) out[i] = inverse(out[i]);
      return out;
    },
  };
}
