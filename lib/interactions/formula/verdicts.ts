import { type Finding, fails, holds } from '../hypotheses';
import { sphereSurface } from '../radial';
import { numberText } from '../text';
import type { Dimension } from '../types';
import { distribute, type Expression, power, variable } from './expression';
import type { PowerSeries } from './series';
import { isUnboundedFarOut, supremum } from './supremum';

type Verdicts = { readonly H3?: Finding; readonly H5?: Finding };

const translated = '|V| → ∞ far out: for ψ(· − a), |a| → ∞, ⟨V²⟩ grows while ⟨I−Δ⟩ keeps its value';

/** (H3) and (H5) fail for V that grows far out, in whatever variables. */
export function verdictsFarOut(v: Expression, names: readonly string[]): Verdicts {
  if (!isUnboundedFarOut(v, names)) return {};
  return { H3: fails('V is not bounded away from 0: |V| → ∞ far out'), H5: fails(translated) };
}

/** sup of |r^exponent·v| over a stretch of the half-line. */
function supOf(v: Expression, exponent: number, stretch: { start?: number; end?: number }): number {
  return supremum([distribute(v, power(variable('r'), exponent))], ['r'], ([size]) => size, {
    ...stretch,
    budget: 500,
  }).upper;
}

/** The verdicts of a radial V ~ c·r^s with s < 0 at the origin, as far as they can be decided. */
function verdictsAtOrigin(v: Expression, d: Dimension, s: number, c: number): Verdicts {
  const leading = `V ~ ${numberText(c)}·|z|^${numberText(s)} at 0`;
  const far = supOf(v, 0, { start: 1 });
  const excess = 2 * s + d;
  if (excess <= 0) {
    const divergent = `${leading}: V² is not integrable, 2·(${numberText(s)}) + d = ${numberText(excess)} ≤ 0`;
    return { H3: fails(divergent), H5: fails(`${divergent}, so ⟨ψ, V²ψ⟩ = ∞ for smooth ψ with ψ(0) ≠ 0`) };
  }
  if (!Number.isFinite(far)) return {};
  const near = supOf(v, -s, { end: 1 });
  const mass = (sphereSurface[d] * near * near) / excess;
  const bounded = `|V| ≤ ${numberText(far)} for |z| > 1`;
  const H3 = Number.isFinite(mass)
    ? holds(`∫_{|z|<1}V² ≤ ${numberText(mass)} (${leading}), ${bounded}`)
    : undefined;
  if (s < -1) {
    return {
      ...(H3 && { H3 }),
      H5: fails(`${leading}: at scale ε, ⟨V²⟩ ~ ε^${numberText(2 * s)} beats ⟨−Δ⟩ ~ ε^-2`),
    };
  }
  const hardy = d === 3 ? supOf(v, 1, { end: 1 }) : Infinity;
  const C = Math.max(4 * hardy * hardy, far * far);
  const witness = `Hardy for |z| < 1, where |z||V| ≤ ${numberText(hardy)}, and ${bounded}: C = ${numberText(C)}`;
  return { ...(H3 && { H3 }), ...(Number.isFinite(C) && { H5: holds(witness) }) };
}

/** (H3) and (H5) of a radial V that is not bounded; what stays open is left to the general rule, which says unknown. */
export function radialVerdicts(v: Expression, d: Dimension, series: PowerSeries | null): Verdicts {
  const farOut = verdictsFarOut(v, ['r']);
  if (farOut.H3 || !series || series.exponent >= 0) return farOut;
  return verdictsAtOrigin(v, d, series.exponent, series.coefficients[0]);
}
