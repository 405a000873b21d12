import { norm, normalise } from '../../../numerics/complexVector';
import { traceOfProduct } from '../../../numerics/dense/elementary';
import { complexMatrix, type DenseMatrix } from '../../../numerics/dense/matrix';
import { operatorNorm } from '../../../numerics/dense/norms';
import { integerIn } from '../../../numerics/guards';
import { binomial } from '../../../numerics/special/gamma';
import { latticeState } from '../lattice/state';
import { type OccupationBasis, occupationBasis, occupationWalk } from './occupationBasis';
import { bosonState } from './states';

/** Rows that a reduced density matrix may have. */
const largestReduced = 1024;

/** Multisets of m modes, with what is needed to add one to a state of N − m bosons. */
interface Additions {
  /** n_i of each multiset, by rows of M. */
  readonly occupation: Int32Array;
  /** s_i of each multiset, by rows of M. */
  readonly tails: Int32Array;
  readonly count: number;
}

function additions(order: number, modes: number): Additions {
  const small = occupationBasis({ particles: order, modes });
  const occupation = new Int32Array(small.dimension * modes);
  const tails = new Int32Array(small.dimension * modes);
  const walk = occupationWalk(small);
  for (let index = 0; index < small.dimension; index++) {
    walk.seek(index);
    occupation.set(walk.occupation, index * modes);
    tails.set(walk.tails, index * modes);
  }
  return { occupation, tails, count: small.dimension };
}

/**
 * For every state ν of N − m bosons the numbers ⟨ν|a_I Ψ⟩√((N−m)!/N!) for the multisets I of m modes, in their order;
 * `visit` borrows them, interleaved.
 */
function annihilated(
  basis: OccupationBasis,
  state: Float64Array,
  order: number,
  visit: (column: Float64Array) => void,
): void {
  const { particles, modes, placesOfTails } = basis;
  const { occupation, tails, count } = additions(order, modes);
  const rest = occupationBasis({ particles: particles - order, modes });
  const walk = occupationWalk(rest);
  const column = new Float64Array(2 * count);
  const width = particles + 1;
  let norm = 1;
  for (let k = 0; k < order; k++) norm *= particles - k;
  const { sqrt } = Math;
  for (let index = 0; index < rest.dimension; index++) {
    walk.seek(index);
    for (let c = 0; c < count; c++) {
      let [place, square] = [0, 1];
      for (let i = 0; i < modes; i++) {
        const at = c * modes + i;
        if (i > 0) place += placesOfTails[i * width + walk.tails[i] + tails[at]];
        for (let k = 1; k <= occupation[at]; k++) square *= walk.occupation[i] + k;
      }
      const factor = sqrt(square / norm);
      column[2 * c] = factor * state[2 * place];
      column[2 * c + 1] = factor * state[2 * place + 1];
    }
    visit(column);
  }
}

/** out += v v*. Only the lower triangle. */
function addDyad(v: Float64Array, out: Float64Array): void {
  const n = v.length / 2;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const at = 2 * (i * n + j);
      out[at] += v[2 * i] * v[2 * j] + v[2 * i + 1] * v[2 * j + 1];
      out[at + 1] += v[2 * i + 1] * v[2 * j] - v[2 * i] * v[2 * j + 1];
    }
}

/**
 * R_{N:k} of a state of N bosons in M modes, on the full tensor space, M^k × M^k with x₁ the slowest index:
 * ⟨x₁…x_k|R|y₁…y_k⟩ = ((N−k)!/N!)⟨Ψ|a*_{y₁}…a*_{y_k}a_{x_k}…a_{x₁}|Ψ⟩, of trace ‖Ψ‖², which is 1 for a state. A Gram matrix:
 * positive to rounding.
 * @example
 * const { basis } = bosonDynamics(latticeBosons(lattice), { particles: 100 });
 * bosonReducedDensity(basis, bosonProductState(basis, psi)); // M × M, |ψ⟩⟨ψ|
 * @param order - k, from 1 to N; default 1
 * @throws RangeError for a k outside [1, N], or when M^k exceeds 1024.
 */
export function bosonReducedDensity(
  basis: OccupationBasis,
  state: ArrayLike<number>,
  order = 1,
): DenseMatrix {
  const { particles, modes } = basis;
  integerIn('order', order, 1, particles);
  const size = modes ** order;
  if (!(size <= largestReduced))
    throw new RangeError(
      `the reduced density matrix must have at most ${largestReduced} rows, got ${modes}^${order}`,
    );
  const count = binomial(order + modes - 1, order);
  const gram = new Float64Array(2 * count * count);
  annihilated(basis, bosonState('state', state, basis), order, (column) => addDyad(column, gram));
  const place = multisets(order, modes);
  const out = complexMatrix(size, size);
  for (let x = 0; x < size; x++)
    for (let y = 0; y < size; y++) {
      const [i, j] = [place[x], place[y]];
      const from = 2 * (Math.max(i, j) * count + Math.min(i, j));
      out.data[2 * (x * size + y)] = gram[from];
      out.data[2 * (x * size + y) + 1] = i >= j ? gram[from + 1] : -gram[from + 1];
    }
  return out;
}

