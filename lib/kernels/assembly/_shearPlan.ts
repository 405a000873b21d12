// What a plan for shears has told the kernel. Addresses are in bytes.
//
// Eight lines are handled at once: eight neighbouring numbers of a buffer (64 bytes) belong to place k of the eight lines.
// Place k stands at (margin + k)·64. Lines that are not periodic are continued by zeros; their spline rings on for `margin`
// places on both sides. A periodic line is continued periodically, as far as the taps reach.

export const lane: usize = 8;
export const place: usize = 64;
export const pair: usize = 16;

export let values: usize;
export let rowBytes: usize;
export let coefficients: usize;
export let moved: usize;
export let raw: usize;
/** Two poles inside the unit circle of the spline's inverse filter; the second is 0 for cubic splines. */
export let poles: usize;
/** Places that zeros on both sides, or the warm-up of a recursion, must have until it has decayed. */
export let margin: i32;
export let taps: i32;
/** For every block of eight lines `taps` weights, then `taps` weights of the flux and the fraction, eight numbers each. */
export let weights: usize;
/** Whole cells by which every line is moved. */
export let wholes: usize;
/** What left at the low and the high end. */
export let escaped: usize;
/** The last numbers of a recursion, one for each line. */
export let carried: usize;

export function configure(
  valuesAt: usize,
  rowSize: usize,
  coefficientsAt: usize,
  movedAt: usize,
  rawAt: usize,
  polesAt: usize,
  tapCount: i32,
  marginPlaces: i32,
  weightsAt: usize,
  wholesAt: usize,
  escapedAt: usize,
  carriedAt: usize,
): void {
  values = valuesAt;
  rowBytes = rowSize;
  coefficients = coefficientsAt;
  moved = movedAt;
  raw = rawAt;
  poles = polesAt;
  margin = marginPlaces;
  taps = tapCount;
  weights = weightsAt;
  wholes = wholesAt;
  escaped = escapedAt;
  carried = carriedAt;
}

/** Address of place k in a buffer. */
// @ts-ignore: decorator
@inline
export function at(buffer: usize, k: i32): usize {
  return buffer + <usize>(margin + k) * place;
}
