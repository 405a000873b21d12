import { type FourierTransform, fourierTransform } from '../../numerics/fourier/transforms';
import { finite, oneOf } from '../../numerics/guards';
import { type EvolveOptions, evolve, type Steppable } from '../../numerics/ode/evolve';
import { splitStep } from '../../numerics/ode/splitting';
import { type Splitting, splittings } from '../../numerics/ode/splittingTables';
import { kineticFlow } from './gridKinetic';
import { checkedMass, edgeMass, kineticEnergy, spectralView } from './gridObservables';
import { multiplyPhases } from './gridPhase';
import { checkUnit, tensorShape, type WaveFunction, waveNorm } from './gridWave';

/** Parts of the energy. */
export interface QuantumEnergy {
  readonly kinetic: number;
  readonly external: number;
  readonly interaction: number;
  readonly total: number;
}

/** What a grid solver has to say about its own work. */
export interface QuantumGridReport {
  readonly time: number;
  readonly steps: number;
  /** |‖ψ‖² − 1|. */
  readonly normDrift: number;
  /** The largest mass seen in the outer sixteenths of a box; 0 on a torus. Seen at the samples of `run` and now. */
  readonly edgeMass: number;
  /** The largest share of ‖ψ‖² seen in the upper quarter of the wavenumbers of an axis. */
  readonly spectralTail: number;
  /**
   * The largest |energy − energy at t = 0| seen, over |kinetic| + |external| + |interaction|. The solution on the grid keeps
   * its energy exactly, however coarse the grid: this is the error of the time step alone.
   */
  readonly energyDrift: number;
  /**
   * The first that applies: 'norm lost' (normDrift beyond 1e−6: the state has been written to), 'step too long' (energyDrift
   * beyond 1e−3), 'box too small' (edgeMass beyond 1e−6), 'grid too coarse' (spectralTail beyond 1e−6).
   */
  readonly status: 'resolved' | 'norm lost' | 'step too long' | 'box too small' | 'grid too coarse';
}

export interface QuantumGridRun extends Omit<EvolveOptions, 'observe'> {
  /** Called at the start and at the end of every sample; the state is borrowed: copy what you keep. */
  readonly observe?: (time: number, state: WaveFunction) => void;
}

/** A wave function on a grid on its way through time. */
export interface QuantumGridSolver extends Steppable {
  /** ψ at the present time, in an array that the next step overwrites. */
  readonly state: WaveFunction;
  /** ⟨H⟩ for N particles; Hartree's energy for one. */
  readonly energy: QuantumEnergy;
  readonly report: QuantumGridReport;
  /** Advances to `options.until` in steps of at most `options.timeStep` (backwards too). */
  run(options: QuantumGridRun): QuantumGridReport;
}

export interface GridSolverOptions {
  /** ψ at t = 0, with its grid and ħ. It is copied. */
  readonly initial: WaveFunction;
  /** U(x), x borrowed; default 0. */
  readonly external?: (x: Float64Array) => number;
  /** Mass of a particle, default 1, as in the notes. Infinity takes the kinetic energy away. */
  readonly mass?: number;
  /** 2: Strang's splitting; 4 (default): that of Blanes and Moan, with six times the work in a step. */
  readonly order?: 2 | 4;
}

/** W(x), of which iħ∂_tψ = −(ħ²/2m)Δψ + Wψ; it depends on |ψ|² only, which kicks leave alone. */
export interface GridPotential {
  /** W at the points, borrowed. */
  of(psi: Float64Array): Float64Array;
  energyOf(psi: Float64Array): { external: number; interaction: number };
}

/** Measured, per amplitude and stage: transforms, density, convolution and phases. */
const secondsPerAmplitude = 1e-7;
const mostAtEdge = 1e-6;
const mostInTail = 1e-6;
const mostNormDrift = 1e-6;
const mostEnergyDrift = 1e-3;

/** Both solvers: the splitting of a Schrödinger equation into free flights and phases. */
export class GridFlow implements QuantumGridSolver {
  readonly secondsPerStep: number;
  private readonly wave: WaveFunction;
  private readonly mass: number;
  private readonly table: Splitting;
  private readonly transform: FourierTransform;
  private readonly fly: (psi: Float64Array, duration: number) => void;
  private now = 0;
  private steps = 0;
  private worstEdge = 0;
  private worstTail = 0;
  private worstDrift = 0;
  private firstEnergy = 0;
  /** The largest sum of |parts of the energy| seen. */
  private energySize = 0;
  /** Number of steps at the last look. */
  private looked = -1;
  /** Duration of a kick that is still to be done: it joins with that of the next step, or is done when ψ is wanted. */
  private pending = 0;
  /** Changes of ψ begun and done: they differ after an interrupt. */
  private begun = 0;
  private done = 0;

