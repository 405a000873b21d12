// Butterflies of the Stockham autosort transform (decimation in frequency). A complex number is one v128 [re, im].
//
// One pass of radix r takes the r numbers x_k at src + k·rK, forms y_k = ω^k·Σ_l x_l e^{∓2πi kl/r} and stores them at
// dst + k·wK, for every point of an ni × nc loop: the outer index moves the read, write and twiddle addresses by rI, wI,
// tI bytes, the inner one by rC, wC, tC. The twiddles ω, ω², …, ω^{r−1} lie at `twiddles` as [cos, sin]; 0 means ω = 1.
// `turn` holds the sign bits of a multiplication by ∓i: [0, −0] forward, [−0, 0] backward.

/** The sign bits that turn a swapped pair [im, re] into ∓i·[re, im]. */
// @ts-ignore: decorator
@inline
export function turnOf(backward: bool): v128 {
  return backward ? i64x2(i64.MIN_VALUE, 0) : i64x2(0, i64.MIN_VALUE);
}

/** ∓i·a. */
// @ts-ignore: decorator
@inline
export function rotate(a: v128, turn: v128): v128 {
  return v128.xor(i64x2.shuffle(a, a, 1, 0), turn);
}

/** a·(cos ∓ i sin) with [cos, sin] stored at t. */
// @ts-ignore: decorator
@inline
export function twisted(a: v128, t: usize, turn: v128): v128 {
  const re = f64x2.mul(a, v128.load_splat<f64>(t));
  return f64x2.add(re, f64x2.mul(i64x2.shuffle(a, a, 1, 0), v128.xor(v128.load_splat<f64>(t, 8), turn)));
}

// @ts-ignore: decorator
@inline
function put(w: usize, y: v128, t: usize, turn: v128, twiddled: bool): void {
  v128.store(w, twiddled ? twisted(y, t, turn) : y);
}

// @ts-ignore: decorator
@inline
function scaled(a: v128, factor: f64): v128 {
  return f64x2.mul(a, f64x2.splat(factor));
}

// @ts-ignore: decorator
@inline
function butterfly2(r: usize, rK: usize, w: usize, wK: usize, t: usize, turn: v128, twiddled: bool): void {
  const a = v128.load(r);
  const b = v128.load(r + rK);
  v128.store(w, f64x2.add(a, b));
  put(w + wK, f64x2.sub(a, b), t, turn, twiddled);
}

// @ts-ignore: decorator
@inline
function butterfly3(r: usize, rK: usize, w: usize, wK: usize, t: usize, turn: v128, twiddled: bool): void {
  const a = v128.load(r);
  const b = v128.load(r + rK);
  const c = v128.load(r + 2 * rK);
  const sum = f64x2.add(b, c);
  const mean = f64x2.sub(a, scaled(sum, 0.5));
  const side = rotate(scaled(f64x2.sub(b, c), 0.86602540378443864676), turn);
  v128.store(w, f64x2.add(a, sum));
  put(w + wK, f64x2.add(mean, side), t, turn, twiddled);
  put(w + 2 * wK, f64x2.sub(mean, side), t + 16, turn, twiddled);
}

// @ts-ignore: decorator
@inline
function butterfly4(r: usize, rK: usize, w: usize, wK: usize, t: usize, turn: v128, twiddled: bool): void {
  const a = v128.load(r);
  const b = v128.load(r + rK);
  const c = v128.load(r + 2 * rK);
  const d = v128.load(r + 3 * rK);
  const evenSum = f64x2.add(a, c);
  const evenGap = f64x2.sub(a, c);
  const oddSum = f64x2.add(b, d);
  const oddGap = rotate(f64x2.sub(b, d), turn);
  v128.store(w, f64x2.add(evenSum, oddSum));
  put(w + wK, f64x2.add(evenGap, oddGap), t, turn, twiddled);
  put(w + 2 * wK, f64x2.sub(evenSum, oddSum), t + 16, turn, twiddled);
  put(w + 3 * wK, f64x2.sub(evenGap, oddGap), t + 32, turn, twiddled);
}

