import { finiteArray } from '../guards';
import type { Random } from './random';

/** A law on {0, …, n − 1}. */
export interface DiscreteDistribution {
  readonly probabilities: Float64Array;
  /** One draw, in a time that does not depend on n. */
  sample(random: Random): number;
  /** Fills `out` with draws and returns it. */
  fill(out: Int32Array, random: Random): Int32Array;
}

/**
 * The cells of the alias method: cell i keeps i with probability keep[i] and gives its alias otherwise. Poor cells
 * (n·p < 1) are topped up by rich ones, one each, so that every cell is full.
 */
function aliasTable(scaled: Float64Array): { keep: Float64Array; alias: Int32Array } {
  const n = scaled.length;
  const keep = scaled.slice();
  const alias = Int32Array.from({ length: n }, (_, i) => i);
  const poor: number[] = [];
  const rich: number[] = [];
  for (let i = 0; i < n; i++) (keep[i] < 1 ? poor : rich).push(i);
  while (poor.length > 0 && rich.length > 0) {
    const receiver = poor.pop() as number;
    const giver = rich[rich.length - 1];
    alias[receiver] = giver;
    keep[giver] -= 1 - keep[receiver];
    if (keep[giver] < 1) poor.push(rich.pop() as number);
  }
  // What is left over is full up to rounding.
  for (const i of poor) keep[i] = 1;
  for (const i of rich) keep[i] = 1;
  return { keep, alias };
}

/**
 * The law with probabilities proportional to `weights`, by A. J. Walker's alias method in the form of M. D. Vose (IEEE
 * Trans. Software Eng. 17 (1991)): n·p_i are cut into n cells of at most two values. Exact up to rounding, about 1e−16·n
 * in the probabilities together.
 * @throws RangeError when weights is empty, has an entry that is not a finite number ≥ 0, or sums to 0 or Infinity.
 */
export function discreteDistribution(weights: ArrayLike<number>): DiscreteDistribution {
  const probabilities = finiteArray('weights', weights);
  const n = probabilities.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (probabilities[i] < 0) throw new RangeError(`weights[${i}] must be >= 0, got ${probabilities[i]}`);
    sum += probabilities[i];
  }
  if (!(sum > 0 && sum < Infinity))
    throw new RangeError(`weights must have a positive finite sum, got ${sum}`);
  for (let i = 0; i < n; i++) probabilities[i] /= sum;
  const { keep, alias } = aliasTable(probabilities.map((p) => p * n));
  const sample = (random: Random): number => {
    const cell = random.integer(n);
    return random.uniform() < keep[cell] ? cell : alias[cell];
  };
  return {
    probabilities,
    sample,
    fill(out, random) {
      for (let i = 0; i < out.length; i++) out[i] = sample(random);
      return out;
    },
  };
}
