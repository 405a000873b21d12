import { maximum, maximumAbs } from '../numerics/extrema';
import { formatNumber } from '../numerics/format';
import { finite, finiteArray, numberIn, oneOf, shown } from '../numerics/guards';
import type { Check, ConstantTrend, HypothesisCheck, StatementKind, Verdict } from './types';

export interface CheckInput {
  readonly statement: string;
  readonly title: string;
  readonly kind: StatementKind;
  readonly hypotheses?: readonly HypothesisCheck[];
  readonly at: ArrayLike<number>;
  readonly atLabel: string;
  readonly lhs: ArrayLike<number>;
  readonly rhs: ArrayLike<number>;
  /**
   * Typical size of what an identity compares; needed where both sides vanish (a distance against 0). Default: the
   * largest finite |lhs|, |rhs| of all entries.
   */
  readonly scale?: number;
  /** Uncertainty of lhs − rhs: one number for all entries, or one each. */
  readonly error: number | ArrayLike<number>;
  readonly errorHow: string;
  /** False when a constant on the right side is only estimated, or an error unknown: then the verdict is *undecided*. */
  readonly certain?: boolean;
  readonly note?: string;
}

/**
 * Builds a check with its verdict. The rule, entry by entry, with e = error:
 * - inequality, existence, definition (a defect against its tolerance): *holds* if lhs + e ≤ rhs (or both sides agree to
 *   rounding and e is no larger), *violated* if lhs − e > rhs, else *undecided*;
 * - identity, limit: *violated* if |lhs − rhs| > e, else *undecided* if e exceeds a tenth of the scale (such an error would
 *   confirm anything), else *holds*;
 * - unnamed constant: lhs holds the constants seen, rhs the bound claimed for all of them (see `unnamedConstantCheck`).
 * The worst entry decides. A needed hypothesis that fails makes the statement *not applicable*.
 * @throws RangeError when the arrays differ in length or are empty, an entry is NaN, an error or the scale is negative, the
 * scale is infinite, or the kind, or a hypothesis' role or finding, is none of those listed.
 * @example
 * makeCheck({ statement: '1.5', title: 'mine', kind: 'inequality', at: [1], atLabel: 't', lhs: [1], rhs: [2], error: 0.1, errorHow: 'guessed' })
 */
export function makeCheck(input: CheckInput): Check {
  const at = Float64Array.from(input.at);
  const lhs = Float64Array.from(input.lhs);
  const rhs = Float64Array.from(input.rhs);
  const error =
    typeof input.error === 'number'
      ? new Float64Array(at.length).fill(input.error)
      : Float64Array.from(input.error);
  for (const [name, values] of Object.entries({ at, lhs, rhs, error })) {
    if (values.length !== at.length || at.length === 0) {
      throw new RangeError(
        `${name} must have the length of at, ${at.length}, and not be empty, got length ${values.length}`,
      );
    }
    const bad = values.findIndex(Number.isNaN);
    if (bad >= 0)
      throw new RangeError(`${name}[${bad}] of statement ${input.statement} must be a number, got NaN`);
  }
  const negative = error.findIndex((e) => e < 0);
  if (negative >= 0) {
    throw new RangeError(
      `error[${negative}] of statement ${input.statement} must be >= 0, got ${error[negative]}`,
    );
  }
  oneOf('kind', input.kind, KINDS);
  const hypotheses = checkedHypotheses(input.hypotheses ?? []);
  const sizes = [...lhs, ...rhs].filter(Number.isFinite);
  const scale = numberIn('scale', input.scale ?? maximumAbs(sizes), 0, Number.MAX_VALUE);
  const decided = decide(input.kind, lhs, rhs, error, scale);
  const verdict = withHypotheses(decided, hypotheses, input.certain ?? true);
  return {
    statement: input.statement,
    title: input.title,
    kind: input.kind,
    hypotheses,
    at,
    atLabel: input.atLabel,
    lhs,
    rhs,
    error,
    errorHow: input.errorHow,
    verdict,
    note: input.note ?? '',
  };
}

const KINDS: readonly StatementKind[] = [
  'inequality',
  'identity',
  'unnamed constant',
  'limit',
  'existence',
  'definition',
];

/** Whatever is not one of these would count as a hypothesis that holds. */
function checkedHypotheses(hypotheses: readonly HypothesisCheck[]): readonly HypothesisCheck[] {
  hypotheses.forEach(({ role, holds }, k) => {
    oneOf(`hypotheses[${k}].role`, role, ['needed', 'printed']);
    if (typeof holds !== 'boolean' && holds !== 'unknown')
      throw new RangeError(`hypotheses[${k}].holds must be true, false or "unknown", got ${shown(holds)}`);
  });
  return hypotheses;
}

