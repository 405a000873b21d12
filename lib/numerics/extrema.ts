/** Largest entry of any list, −∞ for an empty one; unlike Math.max(...) it takes lists of any length. */
export function maximum(values: Iterable<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}

/** Smallest entry of any list, ∞ for an empty one. */
export function minimum(values: Iterable<number>): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const value of values) if (value < smallest) smallest = value;
  return smallest;
}

/** Largest |entry|, 0 for an empty list. */
export function maximumAbs(values: Iterable<number>): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}
