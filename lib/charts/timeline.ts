import { finite, numberIn } from '../numerics/guards';
import { dataAddress } from './base64';
import { controlsScript, PAGE_SCRIPT } from './filmControls';
import type { Layer } from './frame';
import { element } from './svg';
import { escapeMarkup, shortNumber } from './text';
import type { DataRow, Figure, Film } from './types';

export const MOST_FRAMES = 60;
/** Room for the controls below a film. */
export const FOOTER = 34;

/** What films have in common, see `FilmOptions`. */
export interface TimelineOptions {
  readonly rate?: number;
  readonly poster?: number;
  readonly timeLabel?: string;
}

function checkedRate(rate: number | undefined): number {
  return numberIn('rate', rate ?? 8, 0.1, 60);
}

/** RangeError unless there are 1 to 60 frames at times that increase. */
export function checkFrames(frames: readonly { readonly time: number }[]): void {
  if (!frames?.length || frames.length > MOST_FRAMES)
    throw new RangeError(`frames must hold 1 to ${MOST_FRAMES} frames, got ${frames?.length ?? 'none'}`);
  frames.forEach(({ time }, k) => {
    finite(`frames[${k}].time`, time);
    if (k > 0 && time <= frames[k - 1].time)
      throw new RangeError(`frames[${k}].time must be later than ${frames[k - 1].time}, got ${time}`);
  });
}

/** `from t = 0 to 2`. */
export function spanText(frames: readonly { readonly time: number }[], name: string = 't'): string {
  return `from ${name} = ${shortNumber(frames[0].time)} to ${shortNumber(frames[frames.length - 1].time)}`;
}

/** One group a frame; frame k is displayed during [k, k+1)/rate seconds of each round. */
export function timeline(
  times: readonly number[],
  layers: readonly (readonly Layer[])[],
  { timeLabel = 't', poster = times[0], rate }: TimelineOptions,
): Layer {
  const perSecond = checkedRate(rate);
  const digits = timeDigits(times);
  const distance = times.map((time) => Math.abs(time - finite('poster', poster)));
  const still = distance.indexOf(Math.min(...distance));
  return (canvas) => {
    const groups = times.map((time, k) =>
      element(canvas.document, 'g', { display: k === still ? 'inline' : 'none' }, [
        ...visibility(canvas.document, k, times.length, perSecond),
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
function timeDigits(times: readonly number[]): number {
  const digits = [0, 1, 2, 3, 4].find((d) =>
    times.every((time) => Math.abs(time - Number(time.toFixed(d))) < 1e-9),
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

/** A figure with a timeline as a film; `rows` are made when they are asked for. */
export function asFilm(
  figure: Figure,
  frameCount: number,
  rate: number | undefined,
  rows: () => DataRow[],
): Film {
  const svg = figure.svg.replace(/<\/svg>$/, `${controlsScript(frameCount, checkedRate(rate))}</svg>`);
  const address = dataAddress('image/svg+xml', svg);
  const image = `<img class="mean-field-film" style="max-width: 100%" src="${address}" alt="${escapeMarkup(figure.alt)}">`;
  return {
    ...figure,
    svg,
    html: `<div>${image}<script>${PAGE_SCRIPT}</script></div>`,
    frameCount,
    // Made when asked for: a film of densities has some hundred thousand rows.
    get data(): DataRow[] {
      return rows();
    },
  };
}
