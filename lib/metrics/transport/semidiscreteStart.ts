import type { GridDensity } from '../../densities/gridDensity';
import { transportExact } from './exact';
import type { LaguerreDiagram } from './laguerre';
import { cellMasses, leastShare } from './semidiscreteNewton';

/** Doublings of the raise after which empty cells are given up. */
const RAISES = 24;

/**
 * Potentials from which Newton's method can start, that is, with no empty cell: ψ = 0 (Voronoi cells) where that is so,
 * otherwise those of the exact transport from a coarse grid of atoms.
 */
export function startingPotentials(
  diagram: LaguerreDiagram,
  weights: Float64Array,
  bend: number,
  period?: number,
): Float64Array {
  const zero = new Float64Array(weights.length);
  const { masses } = cellMasses(diagram, zero, bend, false);
  if (leastShare(masses, weights) > 0.5) return zero;
  return opened(diagram, weights, bend, coarsePotentials(diagram, weights, period));
}

/** Raises the potentials of empty cells until they hold some mass. */
function opened(
  diagram: LaguerreDiagram,
  weights: Float64Array,
  bend: number,
  start: Float64Array,
): Float64Array {
  const psi = start.slice();
  // Small against the cost of going the distance of neighbours.
  const first = (0.1 * spacing(diagram.density, weights.length)) ** diagram.p;
  const raise = new Float64Array(psi.length).fill(first);
  for (let round = 0; round < RAISES; round++) {
    const { masses } = cellMasses(diagram, psi, bend, false);
    let empty = 0;
    for (let j = 0; j < psi.length; j++) {
      if (masses[j] > 1e-3 * weights[j]) continue;
      psi[j] += raise[j];
      raise[j] *= 2;
      empty++;
    }
    if (empty === 0) break;
  }
  return psi;
}

/** The side of the squares in which `count` points would divide the box. */
export function spacing({ edges: [ex, ey] }: GridDensity, count: number): number {
  return Math.sqrt(((ex[ex.length - 1] - ex[0]) * (ey[ey.length - 1] - ey[0])) / count);
}

function coarsePotentials(diagram: LaguerreDiagram, weights: Float64Array, period?: number): Float64Array {
  const { sites, p } = diagram;
  const atoms = coarseAtoms(diagram, Math.min(4096, Math.max(256, sites.count)));
  const dimension = 2;
  const points = new Float64Array(2 * sites.count);
  for (let j = 0; j < sites.count; j++) {
    points[2 * j] = sites.x[j];
    points[2 * j + 1] = sites.y[j];
  }
  const images = Math.floor(sites.x.length / sites.count);
  const periodic = (i: number, j: number): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < images; k++) {
      const dx = atoms.points[2 * i] - sites.x[j + k * sites.count];
      const dy = atoms.points[2 * i + 1] - sites.y[j + k * sites.count];
      least = Math.min(least, dx * dx + dy * dy);
    }
    return p === 2 ? least : Math.sqrt(least);
  };
  const result = transportExact(
    { points: atoms.points, dimension, weights: atoms.weights },
    { points, dimension, weights },
    { p, ...(period === undefined ? {} : { cost: periodic }) },
  );
  return result.psi;
}

/** The density as about `count` atoms: blocks of its grid, or parts of its cells where they are larger. */
function coarseAtoms(
  diagram: LaguerreDiagram,
  count: number,
): { points: Float64Array; weights: Float64Array } {
  const [ex, ey] = diagram.density.edges;
  const side = Math.ceil(Math.sqrt(count));
  const [bx, by] = [stops(ex, side), stops(ey, side)];
  const points: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i + 1 < bx.length; i++) {
    for (let j = 0; j + 1 < by.length; j++) {
      const [x0, x1, y0, y1] = [bx[i], bx[i + 1], by[j], by[j + 1]];
      // Stops are edges, or lie within one cell: the mass of a part is its share of the area.
      const mass = diagram.massOf(x0.cell, x1.end, y0.cell, y1.end);
      const area = (x1.at - x0.at) * (y1.at - y0.at);
      const whole = (ex[x1.end] - ex[x0.cell]) * (ey[y1.end] - ey[y0.cell]);
      if (!(mass > 0)) continue;
      points.push((x0.at + x1.at) / 2, (y0.at + y1.at) / 2);
      weights.push((mass * area) / whole);
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    points: Float64Array.from(points),
    weights: Float64Array.from(weights, (weight) => weight / total),
  };
}

/** Where an axis is cut: the cell that begins there or contains it, and the edge at or behind it. */
interface Stop {
  readonly at: number;
  readonly cell: number;
  readonly end: number;
}

/** About `side` intervals between edges; cells are divided when there are fewer. */
function stops(edges: Float64Array, side: number): Stop[] {
  const cells = edges.length - 1;
  const list: Stop[] = [];
  if (cells >= side) {
    for (let k = 0; k <= side; k++) {
      const i = Math.round((k * cells) / side);
      list.push({ at: edges[i], cell: i, end: i });
    }
    return list;
  }
  const parts = Math.ceil(side / cells);
  for (let i = 0; i < cells; i++) {
    for (let k = 0; k < parts; k++) {
      const at = edges[i] + ((edges[i + 1] - edges[i]) * k) / parts;
      list.push({ at, cell: i, end: k === 0 ? i : i + 1 });
    }
  }
  list.push({ at: edges[cells], cell: cells, end: cells });
  return list;
}
