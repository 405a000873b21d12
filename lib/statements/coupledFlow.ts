import { snapshot, type Trajectory } from '../diagnostics/trajectory';
import type { Interaction } from '../interactions/types';
import { type DistanceCurve, dobrushinRate, growthFactors } from './dobrushin';
import { lectureOneHypothesisNames, liveStatement } from './entry';
import { lectureOneHypotheses } from './hypotheses';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

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
 */
export function checkCoupledFlow(input: MarginalsInput): Check {
  const { interaction, first, second, plan, f, g, timeStep } = input;
  const defect = Float64Array.from(f.times, (_, s) =>
    Math.max(largestDistance(first, f, plan.source, s), largestDistance(second, g, plan.target, s)),
  );
  const steps = Math.abs(f.times[f.times.length - 1] - f.times[0]) / timeStep;
  const growth = Math.exp(
    (1 + Math.min(interaction.lipschitzGradient.value, 5)) * Math.abs(f.times[f.times.length - 1]),
  );
  const size = Math.max(
    1,
    ...f.x[f.times.length - 1].map(Math.abs),
    ...g.x[g.times.length - 1].map(Math.abs),
  );
  return makeCheck({
    statement: '1.7',
    title: 'marginals of the transported coupling are f(t) and g(t)',
    kind: 'identity',
    hypotheses: lectureOneHypotheses(interaction),
    at: f.times,
    atLabel: 't',
    lhs: defect,
    rhs: defect.map(() => 0),
    error: 1e-15 * size * (steps + 10) * growth,
    errorHow: 'rounding of every step, amplified at the largest rate the flow allows',
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

/** D(t) = ∫(|x−y|+|ξ−η|)h(t) of step 3 in the proof of Theorem 1.5, at every snapshot. */
export function couplingCostCurve({ first, second, plan }: CoupledTrajectories): Float64Array {
  const d = first.dimension;
  return Float64Array.from(first.times, (_, s) => {
    const a = snapshot(first, s);
    const b = snapshot(second, s);
    let sum = 0;
    for (let k = 0; k < plan.mass.length; k++) {
      let dx = 0;
      let dxi = 0;
      for (let i = k * d; i < (k + 1) * d; i++) {
        dx += (a.x[i] - b.x[i]) ** 2;
        dxi += (a.xi[i] - b.xi[i]) ** 2;
      }
      sum += plan.mass[k] * (Math.sqrt(dx) + Math.sqrt(dxi));
    }
    return sum;
  });
}

export interface CouplingCostInput extends CoupledTrajectories {
  readonly interaction: Interaction;
  /** dist_MK,1(f(t), g(t)) in the norm |x|+|ξ| at the same times. */
  readonly distances: DistanceCurve;
  readonly integrationError?: ArrayLike<number>;
}

/** Step 3 of the proof: dist_MK,1(f(t), g(t)) ≤ D(t), and D(t) ≤ D(0)e^{(max(1,L)+L)t}; two checks. */
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
  const stepError = (s: number): number => 2 * (integrationError?.[s] ?? 0);
  // While h(t) stays optimal the two sides are equal, and then agree to rounding.
  const below = makeCheck({
    ...common,
    title: 'W₁(f(t), g(t)) ≤ D(t)',
    lhs: distances.lower,
    rhs: cost,
    error: Float64Array.from(cost, (c) => 1e-13 * c),
    errorHow:
      'the lower end of W₁ is used; both sides belong to the same computed atoms, so only rounding is left',
  });
  const above = makeCheck({
    ...common,
    title: 'D(t) ≤ D(0)e^{(max(1,L)+L)t}',
    lhs: cost,
    rhs: growthFactors(rate, distances.times).map((g) => cost[0] * g),
    error: Float64Array.from(cost, (_, s) => (s === 0 ? 0 : stepError(s))),
    errorHow: integrationError
      ? 'displacement of the atoms when the step is halved'
      : 'the time step was not refined',
    certain: interaction.lipschitzGradient.kind !== 'estimate',
  });
  return [below, above];
}

/** Registry entries of Lemma 1.7 and of step 3. */
export const coupledFlowEntry: StatementEntry = liveStatement({
  number: '1.7',
  title: 'Propagation of couplings',
  kind: 'identity',
  notebook: '01',
  section: 'Lemma 1.7: couplings are carried along',
  checks: ['checkCoupledFlow'],
  tests: ['test/statements/coupledFlow.test.ts'],
  hypotheses: lectureOneHypothesisNames,
});

export const couplingCostEntry: StatementEntry = liveStatement({
  number: '§1.6 step 3',
  title: 'Growth of the transported cost D(t)',
  kind: 'inequality',
  notebook: '01',
  section: 'Lemma 1.7: couplings are carried along',
  checks: ['checkCouplingCost'],
  tests: ['test/statements/coupledFlow.test.ts'],
  hypotheses: lectureOneHypothesisNames,
});
