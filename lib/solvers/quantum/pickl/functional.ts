import {
  addMatrices,
  diagonalMatrix,
  identityMatrix,
  kroneckerProduct,
  traceOfProduct,
} from '../../../numerics/dense/elementary';
import { complexMatrix, type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { multiplyMatrices } from '../../../numerics/dense/multiply';
import { sparseTimes } from '../../../numerics/sparse/algebra';
import type { BosonDynamics } from '../bosons/dynamics';
import { bosonHamiltonian } from '../bosons/hamiltonian';
import { latticeBosons } from '../bosons/model';
import type { OccupationBasis } from '../bosons/occupationBasis';
import { bosonReducedDensity } from '../bosons/reduced';
import { bosonState } from '../bosons/states';
import { latticeHartreeOperator, latticeMeanField } from '../lattice/hartree';
import type { QuantumLattice } from '../lattice/lattice';
import { latticeState, probabilities } from '../lattice/state';

/** P = |ψ⟩⟨ψ| and Q = I − P. */
function projections(psi: Float64Array): { inside: DenseMatrix; outside: DenseMatrix } {
  const ket = complexMatrix(psi.length / 2, 1, psi);
  const inside = multiplyMatrices(ket, ket, { adjointB: true });
  return { inside, outside: addMatrices(identityMatrix(psi.length / 2), inside, -1) };
}

/**
 * The derivative of E(t) = ⟨Ψ(t)|M_N^in(Q(t))|Ψ(t)⟩ by the chain rule from Schrödinger's equation iħΨ̇ = ĤNΨ and Hartree's
 * iħψ̇ = (h + V_ψ)ψ: (2/ħ)Im⟨M_N^in(Q)Ψ|ĤNΨ⟩ − 2Re⟨ψ̇|R_{N:1}|ψ⟩.
 */
export function depletionDerivative(
  lattice: QuantumLattice,
  dynamics: BosonDynamics,
  state: ArrayLike<number>,
  psi: ArrayLike<number>,
): number {
  const { basis } = dynamics;
  const { hbar, sites } = lattice;
  const wave = latticeState('psi', psi, sites);
  const amplitudes = bosonState('state', state, basis);
  const one = { ...lattice, oneBody: projections(wave).outside, interaction: new Float64Array(sites) };
  const counted = sparseTimes(bosonHamiltonian(basis, latticeBosons(one)), amplitudes);
  const image = new Float64Array(amplitudes.length);
  dynamics.applyInto(amplitudes, image);
  let moving = 0;
  for (let k = 0; k < image.length; k += 2) moving += counted[k] * image[k + 1] - counted[k + 1] * image[k];
  const generator = toComplex(latticeHartreeOperator(lattice, wave));
  const ket = complexMatrix(sites, 1, wave);
  const turned = multiplyMatrices(generator, ket);
  // ⟨ψ̇|R|ψ⟩ = (i/ħ)⟨(h + V_ψ)ψ|R|ψ⟩ = (i/ħ)tr(R|ψ⟩⟨(h + V_ψ)ψ|).
  const dyad = multiplyMatrices(ket, turned, { adjointB: true });
  const { im } = traceOfProduct(bosonReducedDensity(basis, amplitudes), dyad);
  return ((2 * moving) / basis.particles + 2 * im) / hbar;
}

/** The three terms of dE/dt, in the order of Pickl's proof: which of two bosons are in ψ (P) or not (Q) on either side. */
export interface PicklTerms {
  /** P₁P₂ … Q₁P₂: V_ψ cancels all but a share 1/N of it. */
  readonly oneLeaves: number;
  /** P₁P₂ … Q₁Q₂: a pair leaves, only V acts. */
  readonly pairLeaves: number;
  /** P₁Q₂ … Q₁Q₂: one leaves beside another one that has left. */
  readonly oneFollows: number;
}

/**
 * dE/dt = −(2/ħ)Im⟨Ψ|P₁XQ₁|Ψ⟩, X = ((N−1)/N)V₁₂ − V_ψ(x₁), split by I = P₂ + Q₂ on both sides of X; that from P₁Q₂ to
 * Q₁P₂ has no imaginary part, by symmetry. Computed from R_{N:2} alone, for N ≥ 2 bosons on at most 32 sites.
 */
export function picklTerms(
  lattice: QuantumLattice,
  basis: OccupationBasis,
  state: ArrayLike<number>,
  psi: ArrayLike<number>,
): PicklTerms {
  const { sites, hbar } = lattice;
  const wave = latticeState('psi', psi, sites);
  const reduced = bosonReducedDensity(basis, state, 2);
  const { inside, outside } = projections(wave);
  const x = excessInteraction(lattice, basis.particles, wave);
  const term = (left: DenseMatrix, right: DenseMatrix): number =>
    (-2 / hbar) * traceOfProduct(reduced, multiplyMatrices(left, multiplyMatrices(x, right))).im;
  const both = kroneckerProduct(inside, inside);
  const first = kroneckerProduct(inside, outside);
  const second = kroneckerProduct(outside, inside);
  const none = kroneckerProduct(outside, outside);
  return { oneLeaves: term(both, second), pairLeaves: term(both, none), oneFollows: term(first, none) };
}

/** ((N−1)/N)V(x₁ − x₂) − V_ψ(x₁), diagonal. */
function excessInteraction(lattice: QuantumLattice, particles: number, psi: Float64Array): DenseMatrix {
  const { sites, interaction } = lattice;
  const field = latticeMeanField(lattice, probabilities(psi));
  return diagonalMatrix(
    Float64Array.from({ length: sites * sites }, (_, k) => {
      const [x, y] = [Math.floor(k / sites), k % sites];
      return ((particles - 1) / particles) * interaction[Math.abs(x - y)] - field[x];
    }),
  );
}
