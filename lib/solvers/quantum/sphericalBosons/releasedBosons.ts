import { complexMatrix } from '../../../numerics/dense/matrix';
import {
  finiteArray,
  functionOf,
  numberIn,
  oneOf,
  optionsOf,
  positive,
  shown,
} from '../../../numerics/guards';
import { dop853 } from '../../../numerics/ode/dop853';
import type { OnProgress } from '../../../numerics/progress';
import { sparseTimes } from '../../../numerics/sparse/algebra';
import { type CloudProfile, cloudProfile } from './cloudProfile';
import {
  type CloudFrame,
  type CloudUnits,
  cloudScale,
  strengthInTrap,
  type TrapFrequency,
} from './cloudScale';
import { type FrameEvolution, type FrameReport, scaledEvolution, stillEvolution } from './frameEvolution';
import { radialSquare, reducedOrbitals } from './radialInteraction';
import type { ScalarDensity } from './scalarDensity';
import type { SphericalBosons } from './sphericalBosons';
import { type FrameRates, sWaveHartree } from './sWaveHartree';

export interface ReleasedBosonsOptions extends CloudUnits {
  /** λ: the pair potential is λ/|x|, or λ times that of the space. */
  readonly coupling: number;
  /** ω(t) of the trap from the time 0 on; 0, the default, switches it off. */
  readonly trap?: TrapFrequency;
  /** Error of ‖Ψ‖ and ‖ψ‖ that a run aims at; default 1e−9. */
  readonly tolerance?: number;
}

/** The state and Hartree's wave at a time, in the frame that grows with the cloud. */
export interface ReleasedSample extends CloudFrame {
  /** Φ, borrowed, up to a phase. */
  readonly state: Float64Array;
  /** c_n of Hartree's ψ = Σ c_n|n, l = 0⟩ in the same orbitals and frame. */
  readonly hartree: Float64Array;
  /**
   * The larger share of the bosons and of Hartree's wave in the two outermost shells, or of the states with the largest sums of
   * shells where `quanta` limits these.
   */
  readonly outer: number;
}

/** Parts of ⟨Ĥ_N⟩. */
export interface ReleasedEnergy {
  readonly kinetic: number;
  readonly trap: number;
  readonly interaction: number;
  readonly total: number;
}

export interface ReleasedEvolution {
  /** Ascending, ≥ 0. */
  readonly times: ArrayLike<number>;
  readonly observe: (sample: ReleasedSample) => void;
  /** Hears the time that is done and the last one. */
  readonly onProgress?: OnProgress;
}

/** An s wave ψ(x) = u(r)/(√4π·r) of the laboratory on equidistant points: ∫|u|²dr = spacing·Σ|u|². A `RadialWave` is one. */
export interface RadialSamples {
  readonly grid: { readonly points: ArrayLike<number>; readonly spacing: number };
  /** u, interleaved. */
  readonly values: ArrayLike<number>;
}

/** What a run did. */
export interface ReleasedRun extends FrameReport {
  /** The largest `outer` of all samples. */
  readonly outer: number;
  /**
   * Whether the last time was reached and this share stays below 2 %. A cloud that collapses, or is driven apart faster than the frame, leaves the
   * orbitals: what comes out is then true of these orbitals only.
   */
  readonly resolved: boolean;
}

/** The share in the outermost shells up to which the orbitals hold the cloud. */
export const largestOuter = 0.02;

/** N bosons from a product of Gaussians. */
export interface ReleasedBosons {
  /** Solves the N-body equation, and Hartree's, from Ψ = ψ^{⊗N}, ψ = 0s at time 0. */
  run(evolution: ReleasedEvolution): ReleasedRun;
  /**
   * ⟨Ĥ_N⟩ in a sample. Unless the trap changes the total is conserved but for what the orbitals leave out, of which its
   * drift is a measure; exactly so when the trap stays as it was.
   */
  energy(sample: CloudFrame & { readonly state: ArrayLike<number> }): ReleasedEnergy;
  /**
   * The c_n of a wave of the laboratory in the orbitals of a frame, for `deviation`: so that another solution of Hartree's
   * equation, in full space, can be compared. 1 − Σ|c_n|² is what the orbitals do not reach.
   */
  coefficients(frame: CloudFrame, wave: RadialSamples): Float64Array;
  /** Density and current of one boson in a sample, or of its Hartree wave in the same orbitals, at radii > 0. */
  profile(
    sample: CloudFrame & Pick<ReleasedSample, 'state' | 'hartree'>,
    radii: ArrayLike<number>,
    of?: 'bosons' | 'hartree',
  ): CloudProfile;
}

