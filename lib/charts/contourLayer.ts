import { linearTicks } from './axis';
import { type Rgb, reliefColour } from './colormap';
import type { ColourBar } from './colourBar';
import type { Layer } from './frame';
import { isEdge, pictureLayer } from './pictureLayer';
import type { GridValues } from './types';

/** Heights between lines of equal height, and their colours. */
export interface Contours {
  /** The height between neighbouring lines. */
  readonly interval: number;
  readonly bar: ColourBar;
}

/** Some ten to twenty bands at round heights for the values of a grid, in colours for t from 0 (lowest) to 1. */
export function contoursFor(
  { values }: GridValues,
  label: string,
  shades: (t: number) => Rgb = reliefColour,
): Contours {
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < values.length; k++) {
    low = Math.min(low, values[k]);
    high = Math.max(high, values[k]);
  }
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const [first, second] = linearTicks([0, (high - low) / 3]);
  const interval = second - first;
  const bottom = interval * Math.floor(low / interval);
  const top = Math.max(bottom + interval, interval * Math.ceil(high / interval));
  const bands = Math.round((top - bottom) / interval);
  const bar: ColourBar = {
    label,
    limits: [bottom, top],
    colour: (value) => {
      const band = Math.min(bands - 1, Math.max(0, Math.floor((value - bottom) / interval)));
      return shades(bands > 1 ? band / (bands - 1) : 0.5);
    },
  };
  return { interval, bar };
}

/** What is left of a colour under a line of equal height. */
const LINE_SHADE = 0.72;

/**
 * Bands of colour with darker lines between them, as a picture. Heights are interpolated between the centres of the cells
 * of the grid.
 */
export function contourLayer(grid: GridValues, contours: Contours): Layer {
  return pictureLayer(grid, (columns, rows) => {
    const bands = bandNumbers(grid, columns, rows, contours.interval);
    return paintedBands(bands, contours, columns, bands, LINE_SHADE);
  });
}

/** The bands in their colours; where `lines` changes from pixel to pixel, in darker ones. */
export function paintedBands(
  bands: Int32Array,
  { interval, bar }: Contours,
  columns: number,
  lines: Int32Array,
  lineShade: number,
): Uint8Array {
  const rgba = new Uint8Array(4 * bands.length).fill(255);
  const colours = new Map<number, Rgb>();
  const colourOf = (number: number): Rgb => {
    const colour = colours.get(number) ?? bar.colour((number + 0.5) * interval);
    colours.set(number, colour);
    return colour;
  };
  let previous = Number.NaN;
  let colour: Rgb = [0, 0, 0];
  for (let p = 0; p < bands.length; p++) {
    if (bands[p] !== previous) colour = colourOf(bands[p]);
    previous = bands[p];
    const shade = isEdge(lines, p, columns) ? lineShade : 1;
    rgba[4 * p] = shade * colour[0];
    rgba[4 * p + 1] = shade * colour[1];
    rgba[4 * p + 2] = shade * colour[2];
  }
  return rgba;
}

/** ⌊height/interval⌋ in every pixel, rows from the top: first between two rows of the grid, then along the row. */
export function bandNumbers(grid: GridValues, columns: number, rows: number, interval: number): Int32Array {
  const { nX, nXi, values } = grid;
  const { floor } = Math;
  const along = between(nX, columns);
  const across = between(nXi, rows);
  const heights = new Float64Array(nX);
  const band = new Int32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const j = across.first[rows - 1 - row];
    const t = across.share[rows - 1 - row];
    const next = nXi > 1 ? 1 : 0;
    for (let i = 0; i < nX; i++) {
      heights[i] = ((1 - t) * values[i * nXi + j] + t * values[i * nXi + j + next]) / interval;
    }
    for (let column = 0; column < columns; column++) {
      const i = along.first[column];
      const s = along.share[column];
      band[row * columns + column] = floor(s > 0 ? (1 - s) * heights[i] + s * heights[i + 1] : heights[i]);
    }
  }
  return band;
}

/** Pixels between the centres of `cells` cells: the centre before, and the share of the next. Constant at both ends. */
function between(cells: number, pixels: number): { first: Int32Array; share: Float64Array } {
  const first = new Int32Array(pixels);
  const share = new Float64Array(pixels);
  for (let k = 0; k < pixels; k++) {
    const place = Math.min(cells - 1, Math.max(0, ((k + 0.5) / pixels) * cells - 0.5));
    first[k] = Math.max(0, Math.min(cells - 2, Math.floor(place)));
    share[k] = place - first[k];
  }
  return { first, share };
}
