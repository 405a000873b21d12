import { finite, optionsOf, positive } from '../numerics/guards';
import { exact, holds, judge } from './hypotheses';
import { numberText, scaled } from './text';
import type { Interaction } from './types';

export interface CosineOptions {
  /** a: −1 is the attractive HMF model, +1 the repulsive one. */
  readonly amplitude?: number;
  /** k > 0; the period is 2π/k. */
  readonly wavenumber?: number;
}

/**
 * V(z) = a·cos(kz) in d = 1, periodic with period 2π/k. Lip(∇V) = |a|k², sup|∇V| = |a|k, sup|V| = |a|.
 * V̂ = πa(δ_k + δ_{−k}) is a measure of total mass 2π|a|, no function.
 * @throws RangeError when amplitude is not finite or wavenumber is not a finite number > 0.
 */
export function potentialCosine(options: CosineOptions = {}): Interaction {
  const { amplitude = -1, wavenumber = 1 } = optionsOf(
    'potentialCosine',
    options,
    '{ amplitude: -1, wavenumber: 1 }',
    ['amplitude', 'wavenumber'],
  );
  const a = finite('amplitude', amplitude);
  const k = positive('wavenumber', wavenumber);
  const size = Math.abs(a);
  const bounds = {
    lipschitzGradient: exact(size * k * k, '|a|k²'),
    supGradient: exact(size * k, '|a|k'),
    supValue: exact(size, '|a|'),
    fourierNorm: exact(2 * Math.PI * size, '2π|a|, the mass of V̂ = πa(δ_k + δ_{−k})'),
  };
  const H4 = holds(
    `in the periodic sense: the Fourier coefficients a/2 at ±k sum to ${numberText(size)}, V̂ has mass ` +
      `2π|a| = ${numberText(2 * Math.PI * size)}; on R it is a measure, not a function`,
  );
  const radial = {
    value: (r2: number): number => a * Math.cos(k * Math.sqrt(r2)),
    gradientFactor: (r2: number): number => {
      const r = Math.sqrt(r2);
      return r === 0 ? -a * k * k : (-a * k * Math.sin(k * r)) / r;
    },
  };
  return {
    name: 'cosine',
    formula: `V(z) = ${scaled(a, `cos(${scaled(k, 'z')})`)}`,
    dimension: 1,
    period: (2 * Math.PI) / k,
    radial,
    cosineModes: [{ wavenumber: k, amplitude: a }],
    singularAtOrigin: false,
    value: (z: ArrayLike<number>): number => a * Math.cos(k * z[0]),
    gradientInto: (z: ArrayLike<number>, out: Float64Array): void => {
      out[0] = -a * k * Math.sin(k * z[0]);
    },
    ...bounds,
    hypotheses: judge(1, holds('cos is even: V(z) − V(−z) = 0'), bounds, { H4 }),
  };
}
