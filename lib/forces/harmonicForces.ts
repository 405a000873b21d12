import type { Dimension } from '../interactions/types';
import type { ForceSum } from './sums';

/** V(z) = κ|z|²/2: −Σ_k w_k κ(x_j − x_k) = −κ(W x_j − Σ_k w_k x_k), W = Σw, in O(n). */
export function harmonicForces(stiffness: number, dimension: Dimension): ForceSum {
  const d = dimension;

  function fieldInto(y: Float64Array, x: Float64Array, weights: Float64Array, out: Float64Array): void {
    for (let a = 0; a < d; a++) {
      let total = 0;
      let first = 0;
      for (let k = 0; k < weights.length; k++) {
        total += weights[k];
        first += weights[k] * x[k * d + a];
      }
      for (let j = a; j < y.length; j += d) out[j] = -stiffness * (total * y[j] - first);
    }
  }

  /** ½Σ_{j≠k} w_j w_k κ|x_j−x_k|²/2 = (κ/2)(W Σw|x−c|²) about the centre of mass c, which avoids cancellation. */
  function interactionEnergy(x: Float64Array, weights: Float64Array): number {
    let total = 0;
    for (const w of weights) total += w;
    let second = 0;
    for (let a = 0; a < d; a++) {
      let first = 0;
      for (let k = 0; k < weights.length; k++) first += weights[k] * x[k * d + a];
      const centre = first / total;
      for (let k = 0; k < weights.length; k++) second += weights[k] * (x[k * d + a] - centre) ** 2;
    }
    return 0.5 * stiffness * total * second;
  }

  return {
    strategy: 'centre of mass',
    selfForceInto: (x, weights, out) => fieldInto(x, x, weights, out),
    fieldInto,
    interactionEnergy,
    secondsFor: (targets, sources) => 3e-9 * d * (targets + sources),
  };
}
