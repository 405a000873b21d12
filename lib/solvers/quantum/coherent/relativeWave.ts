import type { Interaction } from '../../../interactions/types';
import { type SpectralFilter, spectralFilter } from '../../../numerics/fourier/filter';
import { eachIndex } from '../../../numerics/fourier/indices';
import { wavenumbers } from '../../../numerics/fourier/spectral';
import { fourierTransform } from '../../../numerics/fourier/transforms';
import { splitStep } from '../../../numerics/ode/splitting';
import { multiplyPhases } from '../grid/phase';
import { splittingOf } from '../grid/splitFlow';

/** N particles on the line in relative coordinates u_j = x_j − x_N, j < N. */
export interface RelativeSpace {
  /** N, from 2 to 4. */
  readonly particles: number;
  readonly epsilon: number;
  /** h. */
  readonly spacing: number;
  /** m: the u_j are (i − m/2)h. */
  readonly points: number;
  /** (1/N)Σ_{k<l}V(x_k − x_l). */
  readonly potential: Float64Array;
  /** The wavenumbers of an axis. */
  readonly waves: Float64Array;
  /** ½(Σp_j² + (Σp_j)²), p = ε·wavenumber. */
  readonly kinetic: Float64Array;
  /** The free flights that were wanted so far, by their durations. */
  readonly flights: Map<number, SpectralFilter>;
}

export interface RelativeSpaceOptions {
  readonly interaction: Interaction;
  readonly particles: number;
  readonly epsilon: number;
  readonly spacing: number;
  readonly points: number;
}

/**
 * The relative motion: with u_j = x_j − x_N, ∂_j = ∂_{u_j} + (1/N)∂_X for j < N and ∂_N = −Σ∂_{u_j} + (1/N)∂_X, so that −½ε²Σ∂_j² is
 * −½ε²(Σ∂_{u_j}² + (Σ∂_{u_j})²) − (ε²/2N)∂_X², without cross terms.
 */
export function relativeSpace({
  interaction,
  particles,
  epsilon,
  spacing,
  points,
}: RelativeSpaceOptions): RelativeSpace {
  const shape = Array<number>(particles - 1).fill(points);
  const size = points ** (particles - 1);
  const potential = new Float64Array(size);
  const kinetic = new Float64Array(size);
  const waves = wavenumbers(points, points * spacing);
  const table = Float64Array.from({ length: 2 * points }, (_, k) =>
    interaction.value([(k - points) * spacing]),
  );
  const half = points / 2;
  eachIndex(shape, (index, at) => {
    let sum = 0;
    let squares = 0;
    let total = 0;
    for (let k = 0; k < particles - 1; k++) {
      sum += table[index[k] - half + points];
      for (let l = 0; l < k; l++) sum += table[index[k] - index[l] + points];
      const p = epsilon * waves[index[k]];
      squares += p * p;
      total += p;
    }
    potential[at] = sum / particles;
    kinetic[at] = 0.5 * (squares + total * total);
  });
  return { particles, epsilon, spacing, points, potential, waves, kinetic, flights: new Map() };
}

/** Mean values of y_j = x_j − X and of π_j, momenta without the share of the centre, and of their squares; for all N particles. */
export interface RelativeMoments {
  readonly position: Float64Array;
  readonly positionSquare: Float64Array;
  readonly momentum: Float64Array;
  readonly momentumSquare: Float64Array;
  /** Mass in the outer sixteenths of the box. */
  readonly edgeMass: number;
  /** Share in the upper quarter of the wavenumbers of an axis. */
  readonly spectralTail: number;
}

/** A wave function of the relative coordinates on its way through time, by free flights and phases of fourth order. */
export class RelativeWave {
  /** `values` is taken and changed. */
  constructor(
    readonly space: RelativeSpace,
    readonly values: Float64Array,
  ) {}

  /** Advances by `steps` steps of `dt`. */
  advance(steps: number, dt: number): void {
    const { potential, epsilon } = this.space;
    const table = splittingOf(4);
    const drift = (duration: number): void => {
      this.flight(duration).applyInto(this.values, this.values);
    };
    const kick = (duration: number): void => multiplyPhases(this.values, potential, duration / epsilon);
    for (let n = 0; n < steps; n++) splitStep(table, dt, drift, kick);
  }

