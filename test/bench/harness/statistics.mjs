/** Medians, quartiles and the verdict on a ratio: pure functions of the samples. */

/** The q-quantile of the samples, linear between order statistics (type 7 of Hyndman and Fan, Am. Stat. 50, 1996). */
export function quantile(samples, q) {
  if (samples.length === 0) throw new RangeError('samples must not be empty');
  const sorted = Float64Array.from(samples).sort();
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

export const median = (samples) => quantile(samples, 0.5);

/** Where half of the samples lie, [low, high]: between the quartiles; with fewer than five samples, all of them. */
export function spread(samples) {
  const tail = samples.length < 5 ? 0 : 0.25;
  return [quantile(samples, tail), quantile(samples, 1 - tail)];
}

/** ours / theirs of the same round: what slows a whole round leaves the ratio alone. */
export function ratios(ours, theirs) {
  if (ours.length !== theirs.length)
    throw new RangeError(`both must have as many rounds, got ${ours.length} and ${theirs.length}`);
  return ours.map((seconds, round) => seconds / theirs[round]);
}

/**
 * The ratio over the rounds and whether it is at most `target`: 'met' or 'missed' when the whole spread lies on one side,
 * else 'within noise'; null without a target.
 */
export function judge(samples, target) {
  const [low, high] = spread(samples);
  const outcome = high <= target ? 'met' : low > target ? 'missed' : 'within noise';
  return { ratio: median(samples), low, high, target: target ?? null, outcome: target ? outcome : null };
}
