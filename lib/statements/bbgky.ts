import { addMatrices, commutator, scaleMatrix } from '../numerics/dense/elementary';
import { hermitianPart } from '../numerics/dense/hermitian';
import type { DenseMatrix } from '../numerics/dense/matrix';
import { hilbertSchmidtNorm, operatorNorm } from '../numerics/dense/norms';
import { integerIn, oneOf } from '../numerics/guards';
import { createRandom } from '../numerics/random';
import {
  bbgkyDerivative,
  latticeHartreeOperator,
  oneBodyMatrix,
  productVector,
  type QuantumLattice,
  randomState,
  reducedDerivative,
  tensorReducedDensity,
  tensorSpace,
} from '../solvers/quantum';
import {
  bosonicSymmetry,
  evenness,
  evennessOf,
  hamiltonianSize,
  type QuantumSystemInput,
  quantumSystem,
  randomWave,
  shareOf,
  symmetryHypothesis,
} from './quantumData';
import type { Check, StatementEntry } from './types';
import { makeCheck } from './verdict';

export type BbgkyVariant = 'right' | 'mean field' | 'no symmetry';

export interface BbgkyInput extends QuantumSystemInput {
  /** k, from 1 to N−1; default 1. */
  readonly order?: number;
  /**
   * `right` (default). `mean field`: 1 for (N−k)/N before the collision term, its limit, which fails for finite N.
   * `no symmetry`: of a Ψ without symmetry, for which R_{N:k+1} does not close the equation (for k < N−1).
   */
  readonly variant?: BbgkyVariant;
}

/**
 * §2.8, Remark 1: iħṘ_{N:k} = [Ĥ_k, R_{N:k}] + ((N−k)/N)Σ_{j≤k} tr_{k+1}[V_{j,k+1}, R_{N:k+1}], Ĥ_k = Σ_{j≤k}h_j + (1/N)Σ_{i<j≤k}V_{ij}.
 * Left: the partial trace of Schrödinger's equation for all N particles. Shown is ‖left − right‖/‖left‖ (Hilbert–Schmidt
 * over operator norm).
 * @example
 * checkBbgky({ lattice, particles: 3, order: 2 })
 */
export function checkBbgky(input: BbgkyInput): Check {
  const system = quantumSystem(input);
  const { hamiltonian, times, rounding } = system;
  const { lattice, particles } = input;
  const order = integerIn('order', input.order ?? 1, 1, particles - 1);
  const variant = oneOf('variant', input.variant ?? 'right', ['right', 'mean field', 'no symmetry']);
  const exact = variant !== 'mean field';
  const symmetric = variant !== 'no symmetry';
  const start = randomWave(system, symmetric);
  const seen = Array.from(times, (t) => {
    const psi = hamiltonian.evolve(start, t);
    const [now, next] = [order, order + 1].map((k) => tensorReducedDensity(hamiltonian.space, psi, k));
    const derivative = reducedDerivative(hamiltonian, psi, order);
    const right = bbgkyDerivative(lattice, particles, now, next, exact ? undefined : 1);
    return {
      residual: hilbertSchmidtNorm(addMatrices(derivative, right, -1)),
      left: operatorNorm(hermitianPart(scaleMatrix(derivative, { re: 0, im: 1 }))),
    };
  });
  return makeCheck({
    statement: '§2.8 Remark 1',
    hypotheses: [evennessOf(lattice), ...(symmetric ? [symmetryHypothesis(hamiltonian.space, start)] : [])],
    title: `equation of R_{N:${order}}${exact ? '' : ' with 1 for (N−k)/N'}${symmetric ? '' : ', no symmetry'}`,
    kind: 'identity',
    at: times,
    atLabel: 't',
    lhs: seen.map(({ residual, left }) => shareOf(residual, left)),
    rhs: seen.map(() => 0),
    scale: 1,
    // Rounding breaks the symmetry of Ψ(t) a little, and with it the equation.
    error: seen.map(({ left }, s) => shareOf(rounding(times[s]) * hamiltonianSize(hamiltonian), left)),
    errorHow: 'rounding of products of the size of ĤN and of the phases of the evolution',
  });
}

export interface BbgkyLimitInput {
  readonly lattice: QuantumLattice;
  /** The k, each at least 1; default 1, 2, 3. */
  readonly orders?: readonly number[];
  /** Of the random ψ; default 1. */
  readonly seed?: number | string;
  /** `right` (default): ψ moves with Hartree's equation. `free`: without the mean field, which fails. */
  readonly variant?: 'right' | 'free';
}

/**
 * §2.8, Remark 1, N → ∞: P^{⊗k} of a solution ψ of Hartree's equation solves the limit of the hierarchy,
 * iħṘ_k = [Σ_{j≤k}h_j, R_k] + Σ_{j≤k} tr_{k+1}[V_{j,k+1}, R_{k+1}], for every k. Left iħ∂_tP^{⊗k} by Hartree's equation, right that
 * operator; shown is ‖left − right‖/‖left‖ (Hilbert–Schmidt over operator norm) for a random ψ.
 * @example
 * checkBbgkyLimit({ lattice, orders: [1, 2] })
 */
export function checkBbgkyLimit(input: BbgkyLimitInput): Check {
  const { lattice, orders = [1, 2, 3], seed = 1 } = input;
  const variant = oneOf('variant', input.variant ?? 'right', ['right', 'free']);
  const psi = randomState(createRandom(seed), lattice.sites);
  const h = variant === 'right' ? latticeHartreeOperator(lattice, psi) : lattice.oneBody;
  const product = (k: number): DenseMatrix => {
    const space = tensorSpace({ sites: lattice.sites, particles: k });
    return tensorReducedDensity(space, productVector(space, psi), k);
  };
  const seen = orders.map((order, i) => {
    const k = integerIn(`orders[${i}]`, order, 1);
    const space = tensorSpace({ sites: lattice.sites, particles: k });
    const left = commutator(oneBodyMatrix(space, h), product(k));
    const right = bbgkyDerivative(lattice, Infinity, product(k), product(k + 1), 1);
    return {
      residual: hilbertSchmidtNorm(addMatrices(left, right, -1)),
      left: operatorNorm(hermitianPart(scaleMatrix(left, { re: 0, im: 1 }))),
    };
  });
  return makeCheck({
    statement: '§2.8 Remark 1',
    hypotheses: [evennessOf(lattice)],
    title:
      variant === 'right' ? 'P^{⊗k} solves the hierarchy in the limit' : 'ψ moves without the mean field',
    kind: 'identity',
    at: orders,
    atLabel: 'k',
    lhs: seen.map(({ residual, left }) => shareOf(residual, left)),
    rhs: seen.map(() => 0),
    scale: 1,
    error: 1e-12,
    errorHow: 'rounding of sums over L^k entries',
  });
}

export const entries: readonly StatementEntry[] = [
  {
    number: '§2.8 Remark 1',
    title: 'BBGKY hierarchy',
    kind: 'identity',
    notebook: '03',
    section: '§2.8, Remark 1: the BBGKY hierarchy',
    checks: [checkBbgky, checkBbgkyLimit],
    tests: ['test/statements/secondQuantisation.test.ts'],
    hypotheses: [evenness, bosonicSymmetry],
  },
];
