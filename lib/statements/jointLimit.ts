import { checkedInteraction } from '../interactions/checkedInteraction';
import type { Interaction } from '../interactions/types';
import { type PseudoDistance, pseudoDistance } from '../metrics/pseudodistance';
import { integerIn, nonEmpty, numberIn, oneOf, optionsOf, positive, shown } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import { compressState, gridDensityState, type PhaseSpaceAtoms } from '../phasespace';
import { vlasovSolver } from '../solvers/kinetic';
import { type ToeplitzBodyOptions, type ToeplitzBodyRun, toeplitzBody } from '../solvers/quantum';
import { lectureOneHypotheses } from './hypotheses';
import { type HusimiDistance, husimiDistance } from './pseudoDistance';
import type { Check, HypothesisCheck, HypothesisLabel, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface JointLimitInput extends Omit<ToeplitzBodyOptions, 'particles' | 'reduced'> {
  /** The N, each from 2 to 4. */
  readonly sizes: readonly number[];
  /** Whether E_ε and W₂ to the Husimi function are wanted beside the cost; default true. */
  readonly distances?: boolean;
  /** Largest rank of R_{N:1} in the programme for E_ε. Default 12. */
  readonly rank?: number;
  /** Cells of the Husimi function on an axis. Default 60. */
  readonly cells?: number;
  readonly onProgress?: OnProgress;
}

/** What Theorem 3.5 speaks of, at one N and time. */
export interface JointLimitPoint {
  readonly particles: number;
  readonly epsilon: number;
  readonly time: number;
  /** D(t), the cost of the transported coupling per particle: an upper bound of E_ε(f(t), R_{N:1}(t))². */
  readonly cost: number;
  readonly costError: number;
  /** E_ε(f(t), R_{N:1}(t)), with what the cut of small eigenvalues of R_{N:1} may change in E². */
  readonly pseudo?: PseudoDistance & { readonly cutError: number };
  /** W₂(f(t), W̃_ε[R_{N:1}(t)]). */
  readonly husimi?: HusimiDistance;
}

/** Points with what the bounds need of V. */
export interface JointLimit {
  readonly interaction: Interaction;
  readonly points: readonly JointLimitPoint[];
}

/**
 * Theorem 3.5 from Töplitz data: N bodies from OP^T((2πε)^N (f^in)^{⊗N}) beside Vlasov's equation for the atoms of f^in, with the coupling
 * Σ f_{k_1}…f_{k_N}δ_{(z_{k_1}, …, z_{k_N})} ⊗ |z_{k_1}⟩⟨z_{k_1}| ⊗ … carried along by both. At t = 0 it costs ε. The error of the cost is what steps twice as long
 * change.
 * @throws RangeError as `toeplitzBody`.
 * @example
 * jointLimit({ interaction: potentialGaussian({ dimension: 1 }), epsilon: 0.4, sizes: [2], points: [[0.6, 0], [-0.6, 0.2]], times: [0, 0.4], low: -5, high: 5, gridPoints: 40, cells: 32 })
 */
export function jointLimit(input: JointLimitInput): JointLimit {
  optionsOf(
    'jointLimit',
    input,
    '{ interaction, epsilon: 0.4, sizes: [2, 3], points: [[1, 0], [-1, 0]], times: [0, 1], low: -5, high: 5, gridPoints: 48 }',
    [
      'sizes',
      'distances',
      'rank',
      'cells',
      'onProgress',
      'interaction',
      'epsilon',
      'points',
      'weights',
      'times',
      'low',
      'high',
      'gridPoints',
      'timeStep',
      'maxSeconds',
    ],
  );
  const { sizes, distances = true, rank = 12, cells = 60, onProgress, ...body } = input;
  if (!Array.isArray(sizes) || sizes.length === 0)
    throw new RangeError(`sizes must be a list of numbers of particles, got ${shown(sizes)}`);
  const timeStep = input.timeStep ?? 0.05;
  const points = sizes.flatMap((particles, s) => {
    integerIn(`sizes[${s}]`, particles, 2, 4);
    const run = toeplitzBody({ ...body, particles, timeStep, reduced: distances });
    const rough = toeplitzBody({ ...body, particles, timeStep: 2 * timeStep, reduced: false });
    const laws = meanFieldAtoms(input, run.weights, timeStep / 4);
    const costs = [run, rough].map((one) => costsOf(one, laws));
    const found = run.samples.map(({ time, density }, k) => {
      const point = {
        particles,
        epsilon: run.epsilon,
        time,
        cost: costs[0][k],
        costError: run.status === 'resolved' ? Math.abs(costs[0][k] - costs[1][k]) + 1e-10 : Infinity,
      };
      if (!density) return point;
      const state = gridDensityState({ epsilon: run.epsilon, grid: run.grid, density });
      const compressed = compressState(state, { rank });
      const pseudo = pseudoDistance(laws[k], compressed, { maxRank: rank });
      // Mass τ beyond the largest eigenvalues: its own cost, and off-diagonal parts of couplings of the size √τ.
      const cutError =
        (2 * Math.sqrt(compressed.truncation) + compressed.truncation) * (pseudo.upperSquare + costs[0][k]);
      return { ...point, pseudo: { ...pseudo, cutError }, husimi: husimiDistance(laws[k], state, cells) };
    });
    onProgress?.(s + 1, sizes.length);
    return found;
  });
  return { interaction: input.interaction, points };
}

/** The points at later times: at t = 0 both sides are ε. */
function later(
  limit: JointLimit,
): (JointLimitPoint & { readonly bound: Record<JointLimitVariant, number> })[] {
  nonEmpty('limit.points', limit?.points);
  const points = limit.points.flatMap((point, k) =>
    point.time > 0
      ? [
          {
            ...point,
            bound: {
              printed: jointLimitBound(limit, k, 'printed'),
              sharp: jointLimitBound(limit, k, 'sharp'),
            },
          },
        ]
      : [],
  );
  nonEmpty('limit.points with t > 0', points);
  return points;
}

/** E_ε² and its error. */
function measured({ pseudo, costError }: JointLimitPoint): { value: number; error: number } {
  if (!pseudo) throw new RangeError('limit must be made with distances, got none');
  const { lowerSquare, upperSquare, cutError } = pseudo;
  return {
    value: (lowerSquare + upperSquare) / 2,
    error: (upperSquare - lowerSquare) / 2 + cutError + costError,
  };
}

/** f(t): the atoms moved by the field they make. */
function meanFieldAtoms(
  { interaction, points, times }: JointLimitInput,
  weights: Float64Array,
  timeStep: number,
): PhaseSpaceAtoms[] {
  const solver = vlasovSolver({
    interaction,
    initial: { x: points.map((z) => z[0]), xi: points.map((z) => z[1]), weights },
  });
  return Array.from(times, (time) => {
    if (time > solver.time) solver.run({ until: time, timeStep });
    const { x, xi } = solver.state;
    return { points: points.map((_, k) => [x[k], xi[k]]), weights };
  });
}

/** D(t) = tr R_{N:1}(Y² + P²) − 2Σ_k z_k·(Σ⟨(Y, P)⟩ of the particles from k) + Σf_k|z_k|². */
function costsOf({ samples, weights }: ToeplitzBodyRun, laws: readonly PhaseSpaceAtoms[]): number[] {
  return samples.map(({ square, positions, momenta }, s) => {
    const points = laws[s].points as readonly ArrayLike<number>[];
    return points.reduce(
      (sum, z, k) =>
        sum + weights[k] * (z[0] ** 2 + z[1] ** 2) - 2 * (z[0] * positions[k] + z[1] * momenta[k]),
      square,
    );
  });
}

/**
 * Right sides of Theorem 3.5 for d = 1:
 * - `printed`: ε·e^{Γt} + (2‖∇V‖)²/(N−1)·(e^{Γt} − 1)/Γ with Γ = 1 + 2max(1, 2Lip(∇V)²);
 * - `sharp`: ‖∇V‖²/N in the place of (2‖∇V‖)²/(N−1), and Γ = 2 + √2·Lip(∇V) or the printed one, whichever is less.
 */
export type JointLimitVariant = 'printed' | 'sharp';

interface Growth {
  readonly rate: number;
  /** The factor of (e^{Γt} − 1)/Γ. */
  readonly noise: number;
}

function growthOf(
  { lipschitzGradient, supGradient }: Interaction,
  particles: number,
  variant: JointLimitVariant,
): Growth {
  const [L, force] = [lipschitzGradient.value, supGradient.value];
  const printed = 1 + 2 * Math.max(1, 2 * L * L);
  if (variant === 'printed') return { rate: printed, noise: (4 * force * force) / (particles - 1) };
  return { rate: Math.min(printed, 2 + Math.SQRT2 * L), noise: (force * force) / particles };
}

/**
 * The right side of Theorem 3.5(1) for Töplitz data, where E_ε² of the initial data is Nε at most.
 * @example
 * jointLimitBound(jointLimit({ interaction: V, epsilon: 0.4, sizes: [2], points: [[0.6, 0]], times: [0, 0.4], low: -5, high: 5, gridPoints: 40, distances: false }), 0)
 */
export function jointLimitBound(
  limit: JointLimit,
  k: number,
  variant: JointLimitVariant = 'printed',
): number {
  nonEmpty('limit.points', limit?.points);
  const { points } = limit;
  const interaction = checkedInteraction(limit.interaction);
  const { particles, epsilon, time } = points[integerIn('k', k, 0, points.length - 1)];
  integerIn('particles', particles, 2);
  positive('epsilon', epsilon);
  numberIn('time', time, 0, Number.MAX_VALUE);
  const { rate, noise } = growthOf(interaction, particles, oneOf('variant', variant, ['printed', 'sharp']));
  return epsilon * Math.exp(rate * time) + (noise * Math.expm1(rate * time)) / rate;
}

const certainBounds = ({ interaction }: JointLimit): boolean =>
  [interaction.lipschitzGradient, interaction.supGradient].every(({ kind }) => kind !== 'estimate');

const where = (points: readonly JointLimitPoint[]): { at: number[]; atLabel: string } => ({
  at: points.map(({ time }) => time),
  atLabel: 't',
});

/** (H2) is needed here: sup|∇V| stands in the bound. */
const allNeeded = (interaction: Interaction): HypothesisCheck[] =>
  lectureOneHypotheses(interaction).map((one) => ({ ...one, role: 'needed' }));

/**
 * Theorem 3.5(1): E_ε(f(t), R_{N:1}(t))² below its bound at t > 0; with `of: 'cost'` the cost D(t) of the transported coupling, which lies between.
 * @example
 * checkJointGrowth(joint, { of: 'cost' })
 */
export function checkJointGrowth(
  limit: JointLimit,
  options: { readonly variant?: JointLimitVariant; readonly of?: 'cost' | 'pseudo-distance' } = {},
): Check {
  const { variant = 'printed', of = 'pseudo-distance' } = optionsOf(
    'checkJointGrowth',
    options,
    "limit, { of: 'cost' }",
    ['variant', 'of'],
  );
  oneOf('of', of, ['cost', 'pseudo-distance']);
  oneOf('variant', variant, ['printed', 'sharp']);
  const points = later(limit);
  const seen = points.map((point) =>
    of === 'cost' ? { value: point.cost, error: point.costError } : measured(point),
  );
  return makeCheck({
    statement: '3.5(1)',
    title: `${of === 'cost' ? 'the cost D(t)' : 'E_ε(f(t), R_{N:1}(t))²'}, ${variant === 'printed' ? 'as printed' : 'with the sharper constants'}`,
    kind: 'inequality',
    hypotheses: allNeeded(limit.interaction),
    ...where(points),
    lhs: seen.map(({ value }) => value),
    rhs: points.map(({ bound }) => bound[variant]),
    error: seen.map(({ error }) => error),
    errorHow:
      of === 'cost'
        ? 'steps twice as long'
        : 'the certified interval, small eigenvalues cut, and steps twice as long',
    certain: certainBounds(limit),
  });
}

/**
 * Theorem 3.5 at work: at t > 0, E_ε(f(t), R_{N:1}(t))² is at most the cost of the coupling carried along.
 * @example
 * checkTransportedCoupling(joint)
 */
export function checkTransportedCoupling(limit: JointLimit): Check {
  const points = later(limit);
  const seen = points.map(measured);
  return makeCheck({
    statement: '3.5',
    title: 'E_ε(f(t), R_{N:1}(t))² ≤ D(t)',
    kind: 'inequality',
    hypotheses: lectureOneHypotheses(limit.interaction),
    ...where(points),
    lhs: seen.map(({ value }) => value),
    rhs: points.map(({ cost }) => cost),
    error: seen.map(({ error }) => error),
    errorHow: 'the certified interval, small eigenvalues cut, and steps twice as long',
  });
}

/**
 * Theorem 3.5(2): W₂(f(t), W̃_ε[R_{N:1}(t)])² ≤ dε(1 + e^{Γt}) + the same last term, for Töplitz data, at t > 0.
 * @example
 * checkHusimiGrowth(joint)
 */
export function checkHusimiGrowth(limit: JointLimit, variant: JointLimitVariant = 'printed'): Check {
  oneOf('variant', variant, ['printed', 'sharp']);
  const points = later(limit);
  const seen = points.map(({ husimi }) => {
    if (!husimi) throw new RangeError('limit must be made with distances, got none');
    return husimi;
  });
  return makeCheck({
    statement: '3.5(2)',
    title: `W₂(f(t), W̃_ε[R_{N:1}(t)])², ${variant === 'printed' ? 'as printed' : 'with the sharper constants'}`,
    kind: 'inequality',
    hypotheses: allNeeded(limit.interaction),
    ...where(points),
    lhs: seen.map(({ value }) => value * value),
    rhs: points.map(({ epsilon, bound }) => epsilon + bound[variant]),
    error: seen.map(({ value, error }, k) => 2 * value * error + error * error + points[k].costError),
    errorHow: 'what half as many cells of the Husimi function change, and steps twice as long',
    certain: certainBounds(limit),
  });
}

const tests = ['test/statements/jointLimit.test.ts'];
const hypotheses: readonly HypothesisLabel[] = [
  { name: '(H1)', role: 'needed' },
  { name: '∇V Lipschitz', role: 'needed' },
  { name: '(H2)', role: 'needed' },
];
const section = 'Theorem 3.5: N bodies and Vlasov';

export const entries: readonly StatementEntry[] = [
  {
    number: '3.5',
    title: 'Joint mean-field and classical limit',
    kind: 'inequality',
    notebook: '05',
    section,
    checks: [checkTransportedCoupling],
    tests,
    errata: ['B16'],
    hypotheses: [
      { name: '(H1)', role: 'needed' },
      { name: '∇V Lipschitz', role: 'needed' },
      { name: '(H2)', role: 'printed' },
    ],
  },
  {
    number: '3.5(1)',
    title: 'Growth of the pseudo-distance',
    kind: 'inequality',
    notebook: '05',
    section,
    checks: [checkJointGrowth],
    tests,
    errata: ['B16'],
    hypotheses,
  },
  {
    number: '3.5(2)',
    title: 'Growth for Töplitz initial data',
    kind: 'inequality',
    notebook: '05',
    section,
    checks: [checkHusimiGrowth],
    tests,
    errata: ['B16'],
    hypotheses,
  },
];
