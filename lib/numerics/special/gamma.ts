import { integerIn, numberIn } from '../guards';
import { horner } from './rational';

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** Coefficients of Stirling's series, Abramowitz and Stegun 6.1.41, in 1/x², highest power first. */
const stirling = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];

/** log Γ(x) − (x − ½)log x + x − ½log 2π for x ≥ 10, positive, absolute error below 1e−17. */
export function stirlingRest(x: number): number {
  return horner(stirling, 1 / (x * x)) / x;
}

/** (ζ(k) − 1)/k with alternating signs for k = 2, 3, …, highest first: log Γ(2 + z) = (1 − γ)z + Σ of these times zᵏ. */
const zetaSeries: readonly number[] = Array.from({ length: 30 }, (_, i) => {
  const k = 31 - i;
  // ζ(k) − 1 by the Euler–Maclaurin formula from 60 terms on.
  let sum = 60 ** (1 - k) / (k - 1) - 0.5 * 60 ** -k + (k / 12) * 60 ** (-k - 1);
  sum -= ((k * (k + 1) * (k + 2)) / 720) * 60 ** (-k - 3);
  sum += ((k * (k + 1) * (k + 2) * (k + 3) * (k + 4)) / 30240) * 60 ** (-k - 5);
  for (let j = 60; j >= 2; j--) sum += j ** -k;
  return ((k % 2 ? -1 : 1) * sum) / k;
});

/** 1 − γ. */
const oneMinusEuler = 0.42278433509846713;

/** log Γ(2 + z) for |z| ≤ ½, small where z is (Abramowitz and Stegun 6.1.33). */
function logGammaNearTwo(z: number): number {
  return z * (oneMinusEuler + z * horner(zetaSeries, z));
}

/** [s, p] with Γ(x) = p·Γ(s), s ∈ [3/2, 5/2], for 0 < x < 10. */
function reduced(x: number): [argument: number, factor: number] {
  if (x < 0.5) return [x + 2, 1 / (x * (1 + x))];
  if (x < 1.5) return [x + 1, 1 / x];
  let argument = x;
  let factor = 1;
  while (argument > 2.5) factor *= --argument;
  return [argument, factor];
}

/**
 * log Γ(x) for x > 0, relative error below 1e−14, also next to the zeros 1 and 2: the Taylor series about 2 for
 * x < 10 (after a shift), Stirling's series beyond.
 * @throws RangeError when x is not a number in [1e−300, 1e300].
 */
export function logGamma(x: number): number {
  numberIn('x', x, 1e-300, 1e300);
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingRest(x);
  if (x < 0.5) return logGammaNearTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  const [argument, factor] = reduced(x);
  return logGammaNearTwo(argument - 2) + Math.log(factor);
}

/** n! for n = 0, …, 170, correctly rounded. */
const factorials: Float64Array = new Float64Array(171);
for (let n = 0, exact = 1n; n <= 170; n++, exact *= BigInt(n)) factorials[n] = Number(exact);

/**
 * Γ(x) for x > 0, relative error below 1e−14; Γ(n + 1) = n! is correctly rounded. Infinity beyond 171.624.
 * @throws RangeError when x is not a number in [1e−300, 1e300].
 */
export function gamma(x: number): number {
  numberIn('x', x, 1e-300, 1e300);
  if (x > 171.7) return Infinity;
  if (Number.isInteger(x) && x <= 171) return factorials[x - 1];
  if (x < 10) {
    const [argument, factor] = reduced(x);
    return factor * Math.exp(logGammaNearTwo(argument - 2));
  }
  // x^{x−½}, in two halves against overflow.
  const root = x ** (0.5 * x - 0.25);
  return Math.sqrt(2 * Math.PI) * Math.exp(stirlingRest(x)) * root * (Math.exp(-x) * root);
}

/**
 * n! correctly rounded; Infinity for n > 170.
 * @throws RangeError when n is not an integer ≥ 0.
 */
export function factorial(n: number): number {
  integerIn('n', n, 0);
  return n > 170 ? Infinity : factorials[n];
}

