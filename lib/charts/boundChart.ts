import * as Plot from '@observablehq/plot';
import { finiteArray } from '../numerics/guards';
import type { Check } from '../statements/types';
import { type Axis, axisFor } from './axis';
import { drawFrame } from './frame';
import type { LegendItem } from './header';
import { COLOURS, type Stroke, strokeOf } from './palette';
import {
  abscissae,
  type CheckedSeries,
  extents,
  hiddenCount,
  legendItem,
  pathCount,
  seriesMarks,
  shown,
} from './series';
import type { DataRow, Figure, FigureOptions, Role } from './types';
import { isTwoSided, tightestPoint, verdictText } from './verdictText';

export interface BoundChartOptions extends FigureOptions {
  /** Name of the left side in the legend: `W₁(μ_N(t), f(t))`. */
  readonly lhsLabel?: string;
  /** Names of the right sides in the legend, in the order of the checks; their titles unless told. */
  readonly rhsLabels?: readonly string[];
  /** Roles of the right sides, in the order of the checks; `printed`, `sharper`, then other colours. */
  readonly roles?: readonly Role[];
}

/**
 * The two sides of one or more checks: left sides as dots with error bars, right sides as curves, the gap to the
 * lowest right side shaded green, violated points ringed, the verdict in the legend. Checks that share their left side
 * (the printed and the sharper rate, say) draw it once. The vertical axis is logarithmic unless told, or unless no
 * left side is positive. Infinite right sides (vacuous bounds) leave a gap and are counted in the subtitle.
 * @throws RangeError for no checks, or arrays of a check that are empty or differ in length
 */
export function boundChart(checks: readonly Check[], options: BoundChartOptions = {}): Figure {
  if (!checks?.length) throw new RangeError('checks must hold at least one check, got none');
  checks.forEach(assertLengths);
  const left = leftSides(checks, options);
  const right = checks.map((check, k) => rightSide(check, k, options));
  const all = [...left, ...right];
  const scale = left.some(({ value }) => value.some((lhs) => lhs > 0)) ? 'log' : 'linear';
  const x = axisFor('x', { label: checks[0].atLabel, ...options.x }, abscissae(all), 0.02, 'x');
  const y = axisFor('y', { scale, ...options.y }, extents(all), 0.06, '');
  return drawFrame({
    options: {
      ...options,
      title: options.title ?? defaultTitle(checks),
      subtitle: subtitle(checks, all, x, y, options),
    },
    x,
    y,
    marks: [
      gapMark(checks, right, x, y),
      ...all.flatMap((one) => seriesMarks(one, 'bars', x, y, pathCount(all))),
      ...ringMarks(checks, x, y),
    ],
    legend: [...all.map(legendItem), ...ringItems(checks)],
    alt: checks.map(sentence).join(' '),
    data: checks.flatMap(rowsOf),
  });
}

function assertLengths(check: Check, k: number): void {
  const name = `checks[${k}]`;
  if (check.at.length === 0) throw new RangeError(`${name}.at must hold at least one value, got none`);
  finiteArray(`${name}.at`, check.at);
  for (const side of ['lhs', 'rhs', 'error'] as const) {
    if (check[side].length !== check.at.length) {
      throw new RangeError(
        `${name}.${side} must have length ${check.at.length}, got length ${check[side].length}`,
      );
    }
  }
}

function sameArray(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}

function leftSides(checks: readonly Check[], options: BoundChartOptions): CheckedSeries[] {
  const distinct = checks.filter(
    (check, k) =>
      !checks.slice(0, k).some((one) => sameArray(one.at, check.at) && sameArray(one.lhs, check.lhs)),
  );
  const name = options.lhsLabel ?? 'left side';
  return distinct.map((check, k) => ({
    label: distinct.length > 1 ? `${name}: ${check.title}` : name,
    at: check.at,
    value: check.lhs,
    error: check.error.some((error) => error > 0) ? check.error : undefined,
    stroke: k === 0 ? strokeOf('measured', 0) : strokeOf(undefined, 6 - k),
    draw: check.at.length > 60 ? 'line' : 'both',
  }));
}

