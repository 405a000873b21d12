import type { HypothesisLabel } from './types';

/** Of Lecture 1, for the registry and for `lectureOneHypotheses`, which adds what it finds. */
export const lectureOneHypothesisNames: readonly HypothesisLabel[] = [
  { name: '(H1)', role: 'needed' },
  { name: '∇V Lipschitz', role: 'needed' },
  { name: '(H2)', role: 'printed' },
];
