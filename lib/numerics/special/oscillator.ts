import { finiteArray, integerIn, numberIn } from '../guards';
import { logGamma } from './gamma';

/** log 2 = high + low, where high has so few digits that n·high is exact for |n| < 2²⁰. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/** [m, n] with eˣ = m·2ⁿ and m of order 1: no underflow, no large logarithm left. */
export function splitExponential(x: number): [mantissa: number, exponent: number] {
  const exponent = Math.round(x / Math.LN2);
  return [Math.exp(x - exponent * ln2High - exponent * ln2Low), exponent];
}

/** Values are carried as value·2^exponent and brought back by this factor when their square grows beyond its inverse. */
export const shrink: number = 2 ** -64;

function table(
  count: number,
  points: ArrayLike<number>,
  least: number,
  most: number,
): [x: Float64Array, out: Float64Array] {
  integerIn('count', count, 1, 1e6);
  const x = finiteArray('points', points);
  x.forEach((value, j) => {
    numberIn(`points[${j}]`, value, least, most);
  });
  if (count * x.length > 2 ** 27)
    throw new RangeError(
      `count × points.length must be at most 2^27 (1 GiB), got ${count} × ${x.length} = ${count * x.length}`,
    );
  return [x, new Float64Array(count * x.length)];
}

/** Coefficients of ψ_{k+1} = up[k]·x·ψ_k − down[k]·ψ_{k−1}. */
export interface HermiteSteps {
  readonly up: Float64Array;
  readonly down: Float64Array;
}

export function hermiteSteps(count: number): HermiteSteps {
  const up = new Float64Array(count);
  const down = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    up[k] = Math.sqrt(2 / (k + 1));
    down[k] = Math.sqrt(k / (k + 1));
  }
  return { up, down };
}

/** ψ₀(x) = π^{−¼}e^{−x²/2} as mantissa and binary exponent. */
export function hermiteStart(x: number): [mantissa: number, exponent: number] {
  // head is a multiple of 1/16 and its square exact: the rounding of x² is not magnified.
  const head = Math.trunc(x * 16) / 16;
  const [mantissa, exponent] = splitExponential(-0.5 * head * head);
  return [mantissa * Math.PI ** -0.25 * Math.exp(-0.5 * (x - head) * (x + head)), exponent];
}

/**
 * The Hermite functions ψ_k(x) = H_k(x)e^{−x²/2}/√(2ᵏk!√π), k = 0, …, count − 1, orthonormal in L²(ℝ): the eigenstates
 * of −½d² + ½x² with eigenvalues k + ½. Row k of the result (count × points.length, row-major) holds ψ_k.
 * By the three-term recurrence from a start that never underflows; absolute error about 1e−16·√count.
 * @throws RangeError when count is not an integer in [1, 1e6], a point is not a number in [−1e3, 1e3], or the result
 * would have more than 2²⁷ entries.
 */
export function hermiteFunctions(count: number, points: ArrayLike<number>): Float64Array {
  const [x, out] = table(count, points, -1e3, 1e3);
  const { up, down } = hermiteSteps(count);
  x.forEach((point, j) => {
    let [value, exponent] = hermiteStart(point);
    let previous = 0;
    let scale = 2 ** exponent;
    for (let k = 0, at = j; k < count; k++, at += x.length) {
      out[at] = value * scale;
      const next = up[k] * point * value - down[k] * previous;
      previous = value;
      value = next;
      if (value * value * shrink > 1) {
        value *= shrink;
        previous *= shrink;
        exponent += 64;
        scale = 2 ** exponent;
      }
    }
  });
  return out;
}

/**
 * The Laguerre functions ℓ_k(x) = √(k!/Γ(k+α+1))·x^{α/2}e^{−x/2}L_k^{(α)}(x), k = 0, …, count − 1, orthonormal in
 * L²(0, ∞). Row k of the result (count × points.length, row-major) holds ℓ_k. The recurrence runs on
 * M_k = L_k^{(α)}(x)/L_k^{(α)}(0) and its differences, which keeps all digits for small x; the error is about 1e−15,
 * times log Γ(α) for large α.
 * @throws RangeError when count is not an integer in [1, 1e6], alpha not a number in (−1, 1e4], a point not a number
 * in [0, 1e5] (0 excluded for α < 0), or the result would have more than 2²⁷ entries.
 */
export function laguerreFunctions(count: number, alpha: number, points: ArrayLike<number>): Float64Array {
  numberIn('alpha', alpha, -1 + 1e-12, 1e4);
  const [x, out] = table(count, points, alpha < 0 ? Number.MIN_VALUE : 0, 1e5);
  const grow = Float64Array.from({ length: count }, (_, k) => Math.sqrt((k + 1 + alpha) / (k + 1)));
  const logNorm = logGamma(alpha + 1);
  x.forEach((point, j) => {
    const logPower = alpha === 0 ? 0 : alpha * Math.log(point);
    if (logPower === -Infinity) return;
    let [norm, exponent] = splitExponential(0.5 * (logPower - point - logNorm));
    let value = 1;
    let difference = 0;
    let scale = 2 ** exponent;
    for (let k = 0, at = j; k < count; k++, at += x.length) {
      out[at] = norm * value * scale;
      difference = (k * difference - point * value) / (k + 1 + alpha);
      value += difference;
      norm *= grow[k];
      if ((value * value + difference * difference) * shrink > 1) {
        value *= shrink;
        difference *= shrink;
        exponent += 64;
        scale = 2 ** exponent;
      }
      if (norm * shrink > 1) {
        norm *= shrink;
        exponent += 64;
        scale = 2 ** exponent;
      }
    }
  });
  return out;
}
