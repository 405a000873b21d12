import { firstMoment } from '../diagnostics/observables';
import { snapshot, type Trajectory } from '../diagnostics/trajectory';
import type { Interaction } from '../interactions/types';
import { dobrushinRate, growthFactors } from './dobrushin';
import { lectureOneHypothesisNames } from './entry';
import { lectureOneHypotheses, sameDimension } from './hypotheses';
import type { Check, StatementEntry } from './types';
import { checkedStepError, makeCheck } from './verdict';

export interface FirstMomentInput {
  readonly interaction: Interaction;
  readonly f: Trajectory;
  /** Σw|Δz| under step halving, per snapshot; it bounds the error of M₁ up to √2. */
  readonly integrationError?: ArrayLike<number>;
}

/**
 * Lemma 1.6: M₁(t) = ∫(|x|+|ξ|)f ≤ M₁(0)e^{t(max(1,L)+L)}, L = Lip(∇V).
 * @example
 * checkFirstMoment({ interaction: V, f })
 */
export function checkFirstMoment({ interaction, f, integrationError }: FirstMomentInput): Check {
  sameDimension(interaction, f.dimension);
  const stepError = checkedStepError('integrationError', integrationError, f.times.length);
  const rate = dobrushinRate(interaction.lipschitzGradient.value, 'proof');
  const moments = Float64Array.from(f.times, (_, s) => firstMoment(snapshot(f, s)));
  return makeCheck({
    statement: '1.6',
    title: 'first moment and its bound',
    kind: 'inequality',
    hypotheses: lectureOneHypotheses(interaction),
    at: f.times,
    atLabel: 't',
    lhs: moments,
    rhs: growthFactors(rate, f.times).map((g) => moments[0] * g),
    error: stepError.values.map((e, s) => (s === 0 ? 0 : Math.SQRT2 * e)),
    errorHow: stepError.known
      ? 'displacement of the atoms when the step is halved'
      : 'the time step was not refined',
    certain: stepError.known && interaction.lipschitzGradient.kind !== 'estimate',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '1.6',
    title: 'Propagation of first moments',
    kind: 'inequality',
    notebook: '01',
    section: 'Lemma 1.6: first moments stay finite',
    checks: [checkFirstMoment],
    tests: ['test/statements/coupledFlow.test.ts'],
    hypotheses: lectureOneHypothesisNames,
  },
];
