// Cholesky factor A = L·L* in place, by block columns: each takes what the columns before owe it from one `gemm`, then
// its rows pass in strips through the substitution of `_triangular`, the diagonal block supplying its own triangle.
import { complexSum, gemm, pack, tile, unpackPanel } from './_gemm';
import { solveTile } from './_triangular';

/** Columns taken at once. */
export const choleskyBlock: i32 = 96;

/**
 * The tile on the diagonal: column c of L from step c of the panel, after subtraction of the products of the `first`
 * steps before. Returns the column whose pivot is not positive, leaving the pivot in its place, or −1.
 */
function factorTile(width: i32, first: i32, count: i32, panel: usize, scratch: usize): i32 {
  tile(first, panel, panel, scratch);
  const x = panel + (<usize>first << 5);
  for (let c = 0; c < count; c++) {
    const column = x + (c << 5);
    if (width == 1) {
      for (let r = c; r < count; r++) {
        let sum = load<f64>(column + (r << 3)) - load<f64>(scratch + (c << 5) + (r << 3));
        for (let e = 0; e < c; e++)
          sum -= load<f64>(x + (e << 5) + (r << 3)) * load<f64>(x + (e << 5) + (c << 3));
        store<f64>(column + (r << 3), sum);
      }
    } else {
      for (let r = c; r < count; r++) {
        const t = scratch + (c << 6) + (r << 4);
        let sum = f64x2.sub(v128.load(column + (r << 4)), complexSum(v128.load(t), v128.load(t, 32), true));
        for (let e = 0; e < c; e++) {
          // minus l_re·conj(l_ce)
          const a = v128.load(x + (e << 5) + (r << 4));
          const re = v128.load64_splat(x + (e << 5) + (c << 4));
          const im = v128.load64_splat(x + (e << 5) + (c << 4), 8);
          sum = f64x2.sub(sum, complexSum(f64x2.mul(re, a), f64x2.mul(im, a), true));
        }
        v128.store(column + (r << 4), sum);
      }
    }
    const diagonal = column + (c * width << 3);
    const pivot = load<f64>(diagonal);
    if (!(pivot > 0)) return c;
    const root = Math.sqrt(pivot);
    store<f64>(diagonal, root);
    if (width == 2) store<f64>(diagonal, 0, 8);
    for (let d = (c + 1) * width; d < count * width; d++)
      store<f64>(column + (d << 3), load<f64>(column + (d << 3)) / root);
  }
  return -1;
}

/**
 * Columns `first … first + count` (at most `choleskyBlock`) of L in the lower triangle of A, given the columns before.
 * Returns the index of a pivot that is not positive, which then stands in its place on the diagonal, or −1. Above the
 * diagonal nothing of use remains.
 */
export function choleskyColumns(
  width: i32, n: i32, first: i32, count: i32, a: usize, ld: i32, scratch: usize,
): i32 {
  const shift = width == 2 ? 4 : 3;
  const rows = a + ((first * ld) << shift);
  const block = rows + (first << shift);
  if (first > 0)
    gemm(width, n - first, count, first, -1, rows, ld, 1, false, rows, 1, ld, true, block, ld, 1, true, scratch);
  const side = 4 / width;
  const panel = count << 5;
  const panels = scratch + 128;
  const spare = panels + ((count + side - 1) / side) * panel;
  for (let i = 0; i < n - first; i += side) {
    const inside = i < count;
    const strip = inside ? panels + (i / side) * panel : spare;
    const height = min(side, n - first - i);
    const from = block + ((i * ld) << shift);
    pack(width, height, count, from, ld, 1, false, strip);
    for (let j = 0; j < count && j < i; j += side)
      solveTile(width, true, j, min(side, count - j), panels + (j / side) * panel, strip, scratch);
    const failed = inside ? factorTile(width, i, height, strip, scratch) : -1;
    unpackPanel(width, height, count, strip, from, ld, 1);
    if (failed >= 0) return first + i + failed;
    if (inside) for (let c = 0; c < height; c++) {
      const diagonal = strip + ((i + c) << 5) + (c << shift);
      store<f64>(diagonal, 1 / load<f64>(diagonal));
    }
  }
  return -1;
}

/** The whole factor: see `choleskyColumns`. */
export function cholesky(width: i32, n: i32, a: usize, ld: i32, scratch: usize): i32 {
  for (let first = 0; first < n; first += choleskyBlock) {
    const failed = choleskyColumns(width, n, first, min(choleskyBlock, n - first), a, ld, scratch);
    if (failed >= 0) return failed;
  }
  return -1;
}
