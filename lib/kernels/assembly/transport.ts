// Exact transport by successive shortest paths. Rows i have supplies, columns j demands; u + v <= c always, with equality
// on the arcs that carry flow. These arcs form a forest. Masses are integers in doubles. See paths.ts for the method.
//
// A row knows its `width` columns of least c - v and a bound below which no other column lies. Since v only falls, the
// list stays true; a search that comes to the bound looks at the whole row and renews the list.

let rows: i32 = 0;
let columns: i32 = 0;
let stride: i32 = 0; // columns, rounded up to whole blocks; the spare ones have v = -infinity and are never chosen
let blocks: i32 = 0; // a block: BLOCK columns, neighbours in space
let width: i32 = 0;
let dimension: i32 = 0; // 0: X is the matrix of costs; else X and Y are points
let root: bool = false; // the cost is the root of what `pair` gives

let X: usize = 0; // rows x dimension, or rows x stride
let Y: usize = 0; // dimension x stride
let U: usize = 0;
let V: usize = 0;
let BEST: usize = 0; // the row that gives v in `transform`
let EXCESS: usize = 0;
let DEFICIT: usize = 0;
let LIST: usize = 0; // rows x width columns, by increasing c - v as it was
let LISTCOST: usize = 0;
let LISTKEY: usize = 0;
let COUNT: usize = 0;
let BOUND: usize = 0;
// arcs with flow, linked for rows and for columns
let ARCROW: usize = 0;
let ARCCOLUMN: usize = 0;
let FLOW: usize = 0;
let NEXTROW: usize = 0;
let PREVROW: usize = 0;
let NEXTCOLUMN: usize = 0;
let PREVCOLUMN: usize = 0;
let HEADROW: usize = 0;
let HEADCOLUMN: usize = 0;
// one search
let KEY: usize = 0; // tentative distance of columns, and where the list of row i ends at stride + i
let HEAP: usize = 0;
let PLACE: usize = 0; // place in the heap, or -1
let FINAL: usize = 0; // distance of columns reached
let FROM: usize = 0; // row from which a column is reached
let BY: usize = 0; // arc of that step when it carries flow, else -1
let REACHED: usize = 0; // columns reached, in order
let TOUCHED: usize = 0;
let ROWDISTANCE: usize = 0;
let ROWBY: usize = 0; // arc through which a row is reached
let ROWREACHED: usize = 0;
let ROWDONE: usize = 0;
let MARK: usize = 0; // columns in the list of the row looked at


let LOW: usize = 0; // boxes around the blocks, dimension x blocks
let HIGH: usize = 0;
let TOP: usize = 0; // an upper bound of v in each block

const BLOCK: i32 = 32;

let rowCount: i32 = 0;
let columnCount: i32 = 0;
let touchedCount: i32 = 0;
let heapSize: i32 = 0;
let end: f64 = 0;
let endColumn: i32 = -1;
let arcs: i32 = 0; // arcs ever made
let spare: i32 = -1; // list of unused ones
let source: i32 = 0;
let demand: f64 = 0;
let iterations: i32 = 0;
let mark: i32 = 0;
let work: f64 = 0;

// @ts-ignore: decorator
@inline
function f(base: usize, k: i32): f64 {
  return load<f64>(base + (<usize>k << 3));
}
// @ts-ignore: decorator
@inline
function setF(base: usize, k: i32, value: f64): void {
  store<f64>(base + (<usize>k << 3), value);
}
// @ts-ignore: decorator
@inline
function n(base: usize, k: i32): i32 {
  return load<i32>(base + (<usize>k << 2));
}
// @ts-ignore: decorator
@inline
function setN(base: usize, k: i32, value: i32): void {
  store<i32>(base + (<usize>k << 2), value);
}

