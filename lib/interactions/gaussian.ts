import { finite, oneOf, optionsOf, positive } from '../numerics/guards';
import { exact, judge, radialEvenness } from './hypotheses';
import { fromProfile } from './radial';
import { scaled } from './text';
import type { Dimension, Interaction } from './types';

export interface GaussianOptions {
  readonly dimension: Dimension;
  /** A, of either sign. */
  readonly amplitude?: number;
  /** w > 0, the standard deviation. */
  readonly width?: number;
}

/**
 * V(z) = A·exp(−|z|²/(2w²)). Lip(∇V) = |A|/w² (at z = 0), sup|∇V| = |A|e^{−1/2}/w (at |z| = w),
 * V̂(ω) = A(2π)^{d/2}w^d·exp(−w²ω²/2), ‖V̂‖₁ = (2π)^d|A|.
 * @throws RangeError when dimension is not 1, 2, 3, amplitude is not finite, or width is not a finite number > 0.
 */
export function potentialGaussian(options: GaussianOptions): Interaction {
  const {
    dimension,
    amplitude = 1,
    width = 1,
  } = optionsOf('potentialGaussian', options, '{ dimension: 1, amplitude: 1, width: 1 }', [
    'dimension',
    'amplitude',
    'width',
  ]);
  const d = oneOf('dimension', dimension, [1, 2, 3]);
  const A = finite('amplitude', amplitude);
  const w = positive('width', width);
  const size = Math.abs(A);
  const bounds = {
    lipschitzGradient: exact(size / (w * w), '|A|/w², reached at z = 0'),
    supGradient: exact((size * Math.exp(-0.5)) / w, '|A|e^{−1/2}/w, reached at |z| = w'),
    supValue: exact(size, '|A|'),
    fourierNorm: exact((2 * Math.PI) ** d * size, '(2π)^d|A|: V̂ keeps one sign, so ‖V̂‖₁ = (2π)^d|V(0)|'),
  };
  const rate = -0.5 / (w * w);
  const slope = 2 * A * rate;
  const mass = A * (Math.sqrt(2 * Math.PI) * w) ** d;
  return {
    name: 'Gaussian',
    formula: `V(z) = ${scaled(A, `exp(-|z|²/${2 * w * w})`)}`,
    ...fromProfile(d, {
      value: (r2: number): number => A * Math.exp(rate * r2),
      gradientFactor: (r2: number): number => slope * Math.exp(rate * r2),
    }),
    singularAtOrigin: false,
    fourier: (omega: number): number => mass * Math.exp(-0.5 * (w * omega) ** 2),
    ...bounds,
    hypotheses: judge(d, radialEvenness, bounds),
  };
}
