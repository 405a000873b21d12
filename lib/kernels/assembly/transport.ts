// Exact transport by successive shortest paths. Rows i have supplies, columns j demands; u + v <= c always, with equality
// on the arcs that carry flow. Hence the flow, once all is sent, is optimal: its cost is the sum of u*supply + v*demand,
// and no other flow costs less. Masses are integers in doubles, all sums exact. See paths.ts for the method.

import { link, unlink } from './_transportForest';
import { clearSearch, endColumn, search, startWork, updatePotentials, work } from './_transportSearch';
import { ARCCOLUMN, BY, DEFICIT, EXCESS, f, FLOW, FROM, n, ROWBY, rows, setF } from './_transportTables';

export { enclose, transform } from './_transportCosts';
export { link, retract } from './_transportForest';
export { buildList, buildLists } from './_transportLists';
export { bind } from './_transportTables';

let source: i32 = 0;
let demand: f64 = 0;
let iterations: i32 = 0;

/** Sends as much as the path found can take. */
function augment(from: i32): void {
  let amount = min(f(EXCESS, from), f(DEFICIT, endColumn));
  for (let i = n(FROM, endColumn); i != from; ) {
    const back = n(ROWBY, i);
    amount = min(amount, f(FLOW, back));
    i = n(FROM, n(ARCCOLUMN, back));
  }
  setF(EXCESS, from, f(EXCESS, from) - amount);
  setF(DEFICIT, endColumn, f(DEFICIT, endColumn) - amount);
  demand -= amount;
  let j = endColumn;
  for (;;) {
    const i = n(FROM, j);
    const by = n(BY, j);
    if (by >= 0) setF(FLOW, by, f(FLOW, by) + amount);
    else link(i, j, amount);
    if (i == from) return;
    const back = n(ROWBY, i);
    j = n(ARCCOLUMN, back);
    setF(FLOW, back, f(FLOW, back) - amount);
    if (f(FLOW, back) == 0) unlink(back);
  }
}

/** Begins a round with new excesses and deficits, of which the latter add up to `total`. */
export function begin(total: f64): void {
  source = 0;
  demand = total;
}

/** Paths until all is sent (0), the effort is spent (1), `limit` paths are made (2), or none exists (3). */
export function run(effort: f64, limit: i32): i32 {
  startWork();
  while (source < rows && demand > 0) {
    if (f(EXCESS, source) <= 0) {
      source++;
      continue;
    }
    if (iterations >= limit) return 2;
    if (work >= effort) return 1;
    const found = search(source);
    if (found) updatePotentials();
    clearSearch();
    if (!found) return 3;
    augment(source);
    iterations++;
  }
  return 0;
}

/** Leaves the present source alone for this round. */
export function skip(): void {
  source++;
}

export function iterationCount(): i32 {
  return iterations;
}
