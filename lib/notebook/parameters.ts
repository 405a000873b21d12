import { shown } from '../numerics/guards';

/** A knob's value with the least and the largest that the page is made for; `'integer'` where only whole numbers make sense. */
export type ParameterRange = readonly [value: number, low: number, high: number, kind?: 'integer'];

/**
 * Stops a page at its knobs, before anything is computed, when values make no sense for it: all of them are named at once.
 *
 *     checkParameters({ N: [N, 2, 200, 'integer'], coupling: [coupling, -3, 3] });
 *
 * @throws RangeError `N must be an integer in [2, 200], got 2.5`.
 */
export function checkParameters(ranges: Readonly<Record<string, ParameterRange>>): void {
  const faults = Object.entries(ranges)
    .filter(([, [value, low, high, kind]]) => !inside(value, low, high, kind === 'integer'))
    .map(
      ([name, [value, low, high, kind]]) =>
        `${name} must be ${kind === 'integer' ? 'an integer' : 'a number'} in [${low}, ${high}], got ${shown(value)}`,
    );
  if (faults.length === 0) return;
  const error = new RangeError(faults.join('; '));
  // A reader of the page needs the sentence, not the way to it through this file.
  error.stack = `RangeError: ${error.message}`;
  throw error;
}

function inside(value: unknown, low: number, high: number, whole: boolean): boolean {
  if (typeof value !== 'number' || !(value >= low && value <= high)) return false;
  return Number.isFinite(value) && (!whole || Number.isInteger(value));
}
