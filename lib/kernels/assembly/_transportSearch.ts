// The shortest path from a row to any column with a deficit, in the lengths c - u - v >= 0 (Dijkstra 1959). Arcs with flow
// have length 0 and may be used both ways, the other ones from rows to columns.
//
// Let `end` be the length of the path found and d the distance of a node. Where d < end, u grows by end - d and v falls by
// as much. Then u + v <= c again, since d of a column is at most d of a row plus the length of the arc between them; with
// equality on the path and on the arcs with flow, whose ends have the same d.

import { comparable, costOf, near, pairIn, rowAt } from './_transportCosts';
import { clearHeap, heapKey, heapNode, heapSize, offer, removeTop } from './_transportHeap';
import { insert, refreshList } from './_transportLists';
import {
  ARCCOLUMN,
  ARCROW,
  BLOCK,
  blocks,
  BOUND,
  BY,
  COUNT,
  DEFICIT,
  dimension,
  f,
  FINAL,
  FROM,
  HEADCOLUMN,
  HEADROW,
  KEY,
  LIST,
  LISTCOST,
  LISTKEY,
  MARK,
  n,
  NEXTCOLUMN,
  NEXTROW,
  REACHED,
  root,
  ROWBY,
  ROWDISTANCE,
  ROWDONE,
  ROWREACHED,
  setF,
  setN,
  stride,
  TOP,
  TOUCHED,
  U,
  V,
  width,
} from './_transportTables';

let rowCount: i32 = 0;
let columnCount: i32 = 0;
let touchedCount: i32 = 0;
let mark: i32 = 0;
/** Distance of the nearest column with a deficit seen so far; the search ends there. */
export let end: f64 = 0;
export let endColumn: i32 = -1;
/** Columns looked at since `startWork`. */
export let work: f64 = 0;

export function startWork(): void {
  work = 0;
}

// @ts-ignore: decorator
@inline
function done(j: i32): bool {
  return f(KEY, j) == -Infinity;
}

/** Column j can be reached from row i at `distance`. */
// @ts-ignore: decorator
@inline
function improve(i: i32, j: i32, distance: f64): void {
  const before = f(KEY, j);
  if (distance >= before) return;
  if (before == Infinity) setN(TOUCHED, touchedCount++, j);
  setF(KEY, j, distance);
  setN(FROM, j, i);
  setN(BY, j, -1);
  if (f(DEFICIT, j) > 0) {
    end = distance;
    endColumn = j;
  } else offer(j, distance);
}

function scanList(i: i32): void {
  const distance = f(ROWDISTANCE, i);
  const base = distance - f(U, i);
  const first = i * width;
  const count = n(COUNT, i);
  work += width;
  for (let k = first; k < first + count; k++) {
    if (base + f(LISTKEY, k) >= end) return;
    const j = n(LIST, k);
    if (done(j)) continue;
    const to = max(distance, base + f(LISTCOST, k) - f(V, j));
    if (to < end) improve(i, j, to);
  }
  const rest = max(distance, base + f(BOUND, i));
  if (rest < end) offer(stride + i, rest);
}

/** The whole row in the place of its list, which is renewed on the way. */
function scanRow(i: i32): void {
  const row = rowAt(i);
  const base = f(ROWDISTANCE, i) - f(U, i);
  let worst = refreshList(i, ++mark);
  work += blocks;
  for (let b = 0; b < blocks; b++) {
    if (near(row, b, max(end - base, worst))) worst = scanBlock(i, row, base, b, worst);
  }
  setF(BOUND, i, worst);
}

/** The columns of block b; the most usual cost has code of its own. */
function scanBlock(i: i32, row: usize, base: f64, b: i32, worst: f64): f64 {
  work += BLOCK;
  if (dimension == 2 && root) return scanColumns(2, true, i, row, base, b, worst);
  return scanColumns(dimension, root, i, row, base, b, worst);
}

// @ts-ignore: decorator
@inline
function scanColumns(dimension: i32, root: bool, i: i32, row: usize, base: f64, b: i32, worst: f64): f64 {
  let top = f64x2.splat(-Infinity);
  const last = (b + 1) * BLOCK;
  for (let j = b * BLOCK; j < last; j += 4) {
    const c = pairIn(dimension, row, j);
    const d = pairIn(dimension, row, j + 2);
    const v = v128.load(V + (<usize>j << 3));
    const w = v128.load(V + (<usize>j << 3), 16);
    top = f64x2.pmax(f64x2.pmax(top, v), w);
    const here = f64x2.lt(c, interesting(root, j, v, base, worst));
    const there = f64x2.lt(d, interesting(root, j + 2, w, base, worst));
    const mask = i64x2.bitmask(here) | (i64x2.bitmask(there) << 2);
    if (mask == 0) continue;
    if (mask & 1) worst = meet(i, j, costOf(f64x2.extract_lane(c, 0)), base, worst);
    if (mask & 2) worst = meet(i, j + 1, costOf(f64x2.extract_lane(c, 1)), base, worst);
    if (mask & 4) worst = meet(i, j + 2, costOf(f64x2.extract_lane(d, 0)), base, worst);
    if (mask & 8) worst = meet(i, j + 3, costOf(f64x2.extract_lane(d, 1)), base, worst);
  }
  setF(TOP, b, max(f64x2.extract_lane(top, 0), f64x2.extract_lane(top, 1)));
  return worst;
}

