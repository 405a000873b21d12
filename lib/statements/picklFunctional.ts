import { integerIn, oneOf, positive } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import {
  bosonDeviation,
  bosonDynamics,
  bosonProductState,
  depletionDerivative,
  interactionStrength,
  latticeBosons,
  latticeHartree,
  type PicklTerms,
  picklTerms,
  probabilities,
  type QuantumLattice,
  strengthIntegral,
} from '../solvers/quantum';
import { checkArrived, coulombHypotheses, requireEven } from './quantumData';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

/** Pickl's functional at one time. */
export interface PicklPoint {
  readonly particles: number;
  readonly time: number;
  /** E = 1 − ⟨ψ|R_{N:1}|ψ⟩. */
  readonly depletion: number;
  /** dE/dt by the chain rule from Schrödinger's and Hartree's equations. */
  readonly derivative: number;
  /** Its three terms, from R_{N:2}. */
  readonly terms: PicklTerms;
  /** ℓ(ψ(t)). */
  readonly strength: number;
  /** (1/ħ)∫_0^t ℓ. */
  readonly growth: number;
  readonly growthError: number;
  readonly psi: Float64Array;
  /** Largest error of Ψ(t) and ψ(t). */
  readonly error: number;
}

export interface PicklInput {
  readonly lattice: QuantumLattice;
  /** ψ^in on the lattice, norm 1; the bosons start in (ψ^in)^{⊗N}. */
  readonly initial: ArrayLike<number>;
  /** N ≥ 2. */
  readonly particles: number;
  readonly until: number;
  /** Equidistant times after 0; default 20. */
  readonly samples?: number;
  /** Default 1e−12. */
  readonly tolerance?: number;
  /** Told the number of times done. */
  readonly onProgress?: OnProgress;
}

/**
 * E(t), its derivative and the three terms of it, along the exact motion of N bosons on a lattice, at times after 0.
 * @throws RangeError when one of the evolutions stops before `until`.
 * @example
 * picklPoints({ lattice, initial: psi, particles: 10, until: 1 })
 */
export function picklPoints(input: PicklInput): PicklPoint[] {
  const { lattice, initial, until, samples = 20, tolerance = 1e-12, onProgress } = input;
  requireEven(lattice);
  const particles = integerIn('particles', input.particles, 2);
  positive('until', until);
  const hartree = latticeHartree(lattice, initial, until, { tolerance: Math.min(tolerance, 1e-12) });
  const dynamics = bosonDynamics(latticeBosons(lattice), { particles, tolerance });
  const strength = (psi: Float64Array): number => interactionStrength(lattice, psi);
  const points: Omit<PicklPoint, 'error'>[] = [];
  let [before, growth, growthError] = [0, 0, 0];
  const run = dynamics.run(bosonProductState(dynamics.basis, initial), {
    until,
    samples,
    observe: (time, state) => {
      // There E = 0, and its bounds are 0 too.
      if (time === 0) return;
      const psi = hartree.at(time);
      const step = strengthIntegral(hartree, strength, before, time);
      before = time;
      growth += step.value / lattice.hbar;
      growthError += step.error / lattice.hbar;
      points.push({
        particles,
        time,
        depletion: bosonDeviation(dynamics.basis, state, psi).depletion,
        derivative: depletionDerivative(lattice, dynamics, state, psi),
        terms: picklTerms(lattice, dynamics.basis, state, psi),
        strength: strength(psi),
        growth,
        growthError,
        psi,
      });
      onProgress?.(points.length, samples);
    },
  });
  checkArrived(run, particles, until);
  return points.map((point) => ({ ...point, error: run.error + 10 * hartree.errorEstimate }));
}

/** Rounding of dE/dt: differences of mean values of the size of the energy of N bosons. */
function rounding(lattice: QuantumLattice, { particles }: PicklPoint): number {
  const { oneBody, interaction, hbar, sites } = lattice;
  const entry = (values: Float64Array): number => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return (4e-15 * particles * (sites * entry(oneBody.data) + entry(interaction))) / hbar;
}

