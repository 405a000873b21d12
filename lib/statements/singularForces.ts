import type { Interaction } from '../interactions/types';
import { positive } from '../numerics/guards';
import type { Check, StatementEntry } from './types';
import { makeCheck, short } from './verdict';

export interface SingularForceInput {
  /** The family V_δ, mollified at scale δ. */
  readonly mollified: (delta: number) => Interaction;
  readonly deltas: readonly number[];
  /** Power α with |∇V(z)| ~ |z|^{−α} for the limit: 2 for Coulomb in d = 3. */
  readonly alpha: number;
}

/**
 * §1.7, where the method ends: for a force that grows like |z|^{−α} at the origin, a mollification at scale δ has
 * Lip(∇V_δ) of order δ^{−α−1}, so that Dobrushin's factor e^{(1+2L)t} explodes as δ → 0. Measured is the power of δ between
 * successive values, from difference quotients of ∇V_δ over [δ/10, δ/5] (lower bounds of the constant, seen and not
 * quoted); expected is −α−1.
 * @example
 * checkSingularForce({ mollified: (softening) => potentialSoftCoulomb({ dimension: 3, softening }), deltas: [0.1, 0.01, 0.001], alpha: 2 })
 */
export function checkSingularForce({ mollified, deltas, alpha }: SingularForceInput): Check {
  positive('alpha', alpha);
  if (deltas.length < 3) throw new RangeError(`deltas must hold at least 3 scales, got ${deltas.length}`);
  const seen = deltas.map((delta) => gradientQuotient(mollified(positive('delta', delta)), delta));
  const powers = seen.slice(1).map((s, k) => Math.log(s / seen[k]) / Math.log(deltas[k + 1] / deltas[k]));
  const spread = Math.max(...powers) - Math.min(...powers);
  return makeCheck({
    statement: '§1.7 limits',
    title: `Lip(∇V_δ) grows like δ^{−${short(alpha + 1)}}`,
    kind: 'limit',
    at: deltas.slice(1),
    atLabel: 'δ',
    lhs: powers,
    rhs: powers.map(() => -alpha - 1),
    error: spread + 1e-9,
    errorHow: 'spread of the measured powers over the scales, plus rounding',
  });
}

/** |∂₁V(2h) − ∂₁V(h)|/h along the first axis, h = δ/10. */
function gradientQuotient(interaction: Interaction, delta: number): number {
  const h = delta / 10;
  const slope = (r: number): number => {
    const z = new Float64Array(interaction.dimension);
    const gradient = new Float64Array(interaction.dimension);
    z[0] = r;
    interaction.gradientInto(z, gradient);
    return gradient[0];
  };
  return Math.abs(slope(2 * h) - slope(h)) / h;
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§1.7 limits',
    title: 'Limits of the method: singular forces',
    kind: 'limit',
    notebook: '01',
    section: '§1.7: where the method ends',
    checks: [checkSingularForce],
    tests: ['test/statements/couplings.test.ts'],
    hypotheses: [],
  },
];
