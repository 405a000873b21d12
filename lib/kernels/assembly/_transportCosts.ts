// Costs, two columns at a time, and the boxes around blocks of columns by which most of them need not be computed.

import {
  BEST,
  BLOCK,
  blocks,
  columns,
  dimension,
  f,
  HIGH,
  LOW,
  root,
  rows,
  setF,
  setN,
  stride,
  TOP,
  U,
  V,
  X,
  Y,
} from './_transportTables';

/** The row of the matrix, or its point. */
// @ts-ignore: decorator
@inline
export function rowAt(i: i32): usize {
  return X + (<usize>(i * (dimension == 0 ? stride : dimension)) << 3);
}

/** Of the columns j and j + 1: the cost, or its square when `root`. */
// @ts-ignore: decorator
@inline
export function pair(row: usize, j: i32): v128 {
  return pairIn(dimension, row, j);
}

// @ts-ignore: decorator
@inline
export function pairIn(dimension: i32, row: usize, j: i32): v128 {
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
export function comparable(root: bool, limit: v128): v128 {
  return root ? f64x2.mul(limit, f64x2.abs(limit)) : limit;
}

// @ts-ignore: decorator
@inline
export function costOf(value: f64): f64 {
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

/** The square of the distance from the box around block b; no cost (or its square) to its columns is less. */
// @ts-ignore: decorator
@inline
export function squaredFromBox(row: usize, b: i32): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < dimension; k++) {
    const x = load<f64>(row);
    row += 8;
    const step = max(0, max(f(LOW, k * blocks + b) - x, x - f(HIGH, k * blocks + b)));
    sum += step * step;
  }
  return sum;
}

/** Whether block b may have a column with c - v below `limit`: its box is not too far. */
// @ts-ignore: decorator
@inline
export function near(row: usize, b: i32, limit: f64): bool {
  if (dimension == 0) return true;
  const reach = limit + f(TOP, b);
  return squaredFromBox(row, b) <= (root ? reach * abs(reach) : reach);
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
    const mask = f64x2.lt(c, comparable(root, f64x2.add(v, shift)));
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
