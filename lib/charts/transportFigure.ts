import type { Cloud, TransportPlan } from '../metrics/transport/types';
import { finiteArray } from '../numerics/guards';
import { axisFor } from './axis';
import { type CheckedCloud, cloudLayer, values } from './cloudLayer';
import { type Contours, contourLayer, contoursFor } from './contourLayer';
import { drawFrame, layerMark } from './frame';
import { sampledBetween } from './grid';
import { checkedGrid } from './heatLayer';
import { planar } from './planarCloud';
import { type LineStyle, type MassLines, planLayer, thinnedLines } from './planLayer';
import { shortNumber } from './text';
import type { DataRow, Figure, FigureOptions, GridValues } from './types';

/** Two clouds in the plane, a coupling of them, and perhaps a Kantorovich potential. */
export interface TransportPicture {
  readonly mu: Cloud;
  readonly nu: Cloud;
  readonly plan: TransportPlan;
  /**
   * φ as a function on the plane, or sampled on a grid: drawn beneath the lines as a relief with contour lines. The
   * `value` of a `kantorovichRubinsteinPotential` fits.
   */
  readonly potential?: GridValues | ((point: readonly [number, number]) => number);
  readonly labels?: { readonly mu?: string; readonly nu?: string; readonly potential?: string };
}

/** More lines than this would hide one another. */
const MOST_LINES = 300;

/**
 * A coupling drawn as lines between two planar clouds, line width proportional to the mass carried, dot area to the
 * weight, one unit of either coordinate equally long. Of a plan with more than 300 lines as many are drawn, each for
 * the same share of the mass. With an optimal potential for p = 1 beneath, lines run down its steepest slope: they
 * cross the contour lines at right angles, one in each interval of length.
 * @throws RangeError for clouds that are not planar, plans that point outside the clouds, or unequal lengths
 */
export function transportFigure(picture: TransportPicture, options: FigureOptions = {}): Figure {
  const mu = planar('mu', picture.mu, 0, picture.labels?.mu ?? 'μ');
  const nu = planar('nu', picture.nu, 1, picture.labels?.nu ?? 'ν');
  const plan = checkedPlan(picture.plan, mu.x.length, nu.x.length);
  const all = linesOf(plan, mu, nu);
  const lines = thinnedLines(all, MOST_LINES);
  const { potential } = picture;
  const given = typeof potential === 'object' ? checkedGrid('potential', potential) : undefined;
  const padding = potential ? 0.12 : 0.05;
  const x = axisFor(
    'x',
    { domain: given?.x, ...options.x },
    values([mu, nu], 'x'),
    padding,
    'first coordinate',
  );
  const y = axisFor(
    'y',
    { domain: given?.xi, ...options.y },
    values([mu, nu], 'xi'),
    padding,
    'second coordinate',
  );
  const relief = typeof potential === 'function' ? sampledBetween('potential', x, y, potential) : given;
  const contours = relief && contoursFor(relief, picture.labels?.potential ?? 'φ');
  const budget = { marks: 600, pngBytes: 6000 };
  const overRelief = relief !== undefined;
  return drawFrame({
    options: { ...options, subtitle: subtitleFor(options, all, lines, contours) },
    x,
    y,
    equalUnits: true,
    marks: [
      ...(relief && contours ? [layerMark(contourLayer(relief, contours))] : []),
      layerMark(planLayer(lines, lineStyle(lines.mass.length, overRelief))),
      layerMark(cloudLayer(nu, budget, overRelief)),
      layerMark(cloudLayer(mu, budget, overRelief)),
    ],
    legend: [
      { label: mu.label, ...mu.stroke, mark: 'dot' },
      { label: nu.label, ...nu.stroke, mark: 'dot' },
      { label: 'mass carried', colour: lineStyle(0, overRelief).colour, mark: 'line' },
    ],
    colourBar: contours?.bar,
    alt: `${options.title ? `${options.title}: ` : ''}transport plan of ${plan.mass.length} lines from ${mu.label} (${mu.x.length} points) to ${nu.label} (${nu.x.length} points), mean length ${shortNumber(meanLength(all))}${relief ? ', over contour lines of a potential' : ''}.`,
    data: planRows(plan, all),
  });
}

/** The subtitle asked for, and what a reader has to know of what is drawn. */
function subtitleFor(options: FigureOptions, all: MassLines, lines: MassLines, contours?: Contours): string {
  const thinned = lines.mass.length < all.mass.length;
  return [
    options.subtitle,
    thinned ? `${lines.mass.length} of ${all.mass.length} lines, each for 1/${MOST_LINES} of the mass` : '',
    contours
      ? `contour lines of ${contours.bar.label} at intervals of ${shortNumber(contours.interval)}`
      : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function lineStyle(lines: number, overRelief: boolean): LineStyle {
  const widest = lines > 120 ? 1.1 : lines > 40 ? 1.8 : 3;
  return overRelief
    ? { colour: '#202020', opacity: 0.9, widest: widest * 0.7, casing: lines > 120 ? 0.5 : 0.9 }
    : { colour: '#707070', opacity: 0.6, widest };
}

function checkedPlan(plan: TransportPlan, sources: number, targets: number): TransportPlan {
  const mass = finiteArray('plan.mass', plan.mass);
  for (const [end, count] of [['source', sources] as const, ['target', targets] as const]) {
    finiteArray(`plan.${end}`, plan[end], mass.length);
    const bad = plan[end].findIndex((index) => index < 0 || index >= count);
    if (bad >= 0) {
      throw new RangeError(
        `plan.${end}[${bad}] must be an integer in [0, ${count - 1}], got ${plan[end][bad]}`,
      );
    }
  }
  return { source: plan.source, target: plan.target, mass };
}

function linesOf({ source, target, mass }: TransportPlan, mu: CheckedCloud, nu: CheckedCloud): MassLines {
  const ends = new Float64Array(4 * mass.length);
  for (let k = 0; k < mass.length; k++) {
    const [i, j] = [source[k], target[k]];
    ends.set([mu.x[i], mu.xi[i], nu.x[j], nu.xi[j]], 4 * k);
  }
  return { ends, mass };
}

function meanLength({ ends, mass }: MassLines): number {
  return mass.reduce(
    (sum, m, k) => sum + m * Math.hypot(ends[4 * k + 2] - ends[4 * k], ends[4 * k + 3] - ends[4 * k + 1]),
    0,
  );
}

function planRows({ source, target }: TransportPlan, { ends, mass }: MassLines): DataRow[] {
  return Array.from(mass, (m, k) => {
    const [fromX, fromY, toX, toY] = ends.subarray(4 * k, 4 * k + 4);
    return { source: source[k], target: target[k], mass: m, fromX, fromY, toX, toY };
  });
}
