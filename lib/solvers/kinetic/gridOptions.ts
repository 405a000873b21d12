import type { PhaseSpaceDensity } from '../../densities/types';
import type { Interaction } from '../../interactions/types';
import { integerIn, oneOf, positive } from '../../numerics/guards';
import type { SplineDegree } from '../../numerics/interpolation/shiftWeights';
import type { SplittingName } from '../../numerics/ode/splittingTables';
import { boxFor, type GridBox } from './gridBox';
import { roughness } from './gridReport';
import { centresOf, type PhaseSpaceGrid } from './gridState';

export interface VlasovGridOptions {
  /** V in dimension 1. */
  readonly interaction: Interaction;
  /** f^in: a density with d = 1, or a function of x and ξ, of which any positive multiple will do. */
  readonly density: PhaseSpaceDensity | ((x: number, xi: number) => number);
  /** Cells along x and ξ, or one number for both. Default: 256, or as many up to 2048 as give a density 8 cells a standard deviation. */
  readonly cells?: number | readonly [nX: number, nXi: number];
  /** x on a circle or on the line; default: a circle if V has a period. */
  readonly domain?: 'circle' | 'line';
  /** Outer edges; what is not given is chosen from f^in and V. */
  readonly box?: Partial<GridBox>;
  /** For how long the motion shall stay in the default box; needed on the line where particles spread. */
  readonly duration?: number;
  /** Largest step. Default: half a radian of the fastest oscillation, √(2 Lip V') or, on a circle, 2π/length times the deviation of ξ. */
  readonly timeStep?: number;
  /** Default `blanesMoan4`; `verlet` is Strang's splitting. */
  readonly splitting?: SplittingName;
  /** Degree of the splines, 3 or 5. Default 5. */
  readonly degree?: SplineDegree;
  /** Limits fluxes where f would become negative. Default false: undershoots are reported. */
  readonly positive?: boolean;
}

/** Where a density that changes this much from cell to cell (see `roughness`) is refused: a Gaussian of 1.5 cells. */
const roughest = 1e-2;
const fewestCells = 16;
const usualCells = 256;
const mostCellsByDefault = 2048;
const cellsPerDeviation = 8;

/** Enough cells for the narrower of the two laws at the start; an even number, so that it can be halved. */
function defaultCells(density: PhaseSpaceDensity | undefined, { x, xi }: GridBox): [number, number] {
  const along = (axis: number, [low, high]: readonly [number, number]): number => {
    const deviation = Math.sqrt(density?.coordinates[axis].variance ?? Infinity);
    const wanted = 2 * Math.ceil((cellsPerDeviation * (high - low)) / deviation / 2);
    return Math.min(mostCellsByDefault, Math.max(usualCells, wanted));
  };
  return [along(0, x), along(1, xi)];
}

/** Edges and sizes. */
export function layoutOf(options: VlasovGridOptions): Omit<PhaseSpaceGrid, 'values'> {
  const { interaction, density, cells, box = {}, duration } = options;
  const isFunction = typeof density === 'function';
  if (!isFunction && density?.dimension !== 1)
    throw new RangeError(`density must be a function or have dimension 1, got ${density?.dimension}`);
  const domain = oneOf('domain', options.domain ?? (interaction.period ? 'circle' : 'line'), [
    'circle',
    'line',
  ]);
  const periodic = domain === 'circle';
  const law = isFunction ? undefined : density;
  const edges = boxFor({ density: law, interaction, periodic, box, duration });
  const [nX, nXi] = typeof cells === 'number' ? [cells, cells] : (cells ?? defaultCells(law, edges));
  integerIn('cells along x', nX, fewestCells, 4096);
  integerIn('cells along ξ', nXi, fewestCells, 4096);
  return { ...edges, nX, nXi, periodic };
}

/** Refuses data that the grid does not resolve. */
export function checkResolution(grid: PhaseSpaceGrid): void {
  const rough = roughness(grid);
  for (const [side, count] of [
    ['x', grid.nX],
    ['xi', grid.nXi],
  ] as const)
    if (rough[side] > roughest)
      throw new RangeError(
        `cells must resolve the density along ${side}: among ${count} it changes too much from one to the next (roughness ${rough[side].toPrecision(2)}, at most ${roughest}); take more cells or a smaller box`,
      );
}

export function defaultStep(interaction: Interaction, grid: PhaseSpaceGrid): number {
  const frequency = Math.sqrt(2 * interaction.lipschitzGradient.value);
  // Free flight on the line is exact in steps of any size.
  const turns = grid.periodic || frequency === 0;
  const turning = turns ? (2 * Math.PI * deviationOfMomentum(grid)) / (grid.x[1] - grid.x[0]) : 0;
  const fastest = Math.max(frequency, turning);
  if (!(fastest > 0 && fastest < Infinity))
    throw new RangeError(
      `timeStep must be given for this interaction: Lip(∇V) is ${interaction.lipschitzGradient.value}`,
    );
  return positive('timeStep', 0.5 / fastest);
}

function deviationOfMomentum({ xi, nX, nXi, values }: PhaseSpaceGrid): number {
  const speeds = centresOf(xi, nXi);
  let [mass, first, second] = [0, 0, 0];
  for (let k = 0; k < nX * nXi; k++) {
    const p = speeds[k % nXi];
    mass += values[k];
    first += values[k] * p;
    second += values[k] * p * p;
  }
  return Math.sqrt(second / mass - (first / mass) ** 2);
}
