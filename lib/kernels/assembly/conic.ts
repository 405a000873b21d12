// Kernels of the interior-point method: blocks, constraint operator, Schur complement.
// The constraint matrices of a block are lists of entries (row ≤ column), value re (and im), with diagonal entries
// halved: A = Σ (a E_rc + conj(a) E_cr). List k has the entries first[k] … first[k+1]−1 and belongs to position[k]
// of the vectors y and of the Schur complement.

import { choleskyBlock as choleskyColumnsAtOnce } from './_cholesky';
import { complexSum, gemm, gemmScratch } from './_gemm';
import { addRow } from './_rows';

export { choleskyColumns } from './_cholesky';
export { dot, fillUpper, invertRows, multiply } from './_conicBlocks';
export { addRow } from './_rows';
export { boundaryRate, longestLanczos } from './_conicSteps';
export { factorPanel, solveSkylineLower, solveSkylineUpper, subtractSkylineProduct } from './_conicSkyline';

/** Doubles of scratch for products and factors, and columns of a Cholesky step. */
export const scratchDoubles: i32 = gemmScratch;
export const choleskyBlock: i32 = choleskyColumnsAtOnce;

// @ts-ignore: decorator
@inline
function integer(base: usize, index: i32): i32 {
  return load<i32>(base + ((<usize>index) << 2));
}

// @ts-ignore: decorator
@inline
function entry(base: usize, width: i32, ld: i32, row: i32, column: i32): usize {
  return base + ((<usize>(row * ld + width * column)) << 3);
}

/** Re tr(A U) for entries from … to−1 of a list. */
// @ts-ignore: decorator
@inline
function inner(width: i32, from: i32, to: i32, upper: usize, lower: usize, values: usize, u: usize): f64 {
  let sum: f64 = 0;
  for (let e = from; e < to; e++) {
    const above = u + <usize>integer(upper, e), below = u + <usize>integer(lower, e);
    const value = values + ((<usize>(width * e)) << 3);
    sum += load<f64>(value) * (load<f64>(above) + load<f64>(below));
    if (width == 2) sum += load<f64>(value, 8) * (load<f64>(above, 8) - load<f64>(below, 8));
  }
  return sum;
}

/** out[position[k]] += Re tr(A_k U) for every list. */
export function addInner(
  width: i32, lists: i32, first: usize, position: usize, upper: usize, lower: usize, values: usize, u: usize, out: usize,
): void {
  for (let k = 0; k < lists; k++) {
    const target = out + ((<usize>integer(position, k)) << 3);
    const sum = inner(width, integer(first, k), integer(first, k + 1), upper, lower, values, u);
    store<f64>(target, load<f64>(target) + sum);
  }
}

/** U −= Σ y[position[k]] A_k. */
export function subtractCombination(
  width: i32, lists: i32, first: usize, position: usize, upper: usize, lower: usize, values: usize, u: usize, y: usize,
): void {
  for (let k = 0; k < lists; k++) {
    const factor = load<f64>(y + ((<usize>integer(position, k)) << 3));
    const end = integer(first, k + 1);
    for (let e = integer(first, k); e < end; e++) {
      const above = u + <usize>integer(upper, e), below = u + <usize>integer(lower, e);
      const value = values + ((<usize>(width * e)) << 3);
      const re = factor * load<f64>(value);
      store<f64>(above, load<f64>(above) - re);
      store<f64>(below, load<f64>(below) - re);
      if (width == 2) {
        const im = factor * load<f64>(value, 8);
        store<f64>(above, load<f64>(above, 8) - im, 8);
        store<f64>(below, load<f64>(below, 8) + im, 8);
      }
    }
  }
}

/** out = −X + factor·Z − ½(U + U†). */
export function direction(width: i32, n: i32, ld: i32, x: usize, z: usize, factor: f64, u: usize, out: usize): void {
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const lower = entry(0, width, ld, i, j), upper = entry(0, width, ld, j, i);
      const re = factor * load<f64>(z + lower) - load<f64>(x + lower) - 0.5 * (load<f64>(u + lower) + load<f64>(u + upper));
      store<f64>(out + lower, re);
      store<f64>(out + upper, re);
      if (width == 2) {
        const skew = 0.5 * (load<f64>(u + lower, 8) - load<f64>(u + upper, 8));
        const im = factor * load<f64>(z + lower, 8) - load<f64>(x + lower, 8) - skew;
        store<f64>(out + lower, im, 8);
        store<f64>(out + upper, -im, 8);
      }
    }
}

