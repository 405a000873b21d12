// Sinkhorn's iteration on a kernel that is stored in blocks of columns, without those where it is negligible.
// One row after the other: its costs, then its potential or its part of the kernel. See entropicKernel.ts.
import { exponential } from './_exponential';

const BLOCK: i32 = 16;
/** Blocks whose entries are all below e^CUT of the greatest in their row are left out. */
const CUT: f64 = -64;

let columns: i32 = 0; // a multiple of BLOCK; those in excess have H = -infinity
let X: usize = 0; // points of the rows, one after the other
let Y: usize = 0; // coordinates of the columns, one after the other
let H: usize = 0; // potentials of the columns, for `transform` and `build` divided by epsilon and with the log of weights
let F: usize = 0; // potentials of the rows, or the greatest exponents
let REST: usize = 0; // sums without them
let MASS: usize = 0; // weights of the rows

let dimension: i32 = 0; // 0: C is filled by the caller
let split: i32 = 0; // the norm is |first split coordinates| + |others|
let square: bool = false; // cost |x-y|^2 in place of |x-y|
let epsilon: f64 = 1;
let C: usize = 0; // costs of one row
let T: usize = 0; // exponents of one row

let K: usize = 0; // blocks of the kernel, row after row
let START: usize = 0; // where the blocks of a row begin, in entries
let COLUMN: usize = 0; // first column of a block
let U: usize = 0; // scaling of the rows
let V: usize = 0; // scaling of the columns
let SUM: usize = 0; // sums of the columns, without V
let ROW: usize = 0; // sums of the rows, with U and V
let PAID: usize = 0; // the same with the costs

export function bindCosts(dimensionGiven: i32, splitGiven: i32, squareGiven: i32, c: usize, t: usize): void {
  dimension = dimensionGiven;
  split = splitGiven;
  square = squareGiven != 0;
  C = c;
  T = t;
}

export function bindKernel(k: usize, start: usize, column: usize): void {
  K = k;
  START = start;
  COLUMN = column;
}

export function bindScaling(u: usize, v: usize, sum: usize, row: usize, paid: usize): void {
  U = u;
  V = v;
  SUM = sum;
  ROW = row;
  PAID = paid;
}

/** Which cloud gives the rows and which the columns. */
export function face(columnsGiven: i32, x: usize, y: usize, h: usize, f: usize, rest: usize, mass: usize, eps: f64): void {
  columns = columnsGiven;
  X = x;
  Y = y;
  H = h;
  F = f;
  REST = rest;
  MASS = mass;
  epsilon = eps;
}

// @ts-ignore: decorator
@inline
function at(base: usize, k: i32): usize {
  return base + (<usize>k << 3);
}

// @ts-ignore: decorator
@inline
function total(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

// ---- costs ----------------------------------------------------------------------------------------------------------

/** out[j] = sum over k in [from, to) of (x_k - y_jk)^2. */
function squares(i: i32, from: i32, to: i32, out: usize): void {
  const row = at(X, i * dimension);
  for (let k = from; k < to; k++) {
    const x = v128.load64_splat(at(row, k));
    const y = at(Y, k * columns);
    if (k == from) {
      for (let j = 0; j < columns; j += 2) {
        const step = f64x2.sub(x, v128.load(at(y, j)));
        v128.store(at(out, j), f64x2.mul(step, step));
      }
    } else {
      for (let j = 0; j < columns; j += 2) {
        const step = f64x2.sub(x, v128.load(at(y, j)));
        v128.store(at(out, j), f64x2.add(v128.load(at(out, j)), f64x2.mul(step, step)));
      }
    }
  }
}

function costs(i: i32): void {
  if (dimension == 0) return;
  squares(i, 0, split, C);
  if (split == dimension) {
    if (square) return;
    for (let j = 0; j < columns; j += 2) v128.store(at(C, j), f64x2.sqrt(v128.load(at(C, j))));
    return;
  }
  squares(i, split, dimension, T);
  for (let j = 0; j < columns; j += 2) {
    const norm = f64x2.add(f64x2.sqrt(v128.load(at(C, j))), f64x2.sqrt(v128.load(at(T, j))));
    v128.store(at(C, j), square ? f64x2.mul(norm, norm) : norm);
  }
}

// ---- potentials -----------------------------------------------------------------------------------------------------

/** F_i = min_j (c_ij - H_j). */
export function cTransform(from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    costs(i);
    let least = f64x2.splat(Infinity);
    for (let j = 0; j < columns; j += 2) {
      least = f64x2.pmin(least, f64x2.sub(v128.load(at(C, j)), v128.load(at(H, j))));
    }
    store<f64>(at(F, i), min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1)));
  }
}

