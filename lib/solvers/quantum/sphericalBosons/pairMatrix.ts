import type { SparseMatrix } from '../../../numerics/sparse/matrix';
import { gauntTable, type Orbitals } from './orbitals';
import type { RadialInteraction } from './radialInteraction';
import { excitedOrbitals, type ScalarBasis, type ScalarBlock } from './scalarBasis';

/** Pairs of orbitals k ≤ l that can scatter into each other: equal m + m′ and parity. */
interface PairGroup {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly shells: Int32Array;
}

/** Group of the pairs with m + m′ = total and the parity, from the smallest total on. */
function groupIndex(total: number, parity: number, momentum: number): number {
  return 2 * (total + 2 * momentum) + parity;
}

function pairGroups({ count, momentum, m, parity, shell }: Orbitals, quanta: number): PairGroup[] {
  const lists: [k: number, l: number][][] = Array.from({ length: 2 * (4 * momentum + 1) }, () => []);
  for (let l = 0; l < count; l++)
    for (let k = 0; k <= l; k++)
      if (shell[k] + shell[l] <= quanta)
        lists[groupIndex(m[k] + m[l], parity[k] ^ parity[l], momentum)].push([k, l]);
  return lists.map((list) => ({
    first: Int32Array.from(list, ([k]) => k),
    second: Int32Array.from(list, ([, l]) => l),
    shells: Int32Array.from(list, ([k, l]) => shell[k] + shell[l]),
  }));
}

/** ⟨ij|V|kl⟩ = Σ_k c^k(i, k)c^k(l, j)R^k(ik, jl), real. */
export function twoBodyElement(
  { radial, momentum, radialOf, m }: Orbitals,
  interaction: RadialInteraction,
): (i: number, j: number, k: number, l: number) => number {
  const gaunt = gauntTable(momentum);
  const { abs, max, min } = Math;
  return (i, j, k, l) => {
    const [a, b, c, d] = [radialOf[i], radialOf[j], radialOf[k], radialOf[l]];
    const [la, lb, lc, ld] = [radial[a].l, radial[b].l, radial[c].l, radial[d].l];
    let sum = 0;
    const most = min(la + lc, lb + ld);
    for (let rank = max(abs(la - lc), abs(lb - ld)); rank <= most; rank += 2)
      sum +=
        gaunt(rank, la, m[i], lc, m[k]) *
        gaunt(rank, ld, m[l], lb, m[j]) *
        interaction.integral(rank, a, c, b, d);
    return sum;
  };
}

/**
 * (1/N)Σ_{k<l}V(x_k − x_l) in the scalar basis. Only the rows of the pivots of each block are computed in occupation
 * states; they determine the rows of the block.
 */
export function pairMatrix(
  basis: ScalarBasis,
  interaction: RadialInteraction,
  onBlock: (done: number) => void,
): SparseMatrix {
  const { orbitals, blocks, dimension } = basis;
  const addRow = pairRows(basis, interaction);
  const rowStart = new Int32Array(dimension + 1);
  let column = new Int32Array(dimension);
  let values = new Float64Array(dimension);
  let count = 0;
  const { abs } = Math;
  blocks.forEach(({ configuration, template, first }, at) => {
    const { scalars, pivots, inverse } = template;
    const rows = Array.from(pivots, (pivot) => {
      const row = new Float64Array(dimension);
      addRow(excitedOrbitals({ configuration, template }, pivot, orbitals), row);
      return row;
    });
    for (let a = 0; a < scalars; a++) {
      if (count + dimension > column.length) {
        const room = Math.min(dimension ** 2, 2 * column.length + dimension);
        column = grown(column, new Int32Array(room));
        values = grown(values, new Float64Array(room));
      }
      for (let c = 0; c < dimension; c++) {
        let sum = 0;
        for (let p = 0; p < scalars; p++) sum += inverse[a * scalars + p] * rows[p][c];
        if (abs(sum) < negligible && c !== first + a) continue;
        column[count] = c;
        values[count] = sum;
        count++;
      }
      rowStart[first + a + 1] = count;
    }
    onBlock(at + 1);
  });
  return {
    kind: 'real',
    rows: dimension,
    columns: dimension,
    rowStart,
    column: column.slice(0, count),
    values: values.slice(0, count),
  };
}

