import { formatNumber } from '../numerics/format';

/** Four significant digits, with ∞ as a sign: for witnesses and tables. */
export function numberText(x: number): string {
  return formatNumber(x, { digits: 4, smallest: 1e-6, largest: 1e21, style: 'ascii' });
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
