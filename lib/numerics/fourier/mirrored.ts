import { eachIndex } from './indices';
import { sizeOf } from './layout';

/**
 * Samples of an even function on a wrapped grid (see the kernel of `convolution`) from its values at `half` displacements ≥ 0
 * an axis: index j of an axis of length m in `wrapped` takes the value at min(j, m − j), or 0 where `half` has none.
 */
export function mirrored(
  values: Float64Array,
  half: readonly number[],
  wrapped: readonly number[],
): Float64Array {
  const out = new Float64Array(sizeOf(wrapped));
  const last = wrapped.length - 1;
  // Row by row: there are millions of displacements.
  eachIndex([...wrapped.slice(0, last), 1], (index, row) => {
    let begin = 0;
    for (let axis = 0; axis < last; axis++) {
      const j = Math.min(index[axis], wrapped[axis] - index[axis]);
      if (j >= half[axis]) return;
      begin = (begin + j) * half[axis + 1];
    }
    const n = wrapped[last];
    for (let j = 0, at = row * n; j < n; j++, at++) {
      const folded = 2 * j > n ? n - j : j;
      if (folded < half[last]) out[at] = values[begin + folded];
    }
  });
  return out;
}
