import * as Plot from '@observablehq/plot';
import { integerIn } from '../numerics/guards';
import type { Axis } from './axis';
import { type ColourBar, drawColourBar } from './colourBar';
import { chartDocument } from './document';
import { drawHeader, type LegendItem } from './header';
import { richText } from './richText';
import { element, serialise } from './svg';
import { textWidth } from './text';
import type { DataRow, Figure, FigureOptions } from './types';

/** The plotted rectangle in pixels, and the maps from data to pixels. */
export interface Canvas {
  readonly document: Document;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  x(value: number): number;
  y(value: number): number;
}

/** Something drawn by hand inside the plotted rectangle. */
export type Layer = (canvas: Canvas) => SVGElement;

export interface FrameSpec {
  readonly options: FigureOptions;
  readonly x: Axis;
  readonly y: Axis;
  /** Marks of Observable Plot and layers made by `layerMark`, the lowest first. */
  readonly marks: readonly Plot.Markish[];
  readonly legend: readonly LegendItem[];
  readonly alt: string;
  readonly data: readonly DataRow[];
  readonly colourBar?: ColourBar;
  /** Height of the plotted rectangle unless the options tell it. */
  readonly plotHeight?: number;
  /** One unit of x as long as one unit of y: the height follows from the width. */
  readonly equalUnits?: boolean;
  /** Room below the horizontal axis, for the controls of a film. */
  readonly footer?: number;
}

export const FONT = 'Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif';
const TICK_SIZE = 11;
const BAR_ROOM = 76;

/** Plot shifts its marks by half a pixel, so that thin lines are crisp; layers lie on top of them. */
const HALF = 0.5;

/** A layer as a mark of Plot. */
export function layerMark(layer: Layer): Plot.Markish {
  const render: Plot.RenderFunction = (_index, scales, _values, size, context) =>
    layer({
      document: context.document,
      left: size.marginLeft + HALF,
      top: size.marginTop + HALF,
      width: size.width - size.marginLeft - size.marginRight,
      height: size.height - size.marginTop - size.marginBottom,
      x: (value) => (scales.x as (value: number) => number)(value) + HALF,
      y: (value) => (scales.y as (value: number) => number)(value) + HALF,
    });
  return render;
}

/** What is drawn, cut off at the plotted rectangle: an inner picture hides what lies outside, without names to refer to. */
export function clipped({ document, left, top, width, height }: Canvas, drawn: SVGElement): SVGElement {
  const place = { x: left, y: top, width, height };
  return element(document, 'svg', { ...place, viewBox: [left, top, width, height].join(' ') }, [drawn]);
}

/** Axes, header, marks and colour bar put together as one self-contained figure. */
export function drawFrame(spec: FrameSpec): Figure {
  const { options, x, y } = spec;
  const document = chartDocument();
  const width = integerIn('width', options.width ?? 640, 320, 1200);
  const header = drawHeader(
    document,
    { title: options.title, subtitle: options.subtitle, legend: spec.legend, axisLabel: y.label },
    width,
  );
  const lastTick = textWidth(x.tickLabel(x.ticks[x.ticks.length - 1] ?? 0), TICK_SIZE);
  const margins = {
    left: Math.ceil(Math.max(...y.ticks.map((tick) => textWidth(y.tickLabel(tick), TICK_SIZE)), 12)) + 16,
    right: Math.max(14, Math.ceil(lastTick / 2) + 4) + (spec.colourBar ? BAR_ROOM : 0),
    top: header.height + 4,
    bottom: 42,
  };
  const plotHeight = heightOfPlot(spec, width - margins.left - margins.right);
  const height = margins.top + plotHeight + margins.bottom + (spec.footer ?? 0);
  const root = Plot.plot({
    document,
    width,
    height,
    marginLeft: margins.left,
    marginRight: margins.right,
    marginTop: margins.top,
    marginBottom: margins.bottom + (spec.footer ?? 0),
    x: { type: x.scale, domain: x.domain },
    y: { type: y.scale, domain: y.domain },
    marks: [...axisMarks(x, y), ...spec.marks],
  }) as SVGSVGElement;
  root.insertBefore(element(document, 'rect', { width, height, fill: '#fff' }), root.firstChild);
  root.appendChild(header.group);
  const below = {
    x: (width + margins.left - margins.right) / 2,
    y: margins.top + plotHeight + 36,
    'font-size': 12,
  };
  root.appendChild(
    element(document, 'text', { ...below, 'text-anchor': 'middle' }, richText(document, x.label, 12)),
  );
  if (spec.colourBar) {
    const place = { x: width - BAR_ROOM - 2, y: margins.top, height: plotHeight };
    root.appendChild(drawColourBar(document, spec.colourBar, place));
  }
  const alt = options.alt ?? spec.alt;
  return { svg: finish(document, root, alt), alt, width, height, data: spec.data };
}

function heightOfPlot(spec: FrameSpec, plotWidth: number): number {
  if (spec.options.plotHeight !== undefined) {
    return integerIn('plotHeight', spec.options.plotHeight, 120, 900);
  }
  if (!spec.equalUnits) return spec.plotHeight ?? 300;
  const ratio = (spec.y.domain[1] - spec.y.domain[0]) / (spec.x.domain[1] - spec.x.domain[0]);
  return Math.round(Math.min(900, Math.max(120, plotWidth * ratio)));
}

/** The labels go in as texts: Plot would thin out those of a logarithmic axis. */
function axisMarks(x: Axis, y: Axis): Plot.Markish[] {
  const common = { fontSize: TICK_SIZE, label: null };
  const grid = { stroke: '#000', strokeOpacity: 0.1 };
  return [
    Plot.gridX([...x.ticks], grid),
    Plot.gridY([...y.ticks], grid),
    Plot.frame({ stroke: '#888' }),
    Plot.axisX([...x.ticks], { ...common, text: x.tickLabel }),
    Plot.axisY([...y.ticks], { ...common, text: y.tickLabel }),
  ];
}

/** Black on white on every page, a name for screen readers, then text. */
export function finish(document: Document, root: SVGElement, alt: string): string {
  root.setAttribute('role', 'img');
  root.setAttribute('aria-label', alt);
  root.setAttribute('font-family', FONT);
  root.setAttribute('fill', '#000');
  root.setAttribute('color', '#000');
  // Otherwise the spaces around lowered signs are lost in some viewers.
  root.setAttribute('xml:space', 'preserve');
  root.setAttribute('style', 'max-width:100%;height:auto;background:#fff');
  root.insertBefore(element(document, 'title', {}, [alt]), root.firstChild);
  return serialise(root);
}