/** Supports up to this size are summed as outer products: packing panels for `gemm` would take longer. */
const fewRows: i32 = 8;

/** U = Σ_s conj(x_s)ᵀ z_s over a few rows x_s, z_s. */
function sumOuterProducts(width: i32, n: i32, ld: i32, count: i32, left: usize, right: usize, u: usize): void {
  const bytes = (<usize>ld) << 3, end = <usize>count * bytes;
  for (let i = 0; i < n; i++, u += bytes) {
    const factor = left + ((<usize>(width * i)) << 3);
    for (let j: usize = 0; j < bytes; j += 32) {
      const z = right + j;
      let re0 = f64x2.splat(0), re1 = re0, im0 = re0, im1 = re0;
      for (let s: usize = 0; s < end; s += bytes) {
        const z0 = v128.load(z + s), z1 = v128.load(z + s, 16);
        const re = v128.load64_splat(factor + s);
        re0 = f64x2.add(re0, f64x2.mul(re, z0));
        re1 = f64x2.add(re1, f64x2.mul(re, z1));
        if (width == 2) {
          const im = v128.load64_splat(factor + s, 8);
          im0 = f64x2.add(im0, f64x2.mul(im, z0));
          im1 = f64x2.add(im1, f64x2.mul(im, z1));
        }
      }
      v128.store(u + j, width == 2 ? complexSum(re0, im0, true) : re0);
      v128.store(u + j, width == 2 ? complexSum(re1, im1, true) : re1, 16);
    }
  }
}

/**
 * U = X A Z for one list: the rows of A Z that are not zero, and the product with the matching columns of X, which are
 * conjugate rows.
 */
function sandwich(
  width: i32, n: i32, ld: i32, x: usize, z: usize, from: i32, to: i32, localRow: usize, localColumn: usize,
  rows: usize, columns: usize, values: usize, support: usize, supportSize: i32, pair: usize, u: usize, scratch: usize,
): void {
  const bytes = (<usize>ld) << 3;
  const stride = ld / width;
  const left = pair, right = pair + <usize>n * bytes;
  memory.fill(right, 0, <usize>supportSize * bytes);
  for (let e = from; e < to; e++) {
    const value = values + ((<usize>(width * e)) << 3);
    const re = load<f64>(value), im = width == 2 ? load<f64>(value, 8) : 0;
    addRow(width, stride, re, im, entry(z, width, ld, integer(columns, e), 0), entry(right, width, ld, integer(localRow, e), 0));
    addRow(width, stride, re, -im, entry(z, width, ld, integer(rows, e), 0), entry(right, width, ld, integer(localColumn, e), 0));
  }
  for (let s = 0; s < supportSize; s++)
    memory.copy(left + <usize>s * bytes, entry(x, width, ld, integer(support, s), 0), bytes);
  if (supportSize <= fewRows) return sumOuterProducts(width, n, ld, supportSize, left, right, u);
  memory.fill(u, 0, <usize>n * bytes);
  gemm(width, n, n, supportSize, 1, left, 1, stride, true, right, stride, 1, false, u, stride, 1, false, scratch);
}