  private flight(duration: number): SpectralFilter {
    const { particles, points, kinetic, epsilon, flights } = this.space;
    const known = flights.get(duration);
    if (known) return known;
    const multiplier = new Float64Array(2 * kinetic.length);
    kinetic.forEach((energy, k) => {
      multiplier[2 * k] = Math.cos((energy * duration) / epsilon);
      multiplier[2 * k + 1] = -Math.sin((energy * duration) / epsilon);
    });
    const filter = spectralFilter({ shape: Array<number>(particles - 1).fill(points), multiplier });
    flights.set(duration, filter);
    return filter;
  }

  moments(): RelativeMoments {
    const { particles: N, points, spacing, waves, epsilon } = this.space;
    const shape = Array<number>(N - 1).fill(points);
    const [position, positionSquare, momentum, momentumSquare] = [0, 1, 2, 3].map(() => new Float64Array(N));
    const edge = Math.ceil(points / 16);
    let [edgeMass, spectralTail, mass, weight] = [0, 0, 0, 0];
    eachIndex(shape, (index, at) => {
      const density = this.values[2 * at] ** 2 + this.values[2 * at + 1] ** 2;
      mass += density;
      let mean = 0;
      let outside = false;
      for (let j = 0; j < N - 1; j++) {
        mean += ((index[j] - points / 2) * spacing) / N;
        outside ||= index[j] < edge || index[j] >= points - edge;
      }
      if (outside) edgeMass += density;
      for (let j = 0; j < N; j++) {
        const y = (j < N - 1 ? (index[j] - points / 2) * spacing : 0) - mean;
        position[j] += density * y;
        positionSquare[j] += density * y * y;
      }
    });
    const spectrum = fourierTransform(shape).forward(this.values);
    const top = (0.75 * Math.PI) / spacing;
    eachIndex(shape, (index, at) => {
      const density = spectrum[2 * at] ** 2 + spectrum[2 * at + 1] ** 2;
      weight += density;
      let total = 0;
      let fast = false;
      for (let j = 0; j < N; j++) {
        const p = j < N - 1 ? epsilon * waves[index[j]] : -total;
        if (j < N - 1) fast ||= Math.abs(waves[index[j]]) > top;
        total += p;
        momentum[j] += density * p;
        momentumSquare[j] += density * p * p;
      }
      if (fast) spectralTail += density;
    });
    const over = (values: Float64Array, by: number): Float64Array => values.map((x) => x / by);
    return {
      position: over(position, mass),
      positionSquare: over(positionSquare, mass),
      momentum: over(momentum, weight),
      momentumSquare: over(momentumSquare, weight),
      edgeMass: edgeMass / mass,
      spectralTail: spectralTail / weight,
    };
  }
}

/** The relative part of a product of coherent states |q_j + ip_j, ε⟩, of norm 1. */
export function relativeProduct(space: RelativeSpace, points: readonly ArrayLike<number>[]): RelativeWave {
  const { particles: N, points: m, spacing, epsilon } = space;
  const shape = Array<number>(N - 1).fill(m);
  const values = new Float64Array(2 * m ** (N - 1));
  const centre = points.reduce((sum, z) => sum + z[0] / N, 0);
  const u = new Float64Array(N);
  let norm = 0;
  eachIndex(shape, (index, at) => {
    let mean = 0;
    for (let j = 0; j < N - 1; j++) {
      u[j] = (index[j] - m / 2) * spacing;
      mean += u[j] / N;
    }
    let [size, phase] = [0, 0];
    for (let j = 0; j < N; j++) {
      const y = u[j] - mean;
      size += (y - (points[j][0] - centre)) ** 2;
      phase += points[j][1] * y;
    }
    const modulus = Math.exp(-size / (2 * epsilon));
    values[2 * at] = modulus * Math.cos(phase / epsilon);
    values[2 * at + 1] = modulus * Math.sin(phase / epsilon);
    norm += modulus * modulus;
  });
  const factor = 1 / Math.sqrt(norm * spacing ** (N - 1));
  for (let i = 0; i < values.length; i++) values[i] *= factor;
  return new RelativeWave(space, values);
}
