/**
 * The largest, over the axes, of Σ(f_{k+1} − 2f_k + f_{k−1})²/(16Σf_k²) for samples that vanish at the border: 0 when smooth, 1
 * for a sawtooth, 0.01 for a Gaussian of 1.5 cells.
 */
export function roughness(values: Float64Array, strides: readonly number[]): number {
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += values[at] * values[at];
  let largest = 0;
  for (const stride of strides) {
    let bends = 0;
    for (let at = stride; at < values.length - stride; at++) {
      const bend = values[at - stride] - 2 * values[at] + values[at + stride];
      bends += bend * bend;
    }
    largest = Math.max(largest, bends / (16 * squares));
  }
  return largest;
}
