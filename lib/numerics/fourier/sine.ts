import { integerIn } from '../guards';
import { checkLength } from './layout';
import { realFourierTransform } from './transforms';

/** Sine series on n − 1 interior points; made by `sineTransform`. */
export interface SineTransform {
  /** n: the points are j/n of the interval, j = 1 … n − 1. */
  readonly intervals: number;
  /** b_k = (2/n)Σ_j f_j sin(πjk/n), k = 1 … n − 1, at index k − 1: f_j = Σ_k b_k sin(πjk/n). `out` may be f. */
  forwardInto(f: Float64Array, out: Float64Array): Float64Array;
  /** f_j = Σ_k b_k sin(πjk/n), j = 1 … n − 1, at index j − 1. `out` may be b. */
  inverseInto(b: Float64Array, out: Float64Array): Float64Array;
  /** Σ_k b_k cos(πjk/n), j = 0 … n, at index j, of length n + 1: what a derivative of a sine series is. */
  cosinesInto(b: Float64Array, out: Float64Array): Float64Array;
}

const largest = 2 ** 20;

/**
 * A plan for the sine transform: the expansion of functions that vanish at both ends of an interval, through the real
 * Fourier transform of the odd continuation to twice the length.
 * @throws RangeError when `intervals` is not an integer in [2, 2²⁰] or arrays have another length.
 */
export function sineTransform(intervals: number): SineTransform {
  const n = integerIn('intervals', intervals, 2, largest);
  const transform = realFourierTransform([2 * n]);
  const field = new Float64Array(2 * n);
  const modes = new Float64Array(2 * n + 2);
  const forwardInto = (f: Float64Array, out: Float64Array): Float64Array => {
    checkLength('f', f, n - 1);
    checkLength('out', out, n - 1);
    field[0] = field[n] = 0;
    for (let j = 1; j < n; j++) {
      field[j] = f[j - 1];
      field[2 * n - j] = -f[j - 1];
    }
    transform.forwardInto(field, modes);
    for (let k = 1; k < n; k++) out[k - 1] = -modes[2 * k + 1] / n;
    return out;
  };
  const synthesise = (b: Float64Array, part: 0 | 1): void => {
    checkLength('b', b, n - 1);
    modes.fill(0);
    for (let k = 1; k < n; k++) modes[2 * k + part] = part === 0 ? n * b[k - 1] : -n * b[k - 1];
    transform.inverseInto(modes, field);
  };
  const inverseInto = (b: Float64Array, out: Float64Array): Float64Array => {
    checkLength('out', out, n - 1);
    synthesise(b, 1);
    out.set(field.subarray(1, n));
    return out;
  };
  const cosinesInto = (b: Float64Array, out: Float64Array): Float64Array => {
    checkLength('out', out, n + 1);
    synthesise(b, 0);
    out.set(field.subarray(0, n + 1));
    return out;
  };
  return { intervals: n, forwardInto, inverseInto, cosinesInto };
}
