/**
 * Finds the interval of an increasing sequence of knots that holds a point: i in [0, n − 2] with knots[i] ≤ x < knots[i+1], the
 * first or last interval when x lies outside.
 */
export type Locator = (x: number) => number;

/**
 * A guide table (H.-C. Chen and Y. Asau, AIIE Trans. 6 (1974)): the range is cut into as many equal cells as there are
 * intervals, and each remembers the interval of its left end; from there the search goes up, by bisection where knots
 * crowd. For equidistant knots the first guess is right up to rounding.
 */
export function createLocator(knots: Float64Array): Locator {
  const last = knots.length - 2;
  const low = knots[0];
  const scale = (last + 1) / (knots[last + 1] - low);
  const guide = new Int32Array(last + 2);
  for (let cell = 0, i = 0; cell <= last; cell++) {
    while (i < last && (knots[i + 1] - low) * scale <= cell) i++;
    guide[cell] = i;
  }
  guide[last + 1] = last;
  return (x) => {
    const position = (x - low) * scale;
    if (!(position > 0)) return 0;
    if (position >= last + 1) return last;
    const cell = position | 0;
    let i = guide[cell];
    let end = guide[cell + 1];
    while (end - i > 8) {
      const middle = (i + end) >> 1;
      if (knots[middle] <= x) i = middle;
      else end = middle;
    }
    while (i < last && knots[i + 1] <= x) i++;
    while (i > 0 && knots[i] > x) i--;
    return i;
  };
}
