import { complexMatrix, type DenseMatrix } from '../../../numerics/dense/matrix';
import { integerIn } from '../../../numerics/guards';
import { latticeState } from '../lattice/state';
import { type FermionBasis, fermionBasis, signBelow } from './basis';
import type { LatticeFermions } from './latticeFermions';

/** Rows that a reduced density matrix may have. */
const largestReduced = 1024;

/**
 * R_{N:k} of a state of N fermions on L sites, an L^k × L^k matrix of trace 1 with x₁ the slowest index:
 * ⟨x₁…x_k|R|y₁…y_k⟩ = ((N−k)!/N!)⟨Ψ|a*_{y₁}…a*_{y_k}a_{x_k}…a_{x₁}|Ψ⟩. By Pauli's principle 0 ≤ R_{N:1} ≤ 1/N; ω = N·R_{N:1} is
 * the one-particle density of Hartree–Fock, a projection if Ψ is a Slater determinant.
 * @example
 * const ground = fermions.slater(orbitals);
 * fermionReducedDensity(fermions, ground, 2); // L² × L²
 * @param order - k, from 1 to N; default 1
 * @throws RangeError unless ‖Ψ‖ = 1 within 1e−9 and 1 ≤ k ≤ N, or when L^k exceeds 1024.
 */
export function fermionReducedDensity(
  fermions: LatticeFermions,
  state: ArrayLike<number>,
  order = 1,
): DenseMatrix {
  const { lattice, particles, dimension } = fermions;
  const { sites } = lattice;
  integerIn('order', order, 1, particles);
  const size = sites ** order;
  if (size > largestReduced)
    throw new RangeError(
      `order must leave a matrix of at most ${largestReduced} rows, got ${sites}^${order} = ${size}`,
    );
  const psi = latticeState('state', state, dimension);
  const small = fermionBasis(sites, order);
  const gram = gramOf(psi, fermionBasis(sites, particles), small, fermionBasis(sites, particles - order));
  let pairs = 1;
  for (let k = 0; k < order; k++) pairs *= particles - k;
  const { place, sign } = antisymmetric(sites, order, small);
  const out = complexMatrix(size, size);
  for (let x = 0; x < size; x++)
    for (let y = 0; y < size; y++) {
      const factor = (sign[x] * sign[y]) / pairs;
      if (factor === 0) continue;
      const from = 2 * (place[x] * small.dimension + place[y]);
      const to = 2 * (x * size + y);
      out.data[to] = factor * gram[from];
      out.data[to + 1] = factor * gram[from + 1];
    }
  return out;
}

/** ⟨Ψ|A_S'* A_S|Ψ⟩ for A_S = a_{x_k}…a_{x₁}, S = {x₁ < … < x_k}: sums over the states T of the other particles. */
function gramOf(
  psi: Float64Array,
  full: FermionBasis,
  small: FermionBasis,
  rest: FermionBasis,
): Float64Array {
  const { dimension, configurations } = small;
  const out = new Float64Array(2 * dimension * dimension);
  const column = new Float64Array(2 * dimension);
  const free = new Int32Array(dimension);
  for (const others of rest.configurations) {
    let count = 0;
    configurations.forEach((chosen, s) => {
      if (others & chosen) return;
      const at = 2 * full.indexOf(others | chosen);
      const sign = signOfRemoval(others | chosen, chosen);
      column[2 * s] = sign * psi[at];
      column[2 * s + 1] = sign * psi[at + 1];
      free[count++] = s;
    });
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++) {
        const [a, b] = [2 * free[i], 2 * free[j]];
        const at = free[i] * 2 * dimension + b;
        out[at] += column[a] * column[b] + column[a + 1] * column[b + 1];
        out[at + 1] += column[a + 1] * column[b] - column[a] * column[b + 1];
      }
  }
  return out;
}

/** The sign of a_{x_k}…a_{x₁} on a configuration that contains the sites x₁ < … < x_k. */
function signOfRemoval(configuration: number, removed: number): number {
  let [sign, left] = [1, configuration];
  for (let bits = removed; bits !== 0; bits &= bits - 1) {
    const x = 31 - Math.clz32(bits & -bits);
    sign *= signBelow(left, x);
    left ^= 1 << x;
  }
  return sign;
}

/** For every (x₁, …, x_k) the place of the set and the sign of the permutation that sorts it; 0 where two agree. */
function antisymmetric(
  sites: number,
  order: number,
  small: FermionBasis,
): { place: Int32Array; sign: Int8Array } {
  const size = sites ** order;
  const [place, sign] = [new Int32Array(size), new Int8Array(size)];
  for (let at = 0; at < size; at++) {
    let [bits, parity] = [0, 1];
    for (let k = 0, rest = at; k < order; k++, rest = Math.floor(rest / sites)) {
      const x = rest % sites;
      // From the last argument to the first: each has to pass those already there that stand below it.
      parity *= (bits >> x) & 1 ? 0 : signBelow(bits, x);
      bits |= 1 << x;
    }
    sign[at] = parity;
    if (parity !== 0) place[at] = small.indexOf(bits);
  }
  return { place, sign };
}
