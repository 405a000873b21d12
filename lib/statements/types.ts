/** How a statement can be decided by numbers (the verdict rules stand in `verdict.ts`). */
export type StatementKind =
  | 'inequality'
  | 'identity'
  | 'unnamed constant'
  | 'limit'
  | 'existence'
  | 'definition';

export type Verdict = 'holds' | 'violated' | 'undecided' | 'not applicable';

/** A hypothesis of a statement: `printed` ones stand in the notes but are not used by the proof. */
export interface HypothesisLabel {
  readonly name: string;
  readonly role: 'needed' | 'printed';
}

/** One hypothesis as tested. */
export interface HypothesisCheck extends HypothesisLabel {
  readonly holds: boolean | 'unknown';
  readonly witness: string;
}

/** Trend of a constant that the statement leaves unnamed. */
export interface ConstantTrend {
  /** Fitted slope of log C against log N (or log ε). */
  readonly slope: number;
  /** Half-width of its 95 % confidence interval. */
  readonly uncertainty: number;
  /** The constants are an exact power law: any growth is a growth without bound. */
  readonly exact?: boolean;
}

/**
 * The outcome of checking one statement. lhs, rhs and error have equal length, one entry per time, N or datum
 * (`at` holds these abscissae, `atLabel` names them). `lhs` and `rhs` are computed independently of each other.
 */
export interface Check {
  /** Number in the notes (`1.5`) or the name of an unnumbered claim (`§1.2`). */
  readonly statement: string;
  /** The part or variant shown: `rate 1+2L as printed`. */
  readonly title: string;
  readonly kind: StatementKind;
  readonly hypotheses: readonly HypothesisCheck[];
  readonly at: Float64Array;
  readonly atLabel: string;
  readonly lhs: Float64Array;
  readonly rhs: Float64Array;
  /** Numerical uncertainty of lhs − rhs, entry by entry. */
  readonly error: Float64Array;
  /** How the error was found. */
  readonly errorHow: string;
  readonly verdict: Verdict;
  /** What the two sides do not say by themselves, in one line; often empty. */
  readonly note: string;
  /** How the constants seen move; of an unnamed constant alone. */
  readonly trend?: ConstantTrend;
  /** Set by `counterexample`: a hypothesis or a sign was given up on purpose, and the check ought to fail. */
  readonly meantToFail?: boolean;
}

/** A function that checks a statement, whatever it asks for. */
export type CheckFunction = (...input: never[]) => Check | readonly Check[];

/** What the registry knows of a statement. */
export interface StatementEntry {
  readonly number: string;
  readonly title: string;
  readonly kind: StatementKind;
  /** Notebook that shows it, `01` … `06`. */
  readonly notebook: string;
  /** Section of that notebook (its heading's anchor text). */
  readonly section: string;
  /** The exported functions that check it. */
  readonly checks: readonly CheckFunction[];
  /** Test files that exercise the checks. */
  readonly tests: readonly string[];
  /** Errata of the printed text that concern it. */
  readonly errata?: readonly string[];
  readonly hypotheses: readonly HypothesisLabel[];
}
