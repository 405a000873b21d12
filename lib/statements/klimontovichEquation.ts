import { distance, norm } from '../numerics/complexVector';
import { addMatrices } from '../numerics/dense/elementary';
import type { DenseMatrix } from '../numerics/dense/matrix';
import { hilbertSchmidtNorm } from '../numerics/dense/norms';
import { projector } from '../numerics/dense/projector';
import { oneOf } from '../numerics/guards';
import {
  heisenbergDerivative,
  klimontovichDerivative,
  klimontovichMap,
  type OperatorMap,
} from '../solvers/quantum';
import {
  evenness,
  finiteFourierMass,
  hamiltonianSize,
  latticeHypotheses,
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

export interface KlimontovichEquationInput extends QuantumSystemInput {
  /** `right` (default): −C, as in the theorem. `plus sign`: +C, which fails. */
  readonly variant?: 'right' | 'plus sign';
}

/**
 * Theorem 2.5: iħ∂_tM_N = ad*(h)M_N − C[V, M_N, M_N]. Left: the commutator −[ĤN, M_N(t)A] that Definition 2.3 gives; right: the
 * definitions of ad* and C, all characters of the ring summed. Shown is ‖left − right‖/‖left‖ for a random projection A:
 * as matrices in the Hilbert–Schmidt norm up to dimension 600, beyond it
 * on a random wave function without symmetry.
 * @example
 * checkKlimontovichEquation({ lattice, particles: 3 })
 */
export function checkKlimontovichEquation(input: KlimontovichEquationInput): Check {
  const system = quantumSystem(input);
  const { hamiltonian, times, random, rounding } = system;
  const right = oneOf('variant', input.variant ?? 'right', ['right', 'plus sign']) === 'right';
  const a = projector(randomVector(random, input.lattice.sites));
  const asMatrix = hamiltonian.dimension <= matrixDimension;
  const psi = asMatrix ? undefined : randomWave(system, false);
  const seen = Array.from(times, (t) => {
    const map = klimontovichMap(hamiltonian, t);
    const sides = [
      heisenbergDerivative(hamiltonian, map),
      klimontovichDerivative(hamiltonian, map, right ? 1 : -1),
    ];
    return psi ? vectorResidual(sides, a, psi) : matrixResidual(sides, a);
  });
  const size = hamiltonianSize(hamiltonian);
  return makeCheck({
    statement: '2.5',
    hypotheses: latticeHypotheses(input.lattice),
    title: right ? 'iħ∂_tM_N = ad*(h)M_N − C[V, M_N, M_N]' : 'with the opposite sign of C',
    kind: 'identity',
    at: times,
    atLabel: 't',
    lhs: seen.map(({ residual, left }) => shareOf(residual, left)),
    rhs: seen.map(() => 0),
    scale: 1,
    // The commutator is a difference of products of size ‖ĤN‖‖A‖; the Hilbert–Schmidt norm sums over the dimension.
    error: seen.map(({ left }, s) =>
      shareOf(rounding(times[s]) * size * (asMatrix ? Math.sqrt(hamiltonian.dimension) : 1), left),
    ),
    errorHow: 'rounding of products of the size of ĤN and of the phases of the evolutions',
    note: asMatrix
      ? `matrices of dimension ${hamiltonian.dimension}`
      : `a random wave function in dimension ${hamiltonian.dimension}`,
  });
}

interface Residual {
  readonly residual: number;
  readonly left: number;
}

function vectorResidual([left, right]: OperatorMap[], a: DenseMatrix, psi: Float64Array): Residual {
  const image = left.apply(a, psi);
  return { residual: distance(image, right.apply(a, psi)), left: norm(image) };
}

function matrixResidual([left, right]: OperatorMap[], a: DenseMatrix): Residual {
  const rate = left.matrix(a);
  return {
    residual: hilbertSchmidtNorm(addMatrices(rate, right.matrix(a), -1)),
    left: hilbertSchmidtNorm(rate),
  };
}

export const entries: readonly StatementEntry[] = [
  {
    number: '2.5',
    title: 'Equation of the quantum Klimontovich solution',
    kind: 'identity',
    notebook: '02',
    section: 'Theorem 2.5: the equation of the quantum Klimontovich solution',
    checks: [checkKlimontovichEquation],
    tests: ['test/statements/quantumKlimontovich.test.ts'],
    hypotheses: [evenness, finiteFourierMass],
  },
];
