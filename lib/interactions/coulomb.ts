import { finite, oneOf, optionsOf, positive } from '../numerics/guards';
import { type Bounds, exact, type Finding, fails, holds, judge, radialEvenness } from './hypotheses';
import { fromProfile } from './radial';
import { numberText, scaled } from './text';
import type { Dimension, HypothesisName, Interaction } from './types';

export interface CoulombOptions {
  readonly dimension: Dimension;
  /** q ≠ 0: positive repels, negative attracts. */
  readonly charge?: number;
}

export interface YukawaOptions extends CoulombOptions {
  /** μ > 0, the inverse of the screening length. */
  readonly screening: number;
}

function nonzeroCharge(charge: number): number {
  if (finite('charge', charge) === 0)
    throw new RangeError('charge must be a finite number other than 0, got 0');
  return charge;
}

const unbounded: Bounds = {
  lipschitzGradient: exact(Infinity, '∇V is not even continuous: |∇V(z)| ~ |q|/|z|² at 0'),
  supGradient: exact(Infinity, '|∇V(z)| ~ |q|/|z|² at 0'),
  supValue: exact(Infinity, '|V(z)| ~ |q|/|z| at 0'),
  fourierNorm: exact(Infinity, 'V̂ ∈ L¹ would make V bounded'),
};

/** (H2)–(H5) for a singularity q/|z|; in d = 3 `localSquare` gives ∫_{|z|<1}V², `decay` says how V̂ falls off. */
function singularVerdicts(
  d: Dimension,
  q: number,
  localSquare: string,
  decay: string,
): Partial<Record<HypothesisName, Finding>> {
  const size = numberText(Math.abs(q));
  const small = numberText(Math.abs(q) * 1e4);
  const divergent = `∫_{ε<|z|<1}V² grows like ${d === 2 ? '2πq²·log(1/ε)' : '2q²/ε'} as ε → 0`;
  return {
    H2: fails(`|∇V(z)| ≈ ${small} at |z| = 0.01 and grows like ${size}/|z|² as z → 0`),
    H3: d === 3 ? holds(`${localSquare}, |V| ≤ ${size} for |z| > 1`) : fails(divergent),
    H4: fails(decay),
    H5:
      d === 3
        ? holds(`Hardy: V² ≤ q²/|z|² ≤ 4q²(−Δ), C = 4q² = ${numberText(4 * q * q)}`)
        : fails(`⟨ψ, V²ψ⟩ = ∞ for smooth ψ with ψ(0) ≠ 0: ${divergent}`),
  };
}

/** sin(x)/x. */
function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x) / x;
}

const noTransform = '1/|z| is not integrable at 0 in d = 1, so V̂ is not defined as a function';

/**
 * V(z) = q/|z| in every dimension. Singular at 0, where the notes' (H2) fails; (H5) holds for d = 3 with C = 4q².
 * V̂(ω) = 2πq/ω for d = 2, 4πq/ω² for d = 3 (as a tempered distribution); none for d = 1. Cut
 * off at |z| = L it is 4πq(1 − cos ωL)/ω² (d = 3).
 * @throws RangeError when dimension is not 1, 2, 3 or charge is not a finite number other than 0.
 */
