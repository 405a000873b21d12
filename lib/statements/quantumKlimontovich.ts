import {
  addMatrices,
  adjoint,
  commutator,
  type DenseMatrix,
  hilbertSchmidtNorm,
  identityMatrix,
  multiplyMatrices,
  operatorNorm,
  scaleMatrix,
} from '../numerics/dense';
import { finite, oneOf } from '../numerics/guards';
import { schroedingerPropagator } from '../numerics/sparse';
import {
  applyInSlot,
  characterOperator,
  coadjoint,
  empiricalMorphism,
  expectation,
  interactionTerm,
  manyBodyOperator,
  normalised,
  type OperatorMap,
  permutationOperator,
  permutations,
  permuted,
  type QuantumLattice,
  quantumKlimontovich,
  reducedDensityOperator,
  ringFourierCoefficients,
  type TensorSpace,
  tensorSpace,
} from '../solvers/quantum';
import { ringHypotheses } from './hartreeLimit';
import type { Check, HypothesisCheck } from './types';
import { makeCheck } from './verdict';

/** Rounding of a product of matrices of these orders and sizes, generously: some hundred roundings of the largest entry. */
const rounding = 1e-13;

/** N particles on a lattice, tested on one-particle operators A at some times. */
export interface KlimontovichInput {
  readonly lattice: QuantumLattice;
  readonly particles: number;
  /** A, L × L; any. */
  readonly observables: readonly DenseMatrix[];
  readonly times: readonly number[];
}

const distance = (a: DenseMatrix, b: DenseMatrix): number => hilbertSchmidtNorm(addMatrices(a, b, -1));

/** The entries of a definition: each property with its defect, measured by the size of what should agree. */
export function definitionCheck(
  statement: string,
  title: string,
  properties: readonly { readonly name: string; readonly defect: number }[],
): Check {
  return makeCheck({
    statement,
    title,
    kind: 'definition',
    at: properties.map((_, k) => k + 1),
    atLabel: 'property',
    lhs: properties.map(({ defect }) => defect),
    rhs: properties.map(() => rounding),
    error: 0,
    errorHow: 'relative defects against a hundred roundings',
    note: properties.map(({ name }, k) => `${k + 1}: ${name}`).join('; '),
  });
}

/** The largest relative defect of A ↦ ΛA over the observables. */
export function worst(
  observables: readonly DenseMatrix[],
  defect: (operator: DenseMatrix) => readonly [DenseMatrix, DenseMatrix],
): number {
  return observables.reduce((most, operator) => {
    const [a, b] = defect(operator);
    return Math.max(most, distance(a, b) / Math.max(hilbertSchmidtNorm(a), hilbertSchmidtNorm(b), 1e-300));
  }, 0);
}

/** How far ΛA is from being symmetric under exchange of particles, U_σ(ΛA)U_σ* = ΛA for all σ. */
function asymmetry(map: OperatorMap, input: KlimontovichInput): number {
  const space = tensorSpace(input.lattice.sites, input.particles);
  return Math.max(
    ...permutations(input.particles).map((permutation) => {
      const unitary = permutationOperator(space, permutation);
      return worst(input.observables, (operator) => {
        const image = map(operator);
        return [multiplyMatrices(multiplyMatrices(unitary, image), unitary, { adjointB: true }), image];
      });
    }),
  );
}

/** Definition 2.2: M_N^in maps I to I, adjoints to adjoints, everything to symmetric operators, and enlarges no norm. */
export function checkEmpiricalMorphism(input: Omit<KlimontovichInput, 'times'>): Check {
  const { observables, lattice, particles } = input;
  const space = tensorSpace(lattice.sites, particles);
  const map = empiricalMorphism(space);
  const growth = Math.max(...observables.map((a) => operatorNorm(map(a)) / operatorNorm(a) - 1));
  return definitionCheck('2.2', 'the quantum empirical measure M_N^in = (1/N)ΣJ_k', [
    {
      name: 'M I = I',
      defect: worst([identityMatrix(lattice.sites)], (one) => [map(one), identityMatrix(space.dimension)]),
    },
    { name: 'M(A*) = (MA)*', defect: worst(observables, (a) => [map(adjoint(a)), adjoint(map(a))]) },
    { name: 'U_σ(MA)U_σ* = MA', defect: asymmetry(map, { ...input, times: [] }) },
    { name: '‖MA‖ ≤ ‖A‖', defect: Math.max(0, growth) },
  ]);
}

