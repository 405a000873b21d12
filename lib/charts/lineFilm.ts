import { axisFor } from './axis';
import type { FilmOptions } from './film';
import { drawControls } from './filmControls';
import { clipped, drawFrame, type Layer, layerMark } from './frame';
import { abscissae, type CheckedSeries, checkedSeries, extents, legendItem, rowsOf } from './series';
import { coordinate, element } from './svg';
import { asFilm, checkFrames, FOOTER, spanText, timeline } from './timeline';
import type { Film, Series } from './types';

/** One picture of a film of curves. */
export interface LineFilmFrame {
  readonly time: number;
  readonly series: readonly Series[];
}

/**
 * Curves that move: a line chart for each time on common axes, with the same curves, as lines, in every frame. It plays as `film`
 * does.
 * @throws RangeError for no or more than 60 frames, times that do not increase, or frames with other labels
 */
export function lineFilm(
  frames: readonly LineFilmFrame[],
  options: Omit<FilmOptions, 'quantity'> = {},
): Film {
  checkFrames(frames);
  const checked = frames.map(({ series }) => checkedSeries(series));
  const labels = (series: readonly CheckedSeries[]): string => series.map(({ label }) => label).join(', ');
  checked.forEach((series, k) => {
    if (labels(series) !== labels(checked[0]))
      throw new RangeError(
        `frames[${k}].series must be ${labels(checked[0])} as in frames[0], got ${labels(series)}`,
      );
  });
  const all = checked.flat();
  const cut = Boolean(options.x?.domain || options.y?.domain);
  const figure = drawFrame({
    options: { width: 560, ...options },
    x: axisFor('x', options.x ?? {}, abscissae(all), 0, 'x'),
    y: axisFor('y', options.y ?? {}, extents(all), 0.06, ''),
    plotHeight: 280,
    footer: FOOTER,
    marks: [
      layerMark(
        timeline(
          frames.map(({ time }) => time),
          checked.map((series) => series.map((one) => curveLayer(one, cut))),
          options,
        ),
      ),
      layerMark((canvas) => drawControls(canvas)),
    ],
    legend: checked[0].map((series) => legendItem({ ...series, draw: 'line' })),
    alt: `${options.title ? `${options.title}: ` : ''}film of ${frames.length} frames, ${spanText(frames, options.timeLabel)}, showing the curves ${labels(checked[0])}.`,
    data: [],
  });
  return asFilm(figure, frames.length, options.rate, () =>
    checked.flatMap((series, k) =>
      series.flatMap((one) => rowsOf(one).map((row) => ({ time: frames[k].time, ...row }))),
    ),
  );
}

/** A curve; `cut` off at the frame, which holds the whole curve unless somebody has told its domain. */
function curveLayer({ at, value, stroke }: CheckedSeries, cut: boolean): Layer {
  return (canvas) => {
    // On a logarithmic axis values <= 0 have no place.
    const points = Array.from(at, (x, k) => [canvas.x(x), canvas.y(value[k])])
      .filter((point) => point.every(Number.isFinite))
      .map((point) => point.map(coordinate).join());
    const curve = element(canvas.document, 'polyline', {
      points: points.join(' '),
      fill: 'none',
      stroke: stroke.colour,
      'stroke-width': 1.8,
      'stroke-dasharray': stroke.dash,
    });
    return cut ? clipped(canvas, curve) : curve;
  };
}
