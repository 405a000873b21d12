import { potentialCoulomb } from '../interactions';
import { finite, integerIn, optionsOf, positive, shown } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import {
  coulombPair,
  coulombStrength,
  radialGaussian,
  radialGrid,
  radialHartree,
  radialSobolevNorm,
  releasedBosons,
  type ScalarDeviation,
  shellSeries,
  sphericalBosons,
} from '../solvers/quantum';
import { singularHypotheses } from './hypotheses';
import { checkReducedBound, type ReducedBoundVariant, type ReducedPoint } from './reducedBounds';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface CoulombLimitInput {
  /** The N, from 2 on; two bosons are solved exactly, more in oscillator shells. */
  readonly sizes: readonly number[];
  readonly until: number;
  /** Equidistant times after 0. Default 8. */
  readonly samples?: number;
  readonly hbar?: number;
  /** Deviation of each coordinate in the Gaussian ψ^in. Default 1. */
  readonly width?: number;
  /** λ of V = λ/|x|. Default 1. */
  readonly coupling?: number;
  /** Numbers of shells, ascending, three or more serve best. Default 2, 4, 6. */
  readonly shells?: readonly number[];
  /** Largest sum of the shells of all bosons. Default 12. */
  readonly quanta?: number;
  /** Told the number of sizes done. */
  readonly onProgress?: OnProgress;
}

/** A point in oscillator shells, or exact. */
export interface CoulombPoint extends ReducedPoint {
  /**
   * The part of the error that is left when bosons and Hartree's wave are both taken in the orbitals that were used: what two
   * quanta fewer change. In these orbitals N alone varies, and laws in N can be seen sharply.
   */
  readonly quantaError: number;
  /** Numerical error of the depletion, found like `error`. */
  readonly depletionError: number;
}

/** N bosons in R³ with V = λ/|x| beside Hartree's equation. */
export interface CoulombLimit {
  /** 0, …, until. */
  readonly times: Float64Array;
  /** ℓ(t) = |λ|sup_x‖ψ(t)/|x − ·|‖. */
  readonly strength: Float64Array;
  /** L(t) = 2|λ|·‖ψ(t)‖_{H¹}, the notes' number: √C = 2|λ| by Hardy. */
  readonly sobolev: Float64Array;
  /** Numerical error of either strength, and of their difference; infinite where the grid loses Hartree's solution. */
  readonly strengthError: Float64Array;
  /** For each N and time after 0, with growth (1/ħ)∫ℓ. An error is infinite where the cloud has left the orbitals. */
  readonly points: readonly CoulombPoint[];
  /** The same with growth (1/ħ)∫L. */
  readonly printed: readonly CoulombPoint[];
}

/**
 * The mean-field limit of Theorem 2.9 for Coulomb bosons in R³ from a Gaussian: ‖R_{N:1} − P‖₁ and E(t) for each N, by `coulombPair`
 * for N = 2 and by `shellSeries` otherwise. The error of these is the estimate of what the shells leave out, and what two quanta
 * fewer change.
 * @throws RangeError as the solvers do: for too many states, or waves that are not resolved.
 * @example
 * coulombLimit({ sizes: [3, 4], until: 1 }).points
 */
export function coulombLimit(input: CoulombLimitInput): CoulombLimit {
  optionsOf('coulombLimit', input, '{ sizes: [2, 3, 4], until: 1 }', [
    'sizes',
    'until',
    'samples',
    'hbar',
    'width',
    'coupling',
    'shells',
    'quanta',
    'onProgress',
  ]);
  const { sizes, samples = 8, hbar = 1, width = 1, coupling = 1, onProgress } = input;
  const until = positive('until', input.until);
  finite('coupling', coupling);
  positive('width', width);
  positive('hbar', hbar);
  if (!Array.isArray(sizes) || sizes.length === 0)
    throw new RangeError(`sizes must be a list of numbers of bosons, got ${shown(sizes)}`);
  integerIn('samples', samples, 1, 1000);
  const times = Float64Array.from({ length: samples + 1 }, (_, k) => (k * until) / samples);
  const setting = { ...input, samples, hbar, width, coupling, times };
  const { strength, sobolev, strengthError } = strengths(setting);
  const measured = sizes.flatMap((particles, k) => {
    const one = integerIn(`sizes[${k}]`, particles, 2) === 2 ? exactPair(setting) : cloud(setting, particles);
    onProgress?.(k + 1, sizes.length);
    return one;
  });
  const withGrowth = (values: Float64Array): CoulombPoint[] => {
    const { integral, error } = running(values, strengthError, until / samples);
    return measured.map((point) => {
      const s = Math.round((point.time * samples) / until);
      return { ...point, growth: integral[s] / hbar, growthError: error[s] / hbar };
    });
  };
  return {
    times,
    strength: everySecond(strength),
    sobolev: everySecond(sobolev),
    strengthError: everySecond(strengthError),
    points: withGrowth(strength),
    printed: withGrowth(sobolev),
  };
}

