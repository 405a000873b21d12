import { checkTimeStep } from '../../forces/cloudDoors';
import { type GridField, gridField } from '../../forces/gridField';
import { checkedInteraction } from '../../interactions/checkedInteraction';
import type { Interaction } from '../../interactions/types';
import { finite, oneOf } from '../../numerics/guards';
import { GridShears } from '../../numerics/interpolation/gridShears';
import { type EvolveOptions, evolve, type Steppable } from '../../numerics/ode/evolve';
import { splitStep } from '../../numerics/ode/splitting';
import { type SplittingName, splittings } from '../../numerics/ode/splittingTables';
import { initialGrid } from './gridInitial';
import { checkResolution, defaultStep, layoutOf, type VlasovGridOptions } from './gridOptions';
import { gridReport, sumOfSquares, type VlasovGridReport } from './gridReport';
import { cellWidths, centresOf, type PhaseSpaceGrid, type VlasovGridState } from './gridState';

export interface VlasovGridRun extends Omit<EvolveOptions, 'observe' | 'timeStep'> {
  readonly timeStep?: number;
  /** Called at the start and at the end of every sample; the state is borrowed: copy what you keep. */
  readonly observe?: (time: number, state: VlasovGridState) => void;
}

export interface VlasovGridSolver extends Steppable {
  readonly interaction: Interaction;
  /** The step of `advanceTo`, and of `run` unless told. */
  readonly timeStep: number;
  /** f at the present time, in arrays that the next reading after a step overwrites. */
  readonly state: VlasovGridState;
  /** Mass, losses, undershoots and smoothing so far. */
  readonly report: VlasovGridReport;
  /** Advances to `options.until` (backwards too). */
  run(options: VlasovGridRun): void;
  /** The same with the default step; returns the state. */
  advanceTo(time: number): VlasovGridState;
}

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
  readonly timeStep: number;
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
  private stateIsFresh = true;
  /** Changes of f begun and done: they differ after an interrupt. */
  private begun = 0;
  private done = 0;

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
    if (!this.stateIsFresh) {
      this.begun++;
      this.kickNow();
      this.shears.saveInto(this.grid.values);
      this.stateIsFresh = true;
      this.done++;
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
    this.begun++;
    this.stateIsFresh = false;
    splitStep(splittings[this.splitting], timeStep, this.drift, this.kick);
    this.now += timeStep;
    this.done++;
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
    if (this.begun !== this.done)
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