function rightSide(check: Check, k: number, options: BoundChartOptions): CheckedSeries {
  return {
    label: `${options.rhsLabels?.[k] ?? (check.title || 'right side')} (${verdictText(check)})`,
    at: check.at,
    value: check.rhs,
    stroke: rightStroke(k, options.roles),
    draw: check.at.length === 1 ? 'both' : 'line',
  };
}

function rightStroke(k: number, roles: readonly Role[] | undefined): Stroke {
  if (roles?.[k]) return strokeOf(roles[k], k);
  const standard: readonly Role[] = ['printed', 'sharper'];
  return k < standard.length ? strokeOf(standard[k], k) : strokeOf(undefined, k + 1, true);
}

/** The room between the first left side and the lowest right side that is not violated, over the same abscissae. */
function gapMark(checks: readonly Check[], right: readonly CheckedSeries[], x: Axis, y: Axis): Plot.Markish {
  const check = checks[0];
  const sides = right.filter(({ at }, k) => sameArray(at, check.at) && checks[k].verdict !== 'violated');
  const points = [...check.at].map((at, k) => ({
    x: shown(x, at),
    low: shown(y, check.lhs[k]),
    high: shown(y, Math.min(Number.POSITIVE_INFINITY, ...sides.map(({ value }) => value[k]))),
  }));
  return Plot.areaY(points, {
    x: 'x',
    y1: 'low',
    y2: 'high',
    fill: COLOURS.green,
    fillOpacity: 0.1,
    clip: true,
  });
}

/** Entries beyond the right side by more than the error (for an equality: off it by more than the error). */
function violations(check: Check): number[] {
  const indices: number[] = [];
  check.lhs.forEach((lhs, k) => {
    const excess = isTwoSided(check.kind) ? Math.abs(lhs - check.rhs[k]) : lhs - check.rhs[k];
    if (check.verdict === 'violated' && excess > check.error[k]) indices.push(k);
  });
  return indices;
}

function ringMarks(checks: readonly Check[], x: Axis, y: Axis): Plot.Markish[] {
  const points = checks
    .flatMap((check) =>
      violations(check).map((k) => ({ x: shown(x, check.at[k]), y: shown(y, check.lhs[k]) })),
    )
    .filter((point) => !Number.isNaN(point.x) && !Number.isNaN(point.y));
  return points.length
    ? [Plot.dot(points, { x: 'x', y: 'y', r: 6, stroke: COLOURS.vermillion, strokeWidth: 1.5 })]
    : [];
}

function ringItems(checks: readonly Check[]): LegendItem[] {
  const found = checks.some((check) => violations(check).length > 0);
  return found ? [{ label: 'beyond the bound', colour: COLOURS.vermillion, mark: 'ring' }] : [];
}

function defaultTitle(checks: readonly Check[]): string {
  const statements = [...new Set(checks.map(({ statement }) => statement))];
  return statements.map((name) => (/^\d/.test(name) ? `Statement ${name}` : name)).join(', ');
}

function subtitle(
  checks: readonly Check[],
  series: readonly CheckedSeries[],
  x: Axis,
  y: Axis,
  options: BoundChartOptions,
): string {
  const tightest = checks.length === 1 ? tightestPoint(checks[0]) : null;
  const hidden = hiddenCount(series, x, y);
  return [
    options.subtitle,
    tightest && `${checks[0].kind === 'unnamed constant' ? '' : 'tightest: '}${tightest.text}`,
    hidden && `${hidden} of the values are infinite${y.scale === 'log' ? ' or ≤ 0' : ''} and not shown`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function sentence(check: Check): string {
  const tightest = tightestPoint(check);
  return `${check.statement}, ${check.title}: ${verdictText(check).slice(2)}${tightest ? `, ${tightest.text}` : ''}.`;
}

function rowsOf(check: Check): DataRow[] {
  return [...check.at].map((at, k) => ({
    statement: check.statement,
    title: check.title,
    at,
    lhs: check.lhs[k],
    rhs: check.rhs[k],
    error: check.error[k],
    verdict: check.verdict,
  }));
}
