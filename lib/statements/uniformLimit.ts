import { checkedInteraction } from '../interactions/checkedInteraction';
import type { Interaction } from '../interactions/types';
import { addMatrices, complexMatrix, type DenseMatrix, traceOfProduct } from '../numerics/dense';
import {
  finiteArray,
  functionOf,
  integerIn,
  nonEmpty,
  numberIn,
  optionsOf,
  positive,
  shown,
} from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import { integrate } from '../numerics/quadrature';
import { gammaTwo, type PhaseSpaceSymbol, weylOperator } from '../phasespace';
import {
  gaussianPacket,
  hartreeSolver,
  type QuantumGrid,
  quantumGrid,
  toeplitzBody,
} from '../solvers/quantum';
import type { Check, HypothesisCheck, StatementEntry } from './types';
import { makeCheck, short } from './verdict';

export interface UniformLimitInput {
  /** V on the line, with V̂ known. */
  readonly interaction: Interaction;
  /** The N, each from 2 to 4. */
  readonly sizes: readonly number[];
  /** The values of ε. */
  readonly epsilons: readonly number[];
  /** Centre [q, p] of the coherent state ψ^in; default [0, 0]. */
  readonly point?: readonly [number, number];
  readonly until: number;
  /** The box, and its points for each ε. */
  readonly low: number;
  readonly high: number;
  readonly gridPoints: (epsilon: number) => number;
  /** Default 0.05. */
  readonly timeStep?: number;
  /** Centres and deviations of the Gaussian symbols; default nine centres about the origin, of deviation 1. */
  readonly symbols?: readonly { readonly centre: readonly [number, number]; readonly deviation: number }[];
  readonly onProgress?: OnProgress;
}

/** The largest difference of the Wigner functions on the symbols. */
export interface UniformLimitPoint {
  readonly particles: number;
  readonly epsilon: number;
  readonly time: number;
  /** max |∬(W[R_{N:1}] − W[|ψ⟩⟨ψ|])a| over symbols a with ‖a‖_{2,2,∞} = 1: a lower bound of the dual norm. */
  readonly difference: number;
  readonly error: number;
}

export interface UniformLimit {
  readonly interaction: Interaction;
  readonly points: readonly UniformLimitPoint[];
}

const gaussianSymbols = [-1, 0, 1].flatMap((q) =>
  [-1, 0, 1].map((p) => ({ centre: [q, p] as const, deviation: 1 })),
);

/**
 * Theorem 3.6 measured: N bodies from ψ^{⊗N}, ψ a coherent state, beside Hartree's equation, d = 1; their Wigner functions on Gaussian
 * symbols of norm 1, by tr((R_{N:1} − |ψ⟩⟨ψ|)OP^W[a]). The error is what steps twice as long change.
 * @throws RangeError as `toeplitzBody` and `hartreeSolver`.
 * @example
 * uniformLimit({ interaction: potentialGaussian({ dimension: 1 }), sizes: [2], epsilons: [0.5], until: 0.5, low: -6, high: 6, gridPoints: () => 48 }).points
 */
export function uniformLimit(input: UniformLimitInput): UniformLimit {
  optionsOf(
    'uniformLimit',
    input,
    '{ interaction, sizes: [2, 3], epsilons: [0.5, 0.2], until: 1, low: -6, high: 6, gridPoints: () => 64 }',
    [
      'interaction',
      'sizes',
      'epsilons',
      'point',
      'until',
      'low',
      'high',
      'gridPoints',
      'timeStep',
      'symbols',
      'onProgress',
    ],
  );
  const { interaction, sizes, epsilons, until, low, high, onProgress } = input;
  const { point = [0, 0], symbols = gaussianSymbols, timeStep = 0.05, gridPoints } = input;
  if (!Array.isArray(sizes) || !Array.isArray(epsilons) || sizes.length * epsilons.length === 0)
    throw new RangeError(`sizes and epsilons must be lists, got ${shown(sizes)} and ${shown(epsilons)}`);
  positive('until', until);
  functionOf('gridPoints', gridPoints);
  const points: UniformLimitPoint[] = [];
  for (const epsilon of epsilons) {
    const grid = quantumGrid({ low, high, points: gridPoints(positive('epsilon', epsilon)) });
    const tests = symbols.map((one) => normalisedOperator(one, grid, epsilon));
    const mean = [timeStep, 2 * timeStep].map((step) => hartreeProjection(input, grid, epsilon, point, step));
    for (const particles of sizes) {
      integerIn('sizes', particles, 2, 4);
      const [fine, rough] = [timeStep, 2 * timeStep].map((step, k) => {
        const body = { interaction, epsilon, particles, points: [point], times: [until] };
        const run = toeplitzBody({ ...body, low, high, gridPoints: grid.points[0], timeStep: step });
        const gap = addMatrices(run.samples[0].density as DenseMatrix, mean[k], -1);
        return { run, values: tests.map((operator) => traceOfProduct(gap, operator).re) };
      });
      const difference = Math.max(...fine.values.map(Math.abs));
      points.push({
        particles,
        epsilon,
        time: until,
        difference,
        error:
          fine.run.status === 'resolved'
            ? Math.max(...fine.values.map((value, k) => Math.abs(value - rough.values[k]))) + 1e-10
            : Infinity,
      });
      onProgress?.(points.length, sizes.length * epsilons.length);
    }
  }
  return { interaction, points };
}

