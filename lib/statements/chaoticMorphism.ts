import {
  addMatrices,
  adjoint,
  type DenseMatrix,
  hilbertSchmidtNorm,
  identityMatrix,
  operatorNorm,
  scaleMatrix,
} from '../numerics/dense';
import { finite } from '../numerics/guards';
import {
  chaoticMorphism,
  expectation,
  klimontovichRightSide,
  latticeHartree,
  normalised,
  type QuantumLattice,
  tensorSpace,
} from '../solvers/quantum';
import { ringHypotheses } from './hartreeLimit';
import { definitionCheck, worst } from './quantumKlimontovich';
import type { Check } from './types';
import { makeCheck } from './verdict';

export interface ChaoticMorphismInput {
  readonly lattice: QuantumLattice;
  readonly particles: number;
  readonly psi: ArrayLike<number>;
  readonly observables: readonly DenseMatrix[];
}

/** Definition 2.6: R_ψA = ⟨ψ|A|ψ⟩I maps I to I, adjoints to adjoints, enlarges no norm, and depends on no particle. */
export function checkChaoticMorphism({ lattice, particles, psi, observables }: ChaoticMorphismInput): Check {
  const space = tensorSpace(lattice.sites, particles);
  const state = normalised(psi);
  const map = chaoticMorphism(space, state);
  const one = identityMatrix(space.dimension);
  const growth = Math.max(...observables.map((a) => operatorNorm(map(a)) / operatorNorm(a) - 1));
  return definitionCheck('2.6', 'the chaotic morphism R_ψ', [
    { name: 'R I = I', defect: worst([identityMatrix(lattice.sites)], (i) => [map(i), one]) },
    { name: 'R(A*) = (RA)*', defect: worst(observables, (a) => [map(adjoint(a)), adjoint(map(a))]) },
    { name: '‖RA‖ ≤ ‖A‖', defect: Math.max(0, growth) },
    {
      name: 'RA = ⟨ψ|A|ψ⟩I',
      defect: worst(observables, (a) => [map(a), scaleMatrix(one, expectation(a, state, state))]),
    },
  ]);
}

export interface HartreeMorphismInput {
  readonly lattice: QuantumLattice;
  readonly particles: number;
  /** ψ^in, normalised. */
  readonly initial: ArrayLike<number>;
  readonly observables: readonly DenseMatrix[];
  readonly times: readonly number[];
  /**
   * ψ moves by Hartree's equation with `strength`·V, while the equation for R_ψ keeps V: 1, the default, is the theorem;
   * 0 is a free ψ, which fails.
   */
  readonly strength?: number;
}

/**
 * Theorem 2.7: if ψ solves Hartree's equation, then iħ∂_tR_ψ = ad*(K)R_ψ − C[V, R_ψ, R_ψ]. Left a difference quotient of
 * t ↦ R_ψ(t)A along the computed solution, right the definition of C with the Fourier coefficients. `lhs` is the
 * Hilbert–Schmidt norm of the difference in units of the right side's.
 */
export function checkHartreeMorphism(input: HartreeMorphismInput): Check {
  const { lattice, particles, observables, times } = input;
  const strength = finite('strength', input.strength ?? 1);
  const space = tensorSpace(lattice.sites, particles);
  const step = quotientStep(lattice);
  const until = Math.max(...times) + 2 * step;
  const moving = { ...lattice, interaction: lattice.interaction.map((v) => strength * v) };
  const solution = latticeHartree(moving, normalised(input.initial), until, { tolerance: 1e-14 });
  const entries = times.flatMap((time) => {
    const t = Math.max(finite('time', time), 2 * step);
    const right = klimontovichRightSide(lattice, chaoticMorphism(space, normalised(solution.at(t))));
    return observables.map((a) => {
      const morphism = (s: number): DenseMatrix => chaoticMorphism(space, normalised(solution.at(s)))(a);
      const quotient = (h: number): DenseMatrix =>
        scaleMatrix(addMatrices(morphism(t + h), morphism(t - h), -1), { re: 0, im: lattice.hbar / (2 * h) });
      // One Richardson step: O(h⁴).
      const [wide, narrow] = [quotient(2 * step), quotient(step)];
      const left = addMatrices(scaleMatrix(narrow, 4 / 3), wide, -1 / 3);
      const size = hilbertSchmidtNorm(right(a));
      return {
        t,
        defect: hilbertSchmidtNorm(addMatrices(left, right(a), -1)) / size,
        error: hilbertSchmidtNorm(addMatrices(narrow, wide, -1)) / size + 1e-8,
      };
    });
  });
  return makeCheck({
    statement: '2.7',
    title:
      strength === 1
        ? 'the chaotic morphism of a Hartree solution solves the equation'
        : `ψ moves with ${strength}·V instead of V`,
    kind: 'identity',
    hypotheses: ringHypotheses(lattice),
    at: entries.map(({ t }) => t),
    atLabel: 't',
    lhs: entries.map(({ defect }) => defect),
    rhs: entries.map(() => 0),
    error: entries.map(({ error }) => error),
    errorHow: 'difference quotient with double spacing, and 1e−8',
    scale: 1,
  });
}

/** A step at which the difference quotient is accurate to some 1e−8: 1e−3 in units of the fastest phase. */
function quotientStep({ oneBody, interaction, hbar }: QuantumLattice): number {
  const energy = operatorNorm(oneBody) + interaction.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return (1e-3 * hbar) / Math.max(energy, 1e-3);
}
