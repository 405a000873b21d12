import { oneOf, positive, shown } from '../guards';
import { FourierCore } from './core';
import { eachIndex, eachSign, oppositePlace } from './indices';
import { checkLength, checkShape, pointsLimit, sizeOf } from './layout';
import { smoothLength } from './lengths';
import { realFourierTransform } from './transforms';

export interface ConvolutionOptions {
  /** Points of the grid along each axis; the last index runs fastest. */
  readonly shape: readonly number[];
  /** Distance of neighbouring points, one for all axes or one per axis. */
  readonly spacing: number | readonly number[];
  /**
   * K as a function of the displacement (a borrowed vector with one component per axis; the `value` of an interaction
   * will do), or its samples. Samples are row-major and wrapped: index j of an axis stands for displacement j·spacing in the
   * first half and (j − m)·spacing in the second, where m is n (periodic) or 2n (free; index n is not used).
   */
  readonly kernel: ((displacement: Float64Array) => number) | Float64Array;
  /** The box is a torus, or stands in empty space: the density vanishes outside and nothing comes round. */
  readonly boundary: 'periodic' | 'free';
}

/** ρ ↦ K∗ρ with a resident kernel; made by `convolution`. */
export interface Convolution {
  readonly shape: readonly number[];
  readonly boundary: 'periodic' | 'free';
  /** K∗ρ as a new array. */
  apply(density: Float64Array): Float64Array;
  /** The same, written to `out` (which may be the density) and returned. */
  applyInto(density: Float64Array, out: Float64Array): Float64Array;
}

/**
 * A plan for the convolution (K∗ρ)(x_i) = Σ_j K(x_i − x_j) ρ(x_j) Π spacing of real densities on a grid: the sum is exact,
 * the integral is thereby taken by the rectangle rule. The kernel's transform is computed once; it takes half the memory
 * if K is even. For K = V this is the mean-field potential V∗ρ.
 *
 * On a torus K is evaluated at the shortest displacement; where two are equally short (half the box) their mean is taken.
 * In free space the grid is continued by zeros to at least twice its length; rows of zeros are not transformed.
 * RangeError for a wrong shape or length and for kernels and densities with values that are not finite: for a K that is
 * singular at 0, return its mean over a cell there.
 */
export function convolution(options: ConvolutionOptions): Convolution {
  const { boundary, kernel } = options;
  const shape = checkShape('shape', options.shape);
  oneOf('boundary', boundary, ['periodic', 'free']);
  const spacing = spacings(options.spacing, shape.length);
  const lengths = boundary === 'free' ? shape.map(paddedLength) : shape;
  checkPadded(shape, lengths);
  const samples =
    typeof kernel === 'function'
      ? sampleFunction(kernel, shape, lengths, spacing)
      : placeSamples(kernel, shape, lengths, boundary);
  const size = sizeOf(shape);
  const cell = spacing.reduce((product, h) => product * h, 1);
  const core = kernelCore(shape, lengths, samples, cell);
  const applyInto = (density: Float64Array, out: Float64Array): Float64Array => {
    checkLength('density', density, size);
    checkLength('out', out, size);
    return core.filterInto(density, out);
  };
  return { shape, boundary, apply: (density) => applyInto(density, new Float64Array(size)), applyInto };
}

/** RangeError, before the kernel is sampled, when the doubled grid is too large. */
function checkPadded(shape: readonly number[], lengths: readonly number[]): void {
  if (sizeOf(lengths) > pointsLimit)
    throw new RangeError(
      `shape must have at most ${pointsLimit} points, in free space after being doubled, got ${shape.join(' × ')}, ` +
        `doubled to ${lengths.join(' × ')}`,
    );
}

/** Room for the displacements −(n − 1) … n − 1 of a free axis. */
function paddedLength(n: number): number {
  return n === 1 ? 1 : smoothLength(2 * n - 1, true);
}

