import { formatNumber } from '../../../numerics/format';
import { numberIn } from '../../../numerics/guards';

/** |x|^{−s} in R³ against Kato's condition (H3). */
export interface KatoPower {
  readonly exponent: number;
  /** s < 3/2: then |x|^{−s} ∈ L² near 0, and it is bounded by 1 for |x| > 1. */
  readonly holds: boolean;
  /** ∫_{|x|<1}|x|^{−2s}dx = 4π/(3 − 2s), or Infinity. */
  readonly integral: number;
  /** ∫_{ε<|x|<1}|x|^{−2s}dx = 4π(1 − ε^{3−2s})/(3 − 2s), 4π·log(1/ε) for s = 3/2. */
  truncated(epsilon: number): number;
  readonly witness: string;
}

/**
 * Whether |x|^{−s} is in L²(R³) + L^∞(R³), Kato's condition for −Δ + V to be self-adjoint on H².
 * @throws RangeError unless 0 ≤ s ≤ 10.
 */
export function katoPower(exponent: number): KatoPower {
  const s = numberIn('exponent', exponent, 0, 10);
  const rest = 3 - 2 * s;
  const holds = rest > 0;
  const text = (value: number): string => formatNumber(value, { digits: 6, style: 'ascii' });
  const divided = rest === -1 ? '' : `/${text(-rest)}`;
  const growth = rest === 0 ? '4π·log(1/ε)' : `4π·ε^(${text(rest)})${divided}`;
  return {
    exponent: s,
    holds,
    integral: holds ? (4 * Math.PI) / rest : Infinity,
    truncated: (epsilon) => {
      numberIn('epsilon', epsilon, Number.MIN_VALUE, 1);
      const log = Math.log(epsilon);
      return rest === 0 ? -4 * Math.PI * log : (-4 * Math.PI * Math.expm1(rest * log)) / rest;
    },
    witness: holds
      ? `∫_{|x|<1}|x|^(${text(-2 * s)})dx = 4π/${text(rest)}, |x|^(${text(-s)}) ≤ 1 for |x| > 1`
      : `∫_{ε<|x|<1}|x|^(${text(-2 * s)})dx grows like ${growth} as ε → 0`,
  };
}
