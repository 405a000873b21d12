/** A small strict XML reader for tests: throws at anything that is not well-formed, as a browser would for an SVG image. */

export interface XmlNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
}

const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d+);/g;

function decode(text: string): string {
  if (/[<&]/.test(text.replace(ENTITY, ''))) throw new Error(`bare < or & in ${text.slice(0, 60)}`);
  const named: Record<string, string> = {
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&apos;': "'",
  };
  return text.replace(ENTITY, (entity) => named[entity] ?? String.fromCodePoint(Number(entity.slice(2, -1))));
}

export function parseXml(source: string): XmlNode {
  const root: XmlNode = { tag: '#root', attributes: {}, children: [], text: '' };
  const open = [root];
  const token =
    /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/gy;
  let end = 0;
  for (let match = token.exec(source); match; match = token.exec(source)) {
    end = token.lastIndex;
    const [, cdata, closing, tag, attributeText, selfClosing, text] = match;
    const top = open[open.length - 1];
    if (cdata !== undefined) top.text += cdata;
    else if (text !== undefined) top.text += decode(text);
    else if (closing) {
      if (top.tag !== tag) throw new Error(`</${tag}> closes <${top.tag}>`);
      open.pop();
    } else {
      const attributes: Record<string, string> = {};
      for (const [, name, value] of attributeText.matchAll(/([\w:-]+)="([^"]*)"/g)) {
        if (name in attributes) throw new Error(`<${tag}> has ${name} twice`);
        attributes[name] = decode(value);
      }
      const node: XmlNode = { tag, attributes, children: [], text: '' };
      top.children.push(node);
      if (!selfClosing) open.push(node);
    }
  }
  if (end !== source.length) throw new Error(`not XML at ${end}: ${source.slice(end, end + 60)}`);
  if (open.length !== 1 || root.children.length !== 1) throw new Error('tags are not balanced');
  return root.children[0];
}

export function all(node: XmlNode, tag: string): XmlNode[] {
  return [...(node.tag === tag ? [node] : []), ...node.children.flatMap((child) => all(child, tag))];
}

/** Text of a node with its tspans in order of appearance of the pieces, spaces squeezed. */
export function textOf(node: XmlNode): string {
  return [node.text, ...node.children.map(textOf)].join('');
}

export function texts(node: XmlNode): string[] {
  return all(node, 'text').map(textOf);
}

/** The plotted rectangle. */
export function frameOf(svg: XmlNode): Record<'x' | 'y' | 'width' | 'height', number> {
  const { attributes } = all(svg, 'rect').find((rect) => rect.attributes['aria-label'] === 'frame')!;
  return { x: +attributes.x, y: +attributes.y, width: +attributes.width, height: +attributes.height };
}
