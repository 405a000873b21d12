import { toComplex } from '../../numerics/dense/matrix';
import { type Emit, type SparseMatrix, sparseFromRows } from '../../numerics/sparse/matrix';
import type { BosonModel } from './bosonModel';
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
  const walk = occupationWalk(basis);
  const level = levels(model, particles);
  const hop = hopping(basis, hops);
  const scatter = scattering(basis, model);
  return sparseFromRows(kind, dimension, dimension, (row, emit) => {
    walk.seek(row);
    emit(row, level(walk.occupation), 0);
    hop(row, walk, emit);
    scatter(walk, emit);
  });
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
 * Row n of Σ h_ij a_i†a_j, i ≠ j: the column n − e_i + e_j with h_ij √(n_i(n_j + 1)). That column differs from n in the tails
 * between i and j, by one.
 */
function hopping(
  { particles, placesOfTails }: OccupationBasis,
  hops: readonly Hop[],
): (row: number, walk: OccupationWalk, emit: Emit) => void {
  const width = particles + 1;
  const root = Float64Array.from({ length: particles + 2 }, (_, n) => Math.sqrt(n));
  return (row, { occupation, tails }, emit) => {
    for (let h = 0; h < hops.length; h++) {
      const { to, from, re, im } = hops[h];
      if (occupation[to] === 0) continue;
      let column = row;
      for (let k = to + 1, at = k * width; k <= from; k++, at += width)
        column += placesOfTails[at + tails[k] + 1] - placesOfTails[at + tails[k]];
      for (let k = from + 1, at = k * width; k <= to; k++, at += width)
        column += placesOfTails[at + tails[k] - 1] - placesOfTails[at + tails[k]];
      const factor = root[occupation[to]] * root[occupation[from] + 1];
      emit(column, factor * re, factor * im);
    }
  };
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
