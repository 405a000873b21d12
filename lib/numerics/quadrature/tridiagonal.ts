/**
 * Eigenvalues, ascending, of the symmetric tridiagonal matrix with the given diagonal (length n) and off-diagonal
 * (length n − 1): the implicit QL method (R. S. Martin and J. H. Wilkinson, Numer. Math. 12 (1968)), absolute error a
 * few roundings of the largest. Of a Jacobi matrix these are the nodes of the Gauss rule (G. H. Golub and J. H. Welsch,
 * Math. Comp. 23 (1969)).
 */
export function tridiagonalEigenvalues(diagonal: Float64Array, offDiagonal: Float64Array): Float64Array {
  const n = diagonal.length;
  const d = diagonal.slice();
  const e = new Float64Array(n);
  e.set(offDiagonal);
  for (let low = 0; low < n; low++) {
    // 30 rounds an eigenvalue is far more than the method has ever needed (on average it takes 1.7).
    for (let round = 0; round < 30; round++) {
      let high = low;
      while (high < n - 1 && Math.abs(e[high]) > 2 ** -53 * (Math.abs(d[high]) + Math.abs(d[high + 1])))
        high++;
      if (high === low) break;
      chase(d, e, low, high);
    }
  }
  return d.sort();
}

/** One implicit QL step with Wilkinson's shift on the unreduced block low … high. */
function chase(d: Float64Array, e: Float64Array, low: number, high: number): void {
  const half = (d[low + 1] - d[low]) / (2 * e[low]);
  let g = d[high] - d[low] + e[low] / (half + (half >= 0 ? 1 : -1) * Math.hypot(half, 1));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = high - 1; i >= low; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const radius = Math.sqrt(f * f + g * g);
    e[i + 1] = radius;
    if (radius === 0) {
      d[i + 1] -= shift;
      e[high] = 0;
      return;
    }
    sine = f / radius;
    cosine = g / radius;
    g = d[i + 1] - shift;
    const r = (d[i] - g) * sine + 2 * cosine * b;
    shift = sine * r;
    d[i + 1] = g + shift;
    g = cosine * r - b;
  }
  d[low] -= shift;
  e[low] = g;
  e[high] = 0;
}
