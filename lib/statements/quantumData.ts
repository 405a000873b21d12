import { finiteArray, integerIn } from '../numerics/guards';
import { createRandom, type Random } from '../numerics/random';
import type { PropagationReport } from '../numerics/sparse';
import {
  asymmetry,
  normalised,
  type OdePathReport,
  type QuantumLattice,
  ringFourierMass,
  symmetrised,
  type TensorHamiltonian,
  type TensorSpace,
  tensorHamiltonian,
} from '../solvers/quantum';
import { unevenAt } from '../solvers/quantum/lattice/lattice';
import type { HypothesisCheck, HypothesisLabel } from './types';
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

/** Hypotheses of Lecture 2, for the registry and for the checks, which add what they find. */
export const evenness: HypothesisLabel = { name: '(H1)', role: 'needed' };
export const finiteFourierMass: HypothesisLabel = { name: '(H4)', role: 'needed' };
export const bosonicSymmetry: HypothesisLabel = { name: 'bosonic symmetry', role: 'needed' };

/** (H1) of a lattice: `quantumLattice` lets no V pass that is not even, but an object can be made without it. */
export function evennessOf({ interaction }: QuantumLattice): HypothesisCheck {
  const [x, { length }] = [unevenAt(interaction), interaction];
  const witness =
    x < 0
      ? 'V(−z) = V(z) modulo the sites'
      : `V(${x}) = ${short(interaction[x])}, V(${length - x}) = ${short(interaction[length - x])}`;
  return { ...evenness, holds: x < 0, witness };
}

/** RangeError unless V is even: then the hypotheses of Theorem 2.9 on a lattice need no further look. */
export function requireEven(lattice: QuantumLattice): void {
  const { holds, witness } = evennessOf(lattice);
  if (holds !== true) throw new RangeError(`lattice.interaction must be even, got ${witness}`);
}

/** (H1) and (H4) of a lattice, where a sum over characters is always finite. */
export function latticeHypotheses(lattice: QuantumLattice): HypothesisCheck[] {
  const witness = `Σ|v̂_ω| = ${short(ringFourierMass(lattice.interaction))}`;
  return [evennessOf(lattice), { ...finiteFourierMass, holds: true, witness }];
}

/** (H1) and (H5) on a lattice, where every V is bounded; how small the C of (H5) may be is another matter. */
export const coulombHypotheses: readonly HypothesisCheck[] = [
  { name: '(H1)', role: 'needed', holds: true, witness: 'V(−z) = V(z) modulo the sites' },
  { name: '(H5)', role: 'needed', holds: true, witness: 'V is bounded on a lattice: C = max V² serves' },
];

const selfAdjoint = {
  name: '(H3)',
  holds: true,
  witness: 'the Hamiltonian of a lattice is a matrix',
} as const;
const noGradient = {
  name: '(H2)',
  role: 'printed',
  holds: 'unknown',
  witness: 'a lattice has no gradient',
} as const;

/** Those of Theorem 2.9 (3), which speaks of a motion, and of (2), which does not. (H2), which is printed, excludes Coulomb (B4). */
export const motionHypotheses: readonly HypothesisCheck[] = [
  ...coulombHypotheses,
  { ...selfAdjoint, role: 'needed' },
  noGradient,
];
export const inequalityHypotheses: readonly HypothesisCheck[] = [
  ...coulombHypotheses,
  { ...selfAdjoint, role: 'printed' },
  noGradient,
];

/** Bosonic symmetry as seen: the largest change of an entry under exchanges of neighbours. */
export function symmetryHypothesis(space: TensorSpace, psi: Float64Array): HypothesisCheck {
  const change = asymmetry(space, psi);
  return {
    ...bosonicSymmetry,
    holds: change < 1e-12,
    witness: `largest change under an exchange: ${short(change)}`,
  };
}

/** What is allowed for the error of ψ: local errors add up and grow on the way, tenfold where no instability is at work. */
export function pathError({ errorEstimate }: OdePathReport): number {
  return 10 * errorEstimate;
}

/** RangeError when an exact evolution of `particles` bosons or fermions ended before `until`. */
export function checkArrived({ status, time }: PropagationReport, particles: number, until: number): void {
  if (status === 'product limit')
    throw new RangeError(
      `until must be within reach of one evolution, which stopped for ${particles} particles at t = ${time} (${status}), got ${until}`,
    );
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
