import { pendingStatement } from './entry';
import type { StatementEntry } from './types';

/** Statements of Lectures 2 and 3 that the later notebooks will show. */
export const entries: readonly StatementEntry[] = [
  pendingStatement('3.8', 'From N-body Schrödinger to Euler–Poisson', 'limit', '06', ['B13']),
  pendingStatement('§3.5 WKB', 'Wigner measure of WKB states', 'limit', '06'),
  ...[
    'Fermions: ε = N^{−1/3}',
    'Hartree to Vlasov–Poisson',
    'External magnetic field',
    'Beyond monokinetic data',
  ].map((title, k) => pendingStatement(`§3.6 Remark ${k + 1}`, title, 'limit', '06')),
];
