// From values to the coefficients of a spline, eight lines at a time, in the buffer `coefficients`.
import { at, carried, coefficients, margin, place, poles } from './_shearPlan';

/**
 * Two recursions one after the other, b[k] = s[k] + z b[k∓1] and c[k] = b[k] + y c[k∓1], over `count` places from `first`
 * on upwards or downwards, starting with 0 or with `carried`: c takes the place of s if `store` says so.
 */
function recursion(first: i32, count: i32, down: bool, store: bool, start: bool): void {
  const z = v128.load64_splat(poles);
  const y = v128.load64_splat(poles, 8);
  let b0 = f64x2.splat(0);
  let b1 = b0;
  let b2 = b0;
  let b3 = b0;
  let c0 = b0;
  let c1 = b0;
  let c2 = b0;
  let c3 = b0;
  if (start) {
    b0 = v128.load(carried);
    b1 = v128.load(carried, 16);
    b2 = v128.load(carried, 32);
    b3 = v128.load(carried, 48);
    c0 = v128.load(carried, 64);
    c1 = v128.load(carried, 80);
    c2 = v128.load(carried, 96);
    c3 = v128.load(carried, 112);
  }
  const step: usize = down ? 0 - place : place;
  let p = at(coefficients, first);
  for (let i = 0; i < count; i++, p += step) {
    b0 = f64x2.add(v128.load(p), f64x2.mul(z, b0));
    b1 = f64x2.add(v128.load(p, 16), f64x2.mul(z, b1));
    b2 = f64x2.add(v128.load(p, 32), f64x2.mul(z, b2));
    b3 = f64x2.add(v128.load(p, 48), f64x2.mul(z, b3));
    c0 = f64x2.add(b0, f64x2.mul(y, c0));
    c1 = f64x2.add(b1, f64x2.mul(y, c1));
    c2 = f64x2.add(b2, f64x2.mul(y, c2));
    c3 = f64x2.add(b3, f64x2.mul(y, c3));
    if (store) {
      v128.store(p, c0);
      v128.store(p, c1, 16);
      v128.store(p, c2, 32);
      v128.store(p, c3, 48);
    }
  }
  v128.store(carried, b0);
  v128.store(carried, b1, 16);
  v128.store(carried, b2, 32);
  v128.store(carried, b3, 48);
  v128.store(carried, c0, 64);
  v128.store(carried, c1, 80);
  v128.store(carried, c2, 96);
  v128.store(carried, c3, 112);
}

/** Without its constant factor, the spline's inverse filter Π 1/((1 − z q)(1 − z/q)) on n places of a circle. */
export function filterPeriodic(n: i32): void {
  warmUp(n, false);
  recursion(0, n, false, true, true);
  warmUp(n, true);
  recursion(n - 1, n, true, true, true);
}

/** Runs the recursions over the `margin` places before the start of the line, if need be several times around it. */
function warmUp(n: i32, down: bool): void {
  const part = margin % n;
  recursion(down ? part - 1 : n - part, part, down, false, false);
  for (let left = margin - part; left > 0; left -= n) recursion(down ? n - 1 : 0, n, down, false, true);
}

/** The same on a line that zeros continue. */
export function filterOpen(n: i32): void {
  memory.fill(coefficients, 0, <usize>margin * place);
  memory.fill(at(coefficients, n), 0, <usize>margin * place);
  recursion(0, n + margin, false, true, false);
  recursion(n + margin - 1, n + 2 * margin, true, true, false);
}
