import type { Interaction } from '../interactions/types';
import { positive } from '../numerics/guards';
import { liveStatement } from './entry';
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
 * §1.7, where the method ends: for a force that grows like |z|^{−α} at the origin, every mollification at scale δ has
 * Lip(∇V_δ) of order δ^{−α−1}, so that Dobrushin's factor e^{(1+2L)t} explodes as δ → 0. Left: the Lipschitz constant seen
 * between points δ/10 and 2δ/10 from the origin, a lower bound; right: the certain upper bound of the interaction.
 */
export function checkSingularForce({ mollified, deltas, alpha }: SingularForceInput): Check {
  positive('alpha', alpha);
  const interactions = deltas.map((delta) => mollified(positive('delta', delta)));
  const seen = interactions.map((interaction, k) => {
    const near = new Float64Array(interaction.dimension);
    const far = new Float64Array(interaction.dimension);
    const gradients = [new Float64Array(interaction.dimension), new Float64Array(interaction.dimension)];
    near[0] = deltas[k] / 10;
    far[0] = deltas[k] / 5;
    interaction.gradientInto(near, gradients[0]);
    interaction.gradientInto(far, gradients[1]);
    return Math.abs(gradients[1][0] - gradients[0][0]) / (far[0] - near[0]);
  });
  const bounds = interactions.map((interaction) => interaction.lipschitzGradient.value);
  const power = Math.log(seen[seen.length - 1] / seen[0]) / Math.log(deltas[deltas.length - 1] / deltas[0]);
  return makeCheck({
    statement: '§1.7 limits',
    title: `Lip(∇V_δ) explodes like δ^−${short(alpha + 1)}`,
    kind: 'inequality',
    at: deltas,
    atLabel: 'δ',
    lhs: seen,
    rhs: bounds,
    error: 0,
    errorHow: 'two exact values of the gradient',
    certain: interactions.every((interaction) => interaction.lipschitzGradient.kind !== 'estimate'),
    note: `measured power of δ: ${short(power)}; expected ${short(-alpha - 1)}`,
  });
}

/** Registry entry of the limits of the method. */
export const singularForceEntry: StatementEntry = liveStatement({
  number: '§1.7 limits',
  title: 'Limits of the method: singular forces',
  kind: 'inequality',
  notebook: '01',
  section: '§1.7: where the method ends',
  checks: ['checkSingularForce'],
  tests: ['test/statements/couplings.test.ts'],
  hypotheses: [],
});
