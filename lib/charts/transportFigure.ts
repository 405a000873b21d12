import type { Cloud, TransportPlan } from '../metrics/transport/types';
import { finiteArray } from '../numerics/guards';
import { axisFor } from './axis';
import { type CheckedCloud, cloudLayer, values } from './cloudLayer';
import { divergingColour } from './colormap';
import type { ColourBar } from './colourBar';
import { drawFrame, type Layer, layerMark } from './frame';
import { strokeOf } from './palette';
import { coordinate, element } from './svg';
import { shortNumber } from './text';
import type { DataRow, Figure, FigureOptions } from './types';

/** Two clouds in the plane, a coupling of them, and perhaps a Kantorovich potential on the points of the first. */
export interface TransportPicture {
  readonly mu: Cloud;
  readonly nu: Cloud;
  readonly plan: TransportPlan;
  /** φ at the points of μ, shown as the colour of rings around them. */
  readonly potential?: ArrayLike<number>;
  readonly labels?: { readonly mu?: string; readonly nu?: string };
}

const WIDTH_CLASSES = 6;
const WIDEST = 3.5;
/** More lines than this would hide one another: the lightest are left out, and the subtitle says so. */
const MOST_LINES = 900;
/** As many coloured points fit into the size of a figure. */
const MOST_POTENTIALS = 800;

/**
 * A coupling drawn as lines between two planar clouds, line width proportional to the mass carried, dot area to the
 * weight, one unit of either coordinate equally long.
 * @throws RangeError for clouds that are not planar, plans that point outside the clouds, or unequal lengths
 */
export function transportFigure(picture: TransportPicture, options: FigureOptions = {}): Figure {
  const mu = planar('mu', picture.mu, 0, picture.labels?.mu ?? 'μ');
  const nu = planar('nu', picture.nu, 1, picture.labels?.nu ?? 'ν');
  const plan = checkedPlan(picture.plan, mu.x.length, nu.x.length);
  const lines = heaviest(plan);
  const hidden = plan.mass.length - lines.length;
  const note = hidden ? `the ${hidden} lightest of ${plan.mass.length} lines are not drawn` : '';
  const potential = picture.potential && finiteArray('potential', picture.potential, mu.x.length);
  if (potential && potential.length > MOST_POTENTIALS) {
    throw new RangeError(
      `potential must have length at most ${MOST_POTENTIALS}, got length ${potential.length}`,
    );
  }
  const bar = potential && potentialColours(potential);
  const budget = { marks: 600, pngBytes: 8000 };
  return drawFrame({
    options: { ...options, subtitle: [options.subtitle, note].filter(Boolean).join(' · ') },
    x: axisFor('x', options.x ?? {}, values([mu, nu], 'x'), 0.05, 'first coordinate'),
    y: axisFor('y', options.y ?? {}, values([mu, nu], 'xi'), 0.05, 'second coordinate'),
    equalUnits: true,
    marks: [
      layerMark(planLayer(plan, lines, mu, nu)),
      layerMark(cloudLayer(nu, budget)),
      layerMark(bar ? potentialLayer(mu, potential!, bar) : cloudLayer(mu, budget)),
    ],
    legend: [
      { label: mu.label, ...mu.stroke, mark: 'dot' },
      { label: nu.label, ...nu.stroke, mark: 'dot' },
      { label: 'mass carried', colour: PLAN_COLOUR, mark: 'line' },
    ],
    colourBar: bar,
    alt: `${options.title ? `${options.title}: ` : ''}transport plan of ${plan.mass.length} lines from ${mu.label} (${mu.x.length} points) to ${nu.label} (${nu.x.length} points), mean length ${shortNumber(meanLength(plan, mu, nu))}.`,
    data: planRows(plan, mu, nu),
  });
}

const PLAN_COLOUR = '#707070';
const POTENTIAL_SHADES = 24;

