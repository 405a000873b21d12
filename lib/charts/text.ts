import { formatNumber } from '../numerics/format';

/** A number for people, with `digits` significant digits: `0.0123`, `1.23·10⁻⁵`, `−4`, `∞`. Trailing zeros are dropped. */
export function shortNumber(value: number, digits: number = 3): string {
  return formatNumber(value, { digits, style: 'typeset' });
}

const NARROW = /[iljtfr.,:;'|!()[\]{} ·‖]/;
const WIDE = /[mwMW@%∞→⊗∫]/;
const RAISED = /[⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵖ₀₁₂₃₄₅₆₇₈₉]/;
/** Combining marks (the hat of V̂) take no room of their own. */
const COMBINING = /[\u0300-\u036f]/;

/** Estimated width in pixels of a line of sans-serif text, a little on the large side: there is no font to ask.
 * The markers of lowered and raised signs (`richText.ts`) take no room. */
export function textWidth(text: string, size: number): number {
  let em = 0;
  for (const sign of text.replace(/[_^{}]/g, '')) {
    if (COMBINING.test(sign)) continue;
    if (NARROW.test(sign)) em += 0.34;
    else if (RAISED.test(sign)) em += 0.42;
    else if (WIDE.test(sign)) em += 0.9;
    else em += sign >= 'A' && sign <= 'Z' ? 0.7 : 0.58;
  }
  return em * size;
}

/** The text in lines no wider than `width`, broken at spaces; a longer word stands alone. */
export function wrapText(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line) lines.push(line);
  return lines;
}

/** What XML has no place for, not even escaped: control signs and halves of surrogate pairs. */
const NO_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/**
 * Text with the five signs of XML and HTML made safe, for content and for attributes in double quotes; what XML cannot hold
 * is left out.
 */
export function escapeMarkup(text: string): string {
  return text
    .replace(NO_XML, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** `phase space`, or the plane of other axes, for sentences: `the plane of x₁ and x₃`. */
export function planeName(x: string = 'x', y: string = 'ξ'): string {
  return x === 'x' && y === 'ξ' ? 'phase space' : `the plane of ${x} and ${y}`;
}