/** `table` holds the addresses of the blocks in the order above. */
export function bind(
  table: usize,
  rowsGiven: i32,
  columnsGiven: i32,
  widthGiven: i32,
  dimensionGiven: i32,
  rootGiven: i32,
): void {
  rows = rowsGiven;
  columns = columnsGiven;
  blocks = (columns + BLOCK - 1) / BLOCK;
  stride = blocks * BLOCK;
  width = widthGiven;
  dimension = dimensionGiven;
  root = rootGiven != 0;
  X = n(table, 0);
  Y = n(table, 1);
  U = n(table, 2);
  V = n(table, 3);
  BEST = n(table, 4);
  EXCESS = n(table, 5);
  DEFICIT = n(table, 6);
  LIST = n(table, 7);
  LISTCOST = n(table, 8);
  LISTKEY = n(table, 9);
  COUNT = n(table, 10);
  BOUND = n(table, 11);
  ARCROW = n(table, 12);
  ARCCOLUMN = n(table, 13);
  FLOW = n(table, 14);
  NEXTROW = n(table, 15);
  PREVROW = n(table, 16);
  NEXTCOLUMN = n(table, 17);
  PREVCOLUMN = n(table, 18);
  HEADROW = n(table, 19);
  HEADCOLUMN = n(table, 20);
  KEY = n(table, 21);
  HEAP = n(table, 22);
  PLACE = n(table, 23);
  FINAL = n(table, 24);
  FROM = n(table, 25);
  BY = n(table, 26);
  REACHED = n(table, 27);
  TOUCHED = n(table, 28);
  ROWDISTANCE = n(table, 29);
  ROWBY = n(table, 30);
  ROWREACHED = n(table, 31);
  ROWDONE = n(table, 32);
  MARK = n(table, 33);
  LOW = n(table, 34);
  HIGH = n(table, 35);
  TOP = n(table, 36);
  for (let i = 0; i < rows; i++) {
    setN(HEADROW, i, -1);
    setN(PLACE, stride + i, -1);
  }
  for (let j = 0; j < columns; j++) {
    setN(HEADCOLUMN, j, -1);
    setN(PLACE, j, -1);
    setF(KEY, j, Infinity);
  }
}

// ---- costs ----------------------------------------------------------------------------------------------------------

/** The row of the matrix, or its point. */
// @ts-ignore: decorator
@inline
function rowAt(i: i32): usize {
  return X + (<usize>(i * (dimension == 0 ? stride : dimension)) << 3);
}

/** Of the columns j and j + 1: the cost, or its square when `root`. */
// @ts-ignore: decorator
@inline
function pair(row: usize, j: i32): v128 {
  const at = <usize>j << 3;
  if (dimension == 0) return v128.load(row + at);
  const next = <usize>stride << 3;
  let y = Y + at;
  let step = f64x2.sub(v128.load(y), v128.load64_splat(row));
  let sum = f64x2.mul(step, step);
  if (dimension == 1) return sum;
  y += next;
  step = f64x2.sub(v128.load(y), v128.load64_splat(row, 8));
  sum = f64x2.add(sum, f64x2.mul(step, step));
  row += 8;
  for (let k = 2; k < dimension; k++) {
    y += next;
    row += 8;
    step = f64x2.sub(v128.load(y), v128.load64_splat(row));
    sum = f64x2.add(sum, f64x2.mul(step, step));
  }
  return sum;
}

/** What `pair` must lie below for a cost below `limit`. */
// @ts-ignore: decorator
@inline
function comparable(limit: v128): v128 {
  return root ? f64x2.mul(limit, f64x2.abs(limit)) : limit;
}

// @ts-ignore: decorator
@inline
function costOf(value: f64): f64 {
  return root ? sqrt(value) : value;
}

/** The boxes around the blocks of points. */
export function enclose(): void {
  for (let k = 0; k < dimension; k++) {
    for (let b = 0; b < blocks; b++) {
      let low: f64 = Infinity;
      let high: f64 = -Infinity;
      for (let j = b * BLOCK; j < min(columns, (b + 1) * BLOCK); j++) {
        const y = f(Y, k * stride + j);
        low = min(low, y);
        high = max(high, y);
      }
      setF(LOW, k * blocks + b, low);
      setF(HIGH, k * blocks + b, high);
    }
  }
}