function spacings(spacing: number | readonly number[], count: number): readonly number[] {
  if (typeof spacing === 'number') return new Array<number>(count).fill(positive('spacing', spacing));
  if (spacing?.length !== count)
    throw new RangeError(`spacing must be a number or ${count} numbers, one per axis, got ${shown(spacing)}`);
  return spacing.map((h, axis) => positive(`spacing[${axis}]`, h));
}

/** The core with the transform of the kernel as its multiplier: real if the samples are exactly even. */
function kernelCore(
  shape: readonly number[],
  lengths: readonly number[],
  samples: Float64Array,
  cell: number,
): FourierCore {
  const spectrum = realFourierTransform(lengths).forward(samples);
  const even = isEven(samples, lengths);
  const multiplier = new Float64Array(even ? spectrum.length / 2 : spectrum.length);
  for (let i = 0; i < multiplier.length; i++) multiplier[i] = cell * spectrum[even ? 2 * i : i];
  const core = new FourierCore('real', lengths, shape, even ? 'real' : 'complex');
  core.loadMultiplier(multiplier);
  return core;
}

function isEven(samples: Float64Array, lengths: readonly number[]): boolean {
  const n = lengths[lengths.length - 1];
  const rows = [...lengths.slice(0, -1), 1];
  let even = true;
  eachIndex(rows, (index, row) => {
    const at = row * n;
    const opposite = oppositePlace(index, rows) * n;
    if (samples[at] !== samples[opposite]) even = false;
    for (let j = 1; j < n; j++) if (samples[at + j] !== samples[opposite + n - j]) even = false;
  });
  return even;
}

/** K at the displacements of the wrapped grid that occur in the sum; 0 at the others. */
function sampleFunction(
  kernel: (displacement: Float64Array) => number,
  shape: readonly number[],
  lengths: readonly number[],
  spacing: readonly number[],
): Float64Array {
  const samples = new Float64Array(sizeOf(lengths));
  const displacement = new Float64Array(shape.length);
  const halfway: number[] = [];
  let sum = 0;
  const addValue = (): void => {
    const value = kernel(displacement);
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new RangeError(
        `kernel must be finite, got ${String(value)} at displacement [${displacement.join(', ')}]`,
      );
    sum += value;
  };
  eachIndex(lengths, (index, at) => {
    if (halfway.length > 0) halfway.length = 0;
    for (let axis = 0; axis < shape.length; axis++) {
      const j = index[axis];
      const n = lengths[axis];
      const shortest = 2 * j > n ? j - n : j;
      if (Math.abs(shortest) >= shape[axis]) return;
      displacement[axis] = shortest * spacing[axis];
      if (2 * j === n) halfway.push(axis);
    }
    sum = 0;
    samples[at] = eachSign(halfway, displacement, addValue) * sum;
  });
  return samples;
}

/** Given samples at their places in the padded grid. */
function placeSamples(
  kernel: Float64Array,
  shape: readonly number[],
  lengths: readonly number[],
  boundary: 'periodic' | 'free',
): Float64Array {
  const given = boundary === 'free' ? shape.map((n) => 2 * n) : shape;
  checkLength('kernel', kernel, sizeOf(given));
  const bad = kernel.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`kernel must have finite entries, got ${kernel[bad]} at index ${bad}`);
  if (boundary === 'periodic') return kernel.slice();
  const samples = new Float64Array(sizeOf(lengths));
  const last = shape.length - 1;
  const n = shape[last];
  // Row by row: there may be millions of samples.
  eachIndex([...given.slice(0, last), 1], (index, row) => {
    let to = 0;
    for (let axis = 0; axis < last; axis++) {
      const j = index[axis];
      if (j === shape[axis]) return;
      to = to * lengths[axis] + (j < shape[axis] ? j : j - given[axis] + lengths[axis]);
    }
    const from = row * given[last];
    samples.set(kernel.subarray(from, from + n), to * lengths[last]);
    samples.set(kernel.subarray(from + n + 1, from + 2 * n), (to + 1) * lengths[last] - n + 1);
  });
  return samples;
}
