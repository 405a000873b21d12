import { type GridDensity, gridDensity } from '../../densities/gridDensity';
import type { Discretisation, PhaseSpacePoints } from '../../densities/types';
import type { GridAxis } from '../../numerics/gridAxis';
import { integerIn } from '../../numerics/guards';
import { bicubicInterpolant, type GridInterpolant } from '../../numerics/interpolation/grid';
import { gridDistribution, type Random } from '../../numerics/random';
import { cellWidths, centresOf, type PhaseSpaceGrid } from './gridState';

/** The centres of the cells as grid points. */
function axesOf(grid: PhaseSpaceGrid): [GridAxis, GridAxis] {
  const { dx, dxi } = cellWidths(grid);
  const along = (
    [low, high]: readonly [number, number],
    h: number,
    points: number,
    periodic: boolean,
  ): GridAxis =>
    periodic
      ? { low: low + h / 2, high: high + h / 2, points, periodic }
      : { low: low + h / 2, high: high - h / 2, points };
  return [along(grid.x, dx, grid.nX, grid.periodic), along(grid.xi, dxi, grid.nXi, false)];
}

/** f between the grid points, by bicubic splines: `at(x, ξ)`; 0 outside the box, periodic in x on a circle. */
export function interpolateGrid(grid: PhaseSpaceGrid): GridInterpolant {
  return bicubicInterpolant(axesOf(grid), grid.values, { outside: 0 });
}

/** n independent points with the law f, bilinear between the grid points; undershoots count as 0. */
export function sampleGrid(grid: PhaseSpaceGrid, random: Random, n: number): PhaseSpacePoints {
  integerIn('n', n, 1, 1e7);
  const law = gridDistribution(
    axesOf(grid),
    grid.values.map((value) => Math.max(0, value)),
  );
  const points = law.fill(new Float64Array(2 * n), random);
  const [low, high] = grid.x;
  const x = Float64Array.from({ length: n }, (_, k) => {
    const place = points[2 * k];
    return place < high ? place : place - (high - low);
  });
  return { x, xi: Float64Array.from({ length: n }, (_, k) => points[2 * k + 1]) };
}

/** Mass, first and second moments of a block of cells. */
class Block {
  mass = 0;
  private firstX = 0;
  private firstXi = 0;
  private second = { x: 0, xi: 0 };

  add(mass: number, x: number, xi: number): void {
    this.mass += mass;
    this.firstX += mass * x;
    this.firstXi += mass * xi;
    this.second.x += mass * x * x;
    this.second.xi += mass * xi * xi;
  }

  moments(): { x: number; xi: number; varianceX: number; varianceXi: number } {
    const [x, xi] = [this.firstX / this.mass, this.firstXi / this.mass];
    return {
      x,
      xi,
      varianceX: Math.max(0, this.second.x / this.mass - x * x),
      varianceXi: Math.max(0, this.second.xi / this.mass - xi * xi),
    };
  }
}

/**
 * Atoms for f, taken as constant on cells: one at the centre of mass of every block of the grid, blocks[0] × blocks[1] in all
 * (fewer where there is no mass; undershoots count as 0). The errors are upper bounds of the distances on the line between
 * that f and the atoms: Jensen's inequality on every block, the variance within cells included.
 */
