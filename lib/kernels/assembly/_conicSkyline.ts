// A symmetric positive definite matrix with a skyline, stored in panels of 4 rows: the panel that begins with row 4I
// holds the columns from start[I] (a multiple of 4) to 4I+3, column by column, 4 doubles a column; column c of panel I
// begins at offset[I] + 4c, counted in doubles. A panel is thus laid out as the 4×4 kernel reads it, and the Cholesky
// factor (A. George, J. Liu, Computer Solution of Large Sparse Positive Definite Systems, 1981, ch. 4) fills it in place.

// @ts-ignore: decorator
@inline
function column(base: usize, offset: usize, panel: i32, c: i32): usize {
  return base + ((<usize>(load<i32>(offset + (panel << 2)) + 4 * c)) << 3);
}

// @ts-ignore: decorator
@inline
function startOf(start: usize, panel: i32): i32 {
  return load<i32>(start + (panel << 2));
}

/** x − splat(c's row r)·y, the elementary step of all substitutions. */
// @ts-ignore: decorator
@inline
function minus(x: v128, factor: usize, y: v128): v128 {
  return f64x2.sub(x, f64x2.mul(v128.load64_splat(factor), y));
}

/**
 * Panel I of the factor, the panels above being done. A pivot ≤ threshold·(its diagonal entry) is skipped: its column
 * becomes zero and inverse[row] = 0. Returns the number of pivots skipped. `inverse` holds 1/L_rr.
 */
export function factorPanel(
  panel: i32, base: usize, start: usize, offset: usize, inverse: usize, threshold: f64,
): i32 {
  const own = column(base, offset, panel, 0);
  const begin = startOf(start, panel);
  for (let j = begin >> 2; j <= panel; j++) {
    const other = column(base, offset, j, 0);
    const tile = own + ((<usize>j) << 7);
    let p0 = v128.load(tile), q0 = v128.load(tile, 16), p1 = v128.load(tile, 32), q1 = v128.load(tile, 48);
    let p2 = v128.load(tile, 64), q2 = v128.load(tile, 80), p3 = v128.load(tile, 96), q3 = v128.load(tile, 112);
    const end = (<usize>j) << 7;
    for (let k = (<usize>max(begin, startOf(start, j))) << 5; k < end; k += 32) {
      const p = v128.load(own + k), q = v128.load(own + k, 16);
      let s = v128.load64_splat(other + k);
      p0 = f64x2.sub(p0, f64x2.mul(s, p));
      q0 = f64x2.sub(q0, f64x2.mul(s, q));
      s = v128.load64_splat(other + k, 8);
      p1 = f64x2.sub(p1, f64x2.mul(s, p));
      q1 = f64x2.sub(q1, f64x2.mul(s, q));
      s = v128.load64_splat(other + k, 16);
      p2 = f64x2.sub(p2, f64x2.mul(s, p));
      q2 = f64x2.sub(q2, f64x2.mul(s, q));
      s = v128.load64_splat(other + k, 24);
      p3 = f64x2.sub(p3, f64x2.mul(s, p));
      q3 = f64x2.sub(q3, f64x2.mul(s, q));
    }
    if (j < panel) {
      const d = other + end, inv = inverse + ((<usize>j) << 5);
      let s = v128.load64_splat(inv);
      p0 = f64x2.mul(p0, s);
      q0 = f64x2.mul(q0, s);
      s = v128.load64_splat(inv, 8);
      p1 = f64x2.mul(minus(p1, d + 8, p0), s);
      q1 = f64x2.mul(minus(q1, d + 8, q0), s);
      s = v128.load64_splat(inv, 16);
      p2 = f64x2.mul(minus(minus(p2, d + 16, p0), d + 48, p1), s);
      q2 = f64x2.mul(minus(minus(q2, d + 16, q0), d + 48, q1), s);
      s = v128.load64_splat(inv, 24);
      p3 = f64x2.mul(minus(minus(minus(p3, d + 24, p0), d + 56, p1), d + 88, p2), s);
      q3 = f64x2.mul(minus(minus(minus(q3, d + 24, q0), d + 56, q1), d + 88, q2), s);
    }
    const diagonal0 = load<f64>(tile), diagonal1 = load<f64>(tile, 40), diagonal2 = load<f64>(tile, 80);
    const diagonal3 = load<f64>(tile, 120);
    v128.store(tile, p0);
    v128.store(tile, q0, 16);
    v128.store(tile, p1, 32);
    v128.store(tile, q1, 48);
    v128.store(tile, p2, 64);
    v128.store(tile, q2, 80);
    v128.store(tile, p3, 96);
    v128.store(tile, q3, 112);
    if (j == panel) {
      const inv = inverse + ((<usize>panel) << 5);
      let skipped = factorTile(tile, inv, 0, threshold * diagonal0);
      skipped += factorTile(tile, inv, 1, threshold * diagonal1);
      skipped += factorTile(tile, inv, 2, threshold * diagonal2);
      return skipped + factorTile(tile, inv, 3, threshold * diagonal3);
    }
  }
  return 0;
}