function decide(
  kind: StatementKind,
  lhs: Float64Array,
  rhs: Float64Array,
  error: Float64Array,
  scale: number,
): Verdict {
  const two = kind === 'identity' || kind === 'limit';
  const entries = Array.from(lhs, (l, i) =>
    two ? equality(l, rhs[i], error[i], scale) : inequality(l, rhs[i], error[i]),
  );
  if (entries.includes('violated')) return 'violated';
  return entries.includes('undecided') ? 'undecided' : 'holds';
}

/** What two finite sides may differ by and still be one and the same number: 1e−12 of their size. */
export function roundingOf(lhs: number, rhs: number): number {
  return Number.isFinite(lhs) && Number.isFinite(rhs) ? 1e-12 * Math.max(Math.abs(lhs), Math.abs(rhs)) : 0;
}

/** Sides that agree to rounding are equal, and ≤ holds between them. */
function inequality(lhs: number, rhs: number, error: number): Verdict {
  const rounding = roundingOf(lhs, rhs);
  if (error <= rounding && lhs - rhs <= rounding) return 'holds';
  if (lhs - error > rhs) return 'violated';
  return lhs + error <= rhs ? 'holds' : 'undecided';
}

function equality(lhs: number, rhs: number, error: number, scale: number): Verdict {
  if (lhs !== rhs && !(Math.abs(lhs - rhs) <= error)) return 'violated';
  return error <= 0.1 * scale ? 'holds' : 'undecided';
}

function withHypotheses(verdict: Verdict, hypotheses: readonly HypothesisCheck[], certain: boolean): Verdict {
  const needed = hypotheses.filter((h) => h.role === 'needed');
  if (needed.some((h) => h.holds === false)) return 'not applicable';
  // What rests on an estimate or an open hypothesis is neither proved nor disproved.
  return certain && !needed.some((h) => h.holds === 'unknown') ? verdict : 'undecided';
}

/** Three significant digits, two beside a power of ten. */
export function short(value: number): string {
  return formatNumber(value, { digits: 3, powerDigits: 2, style: 'ascii' });
}

/**
 * A statement `lhs ≤ C·bound` with C unnamed: the entries are the smallest constants seen, C_i = lhs_i/bound_i, against
 * the largest of them. It *holds* as far as numbers can say if C does not grow (the trend's upper end is at most 0.02 per
 * unit of log N), is *violated* if it grows beyond doubt (lower end above 0.02, or 0 for an exact law) or one of them is
 * infinite, else *undecided*.
 * @example
 * unnamedConstantCheck({ statement: '1.8', title: 'mine', at: [10, 100], atLabel: 'N', lhs: [1, 1.1], error: 0.01, errorHow: 'guessed', trend: { slope: 0.01, uncertainty: 0.005 } })
 */
export function unnamedConstantCheck(
  input: Omit<CheckInput, 'kind' | 'rhs' | 'certain'> & { readonly trend: ConstantTrend },
): Check {
  const largest = maximum(Array.from(input.lhs));
  const base = makeCheck({ ...input, kind: 'unnamed constant', rhs: Array.from(input.lhs, () => largest) });
  if (base.verdict === 'not applicable') return base;
  const hypotheses = input.hypotheses ?? [];
  const { slope, uncertainty, exact = false } = input.trend;
  finite('trend.slope', slope);
  if (!(uncertainty >= 0)) throw new RangeError(`trend.uncertainty must be >= 0, got ${uncertainty}`);
  // N^0.02 grows by 15 % over three decades: less than such a trend cannot be told from none on data of this size.
  const threshold = exact ? 0 : 0.02;
  const infinite = base.lhs.some((constant, k) => constant - base.error[k] === Infinity);
  const grows = infinite || slope - uncertainty > threshold;
  const trendVerdict: Verdict = grows
    ? 'violated'
    : largest < Infinity && slope + uncertainty <= threshold
      ? 'holds'
      : 'undecided';
  const verdict = withHypotheses(trendVerdict, hypotheses, true);
  const note = exact
    ? `no constant serves: what is needed grows like ${input.atLabel}^${short(slope)}`
    : `smallest constant that serves: ${short(largest)}; what is needed moves like ${input.atLabel}^(${short(slope)} ± ${short(uncertainty)})`;
  return { ...base, verdict, trend: input.trend, note: input.note ? `${input.note}; ${note}` : note };
}

/** An error of time integration at every snapshot, checked; without one nothing better than *undecided* may be said. */
export function checkedStepError(
  name: string,
  error: ArrayLike<number> | undefined,
  length: number,
): { readonly values: Float64Array; readonly known: boolean } {
  if (error === undefined) return { values: new Float64Array(length), known: false };
  return { values: finiteArray(name, error, length), known: true };
}
