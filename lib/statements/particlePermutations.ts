import { distance } from '../numerics/complexVector';
import { integerIn, oneOf } from '../numerics/guards';
import { createRandom, permutation } from '../numerics/random';
import { permuteParticles, tensorSpace } from '../solvers/quantum';
import { composePermutations } from '../solvers/quantum/tensor/permutations';
import { type QuantumSystemInput, randomVector } from './quantumData';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface ParticlePermutationsInput extends QuantumSystemInput {
  /** `right` (default): U_σU_τ = U_{τσ}. `printed`: U_σU_τ = U_{στ}, as for a representation, which fails from N = 3 on. */
  readonly variant?: 'right' | 'printed';
}

/**
 * §2.3: the operators U_σ, (U_σΨ)(x_1, …, x_N) = Ψ(x_{σ⁻¹(1)}, …, x_{σ⁻¹(N)}), reverse products (erratum B21): ten random pairs
 * σ, τ on a random wave function, ‖U_σU_τΨ − U_{τσ}Ψ‖, which is 0 without any rounding.
 * @example
 * checkParticlePermutations({ lattice, particles: 3 })
 */
export function checkParticlePermutations(input: ParticlePermutationsInput): Check {
  const { sites } = input.lattice;
  const space = tensorSpace({ sites, particles: integerIn('particles', input.particles, 2) });
  const random = createRandom(input.seed ?? 1);
  const reversed = oneOf('variant', input.variant ?? 'right', ['right', 'printed']) === 'right';
  const psi = randomVector(random, space.dimension);
  const draw = (): number[] => Array.from(permutation(space.particles, random), (image) => image + 1);
  const gaps = Array.from({ length: 10 }, () => {
    const [sigma, tau] = [draw(), draw()];
    const twice = permuteParticles(space, sigma, permuteParticles(space, tau, psi));
    const product = reversed ? composePermutations(tau, sigma) : composePermutations(sigma, tau);
    return distance(twice, permuteParticles(space, product, psi));
  });
  return makeCheck({
    statement: '§2.3',
    title: reversed ? 'U_σU_τ = U_{τσ}' : 'U_σU_τ = U_{στ}, as if σ ↦ U_σ kept products (erratum B21)',
    kind: 'identity',
    at: gaps.map((_, k) => k + 1),
    atLabel: 'pair σ, τ',
    lhs: gaps,
    rhs: gaps.map(() => 0),
    scale: 1,
    error: 0,
    errorHow: 'none: entries only change places',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§2.3',
    title: 'Reduced density operators and symmetry',
    kind: 'identity',
    notebook: '02',
    section: '§2.3: Reduced density operators and symmetry',
    checks: [checkParticlePermutations],
    tests: ['test/statements/quantumKlimontovich.test.ts'],
    errata: ['B21'],
    hypotheses: [],
  },
];
