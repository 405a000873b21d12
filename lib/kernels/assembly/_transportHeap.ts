// A binary heap, least key on top. Its nodes: column j, and stride + i for the end of the list of row i.

import { HEAP, n, PLACE, setN } from './_transportTables';

export let heapSize: i32 = 0;

// @ts-ignore: decorator
@inline
export function heapKey(place: i32): f64 {
  return load<f64>(HEAP + (<usize>place << 4));
}
// @ts-ignore: decorator
@inline
export function heapNode(place: i32): i32 {
  return load<i32>(HEAP + (<usize>place << 4), 8);
}
// @ts-ignore: decorator
@inline
function put(place: i32, key: f64, node: i32): void {
  const at = HEAP + (<usize>place << 4);
  store<f64>(at, key);
  store<i32>(at, node, 8);
  setN(PLACE, node, place);
}

/** Adds the node, or moves it up when its key has fallen. */
export function offer(node: i32, key: f64): void {
  let place = n(PLACE, node);
  if (place < 0) place = heapSize++;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const other = heapKey(above);
    if (other <= key) break;
    put(place, other, heapNode(above));
    place = above;
  }
  put(place, key, node);
}

export function removeTop(): void {
  setN(PLACE, heapNode(0), -1);
  if (--heapSize == 0) return;
  const key = heapKey(heapSize);
  const node = heapNode(heapSize);
  let place = 0;
  for (;;) {
    let below = 2 * place + 1;
    if (below >= heapSize) break;
    if (below + 1 < heapSize && heapKey(below + 1) < heapKey(below)) below++;
    const other = heapKey(below);
    if (other >= key) break;
    put(place, other, heapNode(below));
    place = below;
  }
  put(place, key, node);
}

export function clearHeap(): void {
  for (let k = 0; k < heapSize; k++) setN(PLACE, heapNode(k), -1);
  heapSize = 0;
}
