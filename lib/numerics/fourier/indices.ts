/** Calls `visit` with every multi-index of a row-major grid (borrowed) and its place. */
export function eachIndex(
  shape: readonly number[],
  visit: (index: readonly number[], at: number) => void,
): void {
  const index = shape.map(() => 0);
  const size = shape.reduce((product, n) => product * n, 1);
  for (let at = 0; at < size; at++) {
    visit(index, at);
    let axis = shape.length - 1;
    while (axis >= 0 && ++index[axis] === shape[axis]) index[axis--] = 0;
  }
}

/** The place of a multi-index. */
export function placeOf(index: readonly number[], shape: readonly number[]): number {
  let at = 0;
  for (let axis = 0; axis < shape.length; axis++) at = at * shape[axis] + index[axis];
  return at;
}

/** The place of −index modulo the shape. */
export function oppositePlace(index: readonly number[], shape: readonly number[]): number {
  let at = 0;
  for (let axis = 0; axis < shape.length; axis++)
    at = at * shape[axis] + (index[axis] === 0 ? 0 : shape[axis] - index[axis]);
  return at;
}

/**
 * Calls `visit` for all choices of signs of those components of `vector` whose axis is in `axes` (the vector is changed on
 * the way) and returns the weight 1/number of calls, with which a sum becomes a mean.
 */
export function eachSign(axes: readonly number[], vector: Float64Array, visit: () => void): number {
  const choices = 2 ** axes.length;
  for (let signs = 0; signs < choices; signs++) {
    for (let bit = 0; bit < axes.length; bit++) {
      const axis = axes[bit];
      vector[axis] = Math.abs(vector[axis]) * ((signs >> bit) & 1 ? 1 : -1);
    }
    visit();
  }
  return 1 / choices;
}
