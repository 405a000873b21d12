import { finite, finiteArray, integerIn } from '../numerics/guards';
import { dataAddress } from './base64';
import { divergingColour, sequentialColour } from './colormap';
import type { ColourBar } from './colourBar';
import { clipped, type Layer } from './frame';
import { encodePng } from './png';
import { element } from './svg';
import { shortNumber } from './text';
import type { GridValues, WeightedPoints } from './types';

/** Checked copy of a density grid. */
export function checkedGrid(name: string, grid: GridValues): GridValues {
  const nX = integerIn(`${name}.nX`, grid.nX, 1, 4096);
  const nXi = integerIn(`${name}.nXi`, grid.nXi, 1, 4096);
  for (const side of ['x', 'xi'] as const) {
    const [low, high] = [0, 1].map((k) => finite(`${name}.${side}[${k}]`, grid[side][k]));
    if (low >= high) throw new RangeError(`${name}.${side} must be increasing, got [${low}, ${high}]`);
  }
  return { x: grid.x, xi: grid.xi, nX, nXi, values: finiteArray(`${name}.values`, grid.values, nX * nXi) };
}

/**
 * Density histogram of weighted points on nX × nXi cells of a rectangle: mass per area, so that it integrates to the
 * mass inside the rectangle.
 */
export function histogram(
  points: WeightedPoints,
  x: readonly [number, number],
  xi: readonly [number, number],
  nX: number,
  nXi: number,
): GridValues {
  const count = points.x.length;
  const values = new Float64Array(nX * nXi);
  const cell = ((x[1] - x[0]) / nX) * ((xi[1] - xi[0]) / nXi);
  for (let j = 0; j < count; j++) {
    const column = cellOf(points.x[j], x, nX);
    const row = cellOf(points.xi[j], xi, nXi);
    if (column < 0 || row < 0) continue;
    values[column * nXi + row] += (points.weights ? points.weights[j] : 1 / count) / cell;
  }
  return { x, xi, nX, nXi, values };
}

/** The cell of a value, the upper edge belonging to the last one; -1 outside. */
function cellOf(value: number, [low, high]: readonly [number, number], cells: number): number {
  if (!(value >= low && value <= high)) return -1;
  return Math.min(cells - 1, Math.floor((cells * (value - low)) / (high - low)));
}

/** The grid with neighbouring cells averaged until neither side has more than `most` cells. */
export function coarsened(grid: GridValues, most: number): GridValues {
  const blockX = Math.ceil(grid.nX / most);
  const blockXi = Math.ceil(grid.nXi / most);
  if (blockX === 1 && blockXi === 1) return grid;
  const nX = Math.ceil(grid.nX / blockX);
  const nXi = Math.ceil(grid.nXi / blockXi);
  const values = new Float64Array(nX * nXi);
  const counts = new Float64Array(nX * nXi);
  for (let i = 0; i < grid.nX; i++) {
    for (let j = 0; j < grid.nXi; j++) {
      const k = Math.floor(i / blockX) * nXi + Math.floor(j / blockXi);
      values[k] += grid.values[i * grid.nXi + j];
      counts[k]++;
    }
  }
  const upper = (
    side: readonly [number, number],
    cells: number,
    covered: number,
  ): readonly [number, number] => [side[0], side[0] + ((side[1] - side[0]) * covered) / cells];
  return {
    x: upper(grid.x, grid.nX, nX * blockX),
    xi: upper(grid.xi, grid.nXi, nXi * blockXi),
    nX,
    nXi,
    values: values.map((sum, k) => sum / counts[k]),
  };
}

/**
 * Colours for the values of these grids: from zero up for densities, symmetric about zero when a value lies below
 * minus a thousandth of the largest (a Wigner function; smaller undershoots of a scheme stay white). Limits that are given
 * are the ends of the bar; zero stays white, and both signs keep one scale.
 */
export function coloursFor(
  grids: readonly GridValues[],
  label: string,
  limits?: readonly [number, number],
): ColourBar {
  let low = 0;
  let high = 0;
  for (const { values } of grids) {
    for (let k = 0; k < values.length; k++) {
      low = Math.min(low, values[k]);
      high = Math.max(high, values[k]);
    }
  }
  if (limits) {
    [low, high] = limits.map((limit, k) => finite(`limits[${k}]`, limit));
    if (low >= high) throw new RangeError(`limits must be increasing, got [${low}, ${high}]`);
  }
  const signed = limits ? low < 0 : -low > 1e-3 * high;
  const top = (signed ? Math.max(high, -low) : high) || 1;
  if (signed)
    return {
      label,
      limits: limits ? [low, high] : [-top, top],
      colour: (value) => divergingColour(value / top),
    };
  const bottom = limits ? low : 0;
  return {
    label,
    limits: [bottom, top],
    colour: (value) => sequentialColour((value - bottom) / (top - bottom)),
  };
}

const SHADES = 96;

/** The cells as a PNG of one pixel a cell, ξ upwards, in 96 shades. */
export function heatPng(grid: GridValues, bar: ColourBar): Uint8Array {
  const { nX, nXi, values } = grid;
  const [low, high] = bar.limits;
  const shades = Array.from({ length: SHADES + 1 }, (_, level) =>
    bar.colour(low + (level / SHADES) * (high - low)),
  );
  const rgba = new Uint8Array(4 * nX * nXi).fill(255);
  for (let j = 0; j < nXi; j++) {
    for (let i = 0; i < nX; i++) {
      const level = Math.round((SHADES * (values[i * nXi + j] - low)) / (high - low));
      rgba.set(shades[Math.min(SHADES, Math.max(0, level))], 4 * ((nXi - 1 - j) * nX + i));
    }
  }
  return encodePng(nX, nXi, rgba);
}

/** The PNG of a grid laid over its rectangle. */
export function heatLayer(grid: GridValues, png: Uint8Array): Layer {
  return (canvas) => {
    const left = canvas.x(grid.x[0]);
    const top = canvas.y(grid.xi[1]);
    const [width, height] = [canvas.x(grid.x[1]) - left, canvas.y(grid.xi[0]) - top];
    const image = element(canvas.document, 'image', {
      x: left,
      y: top,
      width,
      height,
      preserveAspectRatio: 'none',
      style: 'image-rendering:pixelated',
      href: dataAddress('image/png', png),
    });
    const spills =
      left < canvas.left - 1 ||
      top < canvas.top - 1 ||
      left + width > canvas.left + canvas.width + 1 ||
      top + height > canvas.top + canvas.height + 1;
    return spills ? clipped(canvas, image) : image;
  };
}

/** One sentence on where the values lie. */
export function rangeSentence(grid: GridValues): string {
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < grid.values.length; k++) {
    low = Math.min(low, grid.values[k]);
    high = Math.max(high, grid.values[k]);
  }
  return `values from ${shortNumber(low)} to ${shortNumber(high)}`;
}
