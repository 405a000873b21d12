// A row knows its `width` columns of least c - v, and a bound below which no other column lies. Since v only falls, that
// stays true: c - v of the others only grows. A search that comes to the bound looks at the whole row and renews the list.

import { comparable, costOf, near, pair, rowAt, squaredFromBox } from './_transportCosts';
import {
  BLOCK,
  blocks,
  BOUND,
  columns,
  COUNT,
  dimension,
  f,
  LIST,
  LISTCOST,
  LISTKEY,
  MARK,
  n,
  rows,
  root,
  setF,
  setN,
  TOP,
  U,
  V,
  width,
} from './_transportTables';

/** Puts a column into the list of row i, which has `count` entries; returns their number. */
export function insert(i: i32, count: i32, j: i32, cost: f64, key: f64): i32 {
  const first = i * width;
  let k = count < width ? count : width - 1;
  while (k > 0 && f(LISTKEY, first + k - 1) > key) {
    setF(LISTKEY, first + k, f(LISTKEY, first + k - 1));
    setF(LISTCOST, first + k, f(LISTCOST, first + k - 1));
    setN(LIST, first + k, n(LIST, first + k - 1));
    k--;
  }
  setF(LISTKEY, first + k, key);
  setF(LISTCOST, first + k, cost);
  setN(LIST, first + k, j);
  return count < width ? count + 1 : width;
}

/** The first list of row i, the most promising block first. */
export function buildList(i: i32): void {
  const row = rowAt(i);
  let first = 0;
  if (dimension != 0) {
    let least: f64 = Infinity;
    for (let b = 0; b < blocks; b++) {
      const key = costOf(squaredFromBox(row, b)) - f(TOP, b);
      if (key < least) {
        least = key;
        first = b;
      }
    }
  }
  setN(COUNT, i, 0);
  let worst = buildBlock(i, row, first, Infinity);
  for (let b = 0; b < blocks; b++) {
    if (b != first && near(row, b, worst)) worst = buildBlock(i, row, b, worst);
  }
  setF(BOUND, i, width < columns ? worst : Infinity);
}

/** Puts the columns of a block into the list of row i; returns its last key when it is full. */
function buildBlock(i: i32, row: usize, b: i32, worst: f64): f64 {
  for (let j = b * BLOCK; j < (b + 1) * BLOCK; j += 2) {
    const c = pair(row, j);
    const v = v128.load(V + (<usize>j << 3));
    const mask = f64x2.lt(c, comparable(root, f64x2.add(v, f64x2.splat(worst))));
    if (!v128.any_true(mask)) continue;
    if (i64x2.extract_lane(mask, 0) != 0) worst = enter(i, j, costOf(f64x2.extract_lane(c, 0)), worst);
    if (i64x2.extract_lane(mask, 1) != 0) worst = enter(i, j + 1, costOf(f64x2.extract_lane(c, 1)), worst);
  }
  return worst;
}

function enter(i: i32, j: i32, cost: f64, worst: f64): f64 {
  const key = cost - f(V, j);
  if (key >= worst) return worst;
  const count = insert(i, n(COUNT, i), j, cost, key);
  setN(COUNT, i, count);
  return count < width ? Infinity : f(LISTKEY, i * width + width - 1);
}

/** Lists of all rows, and u as large as they allow. */
export function buildLists(): void {
  for (let i = 0; i < rows; i++) {
    buildList(i);
    if (n(COUNT, i) > 0) setF(U, i, f(LISTKEY, i * width));
  }
}

/** The list of row i in the order of today's c - v; its columns are given the mark. Returns the last key. */
export function refreshList(i: i32, mark: i32): f64 {
  const first = i * width;
  const count = n(COUNT, i);
  for (let k = 0; k < count; k++) {
    const j = n(LIST, first + k);
    setN(MARK, j, mark);
    const cost = f(LISTCOST, first + k);
    insert(i, k, j, cost, cost - f(V, j));
  }
  return count < width ? Infinity : f(LISTKEY, first + width - 1);
}
