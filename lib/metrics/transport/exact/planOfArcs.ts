import type { TransportPlan } from '../types';
import type { PathOutcome } from './paths';

/** The flow as a coupling; what has not been sent is coupled in the order of indices. */
export function planOfArcs(outcome: PathOutcome, flipped: boolean, total: number): TransportPlan {
  const row = Array.from(outcome.row);
  const column = Array.from(outcome.column);
  const flow = Array.from(outcome.flow);
  const { excess, deficit } = outcome;
  for (let i = 0, j = 0; i < excess.length && j < deficit.length; ) {
    const amount = Math.min(excess[i], deficit[j]);
    if (amount > 0) {
      row.push(i);
      column.push(j);
      flow.push(amount);
    }
    excess[i] -= amount;
    deficit[j] -= amount;
    if (excess[i] === 0) i++;
    else j++;
  }
  return {
    source: Int32Array.from(flipped ? column : row),
    target: Int32Array.from(flipped ? row : column),
    mass: Float64Array.from(flow, (amount) => amount / total),
  };
}
