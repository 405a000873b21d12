import { finite, oneOf, optionsOf, positive } from '../numerics/guards';
import { besselK } from '../numerics/special';
import { exact, judge, radialEvenness } from './hypotheses';
import { fromProfile } from './radial';
import type { Dimension, Interaction } from './types';

export interface SoftCoulombOptions {
  readonly dimension: Dimension;
  /** q: positive repels, negative attracts. */
  readonly charge?: number;
  /** δ > 0. */
  readonly softening: number;
}

/** V̂(ω) of q/√(|z|²+δ²), by dimension; it keeps the sign of q and is infinite at ω = 0. */
const transforms: Readonly<Record<Dimension, (omega: number, q: number, delta: number) => number>> = {
  1: (omega, q, delta) => 2 * q * besselK(0, delta * omega),
  2: (omega, q, delta) => (2 * Math.PI * q * Math.exp(-delta * omega)) / omega,
  3: (omega, q, delta) => (4 * Math.PI * q * delta * besselK(1, delta * omega)) / omega,
};

/**
 * V(z) = q/√(|z|²+δ²). Lip(∇V) = |q|/δ³ (at z = 0), sup|∇V| = 2|q|/(3√3δ²) (at |z| = δ/√2), sup|V| = |q|/δ.
 * V̂(ω) = 2qK₀(δω), 2πqe^{−δω}/ω, 4πqδK₁(δω)/ω for d = 1, 2, 3 (as a tempered distribution), ‖V̂‖₁ = (2π)^d|q|/δ.
 * @throws RangeError when dimension is not 1, 2, 3, charge is not finite, or softening is not a finite number > 0.
 */
export function potentialSoftCoulomb(options: SoftCoulombOptions): Interaction {
  const {
    dimension,
    charge = 1,
    softening,
  } = optionsOf('potentialSoftCoulomb', options, '{ dimension: 3, charge: 1, softening: 0.1 }', [
    'dimension',
    'charge',
    'softening',
  ]);
  const d = oneOf('dimension', dimension, [1, 2, 3]);
  const q = finite('charge', charge);
  const delta = positive('softening', softening);
  const size = Math.abs(q);
  const delta2 = delta * delta;
  const bounds = {
    lipschitzGradient: exact(size / (delta2 * delta), '|q|/δ³, reached at z = 0'),
    supGradient: exact((2 * size) / (3 * Math.sqrt(3) * delta2), '2|q|/(3√3δ²), reached at |z| = δ/√2'),
    supValue: exact(size / delta, '|q|/δ'),
    fourierNorm: exact(
      ((2 * Math.PI) ** d * size) / delta,
      '(2π)^d|q|/δ: V̂ keeps one sign, so ‖V̂‖₁ = (2π)^d|V(0)|',
    ),
  };
  return {
    name: 'soft Coulomb',
    formula: `V(z) = ${q}/√(|z|² + ${delta2})`,
    ...fromProfile(d, {
      value: (r2: number): number => q / Math.sqrt(r2 + delta2),
      gradientFactor: (r2: number): number => {
        const s = r2 + delta2;
        return -q / (s * Math.sqrt(s));
      },
    }),
    singularAtOrigin: false,
    fourier: (omega: number): number => transforms[d](omega, q, delta),
    ...bounds,
    hypotheses: judge(d, radialEvenness, bounds),
  };
}
