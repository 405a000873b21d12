import {
  complexMatrix,
  createRandom,
  type DenseMatrix,
  normalised,
  type QuantumLattice,
  quantumLattice,
  type Random,
  translationInvariant,
} from '../../../lib/index';

/** Standard normal numbers. */
export function normals(random: Random, length: number): Float64Array {
  return Float64Array.from({ length }, () => random.normal());
}

/** A lattice with random translation-invariant complex K, even V and, if wanted, external U. */
export function randomLattice(random: Random, sites: number, hbar = 0.7, external = false): QuantumLattice {
  const raw = normals(random, sites);
  return quantumLattice({
    kinetic: translationInvariant(normals(random, sites)),
    interaction: raw.map((v, x) => v + raw[(sites - x) % sites]),
    external: external ? normals(random, sites) : undefined,
    hbar,
  });
}

/** A random normalised wave function of `length` complex entries. */
export const randomState = (random: Random, length: number): Float64Array =>
  normalised(normals(random, 2 * length));

/** A random complex matrix, not Hermitian. */
export const randomMatrix = (random: Random, order: number): DenseMatrix =>
  complexMatrix(order, order, normals(random, 2 * order * order));

export const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);

export { createRandom };