/** Whether block b may have a column with c - v below `limit`; a cost is at least the distance from the box. */
// @ts-ignore: decorator
@inline
function near(row: usize, b: i32, limit: f64): bool {
  if (dimension == 0) return true;
  let sum: f64 = 0;
  for (let k = 0; k < dimension; k++) {
    const x = load<f64>(row);
    row += 8;
    const step = max(0, max(f(LOW, k * blocks + b) - x, x - f(HIGH, k * blocks + b)));
    sum += step * step;
  }
  const reach = limit + f(TOP, b);
  return sum <= (root ? reach * abs(reach) : reach);
}

/** v_j = min over i of c_ij - u_i, and the row where it is attained. */
export function transform(): void {
  for (let j = 0; j < stride; j++) setF(V, j, j < columns ? Infinity : -Infinity);
  for (let b = 0; b < blocks; b++) setF(TOP, b, Infinity);
  for (let i = 0; i < rows; i++) {
    const row = rowAt(i);
    const u = f(U, i);
    for (let b = 0; b < blocks; b++) {
      if (near(row, b, u)) transformBlock(i, row, u, b);
    }
  }
}

// @ts-ignore: decorator
@inline
function transformBlock(i: i32, row: usize, u: f64, b: i32): void {
  const shift = f64x2.splat(u);
  let top = f64x2.splat(-Infinity);
  for (let j = b * BLOCK; j < (b + 1) * BLOCK; j += 2) {
    const at = V + (<usize>j << 3);
    const c = pair(row, j);
    let v = v128.load(at);
    const mask = f64x2.lt(c, comparable(f64x2.add(v, shift)));
    if (v128.any_true(mask)) {
      v = v128.bitselect(f64x2.sub(root ? f64x2.sqrt(c) : c, shift), v, mask);
      v128.store(at, v);
      if (i64x2.extract_lane(mask, 0) != 0) setN(BEST, j, i);
      if (i64x2.extract_lane(mask, 1) != 0) setN(BEST, j + 1, i);
    }
    top = f64x2.pmax(top, v);
  }
  setF(TOP, b, max(f64x2.extract_lane(top, 0), f64x2.extract_lane(top, 1)));
}

