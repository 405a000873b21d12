// The plane rotations of one sweep of the tridiagonal QL algorithm, applied to rows of vectors.

/** The entry that moves on to the next rotation; the other one is final and stored in the row before. */
// @ts-ignore: decorator
@inline
function rotate(row: usize, before: usize, c: v128, s: v128, moving: v128): v128 {
  const x = v128.load(row);
  v128.store(before, f64x2.add(f64x2.mul(s, x), f64x2.mul(c, moving)));
  return f64x2.sub(f64x2.mul(c, x), f64x2.mul(s, moving));
}

/**
 * Rows i and i + step of z := (c z_i − s z_(i+step), s z_i + c z_(i+step)) for i from far − step to near, with c, s at
 * rotations[2i], rotations[2i + 1]. Strip by strip of columns: the moving row stays in registers. `columns` is even.
 */
export function rotateRows(
  z: usize, stride: i32, columns: i32, near: i32, far: i32, step: i32, rotations: usize,
): void {
  const rowBytes = <isize>(stride * step) << 3;
  const pairBytes = <isize>step << 4;
  const end = rotations + (<usize>(near - step) << 4);
  const start = rotations + (<usize>(far - step) << 4);
  let column = z + ((<usize>far * stride) << 3);
  let left = columns;
  for (; left >= 8; left -= 8, column += 64) {
    let h0 = v128.load(column), h1 = v128.load(column, 16), h2 = v128.load(column, 32), h3 = v128.load(column, 48);
    let before = column;
    for (let pair = start; pair != end; pair -= pairBytes) {
      const c = v128.load64_splat(pair), s = v128.load64_splat(pair, 8);
      const row = before - rowBytes;
      h0 = rotate(row, before, c, s, h0);
      h1 = rotate(row + 16, before + 16, c, s, h1);
      h2 = rotate(row + 32, before + 32, c, s, h2);
      h3 = rotate(row + 48, before + 48, c, s, h3);
      before = row;
    }
    v128.store(before, h0);
    v128.store(before, h1, 16);
    v128.store(before, h2, 32);
    v128.store(before, h3, 48);
  }
  for (; left > 0; left -= 2, column += 16) {
    let h = v128.load(column);
    let before = column;
    for (let pair = start; pair != end; pair -= pairBytes) {
      const row = before - rowBytes;
      h = rotate(row, before, v128.load64_splat(pair), v128.load64_splat(pair, 8), h);
      before = row;
    }
    v128.store(before, h);
  }
}
