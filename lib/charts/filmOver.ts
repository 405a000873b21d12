import { finite, numberIn } from '../numerics/guards';
import { axisFor } from './axis';
import { dataAddress } from './base64';
import { type CheckedCloud, checkedClouds, cloudLayer, cloudRows, values } from './cloudLayer';
import type { ColourBar } from './colourBar';
import type { FilmFrame, FilmOptions } from './film';
import { controlsScript, drawControls, PAGE_SCRIPT } from './filmControls';
import { drawFrame, type Layer, layerMark } from './frame';
import type { LegendItem } from './header';
import { checkedGrid, coarsened, coloursFor, heatLayer, heatPng } from './heatLayer';
import { element } from './svg';
import { escapeMarkup, shortNumber } from './text';
import type { DataRow, DensityGrid, Figure, Film } from './types';

interface CheckedFrame {
  readonly time: number;
  readonly clouds: readonly CheckedCloud[];
  readonly density?: DensityGrid;
}

const MOST_FRAMES = 60;
/** More dots than this a frame are drawn as pixels; films of clouds alone may have as many dots as 60 such frames. */
const MARKS = 300;
/** All PNG layers together: base64 within base64 makes 16/9 of it, below the 500 KB of a film. */
const PNG_BYTES = 240000;
const FOOTER = 34;

/** What stands still in a film, beneath what moves. */
export interface Still {
  readonly layers: readonly Layer[];
  readonly legend: readonly LegendItem[];
  /** One unit of x as long as one of y. */
  readonly equalUnits?: boolean;
}

/** The film with something beneath it. */
export function filmOver(still: Still, frames: readonly FilmFrame[], options: FilmOptions): Film {
  const checked = checkedFrames(frames);
  const rate = numberIn('rate', options.rate ?? 8, 0.1, 60);
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
      layerMark(timeline(checked, frameLayers(checked, grids, bar), rate, options)),
      layerMark((canvas) => drawControls(canvas)),
    ],
    legend: [
      ...checked[0].clouds.map(({ label, stroke }): LegendItem => ({ label, ...stroke, mark: 'dot' })),
      ...still.legend,
    ],
    colourBar: bar,
    alt: sentence(checked, options),
    data: [],
  });
  return asFilm(figure, checked, rate);
}

function asFilm(figure: Figure, frames: readonly CheckedFrame[], rate: number): Film {
  const svg = figure.svg.replace(/<\/svg>$/, `${controlsScript(frames.length, rate)}</svg>`);
  const address = dataAddress('image/svg+xml', svg);
  const image = `<img class="mean-field-film" style="max-width: 100%" src="${address}" alt="${escapeMarkup(figure.alt)}">`;
  return {
    ...figure,
    svg,
    html: `<div>${image}<script>${PAGE_SCRIPT}</script></div>`,
    frameCount: frames.length,
    // Made when asked for: a film of densities has some hundred thousand rows.
    get data(): DataRow[] {
      return frames.flatMap(frameRows);
    },
  };
}

function checkedFrames(frames: readonly FilmFrame[]): CheckedFrame[] {
  if (!frames?.length || frames.length > MOST_FRAMES) {
    throw new RangeError(`frames must hold 1 to ${MOST_FRAMES} frames, got ${frames?.length ?? 'none'}`);
  }
  return frames.map((frame, k) => {
    const name = `frames[${k}]`;
    finite(`${name}.time`, frame.time);
    if (k > 0 && frame.time <= frames[k - 1].time) {
      throw new RangeError(`${name}.time must be later than ${frames[k - 1].time}, got ${frame.time}`);
    }
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
  grids: readonly DensityGrid[],
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
function heatPictures(grids: readonly DensityGrid[], bar: ColourBar, bytes: number): Layer[] {
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

/** One group a frame; frame k is displayed during [k, k+1)/rate seconds of each round. */
function timeline(
  frames: readonly CheckedFrame[],
  layers: readonly Layer[][],
  rate: number,
  { timeLabel = 't', poster = frames[0].time }: FilmOptions,
): Layer {
  const digits = timeDigits(frames);
  const distance = frames.map(({ time }) => Math.abs(time - finite('poster', poster)));
  const still = distance.indexOf(Math.min(...distance));
  return (canvas) => {
    const groups = frames.map(({ time }, k) =>
      element(canvas.document, 'g', { display: k === still ? 'inline' : 'none' }, [
        ...visibility(canvas.document, k, frames.length, rate),
        ...layers[k].map((layer) => layer(canvas)),
        element(
          canvas.document,
          'text',
          {
            x: canvas.left + canvas.width - 8,
            y: canvas.top + 18,
            'text-anchor': 'end',
            'font-size': 13,
            stroke: '#fff',
            'stroke-width': 4,
            'paint-order': 'stroke',
          },
          [`${timeLabel} = ${time.toFixed(digits).replace('-', '−')}`],
        ),
      ]),
    );
    return element(canvas.document, 'g', {}, groups);
  };
}

/** As many decimals as keep the times apart, so that the label does not jump about. */
function timeDigits(frames: readonly CheckedFrame[]): number {
  const digits = [0, 1, 2, 3, 4].find((d) =>
    frames.every(({ time }) => Math.abs(time - Number(time.toFixed(d))) < 1e-9),
  );
  return digits ?? 2;
}

function visibility(document: Document, k: number, count: number, rate: number): Element[] {
  if (count === 1) return [];
  const steps: [number, string][] = [[k, 'inline']];
  if (k > 0) steps.unshift([0, 'none']);
  if (k < count - 1) steps.push([k + 1, 'none']);
  return [
    element(document, 'animate', {
      attributeName: 'display',
      values: steps.map(([, value]) => value).join(';'),
      keyTimes: steps.map(([at]) => Number((at / count).toFixed(6))).join(';'),
      calcMode: 'discrete',
      dur: `${Number((count / rate).toFixed(4))}s`,
      repeatCount: 'indefinite',
    }),
  ];
}

function sentence(frames: readonly CheckedFrame[], options: FilmOptions): string {
  const { clouds, density } = frames[0];
  const shown = [
    ...(density ? [options.quantity ?? 'a density'] : []),
    ...clouds.map(({ label, x }) => `${label} (${x.length} points)`),
  ];
  const name = options.timeLabel ?? 't';
  const span = `from ${name} = ${shortNumber(frames[0].time)} to ${shortNumber(frames[frames.length - 1].time)}`;
  return `${options.title ? `${options.title}: ` : ''}film of ${frames.length} frames in phase space, ${span}, showing ${shown.join(' and ')}.`;
}

function frameRows({ time, clouds, density }: CheckedFrame): DataRow[] {
  const points = clouds.flatMap((cloud) => cloudRows(cloud).map((row) => ({ time, ...row })));
  return density ? [...points, ...densityRows(time, density)] : points;
}

function densityRows(time: number, { x, xi, nX, nXi, values: density }: DensityGrid): DataRow[] {
  return Array.from({ length: nX * nXi }, (_, k) => ({
    time,
    x: x[0] + ((Math.floor(k / nXi) + 0.5) / nX) * (x[1] - x[0]),
    xi: xi[0] + (((k % nXi) + 0.5) / nXi) * (xi[1] - xi[0]),
    value: density[k],
  }));
}
