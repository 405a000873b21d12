/**
 * The order that sorts numbers: values[order[0]] ≤ values[order[1]] ≤ …, equal values in the order of their indices.
 * A radix sort by the upper 32 bits, then the runs that agree in these; O(n) unless nearly all do. No NaN.
 */
export function sortedOrder(values: Float64Array): Int32Array {
  const n = values.length;
  let keys: Uint32Array = upperBits(values);
  let nextKeys: Uint32Array = new Uint32Array(n);
  let order = new Int32Array(n);
  let nextOrder = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (n > SHORT) {
    for (let shift = 0; shift < 32; shift += 11) {
      scatterByDigit(shift, keys, order, nextKeys, nextOrder);
      [keys, nextKeys] = [nextKeys, keys];
      [order, nextOrder] = [nextOrder, order];
    }
  } else keys.fill(0);
  for (let from = 0; from < n; ) {
    let to = from + 1;
    while (to < n && keys[to] === keys[from]) to++;
    if (to - from > 1) sortRun(order, from, to, values);
    from = to;
  }
  return order;
}

/** Runs up to this length are sorted by insertion. */
const SHORT = 64;

/** The upper half of the bits of each number, as an unsigned integer that sorts like the number; −0 counts as 0. */
function upperBits(values: Float64Array): Uint32Array {
  const n = values.length;
  const out = new Uint32Array(n);
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * n);
  const top = new Uint8Array(new Uint16Array([1]).buffer)[0];
  for (let i = 0; i < n; i++) {
    const word = words[2 * i + top];
    out[i] = values[i] === 0 ? 0x80000000 : word >>> 31 ? ~word : word | 0x80000000;
  }
  return out;
}

const DIGIT = 0x7ff;

/** One stable pass: keys and order by the 11 bits from `shift` on. */
function scatterByDigit(
  shift: number,
  keys: Uint32Array,
  order: Int32Array,
  nextKeys: Uint32Array,
  nextOrder: Int32Array,
): void {
  const n = keys.length;
  const place = new Int32Array(DIGIT + 2);
  for (let k = 0; k < n; k++) place[((keys[k] >>> shift) & DIGIT) + 1]++;
  for (let digit = 0; digit < DIGIT; digit++) place[digit + 1] += place[digit];
  for (let k = 0; k < n; k++) {
    const to = place[(keys[k] >>> shift) & DIGIT]++;
    nextKeys[to] = keys[k];
    nextOrder[to] = order[k];
  }
}

function sortRun(order: Int32Array, from: number, to: number, values: Float64Array): void {
  if (to - from > SHORT) {
    order.subarray(from, to).sort((i, j) => values[i] - values[j] || i - j);
    return;
  }
  for (let k = from + 1; k < to; k++) {
    const i = order[k];
    let at = k;
    for (; at > from && values[order[at - 1]] > values[i]; at--) order[at] = order[at - 1];
    order[at] = i;
  }
}
