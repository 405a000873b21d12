import { finite, integerIn, oneOf, optionsOf } from '../../../numerics/guards';
import type { FluidPoint } from './reading';

export interface SectionOptions {
  /** The normal of the plane; default 'z'. */
  readonly normal?: 'x' | 'y' | 'z';
  /** The coordinate along the normal; default 0. */
  readonly at?: number;
  /** Cells along both sides, in [1, 1024]; default 64. */
  readonly cells?: number;
  /** The square in the plane; default: what holds all elements. */
  readonly low?: number;
  readonly high?: number;
}

/** Values at the centres of square cells in a plane, as `phaseSpaceHeatMap` takes them: values[i·nXi + j] is ρ. */
export interface FluidSection {
  /** Edges along the first and the second axis of the plane (the axes but the normal, in their order). */
  readonly x: readonly [number, number];
  readonly xi: readonly [number, number];
  readonly nX: number;
  readonly nXi: number;
  /** ρ, 0 where there is no fluid. */
  readonly values: Float64Array;
  /** u, three components a cell, NaN where there is no fluid. */
  readonly velocity: Float64Array;
}

/** Reads the fluid on a plane; `extent` is the default square. */
export function fluidSection(
  read: (point: readonly [number, number, number]) => FluidPoint | undefined,
  extent: readonly [number, number],
  options: SectionOptions,
): FluidSection {
  optionsOf('section', options, "{ normal: 'z', at: 0 }", ['normal', 'at', 'cells', 'low', 'high']);
  const { normal = 'z', at = 0, cells = 64, low = extent[0], high = extent[1] } = options;
  oneOf('normal', normal, ['x', 'y', 'z'] as const);
  finite('at', at);
  integerIn('cells', cells, 1, 1024);
  if (!(finite('low', low) < finite('high', high)))
    throw new RangeError(`low must be < high, got ${low} and ${high}`);
  const across = { x: 0, y: 1, z: 2 }[normal];
  const [first, second] = [0, 1, 2].filter((axis) => axis !== across);
  const values = new Float64Array(cells * cells);
  const velocity = new Float64Array(3 * values.length).fill(Number.NaN);
  const width = (high - low) / cells;
  const point: [number, number, number] = [at, at, at];
  for (let i = 0, to = 0; i < cells; i++)
    for (let j = 0; j < cells; j++, to++) {
      point[first] = low + (i + 0.5) * width;
      point[second] = low + (j + 0.5) * width;
      const found = read(point);
      if (!found) continue;
      values[to] = found.density;
      velocity.set(found.velocity, 3 * to);
    }
  return { x: [low, high], xi: [low, high], nX: cells, nXi: cells, values, velocity };
}