/** T_j = H_j - c_ij/epsilon; returns the greatest. */
function exponents(): f64 {
  const scale = f64x2.splat(-1 / epsilon);
  let most = f64x2.splat(-Infinity);
  for (let j = 0; j < columns; j += 2) {
    const t = f64x2.add(v128.load(at(H, j)), f64x2.mul(v128.load(at(C, j)), scale));
    v128.store(at(T, j), t);
    most = f64x2.pmax(most, t);
  }
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

// @ts-ignore: decorator
@inline
function reaches(block: usize, limit: v128): bool {
  const a = f64x2.pmax(v128.load(block), v128.load(block, 16));
  const b = f64x2.pmax(v128.load(block, 32), v128.load(block, 48));
  const c = f64x2.pmax(v128.load(block, 64), v128.load(block, 80));
  const d = f64x2.pmax(v128.load(block, 96), v128.load(block, 112));
  return v128.any_true(f64x2.ge(f64x2.pmax(f64x2.pmax(a, b), f64x2.pmax(c, d)), limit));
}

/** With L = F, REST: exp(L_i)·REST_i = sum_j exp(H_j - c_ij/epsilon), the maximum being taken out; logarithms are the caller's. */
export function transform(from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    costs(i);
    const most = exponents();
    const shift = f64x2.splat(most);
    const limit = f64x2.splat(most + CUT);
    let sum = f64x2.splat(0);
    for (let j = 0; j < columns; j += BLOCK) {
      const block = at(T, j);
      if (!reaches(block, limit)) continue;
      for (let k: usize = 0; k < 128; k += 16)
        sum = f64x2.add(sum, exponential(f64x2.sub(v128.load(block + k), shift)));
    }
    store<f64>(at(F, i), most);
    store<f64>(at(REST, i), total(sum));
  }
}

/**
 * The rows of the kernel exp((F_i + G_j - c_ij)/epsilon)·a_i·b_j, stored from START[from] on, F being given in units of epsilon.
 * With `normalise` F and REST become those of `transform`, and the sum of row i is its weight.
 */
export function build(from: i32, to: i32, normalise: i32): void {
  for (let i = from; i < to; i++) {
    costs(i);
    const most = exponents();
    const shift = f64x2.splat(most);
    const limit = f64x2.splat(most + CUT);
    const begin = load<i32>(START + (<usize>i << 2));
    let end = begin;
    let sum = f64x2.splat(0);
    for (let j = 0; j < columns; j += BLOCK) {
      const block = at(T, j);
      if (!reaches(block, limit)) continue;
      const out = at(K, end);
      for (let k: usize = 0; k < 128; k += 16) {
        const value = exponential(f64x2.sub(v128.load(block + k), shift));
        v128.store(out + k, value);
        sum = f64x2.add(sum, value);
      }
      store<i32>(COLUMN + (<usize>(end / BLOCK) << 2), j);
      end += BLOCK;
    }
    store<i32>(START + (<usize>(i + 1) << 2), end);
    const mass = load<f64>(at(MASS, i));
    let scale: f64;
    if (normalise) {
      scale = mass / total(sum);
      store<f64>(at(F, i), most);
      store<f64>(at(REST, i), total(sum));
    } else scale = mass * f64x2.extract_lane(exponential(f64x2.splat(most + load<f64>(at(F, i)))), 0);
    const factor = f64x2.splat(scale);
    for (let k = begin; k < end; k += 2) v128.store(at(K, k), f64x2.mul(v128.load(at(K, k)), factor));
  }
}

// ---- scaling --------------------------------------------------------------------------------------------------------

