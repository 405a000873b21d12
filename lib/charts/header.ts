import type { Stroke } from './palette';
import { richText } from './richText';
import { element } from './svg';
import { textWidth, wrapText } from './text';

/** One entry of a legend: how the thing is drawn, and its name. */
export interface LegendItem extends Stroke {
  readonly label: string;
  readonly mark: 'line' | 'dot' | 'line and dot' | 'ring' | 'band';
}

export interface HeaderText {
  readonly title?: string;
  readonly subtitle?: string;
  readonly legend: readonly LegendItem[];
  /** Label of the vertical axis, written level above the plot, where long formulas stay readable. */
  readonly axisLabel?: string;
}

const TITLE_SIZE = 15;
const TEXT_SIZE = 12;
const SWATCH = 26;
const SIDE = 10;

/** Title, subtitle, legend and axis label from the top down: the elements and the height they take. */
export function drawHeader(
  document: Document,
  text: HeaderText,
  width: number,
): { readonly group: SVGElement; readonly height: number } {
  const group = element(document, 'g', { 'text-anchor': 'start', 'font-size': TEXT_SIZE });
  const room = width - 2 * SIDE;
  let y = 6;
  const write = (line: string, size: number, weight: string | undefined): void => {
    y += size + 5;
    const place = { x: SIDE, y: y - 4, 'font-size': size, 'font-weight': weight };
    group.appendChild(element(document, 'text', place, richText(document, line, size)));
  };
  // Bold letters are about a tenth wider than the estimate.
  for (const line of wrapText(text.title ?? '', room * 0.9, TITLE_SIZE)) write(line, TITLE_SIZE, '600');
  for (const line of wrapText(text.subtitle ?? '', room, TEXT_SIZE)) write(line, TEXT_SIZE, undefined);
  y = drawLegend(document, group, text.legend, y, room);
  if (text.axisLabel) {
    y += 3;
    write(text.axisLabel, TEXT_SIZE, undefined);
  }
  return { group, height: y + 5 };
}

/** Entries from left to right, in as many rows as they need; returns where the next thing may begin. */
function drawLegend(
  document: Document,
  group: Element,
  items: readonly LegendItem[],
  top: number,
  room: number,
): number {
  if (items.length === 0) return top;
  const lineHeight = TEXT_SIZE + 4;
  let x = SIDE;
  let y = top + 4;
  let rowHeight = lineHeight;
  for (const item of items) {
    const lines = wrapText(item.label, room - SWATCH, TEXT_SIZE);
    const width = SWATCH + Math.max(...lines.map((line) => textWidth(line, TEXT_SIZE))) + 14;
    if (x > SIDE && x + width > SIDE + room + 14) {
      x = SIDE;
      y += rowHeight;
      rowHeight = lineHeight;
    }
    group.appendChild(swatch(document, item, x, y + 9));
    lines.forEach((line, k) => {
      group.appendChild(
        element(
          document,
          'text',
          { x: x + SWATCH, y: y + 13 + k * lineHeight },
          richText(document, line, TEXT_SIZE),
        ),
      );
    });
    rowHeight = Math.max(rowHeight, lines.length * lineHeight);
    x += width;
  }
  return y + rowHeight + 2;
}

function swatch(document: Document, item: LegendItem, x: number, y: number): SVGElement {
  const group = element(document, 'g', { stroke: item.colour, fill: 'none', 'stroke-width': 2 });
  const middle = x + 10;
  if (item.mark === 'line' || item.mark === 'line and dot') {
    const dash = { 'stroke-dasharray': item.dash, 'stroke-linecap': item.dash ? 'round' : undefined };
    group.appendChild(element(document, 'path', { d: `M${x},${y}h20`, ...dash }));
  }
  if (item.mark === 'dot' || item.mark === 'line and dot') {
    group.appendChild(
      element(document, 'circle', { cx: middle, cy: y, r: 3.5, fill: item.colour, stroke: 'none' }),
    );
  }
  if (item.mark === 'ring') group.appendChild(element(document, 'circle', { cx: middle, cy: y, r: 5.5 }));
  if (item.mark === 'band') {
    const box = {
      x,
      y: y - 5,
      width: 20,
      height: 10,
      fill: item.colour,
      'fill-opacity': 0.22,
      stroke: 'none',
    };
    group.appendChild(element(document, 'rect', box));
  }
  return group;
}