/** Definition 2.3: M_N(t) is symmetric, keeps spectra, and M_N(s + t) is the motion by s of M_N(t). */
export function checkQuantumKlimontovich(input: KlimontovichInput): Check {
  const { lattice, particles, observables, times } = input;
  const solution = quantumKlimontovich(lattice, particles);
  const maps = times.map((t) => solution.at(t));
  const most = (defect: (map: OperatorMap, k: number) => number): number => Math.max(...maps.map(defect));
  return definitionCheck('2.3', 'the quantum Klimontovich solution M_N(t)', [
    { name: 'U_σ(M(t)A)U_σ* = M(t)A', defect: most((map) => asymmetry(map, input)) },
    {
      name: '‖M(t)A‖ = ‖M(0)A‖',
      defect: most((map) =>
        Math.max(
          ...observables.map((a) => Math.abs(operatorNorm(map(a)) / operatorNorm(solution.at(0)(a)) - 1)),
        ),
      ),
    },
    {
      name: 'M(2t)A = U(t)*(M(t)A)U(t)',
      defect: most((map, k) => {
        const unitary = solution.propagator(times[k]);
        const later = solution.at(2 * times[k]);
        return worst(observables, (a) => [
          multiplyMatrices(unitary, multiplyMatrices(map(a), unitary), { adjointA: true }),
          later(a),
        ]);
      }),
    },
  ]);
}

export interface DualityInput {
  readonly lattice: QuantumLattice;
  readonly particles: number;
  /** Ψ_N^in, normalised, interleaved; symmetric, or the lemma does not apply. */
  readonly initial: ArrayLike<number>;
  /** φ on one particle, normalised. */
  readonly phi: ArrayLike<number>;
  readonly times: readonly number[];
}

/**
 * Lemma 2.4: ⟨Ψ^in|M_N(t)(|φ⟩⟨φ|)|Ψ^in⟩ = ⟨φ|R_{N:1}(t)|φ⟩. On the left matrices of order L^N, on the right the evolved
 * wave function (Chebyshev's series, no matrix) and its partial trace.
 */
export function checkKlimontovichDuality(input: DualityInput): Check {
  const { lattice, particles, times } = input;
  const space = tensorSpace(lattice.sites, particles);
  const solution = quantumKlimontovich(lattice, particles);
  const initial = normalised(input.initial);
  const phi = normalised(input.phi);
  const projection = rankOne(phi);
  const propagator = schroedingerPropagator(manyBodyOperator(lattice, particles), { tolerance: 1e-13 });
  const final = new Float64Array(initial.length);
  return makeCheck({
    statement: '2.4',
    title: 'M_N(t) tested with |φ⟩⟨φ| against R_{N:1}(t)',
    kind: 'identity',
    hypotheses: [symmetryOf(initial, particles, lattice.sites)],
    at: times,
    atLabel: 't',
    lhs: times.map((t) => expectation(solution.at(t)(projection), initial, initial).re),
    rhs: times.map((t) => {
      propagator.stepInto(initial, finite('time', t) / lattice.hbar, final);
      return expectation(reducedDensityOperator(space, final), phi, phi).re;
    }),
    error: 1e-11,
    errorHow: 'tolerance of the evolution, 1e−13, and rounding',
    scale: 1,
  });
}

/** |φ⟩⟨φ| as a matrix. */
function rankOne(phi: Float64Array): DenseMatrix {
  const column: DenseMatrix = { kind: 'complex', rows: phi.length / 2, columns: 1, data: phi };
  return multiplyMatrices(column, column, { adjointB: true });
}

function symmetryOf(psi: Float64Array, particles: number, sites: number): HypothesisCheck {
  const space = tensorSpace(sites, particles);
  const off = Math.max(
    ...permutations(particles).map((permutation) =>
      Math.sqrt(permuted(space, permutation, psi).reduce((sum, v, i) => sum + (v - psi[i]) ** 2, 0)),
    ),
  );
  return {
    name: 'Ψ symmetric',
    role: 'needed',
    holds: off <= 1e-12,
    witness: `max_σ ‖U_σΨ − Ψ‖ = ${off.toPrecision(2)}`,
  };
}

