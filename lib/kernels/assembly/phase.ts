// Multiplication of complex numbers by phases, two at a time: see gridPhase.ts.

/** Up to here the remainder modulo pi/2 is right to rounding. */
const LARGEST: f64 = 1e6;
const TWO_OVER_PI: f64 = 0.6366197723675814;
// pi/2 in two parts: the first has 33 bits, so that its product with a quotient below 2^20 is exact.
const HALF_PI_HIGH: f64 = 1.5707963267341256;
const HALF_PI_LOW: f64 = 6.077100506506192e-11;
/** 1.5·2⁵²: adding it rounds to an integer, which then stands in the lowest bits. */
const ROUNDER: f64 = 6755399441055744;

/** a + b·z for the two constants at `pair`. */
// @ts-ignore: decorator
@inline
function line(pair: usize, z: v128): v128 {
  return f64x2.add(v128.load64_splat(pair), f64x2.mul(v128.load64_splat(pair, 8), z));
}

/** The polynomial of degree 6 with the coefficients at `table`, by parts that do not wait for each other. */
// @ts-ignore: decorator
@inline
function sum(table: usize, z: v128, z2: v128, z4: v128): v128 {
  const low = f64x2.add(line(table, z), f64x2.mul(line(table + 16, z), z2));
  const high = f64x2.add(line(table + 32, z), f64x2.mul(v128.load64_splat(table, 48), z2));
  return f64x2.add(low, f64x2.mul(high, z4));
}

/** factor·|field| stays below LARGEST; `count` is even. */
function isSmall(field: usize, count: i32, factor: f64): bool {
  let most = f64x2.splat(0);
  const end = field + 8 * (<usize>count);
  for (let at = field; at < end; at += 16) most = f64x2.pmax(most, f64x2.abs(v128.load(at)));
  const limit = LARGEST / Math.abs(factor);
  return f64x2.extract_lane(most, 0) < limit && f64x2.extract_lane(most, 1) < limit;
}

/** psi_j becomes exp(i·factor·field_j)·psi_j, unless a phase is too large: then nothing happens and the answer is false. */
export function multiplyPhases(psi: usize, field: usize, count: i32, factor: f64, table: usize): bool {
  if (!isSmall(field, count, factor)) return false;
  const scale = f64x2.splat(factor);
  const end = field + 8 * (<usize>count);
  const sign = i64x2.splat(i64.MIN_VALUE);
  for (let at = field; at < end; at += 16, psi += 32) {
    const angle = f64x2.mul(scale, v128.load(at));
    const shifted = f64x2.add(f64x2.mul(angle, v128.load64_splat(table, 112)), v128.load64_splat(table, 120));
    const k = f64x2.sub(shifted, v128.load64_splat(table, 120));
    const r = f64x2.sub(
      f64x2.sub(angle, f64x2.mul(k, v128.load64_splat(table, 128))),
      f64x2.mul(k, v128.load64_splat(table, 136)),
    );
    const z = f64x2.mul(r, r);
    const z2 = f64x2.mul(z, z);
    const z4 = f64x2.mul(z2, z2);
    // Taylor sums of degree 15 and 16 on |r| <= pi/4.
    let s = sum(table, z, z2, z4);
    let c = sum(table + 56, z, z2, z4);
    s = f64x2.add(r, f64x2.mul(f64x2.mul(s, z), r));
    c = f64x2.add(f64x2.sub(v128.load64_splat(table, 144), f64x2.mul(v128.load64_splat(table, 152), z)), f64x2.mul(f64x2.mul(c, z), z));
    // exp(i(r + k·pi/2)): odd k exchanges the two, the second bit of k and of k + 1 are the signs.
    const odd = i64x2.shl(shifted, 63);
    const second = i64x2.shl(shifted, 62);
    const swap = i64x2.sub(i64x2.splat(0), v128.and(shifted, i64x2.splat(1)));
    const sin = v128.xor(v128.bitselect(c, s, swap), v128.and(second, sign));
    const cos = v128.xor(v128.bitselect(s, c, swap), v128.and(v128.xor(second, odd), sign));
    const minusSin = f64x2.neg(sin);
    const a = v128.load(psi);
    const b = v128.load(psi, 16);
    v128.store(
      psi,
      f64x2.add(
        f64x2.mul(a, i64x2.shuffle(cos, cos, 0, 0)),
        f64x2.mul(i64x2.shuffle(a, a, 1, 0), i64x2.shuffle(minusSin, sin, 0, 2)),
      ),
    );
    v128.store(
      psi,
      f64x2.add(
        f64x2.mul(b, i64x2.shuffle(cos, cos, 1, 1)),
        f64x2.mul(i64x2.shuffle(b, b, 1, 0), i64x2.shuffle(minusSin, sin, 1, 3)),
      ),
      16,
    );
  }
  return true;
}