/** Re tr(A_k X A_l Z) for two lists that are both short: four products for each pair of entries. */
// @ts-ignore: decorator
@inline
function sparseInner(
  width: i32, ld: i32, x: usize, z: usize, fromK: i32, toK: i32, fromL: i32, toL: i32,
  rows: usize, columns: usize, values: usize,
): f64 {
  let sum: f64 = 0;
  for (let f = fromL; f < toL; f++) {
    const i = integer(rows, f), j = integer(columns, f);
    const other = values + ((<usize>(width * f)) << 3);
    const bRe = load<f64>(other), bIm = width == 2 ? load<f64>(other, 8) : 0;
    for (let e = fromK; e < toK; e++) {
      const p = integer(rows, e), q = integer(columns, e);
      const value = values + ((<usize>(width * e)) << 3);
      const aRe = load<f64>(value);
      // With A = a E_pq + h.c., B = b E_ij + h.c.: Re tr(A X B Z) is the real part of
      // a b X_qi Z_jp + a b̄ X_qj Z_ip + ā b X_pi Z_jq + ā b̄ X_pj Z_iq.
      const xqi = entry(x, width, ld, q, i), zjp = entry(z, width, ld, j, p);
      const xqj = entry(x, width, ld, q, j), zip = entry(z, width, ld, i, p);
      const xpi = entry(x, width, ld, p, i), zjq = entry(z, width, ld, j, q);
      const xpj = entry(x, width, ld, p, j), ziq = entry(z, width, ld, i, q);
      if (width == 1) {
        const products = load<f64>(xqi) * load<f64>(zjp) + load<f64>(xqj) * load<f64>(zip)
          + load<f64>(xpi) * load<f64>(zjq) + load<f64>(xpj) * load<f64>(ziq);
        sum += aRe * bRe * products;
      } else {
        const aIm = load<f64>(value, 8);
        const re = aRe * bRe, im = aIm * bIm, cross = aRe * bIm, cross2 = aIm * bRe;
        sum += realProduct(re - im, cross2 + cross, xqi, zjp) + realProduct(re + im, cross2 - cross, xqj, zip);
        sum += realProduct(re + im, cross - cross2, xpi, zjq) + realProduct(re - im, -cross - cross2, xpj, ziq);
      }
    }
  }
  return sum;
}

/** Re((re + i·im)·u·v) for two complex numbers in memory. */
// @ts-ignore: decorator
@inline
function realProduct(re: f64, im: f64, u: usize, v: usize): f64 {
  const uRe = load<f64>(u), uIm = load<f64>(u, 8), vRe = load<f64>(v), vIm = load<f64>(v, 8);
  return re * (uRe * vRe - uIm * vIm) - im * (uRe * vIm + uIm * vRe);
}

/**
 * Adds Re tr(A_k X A_l Z) to the Schur complement for l = from … to−1 and all k ≥ l. Lists are sorted by falling length.
 * dense[l] = 1: X A_l Z is formed, the rest are inner products (formula F1 of K. Fujisawa, M. Kojima, K. Nakata,
 * Math. Program. 79 (1997)); 0: entry by entry (their F3). rowOffset[r] + 4c is the place of entry (r, c ≤ r).
 */
export function addSchur(
  width: i32, n: i32, ld: i32, from: i32, to: i32, lists: i32, first: usize, position: usize, upper: usize, lower: usize,
  values: usize, rows: usize, columns: usize, dense: usize, localRow: usize, localColumn: usize, supportFirst: usize,
  support: usize, x: usize, z: usize, pair: usize, u: usize, scratch: usize, schur: usize, rowOffset: usize,
): void {
  for (let l = from; l < to; l++) {
    const begin = integer(first, l), end = integer(first, l + 1);
    const own = integer(position, l);
    const full = integer(dense, l) != 0;
    if (full) {
      const s = integer(supportFirst, l);
      sandwich(
        width, n, ld, x, z, begin, end, localRow, localColumn, rows, columns, values,
        support + ((<usize>s) << 2), integer(supportFirst, l + 1) - s, pair, u, scratch,
      );
    }
    let kFrom = begin;
    for (let k = l; k < lists; k++) {
      const kTo = integer(first, k + 1);
      const value = full
        ? inner(width, kFrom, kTo, upper, lower, values, u)
        : sparseInner(width, ld, x, z, kFrom, kTo, begin, end, rows, columns, values);
      kFrom = kTo;
      const other = integer(position, k);
      const target = schur + ((<usize>(integer(rowOffset, max(own, other)) + 4 * min(own, other))) << 3);
      store<f64>(target, load<f64>(target) + value);
    }
  }
}

/** Copies `count` doubles. */
export function copy(count: i32, from: usize, to: usize): void {
  memory.copy(to, from, (<usize>count) << 3);
}

/** `count` zeros. */
export function clear(count: i32, at: usize): void {
  memory.fill(at, 0, (<usize>count) << 3);
}