/**
 * N bosons with Ĥ_N = Σ_j(−½ħ²Δ_j + ½ω(t)²|x_j|²) + (1/N)Σ_{k<l}λV(x_k − x_l), V homogeneous of degree d (−1 for
 * Coulomb's), from the ground state of the trap ω₀ without interaction. With Ermakov's b(t),
 * Ψ(x) = b^{−3N/2}e^{ib′Σ|x|²/(2ħb)}Φ(x/b), the orbitals expand with the cloud and
 * i∂_tΦ = ω₀[b^{−2}Σ_j shell_j + Λb^d(1/N)Σ_{k<l}V(y_k − y_l)]Φ with y in units of √(ħ/ω₀), Λ = λ(ħ/ω₀)^{d/2}/(ħω₀), up to a
 * phase: nothing but the truncation is approximate.
 * @example
 * const cloud = releasedBosons(sphericalBosons({ particles: 3, shells: 6 }), { coupling: 1 });
 * cloud.run({ times: [0, 1, 2], observe: ({ state, hartree }) => space.deviation(state, hartree) });
 */
export function releasedBosons(space: SphericalBosons, options: ReleasedBosonsOptions): ReleasedBosons {
  if (!space?.pairs) throw new RangeError(`space must be made by sphericalBosons, got ${shown(space)}`);
  optionsOf('releasedBosons', options, 'space, { coupling: 1 }', [
    'coupling',
    'trap',
    'tolerance',
    'frequency',
    'hbar',
  ]);
  const { coupling, frequency = 1, hbar = 1, trap = 0, tolerance = 1e-9 } = options;
  const { interaction, excitation, particles, dimension, radial, pairs } = space;
  const strength = strengthInTrap(coupling, interaction.degree, { frequency, hbar });
  numberIn('tolerance', tolerance, 1e-13, 1e-2);
  // A constant trap is checked here.
  cloudScale(frequency, trap, 0);
  // In the trap that is kept b = 1.
  const still =
    trap === frequency
      ? stillEvolution(space, { free: frequency, pair: frequency * strength }, tolerance)
      : undefined;
  const scaled = still ? undefined : scaledEvolution(space, tolerance);

  function run(run: ReleasedEvolution): ReleasedRun {
    const { times, observe, onProgress } = optionsOf('run', run, '{ times: [0, 1], observe }', [
      'times',
      'observe',
      'onProgress',
    ]);
    functionOf('observe', observe);
    const moments = finiteArray('times', times);
    if (moments.length === 0 || moments.some((t, k) => t < (k === 0 ? 0 : moments[k - 1])))
      throw new RangeError(`times must be ascending numbers >= 0, at least one, got ${Array.from(moments)}`);
    const until = moments[moments.length - 1];
    const frame = cloudScale(frequency, trap, until);
    const rates = (time: number): FrameRates => {
      const { scale } = frame(time);
      return { free: frequency / scale ** 2, pair: frequency * strength * scale ** interaction.degree };
    };
    const wave = Float64Array.from({ length: 2 * ((space.shells >> 1) + 1) }, (_, k) => (k === 0 ? 1 : 0));
    const hartree = dop853(sWaveHartree(interaction, radial, rates), 0, wave, until, {
      tolerance: Math.max(tolerance / 10, 1e-14),
      denseOutput: true,
    });
    let outer = 0;
    const evolution: FrameEvolution = {
      times: moments,
      observe: (time, state) => {
        const waves = { state, hartree: hartree.solution(time) };
        const share = outerShare(space, waves);
        outer = Math.max(outer, share);
        observe({ ...frame(time), ...waves, outer: share });
      },
      onProgress,
    };
    // Where Hartree's equation in the orbitals has ended before, so does the run.
    const reached = moments.filter((t) => t <= hartree.time);
    if (reached.length < moments.length) {
      const until = { ...evolution, times: reached };
      const none: FrameReport = { status: hartree.status, time: 0, errorEstimate: 0, products: 0 };
      const report = reached.length === 0 ? none : still ? still(until) : scaled!(rates, until);
      return { ...report, status: hartree.status, outer, resolved: false };
    }
    const report = still ? still(evolution) : scaled!(rates, evolution);
    return { ...report, outer, resolved: report.status === 'finished' && outer <= largestOuter };
  }

  function energy({ time, scale, rate, state }: Parameters<ReleasedBosons['energy']>[0]): ReleasedEnergy {
    const psi = finiteArray('state', state, 2 * dimension);
    const omega = (typeof trap === 'number' ? trap : trap(time)) / frequency;
    const unit = hbar * frequency;
    const growth = rate / frequency;
    const { square, flow } = oneBodyMeans(space.density(psi));
    const level = excitation.reduce(
      (sum, e, k) => sum + (e / particles + 1.5) * (psi[2 * k] ** 2 + psi[2 * k + 1] ** 2),
      0,
    );
    const motion = (level - square / 2) / scale ** 2 + (growth / scale) * flow + (growth ** 2 * square) / 2;
    const image = sparseTimes(pairs, psi);
    const mean = psi.reduce((sum, value, at) => sum + value * image[at], 0);
    const kinetic = unit * particles * motion;
    const outside = (unit * particles * omega ** 2 * scale ** 2 * square) / 2;
    const between = unit * strength * scale ** interaction.degree * mean;
    return { kinetic, trap: outside, interaction: between, total: kinetic + outside + between };
  }

  function coefficients({ scale, rate }: CloudFrame, { grid, values }: RadialSamples): Float64Array {
    const points = finiteArray('wave.grid.points', grid.points);
    const u = finiteArray('wave.values', values, 2 * points.length);
    const length = scale * Math.sqrt(hbar / frequency);
    const weight = positive('wave.grid.spacing', grid.spacing) / Math.sqrt(length);
    const orbitals = reducedOrbitals(
      0,
      space.shells,
      points.map((r) => r / length),
    );
    const out = new Float64Array(2 * orbitals.length);
    points.forEach((r, i) => {
      const angle = (-rate * r * r) / (2 * hbar * scale);
      const [cosine, sine] = [weight * Math.cos(angle), weight * Math.sin(angle)];
      const re = u[2 * i] * cosine - u[2 * i + 1] * sine;
      const im = u[2 * i] * sine + u[2 * i + 1] * cosine;
      orbitals.forEach((orbital, n) => {
        out[2 * n] += orbital[i] * re;
        out[2 * n + 1] += orbital[i] * im;
      });
    });
    return out;
  }

  function profile(
    sample: Parameters<ReleasedBosons['profile']>[0],
    given: ArrayLike<number>,
    of: 'bosons' | 'hartree' = 'bosons',
  ): CloudProfile {
    oneOf('of', of, ['bosons', 'hartree']);
    const radii = finiteArray('radii', given);
    radii.forEach((r, k) => {
      positive(`radii[${k}]`, r);
    });
    const density =
      of === 'hartree'
        ? projection(finiteArray('hartree', sample.hartree))
        : space.density(finiteArray('state', sample.state, 2 * dimension));
    const length = sample.scale * Math.sqrt(hbar / frequency);
    return cloudProfile(density, space.shells, sample, length, hbar, radii);
  }

  return { run, energy, coefficients, profile };
}

