import type { Trajectory } from '../diagnostics/trajectory';
import { planeWave, type TestFunction, type WeakForm, weakForm } from '../diagnostics/weakForm';
import { meanFieldFlow } from '../forces/meanFieldFlow';
import type { Interaction } from '../interactions/types';
import { meanBlockDistance } from '../numerics/blockDistance';
import { maximumAbs } from '../numerics/extrema';
import { finiteArray, positive, probabilityWeights } from '../numerics/guards';
import { type PicardOptions, picardIterates } from '../solvers/kinetic';
import { lectureOneHypothesisNames } from './entry';
import { lectureOneHypotheses } from './hypotheses';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';
import { checkGridAgainstCharacteristics, checkVlasovInvariants } from './vlasovGrid';

/**
 * Theorem 1.1, existence: the Picard iterates of the proof contract. Their increments e_k (sup over time of
 * ∫|Δx|+|Δξ|) obey e_k ≤ e_0 (L t)^k e^{max(1,L)t}/k!, which the check compares; summability gives a limit, and
 * the same limit from another start shows uniqueness (`checkVlasovUniqueness`).
 * @example
 * checkVlasovExistence({ interaction: V, initial: { x: [0, 1], xi: [0, 0] }, until: 0.5, timeStep: 0.05, iterations: 12 })
 */
export function checkVlasovExistence(options: PicardOptions): Check {
  const { increments } = picardIterates(options);
  const lipschitz = options.interaction.lipschitzGradient.value;
  const growth = Math.exp(Math.max(1, lipschitz) * options.until);
  let factor = 1;
  const bound = Array.from(increments, (_, k) => {
    if (k > 0) factor *= (lipschitz * options.until) / k;
    return k === 0 ? increments[0] : increments[0] * factor * growth;
  });
  // Increments below rounding no longer fall.
  const floor = 1e-13 * (1 + maximumAbs(finiteArray('initial.x', options.initial.x)));
  return makeCheck({
    statement: '1.1',
    title: 'existence: increments of the Picard iterates',
    kind: 'existence',
    hypotheses: lectureOneHypotheses(options.interaction),
    at: Array.from(increments, (_, k) => k),
    atLabel: 'k',
    lhs: increments.map((e) => (e < floor ? 0 : e)),
    rhs: bound,
    error: 0,
    errorHow:
      'the iterates share one time grid, on which the bound holds too; increments below rounding count as zero',
    certain: options.interaction.lipschitzGradient.kind !== 'estimate',
  });
}

/**
 * Theorem 1.1, uniqueness: Picard iterations from two different starts end at the same measure.
 * @example
 * checkVlasovUniqueness({ interaction: V, initial: { x: [0, 1], xi: [0, 0] }, until: 0.5, timeStep: 0.05, iterations: 12 })
 */
export function checkVlasovUniqueness(options: Omit<PicardOptions, 'start'>): Check {
  const a = picardIterates({ ...options, start: 'free flight' });
  const b = picardIterates({ ...options, start: 'at rest' });
  const weights = probabilityWeights(
    'initial.weights',
    options.initial.weights,
    a.x.length / options.interaction.dimension,
  );
  const distance = meanBlockDistance(a, b, weights);
  const left = a.increments[a.increments.length - 1] + b.increments[b.increments.length - 1];
  const size = Math.max(1, maximumAbs(a.x));
  return makeCheck({
    statement: '1.1',
    title: 'uniqueness: two starts, one limit',
    kind: 'identity',
    hypotheses: lectureOneHypotheses(options.interaction),
    at: [options.until],
    atLabel: 't',
    lhs: [distance],
    rhs: [0],
    scale: size,
    error: 2 * left + 1e-12 * size,
    errorHow: 'twice the last increments (they fall faster than geometrically), plus rounding',
  });
}

export interface CharacteristicsInput {
  readonly interaction: Interaction;
  /** The atoms that make the field (d = 1). */
  readonly initial: {
    readonly x: ArrayLike<number>;
    readonly xi: ArrayLike<number>;
    readonly weights?: ArrayLike<number>;
  };
  /** Phase-space points where the area element is followed. */
  readonly points: { readonly x: ArrayLike<number>; readonly xi: ArrayLike<number> };
  readonly until: number;
  readonly timeStep: number;
  /** Distance of the neighbours of each point. Default 1e−4. */
  readonly spacing?: number;
}

/**
 * §1.3, d = 1: the flow of the characteristics keeps phase-space area, so the density of a push-forward is constant along
 * them: f(t, Φ_t z)·|det DΦ_t(z)| = f^in(z) with det DΦ_t = 1. The determinant is measured from two neighbours of each
 * point by central differences, for the computed flow itself.
 * @example
 * checkCharacteristics({ interaction: V, initial, points: { x: [0, 1], xi: [0, 0.5] }, until: 1, timeStep: 0.05 })
 */
