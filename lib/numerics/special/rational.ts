/** A rational function: as many coefficients of the numerator as of the denominator, highest power first. */
export interface Rational {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

/** Σ coefficients[k]·x^{n−1−k}. */
export function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + coefficients[i];
  return sum;
}

/** The quotient of two polynomials of the same length, side by side: their chains of operations overlap. */
export function ratio({ numerator, denominator }: Rational, x: number): number {
  let above = 0;
  let below = 0;
  for (let i = 0; i < numerator.length; i++) {
    above = above * x + numerator[i];
    below = below * x + denominator[i];
  }
  return above / below;
}
