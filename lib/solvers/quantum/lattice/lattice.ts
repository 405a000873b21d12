import { checkHermitian, type DenseMatrix } from '../../../numerics/dense/matrix';
import { finiteArray, integerIn, optionsOf, positive } from '../../../numerics/guards';

/** Sites that a lattice may have: its one-particle operators are dense matrices. */
export const largestLattice = 4096;

/**
 * One particle on the sites 0, …, L−1 of a ring and the pair interaction between two of them. The Hamiltonian of N
 * particles is ĤN = Σ_j h_j + (1/N)Σ_{k<l} V(x_k − x_l), differences modulo L. Everything that the notes prove for the
 * torus holds here as an identity between matrices.
 */
export interface QuantumLattice {
  readonly sites: number;
  readonly hbar: number;
  /** h = K + U, Hermitian, sites × sites. */
  readonly oneBody: DenseMatrix;
  /** V(x) for x = 0, …, L−1, with V(−x) = V(L−x) = V(x). */
  readonly interaction: Float64Array;
  /** Where the sites are: their numbers, or the points of the circle of `ringLattice`. */
  readonly positions: Float64Array;
}

export interface QuantumLatticeOptions {
  /** K, Hermitian; its size is the number of sites. */
  readonly kinetic: DenseMatrix;
  /** V at the differences 0, …, L−1, even: [on site, neighbours, …, neighbours], so [u, 0] is a dimer's on-site energy. */
  readonly interaction: ArrayLike<number>;
  /** U at the sites; 0 by default. */
  readonly external?: ArrayLike<number>;
  /** ħ of the equations, which K does not know of; default 1. */
  readonly hbar?: number;
}

/**
 * A lattice from any K, V and U, checked and copied; `ringLattice` makes that of particles on a circle.
 * @example
 * const dimer = quantumLattice({ kinetic: ringHopping(2, 1), interaction: [3, 0] });
 * @throws RangeError unless K is Hermitian, V even within 1e−12 of its largest value, and ħ > 0.
 */
export function quantumLattice(options: QuantumLatticeOptions): QuantumLattice {
  optionsOf('quantumLattice', options, '{ kinetic: ringHopping(4, 1), interaction: [0, 1, 2, 1] }');
  const { kinetic, hbar = 1 } = options;
  checkHermitian('kinetic', kinetic);
  const sites = integerIn('kinetic.rows', kinetic.rows, 1, largestLattice);
  const interaction = finiteArray('interaction', options.interaction, sites);
  checkEven(interaction);
  const oneBody: DenseMatrix = { ...kinetic, data: kinetic.data.slice() };
  if (options.external !== undefined) {
    const width = oneBody.kind === 'real' ? 1 : 2;
    const external = finiteArray('external', options.external, sites);
    for (let x = 0; x < sites; x++) oneBody.data[width * x * (sites + 1)] += external[x];
  }
  const positions = Float64Array.from({ length: sites }, (_, x) => x);
  return { sites, hbar: positive('hbar', hbar), oneBody, interaction, positions };
}

/** RangeError unless V(x) = V(L−x) within 1e−12 of its largest value. */
export function checkEven(interaction: Float64Array): void {
  const { length } = interaction;
  const x = unevenAt(interaction);
  if (x > 0)
    throw new RangeError(
      `interaction must be even, V(${x}) = V(${length - x}) modulo ${length} sites, got ${interaction[x]} and ${interaction[length - x]}`,
    );
}

/** The first x with V(x) ≠ V(L−x), beyond 1e−12 of the largest |V|; −1 for an even V. */
export function unevenAt(interaction: Float64Array): number {
  const { length } = interaction;
  const largest = interaction.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return interaction.findIndex((v, x) => x > 0 && Math.abs(v - interaction[length - x]) > 1e-12 * largest);
}

/** out(x) = (V⋆ρ)(x) = Σ_y V(x − y)ρ(y) on the ring. Nothing is checked. */
export function meanFieldInto(
  { sites, interaction }: QuantumLattice,
  density: ArrayLike<number>,
  out: Float64Array,
): Float64Array {
  for (let x = 0; x < sites; x++) {
    let sum = 0;
    for (let y = 0; y < sites; y++) sum += interaction[x < y ? y - x : x - y] * density[y];
    out[x] = sum;
  }
  return out;
}
