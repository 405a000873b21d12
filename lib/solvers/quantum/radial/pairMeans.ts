import { finite, finiteArray, integerIn, numberIn, optionsOf, positive } from '../../../numerics/guards';
import { relativeMotion } from './pairRelative';
import { radialGrid } from './wave';

export interface CoulombPairMeansOptions {
  /** s: both particles start in a Gaussian of this deviation of each coordinate. */
  readonly width: number;
  /** c of the phase c|x|²/2ħ; default 0. */
  readonly chirp?: number;
  readonly hbar: number;
  /** λ of V = λ/|x|; default 1. */
  readonly coupling?: number;
  /** d of the function e^{−|x|²/2d²}; default the width. */
  readonly deviation?: number;
  readonly times: ArrayLike<number>;
  /** Of the relative distance; default 16 widths. */
  readonly radius?: number;
  /** Elements and degree for the relative motion; default 40 and 10. */
  readonly elements?: number;
  readonly degree?: number;
}

export interface CoulombPairMeans {
  /** ⟨e^{−|x₁|²/2d²}⟩ at the times. */
  readonly means: Float64Array;
  /** What elements of lower degree on an interval shorter by ⅛ change, and the mass that the elements miss. */
  readonly error: Float64Array;
}

/**
 * Means over the density of one of two bosons, without approximation and for small ħ, as `coulombPair`: x₁ = X + x/2 with the centre X, a
 * Gaussian of variance v = ½s²((1 + ct)² + (ħt/2s²)²), and the relative motion, so that the mean of a Gaussian is ∫|u(s)|²(d²/(d² + v))^{3/2}e^{−s²/8(d² + v)}ds.
 *
 *     coulombPairMeans({ width: 1, hbar: 0.05, times: [0, 1] }).means;
 *
 * @throws RangeError for options out of range, and for waves that the elements miss by more than 10⁻⁶.
 */
export function coulombPairMeans(options: CoulombPairMeansOptions): CoulombPairMeans {
  optionsOf('coulombPairMeans', options, '{ width: 1, hbar: 0.1, times: [0, 1] }', [
    'width',
    'chirp',
    'hbar',
    'coupling',
    'deviation',
    'times',
    'radius',
    'elements',
    'degree',
  ]);
  const width = positive('width', options.width);
  const hbar = positive('hbar', options.hbar);
  const chirp = finite('chirp', options.chirp ?? 0);
  const deviation = positive('deviation', options.deviation ?? width);
  const times = finiteArray('times', options.times);
  const degree = integerIn('degree', options.degree ?? 10, 4, 30);
  const elements = integerIn('elements', options.elements ?? 40, 4, 400);
  // relativeMotion takes √2 times the radius of its grid.
  const radius = positive('radius', options.radius ?? 16 * width) / Math.SQRT2;
  const setting = {
    ...{ width, chirp, hbar, elements },
    grid: radialGrid({ radius, intervals: 64 }),
    coupling: finite('coupling', options.coupling ?? 1),
    stiffness: 0,
    trap: 0,
  };
  const [fine, rough] = [relativeMotion(setting, degree, 1), relativeMotion(setting, degree - 2, 7 / 8)];
  if (fine.missing > 1e-6)
    throw new RangeError(
      `elements and degree must resolve the relative motion, but miss a mass of ${fine.missing.toPrecision(2)}: take more than ${elements} elements`,
    );
  const means = new Float64Array(times.length);
  const error = new Float64Array(times.length);
  times.forEach((time, k) => {
    numberIn(`times[${k}]`, time, 0, Number.MAX_VALUE);
    const v = 0.5 * width ** 2 * ((1 + chirp * time) ** 2 + ((hbar * time) / (2 * width ** 2)) ** 2);
    const square = deviation ** 2 + v;
    const bell = (s: number): number => (deviation ** 2 / square) ** 1.5 * Math.exp((-s * s) / (8 * square));
    means[k] = fine.mean(time, bell);
    error[k] = Math.abs(means[k] - rough.mean(time, bell)) + fine.missing + fine.edgeMass(time);
  });
  return { means, error };
}
