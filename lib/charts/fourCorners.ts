import { oneOf } from '../numerics/guards';
import { chartDocument } from './document';
import { finish } from './frame';
import { strokeOf } from './palette';
import { richText } from './richText';
import { element } from './svg';
import type { Figure, Role } from './types';

export type Corner = 'schrodinger' | 'hartree' | 'newton' | 'vlasov';
export type Arrow = 'top' | 'bottom' | 'left' | 'right' | 'diagonal';

export interface FourCornersOptions {
  readonly title?: string;
  readonly alt?: string;
  /** Where the reader is: these corners and arrows are drawn strong, the others light. */
  readonly highlight?: readonly (Corner | Arrow)[];
  /** One more line on an arrow: a measured distance, say. */
  readonly notes?: Partial<Readonly<Record<Arrow, string>>>;
}

const WIDTH = 680;
const BOX = { width: 216, height: 66 };
const LEFT = 16;
const RIGHT = WIDTH - 16 - BOX.width;
const TOP = 16;
const BOTTOM = 288;
const HEIGHT = BOTTOM + BOX.height + 16;

interface CornerBox {
  readonly x: number;
  readonly y: number;
  readonly role: Role;
  readonly name: string;
  readonly equation: string;
}

const CORNERS: Readonly<Record<Corner, CornerBox>> = {
  schrodinger: {
    x: LEFT,
    y: TOP,
    role: 'quantum',
    name: 'Schrödinger, N bodies',
    equation: 'iħ ∂_tΨ = ℋ_N Ψ',
  },
  hartree: { x: RIGHT, y: TOP, role: 'hartree', name: 'Hartree', equation: 'iħ ∂_tψ = −½ħ²Δψ + (V⋆|ψ|²)ψ' },
  newton: {
    x: LEFT,
    y: BOTTOM,
    role: 'particles',
    name: 'Newton and Liouville, N bodies',
    equation: 'ẍ_j = −(1/N) Σ_k ∇V(x_j − x_k)',
  },
  vlasov: {
    x: RIGHT,
    y: BOTTOM,
    role: 'vlasov',
    name: 'Vlasov',
    equation: '∂_tf + ξ·∇_xf − (∇V⋆ρ)·∇_ξf = 0',
  },
};

interface ArrowLine {
  readonly ends: readonly [number, number, number, number];
  /** Middle of the first line of text. */
  readonly label: readonly [number, number];
  readonly lines: readonly string[];
}

const MIDDLE = WIDTH / 2;
const LEVEL = TOP + BOX.height / 2;
const GROUND = BOTTOM + BOX.height / 2;
const ARROWS: Readonly<Record<Arrow, ArrowLine>> = {
  top: {
    ends: [LEFT + BOX.width + 6, LEVEL, RIGHT - 8, LEVEL],
    label: [MIDDLE, LEVEL - 8],
    lines: ['N → ∞', 'notebooks 02, 03, 04', 'Theorems 2.5 to 2.9'],
  },
  bottom: {
    ends: [LEFT + BOX.width + 6, GROUND, RIGHT - 8, GROUND],
    label: [MIDDLE, GROUND - 8],
    lines: ['N → ∞', 'notebooks 01, 02', 'Theorem 1.5, Corollary 1.9'],
  },
  left: {
    ends: [LEFT + 46, TOP + BOX.height + 6, LEFT + 46, BOTTOM - 8],
    label: [LEFT + 56, 160],
    lines: ['ħ → 0', 'notebook 05', 'Wigner, Husimi'],
  },
  right: {
    ends: [WIDTH - LEFT - 46, TOP + BOX.height + 6, WIDTH - LEFT - 46, BOTTOM - 8],
    label: [WIDTH - LEFT - 56, 160],
    lines: ['ħ → 0', 'notebooks 05, 06', 'Wigner, Husimi'],
  },
  diagonal: {
    ends: [LEFT + BOX.width - 24, TOP + BOX.height + 6, RIGHT + 22, BOTTOM - 8],
    label: [326, 198],
    lines: ['N → ∞ and ħ → 0', 'notebooks 05, 06', 'Theorems 3.5, 3.6; 3.8 to Euler–Poisson'],
  },
};

const TEXT_SIZE = 12;
const LINE_HEIGHT = 15;

/**
 * The diagram that opens Lecture 3: the N-body Schrödinger and Hartree equations above, Newton's and Vlasov's below,
 * with the mean-field limit along the horizontal arrows, the classical limit along the vertical ones, and both at once
 * along the diagonal, each with the notebooks that show it.
 * @throws RangeError for an unknown corner or arrow
 */
