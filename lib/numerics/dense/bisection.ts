/**
 * The k-th eigenvalue, ascending from 0, of the symmetric tridiagonal matrix with diagonal `d` and off-diagonal `e`, scaled
 * to the order of 1, by bisection with Sturm counts: exact to ε·‖T‖ and, by monotony, certain (W. Kahan, 1966; J. Demmel,
 * I. Dhillon, H. Ren, ETNA 3 (1995)).
 */
export function tridiagonalEigenvalue(d: Float64Array, e: Float64Array, k: number): number {
  const n = d.length;
  const abs = Math.abs;
  let lower = Number.POSITIVE_INFINITY;
  let upper = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    const radius = (i > 0 ? abs(e[i - 1]) : 0) + (i < n - 1 ? abs(e[i]) : 0);
    lower = Math.min(lower, d[i] - radius);
    upper = Math.max(upper, d[i] + radius);
  }
  const resolution = 2 ** -54 * Math.max(abs(lower), abs(upper));
  while (upper - lower > resolution) {
    const middle = 0.5 * (lower + upper);
    if (middle <= lower || middle >= upper) break;
    if (countBelow(d, e, middle) > k) upper = middle;
    else lower = middle;
  }
  return 0.5 * (lower + upper);
}

/** The number of eigenvalues below x: negative pivots of T − x = L D Lᵀ. */
function countBelow(d: Float64Array, e: Float64Array, x: number): number {
  // A pivot that vanishes is replaced by a tiny one, which moves an eigenvalue by no more than that.
  const tiny = 2 ** -500;
  let count = 0;
  let pivot = 1;
  for (let i = 0; i < d.length; i++) {
    const square = i > 0 ? e[i - 1] * e[i - 1] : 0;
    pivot = d[i] - x - square / pivot;
    if (pivot < tiny && pivot > -tiny) pivot = -tiny;
    if (pivot < 0) count++;
  }
  return count;
}
