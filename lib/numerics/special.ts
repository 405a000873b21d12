import { integerIn, numberIn } from './guards';

/** A rational function: coefficients of numerator and denominator, highest power first. */
interface Rational {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + coefficients[i];
  return sum;
}

function ratio(table: Rational, x: number): number {
  return horner(table.numerator, x) / horner(table.denominator, x);
}

/** W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969): |x| ≤ 0.46875. */
const erfNearZero: Rational = {
  numerator: [
    0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694,
  ],
  denominator: [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
};

/** Cody (1969): e^{x²}erfc(x) for 0.46875 ≤ x ≤ 4. */
const erfcMiddle: Rational = {
  numerator: [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  denominator: [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
};

/** Cody (1969): (1/√π − x·e^{x²}erfc(x))·x² as a function of 1/x², for x ≥ 4. */
const erfcFar: Rational = {
  numerator: [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378,
  ],
  denominator: [
    1, 2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
  ],
};

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

const inverseSqrtPi = 1 / Math.sqrt(Math.PI);

/** e^{−x²}: the square is split at sixteenths, so that its rounding error is not magnified by x². */
function expMinusSquare(x: number): number {
  const head = Math.trunc(x * 16) / 16;
  return Math.exp(-head * head) * Math.exp(-(x - head) * (x + head));
}

/** erfc(x) for x ≥ 0.46875. */
function erfcPositive(x: number): number {
  if (x > 27.3) return 0;
  if (x <= 4) return expMinusSquare(x) * ratio(erfcMiddle, x);
  const inverseSquare = 1 / (x * x);
  return (expMinusSquare(x) * (inverseSqrtPi - inverseSquare * ratio(erfcFar, inverseSquare))) / x;
}

/** erf(x) = (2/√π)∫₀ˣe^{−s²}ds, to a few units in the last place (Cody 1969). NaN gives NaN. */
export function erf(x: number): number {
  if (Math.abs(x) <= 0.46875) return x * ratio(erfNearZero, x * x);
  return x > 0 ? 1 - erfcPositive(x) : erfcPositive(-x) - 1;
}

/** erfc(x) = 1 − erf(x), without the cancellation: relative error below 1e−14 until it underflows near x = 26.5. */
export function erfc(x: number): number {
  if (Math.abs(x) <= 0.46875) return 1 - x * ratio(erfNearZero, x * x);
  return x > 0 ? erfcPositive(x) : 2 - erfcPositive(-x);
}

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

/**
 * log Γ(x) for x > 0, absolute error about 1e−15·max(1, |log Γ|): Stirling's series after a shift to x ≥ 10.
 * @throws RangeError when x is not a number in [1e−300, 1e300].
 */
export function logGamma(x: number): number {
  numberIn('x', x, 1e-300, 1e300);
  let shifted = x;
  let product = 1;
  for (; shifted < 10; shifted++) product *= shifted;
  const w = 1 / (shifted * shifted);
  const series =
    horner([1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12], w) / shifted;
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
  );
}

/**
 * P(T ≤ t) for Student's t with integer degrees of freedom: the finite trigonometric sums of
 * Abramowitz and Stegun 26.7.3–26.7.4 in θ = atan(t/√ν). Absolute error a few 1e−16.
 * @throws RangeError when degreesOfFreedom is not an integer in [1, 1e6].
 */
export function studentCdf(t: number, degreesOfFreedom: number): number {
  integerIn('degreesOfFreedom', degreesOfFreedom, 1, 1e6);
  const theta = Math.atan(t / Math.sqrt(degreesOfFreedom));
  const cosine = Math.cos(theta);
  const odd = degreesOfFreedom % 2;
  let term = odd ? cosine : 1;
  let sum = 0;
  for (let k = 2 + odd; k <= degreesOfFreedom; k += 2) {
    sum += term;
    term *= ((k - 1) / k) * cosine * cosine;
  }
  const central = Math.sin(theta) * sum;
  return 0.5 + (odd ? (theta + central) / Math.PI : 0.5 * central);
}

/**
 * The t with studentCdf(t, ν) = u, by bisection to rounding: two-sided confidence c uses u = (1 + c)/2.
 * @throws RangeError when u is not in [1e−9, 1 − 1e−9] or ν is not an integer in [1, 1e6].
 */
export function studentQuantile(u: number, degreesOfFreedom: number): number {
  numberIn('u', u, 1e-9, 1 - 1e-9);
  if (u < 0.5) return -studentQuantile(1 - u, degreesOfFreedom);
  let high = 1;
  while (studentCdf(high, degreesOfFreedom) < u) high *= 2;
  let low = high === 1 ? 0 : high / 2;
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
    if (studentCdf(middle, degreesOfFreedom) < u) low = middle;
    else high = middle;
  }
  return u === 0.5 ? 0 : high;
}
