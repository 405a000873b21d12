import { forceSum } from '../forces/forceSum';
import type { Interaction } from '../interactions/types';
import { finiteArray } from '../numerics/guards';
import { snapshot, type Trajectory } from './trajectory';

/** A C¹ test function on phase space with its gradients. */
export interface TestFunction {
  readonly name: string;
  value(x: Float64Array, xi: Float64Array): number;
  /** Writes ∇_xφ and ∇_ξφ (each of length d). */
  gradientInto(x: Float64Array, xi: Float64Array, dx: Float64Array, dxi: Float64Array): void;
}

/** φ(x, ξ) = cos(a·x + b·ξ + phase): bounded, smooth, and such functions determine a measure. */
export function planeWave(a: ArrayLike<number>, b: ArrayLike<number>, phase: number = 0): TestFunction {
  finiteArray('a', a);
  finiteArray('b', b, a.length);
  const angle = (x: Float64Array, xi: Float64Array): number => {
    let sum = phase;
    for (let i = 0; i < x.length; i++) sum += a[i] * x[i] + b[i] * xi[i];
    return sum;
  };
  return {
    name: `cos(${Array.from(a).join(',')}·x + ${Array.from(b).join(',')}·ξ + ${phase})`,
    value: (x, xi) => Math.cos(angle(x, xi)),
    gradientInto(x, xi, dx, dxi) {
      const s = -Math.sin(angle(x, xi));
      for (let i = 0; i < x.length; i++) {
        dx[i] = a[i] * s;
        dxi[i] = b[i] * s;
      }
    },
  };
}

export interface WeakForm {
  readonly times: Float64Array;
  /** ⟨μ(t),φ⟩ − ⟨μ(0),φ⟩. */
  readonly change: Float64Array;
  /** ∫₀ᵗ⟨μ(s), ξ·∇_xφ − (∇V⋆μ(s))·∇_ξφ⟩ds by Simpson's rule over the snapshots. */
  readonly transported: Float64Array;
  /**
   * Error estimate of that quadrature: the differences from Simpson's rule with twice the spacing, added up over the
   * panels without regard to sign. Some fifteen times too large where the rule is in its asymptotic regime, about right
   * where the snapshots hardly resolve the motion; a difference that vanishes by accident at one time does no harm.
   */
  readonly quadratureError: Float64Array;
}

/**
 * Both sides of Vlasov's equation in weak form, tested with φ along a trajectory (Theorem 1.2). Reported at every fourth
 * snapshot, where Simpson's rule exists with single and double spacing.
 * @throws RangeError unless the number of snapshot intervals is a multiple of 4.
 */
export function weakForm(trajectory: Trajectory, interaction: Interaction, test: TestFunction): WeakForm {
  const intervals = trajectory.times.length - 1;
  if (intervals < 4 || intervals % 4 !== 0) {
    throw new RangeError(`trajectory must have a multiple of 4 snapshot intervals, got ${intervals}`);
  }
  const means = trajectory.x.map((_, s) => pairings(trajectory, s, interaction, test));
  const h = (trajectory.times[intervals] - trajectory.times[0]) / intervals;
  const rates = means.map((m) => m.rate);
  const times: number[] = [];
  const change: number[] = [];
  const transported: number[] = [];
  const quadratureError: number[] = [];
  let fine = 0;
  let doubt = 0;
  for (let s = 0; s <= intervals; s += 4) {
    if (s > 0) {
      const [a, b, c, d, e] = rates.slice(s - 4, s + 1);
      const panel = (h / 3) * (a + 4 * b + 2 * c + 4 * d + e);
      fine += panel;
      doubt += Math.abs(panel - ((2 * h) / 3) * (a + 4 * c + e));
    }
    times.push(trajectory.times[s]);
    change.push(means[s].value - means[0].value);
    transported.push(fine);
    quadratureError.push(doubt);
  }
  const array = (v: number[]): Float64Array => Float64Array.from(v);
  return {
    times: array(times),
    change: array(change),
    transported: array(transported),
    quadratureError: array(quadratureError),
  };
}

/** ⟨μ,φ⟩ and ⟨μ, ξ·∇_xφ − (∇V⋆μ)·∇_ξφ⟩ at one snapshot. */
function pairings(
  trajectory: Trajectory,
  s: number,
  interaction: Interaction,
  test: TestFunction,
): { value: number; rate: number } {
  const { x, xi, weights, dimension: d } = snapshot(trajectory, s);
  const force = new Float64Array(x.length);
  forceSum(interaction).selfForceInto(x, weights, force);
  const dx = new Float64Array(d);
  const dxi = new Float64Array(d);
  let value = 0;
  let rate = 0;
  for (let j = 0; j < weights.length; j++) {
    const from = j * d;
    const xj = x.subarray(from, from + d);
    const xij = xi.subarray(from, from + d);
    test.gradientInto(xj, xij, dx, dxi);
    value += weights[j] * test.value(xj, xij);
    for (let a = 0; a < d; a++) rate += weights[j] * (xij[a] * dx[a] + force[from + a] * dxi[a]);
  }
  return { value, rate };
}
