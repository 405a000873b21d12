import { finiteArray, integerIn } from '../numerics/guards';
import { axisFor } from './axis';
import { checkedClouds, cloudLayer } from './cloudLayer';
import { drawFrame, layerMark } from './frame';
import { cellCentres } from './grid';
import {
  checkedGrid,
  coarsened,
  coloursFor,
  heatLayer,
  heatPng,
  histogram,
  rangeSentence,
} from './heatLayer';
import { planeName } from './text';
import type { DataRow, Figure, FigureOptions, GridValues, PhaseCloud, WeightedPoints } from './types';

export interface HeatMapOptions extends FigureOptions {
  /** Name of the coloured quantity with its unit; `density` unless told. */
  readonly quantity?: string;
  /** Values of the two ends of the colour bar; a negative lower end asks for the two-sided colours. */
  readonly limits?: readonly [number, number];
  /** Points drawn over the density. */
  readonly clouds?: readonly PhaseCloud[];
  /** Cells along x and along ξ when points are counted; 64 and 48 unless told. */
  readonly cells?: readonly [number, number];
}

/** Finer grids are averaged: a PNG of this side stays below the 60 KB of a figure. */
const MOST_CELLS = 200;
const PNG_BYTES = 36000;
/** More points than this become a second picture of pixels. */
const MARKS = 600;

/**
 * A density on phase space (d = 1) as coloured cells with a colour bar: white is zero. A grid is drawn as given, weighted
 * points are counted in cells (mass per area). Signed data (a Wigner function) get blue below zero and vermillion
 * above. `png` of the figure holds one pixel a cell.
 * @throws RangeError for bad sizes, unequal lengths, values that are not finite
 */
export function phaseSpaceHeatMap(
  density: GridValues | WeightedPoints,
  options: HeatMapOptions = {},
): Figure {
  const grid = 'nX' in density ? checkedGrid('density', density) : counted(density, options);
  const bar = coloursFor([grid], options.quantity ?? 'density', options.limits);
  let drawn = coarsened(grid, MOST_CELLS);
  let png = heatPng(drawn, bar);
  for (let most = MOST_CELLS / 2; png.length > PNG_BYTES && most > 8; most /= 2) {
    drawn = coarsened(grid, most);
    png = heatPng(drawn, bar);
  }
  const clouds = options.clouds?.length ? checkedClouds('clouds', options.clouds) : [];
  const budget = { marks: MARKS, pngBytes: 6000 };
  const figure = drawFrame({
    options,
    x: axisFor('x', { domain: grid.x, ...options.x }, [], 0, 'x'),
    y: axisFor('y', { domain: grid.xi, ...options.y }, [], 0, 'ξ'),
    marks: [
      layerMark(heatLayer(drawn, png)),
      ...clouds.map((one) => layerMark(cloudLayer(one, budget, true))),
    ],
    legend: clouds.map(({ label, stroke }) => ({ label, ...stroke, mark: 'dot' })),
    colourBar: bar,
    alt: `${options.title ? `${options.title}: ` : ''}heat map over ${planeName(options.x?.label, options.y?.label)}, ${rangeSentence(grid)}.`,
    data: gridRows(grid),
  });
  return { ...figure, png };
}

function counted(points: WeightedPoints, options: HeatMapOptions): GridValues {
  const x = finiteArray('density.x', points.x);
  if (x.length === 0) throw new RangeError('density.x must hold at least one point, got none');
  const xi = finiteArray('density.xi', points.xi, x.length);
  const weights = points.weights && finiteArray('density.weights', points.weights, x.length);
  const [nX, nXi] = options.cells ?? [64, 48];
  integerIn('cells[0]', nX, 1, MOST_CELLS);
  integerIn('cells[1]', nXi, 1, MOST_CELLS);
  const xAxis = axisFor('x', options.x ?? {}, x, 0.02, 'x');
  const xiAxis = axisFor('y', options.y ?? {}, xi, 0.02, 'ξ');
  return histogram({ x, xi, weights }, xAxis.domain, xiAxis.domain, nX, nXi);
}

/** Cell centres and values, row by row. */
function gridRows(grid: GridValues): DataRow[] {
  const { x, xi } = cellCentres(grid);
  return Array.from(x, (centre, k) => ({ x: centre, xi: xi[k], value: grid.values[k] }));
}
