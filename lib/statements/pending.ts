import { pendingStatement } from './entry';
import type { StatementEntry } from './types';

/** Statements of Lectures 2 and 3 that the later notebooks will show. */
export const entries: readonly StatementEntry[] = [
  ...[
    'Fermions: ε = N^{−1/3}',
    'Hartree to Vlasov–Poisson',
    'External magnetic field',
    'Beyond monokinetic data',
  ].map((title, k) => pendingStatement(`§3.6 Remark ${k + 1}`, title, 'limit', '06')),
];
