import type { ForceSum } from '../../forces/sums';
import type { Interaction } from '../../interactions/types';

type Rate = (t: number, y: Float64Array, out: Float64Array) => void;

/** Vlasov's characteristics x' = ξ, ξ' = −∇V⋆ρ(x) of weighted atoms, as a rate of (x, ξ). */
export function forwardRate(forces: ForceSum, weights: Float64Array, d: number): Rate {
  const n = weights.length * d;
  return (_t, y, out) => {
    out.set(y.subarray(n, 2 * n));
    forces.selfForceInto(y.subarray(0, n), weights, out.subarray(n, 2 * n));
  };
}

/**
 * The dual linearised Vlasov equation along the characteristics, as a rate of (x, ξ, g, p, φ) with g = ∇_xφ and p = ∇_ξφ at
 * the atoms: the derivatives of ∂_sφ + ξ·∇_xφ − (∇V⋆ρ)·∇_ξφ − ∫∇V(x' − x)·∇_ξφ(z')f(dz') = 0 in x and ξ give
 *
 *   ġ_j = Σ_k w_k D²V(x_j − x_k)(p_j − p_k),   ṗ_j = −g_j,   φ̇_j = −Σ_k w_k ∇V(x_j − x_k)·p_k
 *
 * (∇V is odd). The first is the derivative of minus the force along the displacement p of all atoms; it is taken by the
 * central difference, so that only ∇V is needed. The second is a field with the weights w_k p_k, component by
 * component. So every sum is one of forces, in O(K) where those are.
 */
export function dualRate(forces: ForceSum, weights: Float64Array, d: number, length: number): Rate {
  const count = weights.length;
  const n = count * d;
  const [x, shifted, force] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const charge = new Float64Array(count);

  function stiffnessAlong(p: Float64Array, out: Float64Array): void {
    out.fill(0);
    const largest = p.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (!(largest > 0)) return;
    const step = (differenceStep * length) / largest;
    for (const sign of [1, -1]) {
      for (let i = 0; i < n; i++) shifted[i] = x[i] + sign * step * p[i];
      forces.selfForceInto(shifted, weights, force);
      for (let i = 0; i < n; i++) out[i] -= (sign * force[i]) / (2 * step);
    }
  }

  function chargeInto(p: Float64Array, out: Float64Array): void {
    out.fill(0);
    for (let i = 0; i < d; i++) {
      for (let k = 0; k < count; k++) charge[k] = weights[k] * p[k * d + i];
      forces.fieldInto(x, x, charge, force);
      for (let j = 0; j < count; j++) out[j] += force[j * d + i];
    }
  }

  return (_t, y, out) => {
    x.set(y.subarray(0, n));
    out.set(y.subarray(n, 2 * n));
    forces.selfForceInto(x, weights, out.subarray(n, 2 * n));
    const p = y.subarray(3 * n, 4 * n);
    stiffnessAlong(p, out.subarray(2 * n, 3 * n));
    for (let i = 0; i < n; i++) out[3 * n + i] = -y[2 * n + i];
    chargeInto(p, out.subarray(4 * n));
  };
}

/** h in units of the length of V: the error h²/6 and the rounding 1e−16/h are 2e−10 and 3e−12 of the result. */
const differenceStep = 3e-5;

/** The length on which ∇V changes, sup|∇V|/Lip(∇V); 1 where that says nothing (∇V linear, or zero). */
export function interactionLength({ supGradient, lipschitzGradient }: Interaction): number {
  const length = supGradient.value / lipschitzGradient.value;
  return length > 0 && length < Infinity ? length : 1;
}
