import { spatialOrder } from '../metrics/transport/spatial';
import type { Layer } from './frame';
import { element } from './svg';

/** Straight lines along which mass goes: ends (x, y, x′, y′) one after another, and the mass of each. */
export interface MassLines {
  readonly ends: Float64Array;
  readonly mass: Float64Array;
}

/**
 * At most `most` of the lines, each for the same share of the whole mass; a line so heavy that it stands for several
 * shares has several. Every (1/most)-th of the mass is drawn along an order in which neighbours have ends nearby, so
 * that no region and no length is favoured. Fewer lines are left as they are.
 */
export function thinnedLines({ ends, mass }: MassLines, most: number): MassLines {
  if (mass.length <= most) return { ends, mass };
  const order = spatialOrder(ends, 4, 1);
  const total = mass.reduce((sum, m) => sum + m, 0);
  const kept: number[] = [];
  const shares: number[] = [];
  let passed = 0;
  let taken = 0;
  for (const k of order) {
    passed += mass[k];
    const upTo = Math.round((most * passed) / total);
    if (upTo === taken) continue;
    kept.push(k);
    shares.push((total * (upTo - taken)) / most);
    taken = upTo;
  }
  return {
    ends: Float64Array.from({ length: 4 * kept.length }, (_, i) => ends[4 * kept[i >> 2] + (i & 3)]),
    mass: Float64Array.from(shares),
  };
}

/** How lines look: `widest` is the width of the heaviest, `casing` a white rim that keeps them apart from colours. */
export interface LineStyle {
  readonly colour: string;
  readonly opacity: number;
  readonly widest: number;
  readonly casing?: number;
}

const WIDTH_CLASSES = 12;
const THINNEST = 0.4;

/** The lines, width proportional to mass, those of like mass in one path. */
export function planLayer({ ends, mass }: MassLines, style: LineStyle): Layer {
  return ({ document, x, y }) => {
    const largest = mass.reduce((most, m) => Math.max(most, m), 0);
    const classes = new Map<number, string>();
    for (let k = 0; k < mass.length; k++) {
      const width = Math.max(1, Math.round((WIDTH_CLASSES * mass[k]) / largest));
      const [a, b, c, d] = [0, 1, 2, 3].map((i) => {
        const end = ends[4 * k + i];
        return Math.round(10 * (i % 2 ? y(end) : x(end))) / 10;
      });
      classes.set(width, `${classes.get(width) ?? ''}M${a},${b}L${c},${d}`);
    }
    const paths = (more: number): SVGElement[] =>
      [...classes].map(([width, d]) =>
        element(document, 'path', {
          d,
          'stroke-width': Math.max(THINNEST, (style.widest * width) / WIDTH_CLASSES) + more,
        }),
      );
    const group = (stroke: string, opacity: number, more: number): SVGElement =>
      element(document, 'g', { stroke, 'stroke-opacity': opacity, fill: 'none' }, paths(more));
    const lines = group(style.colour, style.opacity, 0);
    if (!style.casing) return lines;
    return element(document, 'g', {}, [group('#ffffff', 0.8, 2 * style.casing), lines]);
  };
}