type Setting = Required<Omit<CoulombLimitInput, 'shells' | 'quanta' | 'onProgress'>> &
  Pick<CoulombLimitInput, 'shells' | 'quanta'> & { readonly times: Float64Array };

type Measured = Omit<CoulombPoint, 'growth' | 'growthError'>;

/** A ball that a packet does not leave: 24 widths, and as many of the free packet at the end. */
function ballOf({ width, hbar, until }: Setting): number {
  return 24 * width * Math.max(1, Math.hypot(1, (hbar * until) / (2 * width * width)) / 2.5);
}

/** ℓ, L and their error at the times and half-way between them: also what steps twice as long change in both. */
function strengths(setting: Setting): Record<'strength' | 'sobolev' | 'strengthError', Float64Array> {
  const [fine, rough] = [4, 2].map((steps) => strengthsInSteps(setting, steps));
  const strengthError = fine.strengthError.map(
    (error, k) =>
      error + Math.abs(fine.strength[k] - rough.strength[k]) + Math.abs(fine.sobolev[k] - rough.sobolev[k]),
  );
  return { ...fine, strengthError };
}

function strengthsInSteps(
  setting: Setting,
  steps: number,
): Record<'strength' | 'sobolev' | 'strengthError', Float64Array> {
  const { width, hbar, coupling, until, samples } = setting;
  const grid = radialGrid({ radius: ballOf(setting), intervals: 512 });
  const initial = radialGaussian({ grid, hbar, width });
  const [strength, sobolev, strengthError] = [0, 1, 2].map(() => new Float64Array(2 * samples + 1));
  let at = 0;
  const { status } = radialHartree({ initial, coupling }).run({
    until,
    timeStep: until / (steps * samples),
    samples: 2 * samples,
    observe: (_, state) => {
      const { value, error } = coulombStrength(state);
      strength[at] = Math.abs(coupling) * value;
      strengthError[at] = Math.abs(coupling) * error;
      sobolev[at] = 2 * Math.abs(coupling) * radialSobolevNorm(state);
      at++;
    },
  });
  if (status !== 'resolved') strengthError.fill(Infinity);
  return { strength, sobolev, strengthError };
}

function everySecond(values: Float64Array): Float64Array {
  return values.filter((_, k) => k % 2 === 0);
}

/** ∫_0^t by Simpson's rule; error: its difference from the trapezoidal rule, a fourth of it, and the errors of the values. */
function running(
  values: Float64Array,
  errors: Float64Array,
  step: number,
): Record<'integral' | 'error', Float64Array> {
  const integral = new Float64Array((values.length + 1) / 2);
  const error = new Float64Array(integral.length);
  for (let s = 1; s < integral.length; s++) {
    const [a, b, c] = values.subarray(2 * s - 2, 2 * s + 1);
    const simpson = (step * (a + 4 * b + c)) / 6;
    const trapezoid = (step * (a + 2 * b + c)) / 4;
    integral[s] = integral[s - 1] + simpson;
    error[s] =
      error[s - 1] +
      Math.abs(simpson - trapezoid) / 4 +
      step * Math.max(...errors.subarray(2 * s - 2, 2 * s + 1));
  }
  return { integral, error };
}