/** Puts a column into the list of row i, which has `count` entries; returns their number. */
function insert(i: i32, count: i32, j: i32, cost: f64, key: f64): i32 {
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
function build(i: i32): void {
  const row = rowAt(i);
  let first = 0;
  if (dimension != 0) {
    let least: f64 = Infinity;
    for (let b = 0; b < blocks; b++) {
      let sum: f64 = 0;
      for (let k = 0; k < dimension; k++) {
        const x = load<f64>(row + (<usize>k << 3));
        const step = max(0, max(f(LOW, k * blocks + b) - x, x - f(HIGH, k * blocks + b)));
        sum += step * step;
      }
      const key = costOf(sum) - f(TOP, b);
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
    const mask = f64x2.lt(c, comparable(f64x2.add(v, f64x2.splat(worst))));
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
    build(i);
    if (n(COUNT, i) > 0) setF(U, i, f(LISTKEY, i * width));
  }
}

// ---- flow -----------------------------------------------------------------------------------------------------------

/** A new arc with flow. */
export function link(i: i32, j: i32, flow: f64): void {
  let e = spare;
  if (e >= 0) spare = n(NEXTROW, e);
  else e = arcs++;
  setN(ARCROW, e, i);
  setN(ARCCOLUMN, e, j);
  setF(FLOW, e, flow);
  const r = n(HEADROW, i);
  setN(NEXTROW, e, r);
  setN(PREVROW, e, -1);
  if (r >= 0) setN(PREVROW, r, e);
  setN(HEADROW, i, e);
  const c = n(HEADCOLUMN, j);
  setN(NEXTCOLUMN, e, c);
  setN(PREVCOLUMN, e, -1);
  if (c >= 0) setN(PREVCOLUMN, c, e);
  setN(HEADCOLUMN, j, e);
}

function unlink(e: i32): void {
  const nextR = n(NEXTROW, e);
  const previousR = n(PREVROW, e);
  if (nextR >= 0) setN(PREVROW, nextR, previousR);
  if (previousR >= 0) setN(NEXTROW, previousR, nextR);
  else setN(HEADROW, n(ARCROW, e), nextR);
  const nextC = n(NEXTCOLUMN, e);
  const previousC = n(PREVCOLUMN, e);
  if (nextC >= 0) setN(PREVCOLUMN, nextC, previousC);
  if (previousC >= 0) setN(NEXTCOLUMN, previousC, nextC);
  else setN(HEADCOLUMN, n(ARCCOLUMN, e), nextC);
  setN(NEXTROW, e, spare);
  spare = e;
}

/** Takes back what is sent beyond the masses of the round: excesses and deficits below zero. */
export function retract(): void {
  for (let i = 0; i < rows; i++) {
    for (let e = n(HEADROW, i); f(EXCESS, i) < 0; e = n(HEADROW, i)) reduce(e, -f(EXCESS, i));
  }
  for (let j = 0; j < columns; j++) {
    for (let e = n(HEADCOLUMN, j); f(DEFICIT, j) < 0; e = n(HEADCOLUMN, j)) reduce(e, -f(DEFICIT, j));
  }
}

function reduce(e: i32, amount: f64): void {
  const i = n(ARCROW, e);
  const j = n(ARCCOLUMN, e);
  const flow = f(FLOW, e);
  amount = min(amount, flow);
  setF(EXCESS, i, f(EXCESS, i) + amount);
  setF(DEFICIT, j, f(DEFICIT, j) + amount);
  setF(FLOW, e, flow - amount);
  if (amount == flow) unlink(e);
}

// ---- heap of columns and ends of lists, least KEY on top ------------------------------------------------------------

// @ts-ignore: decorator
@inline
function heapKey(place: i32): f64 {
  return load<f64>(HEAP + (<usize>place << 4));
}
// @ts-ignore: decorator
@inline
function heapNode(place: i32): i32 {
  return load<i32>(HEAP + (<usize>place << 4), 8);
}
// @ts-ignore: decorator
@inline
function put(place: i32, key: f64, node: i32): void {
  const at = HEAP + (<usize>place << 4);
  store<f64>(at, key);
  store<i32>(at, node, 8);
  setN(PLACE, node, place);
}

/** Adds the node, or moves it up when its key has fallen. */
function offer(node: i32, key: f64): void {
  let place = n(PLACE, node);
  if (place < 0) place = heapSize++;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const other = heapKey(above);
    if (other <= key) break;
    put(place, other, heapNode(above));
    place = above;
  }
  put(place, key, node);
}

function removeTop(): void {
  setN(PLACE, heapNode(0), -1);
  if (--heapSize == 0) return;
  const key = heapKey(heapSize);
  const node = heapNode(heapSize);
  let place = 0;
  for (;;) {
    let below = 2 * place + 1;
    if (below >= heapSize) break;
    if (below + 1 < heapSize && heapKey(below + 1) < heapKey(below)) below++;
    const other = heapKey(below);
    if (other >= key) break;
    put(place, other, heapNode(below));
    place = below;
  }
  put(place, key, node);
}

// ---- search ---------------------------------------------------------------------------------------------------------

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
  if (rest < end) {
    offer(stride + i, rest);
  }
}

/** The list of row i in the order of today's c - v; its columns are marked. Returns the last key. */
function refreshList(i: i32): f64 {
  const first = i * width;
  const count = n(COUNT, i);
  mark++;
  for (let k = 0; k < count; k++) {
    const j = n(LIST, first + k);
    setN(MARK, j, mark);
    const cost = f(LISTCOST, first + k);
    insert(i, k, j, cost, cost - f(V, j));
  }
  return count < width ? Infinity : f(LISTKEY, first + width - 1);
}

/** The whole row in the place of its list, which is renewed on the way. */
function scanRow(i: i32): void {
  const row = rowAt(i);
  const base = f(ROWDISTANCE, i) - f(U, i);
  let worst = refreshList(i);
  work += blocks;
  for (let b = 0; b < blocks; b++) {
    if (near(row, b, max(end - base, worst))) worst = scanBlock(i, row, base, b, worst);
  }
  setF(BOUND, i, worst);
}

