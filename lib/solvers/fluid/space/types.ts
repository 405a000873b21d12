import type { EvolveOptions, Steppable } from '../../../numerics/ode/evolve';
import type { FluidMoments } from './moments';
import type { FluidPoint } from './reading';
import type { FluidSection, SectionOptions } from './section';

/** The fluid elements that carry mass, all arrays in the same order and borrowed until the next step. */
export interface FluidState {
  readonly time: number;
  readonly count: number;
  /** Where each was at time 0, three coordinates. */
  readonly label: Float64Array;
  /** x(t, a) and u(t, x(t, a)). */
  readonly x: Float64Array;
  readonly velocity: Float64Array;
  /** Of sum 1. */
  readonly mass: Float64Array;
  /** ρ(t, x(t, a)) = ρ^in(a)/det ∂x/∂a. */
  readonly density: Float64Array;
  /** det ∂x/∂a. */
  readonly determinant: Float64Array;
}

export interface FluidReport {
  readonly time: number;
  /** (energy − energy at time 0)/(kinetic + |potential| at time 0). */
  readonly energyDrift: number;
  /** The mass of ρ^in on the lattice of labels, before it was scaled to 1. */
  readonly massFound: number;
  /** The least det ∂x/∂a; characteristics cross where it vanishes. */
  readonly leastDeterminant: number;
  /** When they crossed, between two steps; undefined as long as they have not. */
  readonly crossingTime?: number;
  /** Mass of the cells of labels that are stretched over more of the mesh than the quadrature has nodes for. */
  readonly coarseMass: number;
  /** Of ρ on the mesh of the field: 0 when smooth, 1 for a sawtooth, 0.01 for a Gaussian of 1.5 cells. */
  readonly roughness: number;
  /** 'coarse': more than 1e−3 of coarse mass, roughness beyond 4e−3 or an energy drift beyond 1e−2; 'crossed': the classical solution has ended. */
  readonly status: 'resolved' | 'coarse' | 'crossed';
}

export interface FluidRun extends Omit<EvolveOptions, 'observe'> {
  /** Called at the start and at the end of every sample until characteristics cross; the state is borrowed. */
  readonly observe?: (time: number, state: FluidState) => void;
}

export interface EulerPoissonSolver extends Steppable {
  readonly state: FluidState;
  readonly moments: FluidMoments;
  readonly report: FluidReport;
  /** ρ and u at a point of space, undefined where there is no fluid (but for 10⁻⁶ of it); the density to order 4. */
  at(x: number, y: number, z: number): FluidPoint | undefined;
  /** ρ and u on a plane, for pictures: `phaseSpaceHeatMap(fluid.section())`. */
  section(options?: SectionOptions): FluidSection;
  /** Advances to `options.until`, backwards too, or until characteristics cross: then it stops there, `report` says when. */
  run(options: FluidRun): void;
}