function exactPair(setting: Setting): Measured[] {
  const { width, hbar, coupling, until, samples, times } = setting;
  const pair = coulombPair({
    width,
    hbar,
    coupling,
    until,
    samples,
    radius: ballOf(setting),
    traceNorm: true,
  });
  const [norm, normError] = [pair.traceNorm, pair.traceNormError] as Float64Array[];
  return Array.from(times.subarray(1), (time, k) => ({
    ...{ particles: 2, order: 1, time, distance: norm[k + 1], depletion: pair.excitation[k + 1] },
    error:
      pair.hartree.status === 'resolved'
        ? normError[k + 1] + 2 * (pair.error[k + 1] + pair.edgeMass)
        : Infinity,
    quantaError: 0,
    depletionError: pair.error[k + 1] + pair.edgeMass,
  }));
}

function cloud(setting: Setting, particles: number): Measured[] {
  const { width, hbar, coupling, times, shells = [2, 4, 6] } = setting;
  const quanta = integerIn('quanta', setting.quanta ?? 12, 4);
  const model = { coupling, hbar, frequency: hbar / (2 * width * width) };
  const series = shellSeries({ particles, times, ...model, shells, quanta });
  const last = series[series.length - 1];
  const space = sphericalBosons({ particles, shells: last.shells, quanta: quanta - 2 });
  const fewer: ScalarDeviation[] = [];
  releasedBosons(space, model).run({
    times,
    observe: ({ state, hartree }) => fewer.push(space.deviation(state, hartree)),
  });
  const missing = (name: 'traceNorm' | 'depletion', k: number): number =>
    last.resolved[k] ? (last.missing?.[name][k] ?? Infinity) : Infinity;
  return Array.from(times.subarray(1), (time, i) => {
    const k = i + 1;
    const [distance, depletion] = [last.traceNorm[k], last.depletion[k]];
    // A run that has ended before the last time has no later samples.
    const quantaError = fewer[k] ? Math.abs(distance - fewer[k].traceNorm) : Infinity;
    return {
      ...{ particles, order: 1, time, distance, depletion, quantaError },
      error: missing('traceNorm', k) + quantaError,
      depletionError:
        missing('depletion', k) + (fewer[k] ? Math.abs(depletion - fewer[k].depletion) : Infinity),
    };
  });
}

/** The hypotheses of Theorem 2.9 for λ/|x| in R³. (H2), which is printed, excludes it (B4). */
const hypotheses = singularHypotheses(potentialCoulomb({ dimension: 3 }));

/**
 * Theorem 2.9(3) for m = 1 and Coulomb's potential in R³: `printed` takes the points with L, the others those with ℓ.
 * @example
 * checkCoulombBound(coulombLimit({ sizes: [3], until: 0.5 }).points, 'counted')
 */
export function checkCoulombBound(
  points: readonly ReducedPoint[],
  variant: ReducedBoundVariant = 'printed',
): Check {
  return {
    ...checkReducedBound(points, variant, hypotheses),
    statement: '2.9',
    errorHow: 'shells and quanta that are left out, quadrature of the strength',
  };
}

/**
 * (H5) at work: ℓ(t) ≤ L(t) = √C·‖ψ(t)‖_{H¹} with C = 4λ², along Hartree's solution.
 * @example
 * checkCoulombStrength(coulombLimit({ sizes: [3], until: 0.5 }))
 */
export function checkCoulombStrength(limit: CoulombLimit): Check {
  const { times, strength, sobolev, strengthError } = optionsOf(
    'checkCoulombStrength',
    limit,
    'coulombLimit({ sizes: [3], until: 1 })',
  );
  return makeCheck({
    statement: '2.9',
    title: 'ℓ ≤ L = 2|λ|·‖ψ‖_H¹, by Hardy',
    kind: 'inequality',
    hypotheses,
    at: times,
    atLabel: 't',
    lhs: strength,
    rhs: sobolev,
    error: strengthError,
    errorHow: 'what a grid twice as coarse changes in ℓ, and steps twice as long in both',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '2.9',
    title: 'Mean-field limit with Coulomb singularity',
    kind: 'inequality',
    notebook: '04',
    section: 'Theorem 2.9: the mean-field limit with a Coulomb singularity',
    checks: [checkCoulombStrength, checkCoulombBound],
    tests: ['test/statements/coulomb.test.ts'],
    errata: ['B4'],
    hypotheses: hypotheses.map(({ name, role }) => ({ name, role })),
  },
];
