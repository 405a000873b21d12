import { finite, finiteArray, numberIn } from '../../../numerics/guards';
import { dop853 } from '../../../numerics/ode/dop853';
import type { OnProgress } from '../../../numerics/progress';
import { sparseScaled, sparseSum } from '../../../numerics/sparse/algebra';
import { type HermitianOperator, hermitianOperator } from '../../../numerics/sparse/operator';
import { type CloudFrame, type CloudUnits, cloudScale, strengthInTrap } from './cloudScale';
import type { SphericalBosons } from './sphericalBosons';
import { meanFieldInto, type SWaveField, sWaveField } from './trappedHartree';

export interface ReleasedBosonsOptions extends CloudUnits {
  /** λ: V = λ/|x| for the Coulomb interaction. */
  readonly coupling: number;
  /** ω(t) of the trap from the time 0 on; 0, the default, switches it off. */
  readonly trap?: number | ((time: number) => number);
  /**
   * g of the frame, b″ = ω₀²(1/b³ + g·b^{d−1}) − ω²b; by default the one for which the mean field does not couple the
   * Gaussian to the next s wave at the time 0. It changes nothing but the convergence in the number of shells.
   */
  readonly push?: number;
  /** Largest error of ‖Ψ‖ and ‖ψ‖, roughly; default 1e−9. */
  readonly tolerance?: number;
}

/** The state and Hartree's wave at a time, in the frame that grows with the cloud. */
export interface ReleasedSample extends CloudFrame {
  /** Ψ, borrowed, up to a phase. */
  readonly state: Float64Array;
  /** The c_n of Hartree's ψ = Σ c_n|n, l = 0⟩ in the same orbitals, borrowed. */
  readonly hartree: Float64Array;
}

export interface ReleasedEnergy {
  readonly kinetic: number;
  readonly trap: number;
  readonly interaction: number;
  readonly total: number;
}

export interface ReleasedRun {
  readonly status: 'finished' | 'step limit' | 'step too small' | 'memory limit' | 'event';
  /** Sum of the local errors of the steps: an indication. */
  readonly errorEstimate: number;
  /** Products with the matrix of the interaction. */
  readonly products: number;
  readonly time: number;
}

export interface ReleasedEvolution {
  /** Ascending times ≥ 0. */
  readonly times: ArrayLike<number>;
  readonly observe: (sample: ReleasedSample) => void;
  readonly onProgress?: OnProgress;
}

/** N bosons from a product of Gaussians. */
export interface ReleasedBosons {
  /** g. */
  readonly push: number;
  /** Solves the N-body equation and Hartree's from Ψ = 0s^{⊗N}, ψ = 0s at time 0. */
  run(evolution: ReleasedEvolution): ReleasedRun;
  /** ⟨Ĥ_N⟩ in a sample, in parts; without a trap that changes the total is conserved but for what the shells leave out. */
  energy(sample: CloudFrame & { readonly state: ArrayLike<number> }): ReleasedEnergy;
}

/**
 * N bosons with H = Σ_j(−½ħ²Δ_j + ½ω(t)²|x_j|²) + (1/N)Σ_{k<l}λV(x_k − x_l) from the ground state of the trap ω₀ without
 * interaction, in the frame x = b(t)·y that expands with the cloud,
 * Ψ(x) = b^{−3N/2}e^{ib′Σ|x|²/(2ħb)}Φ(x/b). There
 * iħ∂_tΦ = [ħω₀Σ shell/b² + b^d(λ/N·ΣV(y_k − y_l) + ½gω₀²Σ|y_j|²)]Φ, without any other approximation than the orbitals.
 */
export function releasedBosons(space: SphericalBosons, options: ReleasedBosonsOptions): ReleasedBosons {
  const { coupling, frequency = 1, hbar = 1, trap = 0, tolerance = 1e-9 } = options;
  const { interaction, excitation, particles, dimension } = space;
  const { degree } = interaction;
  const strength = strengthInTrap(coupling, degree, { frequency, hbar });
  if (typeof trap === 'number') numberIn('trap', trap, 0, 1e100);
  numberIn('tolerance', tolerance, 1e-13, 1e-2);
  const field = sWaveField(interaction, space.radial);
  const push = finite('push', options.push ?? balancingPush(field, strength));
  const matrix = sparseSum(sparseScaled(space.pairs, strength), sparseScaled(space.squares, push / 2));
  const operator = hermitianOperator(matrix);
  const frames = (until: number): ((time: number) => CloudFrame) =>
    cloudScale({ frequency, trap, push, degree, until });

  function run({ times, observe, onProgress }: ReleasedEvolution): ReleasedRun {
    const moments = finiteArray('times', times);
    const until = moments[moments.length - 1];
    const frame = frames(until);
    const initial = new Float64Array(2 * dimension);
    initial[0] = 1;
    const wave = new Float64Array(2 * field.size);
    wave[0] = 1;
    const hartree = dop853(hartreeRate(field, strength, push, degree, frequency, frame), 0, wave, until, {
      tolerance: Math.max(tolerance / 10, 1e-14),
      denseOutput: true,
    });
    const shift = (space.pairs.values[0] * strength + (push / 2) * 1.5 * particles);
    let products = 0;
    const image = new Float64Array(2 * dimension);
    const rate = (t: number, psi: Float64Array, out: Float64Array): void => {
      products++;
      operator.applyInto(psi, image);
      const { scale } = frame(t);
      const [free, pair] = [frequency / scale ** 2, frequency * scale ** degree];
      for (let k = 0, at = 0; k < dimension; k++, at += 2) {
        const level = free * excitation[k] - pair * shift;
        out[at] = level * psi[at + 1] + pair * image[at + 1];
        out[at + 1] = -level * psi[at] - pair * image[at];
      }
    };
    const result = dop853(rate, 0, initial, until, {
      relativeTolerance: 1e-14,
      absoluteTolerance: tolerance / 10 / Math.sqrt(2 * dimension),
      outputTimes: moments,
      observe: (time, state) => observe({ ...frame(time), time, state, hartree: hartree.solution(time) }),
      onProgress,
    });
    return { status: result.status, errorEstimate: result.errorEstimate, products, time: result.time };
  }

  return { push, run, energy: undefined as never };
}

/** g with λ⟨1|V⋆|ψ₀|²|0⟩ + ½g⟨1|r²|0⟩ = 0 between the s waves 0 and 1. */
function balancingPush({ size, repulsion, square }: SWaveField, strength: number): number {
  if (size < 2) return 0;
  return (-2 * strength * repulsion[size * size]) / square[1];
}

function hartreeRate(
  field: SWaveField,
  strength: number,
  push: number,
  degree: number,
  frequency: number,
  frame: (time: number) => CloudFrame,
): (t: number, c: Float64Array, out: Float64Array) => void {
  const { size, square } = field;
  const mean = new Float64Array(size * size);
  return (t, c, out) => {
    meanFieldInto(field, c, mean);
    const { scale } = frame(t);
    const pair = frequency * scale ** degree;
    for (let n = 0; n < size; n++) {
      const level = (frequency * 2 * n) / scale ** 2;
      let [re, im] = [level * c[2 * n], level * c[2 * n + 1]];
      for (let m = 0; m < size; m++) {
        const entry = pair * (strength * mean[n * size + m] + 0.5 * push * square[n * size + m]);
        re += entry * c[2 * m];
        im += entry * c[2 * m + 1];
      }
      out[2 * n] = im;
      out[2 * n + 1] = -re;
    }
  };
}
