import { integerIn, numberIn } from '../guards';

/**
 * J or e^{−|x|}I of the orders 0, …, count − 1 by Miller's recurrence downwards from order `start`,
 * f_{k−1} = (2k/x)f_k + sign·f_{k+1}, normalised by Σ = 1 (J₀ + 2ΣJ₂ₖ, e^{−x}(I₀ + 2ΣIₖ)), for x > 0.
 */
function miller(count: number, x: number, start: number, sign: 1 | -1): Float64Array {
  const out = new Float64Array(count);
  let above = 0;
  let value = 1e-250;
  let sum = 0;
  for (let k = start; k >= 0; k--) {
    if (k < count) out[k] = value;
    if (sign === 1 || k % 2 === 0) sum += k === 0 ? value : 2 * value;
    if (k === 0) break;
    [above, value] = [value, ((2 * k) / x) * value + sign * above];
    if (Math.abs(value) > 1e200) {
      above *= 1e-200;
      value *= 1e-200;
      sum *= 1e-200;
      for (let j = k; j < count && out[j] !== 0; j++) out[j] *= 1e-200;
    }
  }
  for (let k = 0; k < count; k++) out[k] /= sum;
  return out;
}

/** (x/2)ᵏ/k! for k < count: the leading terms of J and I, whose relative error is x²/4. */
function leadingTerms(count: number, x: number): Float64Array {
  const out = new Float64Array(count);
  let term = 1;
  for (let k = 0; k < count; k++) {
    out[k] = term;
    term *= x / (2 * (k + 1));
  }
  return out;
}

/** f_k(−x) = (−1)ᵏf_k(x). */
function reflected(values: Float64Array, x: number): Float64Array {
  if (x < 0) for (let k = 1; k < values.length; k += 2) values[k] = -values[k];
  return values;
}

/** Below this x²/4 is less than half a rounding. */
const tiny = 1e-8;
const largestArgument = 1e6;
const largestOrder = 2e6;

/**
 * [J₀(x), …, J_{count−1}(x)], Bessel functions of the first kind, by Miller's recurrence: error about 1e−15, relative to
 * J_n for orders beyond |x|, relative to 1/√|x| below; it grows to about 1e−13 at |x| = 1e6. Work O(count + |x|).
 * @throws RangeError when count is not an integer in [1, 2e6] or x not a number in [−1e6, 1e6].
 */
export function besselJOrders(count: number, x: number): Float64Array {
  integerIn('count', count, 1, largestOrder);
  const size = Math.abs(numberIn('x', x, -largestArgument, largestArgument));
  if (size < tiny) return reflected(leadingTerms(count, size), x);
  // J falls off beyond the order |x| like the Airy function of (k − x)/(x/2)^{1/3}: 1e-17 after 15 of these units.
  const start = Math.ceil(Math.max(count, size) + 30 + 12 * Math.cbrt(size));
  return reflected(miller(count, size, start, -1), x);
}

/**
 * J_n(x) for an integer order n (J_{−n} = (−1)ⁿJ_n); several orders at one x: `besselJOrders`.
 * @throws RangeError when n is not an integer of size < 2e6 or x not a number in [−1e6, 1e6].
 */
export function besselJ(n: number, x: number): number {
  integerIn('n', n, 1 - largestOrder, largestOrder - 1);
  return besselJOrders(Math.abs(n) + 1, n < 0 ? -x : x)[Math.abs(n)];
}

/**
 * e^{−|x|}·[I₀(x), …, I_{count−1}(x)], modified Bessel functions of the first kind, scaled so that none overflows;
 * relative error about 1e−15. Work O(count + √|x|).
 * @throws RangeError when count is not an integer in [1, 2e6] or x not a number in [−1e6, 1e6].
 */
export function scaledBesselIOrders(count: number, x: number): Float64Array {
  integerIn('count', count, 1, largestOrder);
  const size = Math.abs(numberIn('x', x, -largestArgument, largestArgument));
  if (size < tiny) return reflected(leadingTerms(count, size), x).map((value) => value * (1 - size));
  // I_k/I₀ ≈ e^{−k²/2x}: 1e-17 after 9√x orders.
  const start = Math.ceil(count + 30 + 9 * Math.sqrt(size));
  return reflected(miller(count, size, start, 1), x);
}

/**
 * I_n(x) for an integer order n (I_{−n} = I_n), Infinity from |x| ≈ 710 on; scaled, or several orders:
 * `scaledBesselIOrders`.
 * @throws RangeError when n is not an integer of size < 2e6 or x not a number in [−1e6, 1e6].
 */
export function besselI(n: number, x: number): number {
  integerIn('n', n, 1 - largestOrder, largestOrder - 1);
  const scaled = scaledBesselIOrders(Math.abs(n) + 1, x)[Math.abs(n)];
  return scaled === 0 ? 0 : scaled * Math.exp(Math.abs(x));
}
