import type { PseudoDistanceProblem } from './problem';

export interface InteriorPointState {
  /** The blocks P_k. */
  readonly primal: Float64Array;
  /** a_k. */
  readonly prices: Float64Array;
  /** B̃ = R^½BR^½. */
  readonly potential: Float64Array;
}

/** P_k = f_kI, which satisfies both constraints; B̃ = 0 and a_k below every eigenvalue of C_k. */
export function coldStart(problem: PseudoDistanceProblem): InteriorPointState {
  const { rank, count, weights, costs } = problem;
  const size = 2 * rank * rank;
  const primal = new Float64Array(count * size);
  const prices = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < rank; i++) primal[k * size + 2 * i * (rank + 1)] = weights[k];
    let largest = 0;
    for (let n = 0; n < size; n++) largest = Math.max(largest, Math.abs(costs[k * size + n]));
    // C_k is a compression of |z_k − (Y, P)|² and so positive.
    prices[k] = -0.1 * (1 + largest);
  }
  return { primal, prices, potential: new Float64Array(size) };
}

/** The blocks S_k = C̃_k − a_kR − B̃. */
export function slackOf(
  { rank, count, scaled, eigenvalues }: PseudoDistanceProblem,
  prices: Float64Array,
  potential: Float64Array,
): Float64Array {
  const size = 2 * rank * rank;
  const slack = scaled.slice();
  for (let k = 0; k < count; k++) {
    for (let i = 0; i < size; i++) slack[k * size + i] -= potential[i];
    for (let i = 0; i < rank; i++) slack[k * size + 2 * i * (rank + 1)] -= prices[k] * eigenvalues[i];
  }
  return slack;
}