export function checkCharacteristics(input: CharacteristicsInput): Check {
  const { interaction, initial, points, until, timeStep, spacing = 1e-4 } = input;
  if (interaction.dimension !== 1)
    throw new RangeError(`interaction.dimension must be 1 here, got ${interaction.dimension}`);
  positive('spacing', spacing);
  const count = points.x.length;
  const determinants = (h: number): { value: number; rounding: number }[] => {
    const x: number[] = [];
    const xi: number[] = [];
    for (let k = 0; k < count; k++) {
      x.push(points.x[k] - h, points.x[k] + h, points.x[k], points.x[k]);
      xi.push(points.xi[k], points.xi[k], points.xi[k] - h, points.xi[k] + h);
    }
    const flow = meanFieldFlow({ interaction, ...initial, tracers: { x, xi } });
    flow.run({ until, timeStep });
    const first = flow.state.x.length - 4 * count;
    const { x: q, xi: p } = flow.state;
    const size = Math.max(maximumAbs(q), maximumAbs(p));
    return Array.from({ length: count }, (_, k) => {
      const i = first + 4 * k;
      const slope = (values: Float64Array, from: number): number =>
        (values[from + 1] - values[from]) / (2 * h);
      const [qx, px, qxi, pxi] = [slope(q, i), slope(p, i), slope(q, i + 2), slope(p, i + 2)];
      // A coordinate of this size is known to 1e−15 a step, a difference quotient to that over h.
      const steps = 1 + Math.abs(until) / timeStep;
      const rounding =
        ((1e-16 * size * Math.sqrt(steps)) / h) *
        (Math.abs(qx) + Math.abs(px) + Math.abs(qxi) + Math.abs(pxi));
      return { value: qx * pxi - qxi * px, rounding };
    });
  };
  const fine = determinants(spacing);
  const coarse = determinants(2 * spacing);
  return makeCheck({
    statement: '§1.3',
    title: 'the flow of the characteristics keeps phase-space area',
    kind: 'identity',
    at: points.x,
    atLabel: 'x',
    lhs: fine.map((d) => d.value),
    rhs: fine.map(() => 1),
    error: fine.map((d, k) => Math.abs(d.value - coarse[k].value) + 10 * d.rounding),
    errorHow: 'change of the difference quotient when its spacing is doubled, plus ten times its rounding',
  });
}

export interface KlimontovichInput {
  readonly interaction: Interaction;
  /** An N-body motion and the same with half the step, recorded at the same multiple of 4 intervals; weights are 1/N. */
  readonly coarse: Trajectory;
  readonly fine: Trajectory;
  /** Default: four plane waves. */
  readonly tests?: readonly TestFunction[];
}

/**
 * Theorem 1.2, (a)⇒(b): along Newton's motion the empirical measure solves Vlasov's equation in weak form,
 * ⟨μ(t),φ⟩ − ⟨μ(0),φ⟩ = ∫₀ᵗ⟨μ, ξ·∇_xφ − (∇V⋆μ)·∇_ξφ⟩. One check over all test functions and times.
 * @example
 * checkKlimontovich({ interaction: V, coarse, fine })
 */
export function checkKlimontovich(input: KlimontovichInput): Check {
  const { interaction, coarse, fine, tests = defaultTests(interaction.dimension) } = input;
  const forms = tests.map((test) => weakForm(fine, interaction, test));
  const coarseForms = tests.map((test) => weakForm(coarse, interaction, test));
  const collect = (pick: (form: WeakForm, k: number) => Float64Array): number[] =>
    forms.flatMap((form, k) => Array.from(pick(form, k)));
  const stepError = (form: WeakForm, k: number): number =>
    largestDifference(form.change, coarseForms[k].change) +
    largestDifference(form.transported, coarseForms[k].transported);
  return makeCheck({
    statement: '1.2',
    title: 'the empirical measure solves the Vlasov equation weakly',
    kind: 'identity',
    hypotheses: lectureOneHypotheses(interaction),
    at: collect((form) => form.times),
    atLabel: 't',
    lhs: collect((form) => form.change),
    rhs: collect((form) => form.transported),
    error: collect((form, k) => form.quadratureError.map((q) => q + stepError(form, k) + 1e-13)),
    errorHow: "Simpson's rule with single against double spacing, and both sides under step halving",
  });
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return maximumAbs(a.map((v, i) => v - b[i]));
}

function defaultTests(d: number): TestFunction[] {
  const along = (first: number): Float64Array =>
    Float64Array.from({ length: d }, (_, a) => (a === 0 ? first : 0));
  return [
    planeWave(along(1), along(0)),
    planeWave(along(0), along(1)),
    planeWave(along(0.7), along(-0.6), 0.5),
    planeWave(along(0.3), along(0.9), -1),
  ];
}

export const entries: readonly StatementEntry[] = [
  {
    number: '1.1',
    title: 'Existence and uniqueness for the Vlasov equation',
    kind: 'existence',
    notebook: '01',
    section: 'Theorem 1.1: one solution, and only one',
    checks: [checkVlasovExistence, checkVlasovUniqueness],
    tests: ['test/statements/vlasov.test.ts'],
    hypotheses: lectureOneHypothesisNames,
  },
  {
    number: '§1.3',
    title: 'Method of characteristics',
    kind: 'identity',
    notebook: '01',
    section: "§1.3: Vlasov's equation and its characteristics",
    checks: [checkCharacteristics, checkVlasovInvariants, checkGridAgainstCharacteristics],
    tests: ['test/statements/vlasov.test.ts', 'test/statements/vlasovGrid.test.ts'],
    hypotheses: [],
  },
  {
    number: '1.2',
    title: 'Klimontovich: empirical measures solve the Vlasov equation',
    kind: 'identity',
    notebook: '01',
    section: 'Theorem 1.2: a cloud of particles is already a solution',
    checks: [checkKlimontovich],
    tests: ['test/statements/vlasov.test.ts'],
    errata: ['B18'],
    hypotheses: lectureOneHypothesisNames,
  },
];
