import type { Dimension } from '../../../interactions/types';
import { finite, integerIn, optionsOf, shown } from '../../../numerics/guards';

/** Points that a grid may have: 128³. */
const largestGrid = 2 ** 21;

/**
 * Equidistant points low + i·h, i = 0, …, points − 1, h = (high − low)/points, on every axis of a torus or of a box in
 * empty space. Fields are row-major (the last axis runs fastest), complex ones interleaved; ∫f is Σf·cell.
 */
export interface QuantumGrid {
  readonly dimension: Dimension;
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly points: readonly number[];
  /** A torus; otherwise a box in empty space, outside of which wave functions vanish. */
  readonly periodic: boolean;
  readonly lengths: readonly number[];
  readonly spacing: readonly number[];
  /** Volume of a cell, Π spacing. */
  readonly cell: number;
  /** Number of points, Π points. */
  readonly size: number;
  /** Coordinates along each axis. */
  readonly axes: readonly Float64Array[];
}

export interface QuantumGridOptions {
  /** Numbers for d = 1, or for d equal axes if another option is a list; lists with one entry per axis. */
  readonly low: number | readonly number[];
  readonly high: number | readonly number[];
  readonly points: number | readonly number[];
  /** Default false. */
  readonly periodic?: boolean;
}

/**
 * A grid for wave functions in d = 1, 2, 3. Sizes with prime factors up to 13 are fastest.
 * In a box the kinetic energy is that of a periodic continuation, which is the same as long as no mass comes near the edge
 * (solvers report how much did); interactions know of no such continuation.
 * @example
 * quantumGrid({ low: 0, high: 2 * Math.PI, points: 256, periodic: true });
 * quantumGrid({ low: -8, high: 8, points: [128, 128] });
 * @throws RangeError when lists have different lengths or more than 3 entries, low ≥ high, points are not integers
 * in [4, 2²¹], or there are more than 2²¹ points.
 */
export function quantumGrid(options: QuantumGridOptions): QuantumGrid {
  optionsOf('quantumGrid', options, '{ low: -8, high: 8, points: 256 }', [
    'low',
    'high',
    'points',
    'periodic',
  ]);
  const { periodic = false } = options;
  const lists = [options.low, options.high, options.points].filter((given) => typeof given !== 'number');
  const d = integerIn(
    'dimension of the grid',
    lists.length === 0 ? 1 : (lists[0]?.length ?? 0),
    1,
    3,
  ) as Dimension;
  const low = perAxis('low', options.low, d);
  const high = perAxis('high', options.high, d);
  const points = perAxis('points', options.points, d);
  points.forEach((n, axis) => {
    integerIn(`points[${axis}]`, n, 4, largestGrid);
    if (!(low[axis] < high[axis]))
      throw new RangeError(`low must be < high on axis ${axis}, got ${low[axis]} and ${high[axis]}`);
    finite(`high − low on axis ${axis}`, high[axis] - low[axis]);
  });
  const size = product(points);
  if (size > largestGrid)
    throw new RangeError(
      `points must be at most ${largestGrid} in all, got ${points.join(' × ')} = ${size}, which is ` +
        `${Math.ceil((16 * size) / 2 ** 20)} MiB for one wave function`,
    );
  const lengths = low.map((a, axis) => high[axis] - a);
  const spacing = lengths.map((length, axis) => length / points[axis]);
  const axes = points.map((n, axis) =>
    Float64Array.from({ length: n }, (_, i) => low[axis] + i * spacing[axis]),
  );
  return { dimension: d, low, high, points, periodic, lengths, spacing, cell: product(spacing), size, axes };
}

/** Whether two grids have the same points. */
export function sameGrid(a: QuantumGrid, b: QuantumGrid): boolean {
  const same = (x: readonly number[], y: readonly number[]): boolean =>
    x.length === y.length && x.every((value, axis) => value === y[axis]);
  return a.periodic === b.periodic && same(a.low, b.low) && same(a.high, b.high) && same(a.points, b.points);
}

/** A number for all axes, or one per axis, as a checked list. */
export function perAxis(name: string, given: number | readonly number[], d: number): readonly number[] {
  if (typeof given === 'number') return Object.freeze(new Array<number>(d).fill(finite(name, given)));
  if (given?.length !== d)
    throw new RangeError(`${name} must be a number or ${d} numbers, one per axis, got ${shown(given)}`);
  return Object.freeze(Array.from(given, (value, axis) => finite(`${name}[${axis}]`, value)));
}

export function product(values: readonly number[]): number {
  return values.reduce((total, value) => total * value, 1);
}

/** Values of a function of x (borrowed, length d) at the points. @throws RangeError where it is not finite. */
export function sampleOnGrid(name: string, grid: QuantumGrid, f: (x: Float64Array) => number): Float64Array {
  const out = new Float64Array(grid.size);
  eachPoint([grid], (x, at) => {
    const value = f(x);
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new RangeError(`${name} must be finite on the grid, got ${shown(value)} at [${x.join(', ')}]`);
    out[at] = value;
  });
  return out;
}

/** Visits the points of a product of grids: all coordinates in a borrowed vector, and the place. */
export function eachPoint(grids: readonly QuantumGrid[], visit: (x: Float64Array, at: number) => void): void {
  const axes = grids.flatMap((grid) => grid.axes);
  const x = Float64Array.from(axes, (axis) => axis[0]);
  const index = new Int32Array(axes.length);
  const size = grids.reduce((total, grid) => total * grid.size, 1);
  for (let at = 0; at < size; at++) {
    visit(x, at);
    let a = axes.length - 1;
    while (a >= 0 && ++index[a] === axes[a].length) {
      index[a] = 0;
      x[a] = axes[a--][0];
    }
    if (a >= 0) x[a] = axes[a][index[a]];
  }
}