  constructor(
    { initial, mass = 1, order = 4 }: GridSolverOptions,
    private readonly potential: GridPotential,
  ) {
    this.table = splittings[oneOf('order', order, [2, 4]) === 2 ? 'verlet' : 'blanesMoan4'];
    this.mass = checkedMass(mass);
    checkUnit('initial', initial);
    this.wave = { ...initial, values: initial.values.slice() };
    this.transform = fourierTransform(tensorShape(initial));
    // Palindromes have each duration twice.
    this.fly = kineticFlow(initial, this.mass, Math.ceil(this.table.stages / 2));
    this.secondsPerStep = (this.table.stages * initial.values.length * secondsPerAmplitude) / 2;
    this.look();
    if (this.worstTail > mostInTail)
      throw new RangeError(
        `the grid must resolve the initial state: the upper quarter of the momenta up to πħ/h has a share of ` +
          `${this.worstTail.toPrecision(2)} of ‖ψ‖² (at most ${mostInTail}); try ` +
          `${initial.grid.points.map((n) => 2 * n).join(' × ')} points`,
      );
  }

  get time(): number {
    return this.now;
  }

  get state(): WaveFunction {
    this.checkWhole();
    this.begun++;
    this.kickNow();
    this.done++;
    return this.wave;
  }

  get energy(): QuantumEnergy {
    const state = this.state;
    return this.energyWith(kineticEnergy(state, this.mass), state);
  }

  get report(): QuantumGridReport {
    this.look();
    const measured = {
      normDrift: Math.abs(waveNorm(this.state) ** 2 - 1),
      edgeMass: this.worstEdge,
      spectralTail: this.worstTail,
      energyDrift: this.worstDrift,
    };
    return { time: this.now, steps: this.steps, ...measured, status: statusOf(measured) };
  }

  step(timeStep: number): void {
    finite('timeStep', timeStep);
    this.checkWhole();
    this.begun++;
    splitStep(this.table, timeStep, this.drift, this.kick);
    this.now += timeStep;
    this.steps++;
    this.done++;
  }

  run(options: QuantumGridRun): QuantumGridReport {
    evolve(this, {
      ...options,
      observe: (time) => {
        this.now = time;
        this.look();
        options.observe?.(time, this.state);
      },
    });
    return this.report;
  }

  private checkWhole(): void {
    if (this.begun !== this.done)
      throw new Error(
        'this solver was interrupted in the middle of a step and its state is unusable: make a new solver',
      );
  }

  /** Keeps the worst that has been seen. */
  private look(): void {
    if (this.looked === this.steps) return;
    const state = this.state;
    const { kinetic, tail } = spectralView(state, this.mass, this.transform);
    const { external, interaction, total } = this.energyWith(kinetic, state);
    this.energySize = Math.max(
      this.energySize,
      Math.abs(kinetic) + Math.abs(external) + Math.abs(interaction),
    );
    if (this.looked < 0) this.firstEnergy = total;
    if (total !== this.firstEnergy)
      this.worstDrift = Math.max(this.worstDrift, Math.abs(total - this.firstEnergy) / this.energySize);
    this.worstEdge = Math.max(this.worstEdge, edgeMass(state));
    this.worstTail = Math.max(this.worstTail, tail);
    this.looked = this.steps;
  }

  private energyWith(kinetic: number, { values }: WaveFunction): QuantumEnergy {
    const { external, interaction } = this.potential.energyOf(values);
    return { kinetic, external, interaction, total: kinetic + external + interaction };
  }

  private readonly kick = (duration: number): void => {
    this.pending += duration;
  };

  private readonly drift = (duration: number): void => {
    this.kickNow();
    this.fly(this.wave.values, duration);
  };

  private kickNow(): void {
    if (this.pending === 0) return;
    const { values, hbar } = this.wave;
    multiplyPhases(values, this.potential.of(values), this.pending / hbar);
    this.pending = 0;
  }
}

function statusOf(
  measured: Pick<QuantumGridReport, 'normDrift' | 'energyDrift' | 'edgeMass' | 'spectralTail'>,
): QuantumGridReport['status'] {
  // A state of zeros gives NaN, which is no resolved state either.
  if (!(measured.normDrift <= mostNormDrift)) return 'norm lost';
  if (!(measured.energyDrift <= mostEnergyDrift)) return 'step too long';
  if (!(measured.edgeMass <= mostAtEdge)) return 'box too small';
  return measured.spectralTail <= mostInTail ? 'resolved' : 'grid too coarse';
}
