import type { GridDensity } from '../../../densities/gridDensity';
import { transportExact } from '../exact/exact';
import type { LaguerreDiagram } from './laguerre';
import { cellMasses, leastShare } from './newton';

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
  const atoms = coarseAtoms(diagram, Math.min(1024, Math.max(256, sites.count)));
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

/** The density as about `count` atoms of about equal masses: blocks of its grid, or parts of cells, halved by area. */
function coarseAtoms(
  diagram: LaguerreDiagram,
  count: number,
): { points: Float64Array; weights: Float64Array } {
  const points: number[] = [];
  const weights: number[] = [];
  const add = (x: number, y: number, mass: number): void => {
    points.push(x, y);
    weights.push(mass);
  };
  const [ex, ey] = diagram.density.edges;
  const rectangle = (cx: number, cy: number, hx: number, hy: number, mass: number): void => {
    if (mass * count < 1.5) add(cx, cy, mass);
    else if (hx >= hy) {
      rectangle(cx - hx / 2, cy, hx / 2, hy, mass / 2);
      rectangle(cx + hx / 2, cy, hx / 2, hy, mass / 2);
    } else {
      rectangle(cx, cy - hy / 2, hx, hy / 2, mass / 2);
      rectangle(cx, cy + hy / 2, hx, hy / 2, mass / 2);
    }
  };
  const block = (i0: number, i1: number, j0: number, j1: number): void => {
    const mass = diagram.massOf(i0, i1, j0, j1);
    if (!(mass > 0)) return;
    const [hx, hy] = [(ex[i1] - ex[i0]) / 2, (ey[j1] - ey[j0]) / 2];
    if (mass * count < 1.5 || (i1 - i0 === 1 && j1 - j0 === 1)) {
      rectangle(ex[i0] + hx, ey[j0] + hy, hx, hy, mass);
    } else if (j1 - j0 === 1 || (i1 - i0 > 1 && hx >= hy)) {
      const middle = (i0 + i1) >> 1;
      block(i0, middle, j0, j1);
      block(middle, i1, j0, j1);
    } else {
      const middle = (j0 + j1) >> 1;
      block(i0, i1, j0, middle);
      block(i0, i1, middle, j1);
    }
  };
  block(0, ex.length - 1, 0, ey.length - 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    points: Float64Array.from(points),
    weights: Float64Array.from(weights, (weight) => weight / total),
  };
}
