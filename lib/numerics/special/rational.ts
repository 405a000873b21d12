/** A rational function: coefficients of numerator and denominator, highest power first. */
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

export function ratio(table: Rational, x: number): number {
  return horner(table.numerator, x) / horner(table.denominator, x);
}
