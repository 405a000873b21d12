import { integerIn, shown } from '../guards';

/** Largest number of points of one transform: 1 GiB of complex numbers. */
export const pointsLimit: number = 2 ** 26;

/** `shape` checked: a non-empty list of positive integers whose product is at most 2²⁶. */
export function checkShape(name: string, shape: readonly number[]): readonly number[] {
  if (!Array.isArray(shape) || shape.length === 0)
    throw new RangeError(`${name} must be a list of at least one length, got ${shown(shape)}`);
  shape.forEach((n, axis) => {
    integerIn(`${name}[${axis}]`, n, 1, pointsLimit);
  });
  if (sizeOf(shape) > pointsLimit)
    throw new RangeError(`${name} must have at most ${pointsLimit} points, got ${shape.join(' × ')}`);
  return Object.freeze([...shape]);
}

/** Number of points of a grid. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** Shape of the spectrum of a field: the same, but half of the last axis (k ≤ n/2) if the field is real. */
export function spectrumShape(field: 'real' | 'complex', shape: readonly number[]): readonly number[] {
  if (field === 'complex') return shape;
  return Object.freeze([...shape.slice(0, -1), Math.floor(shape[shape.length - 1] / 2) + 1]);
}

/** RangeError unless `values` is a Float64Array of that length. */
export function checkLength(name: string, values: Float64Array, length: number): void {
  if (!(values instanceof Float64Array) || values.length !== length)
    throw new RangeError(
      `${name} must be a Float64Array of length ${length}, got ${
        values instanceof Float64Array ? `length ${values.length}` : shown(values)
      }`,
    );
}

/**
 * Where the spectrum of a field lies in the arena of a plan: row-major, lengths 1 left out (but for the last axis of a real
 * field), and a gap after every block of the first axis when their distance would be a power of two, because such
 * addresses compete for the same few places of the caches.
 */
export interface Layout {
  /** Lengths of the transforms, and how many of them are given: the rest is zero. */
  readonly lengths: readonly number[];
  readonly given: readonly number[];
  /** Distance of neighbours along each axis, in complex numbers. */
  readonly strides: readonly number[];
  /** Numbers of one block of the first axis, without the gap. */
  readonly inner: number;
}

const gap = 16;

export function createLayout(
  field: 'real' | 'complex',
  shape: readonly number[],
  givenShape: readonly number[],
): Layout {
  const kept = shape.map((n, axis) => n > 1 || (axis === shape.length - 1 && field === 'real'));
  if (!kept.includes(true)) kept[kept.length - 1] = true;
  const lengths = shape.filter((_, axis) => kept[axis]);
  const given = givenShape.filter((_, axis) => kept[axis]);
  const stored = spectrumShape(field, lengths);
  const strides = stored.map((_, axis) => sizeOf(stored.slice(axis + 1)));
  const inner = lengths.length === 1 ? stored[0] : strides[0];
  if (lengths.length > 1 && inner % 64 === 0) strides[0] += gap;
  return { lengths, given, strides, inner };
}
