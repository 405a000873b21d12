import { integerIn } from '../guards';
import { binomial, factorial } from './gamma';

/** Up to this sum of the three momenta every product of binomial coefficients below is an exact double. */
const largestSum = 52;

/**
 * Wigner's 3j symbol (l₁ l₂ l₃; m₁ m₂ m₃) for integer momenta, in the phases of Condon and Shortley. It is 0 where it must
 * be: m₁ + m₂ + m₃ ≠ 0, |m_i| > l_i, or no triangle.
 * Racah's formula (A. Edmonds, Angular Momentum in Quantum Mechanics, 1957, (3.6.11)) written with binomial coefficients,
 * whose alternating sum is then exact: relative error a few 1e−16.
 * @throws RangeError for numbers that are not integers, negative l_i, or l₁ + l₂ + l₃ > 52.
 */
export function wigner3j(l1: number, l2: number, l3: number, m1: number, m2: number, m3: number): number {
  for (const [name, l] of Object.entries({ l1, l2, l3 })) integerIn(name, l, 0);
  for (const [name, m] of Object.entries({ m1, m2, m3 })) integerIn(name, m, Number.MIN_SAFE_INTEGER);
  const sum = integerIn('l1 + l2 + l3', l1 + l2 + l3, 0, largestSum);
  const [a, b, c] = [l1 + l2 - l3, l1 - l2 + l3, -l1 + l2 + l3];
  if (m1 + m2 + m3 !== 0 || Math.min(a, b, c) < 0) return 0;
  if (Math.abs(m1) > l1 || Math.abs(m2) > l2 || Math.abs(m3) > l3) return 0;
  let total = 0;
  for (let t = Math.max(0, l2 - l3 - m1, l1 - l3 + m2); t <= Math.min(a, l1 - m1, l2 + m2); t++)
    total += (t % 2 ? -1 : 1) * binomial(a, t) * binomial(b, l1 - m1 - t) * binomial(c, l2 + m2 - t);
  const sign = (l1 - l2 - m3) % 2 === 0 ? 1 : -1;
  const both = (l: number, m: number): number => factorial(l + m) * factorial(l - m);
  const triangle = factorial(sum + 1) * factorial(a) * factorial(b) * factorial(c);
  return sign * total * Math.sqrt((both(l1, m1) / triangle) * both(l2, m2) * both(l3, m3));
}