// @ts-ignore: decorator
@inline
function butterfly5(r: usize, rK: usize, w: usize, wK: usize, t: usize, turn: v128, twiddled: bool): void {
  // cos and sin of 2π/5 and 4π/5.
  const c1 = 0.30901699437494742410;
  const c2 = -0.80901699437494742410;
  const s1 = 0.95105651629515357212;
  const s2 = 0.58778525229247312917;
  const a = v128.load(r);
  const x1 = v128.load(r + rK);
  const x2 = v128.load(r + 2 * rK);
  const x3 = v128.load(r + 3 * rK);
  const x4 = v128.load(r + 4 * rK);
  const p1 = f64x2.add(x1, x4);
  const m1 = f64x2.sub(x1, x4);
  const p2 = f64x2.add(x2, x3);
  const m2 = f64x2.sub(x2, x3);
  v128.store(w, f64x2.add(a, f64x2.add(p1, p2)));
  const e1 = f64x2.add(a, f64x2.add(scaled(p1, c1), scaled(p2, c2)));
  const o1 = rotate(f64x2.add(scaled(m1, s1), scaled(m2, s2)), turn);
  put(w + wK, f64x2.add(e1, o1), t, turn, twiddled);
  put(w + 4 * wK, f64x2.sub(e1, o1), t + 48, turn, twiddled);
  const e2 = f64x2.add(a, f64x2.add(scaled(p1, c2), scaled(p2, c1)));
  const o2 = rotate(f64x2.sub(scaled(m1, s2), scaled(m2, s1)), turn);
  put(w + 2 * wK, f64x2.add(e2, o2), t + 16, turn, twiddled);
  put(w + 3 * wK, f64x2.sub(e2, o2), t + 32, turn, twiddled);
}

// @ts-ignore: decorator
@inline
function butterfly8(r: usize, rK: usize, w: usize, wK: usize, t: usize, turn: v128, twiddled: bool): void {
  const x1 = v128.load(r + rK);
  const x3 = v128.load(r + 3 * rK);
  const x5 = v128.load(r + 5 * rK);
  const x7 = v128.load(r + 7 * rK);
  const p1 = f64x2.add(x1, x5);
  const m1 = f64x2.sub(x1, x5);
  const p3 = f64x2.add(x3, x7);
  const m3 = rotate(f64x2.sub(x3, x7), turn);
  const o0 = f64x2.add(p1, p3);
  const o2 = rotate(f64x2.sub(p1, p3), turn);
  // Multiplied by e^{∓iπ/4} and e^{∓3iπ/4}.
  const h1 = f64x2.add(m1, m3);
  const h3 = f64x2.sub(m1, m3);
  const o1 = scaled(f64x2.add(h1, rotate(h1, turn)), 0.70710678118654752440);
  const o3 = scaled(f64x2.sub(rotate(h3, turn), h3), 0.70710678118654752440);
  const x0 = v128.load(r);
  const x2 = v128.load(r + 2 * rK);
  const x4 = v128.load(r + 4 * rK);
  const x6 = v128.load(r + 6 * rK);
  const p0 = f64x2.add(x0, x4);
  const m0 = f64x2.sub(x0, x4);
  const p2 = f64x2.add(x2, x6);
  const m2 = rotate(f64x2.sub(x2, x6), turn);
  const e0 = f64x2.add(p0, p2);
  const e2 = f64x2.sub(p0, p2);
  const e1 = f64x2.add(m0, m2);
  const e3 = f64x2.sub(m0, m2);
  v128.store(w, f64x2.add(e0, o0));
  put(w + 4 * wK, f64x2.sub(e0, o0), t + 48, turn, twiddled);
  put(w + 2 * wK, f64x2.add(e2, o2), t + 16, turn, twiddled);
  put(w + 6 * wK, f64x2.sub(e2, o2), t + 80, turn, twiddled);
  put(w + wK, f64x2.add(e1, o1), t, turn, twiddled);
  put(w + 5 * wK, f64x2.sub(e1, o1), t + 64, turn, twiddled);
  put(w + 3 * wK, f64x2.add(e3, o3), t + 32, turn, twiddled);
  put(w + 7 * wK, f64x2.sub(e3, o3), t + 96, turn, twiddled);
}

/**
 * Any odd radix in (radix−1)²/2 products: y_{±k} = x_0 + Σ_j cos(2πjk/r)(x_j + x_{r−j}) ∓ i Σ_j sin(2πjk/r)(x_j − x_{r−j}).
 * `roots` holds [cos, sin] of 2πj/r, j < r, and behind them room for r−1 numbers.
 */
