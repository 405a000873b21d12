import { inner } from '../../../numerics/complexVector';
import { type DenseMatrix, toComplex } from '../../../numerics/dense/matrix';
import { finite, integerIn, optionsOf, positive } from '../../../numerics/guards';
import { sparseTimes } from '../../../numerics/sparse/algebra';
import { type SparseMatrix, sparseFromRows } from '../../../numerics/sparse/matrix';
import { binomial } from '../../../numerics/special/gamma';
import {
  type EvolutionOptions,
  type EvolutionRun,
  type ExactEvolution,
  exactEvolution,
} from '../lattice/exactEvolution';
import type { QuantumLattice } from '../lattice/lattice';
import { latticeState } from '../lattice/state';
import { type FermionBasis, fermionBasis, largestFermionLattice, signBelow } from './basis';
import { checkOrbitals } from './orbitals';

export interface LatticeFermionsOptions {
  readonly lattice: QuantumLattice;
  /** N, at most the number of sites. */
  readonly particles: number;
  /** The factor before Σ_{k<l} V(x_k − x_l); default 1/N. */
  readonly coupling?: number;
  /** Limit on the memory of Ĥ in bytes; default 2²⁹. */
  readonly maxBytes?: number;
  /** Global: largest ‖error‖ of one run; default 1e−12. */
  readonly tolerance?: number;
}

/** N fermions without spin on a lattice: Ĥ = Σ_j h_j + coupling·Σ_{k<l} V(x_k − x_l) on antisymmetric functions. */
export interface LatticeFermions {
  readonly lattice: QuantumLattice;
  readonly particles: number;
  readonly coupling: number;
  /** binomial(L, N). */
  readonly dimension: number;
  /**
   * The basis: configuration i has bit x set where site x is occupied, ascending; the states are a*_{x₁} ⋯ a*_{x_N}|0⟩ with
   * x₁ < … < x_N. A state Ψ has 2·dimension interleaved amplitudes.
   */
  readonly configurations: Int32Array;
  readonly hamiltonian: SparseMatrix;
  /**
   * φ₁ ∧ … ∧ φ_N for the orthonormal columns of an L × N matrix: the amplitude of S is the determinant of its rows S.
   * @throws RangeError unless φ_j·φ_k = δ_jk within 1e−9.
   */
  slater(orbitals: DenseMatrix): Float64Array;
  /** ⟨Ψ|Ĥ|Ψ⟩. @throws RangeError unless ‖Ψ‖ = 1. */
  energy(state: ArrayLike<number>): number;
  /** Solves iħ∂_tΨ = ĤΨ from `initial` at time 0. @throws RangeError unless one of `until` and `times` is given. */
  run(initial: ArrayLike<number>, evolution: EvolutionOptions): EvolutionRun;
}

/**
 * Few fermions on a lattice, exactly, in the basis of occupied sites with Jordan and Wigner's signs.
 * @example
 * const fermions = latticeFermions({ lattice, particles: 3 });
 * const ground = fermions.slater(eigenHermitian(lattice.oneBody, { range: [0, 2] }).vectors);
 * const { state } = fermions.run(ground, { until: 1 });
 * fermionReducedDensity(fermions, state); // L × L, trace 1
 * @throws RangeError for more than 30 sites, or when Ĥ needs more memory than `maxBytes`.
 */
export function latticeFermions(options: LatticeFermionsOptions): LatticeFermions {
  optionsOf('latticeFermions', options, '{ lattice, particles: 4 }', [
    'lattice',
    'particles',
    'coupling',
    'maxBytes',
    'tolerance',
  ]);
  const { lattice, maxBytes = 2 ** 29, tolerance = 1e-12 } = options;
  const sites = integerIn('lattice.sites', lattice.sites, 1, largestFermionLattice);
  const particles = integerIn('particles', options.particles, 1, sites);
  const coupling = finite('coupling', options.coupling ?? 1 / particles);
  checkMemory(lattice, particles, positive('maxBytes', maxBytes));
  const basis = fermionBasis(sites, particles);
  const { dimension, configurations } = basis;
  const hamiltonian = fermionHamiltonian(lattice, coupling, basis);
  const checked = (name: string, state: ArrayLike<number>): Float64Array =>
    latticeState(name, state, dimension);
  let evolve: ExactEvolution | undefined;
  return {
    lattice,
    particles,
    coupling,
    dimension,
    configurations,
    hamiltonian,
    slater: (orbitals) => slaterState(checkOrbitals('orbitals', orbitals, sites, particles)),
    energy(state) {
      const psi = checked('state', state);
      return inner(psi, sparseTimes(hamiltonian, psi))[0];
    },
    run(initial, evolution) {
      evolve ??= exactEvolution(hamiltonian, lattice.hbar, { tolerance });
      return evolve(checked('initial', initial), evolution);
    },
  };
}

function checkMemory({ sites, oneBody }: QuantumLattice, particles: number, maxBytes: number): void {
  const row = 1 + particles * (sites - particles);
  const bytes = binomial(sites, particles) * row * (oneBody.kind === 'real' ? 12 : 20);
  if (bytes > maxBytes)
    throw new RangeError(
      `particles must leave the Hamiltonian within ${maxBytes} bytes (maxBytes), got ${particles} on ${sites} sites, up to ${bytes} bytes`,
    );
}

function fermionHamiltonian(lattice: QuantumLattice, coupling: number, basis: FermionBasis): SparseMatrix {
  const { sites, oneBody, interaction } = lattice;
  const { kind } = oneBody;
  const h = toComplex(oneBody).data;
  const { dimension, configurations, indexOf } = basis;
  return sparseFromRows(kind, dimension, dimension, (row, emit) => {
    const here = configurations[row];
    let diagonal = 0;
    for (let x = 0; x < sites; x++) {
      if (((here >> x) & 1) === 0) continue;
      diagonal += h[2 * x * (sites + 1)];
      for (let y = 0; y < x; y++) if ((here >> y) & 1) diagonal += coupling * interaction[x - y];
      // ⟨S| h_xy a*_x a_y on the states with y in the place of x.
      const without = here ^ (1 << x);
      for (let y = 0; y < sites; y++) {
        const at = 2 * (x * sites + y);
        if ((here >> y) & 1 || (h[at] === 0 && h[at + 1] === 0)) continue;
        const sign = signBelow(without, x) * signBelow(without, y);
        emit(indexOf(without | (1 << y)), sign * h[at], sign * h[at + 1]);
      }
    }
    emit(row, diagonal);
  });
}

/** a*(φ₁) ⋯ a*(φ_N)|0⟩, one factor after the other from the right. */
function slaterState(orbitals: DenseMatrix): Float64Array {
  const { rows: sites, columns: particles, data } = orbitals;
  let state: Float64Array = Float64Array.of(1, 0);
  for (let count = 0; count < particles; count++) {
    const [from, to] = [fermionBasis(sites, count), fermionBasis(sites, count + 1)];
    const next = new Float64Array(2 * to.dimension);
    for (let i = 0; i < from.dimension; i++) {
      const here = from.configurations[i];
      for (let x = 0; x < sites; x++) {
        if ((here >> x) & 1) continue;
        const at = 2 * to.indexOf(here | (1 << x));
        const sign = signBelow(here, x);
        const orbital = 2 * (x * particles + particles - 1 - count);
        const [a, b] = [sign * data[orbital], sign * data[orbital + 1]];
        next[at] += a * state[2 * i] - b * state[2 * i + 1];
        next[at + 1] += a * state[2 * i + 1] + b * state[2 * i];
      }
    }
    state = next;
  }
  return state;
}
