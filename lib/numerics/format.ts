import { integerIn, shown } from './guards';

/** How `formatNumber` writes. */
export interface NumberFormat {
  /** Significant digits; trailing zeros are dropped. */
  readonly digits: number;
  /** Numbers of size below `smallest` or from `largest` on are written with a power of ten; default 1e−3 and 1e5. */
  readonly smallest?: number;
  readonly largest?: number;
  /** Significant digits of such a number, if it has not the usual ones. */
  readonly powerDigits?: number;
  /** 'ascii': -1.2e-5, for text that is read by programs too; 'typeset': −1.2·10⁻⁵. ∞ is ∞ in both. */
  readonly style: 'ascii' | 'typeset';
}

/** One number as text, for tables, labels and witnesses. */
export function formatNumber(value: number, format: NumberFormat): string {
  const { digits, smallest = 1e-3, largest = 1e5, powerDigits = digits, style } = format;
  if (typeof value !== 'number') throw new RangeError(`value must be a number, got ${shown(value)}`);
  integerIn('digits', digits, 1, 100);
  const typeset = style === 'typeset';
  if (Number.isNaN(value)) return typeset ? 'not a number' : 'NaN';
  const sign = value < 0 ? (typeset ? '−' : '-') : '';
  const size = Math.abs(value);
  if (size === Infinity) return `${sign}∞`;
  const rounded = Number(size.toPrecision(digits));
  if (rounded === 0 || (rounded >= smallest && rounded < largest)) return sign + String(rounded);
  const [mantissa, exponent] = Number(size.toPrecision(powerDigits)).toExponential().split('e');
  if (!typeset) return `${sign}${mantissa}e${Number(exponent)}`;
  const power = `10${superscript(Number(exponent))}`;
  return sign + (mantissa === '1' ? power : `${mantissa}·${power}`);
}

function superscript(exponent: number): string {
  return Array.from(String(exponent), (sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)])).join('');
}
