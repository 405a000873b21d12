import type { OnProgress } from '../../../numerics/progress';
import type { WeightedCloud } from '../cloud';
import { certified } from '../duality';
import type { PathOutcome } from '../exact/paths';
import { planOfArcs } from '../exact/planOfArcs';
import { type IntegerMasses, integerMasses } from '../masses';
import type { TransportResult } from '../types';
import { centreCost, type GridCells, particleMajor } from './cells';
import { solveGrids } from './solver';
import { gridTransform } from './transforms';

export interface CellsOptions {
  /** Pivots of the simplex on all grids. */
  readonly maxIterations: number;
  readonly onProgress?: OnProgress;
}

/** The exact transport between the centres of cells, with probabilities as masses, and its certificate. */
export function transportCells(
  mu: GridCells,
  nu: GridCells,
  p: 1 | 2,
  options: CellsOptions,
): TransportResult {
  const integers = integerMasses(mu.masses, nu.masses);
  const shared = p === 1 && sameAxes(mu, nu) ? takeShared(mu, nu, integers) : [];
  const [rows, columns] = [movingCells(mu, integers.first), movingCells(nu, integers.second)];
  const outcome = solveMoving(rows, columns, p, options);
  return certified(weightedCloud(mu), weightedCloud(nu), centreCost(mu, nu, p), {
    p,
    ground: 'euclidean',
    plan: planOfArcs(inAllCells(outcome, rows, columns, shared, mu, nu), false, integers.total),
    ...potentials(mu, nu, columns, outcome.v, p),
    status: outcome.status,
    iterations: outcome.iterations,
  });
}

function sameAxes(mu: GridCells, nu: GridCells): boolean {
  return mu.axes.every(
    (x, k) => x.length === nu.axes[k].length && x.every((value, i) => value === nu.axes[k][i]),
  );
}

/** A flow from position `row` in one list of cells to position `column` in another. */
interface Arc {
  readonly row: number;
  readonly column: number;
  readonly flow: number;
}

/** Takes from both masses what they have in common: by the triangle inequality W₁ depends on μ − ν alone. */
function takeShared(mu: GridCells, nu: GridCells, { first, second }: IntegerMasses): Arc[] {
  const shared: Arc[] = [];
  for (let row = 0, column = 0; row < first.length && column < second.length; ) {
    const ahead = mu.cells[row] - nu.cells[column];
    if (ahead === 0) {
      const flow = Math.min(first[row], second[column]);
      if (flow > 0) shared.push({ row, column, flow });
      first[row] -= flow;
      second[column] -= flow;
    }
    if (ahead <= 0) row++;
    if (ahead >= 0) column++;
  }
  return shared;
}

/** Cells with something to move, and their positions in the list of all cells. */
interface MovingCells extends GridCells {
  readonly position: Int32Array;
}

function movingCells({ axes, cells }: GridCells, masses: Float64Array): MovingCells {
  const position = Int32Array.from(masses.keys()).filter((k) => masses[k] > 0);
  return { axes, cells: position.map((k) => cells[k]), masses: chosen(masses, position), position };
}

function chosen(values: Float64Array, positions: Int32Array): Float64Array {
  return Float64Array.from(positions, (k) => values[k]);
}

function solveMoving(
  rows: MovingCells,
  columns: MovingCells,
  p: 1 | 2,
  { maxIterations, onProgress }: CellsOptions,
): PathOutcome {
  const nothing = new Float64Array(0);
  const none = new Int32Array(0);
  if (rows.cells.length === 0) {
    const flows = { row: none, column: none, flow: nothing, excess: nothing, deficit: nothing };
    return { u: nothing, v: nothing, ...flows, status: 'optimal', iterations: 0 };
  }
  // Seen in the plane: one and a half to four pivots for each cell that sends or receives, coarser grids included.
  const expected = 4 * (rows.cells.length + columns.cells.length);
  const outcome = solveGrids({
    mu: rows,
    nu: columns,
    p,
    onPivots: (pivots) => {
      onProgress?.(Math.min(pivots, expected - 1), expected);
      return pivots < maxIterations;
    },
  });
  onProgress?.(expected, expected);
  return outcome;
}

/** The outcome for moving cells as one for all cells, with what stays where it is. */
function inAllCells(
  outcome: PathOutcome,
  rows: MovingCells,
  columns: MovingCells,
  shared: readonly Arc[],
  mu: GridCells,
  nu: GridCells,
): PathOutcome {
  const spread = (values: Float64Array, { position }: MovingCells, count: number): Float64Array => {
    const out = new Float64Array(count);
    values.forEach((value, k) => {
      out[position[k]] = value;
    });
    return out;
  };
  return {
    ...outcome,
    row: Int32Array.from([...shared.map((arc) => arc.row), ...outcome.row.map((i) => rows.position[i])]),
    column: Int32Array.from([
      ...shared.map((arc) => arc.column),
      ...outcome.column.map((j) => columns.position[j]),
    ]),
    flow: Float64Array.from([...shared.map((arc) => arc.flow), ...outcome.flow]),
    excess: spread(outcome.excess, rows, mu.cells.length),
    deficit: spread(outcome.deficit, columns, nu.cells.length),
  };
}

/**
 * Feasible potentials on all cells from any v on those of ν that receive: φ = min_y (|x−y|ᵖ − v(y)), for p = 1 a
 * 1-Lipschitz function on all of space, so that ψ = −φ; for p = 2 its c-transform.
 */
function potentials(
  mu: GridCells,
  nu: GridCells,
  columns: GridCells,
  v: Float64Array,
  p: 1 | 2,
): { phi: Float64Array; psi: Float64Array } {
  if (columns.cells.length === 0)
    return { phi: new Float64Array(mu.cells.length), psi: new Float64Array(nu.cells.length) };
  const phi = gridTransform(columns, v, mu, p).value;
  const psi =
    p === 1
      ? gridTransform(columns, v, nu, p).value.map((value) => -value)
      : gridTransform(mu, phi, nu, p).value;
  return { phi, psi };
}

function weightedCloud(grid: GridCells): WeightedCloud {
  return {
    points: particleMajor(grid),
    dimension: grid.axes.length,
    count: grid.cells.length,
    weights: grid.masses,
  };
}
