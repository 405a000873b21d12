import { finite, numberIn } from '../guards';

/**
 * `x` when it lies in [low, high] or at most a few roundings outside, as the end of a computed grid may; otherwise a RangeError.
 */
export function inDomain(name: string, x: number, low: number, high: number): number {
  finite(name, x);
  const slack = 4 * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high));
  return x >= low - slack && x <= high + slack ? x : numberIn(name, x, low, high);
}
