import { integerIn } from '../guards';

/** Nodes and weights on [−1, 1]: ∫f ≈ Σ weights[i]·f(nodes[i]). */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** P_n(x) and P_n′(x) by the three-term recurrence, |x| < 1. */
function legendre(n: number, x: number): [value: number, slope: number] {
  let previous = 1;
  let value = x;
  for (let k = 2; k <= n; k++)
    [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k];
  return [value, (n * (previous - x * value)) / (1 - x * x)];
}

/**
 * Gauss–Legendre rule of n nodes, ascending, exact for polynomials of degree 2n − 1: zeros of P_n by Newton's method
 * from Tricomi's guess, weights 2/((1−x²)P_n′(x)²).
 * @throws RangeError when n is not an integer in [2, 1000].
 */
export function gaussLegendre(n: number): QuadratureRule {
  integerIn('n', n, 2, 1000);
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    // Newton doubles the digits: five rounds leave nothing to gain from a guess good to two or three.
    for (let round = 0; round < 5; round++) {
      const [value, slope] = legendre(n, x);
      x -= value / slope;
    }
    const slope = legendre(n, x)[1];
    nodes[i] = x;
    weights[i] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}
