// Values of the moved spline, eight lines at a time, from `coefficients` to `moved`.
import { at, coefficients, margin, moved, pair, place, raw, taps } from './_shearPlan';

/** moved[k] = Σ_τ w_τ c[k − taps/2 + τ] for from ≤ k < to; `moved` may be c, but for its beginning taps/2 places earlier. */
export function interpolate(from: i32, to: i32, table: usize): void {
  const reach = <usize>(taps >> 1) * place;
  for (let p: usize = 0; p < place; p += pair) {
    let source = at(coefficients, from) - reach + p;
    let target = at(moved, from) + p;
    const end = at(moved, to) + p;
    const w0 = v128.load(table + p);
    const w1 = v128.load(table + p, 64);
    const w2 = v128.load(table + p, 128);
    const w3 = v128.load(table + p, 192);
    let a = v128.load(source);
    let b = v128.load(source, 64);
    let c = v128.load(source, 128);
    if (taps == 4) {
      for (; target < end; target += place, source += place) {
        const d = v128.load(source, 192);
        v128.store(
          target,
          f64x2.add(
            f64x2.add(f64x2.mul(w0, a), f64x2.mul(w1, b)),
            f64x2.add(f64x2.mul(w2, c), f64x2.mul(w3, d)),
          ),
        );
        a = b;
        b = c;
        c = d;
      }
    } else {
      const w4 = v128.load(table + p, 256);
      const w5 = v128.load(table + p, 320);
      let d = v128.load(source, 192);
      let e = v128.load(source, 256);
      for (; target < end; target += place, source += place) {
        const f = v128.load(source, 320);
        v128.store(
          target,
          f64x2.add(
            f64x2.add(
              f64x2.add(f64x2.mul(w0, a), f64x2.mul(w1, b)),
              f64x2.add(f64x2.mul(w2, c), f64x2.mul(w3, d)),
            ),
            f64x2.add(f64x2.mul(w4, e), f64x2.mul(w5, f)),
          ),
        );
        a = b;
        b = c;
        c = d;
        d = e;
        e = f;
      }
    }
  }
}

/** Σ_τ v_τ c[k − taps/2 + τ] − fraction·f[k]: what the spline carries from place k to k + 1 beyond the upwind scheme. */
// @ts-ignore: decorator
@inline
function excess(k: usize, p: usize, table: usize, fraction: v128): v128 {
  let sum = f64x2.splat(0);
  let source = coefficients + k + p - <usize>(taps >> 1) * place;
  let weight = table + p;
  for (let tap = 0; tap < taps; tap++, source += place, weight += place)
    sum = f64x2.add(sum, f64x2.mul(v128.load(weight), v128.load(source)));
  return f64x2.sub(sum, f64x2.mul(fraction, v128.load(raw + k + p)));
}

/**
 * The same as `interpolate` in the form of fluxes, each reduced where it would make the cell that it leaves negative
 * (S. T. Zalesak, Fully multidimensional flux-corrected transport algorithms for fluids, J. Comput. Phys. 31 (1979)).
 */
export function interpolateLimited(from: i32, to: i32, table: usize): void {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  const tiny = f64x2.splat(1e-300);
  const fluxes = table + <usize>taps * place;
  for (let p: usize = 0; p < place; p += pair) {
    const fraction = v128.load(fluxes + <usize>taps * place + p);
    const rest = f64x2.sub(one, fraction);
    let k = <usize>(margin + from) * place;
    const end = <usize>(margin + to) * place;
    let into = excess(k - place, p, fluxes, fraction);
    let out = excess(k, p, fluxes, fraction);
    let value = upwind(k, p, fraction, rest);
    let share = shareOf(value, into, out, zero, one, tiny);
    const before = upwind(k - place, p, fraction, rest);
    const shareBefore = shareOf(before, excess(k - 2 * place, p, fluxes, fraction), into, zero, one, tiny);
    into = f64x2.mul(into, v128.bitselect(shareBefore, share, f64x2.gt(into, zero)));
    for (; k < end; k += place) {
      const next = excess(k + place, p, fluxes, fraction);
      const nextValue = upwind(k + place, p, fraction, rest);
      const nextShare = shareOf(nextValue, out, next, zero, one, tiny);
      const paid = f64x2.mul(out, v128.bitselect(share, nextShare, f64x2.gt(out, zero)));
      v128.store(moved + k + p, f64x2.add(value, f64x2.sub(into, paid)));
      into = paid;
      value = nextValue;
      share = nextShare;
      out = next;
    }
  }
}

/** The upwind scheme: (1 − fraction)·f[k] + fraction·f[k − 1]. */
// @ts-ignore: decorator
@inline
function upwind(k: usize, p: usize, fraction: v128, rest: v128): v128 {
  return f64x2.add(
    f64x2.mul(rest, v128.load(raw + k + p)),
    f64x2.mul(fraction, v128.load(raw + k - place + p)),
  );
}

/** min(1, value/outflow), the outflow being what leaves to both sides. */
// @ts-ignore: decorator
@inline
function shareOf(value: v128, into: v128, out: v128, zero: v128, one: v128, tiny: v128): v128 {
  const outflow = f64x2.add(f64x2.max(zero, out), f64x2.max(zero, f64x2.neg(into)));
  return f64x2.min(one, f64x2.div(f64x2.max(zero, value), f64x2.max(outflow, tiny)));
}
