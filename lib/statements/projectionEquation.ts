import { distance, norm } from '../numerics/complexVector';
import { addMatrices, commutator, identityMatrix } from '../numerics/dense/elementary';
import { hilbertSchmidtNorm } from '../numerics/dense/norms';
import { projector } from '../numerics/dense/projector';
import { finiteArray, oneOf } from '../numerics/guards';
import {
  chaoticMap,
  contraction,
  heisenbergDerivative,
  klimontovichMap,
  latticeHartree,
  latticeHartreeOperator,
  mapDifference,
  normalised,
} from '../solvers/quantum';
import {
  coulombHypotheses,
  hamiltonianSize,
  type QuantumSystemInput,
  quantumSystem,
  randomVector,
  randomWave,
  shareOf,
} from './quantumData';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

/** The largest dimension at which the equation is checked as one between matrices; beyond it, on a random vector. */
const matrixDimension = 600;

export interface ProjectionEquationInput extends QuantumSystemInput {
  /** ψ(0), interleaved; random by default. */
  readonly initial?: ArrayLike<number>;
  /** `right` (default): −C. `printed`: +C, which fails (B2). */
  readonly variant?: 'right' | 'printed';
}

/**
 * Theorem 2.9(1) with its sign corrected (B2): iħ(d/dt)[M_N(t)Q(t)] = −C[V, M_N − R_ψ, M_N](Q), Q = I − |ψ(t)⟩⟨ψ(t)|, ψ a
 * solution of Hartree's equation. Left: −[ĤN, M_N(t)Q] + M_N(t)[h + V_ψ, Q], what Heisenberg's and Hartree's equations say;
 * right: the definition of C, all characters of the ring summed. Shown is ‖left − right‖/‖left‖, as matrices up to
 * dimension 600 (Hilbert–Schmidt over operator norm), beyond it on a random wave function without symmetry.
 * @example
 * checkProjectionEquation({ lattice, particles: 2 })
 */
export function checkProjectionEquation(input: ProjectionEquationInput): Check {
  const system = quantumSystem(input);
  const { hamiltonian, times, random, rounding } = system;
  const { lattice, space, dimension } = hamiltonian;
  const right = oneOf('variant', input.variant ?? 'right', ['right', 'printed']) === 'right';
  const initial =
    input.initial === undefined
      ? randomVector(random, lattice.sites)
      : finiteArray('initial', input.initial, 2 * lattice.sites);
  const wave = dimension <= matrixDimension ? undefined : randomWave(system, false);
  const seen = Array.from(times, (t) => {
    // The derivative is that of the equations, at any ψ of norm 1: only the norm has to be exact.
    const psi = normalised(latticeHartree(lattice, initial, t).at(t));
    const q = addMatrices(identityMatrix(lattice.sites), projector(psi), -1);
    const turning = commutator(latticeHartreeOperator(lattice, psi), q);
    const map = klimontovichMap(hamiltonian, t);
    const own = heisenbergDerivative(hamiltonian, map);
    const pair = contraction(lattice.interaction, mapDifference(map, chaoticMap(space, psi)), map);
    const sign = right ? 1 : -1;
    if (wave) {
      const moved = map.apply(turning, wave);
      const left = own.apply(q, wave).map((value, k) => value + moved[k]);
      const other = pair.apply(q, wave).map((value) => -sign * value);
      return { residual: distance(left, other), left: norm(left) };
    }
    const left = addMatrices(own.matrix(q), map.matrix(turning));
    return {
      residual: hilbertSchmidtNorm(addMatrices(left, pair.matrix(q), sign)),
      left: hilbertSchmidtNorm(left),
    };
  });
  const size = hamiltonianSize(hamiltonian);
  return makeCheck({
    statement: '2.9(1)',
    hypotheses: coulombHypotheses.slice(0, 1),
    title: right ? 'iħ∂_t(M_N(Q)) = −C[V, M_N − R_ψ, M_N](Q)' : 'with the printed sign, +C',
    kind: 'identity',
    at: times,
    atLabel: 't',
    lhs: seen.map(({ residual, left }) => shareOf(residual, left)),
    rhs: seen.map(() => 0),
    scale: 1,
    // Both sides are differences of products of size ‖ĤN‖; the Hilbert–Schmidt norm sums over the dimension.
    error: seen.map(({ left }, s) =>
      shareOf(rounding(times[s]) * size * (wave ? 1 : Math.sqrt(dimension)), left),
    ),
    errorHow: 'rounding of products of the size of ĤN and of the phases of the evolutions',
    note: wave ? `a random wave function in dimension ${dimension}` : `matrices of dimension ${dimension}`,
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '2.9(1)',
    title: 'Equation of M_N tested on the projection',
    kind: 'identity',
    notebook: '04',
    section: 'Theorem 2.9(1): the equation on the projection',
    checks: [checkProjectionEquation],
    tests: ['test/statements/projectionEquation.test.ts'],
    errata: ['B2'],
    hypotheses: [{ name: '(H1)', role: 'needed' }],
  },
];
