const { cos, sin, floor, PI } = Math;

/**
 * Writes cos and sin of 2πk/n to out[at], out[at + 1] (integers 0 ≤ k < n). The angle is folded to the first octant by
 * integer arithmetic: no recurrence, no large argument, and the symmetries of the roots hold exactly.
 */
export function rootOfUnityInto(k: number, n: number, out: Float64Array, at: number): void {
  const quarter = floor((4 * k) / n);
  const part = 4 * k - quarter * n;
  const folded = 2 * part > n;
  const angle = (PI * (folded ? n - part : part)) / (2 * n);
  const near = folded ? sin(angle) : cos(angle);
  const far = folded ? cos(angle) : sin(angle);
  out[at] = quarter === 0 ? near : quarter === 1 ? -far : quarter === 2 ? -near : far;
  out[at + 1] = quarter === 0 ? far : quarter === 1 ? near : quarter === 2 ? -far : -near;
}
