// The arcs that carry flow, linked for rows and for columns. They form a forest (see _transportSearch.ts), so that there
// are fewer than rows + columns of them.

import {
  ARCCOLUMN,
  ARCROW,
  columns,
  DEFICIT,
  EXCESS,
  f,
  FLOW,
  HEADCOLUMN,
  HEADROW,
  n,
  NEXTCOLUMN,
  NEXTROW,
  PREVCOLUMN,
  PREVROW,
  rows,
  setF,
  setN,
} from './_transportTables';

let arcs: i32 = 0; // arcs ever made
let spare: i32 = -1; // list of unused ones

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

export function unlink(e: i32): void {
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
