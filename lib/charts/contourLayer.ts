import { linearTicks } from './axis';
import { dataAddress } from './base64';
import { type Rgb, reliefColour } from './colormap';
import type { ColourBar } from './colourBar';
import type { Layer } from './frame';
import { encodePng } from './png';
import { element } from './svg';
import type { DensityGrid } from './types';

/** Heights between lines of equal height, and their colours. */
export interface Contours {
  /** The height between neighbouring lines. */
  readonly interval: number;
  readonly bar: ColourBar;
}

/** Some ten to twenty bands at round heights for the values of a grid. */
export function contoursFor({ values }: DensityGrid, label: string): Contours {
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
      return reliefColour(bands > 1 ? band / (bands - 1) : 0.5);
    },
  };
  return { interval, bar };
}

/** Pixels of the picture along a pixel of the page, unless it becomes too large. */
const FINENESS = 2;
/** In base64 a third of the size of a figure. */
const PNG_BYTES = 16000;
/** What is left of a colour under a line of equal height. */
const LINE_SHADE = 0.72;

/**
 * Bands of colour with darker lines between them, as a picture. Heights are interpolated between the centres of the cells
 * of the grid.
 */
export function contourLayer(grid: DensityGrid, { interval, bar }: Contours): Layer {
  return (canvas) => {
    const left = canvas.x(grid.x[0]);
    const top = canvas.y(grid.xi[1]);
    const width = canvas.x(grid.x[1]) - left;
    const height = canvas.y(grid.xi[0]) - top;
    const picture = (fineness: number): Uint8Array => {
      const columns = Math.max(1, Math.round(fineness * width));
      const rows = Math.max(1, Math.round(fineness * height));
      return encodePng(columns, rows, painted(grid, columns, rows, interval, bar));
    };
    let png = picture(FINENESS);
    for (let fineness = FINENESS; png.length > PNG_BYTES && fineness > 0.02; png = picture(fineness)) {
      fineness *= Math.min(0.8, Math.sqrt(PNG_BYTES / png.length));
    }
    return element(canvas.document, 'image', {
      x: left,
      y: top,
      width,
      height,
      preserveAspectRatio: 'none',
      href: dataAddress('image/png', png),
    });
  };
}

function painted(
  grid: DensityGrid,
  columns: number,
  rows: number,
  interval: number,
  bar: ColourBar,
): Uint8Array {
  const band = new Int32Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const v = (1 - (row + 0.5) / rows) * grid.nXi - 0.5;
    for (let column = 0; column < columns; column++) {
      const u = ((column + 0.5) / columns) * grid.nX - 0.5;
      band[row * columns + column] = Math.floor(interpolated(grid, u, v) / interval);
    }
  }
  const rgba = new Uint8Array(4 * band.length).fill(255);
  const colours = new Map<number, Rgb>();
  for (let p = 0; p < band.length; p++) {
    const here = band[p];
    let colour = colours.get(here);
    if (!colour) {
      colour = bar.colour((here + 0.5) * interval);
      colours.set(here, colour);
    }
    const right = (p + 1) % columns ? band[p + 1] : here;
    const below = p + columns < band.length ? band[p + columns] : here;
    const shade = right !== here || below !== here ? LINE_SHADE : 1;
    for (let c = 0; c < 3; c++) rgba[4 * p + c] = Math.round(shade * colour[c]);
  }
  return rgba;
}

/** Bilinear in the cell numbers u, v; constant beyond the outermost centres. */
function interpolated({ nX, nXi, values }: DensityGrid, u: number, v: number): number {
  const i = Math.max(0, Math.min(nX - 2, Math.floor(u)));
  const j = Math.max(0, Math.min(nXi - 2, Math.floor(v)));
  const s = nX > 1 ? Math.max(0, Math.min(1, u - i)) : 0;
  const t = nXi > 1 ? Math.max(0, Math.min(1, v - j)) : 0;
  const at = (a: number, b: number): number => values[Math.min(nX - 1, a) * nXi + Math.min(nXi - 1, b)];
  return (
    (1 - s) * ((1 - t) * at(i, j) + t * at(i, j + 1)) + s * ((1 - t) * at(i + 1, j) + t * at(i + 1, j + 1))
  );
}
