// Sweeps over a basis: `count` vectors of `n` doubles each, `stride` bytes apart, real or complex interleaved.
// Addresses are multiples of 16 and the vectors are padded with zeros to an even number of doubles.

const blockBytes: usize = 4096;

/** coefficients_j = ⟨v_j, w⟩, conjugate on v_j; real numbers, or complex pairs if `isComplex`. */
export function project(
  basis: usize,
  stride: usize,
  count: i32,
  w: usize,
  n: i32,
  isComplex: bool,
  coefficients: usize,
): void {
  const size: usize = isComplex ? 16 : 8;
  memory.fill(coefficients, 0, <usize>count * size);
  const bytes = (<usize>n << 3) + 15 & ~15;
  for (let from: usize = 0; from < bytes; from += blockBytes) {
    const to = min(from + blockBytes, bytes);
    for (let j = 0; j < count; j++) {
      const v = basis + <usize>j * stride;
      let straight = f64x2.splat(0);
      let crossed = f64x2.splat(0);
      let other = f64x2.splat(0);
      if (isComplex) {
        for (let at = from; at < to; at += 16) {
          const a = v128.load(v + at);
          const b = v128.load(w + at);
          straight = f64x2.add(straight, f64x2.mul(a, b));
          crossed = f64x2.add(crossed, f64x2.mul(a, i64x2.shuffle(b, b, 1, 0)));
        }
      } else {
        let at = from;
        for (; at + 32 <= to; at += 32) {
          straight = f64x2.add(straight, f64x2.mul(v128.load(v + at), v128.load(w + at)));
          other = f64x2.add(other, f64x2.mul(v128.load(v + at, 16), v128.load(w + at, 16)));
        }
        if (at < to) straight = f64x2.add(straight, f64x2.mul(v128.load(v + at), v128.load(w + at)));
        straight = f64x2.add(straight, other);
      }
      const h = coefficients + <usize>j * size;
      store<f64>(h, load<f64>(h) + f64x2.extract_lane(straight, 0) + f64x2.extract_lane(straight, 1));
      if (isComplex)
        store<f64>(h, load<f64>(h, 8) + f64x2.extract_lane(crossed, 0) - f64x2.extract_lane(crossed, 1), 8);
    }
  }
}

/** w += sign·Σ_j coefficients_j v_j; returns the new ‖w‖². */
export function accumulate(
  basis: usize,
  stride: usize,
  count: i32,
  coefficients: usize,
  sign: f64,
  w: usize,
  n: i32,
  isComplex: bool,
): f64 {
  const bytes = (<usize>n << 3) + 15 & ~15;
  let squares: f64 = 0;
  for (let from: usize = 0; from < bytes; from += blockBytes) {
    const to = min(from + blockBytes, bytes);
    for (let j = 0; j < count; j++) {
      const v = basis + <usize>j * stride;
      if (isComplex) {
        const h = coefficients + (<usize>j << 4);
        const re = f64x2.splat(sign * load<f64>(h));
        const im = sign * load<f64>(h, 8);
        const turned = f64x2(-im, im);
        for (let at = from; at < to; at += 16) {
          const a = v128.load(v + at);
          const b = f64x2.add(f64x2.mul(a, re), f64x2.mul(i64x2.shuffle(a, a, 1, 0), turned));
          v128.store(w + at, f64x2.add(v128.load(w + at), b));
        }
      } else {
        const h = f64x2.splat(sign * load<f64>(coefficients + (<usize>j << 3)));
        let at = from;
        for (; at + 32 <= to; at += 32) {
          v128.store(w + at, f64x2.add(v128.load(w + at), f64x2.mul(h, v128.load(v + at))));
          v128.store(w + at, f64x2.add(v128.load(w + at, 16), f64x2.mul(h, v128.load(v + at, 16))), 16);
        }
        if (at < to) v128.store(w + at, f64x2.add(v128.load(w + at), f64x2.mul(h, v128.load(v + at))));
      }
    }
    let sum = f64x2.splat(0);
    for (let at = from; at < to; at += 16) {
      const a = v128.load(w + at);
      sum = f64x2.add(sum, f64x2.mul(a, a));
    }
    squares += f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  }
  return squares;
}

/** out = factor·x, which may be the same. */
export function scale(x: usize, factor: f64, out: usize, n: i32): void {
  const bytes = (<usize>n << 3) + 15 & ~15;
  const factors = f64x2.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(out + at, f64x2.mul(factors, v128.load(x + at)));
}

/**
 * v_c ← Σ_j y[j·columns + c] v_j for c < columns ≤ count, in place; y is real. `buffer` takes count·256 bytes.
 */
export function recombine(basis: usize, stride: usize, count: i32, y: usize, columns: i32, n: i32, buffer: usize): void {
  const bytes = (<usize>n << 3) + 15 & ~15;
  const row = <usize>columns << 3;
  for (let from: usize = 0; from < bytes; from += 256) {
    const size = min(<usize>256, bytes - from);
    for (let j = 0; j < count; j++) memory.copy(buffer + (<usize>j << 8), basis + <usize>j * stride + from, size);
    for (let c = 0; c < columns; c += 2) {
      const second = min(c + 1, columns - 1);
      for (let at: usize = 0; at < size; at += 32) {
        let s0 = f64x2.splat(0);
        let s1 = s0;
        let t0 = s0;
        let t1 = s0;
        let first = y + (<usize>c << 3);
        let other = y + (<usize>second << 3);
        let source = buffer + at;
        for (let j = 0; j < count; j++) {
          const a = v128.load64_splat(first);
          const b = v128.load64_splat(other);
          const v0 = v128.load(source);
          const v1 = v128.load(source, 16);
          s0 = f64x2.add(s0, f64x2.mul(a, v0));
          s1 = f64x2.add(s1, f64x2.mul(a, v1));
          t0 = f64x2.add(t0, f64x2.mul(b, v0));
          t1 = f64x2.add(t1, f64x2.mul(b, v1));
          first += row;
          other += row;
          source += 256;
        }
        const out = basis + <usize>c * stride + from + at;
        const outSecond = basis + <usize>second * stride + from + at;
        v128.store(out, s0);
        v128.store(outSecond, t0);
        if (at + 16 < size) {
          v128.store(out, s1, 16);
          v128.store(outSecond, t1, 16);
        }
      }
    }
  }
}
