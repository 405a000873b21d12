import { finiteArray, textOf } from '../numerics/guards';
import { dataAddress } from './base64';
import type { Canvas, Layer } from './frame';
import { type Stroke, strokeOf } from './palette';
import { encodePng } from './png';
import { element } from './svg';
import type { DataRow, PhaseCloud } from './types';

/** A cloud whose numbers have been checked. `size` holds the relative weights, largest 1, or nothing if equal. */
export interface CheckedCloud {
  readonly label: string;
  readonly x: Float64Array;
  readonly xi: Float64Array;
  readonly size?: Float64Array;
  readonly stroke: Stroke;
}

/** Checked copies of the clouds; `name` is the argument that messages speak of. */
export function checkedClouds(name: string, clouds: readonly PhaseCloud[]): CheckedCloud[] {
  if (!clouds?.length) throw new RangeError(`${name} must hold at least one cloud, got none`);
  return clouds.map((cloud, k) => {
    const x = finiteArray(`${name}[${k}].x`, cloud.x);
    if (x.length === 0) throw new RangeError(`${name}[${k}].x must hold at least one point, got none`);
    const xi = finiteArray(`${name}[${k}].xi`, cloud.xi, x.length);
    const size = cloud.weights && relativeSizes(`${name}[${k}].weights`, cloud.weights, x.length);
    const label = textOf(`${name}[${k}].label`, cloud.label);
    return { label, x, xi, size, stroke: strokeOf(cloud.role, k) };
  });
}

function relativeSizes(name: string, weights: ArrayLike<number>, count: number): Float64Array {
  const size = finiteArray(name, weights, count);
  const negative = size.findIndex((weight) => weight < 0);
  if (negative >= 0) throw new RangeError(`${name}[${negative}] must be >= 0, got ${size[negative]}`);
  const largest = size.reduce((a, b) => Math.max(a, b), 0);
  return largest > 0 ? size.map((weight) => weight / largest) : size.fill(1);
}

/** One coordinate of all clouds. */
export function* values(clouds: readonly CheckedCloud[], coordinate: 'x' | 'xi'): Generator<number> {
  for (const cloud of clouds) yield* cloud[coordinate];
}

/** The points of a cloud as rows for CSV and JSON. */
export function cloudRows(cloud: CheckedCloud): DataRow[] {
  return [...cloud.x].map((x, j) => {
    const row = { cloud: cloud.label, x, xi: cloud.xi[j] };
    return cloud.size ? { ...row, relativeWeight: cloud.size[j] } : row;
  });
}

/** How much a cloud may cost: more points than `marks` become a PNG of at most `pngBytes`. */
export interface LayerBudget {
  readonly marks: number;
  readonly pngBytes: number;
}

/**
 * The cloud as one path of round dots, or as a PNG when it has too many points. Over a coloured density dots get a white
 * rim, without which they vanish where it is dark.
 */
export function cloudLayer(cloud: CheckedCloud, budget: LayerBudget, rim: boolean = false): Layer {
  return (canvas) =>
    cloud.x.length > budget.marks
      ? cloudRaster(cloud, canvas, budget.pngBytes)
      : cloudPath(cloud, canvas, rim);
}

const DIAMETER = 3.8;
/** Width of the white rim. */
const RIM = 0.9;
/** Dot sizes for weighted clouds: one path each, so that the file stays small. */
const SIZE_CLASSES = 5;

