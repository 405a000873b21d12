// What the transformation back to the eigenvectors of the full matrix needs besides products.
import { addRow } from './_rows';

/** out (columns × rows) = the rows of `from` listed in `order`, as columns; `width` 2 makes them complex. */
export function columnsFromRows(
  width: i32, from: usize, n: i32, order: usize, count: i32, out: usize,
): void {
  const entry = <usize>width << 3;
  const rowBytes = <usize>count * entry;
  // Pieces of 8 columns: 8 streams are read, whole cache lines are written.
  for (let first = 0; first < count; first += 8) {
    const last = min(count, first + 8);
    for (let r = 0; r < n; r++) {
      let to = out + <usize>r * rowBytes + <usize>first * entry;
      for (let i = first; i < last; i++, to += entry) {
        const value = load<f64>(from + ((<usize>load<i32>(order + (<usize>i << 2)) * n + r) << 3));
        store<f64>(to, value);
        if (width == 2) store<f64>(to, 0, 8);
      }
    }
  }
}

/**
 * W := T W for the triangle of a block of reflectors, H_b … H_1 = I − V T V*, without T: from
 * T⁻¹ = (strictly lower part of V*V) + diag(1/τ), row by row w_r = τ_r (w_r − Σ_(m<r) (v_r* v_m) w_m).
 * C. Puglisi, SIAM J. Sci. Stat. Comput. 13 (1992). W has `count` rows of `columns` entries, `gram` is V*V.
 */
export function substitute(width: i32, count: i32, columns: i32, gram: usize, tau: usize, w: usize): void {
  const shift = width == 2 ? 4 : 3;
  const rowBytes = <usize>columns << shift;
  for (let r = 0; r < count; r++) {
    const target = w + <usize>r * rowBytes;
    for (let m = 0; m < r; m++) {
      const g = gram + (<usize>(r * count + m) << shift);
      addRow(width, columns, -load<f64>(g), width == 2 ? -load<f64>(g, 8) : 0, w + <usize>m * rowBytes, target);
    }
    // τ w = w + (τ − 1) w
    const t = tau + (<usize>r << shift);
    addRow(width, columns, load<f64>(t) - 1, width == 2 ? load<f64>(t, 8) : 0, target, target);
  }
}
