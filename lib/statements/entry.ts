import type { HypothesisLabel, StatementEntry, StatementKind } from './types';

/** A statement that a later notebook will show. */
export function pendingStatement(
  number: string,
  title: string,
  kind: StatementKind,
  notebook: string,
  errata: readonly string[] = [],
): StatementEntry {
  return { number, title, kind, notebook, section: null, checks: [], tests: [], errata, hypotheses: [] };
}

/** Of Lecture 1, for the registry and for `lectureOneHypotheses`, which adds what it finds. */
export const lectureOneHypothesisNames: readonly HypothesisLabel[] = [
  { name: '(H1)', role: 'needed' },
  { name: '∇V Lipschitz', role: 'needed' },
  { name: '(H2)', role: 'printed' },
];