export function gridAtoms(grid: PhaseSpaceGrid, blocks: readonly [number, number]): Discretisation {
  const { nX, nXi, values } = grid;
  const rows = integerIn('blocks[0]', blocks[0], 1, nX);
  const columns = integerIn('blocks[1]', blocks[1], 1, nXi);
  const { dx, dxi } = cellWidths(grid);
  const sums = Array.from({ length: rows * columns }, () => new Block());
  // About the middle of the box, against cancellation.
  const middle = { x: (grid.x[0] + grid.x[1]) / 2, xi: (grid.xi[0] + grid.xi[1]) / 2 };
  const [x, xi] = [centresOf(grid.x, nX), centresOf(grid.xi, nXi)];
  values.forEach((value, k) => {
    const [i, j] = [Math.floor(k / nXi), k % nXi];
    const block = Math.floor((i * rows) / nX) * columns + Math.floor((j * columns) / nXi);
    if (value > 0) sums[block].add(value, x[i] - middle.x, xi[j] - middle.xi);
  });
  const kept = sums.filter((block) => block.mass > 0);
  const mass = kept.reduce((sum, block) => sum + block.mass, 0);
  const atoms = kept.map((block) => ({ weight: block.mass / mass, ...block.moments() }));
  const total = (cost: (varianceX: number, varianceXi: number) => number): number =>
    atoms.reduce(
      (sum, { weight, varianceX, varianceXi }) =>
        sum + weight * cost(varianceX + dx ** 2 / 12, varianceXi + dxi ** 2 / 12),
      0,
    );
  return {
    dimension: 1,
    count: atoms.length,
    x: Float64Array.from(atoms, (atom) => atom.x + middle.x),
    xi: Float64Array.from(atoms, (atom) => atom.xi + middle.xi),
    weights: Float64Array.from(atoms, (atom) => atom.weight),
    w1Error: total((a, b) => Math.sqrt(a + b)),
    w1ErrorSum: total((a, b) => Math.sqrt(a) + Math.sqrt(b)),
    w2Error: Math.sqrt(total((a, b) => a + b)),
  };
}

/** Mass that may be left out at every edge. */
const margin = 1e-16;

/** The first and the last + 1 of the entries that matter. */
function kept(sums: Float64Array): [from: number, to: number] {
  const total = sums.reduce((sum, part) => sum + part, 0);
  let [from, to] = [0, sums.length];
  for (let mass = sums[from]; mass <= margin * total; mass += sums[from]) from++;
  for (let mass = sums[to - 1]; mass <= margin * total; mass += sums[to - 1]) to--;
  return [from, to];
}

/**
 * f as a density that is constant on the cells, for the transport metrics: `transportSemidiscrete` (against particles) and
 * `transportGrid`. Margins without mass are left out, undershoots count as 0, and the rest is scaled to mass 1: a mass
 * that is moved thus is moved by the diagonal of the box at most, which the error bounds of the result allow for. (`positive: true` keeps a solver free of
 * undershoots.)
 * @throws RangeError for x on a circle: the metrics live on the plane.
 */
export function asGridDensity(grid: PhaseSpaceGrid): GridDensity {
  if (grid.periodic) throw new RangeError("grid must live on the line (domain: 'line'), got a circle");
  const { nX, nXi } = grid;
  const { dx, dxi } = cellWidths(grid);
  const values = grid.values.map((value) => Math.max(0, value));
  const [rows, columns] = [new Float64Array(nX), new Float64Array(nXi)];
  values.forEach((value, k) => {
    rows[Math.floor(k / nXi)] += value;
    columns[k % nXi] += value;
  });
  const [a, b] = kept(rows);
  const [c, d] = kept(columns);
  const masses = new Float64Array((b - a) * (d - c));
  for (let i = a; i < b; i++) masses.set(values.subarray(i * nXi + c, i * nXi + d), (i - a) * (d - c));
  const sum = masses.reduce((total, value) => total + value, 0);
  const undershot = grid.values.reduce((total, value) => total + Math.max(0, -value), 0) / sum;
  // Mass that has left the box is missing here, and is spread over what remains.
  const left = Math.max(0, Math.abs(1 - sum * dx * dxi) - 1e-12);
  const moved = Math.min(1, undershot + left + 4 * margin);
  const diagonal = Math.hypot(grid.x[1] - grid.x[0], grid.xi[1] - grid.xi[0]);
  return {
    ...gridDensity({
      low: [grid.x[0] + a * dx, grid.xi[0] + c * dxi],
      high: [grid.x[0] + b * dx, grid.xi[0] + d * dxi],
      cells: [b - a, d - c],
      masses: masses.map((value) => value / sum),
    }),
    w1Error: moved * diagonal,
    w2Error: Math.sqrt(moved) * diagonal,
  };
}
