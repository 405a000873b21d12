import { finite, finiteArray, integerIn, numberIn } from '../guards';
import { inDomain } from './domain';
import type { Interpolant } from './piecewiseCubic';

function onArrays(at: (x: number) => number): Interpolant {
  return {
    at,
    atInto(x, out) {
      if (out.length !== x.length)
        throw new RangeError(`out must have length ${x.length}, got length ${out.length}`);
      for (let i = 0; i < x.length; i++) out[i] = at(x[i]);
      return out;
    },
  };
}

/** Σ wₖyₖ/(x − xₖ) / Σ wₖ/(x − xₖ) on [low, high] (J.-P. Berrut and L. N. Trefethen, SIAM Review 46 (2004), eq. 4.2). */
function barycentric(
  nodes: Float64Array,
  values: Float64Array,
  weights: Float64Array,
  low: number,
  high: number,
): Interpolant {
  return onArrays((x) => {
    inDomain('x', x, low, high);
    let numerator = 0;
    let denominator = 0;
    for (let k = 0; k < nodes.length; k++) {
      const distance = x - nodes[k];
      if (distance === 0) return values[k];
      const term = weights[k] / distance;
      numerator += term * values[k];
      denominator += term;
    }
    return numerator / denominator;
  });
}

/**
 * 1/Π_{j≠k}(xₖ − xⱼ) up to a common factor. The products are kept near 1 by powers of 2, which cancel: no overflow.
 */
function lagrangeWeights(nodes: Float64Array): Float64Array {
  const exponents = new Float64Array(nodes.length);
  const products = nodes.map((x, k) => {
    let product = 1;
    nodes.forEach((y, j) => {
      if (j !== k) product *= x - y;
      const size = Math.abs(product);
      if (size > 2 ** 256 || size < 2 ** -256) {
        const shift = size > 1 ? -512 : 512;
        product *= 2 ** shift;
        exponents[k] -= shift;
      }
    });
    return product;
  });
  const least = exponents.reduce((a, b) => Math.min(a, b), Infinity);
  return products.map((product, k) => 2 ** (least - exponents[k]) / product);
}

/**
 * The polynomial of degree n − 1 through (x[k], y[k]) by the barycentric formula: O(n²) once, O(n) a point. Stable at any n for
 * nodes that crowd at the ends like Chebyshev's; for equidistant ones the polynomial itself is useless beyond n ≈ 20.
 * @throws RangeError when x and y differ in length, an entry is not finite, or two nodes are equal; on evaluation outside the
 * span of the nodes.
 */
export function lagrangeInterpolant(x: ArrayLike<number>, y: ArrayLike<number>): Interpolant {
  const nodes = finiteArray('x', x);
  if (nodes.length === 0) throw new RangeError('x must have length >= 1, got length 0');
  const values = finiteArray('y', y, nodes.length);
  const sorted = nodes.slice().sort();
  for (let k = 1; k < sorted.length; k++)
    if (sorted[k] === sorted[k - 1])
      throw new RangeError(`x must have distinct entries, got ${sorted[k]} twice`);
  return barycentric(nodes, values, lagrangeWeights(nodes), sorted[0], sorted[sorted.length - 1]);
}

/**
 * Chebyshev points of the second kind on [low, high], ascending, with both ends: −cos(πk/(n − 1)), k = 0, …, n − 1.
 * @throws RangeError when n is not an integer in [2, 2²⁰] or low ≥ high.
 */
export function chebyshevPoints(n: number, low: number = -1, high: number = 1): Float64Array {
  integerIn('n', n, 2, 2 ** 20);
  if (!(finite('low', low) < finite('high', high)))
    throw new RangeError(`low must be < high, got ${low} and ${high}`);
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  const points = new Float64Array(n);
  // The sine is symmetric to the last bit.
  for (let k = 0; k < n; k++)
    points[k] = middle + half * Math.sin((Math.PI * (2 * k - (n - 1))) / (2 * (n - 1)));
  points[0] = low;
  points[n - 1] = high;
  return points;
}

/**
 * The polynomial with the given values at `chebyshevPoints(values.length, low, high)`: for an analytic function the error falls
 * geometrically with n.
 * @throws RangeError when values has fewer than 2 entries or one that is not finite, or low ≥ high; on evaluation outside
 * [low, high].
 */
export function chebyshevInterpolant(
  values: ArrayLike<number>,
  low: number = -1,
  high: number = 1,
): Interpolant {
  const y = finiteArray('values', values);
  const nodes = chebyshevPoints(y.length, low, high);
  const weights = nodes.map((_, k) => (k % 2 ? -1 : 1) * (k === 0 || k === y.length - 1 ? 0.5 : 1));
  return barycentric(nodes, y, weights, low, high);
}

/**
 * The trigonometric interpolant of lowest degree, of the given period, through values[k] at low + k·period/n (P. Henrici, Numer.
 * Math. 33 (1979)); for even n the highest frequency enters as a cosine. Exact for functions of frequencies below n/2.
 * @throws RangeError when values has fewer than 2 entries or one that is not finite, or period is not positive.
 */
export function trigonometricInterpolant(
  values: ArrayLike<number>,
  low: number,
  period: number,
): Interpolant {
  const y = finiteArray('values', values);
  const n = y.length;
  if (n < 2) throw new RangeError(`values must have length >= 2, got length ${n}`);
  finite('low', low);
  numberIn('period', period, Number.MIN_VALUE, Number.MAX_VALUE);
  return onArrays((x) => {
    const turn = (finite('x', x) - low) / period;
    const phase = turn - Math.floor(turn);
    let numerator = 0;
    let denominator = 0;
    for (let k = 0; k < n; k++) {
      const angle = Math.PI * (phase - k / n);
      const sine = Math.sin(angle);
      if (Math.abs(sine) < 1e-15) return y[k];
      const term = ((k % 2 ? -1 : 1) * (n % 2 ? 1 : Math.cos(angle))) / sine;
      numerator += term * y[k];
      denominator += term;
    }
    return numerator / denominator;
  });
}
