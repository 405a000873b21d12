import { addMatrices, commutator, identityMatrix, scaleMatrix } from '../../numerics/dense/elementary';
import { unitaryExponential } from '../../numerics/dense/functions';
import { complexMatrix, type DenseMatrix, toComplex } from '../../numerics/dense/matrix';
import { multiplyMatrices, multiplyVector } from '../../numerics/dense/multiply';
import { finite } from '../../numerics/guards';
import { type QuantumLattice, ringFourierCoefficients } from './lattice';
import { latticeState } from './latticeState';
import { manyBodyMatrix } from './manyBody';
import {
  addSlotOperator,
  checkMatrixSpace,
  checkOneBody,
  type TensorSpace,
  tensorSpace,
} from './tensorSpace';

/** Λ: operators on one particle (L × L) ↦ operators on N particles (L^N × L^N), linear. */
export type OperatorMap = (operator: DenseMatrix) => DenseMatrix;

/** M_N^in A = (1/N)Σ_kJ_kA (Definition 2.2), the quantum empirical measure. */
export function empiricalMorphism(space: TensorSpace): OperatorMap {
  checkMatrixSpace(space);
  return (operator) => {
    checkOneBody('operator', space, operator);
    const out = complexMatrix(space.dimension, space.dimension);
    for (let slot = 1; slot <= space.particles; slot++)
      addSlotOperator(space, operator, slot, 1 / space.particles, out);
    return out;
  };
}

/** The quantum Klimontovich solution of N particles on a lattice. */
export interface QuantumKlimontovich {
  readonly space: TensorSpace;
  /** ĤN. */
  readonly hamiltonian: DenseMatrix;
  /** M_N(t)A = e^{itĤ/ħ}(M_N^in A)e^{−itĤ/ħ} (Definition 2.3). */
  at(time: number): OperatorMap;
  /** e^{−itĤ/ħ}. */
  propagator(time: number): DenseMatrix;
}

/** @throws RangeError when L^N exceeds 1024. */
export function quantumKlimontovich(lattice: QuantumLattice, particles: number): QuantumKlimontovich {
  const space = tensorSpace(lattice.sites, particles);
  const hamiltonian = manyBodyMatrix(lattice, particles);
  const initial = empiricalMorphism(space);
  const propagator = (time: number): DenseMatrix =>
    unitaryExponential(hamiltonian, finite('time', time) / lattice.hbar);
  return {
    space,
    hamiltonian,
    propagator,
    at(time) {
      if (time === 0) return initial;
      const unitary = propagator(time);
      return (operator) =>
        multiplyMatrices(unitary, multiplyMatrices(initial(operator), unitary), { adjointA: true });
    },
  };
}

/** R_ψA = ⟨ψ|A|ψ⟩·I (Definition 2.6), the chaotic morphism of a normalised ψ. */
export function chaoticMorphism(space: TensorSpace, psi: ArrayLike<number>): OperatorMap {
  checkMatrixSpace(space);
  const state = latticeState('psi', psi, space.sites);
  return (operator) => {
    checkOneBody('operator', space, operator);
    return scaleMatrix(identityMatrix(space.dimension), expectation(operator, state, state));
  };
}

/** ⟨φ|A|ψ⟩. */
export function expectation(
  operator: DenseMatrix,
  phi: Float64Array,
  psi: Float64Array,
): { readonly re: number; readonly im: number } {
  const image = multiplyVector(toComplex(operator), psi);
  let [re, im] = [0, 0];
  for (let i = 0; i < image.length; i += 2) {
    re += phi[i] * image[i] + phi[i + 1] * image[i + 1];
    im += phi[i] * image[i + 1] - phi[i + 1] * image[i];
  }
  return { re, im };
}

/** (ad*(H)Λ)A = −Λ([H, A]). */
export function coadjoint(hamiltonian: DenseMatrix, map: OperatorMap): OperatorMap {
  return (operator) => scaleMatrix(map(commutator(hamiltonian, operator)), -1);
}

/** E_k, multiplication by the character e^{2πikx/L}. */
export function characterOperator(sites: number, k: number): DenseMatrix {
  const out = complexMatrix(sites, sites);
  for (let x = 0; x < sites; x++) {
    const angle = (2 * Math.PI * ((((k * x) % sites) + sites) % sites)) / sites;
    out.data[2 * x * (sites + 1)] = Math.cos(angle);
    out.data[2 * x * (sites + 1) + 1] = Math.sin(angle);
  }
  return out;
}

/**
 * C[V, Λ₁, Λ₂]A = Σ_k v̂_k((Λ₁E_k*)Λ₂(E_kA) − Λ₂(AE_k)(Λ₁E_k*)), the interaction term of Theorem 2.5; v̂_k are
 * `ringFourierCoefficients`.
 */
export function interactionTerm(
  lattice: QuantumLattice,
  first: OperatorMap,
  second: OperatorMap,
): OperatorMap {
  const coefficients = ringFourierCoefficients(lattice.interaction);
  return (operator) => {
    let sum: DenseMatrix | undefined;
    coefficients.forEach((coefficient, k) => {
      if (coefficient === 0) return;
      const character = characterOperator(lattice.sites, k);
      const conjugate = first(characterOperator(lattice.sites, -k));
      const term = addMatrices(
        multiplyMatrices(conjugate, second(multiplyMatrices(character, operator))),
        multiplyMatrices(second(multiplyMatrices(operator, character)), conjugate),
        -1,
      );
      sum = sum ? addMatrices(sum, term, coefficient) : scaleMatrix(term, coefficient);
    });
    return sum ?? scaleMatrix(first(operator), 0);
  };
}

/** ad*(h)Λ − C[V, Λ, Λ], the right side of the equation of Theorems 2.5 and 2.7; h contains the external potential. */
export function klimontovichRightSide(lattice: QuantumLattice, map: OperatorMap): OperatorMap {
  const kinetic = coadjoint(lattice.oneBody, map);
  const interaction = interactionTerm(lattice, map, map);
  return (operator) => addMatrices(kinetic(operator), interaction(operator), -1);
}
