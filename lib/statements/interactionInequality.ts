import { addMatrices, adjoint, identityMatrix, scaleMatrix } from '../numerics/dense/elementary';
import { eigenGeneralized } from '../numerics/dense/generalizedEigen';
import { hermitianPart } from '../numerics/dense/hermitian';
import { complexMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { hilbertSchmidtNorm } from '../numerics/dense/norms';
import { projector } from '../numerics/dense/projector';
import { integerIn, oneOf } from '../numerics/guards';
import type { OnProgress } from '../numerics/progress';
import {
  chaoticMap,
  contraction,
  empiricalMap,
  type InteractionConstant,
  interactionConstant,
  interactionStrength,
  klimontovichMap,
  mapDifference,
  normalised,
  type QuantumLattice,
  tensorSpace,
} from '../solvers/quantum';
import {
  coulombHypotheses,
  inequalityHypotheses,
  type QuantumSystemInput,
  quantumSystem,
  randomVector,
  requireEven,
  shareOf,
} from './quantumData';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

/**
 * The operator inequality ±iC[V, M_N − R_ψ, M_N](Q) ≤ κ·ℓ·(M_N(Q) + δI):
 * - `printed`: κ = 6, δ = 2/N, Theorem 2.9(2) (with L = √C‖ψ‖_{H¹} ≥ ℓ in the place of ℓ);
 * - `sharp`: κ = 6, δ = 1/(2N), which the same proof gives;
 * - `counted`: κ = 5/2, δ = 1/(2N), on bosonic functions: `interactionConstantBound` is 2.498 at most;
 * - `open`: κ = 2, δ = 1/(2N), not proved, and not seen to fail.
 */
export type InteractionVariant = 'printed' | 'sharp' | 'counted' | 'open';

const variants: Readonly<Record<InteractionVariant, { constant: number; shift: number; title: string }>> = {
  printed: { constant: 6, shift: 2, title: 'as printed: κ ≤ 6 with 2/N' },
  sharp: { constant: 6, shift: 0.5, title: 'sharper: κ ≤ 6 with 1/(2N)' },
  counted: { constant: 2.5, shift: 0.5, title: 'by counting: κ ≤ 5/2 with 1/(2N)' },
  open: { constant: 2, shift: 0.5, title: 'open: κ ≤ 2 with 1/(2N)' },
};

const variantNames: readonly InteractionVariant[] = ['printed', 'sharp', 'counted', 'open'];

/** The smallest κ for one N. */
export interface InteractionPoint extends InteractionConstant {
  /** N. */
  readonly particles: number;
}

export interface InteractionPointsInput {
  readonly lattice: QuantumLattice;
  /** ψ, norm 1. */
  readonly psi: ArrayLike<number>;
  /** The N. */
  readonly sizes: readonly number[];
  /** Decides δ; default `printed`. */
  readonly variant?: InteractionVariant;
  /** Told the number of sizes done. */
  readonly onProgress?: OnProgress;
}

/**
 * The smallest κ in Theorem 2.9(2) on bosonic wave functions, for every N given.
 * @example
 * interactionPoints({ lattice, psi, sizes: [2, 5, 10], variant: 'sharp' })
 */
export function interactionPoints(input: InteractionPointsInput): InteractionPoint[] {
  const { lattice, psi, sizes, variant = 'printed', onProgress } = input;
  requireEven(lattice);
  const { shift } = variants[oneOf('variant', variant, variantNames)];
  return sizes.map((particles, k) => {
    const found = interactionConstant(lattice, psi, integerIn('sizes', particles, 1), shift / particles);
    onProgress?.(k + 1, sizes.length);
    return { particles, ...found };
  });
}

/**
 * The same on all of 𝔥^{⊗N}, without symmetry, from the definition of C by characters: a dense generalised eigenproblem of
 * dimension L^N ≤ 1024.
 * @example
 * interactionConstantWithoutSymmetry(lattice, psi, 2, 0.25)
 */
export function interactionConstantWithoutSymmetry(
  lattice: QuantumLattice,
  psi: ArrayLike<number>,
  particles: number,
  shift: number,
): number {
  const space = tensorSpace({ sites: lattice.sites, particles });
  const state = normalised(psi);
  const q = addMatrices(identityMatrix(lattice.sites), projector(state), -1);
  const map = empiricalMap(space);
  const pair = contraction(lattice.interaction, mapDifference(map, chaoticMap(space, state)), map).matrix(q);
  const weight = addMatrices(map.matrix(q), identityMatrix(space.dimension), shift);
  const { values } = eigenGeneralized(
    hermitianPart(scaleMatrix(pair, { re: 0, im: 1 })),
    hermitianPart(weight),
  );
  return Math.max(-values[0], values[values.length - 1]) / interactionStrength(lattice, state);
}

/**
 * Theorem 2.9(2): the smallest κ against the constant of the variant by which the points were made. It is invariant under
 * the evolution, so that ψ may be any state of norm 1.
 * @example
 * checkInteractionInequality(interactionPoints({ lattice, psi, sizes: [2, 5, 10] }))
 */
export function checkInteractionInequality(
  points: readonly InteractionPoint[],
  variant: InteractionVariant = 'printed',
): Check {
  const { constant, title } = variants[oneOf('variant', variant, variantNames)];
  return makeCheck({
    statement: '2.9(2)',
    title: `smallest κ with ±iC ≤ κℓ(M_N(Q) + δ), ${title}`,
    kind: 'inequality',
    hypotheses: inequalityHypotheses,
    at: points.map(({ particles }) => particles),
    atLabel: 'N',
    lhs: points.map(({ value }) => value),
    rhs: points.map(() => constant),
    // An eigenvalue lies within the residual of the one found; that it is the last one, Lanczos makes all but certain.
    error: points.map(({ value, residual }) => residual + 1e-10 * value),
    errorHow: 'residual of the eigenvector, rounding',
    certain: points.every(({ status }) => status !== 'product limit'),
  });
}

/** 8³ takes a quarter of a minute. */
const largestSkewDimension = 600;

export interface SkewAdjointInput extends QuantumSystemInput {
  /** `right` (default): A = Q = I − |ψ⟩⟨ψ|. `transition`: A = |φ⟩⟨ψ| with another φ, which is not Hermitian. */
  readonly variant?: 'right' | 'transition';
}

/**
 * The first claim of Theorem 2.9(2): C[V, M_N(t) − R_ψ, M_N(t)](Q) is skew-adjoint, for a random ψ. Shown is ‖C + C*‖/‖C‖
 * (Hilbert–Schmidt), on all of 𝔥^{⊗N}, from the definition of C by characters. It holds for every Hermitian A in the place of
 * Q, and fails for others.
 * @throws RangeError when L^N exceeds 600: L² products of such matrices for each time would take minutes.
 * @example
 * checkSkewAdjoint({ lattice, particles: 2 })
 */
export function checkSkewAdjoint(input: SkewAdjointInput): Check {
  const { hamiltonian, times, random, rounding } = quantumSystem(input);
  const { lattice, space } = hamiltonian;
  if (space.dimension > largestSkewDimension)
    throw new RangeError(
      `sites^particles must be at most ${largestSkewDimension} for matrices, got ${lattice.sites}^${space.particles} = ${space.dimension}`,
    );
  const own = oneOf('variant', input.variant ?? 'right', ['right', 'transition']) === 'right';
  const [psi, phi] = [0, 1].map(() => randomVector(random, lattice.sites));
  const [ket, other] = [psi, phi].map((wave) => complexMatrix(lattice.sites, 1, wave));
  const a = own
    ? addMatrices(identityMatrix(lattice.sites), projector(psi), -1)
    : multiplyMatrices(other, ket, { adjointB: true });
  const seen = Array.from(times, (t) => {
    const map = klimontovichMap(hamiltonian, t);
    const pair = contraction(lattice.interaction, mapDifference(map, chaoticMap(space, psi)), map).matrix(a);
    return {
      defect: hilbertSchmidtNorm(addMatrices(pair, adjoint(pair))),
      size: hilbertSchmidtNorm(pair),
    };
  });
  const largest = lattice.interaction.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return makeCheck({
    statement: '2.9(2)',
    title: own ? 'C[V, M_N − R_ψ, M_N](Q) is skew-adjoint' : 'with |φ⟩⟨ψ| in the place of Q',
    kind: 'identity',
    hypotheses: coulombHypotheses.slice(0, 1),
    at: times,
    atLabel: 't',
    lhs: seen.map(({ defect, size }) => shareOf(defect, size)),
    rhs: seen.map(() => 0),
    scale: 1,
    // C is a sum over characters of products of the size of V, on every vector of the space.
    error: seen.map(({ size }, s) =>
      shareOf(rounding(times[s]) * largest * lattice.sites * Math.sqrt(space.dimension), size),
    ),
    errorHow: 'rounding of the sum over characters and of the phases of the evolution',
    note: `matrices of dimension ${space.dimension}`,
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '2.9(2)',
    title: 'Operator inequality for the interaction',
    kind: 'inequality',
    notebook: '04',
    section: 'Theorem 2.9(2): the operator inequality',
    checks: [checkSkewAdjoint, checkInteractionInequality],
    tests: ['test/statements/interactionInequality.test.ts'],
    hypotheses: [
      { name: '(H1)', role: 'needed' },
      { name: '(H5)', role: 'needed' },
      { name: '(H3)', role: 'printed' },
      { name: '(H2)', role: 'printed' },
    ],
  },
];
