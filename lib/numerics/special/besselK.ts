import { numberIn, oneOf } from '../guards';

/**
 * The modified Bessel function K_ν(x) = ∫₀^∞e^{−x cosh t}cosh(νt)dt of order ν = 0 or 1, x > 0, by the trapezoidal rule,
 * which converges geometrically for this integrand (analytic, doubly exponential decay); relative error below 1e−14.
 * K_ν(0) = ∞.
 * @throws RangeError when order is not 0 or 1 or x not a number ≥ 0.
 */
export function besselK(order: 0 | 1, x: number): number {
  oneOf('order', order, [0, 1]);
  numberIn('x', x, 0, Number.MAX_VALUE);
  if (x === 0) return Infinity;
  // Discretisation error about e^{−π²/h} for small x and e^{−2π²/(h²x)} for large x: both below 1e−17.
  const h = Math.min(0.25, 0.7 / Math.sqrt(x));
  let total = 0.5;
  for (let t = h; ; t += h) {
    const s = Math.sinh(0.5 * t);
    // e^{−x cosh t} = e^{−x}e^{−2x sinh²(t/2)}; the factor e^{−x} is taken out of the sum.
    const term = Math.exp(-2 * x * s * s) * (order === 0 ? 1 : Math.cosh(t));
    total += term;
    if (term < 1e-17 * total) return h * total * Math.exp(-x);
  }
}
