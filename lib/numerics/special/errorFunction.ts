import { type Rational, ratio } from './rational';

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

const inverseSqrtPi = 1 / Math.sqrt(Math.PI);

/** e^{−x²}: the square is split at sixteenths, so that its rounding error is not magnified by x². */
export function expMinusSquare(x: number): number {
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

/**
 * erfcx(x) = e^{x²}erfc(x), the tail of the normal law without its exponential: relative error below 1e−15 for x ≥ 0,
 * about 1/(√π x) for large x. Infinity below −26.6.
 */
export function erfcx(x: number): number {
  if (Math.abs(x) <= 0.46875) return Math.exp(x * x) * erfc(x);
  if (x < 0) return 2 / expMinusSquare(-x) - erfcx(-x);
  if (x <= 4) return ratio(erfcMiddle, x);
  const inverseSquare = 1 / (x * x);
  return (inverseSqrtPi - inverseSquare * ratio(erfcFar, inverseSquare)) / x;
}
