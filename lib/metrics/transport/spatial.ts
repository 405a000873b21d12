/**
 * An order of points in which neighbours in the order are neighbours in space: the box around the points is halved
 * along its widest side, at a multiple of `block` points, and so on. Returns the indices in that order.
 */
export function spatialOrder(points: Float64Array, dimension: number, block: number): Int32Array {
  const order = new Int32Array(points.length / dimension);
  for (let i = 0; i < order.length; i++) order[i] = i;
  const open = [0, order.length];
  while (open.length > 0) {
    const to = open.pop() as number;
    const from = open.pop() as number;
    if (to - from <= block) continue;
    const middle = from + block * Math.ceil((to - from) / (2 * block));
    partition(
      order,
      from,
      to,
      middle,
      coordinate(points, dimension, widestSide(points, dimension, order, from, to)),
    );
    open.push(from, middle, middle, to);
  }
  return order;
}

function coordinate(points: Float64Array, dimension: number, side: number): Float64Array {
  const out = new Float64Array(points.length / dimension);
  for (let i = 0; i < out.length; i++) out[i] = points[i * dimension + side];
  return out;
}

function widestSide(
  points: Float64Array,
  dimension: number,
  order: Int32Array,
  from: number,
  to: number,
): number {
  let widest = -1;
  let side = 0;
  for (let k = 0; k < dimension; k++) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let q = from; q < to; q++) {
      const t = points[order[q] * dimension + k];
      if (t < low) low = t;
      if (t > high) high = t;
    }
    if (high - low > widest) {
      widest = high - low;
      side = k;
    }
  }
  return side;
}

/** Quickselect (Hoare 1961): afterwards values before `middle` are ≤ those from `middle` on. */
function partition(order: Int32Array, from: number, to: number, middle: number, values: Float64Array): void {
  let [low, high] = [from, to - 1];
  while (low < high) {
    const pivot = values[order[(low + high) >> 1]];
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[order[i]] < pivot) i++;
      while (values[order[j]] > pivot) j--;
      if (i > j) break;
      const swap = order[i];
      order[i++] = order[j];
      order[j--] = swap;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}
