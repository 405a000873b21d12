import { integerIn } from '../guards';
import type { QuadratureRule } from './rule';
import { towardsZero } from './zeros';

/**
 * P_n(cos θ) and dP_n/dθ, by the recurrence for the differences P_{k+1} − P_k in y = 1 − cos θ: near θ = 0, where the
 * nodes crowd, the usual recurrence in cos θ would lose n²ε.
 */
function legendre(n: number, theta: number): [value: number, slope: number] {
  const half = Math.sin(0.5 * theta);
  const y = 2 * half * half;
  let value = 1;
  let difference = 0;
  for (let k = 0; k < n; k++) {
    difference = (k * difference - (2 * k + 1) * y * value) / (k + 1);
    value += difference;
  }
  return [value, (n * (difference - y * value)) / Math.sin(theta)];
}

/**
 * Gauss–Legendre rule of n nodes on [−1, 1], ascending, exact for polynomials of degree 2n − 1. The zeros θ of P_n(cos θ)
 * are found from Tricomi's guess in Liouville's normal form: u = √(sin θ)·P_n satisfies u″ + A(θ)u = 0, and the weight
 * 2 sin θ/u′² is insensitive to a rounding of θ (E. Yakimiw, J. Comput. Phys. 129 (1996)). Nodes to 1e−16, weights to a few 1e−15 relative.
 * @throws RangeError when n is not an integer in [1, 10000].
 */
export function gaussLegendre(n: number): QuadratureRule {
  integerIn('n', n, 1, 10000);
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n >> 1; i++) {
    const { root, slope } = towardsZero((Math.PI * (i + 0.75)) / (n + 0.5), (theta) => {
      const [value, derivative] = legendre(n, theta);
      const sine = Math.sin(theta);
      // u and u′ without their common factor √(sin θ).
      const normal = derivative + (0.5 * Math.cos(theta) * value) / sine;
      return { value, slope: normal, curvature: (n + 0.5) ** 2 + 0.25 / (sine * sine) };
    });
    nodes[i] = -Math.cos(root);
    nodes[n - 1 - i] = -nodes[i];
    weights[i] = 2 / (slope * slope);
    weights[n - 1 - i] = weights[i];
  }
  if (n % 2) {
    const slope = legendre(n, Math.PI / 2)[1];
    weights[n >> 1] = 2 / (slope * slope);
  }
  return { nodes, weights };
}