function planar(name: string, cloud: Cloud, index: number, label: string): CheckedCloud {
  if (cloud.dimension !== 2) throw new RangeError(`${name}.dimension must be 2, got ${cloud.dimension}`);
  const points = finiteArray(`${name}.points`, cloud.points);
  if (points.length === 0 || points.length % 2) {
    throw new RangeError(`${name}.points must have an even length > 0, got length ${points.length}`);
  }
  const weights = cloud.weights && finiteArray(`${name}.weights`, cloud.weights, points.length / 2);
  const largest = weights?.reduce((a, b) => Math.max(a, b), 0) || 1;
  return {
    label,
    x: points.filter((_, k) => k % 2 === 0),
    xi: points.filter((_, k) => k % 2 === 1),
    size: weights?.map((weight) => weight / largest),
    stroke: strokeOf(index === 0 ? 'particles' : 'vlasov', index),
  };
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

function heaviest({ mass }: TransportPlan): number[] {
  const order = Array.from(mass, (_, k) => k).filter((k) => mass[k] > 0);
  return order.sort((a, b) => mass[b] - mass[a] || a - b).slice(0, MOST_LINES);
}

/** The lines, those of like mass in one path. */
function planLayer(plan: TransportPlan, lines: readonly number[], mu: CheckedCloud, nu: CheckedCloud): Layer {
  return ({ document, x, y }) => {
    const largest = lines.length ? plan.mass[lines[0]] : 1;
    const classes = new Map<number, string>();
    for (const k of lines) {
      const [i, j] = [plan.source[k], plan.target[k]];
      const width = Math.ceil((WIDTH_CLASSES * plan.mass[k]) / largest);
      const ends = [x(mu.x[i]), y(mu.xi[i]), x(nu.x[j]), y(nu.xi[j])].map((p) => Math.round(10 * p) / 10);
      classes.set(width, `${classes.get(width) ?? ''}M${ends[0]},${ends[1]}L${ends[2]},${ends[3]}`);
    }
    const paths = [...classes].map(([width, d]) =>
      element(document, 'path', { d, 'stroke-width': (widest(lines.length) * width) / WIDTH_CLASSES }),
    );
    return element(document, 'g', { stroke: PLAN_COLOUR, 'stroke-opacity': 0.6, fill: 'none' }, paths);
  };
}

function widest(lines: number): number {
  return lines > 150 ? WIDEST / 3 : WIDEST;
}

function potentialColours(potential: Float64Array): ColourBar {
  const low = potential.reduce((a, b) => Math.min(a, b), Infinity);
  const high = potential.reduce((a, b) => Math.max(a, b), -Infinity);
  const limits: readonly [number, number] = low < high ? [low, high] : [low - 1, low + 1];
  // A potential is known up to a constant only: its middle, not its zero, is the white of the colours.
  const middle = (limits[0] + limits[1]) / 2;
  const half = (limits[1] - limits[0]) / 2;
  return { label: 'φ', limits, colour: (value) => divergingColour((value - middle) / half) };
}

/** Every point of μ as a disc in the colour of its potential with a rim in the colour of μ: a path for each colour. */
function potentialLayer(mu: CheckedCloud, potential: Float64Array, bar: ColourBar): Layer {
  return ({ document, x, y }) => {
    const shades = new Map<string, string>();
    let all = '';
    potential.forEach((value, j) => {
      const step = (bar.limits[1] - bar.limits[0]) / POTENTIAL_SHADES;
      const level = bar.limits[0] + Math.round((value - bar.limits[0]) / step) * step;
      const colour = `rgb(${bar.colour(level).join(',')})`;
      const dot = `M${coordinate(x(mu.x[j]))},${coordinate(y(mu.xi[j]))}h0`;
      shades.set(colour, `${shades.get(colour) ?? ''}${dot}`);
      all += dot;
    });
    return element(document, 'g', { 'stroke-linecap': 'round', 'stroke-width': 9, fill: 'none' }, [
      element(document, 'path', { d: all, stroke: mu.stroke.colour, 'stroke-width': 11.5 }),
      ...[...shades].map(([stroke, d]) => element(document, 'path', { d, stroke })),
    ]);
  };
}

function lengthOf(plan: TransportPlan, k: number, mu: CheckedCloud, nu: CheckedCloud): number {
  const [i, j] = [plan.source[k], plan.target[k]];
  return Math.hypot(mu.x[i] - nu.x[j], mu.xi[i] - nu.xi[j]);
}

function meanLength(plan: TransportPlan, mu: CheckedCloud, nu: CheckedCloud): number {
  return plan.mass.reduce((sum, mass, k) => sum + mass * lengthOf(plan, k, mu, nu), 0);
}

function planRows(plan: TransportPlan, mu: CheckedCloud, nu: CheckedCloud): DataRow[] {
  return [...plan.mass].map((mass, k) => {
    const [source, target] = [plan.source[k], plan.target[k]];
    const from = { fromX: mu.x[source], fromY: mu.xi[source] };
    return { source, target, mass, ...from, toX: nu.x[target], toY: nu.xi[target] };
  });
}
