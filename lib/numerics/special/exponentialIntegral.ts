import { numberIn } from '../guards';

const euler = 0.5772156649015329;

/**
 * E₁(x) = ∫ₓ^∞e^{−t}/t dt for x > 0, relative error about 1e−15: the power series (Abramowitz and Stegun 5.1.11) up to
 * 1, the continued fraction (5.1.22, even part) beyond. It underflows to 0 near x = 738.
 * @throws RangeError when x is not a number in [1e−300, 1e300].
 */
export function exponentialIntegralE1(x: number): number {
  numberIn('x', x, 1e-300, 1e300);
  if (x <= 1) {
    let sum = 0;
    let power = -1;
    for (let k = 1; k <= 24; k++) {
      power *= -x / k;
      sum += power / k;
    }
    return sum - euler - Math.log(x);
  }
  const count = Math.ceil(12 + 90 / x);
  let fraction = 0;
  for (let k = count; k >= 1; k--) fraction = (k * k) / (x + 2 * k + 1 - fraction);
  return Math.exp(-x) / (x + 1 - fraction);
}
