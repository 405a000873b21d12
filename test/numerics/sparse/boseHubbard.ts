import { type SparseMatrix, sparseFromRows } from '../../../lib/numerics/sparse/matrix';

/** Occupations of all states, `modes` numbers each, first mode full first (falling lexicographic order). */
function occupations(bosons: number, modes: number, dimension: number): Uint8Array {
  const all = new Uint8Array(dimension * modes);
  const state = new Uint8Array(modes);
  state[0] = bosons;
  for (let i = 0; i < dimension; i++) {
    all.set(state, i * modes);
    // Move one boson right from the last mode before the end that has one, together with all that the end holds.
    let k = modes - 2;
    while (k >= 0 && state[k] === 0) k--;
    if (k < 0) break;
    const tail = state[modes - 1];
    state[modes - 1] = 0;
    state[k]--;
    state[k + 1] = tail + 1;
  }
  return all;
}

/** binomials[a][b] = a over b. */
function pascal(size: number): number[][] {
  const rows = [[1]];
  for (let a = 1; a <= size; a++)
    rows.push(Array.from({ length: a + 1 }, (_, b) => (rows[a - 1][b - 1] ?? 0) + (rows[a - 1][b] ?? 0)));
  return rows;
}

/**
 * N bosons on a ring of M sites: H = −J Σ_j (a*_{j+1} a_j + h. c.) + (U/2) Σ_j n_j (n_j − 1) in the occupation basis, with a
 * phase e^{iφ} on every hop to the right when phase is not 0 (then the matrix is complex).
 */
export function boseHubbardRing(
  bosons: number,
  modes: number,
  J: number,
  U: number,
  phase = 0,
): { matrix: SparseMatrix; states: Uint8Array } {
  const binomial = pascal(bosons + modes);
  const dimension = binomial[bosons + modes - 1][modes - 1];
  const states = occupations(bosons, modes, dimension);
  const state = new Uint8Array(modes);
  /** States before `state`: for each mode, those that agree so far and hold more there. */
  const rank = (): number => {
    let [index, left] = [0, bosons];
    for (let k = 0; k < modes - 1 && left > 0; k++) {
      // With n in mode k, the other modes after k share left − n: fewer than left − state[k] of them means more in mode k.
      const behind = modes - 1 - k;
      const rest = left - state[k];
      if (rest > 0) index += binomial[rest - 1 + behind][behind];
      left = rest;
    }
    return index;
  };
  const [re, im] = [-J * Math.cos(phase), -J * Math.sin(phase)];
  const roots = Float64Array.from({ length: (bosons + 1) ** 2 }, (_, n) => Math.sqrt(n));
  const matrix = sparseFromRows(phase === 0 ? 'real' : 'complex', dimension, dimension, (row, emit) => {
    for (let k = 0; k < modes; k++) state[k] = states[row * modes + k];
    let interaction = 0;
    for (let k = 0; k < modes; k++) interaction += state[k] * (state[k] - 1);
    emit(row, (U / 2) * interaction);
    for (let k = 0; k < modes; k++)
      for (const [to, sign] of [
        [(k + 1) % modes, 1],
        [(k + modes - 1) % modes, -1],
      ]) {
        if (state[k] === 0 || to === k) continue;
        // Row ← column: the boson came from `to` when the row has it in k.
        const amplitude = roots[state[k] * (state[to] + 1)];
        state[k]--;
        state[to]++;
        emit(rank(), re * amplitude, phase === 0 ? 0 : -sign * im * amplitude);
        state[k]++;
        state[to]--;
      }
  });
  return { matrix, states };
}

/** Index of the state with the given occupations, by search. */
export function stateIndex(states: Uint8Array, occupation: readonly number[]): number {
  const modes = occupation.length;
  for (let i = 0; i * modes < states.length; i++)
    if (occupation.every((n, k) => states[i * modes + k] === n)) return i;
  throw new RangeError(`no state with occupations ${occupation.join(', ')}`);
}
