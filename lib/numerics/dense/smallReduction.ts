/**
 * Reductions A = Q T Q* in plain TypeScript for matrices so small that an arena would cost more than it gains.
 * Same algorithm and conventions as `kernels/assembly/_reduceReal.ts` and `_reduceComplex.ts`, not fused.
 */

/** As in the kernels: squares below this lose digits to underflow, the entries count as zero. */
const tinySquare = 1e-290;

/**
 * Real symmetric: the lower triangle of `a` (row-major, overwritten) to `d` and `e`; Q goes to `q` (n × n) unless that is
 * undefined.
 */
export function reduceSmallReal(
  a: Float64Array,
  n: number,
  d: Float64Array,
  e: Float64Array,
  q: Float64Array | undefined,
): void {
  const sqrt = Math.sqrt;
  const w = new Float64Array(n);
  const taus = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    const row = i * n;
    d[i] = a[row + i];
    const alpha = a[row + i - 1];
    let square = 0;
    for (let l = 0; l < i - 1; l++) square += a[row + l] * a[row + l];
    e[i - 1] = alpha;
    if (square < tinySquare) continue;
    const beta = alpha > 0 ? -sqrt(alpha * alpha + square) : sqrt(alpha * alpha + square);
    const tau = (beta - alpha) / beta;
    e[i - 1] = beta;
    taus[i] = tau;
    const factor = 1 / (alpha - beta);
    for (let l = 0; l < i - 1; l++) a[row + l] *= factor;
    a[row + i - 1] = 1;
    // w = τ A v, then A −= w vᵀ + v wᵀ after the correction of w along v.
    for (let j = 0; j < i; j++) {
      const from = j * n;
      const v = a[row + j];
      let sum = a[from + j] * v;
      for (let l = 0; l < j; l++) {
        sum += a[from + l] * a[row + l];
        w[l] += a[from + l] * v;
      }
      w[j] = sum;
    }
    let dot = 0;
    for (let l = 0; l < i; l++) dot += w[l] * a[row + l];
    const shift = 0.5 * tau * tau * dot;
    for (let l = 0; l < i; l++) w[l] = tau * w[l] - shift * a[row + l];
    for (let j = 0; j < i; j++) {
      const from = j * n;
      const wj = w[j];
      const v = a[row + j];
      for (let l = 0; l <= j; l++) a[from + l] -= wj * a[row + l] + v * w[l];
    }
  }
  d[0] = a[0];
  if (q) accumulateReal(a, n, taus, q, w);
}

/** Q = H_(n−1) … H_1: applying H_i touches only the leading i × i block. */
function accumulateReal(
  a: Float64Array,
  n: number,
  taus: Float64Array,
  q: Float64Array,
  t: Float64Array,
): void {
  q.fill(0);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  for (let i = 1; i < n; i++) {
    if (taus[i] === 0) continue;
    const row = i * n;
    t.fill(0);
    for (let r = 0; r < i; r++) {
      const v = taus[i] * a[row + r];
      for (let c = 0; c < i; c++) t[c] += v * q[r * n + c];
    }
    for (let r = 0; r < i; r++) {
      const v = a[row + r];
      for (let c = 0; c < i; c++) q[r * n + c] -= v * t[c];
    }
  }
}

/**
 * Complex Hermitian: lower triangle in the planes `re` and `im` (overwritten); Q goes to `q`, the n rows of its real
 * part above the n rows of its imaginary part, unless that is undefined.
 */
