import { snapshot, type Trajectory } from '../diagnostics/trajectory';
import type { Interaction } from '../interactions/types';
import { meanBlockDistance } from '../numerics/blockDistance';
import { maximumAbs } from '../numerics/extrema';
import { type DistanceCurve, dobrushinRate, growthFactors } from './dobrushin';
import { lectureOneHypothesisNames } from './entry';
import { lectureOneHypotheses, sameDimension } from './hypotheses';
import { amplifiedRounding } from './rounding';
import type { Check, StatementEntry } from './types';
import { checkedStepError, makeCheck } from './verdict';

/** The recorded halves of h(t), see `coupledFlow`, and the plan they started from. */
export interface CoupledTrajectories {
  readonly first: Trajectory;
  readonly second: Trajectory;
  readonly plan: {
    readonly source: ArrayLike<number>;
    readonly target: ArrayLike<number>;
    readonly mass: ArrayLike<number>;
  };
}

export interface MarginalsInput extends CoupledTrajectories {
  readonly interaction: Interaction;
  /** f and g solved on their own, with the same time step. */
  readonly f: Trajectory;
  readonly g: Trajectory;
  readonly timeStep: number;
}

/**
 * Lemma 1.7: h(t), carried by the coupled Liouville flow in the fields of its own marginals, is a coupling of f(t) and
 * g(t). Measured is the largest distance between a pair's end and the atom it stands for, f and g being solved apart.
 * @example
 * checkCoupledFlow({ interaction: V, first, second, plan, f, g, timeStep: 0.05 })
 */
export function checkCoupledFlow(input: MarginalsInput): Check {
  const { interaction, first, second, plan, f, g, timeStep } = input;
  sameDimension(interaction, f.dimension);
  const defect = Float64Array.from(f.times, (_, s) =>
    Math.max(largestDistance(first, f, plan.source, s), largestDistance(second, g, plan.target, s)),
  );
  const rounding = [f, g].map((motion) => amplifiedRounding(interaction, motion, timeStep));
  const size = Math.max(1, ...[f, g].map((motion) => maximumAbs(motion.x[motion.times.length - 1])));
  return makeCheck({
    statement: '1.7',
    title: 'marginals of the transported coupling are f(t) and g(t)',
    kind: 'identity',
    hypotheses: lectureOneHypotheses(interaction),
    at: f.times,
    atLabel: 't',
    lhs: defect,
    rhs: defect.map(() => 0),
    scale: size,
    error: rounding[0].map((e, s) => e + rounding[1][s]),
    errorHow: 'rounding of every step, amplified as a small change of the initial data is',
  });
}

function largestDistance(half: Trajectory, whole: Trajectory, index: ArrayLike<number>, s: number): number {
  const d = whole.dimension;
  let largest = 0;
  for (let k = 0; k < index.length; k++) {
    for (let a = 0; a < d; a++) {
      const i = k * d + a;
      const j = index[k] * d + a;
      largest = Math.max(
        largest,
        Math.abs(half.x[s][i] - whole.x[s][j]),
        Math.abs(half.xi[s][i] - whole.xi[s][j]),
      );
    }
  }
  return largest;
}

/**
 * D(t) = ∫(|x−y|+|ξ−η|)h(t) of step 3 in the proof of Theorem 1.5, at every snapshot.
 * @example
 * couplingCostCurve({ first, second, plan })
 */
export function couplingCostCurve({ first, second, plan }: CoupledTrajectories): Float64Array {
  const mass = Float64Array.from(plan.mass);
  return first.times.map((_, s) => meanBlockDistance(snapshot(first, s), snapshot(second, s), mass));
}

export interface CouplingCostInput extends CoupledTrajectories {
  readonly interaction: Interaction;
  /** dist_MK,1(f(t), g(t)) in the norm |x|+|ξ| at the same times. */
  readonly distances: DistanceCurve;
  readonly integrationError?: ArrayLike<number>;
}

/**
 * Step 3 of the proof: dist_MK,1(f(t), g(t)) ≤ D(t), and D(t) ≤ D(0)e^{(max(1,L)+L)t}; two checks.
 * @example
 * checkCouplingCost({ interaction: V, first, second, plan, distances: distanceCurve(f, g, { p: 1, norm: 'phase-space sum' }) })
 */
export function checkCouplingCost(input: CouplingCostInput): [Check, Check] {
  const { interaction, distances, integrationError } = input;
  if (distances.norm !== 'phase-space sum' || distances.p !== 1) {
    throw new RangeError(
      `distances must have p = 1 and norm 'phase-space sum', got p = ${distances.p}, '${distances.norm}'`,
    );
  }
  const cost = couplingCostCurve(input);
  const rate = dobrushinRate(interaction.lipschitzGradient.value, 'proof');
  const common = {
    statement: '§1.6 step 3',
    kind: 'inequality' as const,
    hypotheses: lectureOneHypotheses(interaction),
    at: distances.times,
    atLabel: 't',
  };
  sameDimension(interaction, distances.dimension);
  const stepError = checkedStepError('integrationError', integrationError, cost.length);
  // While h(t) stays optimal the two sides are equal, and then agree to rounding.
  const below = makeCheck({
    ...common,
    title: 'dist⁺_MK,1(f(t), g(t)) ≤ D(t)',
    lhs: distances.distance,
    rhs: cost,
    error: cost.map((c, s) => 1e-13 * c + Math.max(0, distances.distance[s] - distances.lower[s])),
    errorHow: 'duality gap; both sides belong to the same computed atoms, so the time step plays no part',
  });
  const above = makeCheck({
    ...common,
    title: 'D(t) ≤ D(0)e^{(max(1,L)+L)t}',
    lhs: cost,
    rhs: growthFactors(rate, distances.times).map((g) => cost[0] * g),
    error: stepError.values.map((e, s) => (s === 0 ? 0 : Math.SQRT2 * e)),
    errorHow: stepError.known
      ? 'displacement of the atoms when the step is halved'
      : 'the time step was not refined',
    certain: stepError.known && interaction.lipschitzGradient.kind !== 'estimate',
  });
  return [below, above];
}

export const entries: readonly StatementEntry[] = [
  {
    number: '1.7',
    title: 'Propagation of couplings',
    kind: 'identity',
    notebook: '01',
    section: 'Lemma 1.7: couplings are carried along',
    checks: [checkCoupledFlow],
    tests: ['test/statements/coupledFlow.test.ts'],
    hypotheses: lectureOneHypothesisNames,
  },
  {
    number: '§1.6 step 3',
    title: 'Growth of the transported cost D(t)',
    kind: 'inequality',
    notebook: '01',
    section: 'Lemma 1.7: couplings are carried along',
    checks: [checkCouplingCost],
    tests: ['test/statements/coupledFlow.test.ts'],
    hypotheses: lectureOneHypothesisNames,
  },
];
