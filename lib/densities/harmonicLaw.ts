import { harmonicPropagator } from '../interactions/harmonicMotion';
import { finite, integerIn, optionsOf, positive } from '../numerics/guards';

export interface HarmonicLawParameters {
  /** κ of V(z) = κz²/2, of any sign. */
  readonly stiffness: number;
  /** Var x and Var ξ of each particle at time 0; all are independent. Quantum: s² and ħ²/(4s²). */
  readonly positionVariance: number;
  readonly momentumVariance: number;
  /** N; absent: the mean-field limit. */
  readonly particles?: number;
}

/** A centred Gaussian law on the plane (x, ξ) by its covariances. */
export interface HarmonicLaw {
  readonly xx: number;
  readonly xXi: number;
  readonly xiXi: number;
}

/**
 * The law of one of N particles at time t when V is harmonic and the initial data are independent centred Gaussians, d = 1;
 * exact for every N: the covariance is Σ_ω + (Σ_free − Σ_ω)/N, where the centre of mass moves freely (Σ_free) and the
 * relative coordinates turn with ω = √κ (Σ_ω, which is Vlasov's answer). Wigner functions obey the same formula.
 */
export function harmonicLaw(parameters: HarmonicLawParameters, time: number): HarmonicLaw {
  optionsOf('harmonicLaw', parameters, '{ stiffness: 1, positionVariance: 1, momentumVariance: 1 }, 2', [
    'stiffness',
    'positionVariance',
    'momentumVariance',
    'particles',
  ]);
  const { stiffness, particles } = parameters;
  const a = positive('positionVariance', parameters.positionVariance);
  const b = positive('momentumVariance', parameters.momentumVariance);
  const share = particles === undefined ? 0 : 1 / integerIn('particles', particles, 1);
  finite('time', time);
  const { cosine, sineOverOmega: sine } = harmonicPropagator(stiffness, time);
  const relative = {
    xx: a * cosine ** 2 + b * sine ** 2,
    xXi: (b - a * stiffness) * sine * cosine,
    xiXi: a * (stiffness * sine) ** 2 + b * cosine ** 2,
  };
  const free = { xx: a + b * time ** 2, xXi: b * time, xiXi: b };
  return {
    xx: relative.xx + share * (free.xx - relative.xx),
    xXi: relative.xXi + share * (free.xXi - relative.xXi),
    xiXi: relative.xiXi + share * (free.xiXi - relative.xiXi),
  };
}