// @ts-ignore: decorator
@inline
function butterflyOdd(radix: usize, roots: usize, r: usize, rK: usize, w: usize, wK: usize, t: usize, turn: v128, twiddled: bool): void {
  const pairs = radix >> 1;
  const room = roots + 16 * radix;
  const a = v128.load(r);
  let total = a;
  for (let j: usize = 1; j <= pairs; j++) {
    const x = v128.load(r + j * rK);
    const y = v128.load(r + (radix - j) * rK);
    const sum = f64x2.add(x, y);
    total = f64x2.add(total, sum);
    v128.store(room + 32 * (j - 1), sum);
    v128.store(room + 32 * (j - 1) + 16, rotate(f64x2.sub(x, y), turn));
  }
  for (let k: usize = 1; k <= pairs; k++) {
    let even = a;
    let odd = f64x2.splat(0);
    let jk: usize = 0;
    for (let at = room; at < room + 32 * pairs; at += 32) {
      jk += k;
      if (jk >= radix) jk -= radix;
      even = f64x2.add(even, f64x2.mul(v128.load(at), v128.load_splat<f64>(roots + 16 * jk)));
      odd = f64x2.add(odd, f64x2.mul(v128.load(at, 16), v128.load_splat<f64>(roots + 16 * jk, 8)));
    }
    put(w + k * wK, f64x2.add(even, odd), t + 16 * (k - 1), turn, twiddled);
    put(w + (radix - k) * wK, f64x2.sub(even, odd), t + 16 * (radix - k - 1), turn, twiddled);
  }
  v128.store(w, total);
}

// @ts-ignore: decorator
@inline
function loop(
  radix: usize, roots: usize, src: usize, dst: usize, ni: usize, nc: usize, rI: usize, rC: usize, rK: usize,
  wI: usize, wC: usize, wK: usize, twiddles: usize, tI: usize, tC: usize, backward: bool, twiddled: bool,
): void {
  const turn = turnOf(backward);
  for (let i: usize = 0; i < ni; i++) {
    let r = src;
    let w = dst;
    let t = twiddles;
    for (let c: usize = 0; c < nc; c++) {
      if (radix == 8) butterfly8(r, rK, w, wK, t, turn, twiddled);
      else if (radix == 4) butterfly4(r, rK, w, wK, t, turn, twiddled);
      else if (radix == 2) butterfly2(r, rK, w, wK, t, turn, twiddled);
      else if (radix == 3) butterfly3(r, rK, w, wK, t, turn, twiddled);
      else if (radix == 5) butterfly5(r, rK, w, wK, t, turn, twiddled);
      else butterflyOdd(radix, roots, r, rK, w, wK, t, turn, twiddled);
      r += rC;
      w += wC;
      t += tC;
    }
    src += rI;
    dst += wI;
    twiddles += tI;
  }
}

/** One pass; see the head of the file. */
export function pass(
  radix: usize, roots: usize, src: usize, dst: usize, ni: usize, nc: usize, rI: usize, rC: usize, rK: usize,
  wI: usize, wC: usize, wK: usize, twiddles: usize, tI: usize, tC: usize, backward: bool,
): void {
  if (twiddles == 0) {
    if (radix == 8) loop(8, 0, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, 0, 0, 0, backward, false);
    else if (radix == 4) loop(4, 0, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, 0, 0, 0, backward, false);
    else if (radix == 2) loop(2, 0, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, 0, 0, 0, backward, false);
    else if (radix == 3) loop(3, 0, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, 0, 0, 0, backward, false);
    else if (radix == 5) loop(5, 0, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, 0, 0, 0, backward, false);
    else loop(radix, roots, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, 0, 0, 0, backward, false);
  } else {
    if (radix == 8) loop(8, 0, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, twiddles, tI, tC, backward, true);
    else if (radix == 4) loop(4, 0, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, twiddles, tI, tC, backward, true);
    else if (radix == 2) loop(2, 0, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, twiddles, tI, tC, backward, true);
    else if (radix == 3) loop(3, 0, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, twiddles, tI, tC, backward, true);
    else if (radix == 5) loop(5, 0, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, twiddles, tI, tC, backward, true);
    else loop(radix, roots, src, dst, ni, nc, rI, rC, rK, wI, wC, wK, twiddles, tI, tC, backward, true);
  }
}
