import { finite, optionsOf, positive } from '../../../numerics/guards';
import { evolve, type Steppable } from '../../../numerics/ode/evolve';
import { splitStep } from '../../../numerics/ode/splitting';
import { splittings } from '../../../numerics/ode/splittingTables';
import { FluidField } from './field';
import { labelOf } from './labels';
import { type FluidMoments, fluidMoments } from './moments';
import { type EulerPoissonData, type EulerPoissonParameters, eulerPoissonData } from './options';
import { type FluidPoint, FluidReader } from './reading';
import { type FluidSection, fluidSection, type SectionOptions } from './section';
import type { EulerPoissonSolver, FluidReport, FluidRun, FluidState } from './types';

const mostCoarse = 1e-3;
const mostDrift = 1e-2;
/** Measured: for a Gaussian near its crossing the density is then wrong by 1 % of its maximum. */
const roughest = 4e-3;
/** Measured: an element of the core, with its share of the deposit, and a point of the mesh. */
const secondsPerElement = 1e-5;
const secondsPerPoint = 2e-7;

/**
 * The pressureless Euler–Poisson system ∂ₜρ + div(ρu) = 0, ∂ₜu + u·∇u = −∇φ, φ = 1/|x| ⋆ ρ in R³ for smooth data without
 * symmetry, in Lagrange's form ẍ(t, a) = −∇φ(t, x(t, a)), ρ(t, x(t, a)) = ρ^in(a)/det ∂x/∂a: elements on a lattice of labels a,
 * det ∂x/∂a by differences of order 6, the field by cubic splines on a mesh that follows the cloud, with the transform of 1/|x|
 * in empty space. Valid until characteristics cross, which it watches.
 *
 *     const density = (x, y, z) => Math.exp(-(x * x + y * y + z * z) / 2) / (2 * Math.PI) ** 1.5;
 *     const fluid = eulerPoisson({ density, low: -6, high: 6, cells: 32 });
 *     fluid.run({ until: 5.5, timeStep: 0.25 });
 *     fluid.report.status;   // 'resolved'
 *
 * @throws RangeError when ρ^in is negative, not finite, rough from cell to cell or not of mass 1, the box cuts it off, cells are not
 * in [8, 96] or the mesh not in [16, 128].
 */
export function eulerPoisson(parameters: EulerPoissonParameters): EulerPoissonSolver {
  return new LagrangianFluid(eulerPoissonData(parameters));
}

class LagrangianFluid implements EulerPoissonSolver {
  readonly secondsPerStep: number;
  private readonly field: FluidField;
  private readonly x: Float64Array;
  private readonly v: Float64Array;
  private readonly force: Float64Array;
  private readonly phi: Float64Array;
  private readonly packed: Omit<FluidState, 'time'>;
  private readonly initialEnergy: readonly [energy: number, size: number];
  private reader: FluidReader | undefined;
  private now = 0;
  private crossingTime: number | undefined;
  private fieldIsKnown = false;
  private forceIsKnown = false;
  /** Steps begun and done: they differ after an interrupt. */
  private begun = 0;
  private done = 0;

  constructor(private readonly data: EulerPoissonData) {
    const { labels, velocity, mesh, sign, integrator } = data;
    this.field = new FluidField(labels, mesh, sign);
    this.v = velocity.slice();
    this.x = new Float64Array(velocity.length);
    for (const at of labels.active) this.x.set(labelOf(labels, at), 3 * at);
    this.force = new Float64Array(velocity.length);
    this.phi = new Float64Array(labels.core.length);
    this.packed = packedState(data);
    this.secondsPerStep =
      splittings[integrator].stages * (labels.core.length * secondsPerElement + mesh ** 3 * secondsPerPoint);
    const { kinetic, potential } = this.moments;
    this.initialEnergy = [kinetic + potential, kinetic + Math.abs(potential)];
  }

  get time(): number {
    return this.now;
  }

  get state(): FluidState {
    this.checkWhole();
    this.checkNotCrossed();
    this.updateField();
    const { core, density: initial } = this.data.labels;
    const { x, velocity, density, determinant } = this.packed;
    determinant.set(this.field.deformation.determinant);
    for (let e = 0; e < core.length; e++) {
      for (let c = 0; c < 3; c++) {
        x[3 * e + c] = this.x[3 * core[e] + c];
        velocity[3 * e + c] = this.v[3 * core[e] + c];
      }
      density[e] = initial[core[e]] / determinant[e];
    }
    return { time: this.now, ...this.packed };
  }

