import type { Check, StatementKind, Verdict } from '../statements/types';
import { shortNumber } from './text';

/** A verdict as symbol and word: colour alone would not reach everybody. */
export const VERDICT_TEXT: Readonly<Record<Verdict, string>> = {
  holds: '✓ holds',
  violated: '✗ violated',
  undecided: '? undecided',
  'not applicable': '– not applicable',
};

/** The entry of a check where the two sides come closest, or where the inequality is violated most. */
export interface TightestPoint {
  readonly index: number;
  /** lhs/rhs there; for an identity |lhs − rhs|. */
  readonly value: number;
  /** `lhs/rhs = 0.73 at t = 1.2` or `|lhs − rhs| = 3·10⁻¹⁵`. */
  readonly text: string;
}

/** Kinds that claim lhs = rhs; all others claim lhs <= rhs (a defect against its tolerance among them). */
export function isTwoSided(kind: StatementKind): boolean {
  return kind === 'identity' || kind === 'limit';
}

/**
 * The tightest point of a check, or null for one without entries. Entries whose sides are one and the same number (both
 * are the initial distance at t = 0, say) tell nothing and are passed over where there are others.
 */
export function tightestPoint(check: Check): TightestPoint | null {
  const identity = isTwoSided(check.kind);
  const size = identity ? difference : ratio;
  const telling = check.lhs.some((_, k) => !isTrivial(check, k));
  let index = -1;
  let value = -Infinity;
  let heaviest = -Infinity;
  for (let k = 0; k < check.lhs.length; k++) {
    if (telling && !identity && isTrivial(check, k)) continue;
    const here = size(check.lhs[k], check.rhs[k]);
    // Of an equality the entry with the largest share of its error tells the verdict.
    const weight = identity && here > 0 ? here / check.error[k] : here;
    if (weight > heaviest || Number.isNaN(weight)) {
      index = k;
      value = here;
      heaviest = weight;
    }
  }
  if (index < 0) return null;
  const where = check.lhs.length > 1 ? ` at ${check.atLabel} = ${shortNumber(check.at[index])}` : '';
  return { index, value, text: `${identity ? '|lhs − rhs|' : 'lhs/rhs'} = ${shortNumber(value)}${where}` };
}

function isTrivial({ lhs, rhs, error }: Check, k: number): boolean {
  return lhs[k] === rhs[k] && error[k] === 0;
}

function difference(lhs: number, rhs: number): number {
  return Math.abs(lhs - rhs);
}

/** lhs/rhs, read as an inequality lhs <= rhs: nothing against nothing is a tie. */
function ratio(lhs: number, rhs: number): number {
  if (lhs === rhs) return 1;
  return lhs <= 0 && rhs === 0 ? 0 : lhs / rhs;
}