/**
 * dE/dt two ways: the chain rule with the Hamiltonian of all N bosons against the sum of the three terms of Pickl's proof,
 * which know the state by R_{N:2} alone.
 * @example
 * checkPicklDerivative(lattice, picklPoints({ lattice, initial: psi, particles: 10, until: 1 }))
 */
export function checkPicklDerivative(lattice: QuantumLattice, points: readonly PicklPoint[]): Check {
  return makeCheck({
    statement: '§2.7 Pickl',
    title: 'dE/dt is the sum of three terms',
    kind: 'identity',
    hypotheses: coulombHypotheses,
    at: points.map(({ time }) => time),
    atLabel: 't',
    lhs: points.map(({ derivative }) => derivative),
    rhs: points.map(({ terms }) => terms.oneLeaves + terms.pairLeaves + terms.oneFollows),
    // The two agree for any symmetric Ψ and any ψ, at the computed ones too.
    error: points.map((point) => rounding(lattice, point)),
    errorHow: 'rounding of means of the size of N particles’ energy',
  });
}

/**
 * The three terms against their bounds, with ℓ as everywhere: (2ℓ/ħ)√E/N for the one that the mean field cancels but for
 * 1/N; (2ℓ/ħ)√E·((N−1)/N)(1/(N−1) + ((N−2)/(N−1))E)^½ for pairs, by symmetry: Q₁Ψ is compared with the sum over all partners;
 * (2ℓ/ħ)(2 − 1/N)E for the last.
 * @example
 * checkPicklTerms(lattice, picklPoints({ lattice, initial: psi, particles: 10, until: 1 }))
 */
export function checkPicklTerms(lattice: QuantumLattice, points: readonly PicklPoint[]): Check[] {
  const { hbar } = lattice;
  const pairs = (n: number, e: number): number =>
    ((n - 1) / n) * Math.sqrt(e * (1 / (n - 1) + ((n - 2) / (n - 1)) * e));
  const bounds: Readonly<Record<keyof PicklTerms, [title: string, bound: (n: number, e: number) => number]>> =
    {
      oneLeaves: ['P₁P₂ … Q₁P₂: one leaves', (n, e) => Math.sqrt(e) / n],
      pairLeaves: ['P₁P₂ … Q₁Q₂: a pair leaves', pairs],
      oneFollows: ['P₁Q₂ … Q₁Q₂: one follows', (n, e) => (2 - 1 / n) * e],
    };
  return (['oneLeaves', 'pairLeaves', 'oneFollows'] as const).map((name) => {
    const [title, bound] = bounds[name];
    return makeCheck({
      statement: '§2.7 Pickl',
      title: `term ${title}`,
      kind: 'inequality',
      hypotheses: coulombHypotheses,
      at: points.map(({ time }) => time),
      atLabel: 't',
      lhs: points.map(({ terms }) => Math.abs(terms[name])),
      rhs: points.map(
        ({ particles, depletion, strength }) =>
          ((2 * strength) / hbar) * bound(particles, Math.max(0, depletion)),
      ),
      // The bounds hold for any symmetric Ψ and any ψ, at the computed ones too.
      error: points.map(({ strength }) => (1e-14 * strength) / hbar),
      errorHow: 'rounding of R_{N:2}',
    });
  });
}

/**
 * Gronwall's inequality for E(t), by which the theorem follows:
 * - `printed`: dE/dt ≤ 10‖V‖_{2r}‖ψ‖_{2r'}(E + 1/N), which lacks 1/ħ and fails for small ħ (B10);
 * - `corrected`: the same with 1/ħ;
 * - `sharp`: dE/dt ≤ (6ℓ/ħ)(E + 1/(2N)), the inequality of Theorem 2.9(2) in the state Ψ;
 * - `counted`: the same with 5/2 for 6, for bosons;
 * - `integrated`: what `sharp` gives from E(0) = 0, E(t) ≤ (e^{(6/ħ)∫ℓ} − 1)/(2N).
 */
