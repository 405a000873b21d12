import { sortedOrder } from '../../../numerics/sorting';
import type { WeightedCloud } from '../cloud';
import { gathered } from '../orders';

/** Slices of [0, 1] no longer than this are due to rounding of cumulated weights. */
const DUST = 1e-15;

/**
 * The barycentre on the line: its quantile function is Σ_k λ_k F_k⁻¹. Between two neighbouring jumps of any F_k all
 * F_k⁻¹ are constant; each such slice of [0, 1] is an atom, at most Σ n_k − K + 1 of them, from left to right.
 */
export function barycentreOnLine(clouds: readonly WeightedCloud[], lambda: Float64Array): WeightedCloud {
  const quantiles = clouds.map(({ points, weights }) => {
    const order = sortedOrder(points);
    return { points: gathered(points, order), upTo: cumulated(gathered(weights, order)) };
  });
  const levels = Float64Array.from(quantiles.flatMap(({ upTo }) => Array.from(upTo))).sort();
  const at = new Int32Array(clouds.length);
  const points: number[] = [];
  const weights: number[] = [];
  let below = 0;
  for (const level of levels) {
    if (level - below <= DUST) continue;
    const middle = (below + level) / 2;
    let point = 0;
    quantiles.forEach(({ points: sorted, upTo }, k) => {
      while (upTo[at[k]] < middle) at[k]++;
      point += lambda[k] * sorted[at[k]];
    });
    points.push(point);
    weights.push(level - below);
    below = level;
  }
  return {
    points: Float64Array.from(points),
    dimension: 1,
    count: points.length,
    weights: Float64Array.from(weights),
  };
}

/** Cumulated sums with compensation (Kahan), so that equal levels of different clouds agree to rounding; the last is 1. */
function cumulated(weights: Float64Array): Float64Array {
  const out = new Float64Array(weights.length);
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < out.length; i++) {
    const term = weights[i] - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
    out[i] = Math.min(1, sum);
  }
  out[out.length - 1] = 1;
  return out;
}
