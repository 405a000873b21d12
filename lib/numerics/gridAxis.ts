import { finite, integerIn } from './guards';

/**
 * Equidistant grid points on [low, high]: low + i·h, i = 0, …, points − 1, with h = (high − low)/(points − 1), or, when
 * periodic, h = (high − low)/points: the point at high is the one at low and is left out.
 */
export interface GridAxis {
  readonly low: number;
  readonly high: number;
  readonly points: number;
  readonly periodic?: boolean;
}

/**
 * The spacing h of a checked axis.
 * @throws RangeError when low ≥ high, a bound is not finite or points is not an integer in [2, 2²⁴].
 */
export function axisSpacing(name: string, { low, high, points, periodic }: GridAxis): number {
  if (!(finite(`${name}.low`, low) < finite(`${name}.high`, high)))
    throw new RangeError(`${name}.low must be < ${name}.high, got ${low} and ${high}`);
  integerIn(`${name}.points`, points, 2, 2 ** 24);
  return (high - low) / (periodic ? points : points - 1);
}
