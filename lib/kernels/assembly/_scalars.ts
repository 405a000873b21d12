// Single entries, real (`width` 1) or complex (`width` 2).

/** a·b for a complex scalar a = [re, im]. */
// @ts-ignore: decorator
@inline
export function timesScalar(re: f64, im: f64, b: v128): v128 {
  const turned = i64x2.shuffle(b, b, 1, 0);
  return f64x2.add(f64x2.mul(f64x2.splat(re), b), f64x2.mul(f64x2(-im, im), turned));
}

/**
 * x := x/y for the entries at two addresses. Complex division after Smith, Algorithm 116, Communications of the ACM 5,
 * 1962: no intermediate result overflows as long as x, y and x/y stay away from the limits by a factor 2.
 */
export function divideEntry(width: i32, x: usize, y: usize): void {
  const re = load<f64>(y);
  const a = load<f64>(x);
  if (width == 1) {
    store<f64>(x, a / re);
    return;
  }
  const im = load<f64>(y, 8);
  const b = load<f64>(x, 8);
  if (Math.abs(re) >= Math.abs(im)) {
    const ratio = im / re;
    const size = re + im * ratio;
    store<f64>(x, (a + b * ratio) / size);
    store<f64>(x, (b - a * ratio) / size, 8);
  } else {
    const ratio = re / im;
    const size = re * ratio + im;
    store<f64>(x, (a * ratio + b) / size);
    store<f64>(x, (b * ratio - a) / size, 8);
  }
}