/** The sum of row i with V. */
// @ts-ignore: decorator
@inline
function product(i: i32): f64 {
  const end = load<i32>(START + (<usize>(i + 1) << 2));
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  for (let k = load<i32>(START + (<usize>i << 2)); k < end; k += BLOCK) {
    const x = at(K, k);
    const y = at(V, load<i32>(COLUMN + (<usize>(k / BLOCK) << 2)));
    a = f64x2.add(a, f64x2.mul(v128.load(x), v128.load(y)));
    b = f64x2.add(b, f64x2.mul(v128.load(x, 16), v128.load(y, 16)));
    c = f64x2.add(c, f64x2.mul(v128.load(x, 32), v128.load(y, 32)));
    d = f64x2.add(d, f64x2.mul(v128.load(x, 48), v128.load(y, 48)));
    a = f64x2.add(a, f64x2.mul(v128.load(x, 64), v128.load(y, 64)));
    b = f64x2.add(b, f64x2.mul(v128.load(x, 80), v128.load(y, 80)));
    c = f64x2.add(c, f64x2.mul(v128.load(x, 96), v128.load(y, 96)));
    d = f64x2.add(d, f64x2.mul(v128.load(x, 112), v128.load(y, 112)));
  }
  return total(f64x2.add(f64x2.add(a, b), f64x2.add(c, d)));
}

/** SUM += u times row i. */
// @ts-ignore: decorator
@inline
function spread(i: i32, u: f64): void {
  const end = load<i32>(START + (<usize>(i + 1) << 2));
  const factor = f64x2.splat(u);
  for (let k = load<i32>(START + (<usize>i << 2)); k < end; k += BLOCK) {
    const x = at(K, k);
    const y = at(SUM, load<i32>(COLUMN + (<usize>(k / BLOCK) << 2)));
    for (let q: usize = 0; q < 128; q += 16) {
      v128.store(y + q, f64x2.add(v128.load(y + q), f64x2.mul(v128.load(x + q), factor)));
    }
  }
}

/**
 * The factor of an over-relaxed step: ratio^omega up to the third order (the Pade approximant of degrees 1 and 1), which
 * is what matters near the end; the plain ratio when that is far from 1, where over-relaxation may diverge.
 */
// @ts-ignore: decorator
@inline
function relaxed(ratio: f64, omega: f64): f64 {
  const d = ratio - 1;
  if (abs(d) > 0.5) return ratio;
  return 1 + (omega * d) / (1 - 0.5 * (omega - 1) * d);
}

/**
 * u_i = u_i (a_i / row sum)^omega, and at once the sums of the columns with the new u: the kernel passes through the
 * processor only once. Returns what the rows missed before, sum |row sum - a_i|.
 */
export function sweepRows(from: i32, to: i32, omega: f64): f64 {
  let missed: f64 = 0;
  for (let i = from; i < to; i++) {
    const mass = load<f64>(at(MASS, i));
    const sum = product(i);
    let u = load<f64>(at(U, i));
    missed += abs(u * sum - mass);
    if (sum > 0 && mass > 0) u *= relaxed(mass / (u * sum), omega);
    store<f64>(at(U, i), u);
    spread(i, u);
  }
  return missed;
}

/**
 * v_j = v_j (b_j / column sum)^omega. Returns sum |column sum - b_j| before, infinity when a sum is 0 (what is left of a
 * column is too small for its block); SUM becomes 0.
 */
export function sweepColumns(count: i32, masses: usize, omega: f64): f64 {
  let missed: f64 = 0;
  for (let j = 0; j < count; j++) {
    const mass = load<f64>(at(masses, j));
    const sum = load<f64>(at(SUM, j));
    const v = load<f64>(at(V, j));
    missed += abs(v * sum - mass);
    if (mass > 0) {
      if (sum > 0) store<f64>(at(V, j), v * relaxed(mass / (v * sum), omega));
      else missed = Infinity;
    }
    store<f64>(at(SUM, j), 0);
  }
  return missed;
}

/** ROW_i = row sum with u and v. */
export function multiply(from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<f64>(at(ROW, i), load<f64>(at(U, i)) * product(i));
}

/** ROW_i = row sum with u and v, PAID_i = the same with the costs, SUM += the row with u. */
export function tally(from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    costs(i);
    const end = load<i32>(START + (<usize>(i + 1) << 2));
    let sum = f64x2.splat(0);
    let paid = f64x2.splat(0);
    for (let k = load<i32>(START + (<usize>i << 2)); k < end; k += BLOCK) {
      const j = load<i32>(COLUMN + (<usize>(k / BLOCK) << 2));
      for (let q = 0; q < BLOCK; q += 2) {
        const mass = f64x2.mul(v128.load(at(K, k + q)), v128.load(at(V, j + q)));
        sum = f64x2.add(sum, mass);
        paid = f64x2.add(paid, f64x2.mul(mass, v128.load(at(C, j + q))));
      }
    }
    const u = load<f64>(at(U, i));
    store<f64>(at(ROW, i), u * total(sum));
    store<f64>(at(PAID, i), u * total(paid));
    spread(i, u);
  }
}
