import { integerIn, nonEmpty, oneOf } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import {
  bosonDynamics,
  bosonProductState,
  bosonReducedDeviation,
  interactionStrength,
  latticeBosons,
  latticeHartree,
  type QuantumLattice,
  strengthIntegral,
} from '../solvers/quantum';
import { checkArrived, motionHypotheses, requireEven } from './quantumData';
import type { Check, HypothesisCheck, StatementEntry } from './types';
import { makeCheck } from './verdict';

/** What was computed for m of N bosons at one time. */
export interface ReducedPoint {
  /** N. */
  readonly particles: number;
  /** m. */
  readonly order: number;
  readonly time: number;
  /** ‖R_{N:m} − |ψ⟩⟨ψ|^{⊗m}‖₁, the trace norm. */
  readonly distance: number;
  /** E_m = 1 − ⟨ψ^{⊗m}|R_{N:m}|ψ^{⊗m}⟩. */
  readonly depletion: number;
  /** (1/ħ)∫_0^t ℓ(ψ(s))ds, or of the strength given. */
  readonly growth: number;
  /** Numerical error of the distance. */
  readonly error: number;
  /** Numerical error of the growth. */
  readonly growthError: number;
}

export interface ReducedPointsInput {
  readonly lattice: QuantumLattice;
  /** ψ^in on the lattice, norm 1; the bosons start in (ψ^in)^{⊗N}. */
  readonly initial: ArrayLike<number>;
  /** N. */
  readonly particles: number;
  /** The m, 1 … N; all by default. */
  readonly orders?: readonly number[];
  readonly until: number;
  /** Equidistant times after 0; default 1. */
  readonly samples?: number;
  /** ℓ by default; L(t) = √C·‖ψ(t)‖_{H¹} of the notes is larger. */
  readonly strength?: (psi: Float64Array) => number;
  /** Of both evolutions; default 1e−10. */
  readonly tolerance?: number;
  /** Told the number of operators done. */
  readonly onProgress?: OnProgress;
}

/**
 * The distances of all R_{N:m} from Hartree's states on a lattice, bosons exactly, in the occupation basis.
 * @throws RangeError when one of the evolutions stops before `until`.
 * @example
 * reducedPoints({ lattice, initial: psi, particles: 10, orders: [1, 2, 10], until: 0.5 })
 */
export function reducedPoints(input: ReducedPointsInput): ReducedPoint[] {
  const { lattice, initial, until, samples = 1, tolerance = 1e-10, onProgress } = input;
  requireEven(lattice);
  const particles = integerIn('particles', input.particles, 1);
  const orders = input.orders ?? Array.from({ length: particles }, (_, k) => k + 1);
  orders.forEach((m, k) => {
    integerIn(`orders[${k}]`, m, 1, particles);
  });
  const strength = input.strength ?? ((psi: Float64Array): number => interactionStrength(lattice, psi));
  const hartree = latticeHartree(lattice, initial, until, { tolerance: Math.min(tolerance, 1e-12) });
  const dynamics = bosonDynamics(latticeBosons(lattice), { particles, tolerance });
  const points: Omit<ReducedPoint, 'error'>[] = [];
  let [before, growth, growthError] = [0, 0, 0];
  const run = dynamics.run(bosonProductState(dynamics.basis, initial), {
    until,
    samples,
    observe: (time, state) => {
      if (time === 0) return;
      const step = strengthIntegral(hartree, strength, before, time);
      before = time;
      growth += Math.abs(step.value) / lattice.hbar;
      growthError += step.error / lattice.hbar;
      const psi = hartree.at(time);
      for (const order of orders) {
        const { traceNorm, depletion } = bosonReducedDeviation(dynamics.basis, state, psi, order);
        points.push({ particles, order, time, distance: traceNorm, depletion, growth, growthError });
        onProgress?.(points.length, samples * orders.length);
      }
    },
  });
  checkArrived(run, particles, until);
  // An error δ of a state of norm 1 changes R by 2δ at most in trace norm, one of ψ changes P^{⊗m} by 2mδ.
  return points.map((point) => ({
    ...point,
    error: 2 * run.error + 20 * point.order * hartree.errorEstimate + 1e-12,
  }));
}

/**
 * c√(m/N)e^{(κ/2ħ)∫ℓ}:
 * - `printed`: c = 4, κ = 6;
 * - `sharp`: c = √2, from 1/(2N) in the place of 2/N in part (2);
 * - `counted`: c = √2 and κ = 5/2, from that variant of part (2).
 */
export type ReducedBoundVariant = 'printed' | 'sharp' | 'counted';

const variants: Readonly<Record<ReducedBoundVariant, { constant: number; rate: number; title: string }>> = {
  printed: { constant: 4, rate: 3, title: 'as printed' },
  sharp: { constant: Math.SQRT2, rate: 3, title: 'with √2 for 4' },
  counted: { constant: Math.SQRT2, rate: 1.25, title: 'with √2 for 4 and 5/4 for 3 in the exponent' },
};

/**
 * The right side of Theorem 2.9(3), with growth = (1/ħ)∫_0^t ℓ.
 * @example
 * reducedBound({ order: 1, particles: 100, growth: 0.5 }, 'printed')
 */
export function reducedBound(
  { order, particles, growth }: Pick<ReducedPoint, 'order' | 'particles' | 'growth'>,
  variant: ReducedBoundVariant,
): number {
  const { constant, rate } = variants[oneOf('variant', variant, ['printed', 'sharp', 'counted'])];
  return constant * Math.sqrt(order / particles) * Math.exp(rate * growth);
}

/**
 * Theorem 2.9(3) at every m, N and t given. The printed bound is tested with the trace norm too, the larger one.
 * @example
 * checkReducedBound(reducedPoints({ lattice, initial: psi, particles: 10, until: 0.5 }), 'counted')
 */
export function checkReducedBound(
  points: readonly ReducedPoint[],
  variant: ReducedBoundVariant = 'printed',
  hypotheses: readonly HypothesisCheck[] = motionHypotheses,
): Check {
  nonEmpty('points', points);
  const rhs = points.map((point) => reducedBound(point, variant));
  const oneSize = points.every(({ particles }) => particles === points[0].particles);
  return makeCheck({
    statement: '2.9(3)',
    title: `‖R_{N:m} − P^{⊗m}‖₁ against its bound (${variants[variant].title})`,
    kind: 'inequality',
    hypotheses,
    at: points.map(({ order, particles }) => (oneSize ? order : particles)),
    atLabel: oneSize ? 'm' : 'N',
    lhs: points.map(({ distance }) => distance),
    rhs,
    error: points.map(({ error, growthError }, k) => error + rhs[k] * Math.expm1(3 * growthError)),
    errorHow: 'tolerances of both evolutions, quadrature of ∫ℓ',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '2.9(3)',
    title: 'Bound for the m-particle reduced density operators',
    kind: 'inequality',
    notebook: '04',
    section: 'Theorem 2.9(3): m particles of N',
    checks: [checkReducedBound],
    tests: ['test/statements/reducedBounds.test.ts'],
    errata: ['B8'],
    hypotheses: [
      { name: '(H1)', role: 'needed' },
      { name: '(H3)', role: 'needed' },
      { name: '(H5)', role: 'needed' },
      { name: '(H2)', role: 'printed' },
    ],
  },
];
