import { integerIn } from '../guards';
import type { Random } from './random';

/** Anything that is indexed and can be written to: an array or a typed array. */
export interface Shuffleable<T> {
  readonly length: number;
  [index: number]: T;
}

/** Brings `values` into a uniformly random order, in place, and returns it (Fisher and Yates; R. Durstenfeld 1964). */
export function shuffle<T, List extends Shuffleable<T>>(values: List, random: Random): List {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const moved = values[i];
    values[i] = values[j];
    values[j] = moved;
  }
  return values;
}

/**
 * A uniformly random permutation of 0, …, n − 1.
 * @throws RangeError when n is not an integer in [0, 2²⁸].
 */
export function permutation(n: number, random: Random): Int32Array {
  integerIn('n', n, 0, 2 ** 28);
  const out = new Int32Array(n);
  for (let i = 0; i < n; i++) out[i] = i;
  return shuffle<number, Int32Array>(out, random);
}
