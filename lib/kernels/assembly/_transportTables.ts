// The work space of a transport problem: its shape and the blocks of memory, whose addresses paths.ts hands over in a
// table. Names in capitals are blocks; f and setF go to entry k of a block of doubles, n and setN of 32-bit integers.

export let rows: i32 = 0;
export let columns: i32 = 0;
export let stride: i32 = 0; // columns, rounded up to whole blocks; the spare ones have v = -infinity and are never chosen
export let blocks: i32 = 0; // a block: BLOCK columns, neighbours in space
export let width: i32 = 0; // of a row's list
export let dimension: i32 = 0; // 0: X is the matrix of costs; else X and Y are points
export let root: bool = false; // the cost is the root of what `pair` gives

export const BLOCK: i32 = 32;

export let X: usize = 0; // rows x dimension, or rows x stride
export let Y: usize = 0; // dimension x stride
export let U: usize = 0; // potentials of rows
export let V: usize = 0; // and of columns
export let BEST: usize = 0; // the row that gives v in `transform`
export let EXCESS: usize = 0; // what a row has left to send in this round
export let DEFICIT: usize = 0; // what a column still wants
// lists of the rows
export let LIST: usize = 0; // rows x width columns, by increasing c - v as it was
export let LISTCOST: usize = 0; // their c
export let LISTKEY: usize = 0; // their c - v as it was
export let COUNT: usize = 0; // entries of a list
export let BOUND: usize = 0; // no column outside the list has a smaller c - v
// arcs with flow, linked for rows and for columns
export let ARCROW: usize = 0;
export let ARCCOLUMN: usize = 0;
export let FLOW: usize = 0;
export let NEXTROW: usize = 0;
export let PREVROW: usize = 0;
export let NEXTCOLUMN: usize = 0;
export let PREVCOLUMN: usize = 0;
export let HEADROW: usize = 0;
export let HEADCOLUMN: usize = 0;
// one search
export let KEY: usize = 0; // tentative distance of columns, infinity if none, -infinity once reached
export let HEAP: usize = 0; // pairs of a key and a node
export let PLACE: usize = 0; // place of a node in the heap, or -1
export let FINAL: usize = 0; // distance of columns reached
export let FROM: usize = 0; // row from which a column is reached
export let BY: usize = 0; // arc of that step when it carries flow, else -1
export let REACHED: usize = 0; // columns reached, in order
export let TOUCHED: usize = 0; // columns that were given a key
export let ROWDISTANCE: usize = 0;
export let ROWBY: usize = 0; // arc through which a row is reached
export let ROWREACHED: usize = 0; // rows reached, in order
export let ROWDONE: usize = 0;
export let MARK: usize = 0; // columns in the list of the row looked at
// boxes around the blocks
export let LOW: usize = 0; // dimension x blocks
export let HIGH: usize = 0;
export let TOP: usize = 0; // an upper bound of v in each block

// @ts-ignore: decorator
@inline
export function f(base: usize, k: i32): f64 {
  return load<f64>(base + (<usize>k << 3));
}
// @ts-ignore: decorator
@inline
export function setF(base: usize, k: i32, value: f64): void {
  store<f64>(base + (<usize>k << 3), value);
}
// @ts-ignore: decorator
@inline
export function n(base: usize, k: i32): i32 {
  return load<i32>(base + (<usize>k << 2));
}
// @ts-ignore: decorator
@inline
export function setN(base: usize, k: i32, value: i32): void {
  store<i32>(base + (<usize>k << 2), value);
}

/** `table` holds the addresses of the blocks in the order above. No flow, no search. */
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
