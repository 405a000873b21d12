import { fourierTransform } from '../numerics/fourier/transforms';
import type { GridState } from './states';

/** Wave functions of one coordinate on a box, with weights: a state, or what is left of one in d = 2. */
export interface Lines {
  readonly low: number;
  /** Distance of the points. */
  readonly spacing: number;
  readonly points: number;
  readonly values: readonly Float64Array[];
  readonly weights: readonly number[];
}

/** The restrictions to the lines along `axis`, so that Σ weights|ψ|²·spacing = 1. */
export function linesAlong({ grid, waves, weights }: GridState, axis: number): Lines {
  const { points, spacing, low } = grid;
  const head = { low: low[axis], spacing: spacing[axis], points: points[axis] };
  if (grid.dimension === 1) return { ...head, values: waves, weights: Array.from(weights) };
  const [n, others] = [points[axis], points[1 - axis]];
  const [step, stride] = axis === 0 ? [others, 1] : [1, n];
  const values = waves.flatMap((wave) =>
    Array.from({ length: others }, (_, line) => {
      const out = new Float64Array(2 * n);
      for (let i = 0; i < n; i++) {
        const at = 2 * (line * stride + i * step);
        out[2 * i] = wave[at];
        out[2 * i + 1] = wave[at + 1];
      }
      return out;
    }),
  );
  const share = spacing[1 - axis];
  return { ...head, values, weights: Array.from(values, (_, k) => weights[Math.floor(k / others)] * share) };
}

/** Reads waves between the points of a box, as trigonometric polynomials. */
export interface Interpolation {
  /** The coefficients of a wave, which `readInto` takes. */
  spectrum(values: Float64Array): Float64Array;
  /** The phases of a translation. */
  shift(offset: number): Float64Array;
  /** ψ(low + j·h/2 + offset), j = 0, …, 2N − 1, with the phases of the offset. */
  readInto(spectrum: Float64Array, phases: Float64Array, out: Float64Array): Float64Array;
  /** ψ(low + j·h/2) as a new array. */
  halved(values: Float64Array): Float64Array;
}

export function halfStepInterpolation(points: number, spacing: number): Interpolation {
  const coarse = fourierTransform([points]);
  const fine = fourierTransform([2 * points]);
  // The transform back divides by 2N, the first one was of N points.
  const shift = (offset: number): Float64Array => {
    const out = new Float64Array(2 * points);
    for (let k = 0; k < points; k++) {
      const angle = (2 * Math.PI * offset * (2 * k < points ? k : k - points)) / (points * spacing);
      out[2 * k] = 2 * Math.cos(angle);
      out[2 * k + 1] = 2 * Math.sin(angle);
    }
    return out;
  };
  const readInto = (spectrum: Float64Array, phases: Float64Array, out: Float64Array): Float64Array => {
    out.fill(0);
    for (let k = 0; k < 2 * points; k += 2) {
      const at = k < points ? k : k + 2 * points;
      out[at] = phases[k] * spectrum[k] - phases[k + 1] * spectrum[k + 1];
      out[at + 1] = phases[k] * spectrum[k + 1] + phases[k + 1] * spectrum[k];
    }
    // The mode N/2 is a cosine: half of it at either sign.
    if (points % 2 === 0) {
      const [c, s] = [0.5 * phases[points], 0.5 * phases[points + 1]];
      const [re, im] = [spectrum[points], spectrum[points + 1]];
      out.set([c * re + s * im, c * im - s * re], points);
      out.set([c * re - s * im, c * im + s * re], 3 * points);
    }
    return fine.inverseInto(out, out);
  };
  const rest = shift(0);
  return {
    spectrum: (values) => coarse.forward(values),
    shift,
    readInto,
    halved: (values) => readInto(coarse.forward(values), rest, new Float64Array(4 * points)),
  };
}

/** The momenta of an axis end at πε/h. */
export function momentumEnd({ spacing }: Pick<Lines, 'spacing'>, epsilon: number): number {
  return (Math.PI * epsilon) / spacing;
}

/** Σ weights|ψ|² at low + i·h. */
export function positionLaw({ values, weights, points }: Lines): Float64Array {
  const out = new Float64Array(points);
  values.forEach((wave, k) => {
    for (let i = 0; i < points; i++) out[i] += weights[k] * (wave[2 * i] ** 2 + wave[2 * i + 1] ** 2);
  });
  return out;
}

/** The density of the momentum at (k − N)·πε/L, k = 0, …, 2N − 1, half the distance of the modes. */
export function momentumLaw({ values, weights, points, spacing }: Lines, epsilon: number): Float64Array {
  const transform = fourierTransform([2 * points]);
  const padded = new Float64Array(4 * points);
  const out = new Float64Array(2 * points);
  const unit = spacing ** 2 / (2 * Math.PI * epsilon);
  values.forEach((wave, k) => {
    padded.fill(0);
    padded.set(wave);
    transform.forwardInto(padded, padded);
    for (let i = 0; i < 2 * points; i++) {
      const at = 2 * ((i + points) % (2 * points));
      out[i] += weights[k] * unit * (padded[at] ** 2 + padded[at + 1] ** 2);
    }
  });
  return out;
}