/** See `ReleasedSample.outer`. */
function outerShare(
  space: SphericalBosons,
  { state, hartree }: Pick<ReleasedSample, 'state' | 'hartree'>,
): number {
  const { particles, shells, quanta } = space;
  const lastTwo = (weights: Float64Array): number =>
    weights.subarray(Math.max(0, weights.length - 2)).reduce((sum, weight) => sum + weight, 0);
  const [re, im] = hartree.subarray(hartree.length - 2);
  const limited = quanta < particles * shells ? lastTwo(space.quantaWeights(state)) : 0;
  return Math.max(lastTwo(space.shellWeights(state)), re * re + im * im, limited);
}

/** |c⟩⟨c| for an s wave, c interleaved. */
function projection(c: Float64Array): ScalarDensity {
  const n = c.length / 2;
  const radial = complexMatrix(n, n);
  for (let x = 0; x < n; x++)
    for (let y = 0; y < n; y++) {
      radial.data[2 * (x * n + y)] = c[2 * x] * c[2 * y] + c[2 * x + 1] * c[2 * y + 1];
      radial.data[2 * (x * n + y) + 1] = c[2 * x + 1] * c[2 * y] - c[2 * x] * c[2 * y + 1];
    }
  return [{ l: 0, radial }];
}

/** Means of |y|² and ½(y·p + p·y) = (i/2)[h, |y|²], h the oscillator, per boson. */
function oneBodyMeans(density: ScalarDensity): { square: number; flow: number } {
  let [square, flow] = [0, 0];
  for (const { l, radial } of density)
    for (let n = 0; n < radial.rows; n++) {
      const at = 2 * n * (radial.rows + 1);
      square += radial.data[at] * radialSquare({ n, l }, { n, l });
      if (n + 1 === radial.rows) break;
      const step = 2 * radialSquare({ n, l }, { n: n + 1, l });
      square += step * radial.data[at + 2];
      flow -= step * radial.data[at + 3];
    }
  return { square, flow };
}