export type GronwallVariant = 'printed' | 'corrected' | 'sharp' | 'counted' | 'integrated';

export interface GronwallOptions {
  /** Default `corrected`. */
  readonly variant?: GronwallVariant;
  /** r in [1, ∞], with 1/r + 1/r' = 1; default 1: ‖V‖₂ and sup|ψ|. Of `printed` and `corrected`. */
  readonly exponent?: number;
}

/**
 * Pickl's inequality at every point: dE/dt (or E) against its bound.
 * @example
 * checkPicklGronwall(lattice, picklPoints({ lattice, initial: psi, particles: 10, until: 1 }), { variant: 'sharp' })
 */
export function checkPicklGronwall(
  lattice: QuantumLattice,
  points: readonly PicklPoint[],
  { variant = 'corrected', exponent = 1 }: GronwallOptions = {},
): Check {
  oneOf('variant', variant, ['printed', 'corrected', 'sharp', 'counted', 'integrated']);
  if (!(exponent >= 1)) throw new RangeError(`exponent must be in [1, Infinity], got ${exponent}`);
  const { hbar, interaction } = lattice;
  const integrated = variant === 'integrated';
  const potential = powerNorm(interaction, 2 * exponent);
  const bound = ({ particles, depletion, strength, growth, psi }: PicklPoint): number => {
    if (integrated) return Math.expm1(6 * growth) / (2 * particles);
    if (variant === 'sharp' || variant === 'counted')
      return (((variant === 'sharp' ? 6 : 2.5) * strength) / hbar) * (depletion + 0.5 / particles);
    const wave = powerNorm(probabilities(psi).map(Math.sqrt), 2 / (1 - 1 / exponent));
    return ((10 * potential * wave) / (variant === 'printed' ? 1 : hbar)) * (depletion + 1 / particles);
  };
  return makeCheck({
    statement: '§2.7 Pickl',
    title: gronwallTitle[variant],
    kind: 'inequality',
    hypotheses: coulombHypotheses,
    at: points.map(({ time }) => time),
    atLabel: 't',
    lhs: points.map((point) => (integrated ? point.depletion : point.derivative)),
    rhs: points.map(bound),
    error: points.map((point) =>
      integrated
        ? 2 * point.error + (3 * point.growthError * Math.exp(6 * point.growth)) / point.particles
        : rounding(lattice, point),
    ),
    errorHow: integrated ? 'tolerances of both evolutions, quadrature of ∫ℓ' : 'rounding',
  });
}

const gronwallTitle: Readonly<Record<GronwallVariant, string>> = {
  printed: 'dE/dt ≤ 10‖V‖‖ψ‖(E + 1/N), as printed',
  corrected: 'dE/dt ≤ (10/ħ)‖V‖‖ψ‖(E + 1/N)',
  sharp: 'dE/dt ≤ (6ℓ/ħ)(E + 1/(2N))',
  counted: 'dE/dt ≤ (5ℓ/2ħ)(E + 1/(2N))',
  integrated: 'E ≤ (e^{(6/ħ)∫ℓ} − 1)/(2N)',
};

/** (Σ|v|^p)^{1/p}, the maximum for p = ∞. */
function powerNorm(values: Float64Array, p: number): number {
  const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  if (largest === 0 || p === Number.POSITIVE_INFINITY) return largest;
  return largest * values.reduce((sum, v) => sum + (Math.abs(v) / largest) ** p, 0) ** (1 / p);
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§2.7 Pickl',
    title: "Pickl's functional and its Gronwall inequality",
    kind: 'inequality',
    notebook: '04',
    section: "§2.7: Pickl's functional",
    checks: [checkPicklDerivative, checkPicklTerms, checkPicklGronwall],
    tests: ['test/statements/picklFunctional.test.ts'],
    errata: ['B10'],
    hypotheses: [
      { name: '(H1)', role: 'needed' },
      { name: '(H5)', role: 'needed' },
    ],
  },
];