export function reduceSmallComplex(
  re: Float64Array,
  im: Float64Array,
  n: number,
  d: Float64Array,
  e: Float64Array,
  q: Float64Array | undefined,
): void {
  const sqrt = Math.sqrt;
  const w = new Float64Array(n);
  const z = new Float64Array(n);
  const taus = new Float64Array(2 * n);
  for (let i = n - 1; i > 0; i--) {
    const row = i * n;
    d[i] = re[row + i];
    const x = re[row + i - 1];
    const y = -im[row + i - 1];
    let square = y * y;
    for (let l = 0; l < i - 1; l++) square += re[row + l] * re[row + l] + im[row + l] * im[row + l];
    e[i - 1] = x;
    if (square < tinySquare) continue;
    const beta = x > 0 ? -sqrt(x * x + square) : sqrt(x * x + square);
    e[i - 1] = beta;
    const tauRe = (beta - x) / beta;
    const tauIm = -y / beta;
    taus[2 * i] = tauRe;
    taus[2 * i + 1] = tauIm;
    const length = (x - beta) * (x - beta) + y * y;
    const fRe = (x - beta) / length;
    const fIm = -y / length;
    for (let l = 0; l < i - 1; l++) {
      const vRe = re[row + l];
      const vIm = -im[row + l];
      re[row + l] = vRe * fRe - vIm * fIm;
      im[row + l] = vRe * fIm + vIm * fRe;
    }
    re[row + i - 1] = 1;
    im[row + i - 1] = 0;
    multiplyHermitian(re, im, n, i, w, z);
    let dot = 0;
    for (let l = 0; l < i; l++) dot += w[l] * re[row + l] + z[l] * im[row + l];
    const shift = 0.5 * (tauRe * tauRe + tauIm * tauIm) * dot;
    for (let l = 0; l < i; l++) {
      const wRe = w[l];
      w[l] = tauRe * wRe - tauIm * z[l] - shift * re[row + l];
      z[l] = tauRe * z[l] + tauIm * wRe - shift * im[row + l];
    }
    for (let j = 0; j < i; j++) {
      const from = j * n;
      const wRe = w[j];
      const wIm = z[j];
      const vRe = re[row + j];
      const vIm = im[row + j];
      for (let l = 0; l <= j; l++) {
        re[from + l] -= wRe * re[row + l] + wIm * im[row + l] + vRe * w[l] + vIm * z[l];
        im[from + l] -= wIm * re[row + l] - wRe * im[row + l] + vIm * w[l] - vRe * z[l];
      }
    }
  }
  d[0] = re[0];
  if (q) accumulateComplex(re, im, n, taus, q, w, z);
}

/** (w, z) = A v for the leading block of i rows, with v in row i. */
function multiplyHermitian(
  re: Float64Array,
  im: Float64Array,
  n: number,
  i: number,
  w: Float64Array,
  z: Float64Array,
): void {
  const row = i * n;
  for (let j = 0; j < i; j++) {
    const from = j * n;
    const vRe = re[row + j];
    const vIm = im[row + j];
    let sumRe = re[from + j] * vRe;
    let sumIm = re[from + j] * vIm;
    for (let l = 0; l < j; l++) {
      const aRe = re[from + l];
      const aIm = im[from + l];
      const uRe = re[row + l];
      const uIm = im[row + l];
      sumRe += aRe * uRe - aIm * uIm;
      sumIm += aRe * uIm + aIm * uRe;
      w[l] += aRe * vRe + aIm * vIm;
      z[l] += aRe * vIm - aIm * vRe;
    }
    w[j] = sumRe;
    z[j] = sumIm;
  }
}

function accumulateComplex(
  re: Float64Array,
  im: Float64Array,
  n: number,
  taus: Float64Array,
  q: Float64Array,
  w: Float64Array,
  z: Float64Array,
): void {
  const imaginary = n * n;
  q.fill(0);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  for (let i = 1; i < n; i++) {
    const row = i * n;
    const tauRe = taus[2 * i];
    const tauIm = taus[2 * i + 1];
    if (tauRe === 0 && tauIm === 0) continue;
    w.fill(0);
    z.fill(0);
    for (let r = 0; r < i; r++) {
      // τ v̄_r
      const vRe = tauRe * re[row + r] + tauIm * im[row + r];
      const vIm = tauIm * re[row + r] - tauRe * im[row + r];
      for (let c = 0; c < i; c++) {
        const qRe = q[r * n + c];
        const qIm = q[imaginary + r * n + c];
        w[c] += vRe * qRe - vIm * qIm;
        z[c] += vRe * qIm + vIm * qRe;
      }
    }
    for (let r = 0; r < i; r++) {
      const vRe = re[row + r];
      const vIm = im[row + r];
      for (let c = 0; c < i; c++) {
        q[r * n + c] -= vRe * w[c] - vIm * z[c];
        q[imaginary + r * n + c] -= vRe * z[c] + vIm * w[c];
      }
    }
  }
}
