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
