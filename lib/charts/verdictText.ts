import { maximum } from '../numerics/extrema';
import type { Check, StatementKind, Verdict } from '../statements/types';
import { roundingOf } from '../statements/verdict';
import { shortNumber } from './text';

/** A verdict as symbol and word: colour alone would not reach everybody. */
export const VERDICT_TEXT: Readonly<Record<Verdict, string>> = {
  holds: '✓ holds',
  violated: '✗ violated',
  undecided: '? undecided',
  'not applicable': '– not applicable',
};

/** The verdict of a check; that of a counterexample says that it was to be so. */
export function verdictText({ verdict, meantToFail }: Check): string {
  if (!meantToFail) return VERDICT_TEXT[verdict];
  return verdict === 'violated' ? '✗ fails, as it should' : `${VERDICT_TEXT[verdict]}, but should fail`;
}

/** The entry of a check where the two sides come closest, or where the inequality is violated most. */
export interface TightestPoint {
  readonly index: number;
  /** lhs/rhs there, rhs/lhs of negative sides; for an identity |lhs − rhs|; for an unnamed constant the largest one needed. */
  readonly value: number;
  /** `lhs/rhs = 0.73 at t = 1.2`, `|lhs − rhs| = 3·10⁻¹⁵`, or `C needed: 0.49 at N = 16, 0.43 at N = 8192`. */
  readonly text: string;
}

/** Kinds that claim lhs = rhs; all others claim lhs <= rhs (a defect against its tolerance among them). */
export function isTwoSided(kind: StatementKind): boolean {
  return kind === 'identity' || kind === 'limit';
}

/**
 * The tightest point of a check, or null for one without entries. Entries of an inequality whose sides are one and the
 * same number (both are the initial distance at t = 0, say) tell nothing: where there are others they are only mentioned.
 */
export function tightestPoint(check: Check): TightestPoint | null {
  if (check.lhs.length === 0) return null;
  if (check.kind === 'unnamed constant') return constantsNeeded(check);
  const identity = isTwoSided(check.kind);
  const equal = Array.from(check.lhs, (_, k) => !identity && isEqual(check, k));
  const telling = equal.includes(false);
  const size = identity ? difference : ratio;
  let index = -1;
  let value = -Infinity;
  let heaviest = -Infinity;
  for (let k = 0; k < check.lhs.length; k++) {
    if (telling && equal[k]) continue;
    const here = size(check.lhs[k], check.rhs[k]);
    // Of an equality the entry with the largest share of its error tells the verdict.
    const weight = identity && here > 0 ? here / check.error[k] : here;
    if (weight > heaviest || Number.isNaN(weight)) {
      index = k;
      value = here;
      heaviest = weight;
    }
  }
  return { index, value, text: sides(check, index, value) + place(check, index) + besides(check, equal) };
}

function sides({ kind, lhs, rhs }: Check, k: number, value: number): string {
  // A defect against its tolerance: their ratio would be a huge number that says nothing.
  if (kind === 'definition')
    return `${shortNumber(lhs[k])} ${lhs[k] <= rhs[k] ? '≤' : '>'} ${shortNumber(rhs[k])}`;
  return `${isTwoSided(kind) ? '|lhs − rhs|' : negative(lhs[k], rhs[k]) ? 'rhs/lhs' : 'lhs/rhs'} = ${shortNumber(value)}`;
}

function place({ at, atLabel }: Check, k: number): string {
  return at.length > 1 ? ` at ${atLabel} = ${abscissa(at[k])}` : '';
}

/** The entries passed over, so that nobody misses them. */
function besides({ at, atLabel }: Check, equal: readonly boolean[]): string {
  const count = equal.filter(Boolean).length;
  if (count === 0 || count === at.length) return '';
  if (count > 1) return ` (lhs = rhs at ${count} others)`;
  return ` (lhs = rhs at ${atLabel} = ${abscissa(at[equal.indexOf(true)])})`;
}

/** An unnamed constant has no right side: told is what the first and the last entry ask of it. */
function constantsNeeded(check: Check): TightestPoint {
  const value = maximum(Array.from(check.lhs));
  const last = check.lhs.length - 1;
  const ends = [...new Set([0, last])].map((k) => shortNumber(check.lhs[k]) + place(check, k));
  return { index: check.lhs.indexOf(value), value, text: `C needed: ${ends.join(', ')}` };
}

/** Numbers of particles in full: 4096, not 4100. */
function abscissa(value: number): string {
  return shortNumber(value, Number.isInteger(value) ? 6 : 3);
}

function isEqual({ lhs, rhs, error }: Check, k: number): boolean {
  const rounding = roundingOf(lhs[k], rhs[k]);
  return Math.abs(lhs[k] - rhs[k]) <= rounding && error[k] <= rounding;
}

function difference(lhs: number, rhs: number): number {
  return Math.abs(lhs - rhs);
}

function negative(lhs: number, rhs: number): boolean {
  return lhs < 0 && rhs < 0;
}

/**
 * lhs/rhs, read as an inequality lhs <= rhs: nothing against nothing is a tie. Of negative sides rhs/lhs, which is at most 1 too where the
 * inequality holds.
 */
function ratio(lhs: number, rhs: number): number {
  if (lhs === rhs) return 1;
  if (negative(lhs, rhs)) return rhs / lhs;
  if (lhs >= 0 && rhs < 0) return Infinity;
  return lhs <= 0 && rhs === 0 ? 0 : lhs / rhs;
}