export function potentialCoulomb(options: CoulombOptions): Interaction {
  const { dimension, charge = 1 } = optionsOf('potentialCoulomb', options, '{ dimension: 3, charge: 1 }', [
    'dimension',
    'charge',
  ]);
  const d = oneOf('dimension', dimension, [1, 2, 3]);
  const q = nonzeroCharge(charge);
  const transforms = {
    1: undefined,
    2: (omega: number): number => (2 * Math.PI * q) / omega,
    3: (omega: number): number => (4 * Math.PI * q) / (omega * omega),
  };
  const decay =
    d === 1
      ? noTransform
      : `∫_{|ω|<K}|V̂| = ${d === 2 ? '4π²|q|K' : '16π²|q|K'} → ∞: V̂ = ${d === 2 ? '2πq/|ω|' : '4πq/|ω|²'}`;
  const localSquare = `∫_{|z|<R}V² = 4πq²R = ${numberText(4 * Math.PI * q * q)} at R = 1`;
  return {
    name: 'Coulomb',
    formula: `V(z) = ${q}/|z|`,
    ...fromProfile(d, {
      value: (r2: number): number => q / Math.sqrt(r2),
      gradientFactor: (r2: number): number => -q / (r2 * Math.sqrt(r2)),
    }),
    singularAtOrigin: true,
    ...(transforms[d] && { fourier: transforms[d] }),
    ...(d === 3 && {
      coulombCharge: q,
      truncatedFourier: (omega: number, radius: number): number =>
        2 * Math.PI * q * (radius * sinc((omega * radius) / 2)) ** 2,
    }),
    ...unbounded,
    hypotheses: judge(d, radialEvenness, unbounded, singularVerdicts(d, q, localSquare, decay)),
  };
}

/**
 * V(z) = q·e^{−μ|z|}/|z|. Singular at 0 like Coulomb, integrable at infinity.
 * V̂(ω) = 2πq/√(ω²+μ²) for d = 2, 4πq/(ω²+μ²) for d = 3; none for d = 1. Cut off at |z| = L (d = 3):
 * 4πq(1 − e^{−μL}(cos ωL + (μ/ω) sin ωL))/(ω²+μ²).
 * @throws RangeError when dimension is not 1, 2, 3, charge is not a finite number other than 0, or screening is not a
 * finite number > 0.
 */
export function potentialYukawa(options: YukawaOptions): Interaction {
  const {
    dimension,
    charge = 1,
    screening,
  } = optionsOf('potentialYukawa', options, '{ dimension: 3, charge: 1, screening: 0.5 }', [
    'dimension',
    'charge',
    'screening',
  ]);
  const d = oneOf('dimension', dimension, [1, 2, 3]);
  const q = nonzeroCharge(charge);
  const mu = positive('screening', screening);
  const transforms = {
    1: undefined,
    2: (omega: number): number => (2 * Math.PI * q) / Math.sqrt(omega * omega + mu * mu),
    3: (omega: number): number => (4 * Math.PI * q) / (omega * omega + mu * mu),
  };
  const decay =
    d === 1
      ? noTransform
      : `V̂ = ${d === 2 ? '2πq/√(ω²+μ²), ∫_{|ω|<K}|V̂| ~ 4π²|q|K' : '4πq/(ω²+μ²), ∫_{|ω|<K}|V̂| ~ 16π²|q|K'} → ∞`;
  const square = (2 * Math.PI * q * q * -Math.expm1(-2 * mu)) / mu;
  const localSquare = `∫_{|z|<R}V² = 2πq²(1−e^{−2μR})/μ = ${numberText(square)} at R = 1`;
  return {
    name: 'Yukawa',
    formula: `V(z) = ${scaled(q, `exp(-${scaled(mu, '|z|')})/|z|`)}`,
    ...fromProfile(d, {
      value: (r2: number): number => {
        const r = Math.sqrt(r2);
        return (q * Math.exp(-mu * r)) / r;
      },
      gradientFactor: (r2: number): number => {
        const r = Math.sqrt(r2);
        return (-q * Math.exp(-mu * r) * (1 + mu * r)) / (r2 * r);
      },
    }),
    singularAtOrigin: true,
    ...(transforms[d] && { fourier: transforms[d] }),
    ...(d === 3 && {
      truncatedFourier: (omega: number, radius: number): number => {
        const rest = Math.cos(omega * radius) + mu * radius * sinc(omega * radius);
        return (4 * Math.PI * q * (1 - Math.exp(-mu * radius) * rest)) / (omega * omega + mu * mu);
      },
    }),
    ...unbounded,
    hypotheses: judge(d, radialEvenness, unbounded, singularVerdicts(d, q, localSquare, decay)),
  };
}
