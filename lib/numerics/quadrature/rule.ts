import { finite, finiteArray } from '../guards';

/** Nodes and weights of ∫f ≈ Σ weights[i]·f(nodes[i]); the function that makes it says over which interval. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** A rule for ∫f(x)ω(x)dx ≈ Σ weights[i]·f(nodes[i]) with a weight function ω. */
export interface WeightedRule extends QuadratureRule {
  /** weights[i]/ω(nodes[i]), for ∫g(x)dx ≈ Σ scaledWeights[i]·g(nodes[i]): of moderate size where weights underflow. */
  readonly scaledWeights: Float64Array;
}

/** A rule in several dimensions: point i is points[i·dimension … i·dimension + dimension − 1]. */
export interface ProductRule {
  readonly dimension: number;
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * A rule on [−1, 1] carried to [a, b] (a > b changes the sign).
 * @throws RangeError when a or b is not finite.
 */
export function mapRule(rule: QuadratureRule, a: number, b: number): QuadratureRule {
  const middle = (finite('a', a) + finite('b', b)) / 2;
  const half = (b - a) / 2;
  return {
    nodes: rule.nodes.map((x) => middle + half * x),
    weights: rule.weights.map((w) => w * half),
  };
}

const largestProduct = 2 ** 24;

/**
 * The product of one-dimensional rules: ∫…∫f ≈ Σ weights[i]·f(point i), the last coordinate running fastest.
 * `productRule([mapRule(g, 0, 1), mapRule(g, 0, 2)])` integrates over [0, 1] × [0, 2].
 * @throws RangeError when there is no rule, nodes and weights of one differ in length, or there would be more than 2²⁴
 * points.
 */
export function productRule(rules: readonly QuadratureRule[]): ProductRule {
  const dimension = rules.length;
  if (dimension === 0) throw new RangeError('rules must contain at least one rule, got none');
  const count = rules.reduce((product, { nodes }) => product * nodes.length, 1);
  if (!(count <= largestProduct))
    throw new RangeError(`the product of the rules must have at most 2^24 points, would have ${count}`);
  const points = new Float64Array(count * dimension);
  const weights = new Float64Array(count).fill(1);
  let stride = count;
  rules.forEach(({ nodes, weights: factor }, axis) => {
    finiteArray(`rules[${axis}].weights`, factor, nodes.length);
    stride /= nodes.length;
    for (let i = 0; i < count; i++) {
      const k = Math.floor(i / stride) % nodes.length;
      points[i * dimension + axis] = nodes[k];
      weights[i] *= factor[k];
    }
  });
  return { dimension, points, weights };
}
