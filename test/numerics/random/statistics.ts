import { normalQuantile } from '../../../lib/numerics/special';

/** Every statistical test with these limits rejects a perfect generator with probability 1e-6; seeds are fixed. */
export const falseAlarm = 1e-6;

/** A normal variable exceeds this many standard deviations in size with probability falseAlarm. */
export const sigmas: number = normalQuantile(1 - falseAlarm / 2);

/** √n·D of Kolmogorov and Smirnov exceeds this with probability 2e^{−2λ²} = falseAlarm (n large). */
export const kolmogorovLimit: number = Math.sqrt(Math.log(2 / falseAlarm) / 2);

/** √n·D for a sample that should be uniform on [0, 1]. */
export function kolmogorov(u: Float64Array): number {
  const sorted = u.slice().sort();
  const n = sorted.length;
  let largest = 0;
  sorted.forEach((value, i) => {
    largest = Math.max(largest, (i + 1) / n - value, value - i / n);
  });
  return Math.sqrt(n) * largest;
}

/** Upper falseAlarm quantile of χ² with k degrees of freedom (Wilson–Hilferty, good to 1 % for k ≥ 30). */
export function chiSquareLimit(k: number): number {
  const c = 2 / (9 * k);
  return k * (1 - c + normalQuantile(1 - falseAlarm) * Math.sqrt(c)) ** 3;
}

/** χ² of n draws of a bin against the given probabilities. */
export function chiSquareOf(bin: () => number, probabilities: ArrayLike<number>, n: number): number {
  const counts = new Float64Array(probabilities.length);
  for (let i = 0; i < n; i++) counts[bin()]++;
  return counts.reduce((sum, count, k) => {
    const expected = n * probabilities[k];
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

export function draws(count: number, draw: () => number): Float64Array {
  return new Float64Array(count).map(draw);
}
