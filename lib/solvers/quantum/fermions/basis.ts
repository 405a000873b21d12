import { binomial } from '../../../numerics/special/gamma';

/**
 * The states |S⟩ = a*_{x₁} ⋯ a*_{x_N}|0⟩, x₁ < … < x_N, of N fermions on L sites. S is the number with the bits x₁, …, x_N;
 * the states are ordered by it.
 */
export interface FermionBasis {
  readonly dimension: number;
  /** Ascending. */
  readonly configurations: Int32Array;
  /** The place of S: Σ_k binomial(x_k, k). */
  indexOf(configuration: number): number;
}

/** A configuration is a positive 32-bit integer. */
export const largestFermionLattice = 30;

export function fermionBasis(sites: number, particles: number): FermionBasis {
  const dimension = binomial(sites, particles);
  const configurations = new Int32Array(dimension);
  let configuration = 2 ** particles - 1;
  for (let i = 0; i < dimension; i++) {
    configurations[i] = configuration;
    configuration = nextWithAsManyBits(configuration);
  }
  const width = particles + 1;
  const table = Int32Array.from({ length: sites * width }, (_, at) =>
    binomial(Math.floor(at / width), at % width),
  );
  const indexOf = (bits: number): number => {
    let [index, k] = [0, 0];
    for (let rest = bits; rest !== 0; rest &= rest - 1)
      index += table[(31 - Math.clz32(rest & -rest)) * width + ++k];
    return index;
  };
  return { dimension, configurations, indexOf };
}

/** The next larger number with as many bits set: the lowest block of ones moves its top bit up, the rest falls down. */
function nextWithAsManyBits(bits: number): number {
  const lowest = bits & -bits;
  const carried = bits + lowest;
  return lowest === 0 ? bits : carried | (((bits ^ carried) >>> 2) / lowest);
}

/** (−1)^(particles at the sites below x): the sign of a_x and a*_x in Jordan and Wigner's order. */
export function signBelow(configuration: number, x: number): 1 | -1 {
  let parity = configuration & ((1 << x) - 1);
  parity ^= parity >>> 16;
  parity ^= parity >>> 8;
  parity ^= parity >>> 4;
  parity ^= parity >>> 2;
  return ((parity ^ (parity >>> 1)) & 1) === 0 ? 1 : -1;
}
