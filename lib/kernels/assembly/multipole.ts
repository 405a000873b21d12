// Cartesian multipoles of 1/r: what two distant cells of a tree do to each other's local expansions.

/**
 * Adds to the local expansions of the cells of each pair what the moments of the other make there. A cell has K = C(order + 3, 3)
 * coefficients in graded order; `moments` holds 2K for each, M_m and (−1)^{|m|}M_m.
 *
 * - pairs: for each of `count` the numbers of two cells.
 * - centres: three doubles for each cell.
 * - tables, of 32-bit integers: for each n the degree, the places of n − e₁, n − e₂, n − e₃, n − 2e₁, n − 2e₂, n − 2e₃ (K where there is
 *   none); then for each n the number of m with |m| <= order − |n|, and from K·8 on the places of n + m for these, K to a row.
 * - factorials: n! for each n; scratch: K + 1 doubles.
 */
export function translate(
  K: i32,
  pairs: usize,
  count: i32,
  centres: usize,
  moments: usize,
  locals: usize,
  tables: usize,
  factorials: usize,
  scratch: usize,
): void {
  const rows = tables + ((<usize>K) << 5);
  for (let c = 0; c < count; c++) {
    const a = <usize>load<i32>(pairs + ((<usize>c) << 3));
    const b = <usize>load<i32>(pairs + ((<usize>c) << 3), 4);
    const ca = centres + a * 24;
    const cb = centres + b * 24;
    derivatives(
      K,
      load<f64>(ca) - load<f64>(cb),
      load<f64>(ca, 8) - load<f64>(cb, 8),
      load<f64>(ca, 16) - load<f64>(cb, 16),
      tables,
      factorials,
      scratch,
    );
    const size = (<usize>K) << 3;
    const ma = moments + a * (size << 1) + size;
    const mb = moments + b * (size << 1);
    const la = locals + a * size;
    const lb = locals + b * size;
    for (let n = 0; n < K; n++) {
      const entry = tables + ((<usize>n) << 5);
      const last = load<i32>(entry, 28);
      const row = rows + ((<usize>(n * K)) << 2);
      let toA: f64 = 0;
      let toB: f64 = 0;
      for (let m = 0; m < last; m++) {
        const D = load<f64>(scratch + ((<usize>load<i32>(row + ((<usize>m) << 2))) << 3));
        toA += load<f64>(mb + ((<usize>m) << 3)) * D;
        toB += load<f64>(ma + ((<usize>m) << 3)) * D;
      }
      const at = (<usize>n) << 3;
      store<f64>(la + at, load<f64>(la + at) + toA);
      // ∂ⁿ(1/r) at −R is (−1)^{|n|} times that at R.
      store<f64>(lb + at, load<f64>(lb + at) + ((load<i32>(entry) & 1) == 0 ? toB : -toB));
    }
  }
}

/**
 * ∂ⁿ(1/r) at (x, y, z) = n!·a_n, kr²a_n = −(2k − 1)Σx_i a_{n−e_i} − (k − 1)Σa_{n−2e_i}, k = |n|: from (r² + 2x·h + h²)h·∇f = −(x·h + h²)f for
 * f(h) = 1/|x + h|.
 */
function derivatives(
  K: i32,
  x: f64,
  y: f64,
  z: f64,
  tables: usize,
  factorials: usize,
  out: usize,
): void {
  const inverse = 1 / (x * x + y * y + z * z);
  store<f64>(out, Math.sqrt(inverse));
  store<f64>(out + ((<usize>K) << 3), 0);
  for (let n = 1; n < K; n++) {
    const entry = tables + ((<usize>n) << 5);
    const k = <f64>load<i32>(entry);
    const first =
      x * value(out, load<i32>(entry, 4)) + y * value(out, load<i32>(entry, 8)) + z * value(out, load<i32>(entry, 12));
    const second =
      value(out, load<i32>(entry, 16)) + value(out, load<i32>(entry, 20)) + value(out, load<i32>(entry, 24));
    store<f64>(out + ((<usize>n) << 3), (-inverse * ((2 * k - 1) * first + (k - 1) * second)) / k);
  }
  for (let n = 1; n < K; n++) {
    const at = (<usize>n) << 3;
    store<f64>(out + at, load<f64>(out + at) * load<f64>(factorials + at));
  }
}

// @ts-ignore: decorator
@inline
function value(out: usize, place: i32): f64 {
  return load<f64>(out + ((<usize>place) << 3));
}
