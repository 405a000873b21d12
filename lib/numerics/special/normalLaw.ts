import { numberIn } from '../guards';
import { erfc } from './errorFunction';
import { type Rational, ratio } from './rational';

/** M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988): |u − ½| ≤ 0.425, in 0.425² − (u − ½)². */
const quantileCentre: Rational = {
  numerator: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  denominator: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
};

/** AS 241: r = √(−log min(u, 1−u)) ≤ 5, in r − 1.6. */
const quantileFlank: Rational = {
  numerator: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  denominator: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};

/** AS 241: r > 5, in r − 5. */
const quantileTail: Rational = {
  numerator: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  denominator: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
};

/** φ(x) = e^{−x²/2}/√(2π), the density of the standard normal law. */
export function normalPdf(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** Φ(x) = ∫_{−∞}ˣφ. The lower tail keeps its relative accuracy, up to a factor x² on the rounding error. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/**
 * Φ^{−1}(u) for u ∈ [0, 1] with relative error about 1e−16 (Wichura, AS 241); 0 and 1 give ∓∞.
 * @throws RangeError when u is not a number in [0, 1].
 */
export function normalQuantile(u: number): number {
  numberIn('u', u, 0, 1);
  const centred = u - 0.5;
  if (Math.abs(centred) <= 0.425) return centred * ratio(quantileCentre, 0.180625 - centred * centred);
  const tail = Math.min(u, 1 - u);
  if (tail === 0) return centred < 0 ? -Infinity : Infinity;
  const r = Math.sqrt(-Math.log(tail));
  const magnitude = r <= 5 ? ratio(quantileFlank, r - 1.6) : ratio(quantileTail, r - 5);
  return centred < 0 ? -magnitude : magnitude;
}