/** The place of the multiset {x₁, …, x_m} for every x. */
function multisets(order: number, modes: number): Int32Array {
  const small = occupationBasis({ particles: order, modes });
  const n = new Int32Array(modes);
  return Int32Array.from({ length: modes ** order }, (_, x) => {
    n.fill(0);
    for (let k = 0, rest = x; k < order; k++, rest = Math.floor(rest / modes)) n[rest % modes]++;
    return small.indexOf(n);
  });
}

/** How far a state is from the condensate ψ^{⊗N}, seen by one particle. */
export interface BosonDeviation {
  /** E = 1 − ⟨ψ|R_{N:1}|ψ⟩, the share of bosons outside ψ. */
  readonly depletion: number;
  /** R_{N:1} − P with P = |ψ⟩⟨ψ|, Hermitian M × M. */
  readonly difference: DenseMatrix;
  /** ‖R_{N:1} − P‖, the largest |eigenvalue|; the trace norm is twice that. */
  readonly norm: number;
}

/** A state rescaled to norm 1. */
function unitState(state: ArrayLike<number>, basis: OccupationBasis): Float64Array {
  const amplitudes = bosonState('state', state, basis);
  const size = norm(amplitudes);
  if (!(Math.abs(size - 1) <= 1e-4))
    throw new RangeError(`state must have norm 1 (within 1e-4), got norm ${size}`);
  return normalise('state', amplitudes);
}

/**
 * The deviation of R_{N:1} from P = |ψ⟩⟨ψ| for a normalised state. Each a_x Ψ is split along ψ and across it before
 * anything is squared, E = (1/N)Σ_x ‖(Q a)_x Ψ‖²: no difference of nearly equal numbers is taken, and E is as good at 1e−20
 * as at 1.
 * @example
 * const { state } = dynamics.run(bosonProductState(dynamics.basis, psi), { until: 1 });
 * bosonDeviation(dynamics.basis, state, latticeHartree(lattice, psi, 1).at(1)).depletion; // about c/N
 * @throws RangeError unless psi has norm 1 within 1e−9 and the state, which may come out of a rough evolution, within 1e−4.
 */
export function bosonDeviation(
  basis: OccupationBasis,
  state: ArrayLike<number>,
  psi: ArrayLike<number>,
): BosonDeviation {
  const { modes } = basis;
  integerIn('basis.particles', basis.particles, 1);
  const wave = latticeState('psi', psi, modes);
  const amplitudes = unitState(state, basis);
  const across = new Float64Array(2 * modes);
  const gram = new Float64Array(2 * modes * modes);
  // Σ (Q a Ψ)·conj(⟨ψ|a Ψ⟩), the part of R that leads from ψ out of it.
  const mixed = new Float64Array(2 * modes);
  annihilated(basis, amplitudes, 1, (column) => {
    // The single modes come in the order of the occupation basis: mode 0 first.
    let [re, im] = [0, 0];
    for (let x = 0; x < 2 * modes; x += 2) {
      re += wave[x] * column[x] + wave[x + 1] * column[x + 1];
      im += wave[x] * column[x + 1] - wave[x + 1] * column[x];
    }
    for (let x = 0; x < 2 * modes; x += 2) {
      across[x] = column[x] - (wave[x] * re - wave[x + 1] * im);
      across[x + 1] = column[x + 1] - (wave[x] * im + wave[x + 1] * re);
      mixed[x] += across[x] * re + across[x + 1] * im;
      mixed[x + 1] += across[x + 1] * re - across[x] * im;
    }
    addDyad(across, gram);
  });
  const difference = complexMatrix(modes, modes);
  let depletion = 0;
  for (let x = 0; x < modes; x++) depletion += gram[2 * x * (modes + 1)];
  for (let x = 0; x < modes; x++)
    for (let y = 0; y <= x; y++) {
      const at = 2 * (x * modes + y);
      const [xr, xi, yr, yi] = [wave[2 * x], wave[2 * x + 1], wave[2 * y], wave[2 * y + 1]];
      const [mx, nx, my, ny] = [mixed[2 * x], mixed[2 * x + 1], mixed[2 * y], mixed[2 * y + 1]];
      // QRQ + QRP + PRQ − E·P.
      const re = gram[at] + mx * yr + nx * yi + xr * my + xi * ny - depletion * (xr * yr + xi * yi);
      const im = gram[at + 1] + nx * yr - mx * yi + xi * my - xr * ny - depletion * (xi * yr - xr * yi);
      const mirror = 2 * (y * modes + x);
      difference.data[at] = difference.data[mirror] = re;
      difference.data[mirror + 1] = -im;
      difference.data[at + 1] = x === y ? 0 : im;
    }
  return { depletion, difference, norm: operatorNorm(difference) };
}

/**
 * tr(R_{N:k}A) for an observable A, M^k × M^k: its mean in the state, per k-tuple of bosons. k is read off the size of A.
 * @example
 * particles * bosonMean(basis, state, lattice.oneBody); // ⟨Σ_j h_j⟩
 */
export function bosonMean(basis: OccupationBasis, state: ArrayLike<number>, observable: DenseMatrix): number {
  let order = 1;
  while (basis.modes ** order < observable.rows && basis.modes > 1) order++;
  if (basis.modes ** order !== observable.rows || observable.columns !== observable.rows)
    throw new RangeError(
      `observable must be square with ${basis.modes}^m rows, got ${observable.rows} × ${observable.columns}`,
    );
  return traceOfProduct(bosonReducedDensity(basis, state, order), observable).re;
}