function normalisedOperator(
  { centre, deviation }: { readonly centre: readonly [number, number]; readonly deviation: number },
  grid: QuantumGrid,
  epsilon: number,
): DenseMatrix {
  const s = positive('deviation', deviation);
  const [q, p] = finiteArray('centre', centre, 2);
  const symbol: PhaseSpaceSymbol = (x, xi) => Math.exp(-((x - q) ** 2 + (xi - p) ** 2) / (2 * s * s));
  // A product of g(x) = e^{−x²/2s²} and g(ξ): sup|g| = 1, sup|g′| = e^{−½}/s, sup|g″| = 1/s².
  const norm = Math.max(1, Math.exp(-0.5) / s, 1 / (s * s)) ** 2;
  return weylOperator({ symbol: (x, xi) => (symbol(x, xi) as number) / norm, grid, epsilon });
}

/** |ψ(t)⟩⟨ψ(t)|·h of Hartree's equation. */
function hartreeProjection(
  { interaction, until }: UniformLimitInput,
  grid: QuantumGrid,
  epsilon: number,
  [position, momentum]: readonly [number, number],
  timeStep: number,
): DenseMatrix {
  const initial = gaussianPacket({
    grid,
    hbar: epsilon,
    width: Math.sqrt(epsilon / 2),
    centre: position,
    momentum,
  });
  const solver = hartreeSolver({ initial, interaction, order: 4 });
  solver.run({ until, timeStep });
  const { values } = solver.state;
  const n = grid.points[0];
  const matrix = complexMatrix(n, n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const [a, b, c, d] = [values[2 * i], values[2 * i + 1], values[2 * j], values[2 * j + 1]];
      matrix.data[2 * (i * n + j)] = (a * c + b * d) * grid.cell;
      matrix.data[2 * (i * n + j) + 1] = (b * c - a * d) * grid.cell;
    }
  return matrix;
}

/** (2π)^{−1}∫(1 + |ω|)³|V̂(ω)|dω of Theorem 3.6 in d = 1. @throws RangeError where V̂ is not known. */
export function fourierMoment(interaction: Interaction): { readonly value: number; readonly error: number } {
  const { fourier, cosineModes } = checkedInteraction(interaction);
  if (cosineModes) {
    const value = cosineModes.reduce(
      (sum, { amplitude, wavenumber }) => sum + Math.abs(amplitude) * (1 + Math.abs(wavenumber)) ** 3,
      0,
    );
    return { value, error: 1e-15 * value };
  }
  if (!fourier) throw new RangeError(`interaction must have a known V̂, got ${interaction.name}`);
  const { value, error } = integrate(
    (w) => ((1 + w) ** 3 * Math.abs(fourier(w))) / Math.PI,
    0,
    Number.POSITIVE_INFINITY,
  );
  return { value, error };
}

/**
 * Theorem 3.6, d = 1, with the smallest value that its unnamed constant can have: γ_1 ≥ 1, as OP^W[1] = I. The bound grows with γ_1, so that what
 * lies below this one lies below the theorem's: (2/√N)exp(t·e^{t·max(1, Γ₂)}·V), V = (2π)^{−1}∫(1 + |ω|)³|V̂|dω.
 * @example
 * uniformBound(potentialGaussian({ dimension: 1 }), { particles: 100, time: 0.1 })
 */
export function uniformBound(
  interaction: Interaction,
  at: { readonly particles: number; readonly time: number },
): number {
  const { particles, time } = optionsOf('uniformBound', at, 'V, { particles: 100, time: 0.1 }');
  integerIn('particles', particles, 1);
  numberIn('time', time, 0, Number.MAX_VALUE);
  const rate =
    time * Math.exp(time * Math.max(1, gammaTwo(interaction).value)) * fourierMoment(interaction).value;
  return (2 / Math.sqrt(particles)) * Math.exp(rate);
}

/**
 * Theorem 3.6: the largest difference seen against the bound with γ_1 = 1, for every N and ε.
 * @example
 * checkUniformLimit(uniformLimit({ interaction: potentialGaussian({ dimension: 1 }), sizes: [2], epsilons: [0.5], until: 0.5, low: -6, high: 6, gridPoints: () => 48 }))
 */
export function checkUniformLimit(limit: UniformLimit): Check {
  nonEmpty('limit.points', limit?.points);
  const { interaction, points } = limit;
  return makeCheck({
    statement: '3.6',
    title: '|∬(W[R_{N:1}] − W[P])a| for ‖a‖ = 1 against the bound with γ_1 = 1',
    kind: 'inequality',
    hypotheses: uniformHypotheses(interaction),
    at: points.map(({ epsilon }) => epsilon),
    atLabel: 'ε',
    lhs: points.map(({ difference }) => difference),
    rhs: points.map((point) => uniformBound(interaction, point)),
    error: points.map(({ error }) => error),
    errorHow: 'steps twice as long; finitely many symbols give a lower bound of the dual norm',
  });
}

function uniformHypotheses(interaction: Interaction): HypothesisCheck[] {
  const even = interaction.hypotheses.find(({ name }) => name === 'H1');
  const { value } = fourierMoment(interaction);
  return [
    {
      name: '(H1)',
      role: 'needed',
      holds: even?.holds ?? 'unknown',
      witness: even?.witness ?? 'not examined',
    },
    {
      name: '∫(1 + |ω|)³|V̂| < ∞',
      role: 'needed',
      holds: Number.isFinite(value),
      witness: `(2π)^(−1)∫(1 + |ω|)³|V̂|dω = ${short(value)}`,
    },
  ];
}

export const entries: readonly StatementEntry[] = [
  {
    number: '3.6',
    title: 'Mean-field limit uniformly in the Planck constant',
    kind: 'inequality',
    notebook: '05',
    section: 'Theorem 3.6: uniformly in ε',
    checks: [checkUniformLimit],
    tests: ['test/statements/uniformLimit.test.ts'],
    errata: ['B15'],
    hypotheses: [
      { name: '(H1)', role: 'needed' },
      { name: '∫(1 + |ω|)³|V̂| < ∞', role: 'needed' },
    ],
  },
];
