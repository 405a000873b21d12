// Rows of entries, real (`width` 1) or complex (`width` 2), contiguous.
import { mulBy } from './_simd';

/** y += (re + i·im)·x over `count` entries. */
export function addRow(width: i32, count: i32, re: f64, im: f64, x: usize, y: usize): void {
  const reBoth = f64x2.splat(re);
  if (width == 2) {
    const turned = f64x2(-im, im);
    for (const end = x + (<usize>count << 4); x < end; x += 16, y += 16)
      v128.store(y, f64x2.add(v128.load(y), mulBy(v128.load(x), reBoth, turned)));
    return;
  }
  const end = x + (<usize>count << 3);
  for (; x + 8 < end; x += 16, y += 16) v128.store(y, f64x2.add(v128.load(y), f64x2.mul(reBoth, v128.load(x))));
  if (x < end) store<f64>(y, load<f64>(y) + re * load<f64>(x));
}

/** Exchanges two rows of `count` entries. */
export function swapRows(width: i32, count: i32, x: usize, y: usize): void {
  const end = x + (<usize>(count * width) << 3);
  for (; x + 8 < end; x += 16, y += 16) {
    const kept = v128.load(x);
    v128.store(x, v128.load(y));
    v128.store(y, kept);
  }
  if (x < end) {
    const kept = load<f64>(x);
    store<f64>(x, load<f64>(y));
    store<f64>(y, kept);
  }
}

/** Whether `count` doubles are all finite. */
export function allFinite(count: i32, x: usize): bool {
  let sum = f64x2.splat(0);
  const zero = sum;
  const end = x + (<usize>count << 3);
  // 0·∞ and 0·NaN are NaN.
  for (; x + 8 < end; x += 16) sum = f64x2.add(sum, f64x2.mul(zero, v128.load(x)));
  const tail = x < end ? 0 * load<f64>(x) : 0;
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) + tail == 0;
}
