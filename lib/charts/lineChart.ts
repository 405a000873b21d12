import * as Plot from '@observablehq/plot';
import { finite, oneOf, positive } from '../numerics/guards';
import { type Axis, axisFor } from './axis';
import { drawFrame } from './frame';
import type { LegendItem } from './header';
import { strokeOf } from './palette';
import {
  abscissae,
  type CheckedSeries,
  checkedSeries,
  extents,
  hiddenCount,
  legendItem,
  pathCount,
  rowsOf,
  seriesMarks,
} from './series';
import { shortNumber } from './text';
import type { Figure, FigureOptions, Series } from './types';

/** A straight line on logarithmic axes: value = c·atˢˡᵒᵖᵉ, with c fitted to one series so that slopes can be compared. */
export interface ReferenceSlope {
  readonly slope: number;
  readonly label?: string;
  /** Which series it is laid through; the first unless told. */
  readonly series?: number;
  /** Raises the line (lowers it when < 1) so that a curve of this very slope does not hide it. Default 1. */
  readonly factor?: number;
}

export interface LineChartOptions extends FigureOptions {
  /** Error bars (default; a band when they are more than 150) or a band. */
  readonly errors?: 'bars' | 'band';
  /** Reference slopes; both axes must be logarithmic. */
  readonly slopes?: readonly ReferenceSlope[];
}

/**
 * Curves over a common abscissa, each axis linear or logarithmic, with error bars or bands and reference slopes.
 * On a logarithmic axis values <= 0 cannot be shown: they are left out and the subtitle says how many.
 * @throws RangeError for no series, unequal lengths, values that are not finite, negative errors, or slopes without
 *   two logarithmic axes
 */
export function lineChart(series: readonly Series[], options: LineChartOptions = {}): Figure {
  const checked = checkedSeries(series);
  const errors = oneOf('errors', options.errors ?? 'bars', ['bars', 'band']);
  const x = axisFor('x', options.x ?? {}, abscissae(checked), 0, 'x');
  const y = axisFor('y', options.y ?? {}, extents(checked), 0.06, '');
  const slopes = (options.slopes ?? []).map((slope) => slopeLine(slope, checked, x, y));
  const hidden = hiddenCount(checked, x, y);
  const note = hidden ? `${hidden} of the values are ≤ 0 and not shown on a logarithmic axis` : '';
  return drawFrame({
    options: { ...options, subtitle: [options.subtitle, note].filter(Boolean).join(' · ') },
    x,
    y,
    marks: [
      ...slopes.map(({ mark }) => mark),
      ...checked.flatMap((one) => seriesMarks(one, errors, x, y, pathCount(checked))),
    ],
    legend: [...checked.filter(isFirstOfKind).map(legendItem), ...slopes.map(({ item }) => item)],
    alt: altText(checked, x, y, options.title),
    data: checked.flatMap(rowsOf),
  });
}

/** Series of one label and one stroke share an entry of the legend. */
function isFirstOfKind(series: CheckedSeries, k: number, all: readonly CheckedSeries[]): boolean {
  const same = (one: CheckedSeries): boolean =>
    one.label === series.label &&
    one.stroke.colour === series.stroke.colour &&
    one.stroke.dash === series.stroke.dash;
  return all.findIndex(same) === k;
}

/** The line c·xˢ with log c the mean of log y − s·log x over the series. */
function slopeLine(
  reference: ReferenceSlope,
  series: readonly CheckedSeries[],
  x: Axis,
  y: Axis,
): { mark: Plot.Markish; item: LegendItem } {
  const slope = finite('slope', reference.slope);
  if (x.scale !== 'log' || y.scale !== 'log') {
    throw new RangeError(`slopes need logarithmic axes, got x ${x.scale} and y ${y.scale}`);
  }
  const through = series[reference.series ?? 0];
  if (!through) {
    throw new RangeError(`slope.series must be in [0, ${series.length - 1}], got ${reference.series}`);
  }
  let sum = 0;
  let count = 0;
  through.at.forEach((at, k) => {
    if (at <= 0 || through.value[k] <= 0) return;
    sum += Math.log(through.value[k]) - slope * Math.log(at);
    count++;
  });
  const constant = positive('slope.factor', reference.factor ?? 1) * (count ? Math.exp(sum / count) : 1);
  const points = x.domain.map((at) => ({ x: at, y: constant * at ** slope }));
  const { colour, dash } = strokeOf('reference', 0);
  return {
    mark: Plot.line(points, { x: 'x', y: 'y', stroke: colour, strokeDasharray: dash, clip: true }),
    item: { label: reference.label ?? `slope ${shortNumber(slope)}`, colour, dash, mark: 'line' },
  };
}

function altText(series: readonly CheckedSeries[], x: Axis, y: Axis, title: string | undefined): string {
  // Of many curves with one label their number is told.
  const curves = [...new Set(series.map(({ label }) => label))].map((label) => {
    const alike = series.filter((one) => one.label === label);
    if (alike.length > 1) return `${label} (${alike.length} curves)`;
    const { value } = alike[0];
    return `${label} from ${shortNumber(value[0])} to ${shortNumber(value[value.length - 1])}`;
  });
  const scales = [
    x.scale === 'log' ? 'logarithmic abscissa' : '',
    y.scale === 'log' ? 'logarithmic ordinate' : '',
  ];
  const extra = scales.filter(Boolean).join(', ');
  return `${title ? `${title}: ` : ''}line chart of ${y.label || 'values'} over ${x.label}${extra ? ` (${extra})` : ''}. ${curves.join('; ')}.`;
}
