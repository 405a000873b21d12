import * as Plot from '@observablehq/plot';
import { finiteArray, oneOf, textOf } from '../numerics/guards';
import type { Axis } from './axis';
import { layerMark } from './frame';
import type { LegendItem } from './header';
import { type Stroke, strokeOf } from './palette';
import { coordinate, element } from './svg';
import { thinned } from './thinning';
import type { DataRow, Series } from './types';

/** A series whose numbers have been checked; `value` may hold infinities where a caller allows them. */
export interface CheckedSeries {
  readonly label: string;
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly error?: Float64Array;
  readonly stroke: Stroke;
  readonly draw: 'line' | 'dots' | 'both' | 'band';
}

/** The series as checked copies, with the stroke and the marks decided. */
export function checkedSeries(series: readonly Series[]): CheckedSeries[] {
  if (!series?.length) {
    throw new RangeError('series must hold at least one series, got none');
  }
  return series.map((one, k) => {
    const name = `series[${k}]`;
    const at = finiteArray(`${name}.at`, one.at);
    if (at.length === 0) throw new RangeError(`${name}.at must hold at least one value, got none`);
    const value = finiteArray(`${name}.value`, one.value, at.length);
    const error = one.error && finiteArray(`${name}.error`, one.error, at.length);
    const negative = error ? error.findIndex((half) => half < 0) : -1;
    if (negative >= 0) {
      throw new RangeError(`${name}.error[${negative}] must be >= 0, got ${error![negative]}`);
    }
    const draw = oneOf(`${name}.draw`, one.draw ?? (at.length <= 40 ? 'both' : 'line'), [
      'line',
      'dots',
      'both',
      'band',
    ]);
    if (draw === 'band' && !error) throw new RangeError(`${name}.error must be given for a band, got none`);
    const stroke = strokeOf(one.role, k, one.dashed);
    // A dashed line is a bound or a reference: dots would hide what the dashes say.
    return {
      label: textOf(`${name}.label`, one.label),
      at,
      value,
      error,
      stroke,
      draw: one.draw ? draw : plainWhenDashed(draw, stroke),
    };
  });
}

function plainWhenDashed(draw: CheckedSeries['draw'], stroke: Stroke): CheckedSeries['draw'] {
  return stroke.dash ? 'line' : draw;
}

/** All abscissae. */
export function* abscissae(series: readonly CheckedSeries[]): Generator<number> {
  for (const { at } of series) yield* at;
}

/** All values and the ends of their error bars. */
export function* extents(series: readonly CheckedSeries[]): Generator<number> {
  for (const { value, error } of series) {
    for (let k = 0; k < value.length; k++) {
      yield value[k];
      if (error) {
        yield value[k] - error[k];
        yield value[k] + error[k];
      }
    }
  }
}

/** What can be shown of a value: itself, or NaN (a gap in the line). */
export function shown(axis: Axis, value: number): number {
  return Number.isFinite(value) && (axis.scale === 'linear' || value > 0) ? value : Number.NaN;
}

/** How many points cannot be shown on these axes. */
export function hiddenCount(series: readonly CheckedSeries[], x: Axis, y: Axis): number {
  let count = 0;
  for (const { at, value } of series) {
    for (let k = 0; k < at.length; k++) {
      if (Number.isNaN(shown(x, at[k])) || Number.isNaN(shown(y, value[k]))) count++;
    }
  }
  return count;
}

/** More error bars than this run together: a band says the same. */
const MOST_BARS = 150;

interface Point {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

/** How many paths the series of a chart take, each of which has a point for every datum. */
export function pathCount(series: readonly CheckedSeries[]): number {
  return series.reduce((sum, { draw, error }) => sum + (draw === 'both' ? 2 : 1) + (error ? 2 : 0), 0);
}

/** Error bars or band, line and dots of one series in a chart of `paths` paths. */
export function seriesMarks(
  series: CheckedSeries,
  errors: 'bars' | 'band',
  x: Axis,
  y: Axis,
  paths: number,
): Plot.Markish[] {
  const { at, value, error, stroke, draw } = series;
  const points: Point[] = thinned(at, value, x, paths).map((k) => {
    const half = error ? error[k] : 0;
    // A bar that reaches below zero ends at the bottom of a logarithmic plot.
    const low = y.scale === 'log' ? Math.max(value[k] - half, y.domain[0]) : value[k] - half;
    return { x: shown(x, at[k]), y: shown(y, value[k]), low, high: value[k] + half };
  });
  const visible = points.filter((point) => !Number.isNaN(point.x) && !Number.isNaN(point.y));
  const marks: Plot.Markish[] = [];
  if (error && (errors === 'band' || draw === 'band' || points.length > MOST_BARS)) {
    const ends = { x: 'x', y1: 'low', y2: 'high' };
    marks.push(Plot.areaY(points, { ...ends, fill: stroke.colour, fillOpacity: 0.22, clip: true }));
  } else if (error) marks.push(barMark(visible, stroke.colour));
  if (draw === 'line' || draw === 'both') {
    const style = { stroke: stroke.colour, strokeWidth: 2, strokeDasharray: stroke.dash, clip: true };
    marks.push(Plot.line(points, { x: 'x', y: 'y', ...style }));
  }
  if (draw === 'dots' || draw === 'both') marks.push(dotMark(visible, stroke.colour));
  return marks;
}

/** All error bars in one path. */
function barMark(points: readonly Point[], colour: string): Plot.Markish {
  return layerMark(({ document, x, y, left, top, width, height }) => {
    const clamp = (value: number): string => coordinate(Math.min(top + height, Math.max(top, y(value))));
    const d = points
      .filter((point) => x(point.x) >= left && x(point.x) <= left + width)
      .map((point) => `M${coordinate(x(point.x))},${clamp(point.low)}V${clamp(point.high)}`);
    return element(document, 'path', { d: d.join(''), stroke: colour, 'stroke-width': 1.5 });
  });
}

/** All dots in one path: a line of no length with round caps is a dot. */
function dotMark(points: readonly Point[], colour: string): Plot.Markish {
  return layerMark(({ document, x, y, left, top, width, height }) => {
    const d = points
      .map((point) => [x(point.x), y(point.y)])
      .filter(
        ([px, py]) => px >= left - 1 && px <= left + width + 1 && py >= top - 1 && py <= top + height + 1,
      )
      .map(([px, py]) => `M${coordinate(px)},${coordinate(py)}h0`);
    return element(document, 'path', {
      d: d.join(''),
      stroke: colour,
      'stroke-width': 6,
      'stroke-linecap': 'round',
    });
  });
}

/** The entry of one series in the legend. */
export function legendItem({ label, stroke, draw }: CheckedSeries): LegendItem {
  const marks = { both: 'line and dot', dots: 'dot', line: 'line', band: 'band' } as const;
  return { label, ...stroke, mark: marks[draw] };
}

/** The numbers of one series as rows for CSV and JSON. */
export function rowsOf({ label, at, value, error }: CheckedSeries): DataRow[] {
  return [...at].map((abscissa, k) => {
    const row = { series: label, at: abscissa, value: value[k] };
    return error ? { ...row, error: error[k] } : row;
  });
}