export interface KlimontovichEquationInput extends KlimontovichInput {
  /** Sign of C: −1 as in the theorem, by default; +1 is wrong. */
  readonly sign?: -1 | 1;
}

/**
 * Theorem 2.5: iħ∂_tM_N = ad*(K)M_N − C[V, M_N, M_N] on each A at each time. Left, by Definition 2.3, −[ĤN, M_N(t)A], with
 * ĤN from the values of V; right the definition of C, with the Fourier coefficients. `lhs` is the Hilbert–Schmidt norm of
 * the difference in units of that of the left side.
 */
export function checkKlimontovichEquation(input: KlimontovichEquationInput): Check {
  const { lattice, particles, observables, times } = input;
  const sign = oneOf('sign', input.sign ?? -1, [-1, 1]);
  const solution = quantumKlimontovich(lattice, particles);
  const entries = times.flatMap((t) => {
    const map = solution.at(t);
    const [kinetic, interaction] = [coadjoint(lattice.oneBody, map), interactionTerm(lattice, map, map)];
    return observables.map((a) => {
      const left = scaleMatrix(commutator(solution.hamiltonian, map(a)), -1);
      const right = addMatrices(kinetic(a), interaction(a), sign);
      return { t, defect: distance(left, right) / hilbertSchmidtNorm(left) };
    });
  });
  return makeCheck({
    statement: '2.5',
    title: sign < 0 ? 'equation of the quantum Klimontovich solution' : 'with the opposite sign of C',
    kind: 'identity',
    hypotheses: ringHypotheses(lattice),
    at: entries.map(({ t }) => t),
    atLabel: 't',
    lhs: entries.map(({ defect }) => defect),
    rhs: entries.map(() => 0),
    error: 10 * rounding,
    errorHow: 'rounding of the products of matrices',
    scale: 1,
  });
}

/**
 * Theorem 2.5 on a vector, where matrices are too large: with Ψ = e^{−itĤ/ħ}Ψ^in both sides, at A and applied to Ψ^in, are
 * e^{itĤ/ħ} times −[ĤN, M_N^inA]Ψ and −M_N^in([h, A])Ψ − C[V, M_N^in, M_N^in](A)Ψ. The norm of the difference in units of
 * the first.
 */
export function klimontovichDefect(
  lattice: QuantumLattice,
  particles: number,
  operator: DenseMatrix,
  psi: ArrayLike<number>,
): number {
  const space = tensorSpace(lattice.sites, particles);
  const hamiltonian = manyBodyOperator(lattice, particles);
  const energy = (vector: Float64Array): Float64Array => {
    const out = new Float64Array(vector.length);
    hamiltonian.applyInto(vector, out);
    return out;
  };
  const mean = (a: DenseMatrix, vector: Float64Array): Float64Array => meanOverSlots(space, a, vector);
  const state = normalised(psi);
  const after = energy(mean(operator, state));
  const left = mean(operator, energy(state)).map((value, i) => value - after[i]);
  const right = mean(commutator(lattice.oneBody, operator), state).map((value) => -value);
  ringFourierCoefficients(lattice.interaction).forEach((coefficient, k) => {
    const [character, conjugate] = [k, -k].map((frequency) => characterOperator(lattice.sites, frequency));
    const first = mean(conjugate, mean(multiplyMatrices(character, operator), state));
    const second = mean(multiplyMatrices(operator, character), mean(conjugate, state));
    for (let i = 0; i < right.length; i++) right[i] -= coefficient * (first[i] - second[i]);
  });
  return lengthOf(left.map((value, i) => value - right[i])) / lengthOf(left);
}

/** (M_N^inA)Ψ. */
function meanOverSlots(space: TensorSpace, operator: DenseMatrix, psi: Float64Array): Float64Array {
  const out = new Float64Array(psi.length);
  for (let slot = 1; slot <= space.particles; slot++)
    applyInSlot(space, operator, slot, psi).forEach((value, i) => {
      out[i] += value / space.particles;
    });
  return out;
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
}