export function fourCornersDiagram(options: FourCornersOptions = {}): Figure {
  const names = [...Object.keys(CORNERS), ...Object.keys(ARROWS)] as (Corner | Arrow)[];
  for (const name of options.highlight ?? []) oneOf('highlight', name, names);
  for (const name of Object.keys(options.notes ?? {})) oneOf('notes', name, Object.keys(ARROWS));
  const strong = (name: Corner | Arrow): boolean => options.highlight?.includes(name) ?? true;
  const document = chartDocument();
  const shift = options.title ? 26 : 0;
  const height = HEIGHT + shift;
  const root = element(document, 'svg', { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` }, [
    element(document, 'rect', { width: WIDTH, height, fill: '#fff' }),
    arrowHead(document),
    ...(options.title ? [title(document, options.title)] : []),
    element(document, 'g', { 'font-size': TEXT_SIZE, transform: `translate(0,${shift})` }, [
      ...Object.entries(ARROWS).map(([name, arrow]) =>
        drawArrow(document, arrow, strong(name as Arrow), options.notes?.[name as Arrow], name as Arrow),
      ),
      ...Object.entries(CORNERS).map(([name, box]) => drawCorner(document, box, strong(name as Corner))),
    ]),
  ]);
  const alt = options.alt ?? altText(options);
  return { svg: finish(document, root, alt), alt, width: WIDTH, height, data: rows(options) };
}

function title(document: Document, text: string): SVGElement {
  return element(document, 'text', { x: LEFT, y: 22, 'font-size': 15, 'font-weight': '600' }, [text]);
}

function arrowHead(document: Document): SVGElement {
  const box = {
    id: 'head',
    viewBox: '0 0 10 10',
    refX: 8,
    refY: 5,
    markerWidth: 7,
    markerHeight: 7,
    orient: 'auto',
  };
  return element(document, 'defs', {}, [
    element(document, 'marker', box, [element(document, 'path', { d: 'M0,0L10,5L0,10z', fill: '#444' })]),
  ]);
}

function drawCorner(document: Document, box: CornerBox, strong: boolean): SVGElement {
  const { colour } = strokeOf(box.role, 0);
  const middle = box.x + BOX.width / 2;
  const frame = { x: box.x, y: box.y, ...BOX, rx: 8, fill: colour, 'fill-opacity': 0.1, stroke: colour };
  return element(document, 'g', { 'text-anchor': 'middle' }, [
    element(document, 'rect', { x: box.x, y: box.y, ...BOX, rx: 8, fill: '#fff' }),
    element(document, 'rect', { ...frame, 'stroke-width': strong ? 2.5 : 1 }),
    element(
      document,
      'text',
      { x: middle, y: box.y + 27, 'font-size': 13, 'font-weight': strong ? '600' : '400' },
      [box.name],
    ),
    element(document, 'text', { x: middle, y: box.y + 50 }, richText(document, box.equation, TEXT_SIZE)),
  ]);
}

function drawArrow(
  document: Document,
  arrow: ArrowLine,
  strong: boolean,
  note: string | undefined,
  name: Arrow,
): SVGElement {
  const [x1, y1, x2, y2] = arrow.ends;
  const anchor = name === 'left' ? 'start' : name === 'right' || name === 'diagonal' ? 'end' : 'middle';
  const level = name === 'top' || name === 'bottom';
  const lines = note ? [...arrow.lines, note] : arrow.lines;
  const texts = lines.map((line, k) => {
    // A level arrow carries its first line above itself and the others below.
    const y = arrow.label[1] + k * LINE_HEIGHT + (level && k > 0 ? 9 : 0);
    const weight = k === 0 && strong ? '600' : undefined;
    const place = {
      x: arrow.label[0],
      y,
      'text-anchor': anchor,
      'font-weight': weight,
      fill: strong ? '#000' : '#555',
    };
    const halo = { stroke: '#fff', 'stroke-width': 6, 'stroke-linejoin': 'round', 'paint-order': 'stroke' };
    return element(document, 'text', { ...place, ...halo }, richText(document, line, TEXT_SIZE));
  });
  const line = {
    d: `M${x1},${y1}L${x2},${y2}`,
    stroke: strong ? '#444' : '#999',
    'marker-end': 'url(#head)',
  };
  return element(document, 'g', {}, [
    element(document, 'path', { ...line, 'stroke-width': strong ? 2 : 1.2, fill: 'none' }),
    ...texts,
  ]);
}

function altText(options: FourCornersOptions): string {
  const notes = Object.entries(options.notes ?? {}).map(([name, note]) => `${name} arrow: ${note}`);
  return [
    'Diagram: N-body Schrödinger goes to Hartree and Newton to Vlasov as N → ∞ (upper and lower arrow);',
    'Schrödinger goes to Newton and Hartree to Vlasov as ħ → 0 (left and right arrow);',
    'the diagonal goes from Schrödinger to Vlasov in both limits at once.',
    ...(notes.length ? [`${notes.join('; ')}.`] : []),
  ].join(' ');
}

function rows(
  options: FourCornersOptions,
): { arrow: string; limit: string; notebooks: string; note: string }[] {
  return Object.entries(ARROWS).map(([arrow, { lines }]) => {
    const notebooks = lines[1].replace(/^notebooks? /, '');
    return { arrow, limit: lines[0], notebooks, note: options.notes?.[arrow as Arrow] ?? '' };
  });
}
