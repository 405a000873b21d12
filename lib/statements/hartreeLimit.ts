import { minimum } from '../numerics/extrema';
import { finite, finiteArray, integerIn, oneOf, positive } from '../numerics/guards';
import { logLogFit } from '../numerics/logLogFit';
import type { OnProgress } from '../numerics/progress';
import {
  bosonDeviation,
  bosonDynamics,
  bosonProductState,
  latticeBosons,
  latticeHartree,
  type QuantumLattice,
  ringFourierMass,
} from '../solvers/quantum';
import { checkArrived, evenness, finiteFourierMass, latticeHypotheses, pathError } from './quantumData';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

/** What was computed for one N at one time. */
export interface HartreePoint {
  /** N. */
  readonly particles: number;
  readonly time: number;
  /** ‖R_{N:1}(t) − |ψ(t)⟩⟨ψ(t)|‖, the operator norm. */
  readonly distance: number;
  /** Its numerical error. */
  readonly error: number;
}

export interface HartreePointsInput {
  readonly lattice: QuantumLattice;
  /** ψ^in on the lattice, norm 1; the bosons start in (ψ^in)^{⊗N}. */
  readonly initial: ArrayLike<number>;
  /** The N. */
  readonly sizes: readonly number[];
  readonly until: number;
  /** Equidistant times after 0; default 1. */
  readonly samples?: number;
  /** Of both evolutions; default 1e−9. */
  readonly tolerance?: number;
  /** Limit on the steps of Hartree's equation; default 100 000. */
  readonly maxSteps?: number;
  /** Told the number of sizes done. */
  readonly onProgress?: OnProgress;
}

/**
 * ‖R_{N:1}(t) − |ψ(t)⟩⟨ψ(t)|‖ on a lattice: bosons exactly, in the occupation basis, against Hartree's equation. An error δ of a
 * state of norm 1 changes R_{N:1} by 2δ at most. All N at time 0 are left out, where the distance is 0.
 * @throws RangeError when one of the evolutions stops before `until`.
 * @example
 * hartreePoints({ lattice, initial: psi, sizes: [5, 10, 20, 40], until: 0.5 })
 */
export function hartreePoints(input: HartreePointsInput): HartreePoint[] {
  const { lattice, initial, until, samples = 1, tolerance = 1e-9, maxSteps, onProgress } = input;
  const sizes = finiteArray('sizes', input.sizes);
  const hartree = latticeHartree(lattice, initial, until, {
    tolerance: Math.min(tolerance, 1e-12),
    maxSteps,
  });
  hartree.at(until);
  return Array.from(sizes).flatMap((particles, k) => {
    const dynamics = bosonDynamics(latticeBosons(lattice), { particles, tolerance });
    const states: [time: number, distance: number][] = [];
    const run = dynamics.run(bosonProductState(dynamics.basis, initial), {
      until,
      samples,
      observe: (time, state) => {
        if (time !== 0) states.push([time, bosonDeviation(dynamics.basis, state, hartree.at(time)).norm]);
      },
    });
    checkArrived(run, particles, until);
    onProgress?.(k + 1, sizes.length);
    const error = 2 * (run.error + pathError(hartree));
    return states.map(([time, distance]) => ({ particles, time, distance, error }));
  });
}

/**
 * The bounds for ‖R_{N:1}(t) − |ψ⟩⟨ψ|‖, with κ = 2‖V̂‖/((2π)^d ħ):
 * - `printed`: (2/√N)e^{κt}, Theorem 2.8;
 * - `proof`: e^{κt}/√N + (e^{κt} − 1)/N, the line before it in the proof;
 * - `sharp`: half of that, with ‖V̂‖ taken without the frequency 0 where V̂ is a sum: a constant changes phases only, and
 *   twice the operator norm is the trace norm, which d_N bounds as well.
 */
export type HartreeBoundVariant = 'printed' | 'proof' | 'sharp';

export interface HartreeBoundOptions {
  /** ‖V̂‖_{L¹}/(2π)^d; on a ring Σ_k|v̂_k|: `ringFourierMass`. */
  readonly fourierMass: number;
  readonly hbar: number;
  readonly variant: HartreeBoundVariant;
}

/**
 * The right side of Theorem 2.8 for N particles at time t (of any sign).
 * @example
 * hartreeBound(100, 1, { fourierMass: 1, hbar: 1, variant: 'printed' })
 */
export function hartreeBound(particles: number, time: number, options: HartreeBoundOptions): number {
  const { fourierMass, hbar, variant } = options;
  integerIn('particles', particles, 1);
  if (!(finite('fourierMass', fourierMass) >= 0))
    throw new RangeError(`fourierMass must be >= 0, got ${fourierMass}`);
  oneOf('variant', variant, ['printed', 'proof', 'sharp']);
  const exponent = (2 * fourierMass * Math.abs(finite('time', time))) / positive('hbar', hbar);
  const growth = Math.exp(exponent);
  if (variant === 'printed') return (2 * growth) / Math.sqrt(particles);
  const proof = growth / Math.sqrt(particles) + Math.expm1(exponent) / particles;
  return variant === 'proof' ? proof : proof / 2;
}

