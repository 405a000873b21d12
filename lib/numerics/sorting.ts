/**
 * The order that sorts numbers: values[order[0]] ≤ values[order[1]] ≤ …, equal values in the order of their indices.
 * A radix sort by the upper 32 bits, then the runs that agree in these; O(n) unless nearly all do. No NaN.
 */
export function sortedOrder(values: Float64Array): Int32Array {
  const n = values.length;
  let order: Int32Array = ascending(n);
  if (n <= SHORT) {
    sortRun(order, 0, n, values);
    return order;
  }
  let keys: Uint32Array = upperBits(values);
  let nextKeys: Uint32Array = new Uint32Array(n);
  let nextOrder: Int32Array = new Int32Array(n);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    scatter(shift, placesOfDigits(shift, keys), keys, order, nextKeys, nextOrder);
    [keys, nextKeys] = [nextKeys, keys];
    [order, nextOrder] = [nextOrder, order];
  }
  sortRuns(keys, order, values);
  return order;
}

// One long loop a function: V8 compiles a running loop as if nothing came behind it, and starts again when it leaves it.

function ascending(n: number): Int32Array {
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
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

const DIGIT_BITS = 11;
const DIGIT = (1 << DIGIT_BITS) - 1;

/** Where the keys with the digit 0, 1, … from bit `shift` on begin in the order of these digits. */
function placesOfDigits(shift: number, keys: Uint32Array): Int32Array {
  const place = new Int32Array(DIGIT + 2);
  countDigits(shift, keys, place);
  for (let digit = 0; digit < DIGIT; digit++) place[digit + 1] += place[digit];
  return place;
}

/** Adds the number of keys with each digit at digit + 1. */
function countDigits(shift: number, keys: Uint32Array, count: Int32Array): void {
  for (let k = 0; k < keys.length; k++) count[((keys[k] >>> shift) & DIGIT) + 1]++;
}

/** One stable pass: keys and order by the digit from bit `shift` on. */
function scatter(
  shift: number,
  place: Int32Array,
  keys: Uint32Array,
  order: Int32Array,
  nextKeys: Uint32Array,
  nextOrder: Int32Array,
): void {
  for (let k = 0; k < keys.length; k++) {
    const to = place[(keys[k] >>> shift) & DIGIT]++;
    nextKeys[to] = keys[k];
    nextOrder[to] = order[k];
  }
}

/** Sorts the runs of equal keys by value. */
function sortRuns(keys: Uint32Array, order: Int32Array, values: Float64Array): void {
  for (let from = 0, k = 1; k <= keys.length; k++) {
    if (k < keys.length && keys[k] === keys[from]) continue;
    if (k - from > 1) sortRun(order, from, k, values);
    from = k;
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