function cloudPath(cloud: CheckedCloud, canvas: Canvas, rim: boolean): SVGElement {
  const classes = new Map<number, string>();
  for (let j = 0; j < cloud.x.length; j++) {
    const px = canvas.x(cloud.x[j]);
    const py = canvas.y(cloud.xi[j]);
    if (!inside(px, py, canvas)) continue;
    const area = cloud.size ? Math.max(1, Math.ceil(cloud.size[j] * SIZE_CLASSES)) : SIZE_CLASSES;
    // A line of no length with round caps is a dot: a third of the bytes of a <circle>.
    classes.set(area, `${classes.get(area) ?? ''}M${tenths(px)},${tenths(py)}h0`);
  }
  const paths = [...classes].flatMap(([area, d]) => {
    const diameter = dotDiameter(cloud.x.length) * Math.sqrt(area / SIZE_CLASSES);
    const dots = element(canvas.document, 'path', { d, 'stroke-width': diameter });
    if (!rim) return [dots];
    return [
      element(canvas.document, 'path', { d, 'stroke-width': diameter + 2 * RIM, stroke: '#ffffff' }),
      dots,
    ];
  });
  const style = {
    stroke: cloud.stroke.colour,
    'stroke-linecap': 'round',
    'stroke-opacity': rim ? 1 : 0.75,
    fill: 'none',
  };
  return element(canvas.document, 'g', style, paths);
}

function dotDiameter(count: number): number {
  return count > 600 ? 0.7 * DIAMETER : count < 150 ? 1.5 * DIAMETER : DIAMETER;
}

function inside(px: number, py: number, { left, top, width, height }: Canvas): boolean {
  return px >= left && px <= left + width && py >= top && py <= top + height;
}

function tenths(value: number): number {
  return Math.round(10 * value) / 10;
}

/** Points counted in small squares; the pixel size grows until the file fits. */
function cloudRaster(cloud: CheckedCloud, canvas: Canvas, pngBytes: number): SVGElement {
  let pixel = 1;
  let png = rasterPng(cloud, canvas, pixel);
  while (png.length > pngBytes && pixel < 32) {
    pixel *= Math.max(1.1, Math.sqrt(png.length / pngBytes));
    png = rasterPng(cloud, canvas, pixel);
  }
  return element(canvas.document, 'image', {
    x: canvas.left,
    y: canvas.top,
    width: canvas.width,
    height: canvas.height,
    preserveAspectRatio: 'none',
    href: dataAddress('image/png', png),
  });
}

/** Opacities of the occupied pixels; with the empty ones four levels, which pack into two bits. */
const OPACITIES = [120, 185, 240];

function rasterPng(cloud: CheckedCloud, canvas: Canvas, pixel: number): Uint8Array {
  const columns = Math.max(1, Math.round(canvas.width / pixel));
  const rows = Math.max(1, Math.round(canvas.height / pixel));
  const mass = new Float64Array(columns * rows);
  const spread = cloud.x.length > 20000 || pixel > 1.5 ? 1 : 2;
  for (let j = 0; j < cloud.x.length; j++) {
    const px = canvas.x(cloud.x[j]);
    const py = canvas.y(cloud.xi[j]);
    if (!inside(px, py, canvas)) continue;
    const column = Math.floor((px - canvas.left) / pixel);
    const row = Math.floor((py - canvas.top) / pixel);
    for (let dy = 0; dy < spread; dy++) {
      for (let dx = 0; dx < spread; dx++) {
        if (column + dx < columns && row + dy < rows) {
          mass[(row + dy) * columns + column + dx] += cloud.size ? cloud.size[j] : 1;
        }
      }
    }
  }
  return encodePng(columns, rows, shade(mass, cloud.stroke.colour));
}

/** Occupied pixels in three shades: up to their mean mass, up to twice, more. */
function shade(mass: Float64Array, colour: string): Uint8Array {
  let sum = 0;
  let occupied = 0;
  for (const value of mass) {
    sum += value;
    if (value > 0) occupied++;
  }
  const mean = occupied ? sum / occupied : 1;
  const [red, green, blue] = [1, 3, 5].map((k) => Number.parseInt(colour.slice(k, k + 2), 16));
  const rgba = new Uint8Array(4 * mass.length);
  for (let k = 0; k < mass.length; k++) {
    if (mass[k] <= 0) continue;
    rgba[4 * k] = red;
    rgba[4 * k + 1] = green;
    rgba[4 * k + 2] = blue;
    rgba[4 * k + 3] = OPACITIES[mass[k] < 1.05 * mean ? 0 : mass[k] < 2 * mean ? 1 : 2];
  }
  return rgba;
}
