import {
  complexMatrix,
  createRandom,
  type DenseMatrix,
  normalised,
  type QuantumLattice,
  quantumLattice,
  translationInvariant,
} from '../../../../lib/index';

const random = createRandom(5);

export const vector = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());

export const state = (dimension: number): Float64Array => normalised(vector(2 * dimension));

/** A random one-particle operator, not Hermitian. */
export const operator = (sites: number): DenseMatrix =>
  complexMatrix(sites, sites, vector(2 * sites * sites));

/** Random complex translation-invariant K, even V; an external U on request. */
export function randomLattice(sites: number, hbar: number, external = false): QuantumLattice {
  const raw = vector(sites);
  return quantumLattice({
    kinetic: translationInvariant(vector(sites)),
    interaction: raw.map((v, x) => v + raw[(sites - x) % sites]),
    external: external ? vector(sites) : undefined,
    hbar,
  });
}

export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);

/** x_1, …, x_N of an index. */
export function digits(at: number, sites: number, particles: number): number[] {
  return Array.from({ length: particles }, (_, k) => Math.floor(at / sites ** (particles - 1 - k)) % sites);
}