  get moments(): FluidMoments {
    this.checkWhole();
    this.updateField();
    this.forceIsKnown = false;
    this.field.potentialInto(this.x, this.phi, this.force);
    return fluidMoments(this.data.labels, this.x, this.v, this.phi);
  }

  get report(): FluidReport {
    const { kinetic, potential } = this.moments;
    const [energy, size] = this.initialEnergy;
    const energyDrift = (kinetic + potential - energy) / size;
    const coarseMass = this.field.deposited.coarse;
    const rough = this.field.roughness;
    const coarse = rough > roughest || coarseMass > mostCoarse || Math.abs(energyDrift) > mostDrift;
    const { crossingTime } = this;
    return {
      time: this.now,
      energyDrift,
      massFound: this.data.labels.massFound,
      leastDeterminant: this.field.leastDeterminant,
      ...(crossingTime !== undefined && { crossingTime }),
      coarseMass,
      roughness: rough,
      status: crossingTime !== undefined ? 'crossed' : coarse ? 'coarse' : 'resolved',
    };
  }

  at(x: number, y: number, z: number): FluidPoint | undefined {
    this.checkWhole();
    this.checkNotCrossed();
    const { labels, density } = this.data;
    this.reader ??= new FluidReader(labels, density, this.x, this.v);
    return this.reader.at([x, y, z]);
  }

  section(options: SectionOptions = {}): FluidSection {
    const { x } = this.state;
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < x.length; i++) {
      if (x[i] < low) low = x[i];
      if (x[i] > high) high = x[i];
    }
    return fluidSection((point) => this.at(...point), [low, high], options);
  }

  step(timeStep: number): void {
    finite('timeStep', timeStep);
    this.checkWhole();
    this.checkNotCrossed();
    this.updateField();
    const before = this.field.leastDeterminant;
    this.begun++;
    splitStep(splittings[this.data.integrator], timeStep, this.drift, this.kick);
    this.now += timeStep;
    this.done++;
    this.updateField();
    const after = this.field.leastDeterminant;
    if (!(after > 0)) this.crossingTime = this.now - (timeStep * after) / (after - before);
  }

  run(options: FluidRun): void {
    optionsOf('run', options, '{ until: 1, timeStep: 0.1 }');
    positive('timeStep', options.timeStep);
    this.checkWhole();
    this.checkNotCrossed();
    const { observe } = options;
    const system: Steppable = {
      time: this.now,
      secondsPerStep: this.secondsPerStep,
      step: (timeStep) => {
        if (this.crossingTime === undefined) this.step(timeStep);
      },
    };
    evolve(system, {
      ...options,
      observe: (time) => {
        if (this.crossingTime !== undefined) return;
        this.now = time;
        observe?.(time, this.state);
      },
    });
  }

  private checkWhole(): void {
    if (this.begun !== this.done)
      throw new Error(
        'this solver was interrupted in the middle of a step and its state is unusable: make a new solver',
      );
  }

  private checkNotCrossed(): void {
    if (this.crossingTime !== undefined)
      throw new RangeError(
        `the time must be before ${this.crossingTime}, when characteristics crossed and the classical solution ended, ` +
          `got ${this.now}`,
      );
  }

  private updateField(): void {
    if (this.fieldIsKnown) return;
    this.field.update(this.x);
    this.fieldIsKnown = true;
    this.forceIsKnown = false;
  }

  private readonly drift = (duration: number): void => {
    const { x, v } = this;
    this.fieldIsKnown = false;
    this.reader = undefined;
    for (let i = 0; i < x.length; i++) x[i] += duration * v[i];
  };

  private readonly kick = (duration: number): void => {
    this.updateField();
    const { v, force } = this;
    if (!this.forceIsKnown) this.field.forceInto(this.x, force);
    this.forceIsKnown = true;
    for (const at of this.data.labels.active)
      for (let i = 3 * at; i < 3 * at + 3; i++) v[i] += duration * force[i];
  };
}

function packedState({ labels }: EulerPoissonData): Omit<FluidState, 'time'> {
  const { core, density, spacing } = labels;
  const count = core.length;
  const label = new Float64Array(3 * count);
  core.forEach((at, e) => {
    label.set(labelOf(labels, at), 3 * e);
  });
  return {
    count,
    label,
    x: new Float64Array(3 * count),
    velocity: new Float64Array(3 * count),
    mass: Float64Array.from(core, (at) => density[at] * spacing[0] * spacing[1] * spacing[2]),
    density: new Float64Array(count),
    determinant: new Float64Array(count),
  };
}
