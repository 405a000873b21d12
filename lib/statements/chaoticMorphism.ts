import { inner } from '../numerics/complexVector';
import { projector } from '../numerics/dense/projector';
import { maximum, minimum } from '../numerics/extrema';
import { finite, finiteArray } from '../numerics/guards';
import { gaussLegendre } from '../numerics/quadrature';
import {
  chaoticMap,
  empiricalMap,
  klimontovichDerivative,
  latticeHartree,
  productVector,
} from '../solvers/quantum';
import {
  evenness,
  finiteFourierMass,
  hamiltonianSize,
  latticeHypotheses,
  pathError,
  type QuantumSystem,
  type QuantumSystemInput,
  quantumSystem,
  randomVector,
} from './quantumData';
import type { Check, HypothesisLabel, StatementEntry } from './types';
import { makeCheck, short } from './verdict';

/**
 * Definition 2.6: R_ψA = ⟨ψ|A|ψ⟩I is what M_N^in A is in the mean in the chaotic state ψ^{⊗N}: ⟨ψ^{⊗N}|M_N^in A|ψ^{⊗N}⟩ =
 * ⟨ψ^{⊗N}|R_ψA|ψ^{⊗N}⟩, for ten random ψ and projections A.
 * @example
 * checkChaoticMorphism({ lattice, particles: 3 })
 */
export function checkChaoticMorphism(input: QuantumSystemInput): Check {
  const { hamiltonian, random, rounding } = quantumSystem(input);
  const { space } = hamiltonian;
  const draws = Array.from({ length: 10 }, () => {
    const psi = randomVector(random, space.sites);
    const a = projector(randomVector(random, space.sites));
    const product = productVector(space, psi);
    return {
      mean: inner(product, empiricalMap(space).apply(a, product))[0],
      chaotic: inner(product, chaoticMap(space, psi).apply(a, product))[0],
    };
  });
  return makeCheck({
    statement: '2.6',
    title: 'R_ψA is the mean of M_N^in A in the chaotic state',
    kind: 'identity',
    at: draws.map((_, k) => k + 1),
    atLabel: 'draw',
    lhs: draws.map(({ mean }) => mean),
    rhs: draws.map(({ chaotic }) => chaotic),
    error: rounding(0),
    errorHow: 'rounding of sums of numbers of order 1',
  });
}

export interface ChaoticEquationInput extends QuantumSystemInput {
  /** ψ(0), interleaved; random by default. */
  readonly initial?: ArrayLike<number>;
  /** λ: ψ solves Hartree's equation with λV in the place of V; default 1. With another λ, R_ψ solves another equation. */
  readonly strength?: number;
  /** Limit on the steps of Hartree's equation; default 100 000. */
  readonly maxSteps?: number;
}

/**
 * Theorem 2.7: if ψ solves Hartree's equation, then R_ψ solves that of the quantum Klimontovich solutions. In its integrated
 * form, on a projection A and a random wave function: R_ψ(t)A against R_ψ(0)A + (1/iħ)∫_0^t(ad*(h)R_ψ − C[V, R_ψ, R_ψ])A ds.
 * @example
 * checkChaoticEquation({ lattice, particles: 3, times: [0.5] })
 */
export function checkChaoticEquation(input: ChaoticEquationInput): Check {
  const system = quantumSystem(input);
  const { hamiltonian, times, random, rounding } = system;
  const { lattice, space } = hamiltonian;
  const strength = finite('strength', input.strength ?? 1);
  const moving = { ...lattice, interaction: lattice.interaction.map((v) => strength * v) };
  const initial =
    input.initial === undefined
      ? randomVector(random, lattice.sites)
      : finiteArray('initial', input.initial, 2 * lattice.sites);
  const a = projector(randomVector(random, lattice.sites));
  const wave = randomVector(random, space.dimension);
  const mean = (psi: Float64Array): number => inner(wave, chaoticMap(space, psi).apply(a, wave))[0];
  const [lhs, rhs, error] = [times.slice(), times.slice(), times.slice()];
  const [forward, backward] = [maximum([0, ...times]), minimum([0, ...times])].map((until) =>
    latticeHartree(moving, initial, until, { maxSteps: input.maxSteps }),
  );
  times.forEach((t, s) => {
    const path = t < 0 ? backward : forward;
    const rate = (time: number): number => {
      const image = klimontovichDerivative(hamiltonian, chaoticMap(space, path.at(time))).apply(a, wave);
      // Im⟨Ψ|·⟩/ħ = Re⟨Ψ|·⟩/(iħ) for the anti-Hermitian right side.
      return inner(wave, image)[1] / lattice.hbar;
    };
    const [coarse, fine] = [10, 14].map((nodes) => integral(system, rate, t, nodes));
    lhs[s] = mean(path.at(t));
    rhs[s] = mean(path.at(0)) + fine;
    error[s] = Math.abs(fine - coarse) + 2 * pathError(path) + rounding(t);
  });
  return makeCheck({
    statement: '2.7',
    hypotheses: [
      ...latticeHypotheses(lattice),
      ...printedRegularity.map((each) => ({ ...each, holds: true, witness: 'V has finitely many values' })),
    ],
    title:
      strength === 1
        ? "R_ψ solves the equation of M_N when ψ solves Hartree's"
        : `ψ moves with ${short(strength)}·V in the place of V`,
    kind: 'identity',
    at: times,
    atLabel: 't',
    lhs,
    rhs,
    error,
    errorHow: 'quadrature with 10 and 14 points a piece, local errors of the Hartree solution, rounding',
  });
}

/** ∫_0^t by Gauss's rule on pieces within which phases turn by a radian or so. */
function integral(
  { hamiltonian }: QuantumSystem,
  f: (t: number) => number,
  t: number,
  nodes: number,
): number {
  const { lattice, space } = hamiltonian;
  const turns = (Math.abs(t) * hamiltonianSize(hamiltonian)) / (space.particles * lattice.hbar);
  const pieces = Math.max(1, Math.ceil(turns));
  const rule = gaussLegendre(nodes);
  let sum = 0;
  for (let piece = 0; piece < pieces; piece++)
    rule.nodes.forEach((x, k) => {
      sum += ((rule.weights[k] * t) / (2 * pieces)) * f(((piece + (1 + x) / 2) * t) / pieces);
    });
  return sum;
}

/** What Theorem 2.7 is printed with besides, and does not use (erratum B4). */
const printedRegularity: readonly HypothesisLabel[] = [
  { name: '(H2)', role: 'printed' },
  { name: '(H3)', role: 'printed' },
];

const test = 'test/statements/quantumKlimontovich.test.ts';

export const entries: readonly StatementEntry[] = [
  {
    number: '2.6',
    title: 'Chaotic morphism',
    kind: 'identity',
    notebook: '02',
    section: 'Definition 2.6: the chaotic morphism',
    checks: [checkChaoticMorphism],
    tests: [test],
    hypotheses: [],
  },
  {
    number: '2.7',
    title: 'Hartree as a quantum Klimontovich equation',
    kind: 'identity',
    notebook: '02',
    section: "Theorem 2.7: Hartree's equation is a case of it",
    checks: [checkChaoticEquation],
    tests: [test],
    errata: ['B4', 'B6'],
    hypotheses: [evenness, finiteFourierMass, ...printedRegularity],
  },
];
