import type { PhaseSpaceDensity } from '../../densities/types';
import { type GridField, gridField } from '../../forces/gridField';
import { checkedInteraction, checkTimeStep } from '../../forces/meanFieldFlow';
import type { Interaction } from '../../interactions/types';
import { finite, integerIn, oneOf, positive } from '../../numerics/guards';
import { GridShears } from '../../numerics/interpolation/gridShears';
import type { SplineDegree } from '../../numerics/interpolation/shiftWeights';
import { type EvolveOptions, evolve, type Steppable } from '../../numerics/ode/evolve';
import { splitStep } from '../../numerics/ode/splitting';
import { type SplittingName, splittings } from '../../numerics/ode/splittingTables';
import { boxFor, type GridBox } from './gridBox';
import { initialGrid } from './gridInitial';
import { gridReport, roughness, sumOfSquares, type VlasovGridReport } from './gridReport';
import { cellWidths, centresOf, type PhaseSpaceGrid, type VlasovGridState } from './gridState';

export interface VlasovGridOptions {
  /** V in dimension 1. */
  readonly interaction: Interaction;
  /** f^in: a density with d = 1, or a function of x and ξ, of which any positive multiple will do. */
  readonly density: PhaseSpaceDensity | ((x: number, xi: number) => number);
  /** Cells along x and ξ, or one number for both. Default 256. */
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

export interface VlasovGridRun extends Omit<EvolveOptions, 'observe' | 'timeStep'> {
  readonly timeStep?: number;
  /** Called at the start and at the end of every sample; the state is borrowed: copy what you keep. */
  readonly observe?: (time: number, state: VlasovGridState) => void;
}

export interface VlasovGridSolver extends Steppable {
  readonly interaction: Interaction;
  /** f at the present time, in arrays that the next reading after a step overwrites. */
  readonly state: VlasovGridState;
  /** Mass, losses, undershoots and smoothing so far. */
  readonly report: VlasovGridReport;
  /** Advances to `options.until` (backwards too). */
  run(options: VlasovGridRun): void;
  /** The same with the default step; returns the state. */
  advanceTo(time: number): VlasovGridState;
}

/** Where a density that changes this much from cell to cell (see `roughness`) is refused: a Gaussian of 1.5 cells. */
const roughest = 1e-2;
const fewestCells = 16;
/** Measured: a shear of a cell on a slow machine. */
const secondsPerCell = 1e-8;

/**
 * Vlasov's equation ∂_t f + ξ∂_x f − (V'⋆ρ_f)(x)∂_ξ f = 0 (§1.3), d = 1, on a grid: a conservative semi-Lagrangian
 * splitting. Drift (ξ∂_x) and kick (−V'⋆ρ ∂_ξ, in which ρ does not change) are shears, done exactly but for the
 * interpolation by splines (E. Sonnendrücker, J. Roche, P. Bertrand and A. Ghizzo, The semi-Lagrangian method for the numerical
 * resolution of the Vlasov equation, J. Comput. Phys. 149 (1999)); there is no CFL condition. Splittings for Newton's equations keep
 * their order, since each particle sees Newton's force.
 *
 * Mass, total momentum and, for quadratic V, the energy of the splitting are kept to rounding as long as nothing escapes.
 *
 *     const solver = vlasovGridSolver({ density, interaction: potentialCosine() });
 *     phaseSpaceHeatMap(solver.advanceTo(10));
 *
 * @throws RangeError when the dimension is not 1, cells are not integers in [16, 4096], the grid does not resolve f^in, the box
 * leaves out more than 1e−3 of it, the time step exceeds 1/√(2 Lip V'), or the circle's length is no multiple of V's period.
 */
export function vlasovGridSolver(options: VlasovGridOptions): VlasovGridSolver {
  return new GridSolver(options);
}

class GridSolver implements VlasovGridSolver {
  readonly interaction: Interaction;
  readonly secondsPerStep: number;
  private readonly splitting: SplittingName;
  private readonly timeStep: number;
  private readonly grid: PhaseSpaceGrid;
  private readonly field: GridField;
  private readonly shears: GridShears;
  private readonly speeds: Float64Array;
  private readonly density: Float64Array;
  private readonly force: Float64Array;
  private readonly alongX: Float64Array;
  private readonly alongXi: Float64Array;
  private readonly escapedX = new Float64Array(2);
  private readonly escapedXi = new Float64Array(2);
  private readonly outside: number;
  private readonly squares: number;
  private now = 0;
  /** Duration of a kick that is still to be done: it joins with that of the next step, or is done when f is wanted. */
  private pending = 0;
  private forceIsKnown = false;
  private stateIsRead = true;
  private stepsBegun = 0;
  private stepsDone = 0;