/** What `pair` must lie below so that the search or the list gains by the columns j and j + 1. */
// @ts-ignore: decorator
@inline
function interesting(root: bool, j: i32, v: v128, base: f64, worst: f64): v128 {
  const nearer = f64x2.pmin(v128.load(KEY + (<usize>j << 3)), f64x2.splat(end));
  const limit = f64x2.pmax(f64x2.sub(nearer, f64x2.splat(base)), f64x2.splat(worst));
  return comparable(root, f64x2.add(limit, v));
}

/** Column j for the search and for the list of row i; returns the last key of the list. */
function meet(i: i32, j: i32, cost: f64, base: f64, worst: f64): f64 {
  const key = cost - f(V, j);
  const distance = max(f(ROWDISTANCE, i), base + key);
  if (distance < end && !done(j)) improve(i, j, distance);
  if (key >= worst || n(MARK, j) == mark) return worst;
  insert(i, width, j, cost, key);
  return f(LISTKEY, i * width + width - 1);
}

// @ts-ignore: decorator
@inline
function reachRow(i: i32, arc: i32, distance: f64): void {
  setN(ROWDONE, i, 1);
  setF(ROWDISTANCE, i, distance);
  setN(ROWBY, i, arc);
  setN(ROWREACHED, rowCount++, i);
}

/** The rows that send flow to column j. */
// @ts-ignore: decorator
@inline
function reachRowsOf(j: i32, distance: f64): void {
  for (let e = n(HEADCOLUMN, j); e >= 0; e = n(NEXTCOLUMN, e)) {
    const i = n(ARCROW, e);
    if (!n(ROWDONE, i)) reachRow(i, e, distance);
  }
}

// @ts-ignore: decorator
@inline
function reachColumn(j: i32, distance: f64): void {
  setF(FINAL, j, distance);
  setN(REACHED, columnCount++, j);
  setF(KEY, j, -Infinity);
}

/**
 * Rows from `first` on have just been reached. Arcs with flow cost nothing, so that the rest of their tree is at the
 * same distance: it is reached before anything else, through its own arcs. Thus a path enters a tree only once, and
 * the arcs with flow stay a forest.
 */
function spread(first: i32, distance: f64): void {
  for (let k = first; k < rowCount; k++) {
    const i = n(ROWREACHED, k);
    for (let e = n(HEADROW, i); e >= 0; e = n(NEXTROW, e)) {
      const j = n(ARCCOLUMN, e);
      if (done(j)) continue;
      reachColumn(j, distance);
      setN(FROM, j, i);
      setN(BY, j, e);
      if (f(DEFICIT, j) > 0 && distance < end) {
        end = distance;
        endColumn = j;
      }
      reachRowsOf(j, distance);
    }
  }
  for (let k = first; k < rowCount && distance < end; k++) scanList(n(ROWREACHED, k));
}

/** Shortest path from the row to any column with a deficit; false when there is none. */
export function search(from: i32): bool {
  rowCount = columnCount = touchedCount = 0;
  end = Infinity;
  reachRow(from, -1, 0);
  spread(0, 0);
  while (heapSize > 0) {
    const node = heapNode(0);
    const distance = heapKey(0);
    if (distance >= end) break;
    removeTop();
    if (node >= stride) scanRow(node - stride);
    else if (!done(node)) {
      reachColumn(node, distance);
      const first = rowCount;
      reachRowsOf(node, distance);
      spread(first, distance);
    }
  }
  return end < Infinity;
}

export function updatePotentials(): void {
  for (let k = 0; k < rowCount; k++) {
    const i = n(ROWREACHED, k);
    setF(U, i, f(U, i) + (end - f(ROWDISTANCE, i)));
  }
  for (let k = 0; k < columnCount; k++) {
    const j = n(REACHED, k);
    setF(V, j, f(V, j) - (end - f(FINAL, j)));
  }
}

export function clearSearch(): void {
  for (let k = 0; k < rowCount; k++) setN(ROWDONE, n(ROWREACHED, k), 0);
  for (let k = 0; k < columnCount; k++) setF(KEY, n(REACHED, k), Infinity);
  for (let k = 0; k < touchedCount; k++) setF(KEY, n(TOUCHED, k), Infinity);
  clearHeap();
}
