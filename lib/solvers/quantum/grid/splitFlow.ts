import { finite } from '../../../numerics/guards';
import { type EvolveOptions, evolve, type Steppable } from '../../../numerics/ode/evolve';
import { splitStep } from '../../../numerics/ode/splitting';
import { type Splitting, splittings } from '../../../numerics/ode/splittingTables';
import { multiplyPhases } from './phase';

/** Parts of the energy. */
export interface QuantumEnergy {
  readonly kinetic: number;
  readonly external: number;
  readonly interaction: number;
  readonly total: number;
}

/** What a solver has to say about its own work. */
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
   * beyond 1e−3), 'box too small' (edgeMass beyond 1e−6), 'grid too coarse' (spectralTail beyond 1e−6, as when ψ collapses).
   * What is then computed is no result.
   */
  readonly status: 'resolved' | 'norm lost' | 'step too long' | 'box too small' | 'grid too coarse';
}

/** Amplitudes in whatever coordinates, interleaved. */
export interface Wave {
  readonly hbar: number;
  readonly values: Float64Array;
}

export interface WaveRun<W extends Wave> extends Omit<EvolveOptions, 'observe'> {
  /** Called at the start and at the end of every sample; the state is borrowed: copy what you keep. */
  readonly observe?: (time: number, state: W) => void;
}

/** A wave function on its way through time. */
export interface WaveSolver<W extends Wave> extends Steppable {
  /** ψ at the present time, in an array that the next step overwrites. */
  readonly state: W;
  /** ⟨H⟩ for N particles; Hartree's energy for one. */
  readonly energy: QuantumEnergy;
  readonly report: QuantumGridReport;
  /** Advances to `options.until` in steps of at most `options.timeStep` (backwards too). */
  run(options: WaveRun<W>): QuantumGridReport;
}

/** W(x), of which iħ∂_tψ = −(ħ²/2m)Δψ + Wψ; it depends on |ψ|² only, which kicks leave alone. */
export interface GridPotential {
  /** W at the points, borrowed. */
  of(psi: Float64Array): Float64Array;
  energyOf(psi: Float64Array): { external: number; interaction: number };
}

/** What the splitting has to know of the coordinates. */
export interface WaveSpace<W extends Wave> {
  readonly secondsPerStage: number;
  /** The free flow through `duration`, in place. */
  fly(psi: Float64Array, duration: number): void;
  squaredNorm(wave: W): number;
  kineticEnergy(wave: W): number;
  /** The kinetic energy, and the share of ‖ψ‖² in the shortest waves, by one transform. */
  spectralView(wave: W): { readonly kinetic: number; readonly tail: number };
  edgeMass(wave: W): number;
  /** Advice when the grid is too coarse at the start. */
  readonly finer: string;
}

const mostAtEdge = 1e-6;
const mostInTail = 1e-6;
const mostNormDrift = 1e-6;
const mostEnergyDrift = 1e-3;

/** Which splitting an order stands for. */
export function splittingOf(order: 2 | 4): Splitting {
  return splittings[order === 2 ? 'verlet' : 'blanesMoan4'];
}

/** The splitting of a Schrödinger equation into free flights and phases. */
export class SplitFlow<W extends Wave> implements WaveSolver<W> {
  readonly secondsPerStep: number;
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

  /** `wave` is taken as it is and changed. @throws RangeError when the grid does not resolve it. */
  constructor(
    private readonly wave: W,
    private readonly space: WaveSpace<W>,
    private readonly table: Splitting,
    private readonly potential: GridPotential,
  ) {
    this.secondsPerStep = table.stages * space.secondsPerStage;
    this.look();
    if (this.worstTail > mostInTail)
      throw new RangeError(
        `the grid must resolve the initial state: the upper quarter of the momenta up to πħ/h has a share of ` +
          `${this.worstTail.toPrecision(2)} of ‖ψ‖² (at most ${mostInTail}); try ${space.finer}`,
      );
  }

  get time(): number {
    return this.now;
  }

  get state(): W {
    this.checkWhole();
    this.begun++;
    this.kickNow();
    this.done++;
    return this.wave;
  }

  get energy(): QuantumEnergy {
    const state = this.state;
    return this.energyWith(this.space.kineticEnergy(state), state);
  }

  get report(): QuantumGridReport {
    this.look();
    const measured = {
      normDrift: Math.abs(this.space.squaredNorm(this.state) - 1),
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

  run(options: WaveRun<W>): QuantumGridReport {
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
    const { kinetic, tail } = this.space.spectralView(state);
    const { external, interaction, total } = this.energyWith(kinetic, state);
    this.energySize = Math.max(
      this.energySize,
      Math.abs(kinetic) + Math.abs(external) + Math.abs(interaction),
    );
    if (this.looked < 0) this.firstEnergy = total;
    if (total !== this.firstEnergy)
      this.worstDrift = Math.max(this.worstDrift, Math.abs(total - this.firstEnergy) / this.energySize);
    this.worstEdge = Math.max(this.worstEdge, this.space.edgeMass(state));
    this.worstTail = Math.max(this.worstTail, tail);
    this.looked = this.steps;
  }

  private energyWith(kinetic: number, { values }: W): QuantumEnergy {
    const { external, interaction } = this.potential.energyOf(values);
    return { kinetic, external, interaction, total: kinetic + external + interaction };
  }

  private readonly kick = (duration: number): void => {
    this.pending += duration;
  };

  private readonly drift = (duration: number): void => {
    this.kickNow();
    this.space.fly(this.wave.values, duration);
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