  constructor(options: VlasovGridOptions) {
    const { interaction, density, splitting = 'blanesMoan4', degree = 5, positive: limited } = options;
    this.interaction = checkedInteraction(interaction);
    if (interaction.dimension !== 1)
      throw new RangeError(`interaction.dimension must be 1, got ${interaction.dimension}`);
    this.splitting = oneOf('splitting', splitting, Object.keys(splittings) as SplittingName[]);
    const layout = layoutOf(options);
    const { nX, nXi, periodic } = layout;
    this.field = gridField(interaction, { low: layout.x[0], high: layout.x[1], cells: nX, periodic });
    const { values, outside } = initialGrid(density, layout);
    this.grid = { ...layout, values };
    checkResolution(this.grid);
    this.outside = outside;
    this.squares = sumOfSquares(values);
    this.timeStep = options.timeStep ?? defaultStep(interaction, this.grid);
    checkTimeStep(interaction, this.timeStep, 1);
    this.shears = new GridShears({
      shape: [nX, nXi],
      periodic: [periodic, false],
      degree,
      positive: limited,
    });
    this.shears.load(values);
    this.speeds = centresOf(layout.xi, nXi);
    this.density = new Float64Array(nX);
    this.force = new Float64Array(nX);
    this.alongX = new Float64Array(nXi);
    this.alongXi = new Float64Array(nX);
    this.secondsPerStep = 2 * splittings[splitting].stages * nX * nXi * secondsPerCell;
  }

  get time(): number {
    return this.now;
  }

  get state(): VlasovGridState {
    this.checkWhole();
    if (!this.stateIsRead) {
      this.kickNow();
      this.shears.saveInto(this.grid.values);
      this.stateIsRead = true;
    }
    return { ...this.grid, time: this.now };
  }

  get report(): VlasovGridReport {
    const { dx, dxi } = cellWidths(this.grid);
    const masses = ([low, high]: Float64Array): [number, number] => [low * dx * dxi, high * dx * dxi];
    const state = this.state;
    const escaped = { x: masses(this.escapedX), xi: masses(this.escapedXi) };
    return gridReport(state, { escaped, outside: this.outside, squares: this.squares });
  }

  step(timeStep: number): void {
    finite('timeStep', timeStep);
    this.checkWhole();
    this.stepsBegun++;
    this.stateIsRead = false;
    splitStep(splittings[this.splitting], timeStep, this.drift, this.kick);
    this.now += timeStep;
    this.stepsDone++;
  }

  run(options: VlasovGridRun): void {
    const { observe, timeStep = this.timeStep } = options;
    checkTimeStep(this.interaction, timeStep, 1);
    evolve(this, {
      ...options,
      timeStep,
      observe: (time) => {
        this.now = time;
        observe?.(time, this.state);
      },
    });
  }

  advanceTo(time: number): VlasovGridState {
    this.run({ until: time });
    return this.state;
  }

  private checkWhole(): void {
    if (this.stepsBegun !== this.stepsDone)
      throw new Error(
        'this solver was interrupted in the middle of a step and its state is unusable: make a new solver',
      );
  }

  private readonly kick = (duration: number): void => {
    this.pending += duration;
  };

  private readonly drift = (duration: number): void => {
    this.kickNow();
    const { speeds, alongX } = this;
    const factor = duration / cellWidths(this.grid).dx;
    for (let j = 0; j < speeds.length; j++) alongX[j] = factor * speeds[j];
    this.shears.shear(0, alongX, this.escapedX);
    this.forceIsKnown = false;
  };

  /** Kicks do not change ρ, hence not the force: those that follow each other are done as one. */
  private kickNow(): void {
    if (this.pending === 0) return;
    const { force, alongXi } = this;
    if (!this.forceIsKnown) this.updateForce();
    const factor = this.pending / cellWidths(this.grid).dxi;
    let any = false;
    for (let i = 0; i < force.length; i++) {
      alongXi[i] = factor * force[i];
      any ||= alongXi[i] !== 0;
    }
    if (any) this.shears.shear(1, alongXi, this.escapedXi);
    this.pending = 0;
  }

  private updateForce(): void {
    const { density, force } = this;
    const { dxi } = cellWidths(this.grid);
    this.shears.rowSumsInto(density);
    for (let i = 0; i < density.length; i++) density[i] *= dxi;
    this.field.forceInto(density, force);
    this.forceIsKnown = true;
  }
}

function layoutOf(options: VlasovGridOptions): Omit<PhaseSpaceGrid, 'values'> {
  const { interaction, density, cells = 256, box = {}, duration } = options;
  const isFunction = typeof density === 'function';
  if (!isFunction && density?.dimension !== 1)
    throw new RangeError(`density must be a function or have dimension 1, got ${density?.dimension}`);
  const [nX, nXi] = typeof cells === 'number' ? [cells, cells] : cells;
  integerIn('cells along x', nX, fewestCells, 4096);
  integerIn('cells along ξ', nXi, fewestCells, 4096);
  const domain = oneOf('domain', options.domain ?? (interaction.period ? 'circle' : 'line'), [
    'circle',
    'line',
  ]);
  const periodic = domain === 'circle';
  const edges = boxFor({ density: isFunction ? undefined : density, interaction, periodic, box, duration });
  return { ...edges, nX, nXi, periodic };
}

function checkResolution(grid: PhaseSpaceGrid): void {
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

function defaultStep(interaction: Interaction, grid: PhaseSpaceGrid): number {
  const frequency = Math.sqrt(2 * interaction.lipschitzGradient.value);
  const turning = grid.periodic ? (2 * Math.PI * deviationOfMomentum(grid)) / (grid.x[1] - grid.x[0]) : 0;
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
