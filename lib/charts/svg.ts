import { escapeMarkup } from './text';

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/** Attributes that hold coordinates; two decimals are a fiftieth of a pixel and keep files small. */
const GEOMETRY = new Set(
  `x y x1 x2 y1 y2 cx cy r rx ry dx dy width height d transform points viewBox
   stroke-width stroke-opacity fill-opacity opacity`.split(/\s+/),
);

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A new SVG element with attributes (undefined ones are left out) and children (strings become text). */
export function element(
  document: Document,
  name: string,
  attributes: Attributes = {},
  children: readonly (Element | string)[] = [],
): SVGElement {
  const node = document.createElementNS(SVG_NAMESPACE, name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) node.setAttribute(key, String(value));
  }
  for (const child of children) {
    node.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  }
  return node;
}

/** A coordinate with at most two decimals. */
export function coordinate(value: number): string {
  return String(Math.round(100 * value) / 100 || 0);
}

function roundNumbers(text: string): string {
  return text.replace(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/g, (number) => coordinate(Number(number)));
}

/**
 * The element as a self-contained, well-formed SVG document: namespace present, coordinates rounded, clip paths
 * numbered from 1 (Plot counts them over the life of the process, so the same data would give different bytes),
 * Plot's style sheet and class names left out. Written by hand, as linkedom does not escape `&` in attributes.
 */
export function serialise(root: Element): string {
  const clips = new Map<string, string>();
  const renamed = (text: string): string =>
    text.replace(/plot-clip-\d+/g, (id) => {
      if (!clips.has(id)) clips.set(id, `clip-${clips.size + 1}`);
      return clips.get(id)!;
    });
  const attribute = (name: string, value: string): string => {
    const tidy = GEOMETRY.has(name) ? roundNumbers(value) : renamed(value);
    return ` ${name}="${escapeMarkup(tidy)}"`;
  };
  const written = (node: Node): string => {
    if (node.nodeType === 3) return escapeMarkup(node.nodeValue ?? '');
    if (node.nodeType !== 1) return '';
    const tag = (node as Element).localName;
    if (tag === 'style') return '';
    const attributes = [...(node as Element).attributes]
      .filter(({ name }) => name !== 'class' && !name.startsWith('xmlns'))
      .map(({ name, value }) => attribute(name, value));
    if (node === root) attributes.unshift(` xmlns="${SVG_NAMESPACE}"`);
    const inner = [...node.childNodes].map(written).join('');
    return inner ? `<${tag}${attributes.join('')}>${inner}</${tag}>` : `<${tag}${attributes.join('')}/>`;
  };
  return written(root);
}
