import type { Distribution1D, PhaseSpaceDensity } from '../../densities/types';
import { cellWidths, centresOf, type PhaseSpaceGrid } from './gridState';

/** Where a law ends but for this much. */
const nothing = 1e-16;
/** A box must not leave out more than this much of f^in. */
const mostOutside = 1e-3;

export interface InitialGrid {
  readonly values: Float64Array;
  /** Mass of f^in outside the box; f is rescaled to mass 1. */
  readonly outside: number;
}

/** Σ f(x + k·length) over integers k; an end of a bounded support counts half, as the two together are one point of the circle. */
function wrappedPdf(law: Distribution1D, length: number): (x: number) => number {
  const [low, high] = [law.quantile(nothing), law.quantile(1 - nothing)];
  const close = 1e-12 * length;
  const at = (place: number): number => {
    const end = law.support.find((edge) => Math.abs(place - edge) < close);
    return end === undefined ? law.pdf(place) : law.pdf(end) / 2;
  };
  return (x) => {
    let sum = 0;
    for (let k = Math.ceil((low - close - x) / length); x + k * length <= high + close; k++)
      sum += at(x + k * length);
    return sum;
  };
}

function wrappedMass(law: Distribution1D, length: number): (a: number, b: number) => number {
  const [low, high] = [law.quantile(nothing), law.quantile(1 - nothing)];
  return (a, b) => {
    let sum = 0;
    for (let k = Math.ceil((low - b) / length); a + k * length <= high; k++)
      sum += law.cell(a + k * length, b + k * length).mass;
    return sum;
  };
}

/**
 * A law on n cells: its density at the centres where the midpoint rule then gives its mass, as it does for smooth densities;
 * else (jumps) its means over the cells.
 */
function onAxis(
  law: Distribution1D,
  interval: readonly [number, number],
  n: number,
  periodic: boolean,
): { values: Float64Array; mass: number } {
  const length = interval[1] - interval[0];
  const width = length / n;
  const pdf = periodic ? wrappedPdf(law, length) : law.pdf;
  const massOf = periodic ? wrappedMass(law, length) : (a: number, b: number) => law.cell(a, b).mass;
  const points = centresOf(interval, n);
  const masses = points.map((x) => massOf(x - width / 2, x + width / 2));
  const mass = masses.reduce((sum, part) => sum + part, 0);
  const values = points.map((x) => pdf(x));
  const midpoint = values.reduce((sum, value) => sum + value * width, 0);
  return Math.abs(midpoint - mass) < 1e-10
    ? { values, mass }
    : { values: masses.map((m) => m / width), mass };
}

function product(density: PhaseSpaceDensity, grid: Omit<PhaseSpaceGrid, 'values'>): InitialGrid {
  const [position, momentum] = density.coordinates;
  for (const [name, law] of Object.entries({ position, momentum }))
    if (law.variance === 0)
      throw new RangeError(`density must have a ${name} density on a grid, got ${law.name}: take particles`);
  const rows = onAxis(position, grid.x, grid.nX, grid.periodic);
  const columns = onAxis(momentum, grid.xi, grid.nXi, false);
  const outside = 1 - rows.mass * columns.mass;
  if (outside > mostOutside)
    throw new RangeError(
      `box must hold all but ${mostOutside} of the density, got [${grid.x}] × [${grid.xi}] with ${outside.toPrecision(2)} outside`,
    );
  const values = new Float64Array(grid.nX * grid.nXi);
  for (let i = 0, k = 0; i < grid.nX; i++)
    for (let j = 0; j < grid.nXi; j++, k++) values[k] = rows.values[i] * columns.values[j];
  return { values, outside: Math.max(0, outside) };
}

function ofFunction(f: (x: number, xi: number) => number, grid: Omit<PhaseSpaceGrid, 'values'>): InitialGrid {
  const [x, xi] = [centresOf(grid.x, grid.nX), centresOf(grid.xi, grid.nXi)];
  const values = new Float64Array(grid.nX * grid.nXi);
  for (let i = 0, k = 0; i < grid.nX; i++) {
    for (let j = 0; j < grid.nXi; j++, k++) {
      const value = f(x[i], xi[j]);
      if (!(value >= 0 && value < Infinity))
        throw new RangeError(`density must be finite and >= 0, got ${value} at (${x[i]}, ${xi[j]})`);
      values[k] = value;
    }
  }
  return { values, outside: 0 };
}

/** f^in on the grid, of mass 1. */
export function initialGrid(
  density: PhaseSpaceDensity | ((x: number, xi: number) => number),
  grid: Omit<PhaseSpaceGrid, 'values'>,
): InitialGrid {
  const { values, outside } =
    typeof density === 'function' ? ofFunction(density, grid) : product(density, grid);
  const { dx, dxi } = cellWidths(grid);
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  const mass = sum * dx * dxi;
  if (!(mass > 0 && mass < Infinity))
    throw new RangeError(`density must have a mass on the grid that is finite and > 0, got ${mass}`);
  for (let k = 0; k < values.length; k++) values[k] /= mass;
  return { values, outside };
}