// @ts-ignore: decorator
@inline
function scanBlock(i: i32, row: usize, base: f64, b: i32, worst: f64): f64 {
  let top = f64x2.splat(-Infinity);
  work += BLOCK;
  for (let j = b * BLOCK; j < (b + 1) * BLOCK; j += 2) {
    const at = <usize>j << 3;
    const c = pair(row, j);
    const v = v128.load(V + at);
    top = f64x2.pmax(top, v);
    const reach = f64x2.sub(f64x2.pmin(v128.load(KEY + at), f64x2.splat(end)), f64x2.splat(base));
    const limit = f64x2.add(f64x2.pmax(reach, f64x2.splat(worst)), v);
    const mask = f64x2.lt(c, comparable(limit));
    if (!v128.any_true(mask)) continue;
    if (i64x2.extract_lane(mask, 0) != 0) worst = meet(i, j, costOf(f64x2.extract_lane(c, 0)), base, worst);
    if (i64x2.extract_lane(mask, 1) != 0) worst = meet(i, j + 1, costOf(f64x2.extract_lane(c, 1)), base, worst);
  }
  setF(TOP, b, max(f64x2.extract_lane(top, 0), f64x2.extract_lane(top, 1)));
  return worst;
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
function search(from: i32): bool {
  rowCount = columnCount = touchedCount = heapSize = 0;
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

function updatePotentials(): void {
  for (let k = 0; k < rowCount; k++) {
    const i = n(ROWREACHED, k);
    setF(U, i, f(U, i) + (end - f(ROWDISTANCE, i)));
  }
  for (let k = 0; k < columnCount; k++) {
    const j = n(REACHED, k);
    setF(V, j, f(V, j) - (end - f(FINAL, j)));
  }
}

function clearSearch(): void {
  for (let k = 0; k < rowCount; k++) setN(ROWDONE, n(ROWREACHED, k), 0);
  for (let k = 0; k < columnCount; k++) setF(KEY, n(REACHED, k), Infinity);
  for (let k = 0; k < touchedCount; k++) setF(KEY, n(TOUCHED, k), Infinity);
  for (let k = 0; k < heapSize; k++) setN(PLACE, heapNode(k), -1);
}

/** Sends as much as the path found can take. */
function augment(from: i32): void {
  let amount = min(f(EXCESS, from), f(DEFICIT, endColumn));
  for (let i = n(FROM, endColumn); i != from; ) {
    const back = n(ROWBY, i);
    amount = min(amount, f(FLOW, back));
    i = n(FROM, n(ARCCOLUMN, back));
  }
  setF(EXCESS, from, f(EXCESS, from) - amount);
  setF(DEFICIT, endColumn, f(DEFICIT, endColumn) - amount);
  demand -= amount;
  let j = endColumn;
  for (;;) {
    const i = n(FROM, j);
    const by = n(BY, j);
    if (by >= 0) setF(FLOW, by, f(FLOW, by) + amount);
    else link(i, j, amount);
    if (i == from) return;
    const back = n(ROWBY, i);
    j = n(ARCCOLUMN, back);
    setF(FLOW, back, f(FLOW, back) - amount);
    if (f(FLOW, back) == 0) unlink(back);
  }
}

/** Begins a round with new excesses and deficits, of which the latter add up to `total`. */
export function begin(total: f64): void {
  source = 0;
  demand = total;
}

/** Paths until all is sent (0), the effort is spent (1), `limit` paths are made (2), or none exists (3). */
export function run(effort: f64, limit: i32): i32 {
  work = 0;
  while (source < rows && demand > 0) {
    if (f(EXCESS, source) <= 0) {
      source++;
      continue;
    }
    if (iterations >= limit) return 2;
    if (work >= effort) return 1;
    const found = search(source);
    if (found) updatePotentials();
    clearSearch();
    if (!found) return 3;
    augment(source);
    iterations++;
  }
  return 0;
}

/** Leaves the present source alone for this round. */
export function skip(): void {
  source++;
}

export function iterationCount(): i32 {
  return iterations;
}