function grown<List extends Int32Array | Float64Array>(from: List, to: List): List {
  to.set(from);
  return to;
}

/** Bytes for matrix elements that may be needed again; above 10 shells there are more, which are then computed anew. */
const largestCache = 2 ** 29;

/** Entries that are zero but for rounding; V in units of the trap is of order 1. */
const negligible = 1e-14;

/** Adds the row ⟨n|(1/N)ΣV|β⟩ of an occupation state n, given by its excited bosons, to `row`. */
function pairRows(
  basis: ScalarBasis,
  interaction: RadialInteraction,
): (excited: readonly number[], row: Float64Array) => void {
  const { orbitals, blocks, lookup, particles, quanta } = basis;
  const { m, parity, shell, count, momentum } = orbitals;
  const groups = pairGroups(orbitals, quanta);
  const element = twoBodyElement(orbitals, interaction);
  const known = new Map<number, Float64Array>();
  let room = largestCache;
  const { sqrt } = Math;

  /** Coefficients of a_i†a_j†a_l a_k over the pairs k ≤ l of the group of i ≤ j. */
  function amplitudes(i: number, j: number, { first, second }: PairGroup): Float64Array {
    let out = known.get(i * count + j);
    if (out) return out;
    out = new Float64Array(first.length);
    for (let t = 0; t < out.length; t++) {
      const [k, l] = [first[t], second[t]];
      const half = (i === j ? 0.5 : 1) * (k === l ? 0.5 : 1);
      out[t] = half * (element(i, j, k, l) + element(i, j, l, k));
    }
    room -= 8 * out.length;
    if (room > 0) known.set(i * count + j, out);
    return out;
  }

  const { low, high, stateAt, blockAt } = lookup;
  const counts = new Int32Array(count);
  return (excited, row) => {
    counts.fill(0);
    counts[0] = particles - excited.length;
    for (const p of excited) counts[p]++;
    const [a, b] = lookup.keyOf(excited);
    const occupied = [0, ...excited].filter((p, at, all) => counts[p] > 0 && all.indexOf(p) === at);
    occupied.sort((x, y) => x - y);
    const used = excited.reduce((sum, p) => sum + shell[p], 0);
    for (let x = 0; x < occupied.length; x++)
      for (let y = x; y < occupied.length; y++) {
        const [i, j] = [occupied[x], occupied[y]];
        const taken = counts[i] * (i === j ? counts[i] - 1 : counts[j]);
        if (taken === 0) continue;
        const group = groups[groupIndex(m[i] + m[j], parity[i] ^ parity[j], momentum)];
        const { first, second, shells } = group;
        const amplitude = amplitudes(i, j, group);
        const left = quanta - used + shell[i] + shell[j];
        const [a1, b1] = [(a - low[i] - low[j]) | 0, (b - high[i] - high[j]) | 0];
        counts[i]--;
        counts[j]--;
        for (let t = 0; t < amplitude.length; t++) {
          if (amplitude[t] === 0 || shells[t] > left) continue;
          const [k, l] = [first[t], second[t]];
          const slot = lookup.slot((a1 + low[k] + low[l]) | 0, (b1 + high[k] + high[l]) | 0);
          const { template, first: column, firstState } = blocks[blockAt[slot]];
          const { scalars, vectors } = template;
          const given = (counts[k] + 1) * (counts[l] + (k === l ? 2 : 1));
          const value = (amplitude[t] * sqrt(taken * given)) / particles;
          const from = (stateAt[slot] - firstState) * scalars;
          for (let c = 0; c < scalars; c++) row[column + c] += value * vectors[from + c];
        }
        counts[i]++;
        counts[j]++;
      }
  };
}

/** The number of orbital pairs that the pairs of one block scatter into, summed over all pivots: the work of `pairMatrix`. */
export function pairWork(basis: ScalarBasis): number {
  const { orbitals, blocks, quanta } = basis;
  const most = pairGroups(orbitals, quanta).reduce((size, { first }) => Math.max(size, first.length), 0);
  const pairs = ({ configuration: { bosons } }: ScalarBlock): number => ((bosons + 1) * (bosons + 2)) / 2;
  return blocks.reduce((sum, block) => sum + block.template.scalars * pairs(block) * most, 0);
}
