import { toComplex } from '../../../numerics/dense/matrix';
import { sparseSum } from '../../../numerics/sparse/algebra';
import { type Emit, type SparseMatrix, sparseFromRows } from '../../../numerics/sparse/matrix';
import { binomial } from '../../../numerics/special/gamma';
import type { BosonModel } from './model';
import { type OccupationBasis, type OccupationWalk, occupationWalk } from './occupationBasis';

/** Bytes that the matrix of a Hamiltonian may take. */
const memoryLimit = 2 ** 31;

/**
 * Ĥ_N of a model in the occupation basis, by rows; real when the model is.
 * @throws RangeError, before anything is allocated, when the matrix would take more than 2 GiB.
 */
export function bosonHamiltonian(basis: OccupationBasis, model: BosonModel): SparseMatrix {
  const { dimension, modes, particles } = basis;
  if (modes !== model.modes)
    throw new RangeError(`basis must have the ${model.modes} modes of the model, got ${modes}`);
  const kind =
    model.oneBody.kind === 'real' && model.transitions.every(({ im }) => im === 0) ? 'real' : 'complex';
  const hops = hopsOf(model);
  const bytes = dimension * (1 + hops.length + model.transitions.length) * (kind === 'real' ? 12 : 20);
  if (bytes > memoryLimit)
    throw new RangeError(
      `the Hamiltonian must take at most ${memoryLimit / 2 ** 30} GiB, got up to ${(bytes / 2 ** 30).toPrecision(3)} GiB ` +
        `for ${particles} bosons in ${modes} modes (dimension ${dimension})`,
    );
  const single = hoppingMatrix(kind, basis, model, hops);
  if (model.transitions.length === 0) return single;
  const walk = occupationWalk(basis);
  const scatter = scattering(basis, model);
  const pairs = sparseFromRows(kind, dimension, dimension, (row, emit) => {
    walk.seek(row);
    scatter(walk, emit);
  });
  return sparseSum(single, pairs);
}

/** The diagonal Σ h_ii n_i + (1/N)(Σ_{i<j} c_ij n_i n_j + Σ_i c_ii n_i(n_i − 1)). */
function levels(
  { modes, oneBody, densities }: BosonModel,
  particles: number,
): (occupation: Int32Array) => number {
  const width = oneBody.kind === 'real' ? 1 : 2;
  return (n) => {
    let [single, pairs] = [0, 0];
    for (let i = 0; i < modes; i++) {
      let field = densities[i * modes + i] * (n[i] - 1);
      for (let j = i + 1; j < modes; j++) field += densities[i * modes + j] * n[j];
      single += oneBody.data[width * i * (modes + 1)] * n[i];
      pairs += field * n[i];
    }
    // Without bosons there are no pairs.
    return single + (particles > 0 ? pairs / particles : 0);
  };
}

/** h_ij a_i†a_j with i ≠ j. */
interface Hop {
  readonly to: number;
  readonly from: number;
  readonly re: number;
  readonly im: number;
}

function hopsOf({ modes, oneBody }: BosonModel): Hop[] {
  const { data } = toComplex(oneBody);
  const hops: Hop[] = [];
  for (let to = 0; to < modes; to++)
    for (let from = 0; from < modes; from++) {
      const at = 2 * (to * modes + from);
      const [re, im] = [data[at], data[at + 1]];
      if (to !== from && (re !== 0 || im !== 0)) hops.push({ to, from, re, im });
    }
  return hops;
}

/**
 * The hops in the order of the columns that they lead to, those before the diagonal first: states are ordered by their first
 * tail, then by the second, and so on.
 */
function byColumn(a: Hop, b: Hop): number {
  const [aBefore, bBefore] = [a.to > a.from, b.to > b.from];
  if (aBefore !== bBefore) return aBefore ? -1 : 1;
  return aBefore ? a.from - b.from || b.to - a.to : b.to - a.to || a.from - b.from;
}

/**
 * The diagonal and Σ h_ij a_i†a_j, i ≠ j. Row n has h_ij √(n_i(n_j + 1)) in the column n − e_i + e_j, whose tails differ
 * from those of n between i and j, by one. Every hop has an entry in the rows with n_i > 0, of which there are as many as
 * states of N − 1 bosons: rows are written once, in order, without a look for their lengths.
 */
function hoppingMatrix(
  kind: SparseMatrix['kind'],
  basis: OccupationBasis,
  model: BosonModel,
  hops: readonly Hop[],
): SparseMatrix {
  const { particles, modes, dimension, placesOfTails } = basis;
  const fewer = particles > 0 ? binomial(particles + modes - 2, Math.min(particles - 1, modes - 1)) : 0;
  const entries = dimension + hops.length * fewer;
  const complex = kind === 'complex';
  const rowStart = new Int32Array(dimension + 1);
  const column = new Int32Array(entries);
  const values = new Float64Array(complex ? 2 * entries : entries);
  const width = particles + 1;
  const root = Float64Array.from({ length: particles + 2 }, (_, n) => Math.sqrt(n));
  const level = levels(model, particles);
  const sorted = hops.slice().sort(byColumn);
  const before = sorted.filter(({ to, from }) => to > from).length;
  const walk = occupationWalk(basis);
  const { occupation, tails } = walk;
  let at = 0;
  for (let row = 0; row < dimension; row++) {
    walk.seek(row);
    for (let h = 0; h <= sorted.length; h++) {
      if (h === before) {
        column[at] = row;
        values[complex ? 2 * at : at] = level(occupation);
        at++;
      }
      if (h === sorted.length) break;
      const { to, from, re, im } = sorted[h];
      if (occupation[to] === 0) continue;
      let place = row;
      for (let k = to + 1, t = k * width + tails[k]; k <= from; k++, t = k * width + tails[k])
        place += placesOfTails[t + 1] - placesOfTails[t];
      for (let k = from + 1, t = k * width + tails[k]; k <= to; k++, t = k * width + tails[k])
        place += placesOfTails[t - 1] - placesOfTails[t];
      const factor = root[occupation[to]] * root[occupation[from] + 1];
      column[at] = place;
      if (complex) {
        values[2 * at] = factor * re;
        values[2 * at + 1] = factor * im;
      } else values[at] = factor * re;
      at++;
    }
    rowStart[row + 1] = at;
  }
  return { kind, rows: dimension, columns: dimension, rowStart, column, values };
}

/** Row n of (1/N)Σ c a_i†a_j†a_l a_k over the transitions: the column n − e_i − e_j + e_k + e_l. */
function scattering(
  { particles, modes, placesOfTails }: OccupationBasis,
  { transitions }: BosonModel,
): (walk: OccupationWalk, emit: Emit) => void {
  const n = new Int32Array(modes);
  const width = particles + 1;
  const place = (): number => {
    let [index, tail] = [0, 0];
    for (let i = modes - 1; i > 0; i--) {
      tail += n[i];
      index += placesOfTails[i * width + tail];
    }
    return index;
  };
  return ({ occupation }, emit) => {
    n.set(occupation);
    for (const { to, from, re, im } of transitions) {
      const [i, j] = to;
      const [k, l] = from;
      // √(n_i …)² collects what a_i and a_j, then a_k† and a_l†, bring.
      let square = n[i]--;
      square *= n[j]--;
      if (square > 0) {
        square *= ++n[k];
        square *= ++n[l];
        const factor = Math.sqrt(square) / particles;
        emit(place(), factor * re, factor * im);
        n[k]--;
        n[l]--;
      }
      n[i]++;
      n[j]++;
    }
  };
}
