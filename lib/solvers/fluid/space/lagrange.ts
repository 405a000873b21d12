/** Values at s of the polynomials of degree 4 that are 1 at one of −2 … 2 and 0 at the others. */
export function lagrangeWeights(s: number, out: Float64Array): void {
  out[0] = ((s + 1) * s * (s - 1) * (s - 2)) / 24;
  out[1] = (-(s + 2) * s * (s - 1) * (s - 2)) / 6;
  out[2] = ((s + 2) * (s + 1) * (s - 1) * (s - 2)) / 4;
  out[3] = (-(s + 2) * (s + 1) * s * (s - 2)) / 6;
  out[4] = ((s + 2) * (s + 1) * s * (s - 1)) / 24;
}

/** Their derivatives. */
export function lagrangeSlopes(s: number, out: Float64Array): void {
  const q = s * s;
  out[0] = (s * (4 * q - 6 * s - 2) + 2) / 24;
  out[1] = (s * (-4 * q + 3 * s + 8) - 4) / 6;
  out[2] = (s * (4 * q - 10)) / 4;
  out[3] = (s * (-4 * q - 3 * s + 8) + 4) / 6;
  out[4] = (s * (4 * q + 6 * s - 2) - 2) / 24;
}
