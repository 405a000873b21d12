import { finiteArray, integerIn } from '../numerics/guards';
import type { Axis } from './axis';
import { checkedGrid } from './heatLayer';
import type { GridValues } from './types';

/**
 * The centres of the cells of a grid, in the order of `values` (x-major): where a function is to be evaluated that
 * `phaseSpaceHeatMap` or `film` shall show.
 */
export function cellCentres(grid: Pick<GridValues, 'x' | 'xi' | 'nX' | 'nXi'>): {
  x: Float64Array;
  xi: Float64Array;
} {
  const nX = integerIn('grid.nX', grid.nX, 1, 10_000);
  const nXi = integerIn('grid.nXi', grid.nXi, 1, 10_000);
  for (const side of ['x', 'xi'] as const) finiteArray(`grid.${side}`, grid[side], 2);
  const centre = ([low, high]: readonly [number, number], cell: number, count: number): number =>
    low + ((cell + 0.5) / count) * (high - low);
  return {
    x: Float64Array.from({ length: nX * nXi }, (_, k) => centre(grid.x, Math.floor(k / nXi), nX)),
    xi: Float64Array.from({ length: nX * nXi }, (_, k) => centre(grid.xi, k % nXi, nXi)),
  };
}

/**
 * A function of (x, ξ) at the centres of the cells of a grid: a field as `phaseSpaceHeatMap` and `transportFigure` draw
 * it.
 */
export function sampledOnGrid(
  grid: Pick<GridValues, 'x' | 'xi' | 'nX' | 'nXi'>,
  value: (point: readonly [number, number]) => number,
): GridValues {
  const { x, xi } = cellCentres(grid);
  return { ...grid, values: x.map((first, k) => value([first, xi[k]])) };
}

const CELLS = 160;

/** The function on some 160 square cells along the longer axis; messages call it `name`. */
export function sampledBetween(
  name: string,
  { domain: x }: Axis,
  { domain: xi }: Axis,
  value: (point: readonly [number, number]) => number,
): GridValues {
  const cell = Math.max(x[1] - x[0], xi[1] - xi[0]) / CELLS;
  const along = ([low, high]: readonly [number, number]): number =>
    Math.max(2, Math.round((high - low) / cell));
  return checkedGrid(name, sampledOnGrid({ x, xi, nX: along(x), nXi: along(xi) }, value));
}
