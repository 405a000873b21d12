import { checkedGridDensity, type GridDensity } from '../../../densities/gridDensity';
import { oneOf } from '../../../numerics/guards';
import { checkedControls, type TransportOptions } from '../exact/exact';
import { emptyPolygon, integralOfDistance, setRectangle } from '../polygon';
import type { TransportResult } from '../types';
import type { GridCells } from './cells';
import { transportCells } from './plan';

export interface TransportGridOptions
  extends Omit<TransportOptions, 'p' | 'norm' | 'start' | 'maxIterations' | 'maxPairs'> {
  /** Exponent of the cost |x−y|ᵖ: 1 (default) or 2. */
  readonly p?: 1 | 2;
  /** Pivots, counted every 512 on each grid, after which the status is 'iteration limit'; 1000(n+m) by default, 4(n+m) are usual. */
  readonly maxIterations?: number;
  /** Problems with more than this many pairs of cells with mass are refused before the start; 3e8 by default. */
  readonly maxPairs?: number;
}

/** The distance between two densities on grids. */
export interface TransportGridResult {
  /** lower ≤ dist_MK,p ≤ upper between the densities themselves, as far as their cells tell. */
  readonly lower: number;
  readonly upper: number;
  /** The exact transport of the masses of cells with mass, put at their centres: plan, potentials, certificate. */
  readonly centres: TransportResult;
  /** Indices of the cells that the points of `centres` stand for, row-major. */
  readonly cellsOfMu: Int32Array;
  readonly cellsOfNu: Int32Array;
}

/**
 * dist_MK,p between two densities on grids, by exact transport between the centres of their cells.
 *
 * The distance of the densities is within c(μ) + c(ν) of that of the centres, c being the cost of gathering each cell at
 * its centre, (Σ m|ℓ|²/12)^{1/2} for p = 2. When all cells of both grids are congruent it is not larger than
 * that of the centres: a plan between centres moves whole cells by translations. Errors of `discretiseOnGrid` are added.
 *
 * Grids are solved from coarse to fine (gridSolver.ts) and potentials are feasible for all pairs of cells; the relative
 * gap is of the order of rounding. For p = 1 on one grid the mass that both densities share stays where it is.
 * 64² against 64² cells take about a second. Cells without mass cost nothing.
 * @throws RangeError for densities in different dimensions and for more pairs of cells than `maxPairs`, 3e8 by default.
 */
export function transportGrid(
  mu: GridDensity,
  nu: GridDensity,
  options: TransportGridOptions = {},
): TransportGridResult {
  const p = oneOf('p', options.p ?? 1, [1, 2]);
  checkedGridDensity('mu', mu);
  checkedGridDensity('nu', nu);
  if (mu.dimension !== nu.dimension)
    throw new RangeError(`nu.dimension must equal mu.dimension = ${mu.dimension}, got ${nu.dimension}`);
  const [first, second] = [occupied(mu), occupied(nu)];
  const { maxIterations } = checkedControls(options, first.cells.length, second.cells.length);
  refuseAbove(options.maxPairs ?? 3e8, first.cells.length, second.cells.length);
  const centres = transportCells(first, second, p, { maxIterations, onProgress: options.onProgress });
  const gathered = gatheringCost(mu, first.cells, p) + gatheringCost(nu, second.cells, p);
  const error = p === 1 ? mu.w1Error + nu.w1Error : mu.w2Error + nu.w2Error;
  return {
    lower: Math.max(0, centres.lower - gathered - error),
    upper: centres.distance + (congruent(mu, nu) ? 0 : gathered) + error,
    centres,
    cellsOfMu: first.cells,
    cellsOfNu: second.cells,
  };
}

/** The cells with mass. */
function occupied({ edges, masses }: GridDensity): GridCells {
  const cells = Int32Array.from(masses.keys()).filter((k) => masses[k] > 0);
  return {
    axes: edges.map((list) => Float64Array.from(list.subarray(1), (edge, i) => (list[i] + edge) / 2)),
    cells,
    masses: Float64Array.from(cells, (k) => masses[k]),
  };
}

function refuseAbove(maxPairs: number, n: number, m: number): void {
  if (n * m <= maxPairs) return;
  // Measured in the plane for n = m = 4096 (0.3 to 0.9 s) and 16384 (4 to 15 s, 52 MiB).
  const seconds = 0.8 * ((n * m) / 4096 ** 2) ** 0.9;
  throw new RangeError(
    `the numbers of cells with mass must have a product of at most maxPairs = ${maxPairs}, got ${n}*${m} = ${n * m}` +
      ` (estimated ${seconds.toPrecision(2)} s and ${Math.ceil(((n + m) * 1700) / 2 ** 20)} MiB):` +
      ' merge cells or raise maxPairs',
  );
}

/** W_p between the density and its centres: uniform cells, each about its own centre. An upper bound for p = 1, D > 2. */
function gatheringCost({ dimension, edges, masses }: GridDensity, cells: Int32Array, p: 1 | 2): number {
  const polygon = emptyPolygon();
  let sum = 0;
  for (const cell of cells) {
    let rest = cell;
    let square = 0;
    const lengths: number[] = [];
    for (let axis = dimension - 1; axis >= 0; axis--) {
      const count = edges[axis].length - 1;
      const i = rest % count;
      rest = (rest - i) / count;
      lengths.push(edges[axis][i + 1] - edges[axis][i]);
      square += lengths[lengths.length - 1] ** 2 / 12;
    }
    if (p === 2) sum += masses[cell] * square;
    else if (dimension === 1) sum += (masses[cell] * lengths[0]) / 4;
    else if (dimension === 2) {
      setRectangle(polygon, lengths[0] / 2, lengths[1] / 2);
      sum += (masses[cell] * integralOfDistance(polygon, 0, 0)) / (lengths[0] * lengths[1]);
    } else sum += masses[cell] * Math.sqrt(square);
  }
  return p === 1 ? sum : Math.sqrt(sum);
}

/** Whether all cells of both grids have one shape, to rounding. */
function congruent(mu: GridDensity, nu: GridDensity): boolean {
  return mu.edges.every((edges, axis) => {
    const length = edges[1] - edges[0];
    return [edges, nu.edges[axis]].every((list) =>
      list.every((edge, i) => i === 0 || Math.abs(edge - list[i - 1] - length) <= 1e-9 * length),
    );
  });
}
