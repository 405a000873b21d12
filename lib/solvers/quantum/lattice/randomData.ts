import { complexMatrix, type DenseMatrix } from '../../../numerics/dense/matrix';
import { integerIn } from '../../../numerics/guards';
import type { Random } from '../../../numerics/random';
import { translationInvariant } from './kinetic';
import { type QuantumLattice, quantumLattice } from './lattice';
import { normalised } from './state';

export interface RandomLatticeOptions {
  /** Default 1. */
  readonly hbar?: number;
  /** Whether there is an external potential U; false by default. */
  readonly external?: boolean;
}

/**
 * A ring with independent normal entries: K translation-invariant (Hermitian, in general complex), V even, U any.
 * @example
 * randomLattice(createRandom(1), 4, { hbar: 0.5, external: true });
 */
export function randomLattice(
  random: Random,
  sites: number,
  options: RandomLatticeOptions = {},
): QuantumLattice {
  const raw = normals(random, integerIn('sites', sites, 1, 4096));
  return quantumLattice({
    kinetic: translationInvariant(normals(random, sites)),
    interaction: raw.map((v, x) => v + raw[(sites - x) % sites]),
    external: options.external ? normals(random, sites) : undefined,
    hbar: options.hbar,
  });
}

/** A normalised state of `dimension` complex entries, uniformly distributed on the sphere. */
export function randomState(random: Random, dimension: number): Float64Array {
  return normalised(normals(random, 2 * integerIn('dimension', dimension, 1, 2 ** 26)));
}

/** A complex matrix with independent normal entries, not Hermitian. */
export function randomOperator(random: Random, order: number): DenseMatrix {
  return complexMatrix(order, order, normals(random, 2 * order * order));
}

function normals(random: Random, length: number): Float64Array {
  return Float64Array.from({ length }, () => random.normal());
}
