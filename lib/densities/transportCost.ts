import type { Cell } from './types';

/** Costs of moving f to its atoms cell by cell; each is an upper bound, since the map is a coupling. */
export interface TransportCosts {
  /** ∫|z − atom| in the Euclidean norm. */
  readonly euclidean: number;
  /** ∫(|x − atom_x| + |ξ − atom_ξ|). */
  readonly sum: number;
  /** √∫|z − atom|². */
  readonly quadratic: number;
}

/**
 * An upper bound of E|z − z̄| for independent coordinates with mean z̄: √Σvar (Jensen) or Σ E|z_i − z̄_i|, or the one
 * for the coordinates of finite variance and the other for the rest.
 */
function meanDistance(cells: readonly Cell[], from: number, to: number): number {
  let variance = 0;
  let infinite = 0;
  let deviation = 0;
  for (let i = from; i < to; i++) {
    deviation += cells[i].deviation;
    if (cells[i].variance < Infinity) variance += cells[i].variance;
    else infinite += cells[i].deviation;
  }
  return Math.min(deviation, infinite + Math.sqrt(variance));
}

/** Adds up the costs over product cells of 2d coordinates, x first. */
export function createCostSum(d: number): {
  add(cells: readonly Cell[], mass: number): void;
  total(): TransportCosts;
} {
  let euclidean = 0;
  let sum = 0;
  let square = 0;
  return {
    add(cells, mass) {
      euclidean += mass * meanDistance(cells, 0, 2 * d);
      sum += mass * (meanDistance(cells, 0, d) + meanDistance(cells, d, 2 * d));
      for (const cell of cells) square += mass * cell.variance;
    },
    total: () => ({ euclidean, sum, quadratic: Math.sqrt(square) }),
  };
}