/**
 * The binomial coefficient n!/(k!(n−k)!): exact below 2⁵³, relative error below 1e−13 above, Infinity beyond 1.8e308.
 * It is 0 for k > n.
 * @throws RangeError when n or k is not an integer in [0, 2⁵³).
 */
export function binomial(n: number, k: number): number {
  integerIn('n', n, 0);
  integerIn('k', k, 0);
  if (k > n) return 0;
  let value = 1;
  for (let j = 1; j <= Math.min(k, n - k) && value < Infinity; j++) {
    const m = n + 1 - j;
    // value·m/j, where value·m need not be below 2⁵³.
    value = Math.floor(value / j) * m + ((value % j) * m) / j;
  }
  return value;
}

/** x·log(x/m) of the three terms of log C(n, k) by Stirling's formula, without cancellation. */
function logBinomialLarge(n: number, k: number): number {
  const rest = n - k;
  const entropy = -k * Math.log(k / n) - rest * Math.log1p(-k / n);
  const roots = 0.5 * Math.log(n / k / rest) - halfLogTwoPi;
  return entropy + roots + (stirlingRest(n) - stirlingRest(k) - stirlingRest(rest));
}

/**
 * log of the binomial coefficient C(n, k), 0 ≤ k ≤ n, relative error below 1e−14 at any size: no difference of large
 * logarithms is taken.
 * @throws RangeError when n is not an integer in [0, 2⁵³) or k not one in [0, n].
 */
export function logBinomial(n: number, k: number): number {
  integerIn('n', n, 0);
  integerIn('k', k, 0, n);
  const smaller = Math.min(k, n - k);
  return smaller < 10 ? Math.log(binomial(n, smaller)) : logBinomialLarge(n, smaller);
}

/** log Γ(b) − log Γ(a + b) for b ≥ 10. */
function logGammaDrop(a: number, b: number): number {
  const sum = a + b;
  return a * (1 - Math.log(sum)) - (b - 0.5) * Math.log1p(a / b) + stirlingRest(b) - stirlingRest(sum);
}

/**
 * log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b) for a, b > 0, absolute error about 1e−15·max(1, |log B|).
 * @throws RangeError when a or b is not a number in [1e−300, 1e300].
 */
export function logBeta(a: number, b: number): number {
  numberIn('a', a, 1e-300, 1e300);
  numberIn('b', b, 1e-300, 1e300);
  const [small, large] = a < b ? [a, b] : [b, a];
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(small + large);
  if (small < 10) return logGamma(small) + logGammaDrop(small, large);
  const ratio = small / large;
  return (
    stirlingRest(small) +
    stirlingRest(large) -
    stirlingRest(small + large) +
    (halfLogTwoPi - 0.5 * Math.log(large)) -
    (large * Math.log1p(ratio) - (small - 0.5) * (Math.log(ratio) - Math.log1p(ratio)))
  );
}

/**
 * B(a, b) = Γ(a)Γ(b)/Γ(a + b) for a, b > 0.
 * @throws RangeError when a or b is not a number in [1e−300, 1e300].
 */
export function beta(a: number, b: number): number {
  if (a < 10 && b < 10) return gamma(a) * (gamma(b) / gamma(a + b));
  return Math.exp(logBeta(a, b));
}

/** Coefficients B₂ₖ/2k of the asymptotic series of ψ, Abramowitz and Stegun 6.3.18, highest power first. */
const digammaSeries = [-1 / 12, 691 / 32760, -1 / 132, 1 / 240, -1 / 252, 1 / 120, -1 / 12];

/**
 * ψ(x) = Γ′(x)/Γ(x) for x > 0, absolute error about 1e−15·max(1, |ψ|).
 * @throws RangeError when x is not a number in [1e−300, 1e300].
 */
export function digamma(x: number): number {
  numberIn('x', x, 1e-300, 1e300);
  let shifted = x;
  let sum = 0;
  for (; shifted < 10; shifted++) sum += 1 / shifted;
  const w = 1 / (shifted * shifted);
  return Math.log(shifted) - 0.5 / shifted + horner(digammaSeries, w) * w - sum;
}
