// The exponential of two doubles at once.

/** Below, exp gives 0. */
const LEAST: f64 = -700;
const LOG2E: f64 = 1.4426950408889634;
// ln 2 in two parts: the first has 21 trailing zeros, so that its product with an exponent is exact.
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
/** 1.5·2⁵²: adding it rounds to an integer, which then stands in the lowest bits. */
const ROUNDER: f64 = 6755399441055744;

// @ts-ignore: decorator
@inline
function step(a: v128, x: v128, c: f64): v128 {
  return f64x2.add(f64x2.mul(a, x), f64x2.splat(c));
}

/** exp(x) for x ≤ 700, to 2 units in the last place; 0 for x < −700. The Taylor sum of degree 13 on |r| ≤ ln2/2. */
// @ts-ignore: decorator
@inline
export function exponential(given: v128): v128 {
  const x = f64x2.pmax(given, f64x2.splat(LEAST));
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(LOG2E)), f64x2.splat(ROUNDER));
  const k = f64x2.sub(shifted, f64x2.splat(ROUNDER));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH))), f64x2.mul(k, f64x2.splat(LN2_LOW)));
  const r2 = f64x2.mul(r, r);
  // Even and odd powers are two chains that run side by side.
  let even = step(f64x2.splat(1 / 479001600.0), r2, 1 / 3628800.0);
  let odd = step(f64x2.splat(1 / 6227020800.0), r2, 1 / 39916800.0);
  even = step(even, r2, 1 / 40320.0);
  odd = step(odd, r2, 1 / 362880.0);
  even = step(even, r2, 1 / 720.0);
  odd = step(odd, r2, 1 / 5040.0);
  even = step(even, r2, 1 / 24.0);
  odd = step(odd, r2, 1 / 120.0);
  even = step(even, r2, 0.5);
  odd = step(odd, r2, 1 / 6.0);
  even = step(even, r2, 1);
  odd = step(odd, r2, 1);
  const value = f64x2.add(even, f64x2.mul(odd, r));
  const power = i64x2.shl(i64x2.add(shifted, i64x2.splat(1023)), 52);
  return v128.and(f64x2.mul(value, power), f64x2.ge(given, f64x2.splat(LEAST)));
}
