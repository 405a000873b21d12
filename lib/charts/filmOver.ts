import { axisFor } from './axis';
import { type CheckedCloud, checkedClouds, cloudLayer, cloudRows, values } from './cloudLayer';
import type { ColourBar } from './colourBar';
import type { FilmFrame, FilmOptions } from './film';
import { drawControls } from './filmControls';
import { drawFrame, type Layer, layerMark } from './frame';
import type { LegendItem } from './header';
import { checkedGrid, coarsened, coloursFor, heatLayer, heatPng } from './heatLayer';
import { planeName } from './text';
import { asFilm, checkFrames, FOOTER, MOST_FRAMES, spanText, timeline } from './timeline';
import type { DataRow, Film, GridValues } from './types';

interface CheckedFrame {
  readonly time: number;
  readonly clouds: readonly CheckedCloud[];
  readonly density?: GridValues;
}

/** More dots than this a frame are drawn as pixels; films of clouds alone may have as many dots as 60 such frames. */
const MARKS = 300;
/** All PNG layers together: base64 within base64 makes 16/9 of it, below the 500 KB of a film. */
const PNG_BYTES = 240000;

/** What stands still in a film, beneath what moves. */
export interface Still {
  readonly layers: readonly Layer[];
  readonly legend: readonly LegendItem[];
  /** One unit of x as long as one of y. */
  readonly equalUnits?: boolean;
  /** After the last frame comes the first one: the film is turned by dragging over the plot. */
  readonly turning?: boolean;
}

/** The film with something beneath it. */
export function filmOver(still: Still, frames: readonly FilmFrame[], options: FilmOptions): Film {
  const checked = checkedFrames(frames);
  const clouds = checked.flatMap((frame) => frame.clouds);
  const grids = checked.flatMap(({ density }) => (density ? [density] : []));
  const bar = grids.length ? coloursFor(grids, options.quantity ?? 'density') : undefined;
  const domains = grids[0] ? { x: grids[0].x, y: grids[0].xi } : undefined;
  const figure = drawFrame({
    options: { width: 560, ...options },
    x: axisFor('x', { domain: domains?.x, ...options.x }, values(clouds, 'x'), 0.03, 'x'),
    y: axisFor('y', { domain: domains?.y, ...options.y }, values(clouds, 'xi'), 0.04, 'ξ'),
    plotHeight: 280,
    equalUnits: still.equalUnits,
    footer: FOOTER,
    marks: [
      ...still.layers.map(layerMark),
      layerMark(
        timeline(
          checked.map(({ time }) => time),
          frameLayers(checked, grids, bar),
          options,
        ),
      ),
      layerMark((canvas) => drawControls(canvas, still.turning)),
    ],
    legend: [
      ...checked[0].clouds.map(({ label, stroke }): LegendItem => ({ label, ...stroke, mark: 'dot' })),
      ...still.legend,
    ],
    colourBar: bar,
    alt: sentence(checked, options),
    data: [],
  });
  return asFilm(figure, checked.length, options.rate, () => checked.flatMap(frameRows));
}

function checkedFrames(frames: readonly FilmFrame[]): CheckedFrame[] {
  checkFrames(frames);
  return frames.map((frame, k) => {
    const name = `frames[${k}]`;
    if (!frame.density && !frame.clouds?.length)
      throw new RangeError(`${name} must hold clouds or a density, got neither`);
    if (
      !frame.density !== !frames[0].density ||
      (frame.clouds?.length ?? 0) !== (frames[0].clouds?.length ?? 0)
    ) {
      throw new RangeError(`${name} must hold as many clouds and densities as frames[0], got others`);
    }
    return {
      time: frame.time,
      clouds: frame.clouds?.length ? checkedClouds(`${name}.clouds`, frame.clouds) : [],
      density: frame.density && checkedGrid(`${name}.density`, frame.density),
    };
  });
}

/** What each frame shows, within the film's share of bytes. */
function frameLayers(
  frames: readonly CheckedFrame[],
  grids: readonly GridValues[],
  bar: ColourBar | undefined,
): Layer[][] {
  const most = bar ? MARKS : Math.max(MARKS, Math.floor((MARKS * MOST_FRAMES) / frames.length));
  const pictures = bar ? heatPictures(grids, bar, frames[0].clouds.length ? PNG_BYTES / 2 : PNG_BYTES) : [];
  return frames.map(({ clouds }, k) => {
    const dots = clouds.reduce((sum, { x }) => sum + x.length, 0);
    const share = (bar ? PNG_BYTES / 2 : PNG_BYTES) / (frames.length * Math.max(1, clouds.length));
    const budget = { marks: dots > most ? MARKS / clouds.length / 2 : most, pngBytes: share };
    return [
      ...(pictures[k] ? [pictures[k]] : []),
      ...clouds.map((cloud) => cloudLayer(cloud, budget, pictures.length > 0)),
    ];
  });
}

/** The densities as PNG layers, all equally coarse, fine enough to fit. */
function heatPictures(grids: readonly GridValues[], bar: ColourBar, bytes: number): Layer[] {
  for (let most = 160; ; ) {
    const drawn = grids.map((grid) => coarsened(grid, most));
    const pngs = drawn.map((grid) => heatPng(grid, bar));
    const size = pngs.reduce((sum, png) => sum + png.length, 0);
    if (size <= bytes || most < 12) return drawn.map((grid, k) => heatLayer(grid, pngs[k]));
    most = Math.floor(
      Math.min(0.9, Math.sqrt(bytes / size)) * Math.min(most, Math.max(drawn[0].nX, drawn[0].nXi)),
    );
  }
}

function sentence(frames: readonly CheckedFrame[], options: FilmOptions): string {
  const { clouds, density } = frames[0];
  const shown = [
    ...(density ? [options.quantity ?? 'a density'] : []),
    ...clouds.map(({ label, x }) => `${label} (${x.length} points)`),
  ];
  const where = ` in ${planeName(options.x?.label, options.y?.label)}`;
  const span = spanText(frames, options.timeLabel);
  return `${options.title ? `${options.title}: ` : ''}film of ${frames.length} frames${where}, ${span}, showing ${shown.join(' and ')}.`;
}

function frameRows({ time, clouds, density }: CheckedFrame): DataRow[] {
  const points = clouds.flatMap((cloud) => cloudRows(cloud).map((row) => ({ time, ...row })));
  return density ? [...points, ...densityRows(time, density)] : points;
}

function densityRows(time: number, { x, xi, nX, nXi, values: density }: GridValues): DataRow[] {
  return Array.from({ length: nX * nXi }, (_, k) => ({
    time,
    x: x[0] + ((Math.floor(k / nXi) + 0.5) / nX) * (x[1] - x[0]),
    xi: xi[0] + (((k % nXi) + 0.5) / nXi) * (xi[1] - xi[0]),
    value: density[k],
  }));
}
