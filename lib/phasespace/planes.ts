/** A function on phase space as the families know it; `transforms.ts` puts the checks around it. */
export interface PlaneFunction {
  /** Intervals of the 2d coordinates outside of which it is some 1e−8 of its size or less. */
  readonly reach: readonly (readonly [low: number, high: number])[];
  /** Values at (first_i, second_j), row-major, of the two coordinates `axes`, the others being those of z. */
  plane(
    axes: readonly [number, number],
    z: Float64Array,
    first: Float64Array,
    second: Float64Array,
  ): Float64Array;
  /** The integral over all coordinates but one, at the points. */
  marginal(axis: number, points: Float64Array): Float64Array;
}

/** What a transform is: W itself, or W convolved with N(0, ε/2) in every coordinate. */
export type TransformKind = 'wigner' | 'husimi';

/** The value at one point. */
export function valueAt({ plane }: PlaneFunction, z: Float64Array): number {
  const d = z.length / 2;
  return plane([0, d], z, z.slice(0, 1), z.slice(d, d + 1))[0];
}
