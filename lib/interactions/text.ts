/** Four significant digits, with ∞ as a sign: for witnesses and tables. */
export function numberText(x: number): string {
  if (x === Infinity) return '∞';
  if (x === -Infinity) return '-∞';
  return String(Number(x.toPrecision(4)));
}

/** `factor·rest` with the factor in full, leaving out a factor 1: `2·cos(z)`, `-cos(z)`. */
export function scaled(factor: number, rest: string): string {
  if (factor === 1) return rest;
  return factor === -1 ? `-${rest}` : `${factor}·${rest}`;
}

/** `(1, -0.5)`. */
export function pointText(z: ArrayLike<number>): string {
  return `(${Array.from(z, numberText).join(', ')})`;
}
