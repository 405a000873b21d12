import type { Axis } from './axis';

/** Points of all paths of a chart together: about 45 KB. */
const POINTS = 3600;
const MOST_COLUMNS = 280;

/**
 * Indices that draw the same line: of a long curve only the first, lowest, highest and last point in each of at
 * most 280 columns of the plot, so that no peak is lost and the picture stays small. Of a curve whose
 * abscissae do not increase every second, third … point is kept. `paths` such paths share the room.
 */
export function thinned(at: Float64Array, value: Float64Array, x: Axis, paths: number): number[] {
  const room = Math.max(40, Math.floor(POINTS / paths));
  if (at.some((abscissa, k) => k > 0 && abscissa < at[k - 1])) return everyFew(at.length, room);
  const columns = Math.min(MOST_COLUMNS, Math.floor(room / 4));
  if (at.length <= 4 * columns) return everyFew(at.length, at.length);
  const position = x.scale === 'log' ? Math.log : (abscissa: number): number => abscissa;
  const [low, high] = x.domain.map(position);
  const columnOf = (k: number): number => Math.floor((columns * (position(at[k]) - low)) / (high - low));
  const kept: number[] = [];
  for (let start = 0; start < at.length; ) {
    let end = start;
    let lowest = start;
    let highest = start;
    for (; end < at.length && columnOf(end) === columnOf(start); end++) {
      if (value[end] < value[lowest]) lowest = end;
      if (value[end] > value[highest]) highest = end;
    }
    // NaN columns (a logarithm of nothing) equal no column, not even their own: step over them.
    if (end === start) end++;
    kept.push(...[...new Set([start, lowest, highest, end - 1])].sort((a, b) => a - b));
    start = end;
  }
  return kept;
}

/** At most `room` of `count` indices, evenly spaced, the last one included. */
function everyFew(count: number, room: number): number[] {
  const stride = Math.ceil(count / room);
  const kept = Array.from({ length: Math.ceil(count / stride) }, (_, k) => k * stride);
  if (kept[kept.length - 1] !== count - 1) kept.push(count - 1);
  return kept;
}