/** Column c of the lower triangle of a 4×4 tile that is stored by columns. */
function factorTile(tile: usize, inverse: usize, c: i32, least: f64): i32 {
  const own = tile + (c << 5);
  for (let r = 0; r < c; r++) store<f64>(own + (r << 3), 0);
  for (let k = 0; k < c; k++) {
    const left = tile + (k << 5);
    const factor = load<f64>(left + (c << 3));
    for (let r = c; r < 4; r++)
      store<f64>(own + (r << 3), load<f64>(own + (r << 3)) - factor * load<f64>(left + (r << 3)));
  }
  const pivot = load<f64>(own + (c << 3));
  const keep = pivot > least;
  const root = keep ? Math.sqrt(pivot) : 1;
  const scale = keep ? 1 / root : 0;
  store<f64>(own + (c << 3), root);
  store<f64>(inverse + (c << 3), scale);
  for (let r = c + 1; r < 4; r++) store<f64>(own + (r << 3), load<f64>(own + (r << 3)) * scale);
  return keep ? 0 : 1;
}

/** v ← L⁻¹ v. */
export function solveSkylineLower(panels: i32, base: usize, start: usize, offset: usize, inverse: usize, v: usize): void {
  for (let panel = 0; panel < panels; panel++) {
    const own = column(base, offset, panel, 0);
    const here = v + ((<usize>panel) << 5);
    let p = v128.load(here), q = v128.load(here, 16);
    for (let k = startOf(start, panel); k < 4 * panel; k++) {
      const c = own + ((<usize>k) << 5), factor = v + ((<usize>k) << 3);
      p = minus(p, factor, v128.load(c));
      q = minus(q, factor, v128.load(c, 16));
    }
    v128.store(here, p);
    v128.store(here, q, 16);
    const tile = own + ((<usize>panel) << 7);
    for (let c = 0; c < 4; c++) {
      const value = load<f64>(here + (c << 3)) * load<f64>(inverse + ((<usize>panel) << 5) + (c << 3));
      store<f64>(here + (c << 3), value);
      for (let r = c + 1; r < 4; r++) {
        const entry = here + (r << 3);
        store<f64>(entry, load<f64>(entry) - value * load<f64>(tile + (c << 5) + (r << 3)));
      }
    }
  }
}

/** v ← L⁻ᵀ v. */
export function solveSkylineUpper(panels: i32, base: usize, start: usize, offset: usize, inverse: usize, v: usize): void {
  for (let panel = panels - 1; panel >= 0; panel--) {
    const own = column(base, offset, panel, 0);
    const here = v + ((<usize>panel) << 5);
    const tile = own + ((<usize>panel) << 7);
    for (let c = 3; c >= 0; c--) {
      let value = load<f64>(here + (c << 3));
      for (let r = c + 1; r < 4; r++) value -= load<f64>(tile + (c << 5) + (r << 3)) * load<f64>(here + (r << 3));
      store<f64>(here + (c << 3), value * load<f64>(inverse + ((<usize>panel) << 5) + (c << 3)));
    }
    const p = v128.load(here), q = v128.load(here, 16);
    for (let k = startOf(start, panel); k < 4 * panel; k++) {
      const c = own + ((<usize>k) << 5), entry = v + ((<usize>k) << 3);
      const s = f64x2.add(f64x2.mul(p, v128.load(c)), f64x2.mul(q, v128.load(c, 16)));
      store<f64>(entry, load<f64>(entry) - f64x2.extract_lane(s, 0) - f64x2.extract_lane(s, 1));
    }
  }
}

/** out −= M·v for the matrix itself, of which the diagonal tiles hold the lower triangle. */
export function subtractSkylineProduct(
  panels: i32, base: usize, start: usize, offset: usize, v: usize, out: usize,
): void {
  for (let panel = 0; panel < panels; panel++) {
    const own = column(base, offset, panel, 0);
    const source = v + ((<usize>panel) << 5), target = out + ((<usize>panel) << 5);
    const x = v128.load(source), y = v128.load(source, 16);
    let p = v128.load(target), q = v128.load(target, 16);
    for (let k = startOf(start, panel); k < 4 * panel; k++) {
      const c = own + ((<usize>k) << 5), entry = out + ((<usize>k) << 3), factor = v + ((<usize>k) << 3);
      const upper = v128.load(c), lower = v128.load(c, 16);
      p = minus(p, factor, upper);
      q = minus(q, factor, lower);
      const s = f64x2.add(f64x2.mul(x, upper), f64x2.mul(y, lower));
      store<f64>(entry, load<f64>(entry) - f64x2.extract_lane(s, 0) - f64x2.extract_lane(s, 1));
    }
    v128.store(target, p);
    v128.store(target, q, 16);
    const tile = own + ((<usize>panel) << 7);
    for (let c = 0; c < 4; c++)
      for (let r = c; r < 4; r++) {
        const entry = load<f64>(tile + (c << 5) + (r << 3));
        const row = target + (r << 3), col = target + (c << 3);
        store<f64>(row, load<f64>(row) - entry * load<f64>(source + (c << 3)));
        if (r > c) store<f64>(col, load<f64>(col) - entry * load<f64>(source + (r << 3)));
      }
  }
}
