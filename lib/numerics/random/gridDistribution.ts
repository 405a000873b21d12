import { axisSpacing, type GridAxis } from '../gridAxis';
import { finiteArray } from '../guards';
import { discreteDistribution } from './discrete';
import type { Random } from './random';

const { abs, floor, min } = Math;

/** A law on a box with a continuous density, multilinear in every grid cell. */
export interface GridDistribution {
  readonly dimension: number;
  /** ∫ of the interpolant as it was given, before it was normalised. */
  readonly mass: number;
  /** Fills `out` with points, coordinates side by side, and returns it. */
  fill(out: Float64Array, random: Random): Float64Array;
}

/**
 * The law whose density is proportional to the multilinear interpolant of `values` on a grid (last axis fastest), for any
 * number of axes. The interpolant is a sum of products of hat functions, one product for each grid point: choose the point
 * with the weight of its product (alias method), then add to every coordinate h·(u − u′), whose density is the hat; at a
 * border that is not periodic, the inner half of it. Exact up to rounding.
 * @throws RangeError when axes is empty, values has the wrong length, an entry that is negative or not finite, or sum 0.
 */
export function gridDistribution(axes: readonly GridAxis[], values: ArrayLike<number>): GridDistribution {
  const dimension = axes.length;
  if (dimension === 0) throw new RangeError('axes must contain at least one axis, got none');
  const spacing = axes.map((axis, a) => axisSpacing(`axes[${a}]`, axis));
  const size = axes.reduce((product, { points }) => product * points, 1);
  const weights = finiteArray('values', values, size);
  const strides = axes.map((_, a) => axes.slice(a + 1).reduce((product, { points }) => product * points, 1));
  const place = (node: number, a: number): number => floor(node / strides[a]) % axes[a].points;
  const isBorder = (i: number, { points, periodic }: GridAxis): boolean =>
    !periodic && (i === 0 || i === points - 1);
  for (let node = 0; node < size; node++)
    for (let a = 0; a < dimension; a++) if (isBorder(place(node, a), axes[a])) weights[node] *= 0.5;
  const nodes = discreteDistribution(weights);
  const mass = weights.reduce((sum, w) => sum + w, 0) * spacing.reduce((product, h) => product * h, 1);

  const coordinate = (i: number, axis: GridAxis, h: number, random: Random): number => {
    let hat = random.uniform() - random.uniform();
    if (isBorder(i, axis)) hat = i === 0 ? abs(hat) : -abs(hat);
    const x = axis.low + (i + hat) * h;
    return x < axis.low ? x + (axis.high - axis.low) : min(x, axis.high);
  };
  return {
    dimension,
    mass,
    fill(out, random) {
      if (out.length % dimension !== 0)
        throw new RangeError(
          `out.length must be a multiple of the dimension ${dimension}, got ${out.length}`,
        );
      for (let start = 0; start < out.length; start += dimension) {
        const node = nodes.sample(random);
        for (let a = 0; a < dimension; a++)
          out[start + a] = coordinate(place(node, a), axes[a], spacing[a], random);
      }
      return out;
    },
  };
}
