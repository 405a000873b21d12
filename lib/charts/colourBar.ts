import { linearTicks } from './axis';
import { dataAddress } from './base64';
import type { Rgb } from './colormap';
import { encodePng } from './png';
import { richText } from './richText';
import { element } from './svg';
import { shortNumber } from './text';

/** The key of a coloured quantity: which values the colours run through. */
export interface ColourBar {
  readonly label: string;
  readonly limits: readonly [number, number];
  colour(value: number): Rgb;
}

const STEPS = 64;
const THICKNESS = 14;

/** A vertical colour bar with its ticks at the right and its label above. */
export function drawColourBar(
  document: Document,
  bar: ColourBar,
  place: { readonly x: number; readonly y: number; readonly height: number },
): SVGElement {
  const [low, high] = bar.limits;
  const rgba = new Uint8Array(4 * STEPS);
  for (let k = 0; k < STEPS; k++) {
    rgba.set([...bar.colour(high - ((k + 0.5) / STEPS) * (high - low)), 255], 4 * k);
  }
  const box = { x: place.x, y: place.y, width: THICKNESS, height: place.height };
  const image = {
    ...box,
    preserveAspectRatio: 'none',
    href: dataAddress('image/png', encodePng(1, STEPS, rgba)),
  };
  const group = element(document, 'g', { 'font-size': 11, 'text-anchor': 'start' }, [
    element(document, 'image', image),
    element(document, 'rect', { ...box, fill: 'none', stroke: '#888' }),
  ]);
  for (const tick of linearTicks(bar.limits)) {
    const y = place.y + ((high - tick) / (high - low)) * place.height;
    group.appendChild(element(document, 'path', { d: `M${box.x + THICKNESS},${y}h4`, stroke: '#888' }));
    group.appendChild(
      element(document, 'text', { x: box.x + THICKNESS + 7, y, dy: '0.32em' }, [shortNumber(tick)]),
    );
  }
  const above = { x: box.x + THICKNESS, y: place.y - 8, 'font-size': 12, 'text-anchor': 'middle' };
  group.appendChild(element(document, 'text', above, richText(document, bar.label, 12)));
  return group;
}
