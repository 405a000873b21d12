/** values[order[0]], values[order[1]], … */
export function gathered(values: Float64Array, order: Int32Array): Float64Array {
  const out = new Float64Array(order.length);
  for (let k = 0; k < out.length; k++) out[k] = values[order[k]];
  return out;
}

/** The inverse of `gathered`. */
export function scattered(values: Float64Array, order: Int32Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let k = 0; k < out.length; k++) out[order[k]] = values[k];
  return out;
}

/** The place of each index in an order. */
export function inverse(order: Int32Array): Int32Array {
  const place = new Int32Array(order.length);
  for (let k = 0; k < place.length; k++) place[order[k]] = k;
  return place;
}
