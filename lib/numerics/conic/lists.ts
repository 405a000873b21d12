import type { HermitianLists } from './program';

/** The lists `order[0], order[1], …`, each assigned to the constraint number that `rename` gives. */
export function selectLists(
  lists: HermitianLists,
  order: ArrayLike<number>,
  rename: (constraint: number) => number = (constraint) => constraint,
): HermitianLists {
  const first = new Int32Array(order.length + 1);
  for (let k = 0; k < order.length; k++)
    first[k + 1] = first[k] + lists.first[order[k] + 1] - lists.first[order[k]];
  const count = first[order.length];
  const out: HermitianLists = {
    constraint: Int32Array.from(order, (k) => rename(lists.constraint[k])),
    first,
    row: new Int32Array(count),
    column: new Int32Array(count),
    real: new Float64Array(count),
    imaginary: new Float64Array(count),
  };
  for (let k = 0; k < order.length; k++)
    for (let e = lists.first[order[k]], to = first[k]; to < first[k + 1]; e++, to++) {
      out.row[to] = lists.row[e];
      out.column[to] = lists.column[e];
      out.real[to] = lists.real[e];
      out.imaginary[to] = lists.imaginary[e];
    }
  return out;
}

/** Lists by falling number of entries: a long one then meets all shorter ones in its inner products. */
export function longestFirst(lists: HermitianLists): HermitianLists {
  const length = (k: number): number => lists.first[k + 1] - lists.first[k];
  const order = Int32Array.from(lists.constraint.keys()).sort((a, b) => length(b) - length(a) || a - b);
  return selectLists(lists, order);
}

/** Which rows (and columns) of the matrix each list touches. */
export interface Supports {
  /** Rows of list k: support[first[k]] … support[first[k+1]−1]. */
  readonly first: Int32Array;
  readonly support: Int32Array;
  /** For each entry, where its row and its column stand among the rows of its list. */
  readonly localRow: Int32Array;
  readonly localColumn: Int32Array;
}

export function supportsOf(lists: HermitianLists, size: number): Supports {
  const count = lists.row.length;
  const first = new Int32Array(lists.constraint.length + 1);
  const support = new Int32Array(2 * count);
  const [localRow, localColumn] = [new Int32Array(count), new Int32Array(count)];
  // place[r] counts only when stamp[r] is the present list.
  const [place, stamp] = [new Int32Array(size), new Int32Array(size).fill(-1)];
  let end = 0;
  for (let k = 0; k < lists.constraint.length; k++) {
    const begin = end;
    const local = (row: number): number => {
      if (stamp[row] !== k) {
        stamp[row] = k;
        place[row] = end - begin;
        support[end++] = row;
      }
      return place[row];
    };
    for (let e = lists.first[k]; e < lists.first[k + 1]; e++) {
      localRow[e] = local(lists.row[e]);
      localColumn[e] = local(lists.column[e]);
    }
    first[k + 1] = end;
  }
  return { first, support: support.slice(0, end), localRow, localColumn };
}
