/**
 * max|a_k − b_k| in units of max|b_k| (absolute when b = 0). Infinite for different lengths and for entries that are no
 * finite number: those never agree.
 */
export function difference(a, b) {
  if (a.length !== b.length || a.length === 0) return Number.POSITIVE_INFINITY;
  let largest = 0;
  let scale = 0;
  for (let k = 0; k < a.length; k++) {
    if (!Number.isFinite(a[k]) || !Number.isFinite(b[k])) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Math.abs(a[k] - b[k]));
    scale = Math.max(scale, Math.abs(b[k]));
  }
  return scale === 0 ? largest : largest / scale;
}
