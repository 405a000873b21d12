import type { Cloud } from '../metrics/transport/types';
import { integerIn } from '../numerics/guards';
import { axisFor } from './axis';
import { type CheckedCloud, cloudLayer, cloudRows, values } from './cloudLayer';
import { reliefColour } from './colormap';
import { bandNumbers, contoursFor, paintedBands } from './contourLayer';
import { drawFrame, layerMark } from './frame';
import { cellCentres, sampledBetween } from './grid';
import { COLOURS } from './palette';
import { pictureLayer } from './pictureLayer';
import { planar } from './planarCloud';
import { type LineStyle, type MassLines, planLayer } from './planLayer';
import type { Figure, FigureOptions, GridValues } from './types';

/** The transport of a density to a cloud in the plane: to each point of the cloud goes the mass of one cell. */
export interface CellsPicture {
  readonly cloud: Cloud;
  /** The index of the point to which the mass at z goes, as `transportSemidiscrete` returns it. */
  destination(z: readonly [number, number]): number;
  /** The density at z, shown by colour. */
  density?(z: readonly [number, number]): number;
  readonly labels?: { readonly cloud?: string; readonly density?: string };
}

const BORDER_SHADE = 0.3;
const TIE: LineStyle = { colour: COLOURS.vermillion, opacity: 0.9, widest: 1.2 };

/**
 * The cells of a semidiscrete transport: borders where the destination changes, the density beneath in bands of colour,
 * the points of the cloud on top, tied to the centres of mass of their cells. All cells of a cloud with equal weights hold the same mass.
 * @throws RangeError for clouds that are not planar, and a density that is not finite
 */
export function cellsFigure(picture: CellsPicture, options: FigureOptions = {}): Figure {
  const { labels } = picture;
  const sites = planar('cloud', picture.cloud, 1, labels?.cloud ?? 'ν');
  const destination = (z: readonly [number, number]): number =>
    integerIn('destination(z)', picture.destination(z), 0, sites.x.length - 1);
  const x = axisFor('x', options.x ?? {}, values([sites], 'x'), 0.12, 'first coordinate');
  const y = axisFor('y', options.y ?? {}, values([sites], 'xi'), 0.12, 'second coordinate');
  const density = sampledBetween('density', x, y, (z) => picture.density?.(z) ?? 1);
  const contours = contoursFor(density, labels?.density ?? 'f', (t) => reliefColour(1 - t));
  const box = { x: x.domain, xi: y.domain };
  const cells = pictureLayer(box, (columns, rows) => {
    const bands = bandNumbers(density, columns, rows, contours.interval);
    return paintedBands(
      picture.density ? bands : bands.fill(0),
      contours,
      columns,
      destinations(destination, box, columns, rows),
      BORDER_SHADE,
    );
  });
  return drawFrame({
    options,
    x,
    y,
    equalUnits: true,
    marks: [
      layerMark(cells),
      layerMark(planLayer(ties(destination, sites, density, 1e-12 * contours.bar.limits[1]), TIE)),
      layerMark(cloudLayer(sites, { marks: 600, pngBytes: 6000 }, true)),
    ],
    legend: [
      { label: sites.label, ...sites.stroke, mark: 'dot' },
      { label: 'from the middle of its cell', ...TIE, mark: 'line' },
    ],
    colourBar: picture.density && contours.bar,
    alt: `${options.title ? `${options.title}: ` : ''}cells of the mass that goes to each of ${sites.x.length} points.`,
    data: cloudRows(sites),
  });
}

/** From the centre of mass of each cell, as far as it is seen, to its point, so that one sees which is whose. */
function ties(
  destination: (z: readonly [number, number]) => number,
  sites: CheckedCloud,
  density: GridValues,
  least: number,
): MassLines {
  const count = sites.x.length;
  const { x, xi } = cellCentres(density);
  const sums = new Float64Array(3 * count);
  for (let k = 0; k < x.length; k++) {
    const mass = Math.max(density.values[k], least);
    const j = 3 * destination([x[k], xi[k]]);
    sums[j] += mass;
    sums[j + 1] += mass * x[k];
    sums[j + 2] += mass * xi[k];
  }
  const seen = Array.from({ length: count }, (_, j) => j).filter((j) => sums[3 * j] > 0);
  return {
    ends: Float64Array.from(
      seen.flatMap((j) => [
        sums[3 * j + 1] / sums[3 * j],
        sums[3 * j + 2] / sums[3 * j],
        sites.x[j],
        sites.xi[j],
      ]),
    ),
    mass: new Float64Array(seen.length).fill(1),
  };
}

/** Blocks of so many pixels with one destination at all corners are not looked into. */
const BLOCK = 4;

/** The destination of every pixel: asked at the corners of blocks, and inside those where cells meet. */
function destinations(
  destination: (z: readonly [number, number]) => number,
  { x, xi }: { readonly x: readonly [number, number]; readonly xi: readonly [number, number] },
  columns: number,
  rows: number,
): Int32Array {
  const out = new Int32Array(columns * rows).fill(-1);
  const at = (column: number, row: number): number => {
    const p = row * columns + column;
    if (out[p] < 0)
      out[p] = destination([
        x[0] + ((column + 0.5) / columns) * (x[1] - x[0]),
        xi[1] - ((row + 0.5) / rows) * (xi[1] - xi[0]),
      ]);
    return out[p];
  };
  for (let top = 0; top < rows; top += BLOCK) {
    const bottom = Math.min(rows - 1, top + BLOCK);
    for (let left = 0; left < columns; left += BLOCK) {
      const right = Math.min(columns - 1, left + BLOCK);
      const here = at(left, top);
      const same = at(right, top) === here && at(left, bottom) === here && at(right, bottom) === here;
      for (let row = top; row <= bottom; row++) {
        for (let column = left; column <= right; column++) {
          if (same) out[row * columns + column] = here;
          else at(column, row);
        }
      }
    }
  }
  return out;
}
