import { kron } from '../numerics/complexVector';
import { hermiteFunctions } from '../numerics/special/oscillator';
import { coherentGram } from './coherentStates';
import { combined, spectrumInSpan, spectrumOf } from './orthonormal';
import type { CoherentSpan, FockState, GaussianMixture } from './states';

/** Wave functions at some points (interleaved) and their weights: Σ weights_k|ψ_k⟩⟨ψ_k|. */
export interface WeightedWaves {
  readonly weights: Float64Array;
  readonly waves: readonly Float64Array[];
}

/** The eigenfunctions of a state in d = 1 at points of the line; the rest of a thermal series has a mass below `tolerance`. */
export function wavesAt(
  state: FockState | CoherentSpan | GaussianMixture,
  points: Float64Array,
  tolerance: number,
): WeightedWaves {
  if (state.kind === 'fock') return fockWaves(state, points);
  return state.kind === 'coherent' ? coherentWaves(state, [points]) : gaussianWaves(state, points, tolerance);
}

function fockWaves({ density, epsilon }: FockState, points: Float64Array): WeightedWaves {
  const { weights, vectors } = spectrumOf(density);
  const table = oscillatorTable(density.rows, points, epsilon);
  const n = points.length;
  const levels = Array.from({ length: density.rows }, (_, level) => {
    const out = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) out[2 * i] = table[level * n + i];
    return out;
  });
  return { weights, waves: combined(levels, vectors) };
}

/** h_n(x) = ε^{−1/4}ψ_n(x/√ε), a row for each n; far out all vanish. */
export function oscillatorTable(levels: number, points: Float64Array, epsilon: number): Float64Array {
  const scale = 1 / Math.sqrt(epsilon);
  const unit = Math.sqrt(scale);
  const arguments_ = points.map((x) => Math.max(-1e3, Math.min(1e3, scale * x)));
  return hermiteFunctions(levels, arguments_).map((value) => unit * value);
}

/** The eigenfunctions of a span on the product of one or two axes. */
export function coherentWaves(
  { points: centres, coefficients, epsilon, dimension: d }: CoherentSpan,
  axes: readonly Float64Array[],
): WeightedWaves {
  const { weights, vectors } = spectrumInSpan(coefficients, coherentGram(centres, epsilon));
  const packets = centres.map((z) =>
    kron(...axes.map((axis, j) => packetAlong(axis, z[j], z[d + j], epsilon))),
  );
  return { weights, waves: combined(packets, vectors) };
}

function packetAlong(axis: Float64Array, q: number, p: number, epsilon: number): Float64Array {
  const out = new Float64Array(2 * axis.length);
  axis.forEach((x, i) => {
    const size = (Math.PI * epsilon) ** -0.25 * Math.exp((-0.5 * (x - q) ** 2) / epsilon);
    out[2 * i] = size * Math.cos((p * x) / epsilon);
    out[2 * i + 1] = size * Math.sin((p * x) / epsilon);
  });
  return out;
}

/** A Gaussian state of d = 1 as a thermal one in other coordinates: Y = q + σY₀, P = p + cσY₀ + P₀/σ. */
export interface ThermalFrame {
  readonly occupation: number;
  readonly stretch: number;
  readonly chirp: number;
}

export function thermalFrame(covariance: Float64Array, epsilon: number): ThermalFrame {
  const [xx, xp, , pp] = covariance;
  // The determinant as a sum of squares of what is left after the chirp.
  const volume = Math.sqrt(Math.max(0, xx * (pp - (xp * xp) / xx)));
  const nu = Math.max(volume, epsilon / 2);
  const occupation = nu / epsilon - 0.5;
  // What cancels in the determinant leaves rounding behind.
  const rounding = 1e-12 + (1e-15 * xx * pp) / epsilon ** 2;
  return { occupation: occupation < rounding ? 0 : occupation, stretch: Math.sqrt(xx / nu), chirp: xp / xx };
}

/** p_n = n̄ⁿ/(n̄+1)^{n+1} until less than `tolerance` is left. */
export function thermalWeights(occupation: number, tolerance: number, most: number): Float64Array {
  if (occupation === 0) return Float64Array.of(1);
  const ratio = occupation / (occupation + 1);
  const count = Math.max(1, Math.min(most, Math.ceil(Math.log(tolerance) / Math.log(ratio))));
  return Float64Array.from({ length: count }, (_, n) => (1 - ratio) * ratio ** n);
}

/** Numbers in the waves of a mixture: 512 MiB. */
const mostNumbers = 2 ** 26;

function gaussianWaves(state: GaussianMixture, points: Float64Array, tolerance: number): WeightedWaves {
  const { epsilon } = state;
  const weights: number[] = [];
  const waves: Float64Array[] = [];
  const n = points.length;
  state.means.forEach(([q, p], k) => {
    const { occupation, stretch, chirp } = thermalFrame(state.covariances[k].data, epsilon);
    const series = thermalWeights(occupation, tolerance, 500);
    if (2 * n * (waves.length + series.length) > mostNumbers)
      throw new RangeError(
        `the ${state.means.length} components have more than ${Math.floor(mostNumbers / 2 / n)} eigenfunctions on ${n} points, ` +
          'above 512 MiB: take fewer components or a larger tolerance, or toFock',
      );
    const table = oscillatorTable(
      series.length,
      points.map((x) => (x - q) / stretch),
      epsilon,
    );
    series.forEach((weight, level) => {
      const out = new Float64Array(2 * n);
      for (let i = 0; i < n; i++) {
        const u = points[i] - q;
        const phase = (p * u + 0.5 * chirp * u * u) / epsilon;
        const size = table[level * n + i] / Math.sqrt(stretch);
        out[2 * i] = size * Math.cos(phase);
        out[2 * i + 1] = size * Math.sin(phase);
      }
      waves.push(out);
      weights.push(state.weights[k] * weight);
    });
  });
  return { weights: Float64Array.from(weights), waves };
}
