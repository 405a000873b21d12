import { distance, inner } from '../numerics/complexVector';
import { traceOfProduct } from '../numerics/dense/elementary';
import type { DenseMatrix } from '../numerics/dense/matrix';
import { projector } from '../numerics/dense/projector';
import { oneOf } from '../numerics/guards';
import {
  applyInSlot,
  empiricalMap,
  klimontovichMap,
  type OperatorMap,
  permuteParticles,
  type TensorSpace,
  tensorReducedDensity,
} from '../solvers/quantum';
import { exchange } from '../solvers/quantum/tensor/permutations';
import {
  bosonicSymmetry,
  type QuantumSystem,
  type QuantumSystemInput,
  quantumSystem,
  randomVector,
  randomWave,
  symmetryHypothesis,
} from './quantumData';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export interface QuantumSymmetryInput extends QuantumSystemInput {
  /** `right` (default): M_N. `first particle`: J_1 in its place, which is not symmetric. */
  readonly variant?: 'right' | 'first particle';
}

/**
 * Definition 2.2: M_N^in A = (1/N)ΣJ_kA commutes with the exchanges of particles, and so with all U_σ. One entry for each
 * exchange (k k+1): ‖(M_N^in A)U_σΨ − U_σ(M_N^in A)Ψ‖ of a random Ψ and projection A.
 * @example
 * checkQuantumEmpirical({ lattice, particles: 3 })
 */
export function checkQuantumEmpirical(input: QuantumSymmetryInput): Check {
  const system = quantumSystem(input);
  const a = projector(randomVector(system.random, input.lattice.sites));
  const psi = randomWave(system, false);
  const defects = exchangeDefects(system.hamiltonian.space, observedMap(system, input, 0), a, psi);
  return makeCheck({
    statement: '2.2',
    title: titleOf(input, 'M_N^in A is invariant under permutations'),
    kind: 'definition',
    at: defects.map((_, k) => k + 1),
    atLabel: 'exchange of particles k, k+1',
    lhs: defects,
    rhs: defects.map(() => system.rounding(0)),
    error: 0,
    errorHow: 'the tolerance on the right is the rounding of sums of numbers of order 1',
  });
}

/**
 * Definition 2.3: M_N(t)A = e^{itĤN/ħ}(M_N^in A)e^{−itĤN/ħ} is invariant under permutations at every time.
 * @example
 * checkQuantumKlimontovich({ lattice, particles: 3 })
 */
export function checkQuantumKlimontovich(input: QuantumSymmetryInput): Check {
  const system = quantumSystem(input);
  const { times, rounding } = system;
  const a = projector(randomVector(system.random, input.lattice.sites));
  const psi = randomWave(system, false);
  const lhs = times.map((t) => {
    const map = observedMap(system, input, t);
    return Math.max(0, ...exchangeDefects(system.hamiltonian.space, map, a, psi));
  });
  return makeCheck({
    statement: '2.3',
    title: titleOf(input, 'M_N(t)A is invariant under permutations'),
    kind: 'definition',
    at: times,
    atLabel: 't',
    lhs,
    rhs: times.map((t) => 4 * rounding(t)),
    error: 0,
    errorHow: 'the tolerance on the right is the rounding of the four evolutions',
  });
}

function titleOf({ variant = 'right' }: QuantumSymmetryInput, title: string): string {
  return oneOf('variant', variant, ['right', 'first particle']) === 'right'
    ? title
    : 'J_1 of the first particle alone is not';
}

function observedMap(system: QuantumSystem, { variant }: QuantumSymmetryInput, time: number): OperatorMap {
  const { hamiltonian } = system;
  const { space } = hamiltonian;
  if (variant !== 'first particle')
    return time === 0 ? empiricalMap(space) : klimontovichMap(hamiltonian, time);
  return {
    ...empiricalMap(space),
    apply: (a, psi) => hamiltonian.evolve(applyInSlot(space, a, 1, hamiltonian.evolve(psi, time)), -time),
  };
}

function exchangeDefects(space: TensorSpace, map: OperatorMap, a: DenseMatrix, psi: Float64Array): number[] {
  const image = map.apply(a, psi);
  return Array.from({ length: space.particles - 1 }, (_, k) => {
    const sigma = exchange(space.particles, k + 1, k + 2);
    const moved = map.apply(a, permuteParticles(space, sigma, psi));
    return distance(moved, permuteParticles(space, sigma, image));
  });
}

export interface ReducedDualityInput extends QuantumSystemInput {
  /** `right` (default): a symmetric wave function. `no symmetry`: one without, for which the lemma fails. */
  readonly variant?: 'right' | 'no symmetry';
}

/**
 * Lemma 2.4: ⟨Ψ|M_N(t)(|φ⟩⟨φ|)|Ψ⟩ = ⟨φ|R_{N:1}(t)|φ⟩ for symmetric Ψ. The left side evolves the observable, the right side
 * the state.
 * @example
 * checkReducedDuality({ lattice, particles: 3 })
 */
export function checkReducedDuality(input: ReducedDualityInput): Check {
  const system = quantumSystem(input);
  const { hamiltonian, times, random, rounding } = system;
  const symmetric = oneOf('variant', input.variant ?? 'right', ['right', 'no symmetry']) === 'right';
  const a = projector(randomVector(random, input.lattice.sites));
  const psi = randomWave(system, symmetric);
  return makeCheck({
    statement: '2.4',
    // Without symmetry the lemma says nothing; the failing variant drops the hypothesis to show why it is there.
    hypotheses: symmetric ? [symmetryHypothesis(hamiltonian.space, psi)] : [],
    title: symmetric
      ? '⟨M_N(t)(|φ⟩⟨φ|)⟩ = ⟨φ|R_{N:1}(t)|φ⟩'
      : 'the same without symmetry, which the lemma needs',
    kind: 'identity',
    at: times,
    atLabel: 't',
    lhs: times.map((t) => inner(psi, klimontovichMap(hamiltonian, t).apply(a, psi))[0]),
    rhs: times.map(
      (t) => traceOfProduct(tensorReducedDensity(hamiltonian.space, hamiltonian.evolve(psi, t), 1), a).re,
    ),
    error: times.map((t) => 4 * rounding(t)),
    errorHow: 'tolerance of the evolutions and rounding of their phases',
  });
}

const test = 'test/statements/quantumKlimontovich.test.ts';

export const entries: readonly StatementEntry[] = [
  {
    number: '2.2',
    title: 'Quantum empirical measure',
    kind: 'definition',
    notebook: '02',
    section: 'Definition 2.2: the quantum empirical measure',
    checks: [checkQuantumEmpirical],
    tests: [test],
    hypotheses: [],
  },
  {
    number: '2.3',
    title: 'Quantum Klimontovich solution',
    kind: 'definition',
    notebook: '02',
    section: 'Definition 2.3: the quantum Klimontovich solution',
    checks: [checkQuantumKlimontovich],
    tests: [test],
    hypotheses: [],
  },
  {
    number: '2.4',
    title: 'Duality with the first reduced density operator',
    kind: 'identity',
    notebook: '02',
    section: 'Lemma 2.4: duality with the first reduced density operator',
    checks: [checkReducedDuality],
    tests: [test],
    hypotheses: [bosonicSymmetry],
  },
];