export interface HartreeLimitInput {
  readonly lattice: QuantumLattice;
  readonly points: readonly HartreePoint[];
  /** Default `printed`. */
  readonly variant?: HartreeBoundVariant;
}

/**
 * Theorem 2.8 on a ring, of which the proof needs (H1) and (H4) only (erratum B4): the distance of R_{N:1}(t) from the
 * Hartree state against the bound, at every N and t given.
 * @example
 * checkHartreeLimit({ lattice, points: hartreePoints({ lattice, initial: psi, sizes: [5, 10], until: 0.5 }), variant: 'sharp' })
 */
export function checkHartreeLimit({ lattice, points, variant = 'printed' }: HartreeLimitInput): Check {
  const { interaction, hbar } = lattice;
  const fourierMass = ringFourierMass(interaction, variant !== 'sharp');
  const rhs = points.map(({ particles, time }) =>
    hartreeBound(particles, time, { fourierMass, hbar, variant }),
  );
  // Two states are never farther apart than 1.
  const telling = rhs.filter((bound) => bound < 1).length;
  return makeCheck({
    statement: '2.8',
    title: `‖R_{N:1} − |ψ⟩⟨ψ|‖ against the bound (${variantTitle[variant]})`,
    kind: 'inequality',
    hypotheses: latticeHypotheses(lattice),
    at: points.map(({ particles }) => particles),
    atLabel: 'N',
    lhs: points.map(({ distance }) => distance),
    rhs,
    error: points.map(({ error }) => error),
    errorHow: 'tolerances of both evolutions',
    note: `the bound is below 1, and says something, at ${telling} of ${points.length} points`,
  });
}

const variantTitle: Readonly<Record<HartreeBoundVariant, string>> = {
  printed: 'as printed',
  proof: 'as proved',
  sharp: 'half of the proved one, without the frequency 0',
};

/**
 * The true rate: at one time the slope of log‖R_{N:1} − P‖ against log N, which is −1 in the limit, not the −½ of the
 * bound. The error is the 95 % interval of the fit, what the next order, a relative 1/N at the smallest N, can bend, and
 * how far the errors of the distances can turn the line at worst.
 * @example
 * checkHartreeRate(hartreePoints({ lattice, initial: psi, sizes: [20, 40, 80, 160], until: 0.5 }))
 */
export function checkHartreeRate(points: readonly HartreePoint[]): Check {
  const times = new Set(points.map(({ time }) => time));
  if (times.size !== 1 || points.length < 4)
    throw new RangeError(
      `points must be at least 4 at one time, got ${points.length} at ${times.size} times`,
    );
  const sizes = points.map(({ particles }) => particles);
  const fit = logLogFit(
    sizes,
    points.map(({ distance }) => distance),
  );
  const smallest = minimum(sizes);
  return makeCheck({
    statement: '2.8',
    title: 'the true rate is 1/N: slope of log‖R_{N:1} − P‖ against log N',
    kind: 'limit',
    at: [points[0].time],
    atLabel: 't',
    lhs: [fit.slope],
    rhs: [-1],
    error: (fit.interval[1] - fit.interval[0]) / 2 + 1 / smallest + worstTurn(points),
    errorHow: `95 % interval of the fit, 1/N at the smallest N = ${smallest}, errors of the distances`,
    scale: 1,
  });
}

/** The most by which the errors can change the slope Σ(u − ū)v/Σ(u − ū)², u = log N, v = log distance. */
function worstTurn(points: readonly HartreePoint[]): number {
  const logs = points.map(({ particles }) => Math.log(particles));
  const mean = logs.reduce((sum, u) => sum + u, 0) / logs.length;
  let [turn, square] = [0, 0];
  points.forEach(({ distance, error }, k) => {
    const arm = Math.abs(logs[k] - mean);
    // A distance that may be 0 has any logarithm; v changes by −log(1 − error/distance) at most.
    turn += error === 0 ? 0 : arm * (error < distance ? -Math.log1p(-error / distance) : Infinity);
    square += arm * arm;
  });
  return turn / square;
}

const shared = {
  kind: 'inequality',
  notebook: '03',
  checks: [checkHartreeLimit],
  tests: ['test/statements/hartreeLimit.test.ts'],
  hypotheses: [evenness, finiteFourierMass],
} as const;

export const entries: readonly StatementEntry[] = [
  {
    ...shared,
    number: '2.8',
    title: 'Mean-field limit with a rate, bounded Fourier mass',
    section: 'Theorem 2.8: the mean-field limit with a rate',
    checks: [checkHartreeLimit, checkHartreeRate],
    errata: ['B4', 'B7'],
  },
  {
    ...shared,
    number: '§2.8 Remark 2',
    title: 'Bounded potentials',
    section: '§2.8, Remarks 2 and 3: bounded potentials, and the rate of earlier proofs',
  },
  {
    ...shared,
    number: '§2.8 Remark 3',
    title: 'Rate 1/√N of the earlier proofs',
    kind: 'limit',
    section: '§2.8, Remarks 2 and 3: bounded potentials, and the rate of earlier proofs',
    checks: [checkHartreeRate],
    // It looks at distances alone.
    hypotheses: [],
  },
  {
    ...shared,
    number: '§2.8 Remark 5',
    title: 'External potential',
    section: '§2.8, Remark 5: an external potential',
  },
];
