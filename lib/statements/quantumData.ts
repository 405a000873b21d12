import { complexMatrix, type DenseMatrix } from '../numerics/dense/matrix';
import { multiplyMatrices } from '../numerics/dense/multiply';
import { finiteArray, integerIn } from '../numerics/guards';
import { createRandom, type Random } from '../numerics/random';
import {
  asymmetry,
  normalised,
  type QuantumLattice,
  ringFourierMass,
  symmetrised,
  type TensorHamiltonian,
  type TensorSpace,
  tensorHamiltonian,
} from '../solvers/quantum';
import type { HypothesisCheck } from './types';
import { short } from './verdict';

/** The system that a check of Lecture 2 looks at; everything else is drawn at random from the seed. */
export interface QuantumSystemInput {
  readonly lattice: QuantumLattice;
  readonly particles: number;
  /** Default 0, ½, 1, 2. */
  readonly times?: ArrayLike<number>;
  /** Of the random states and observables; default 1. */
  readonly seed?: number | string;
}

export interface QuantumSystem {
  readonly hamiltonian: TensorHamiltonian;
  readonly times: Float64Array;
  readonly random: Random;
  /** How far rounding can carry e^{−itĤN/ħ}, relatively. */
  rounding(time: number): number;
}

/**
 * The data of a check, opened.
 * @throws RangeError for fewer than 2 particles, as Definition 2.2 does not speak of one, and where the solvers refuse.
 */
export function quantumSystem({ lattice, particles, times, seed = 1 }: QuantumSystemInput): QuantumSystem {
  const hamiltonian = tensorHamiltonian(lattice, integerIn('particles', particles, 2));
  const size = hamiltonianSize(hamiltonian);
  return {
    hamiltonian,
    times: finiteArray('times', times ?? [0, 0.5, 1, 2]),
    random: createRandom(seed),
    // 1e−14 is the tolerance of the propagators; phases t·E/ħ carry the relative error ε of the energies, and more by summing.
    rounding: (time) => 4e-14 + 4e-15 * Math.abs(time / lattice.hbar) * size,
  };
}

/** (H1) and (H4) of a lattice: `quantumLattice` lets no other V pass than an even one, and sums over characters are finite. */
export function latticeHypotheses({ interaction }: QuantumLattice): HypothesisCheck[] {
  return [
    { name: '(H1)', role: 'needed', holds: true, witness: 'V(−z) = V(z) modulo the sites' },
    { name: '(H4)', role: 'needed', holds: true, witness: `Σ|v̂_ω| = ${short(ringFourierMass(interaction))}` },
  ];
}

/** (H1) and (H5) on a lattice, where every V is bounded; how small the C of (H5) may be is another matter. */
export const coulombHypotheses: readonly HypothesisCheck[] = [
  { name: '(H1)', role: 'needed', holds: true, witness: 'V(−z) = V(z) modulo the sites' },
  { name: '(H5)', role: 'needed', holds: true, witness: 'V is bounded on a lattice: C = max V² serves' },
];

/** Bosonic symmetry as seen: the largest change of an entry under exchanges of neighbours. */
export function symmetryHypothesis(space: TensorSpace, psi: Float64Array): HypothesisCheck {
  const change = asymmetry(space, psi);
  return {
    name: 'bosonic symmetry',
    role: 'needed',
    holds: change < 1e-12,
    witness: `largest change under an exchange: ${short(change)}`,
  };
}

/** part/whole, with 0/0 = 0: where nothing moves, nothing is left over either. */
export function shareOf(part: number, whole: number): number {
  return part === 0 ? 0 : part / whole;
}

/** A bound of ‖ĤN‖. */
export function hamiltonianSize({ bounds }: TensorHamiltonian): number {
  return Math.max(Math.abs(bounds.lower), Math.abs(bounds.upper));
}

/** A random vector of norm 1 in ℂ^dimension. */
export function randomVector(random: Random, dimension: number): Float64Array {
  return normalised(random.fillNormal(new Float64Array(2 * dimension)));
}

/** A random wave function of norm 1 on the space of the system, symmetric unless asked otherwise. */
export function randomWave({ hamiltonian, random }: QuantumSystem, symmetric = true): Float64Array {
  const psi = randomVector(random, hamiltonian.dimension);
  return symmetric ? normalised(symmetrised(hamiltonian.space, psi)) : psi;
}

/** |φ⟩⟨φ|. */
export function projection(phi: Float64Array): DenseMatrix {
  const ket = complexMatrix(phi.length / 2, 1, phi);
  return multiplyMatrices(ket, ket, { adjointB: true });
}

/** ‖ψ‖. */
export function length(psi: Float64Array): number {
  return Math.sqrt(psi.reduce((sum, a) => sum + a * a, 0));
}

/** ‖a − b‖. */
export function gap(a: Float64Array, b: Float64Array): number {
  return length(a.map((value, k) => value - b[k]));
}

/** Re ⟨a|b⟩. */
export function overlap(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
