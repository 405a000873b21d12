import { functionOf, optionsOf, positive } from '../../numerics/guards';

export interface RadialVelocityParameters {
  /** u(r), the component along x/|x|, with u(0) = 0. Default 0. */
  readonly velocity?: (r: number) => number;
  /** u′(r); by default from differences of order 8 of u, to about 12 digits for smooth u. */
  readonly slope?: (r: number) => number;
}

/** A velocity field u(|x|)x/|x|. */
export interface RadialVelocity {
  value(r: number): number;
  slope(r: number): number;
}

/** u^in is taken for Lipschitz unless a difference quotient grows by this under `halvings` halvings of the interval. */
const largestGrowth = 100;
const halvings = 40;
const samples = 256;

/** The weights of f(x + kh) − f(x − kh), k = 1 … 4, in hf′(x) to order 8. */
const differences: readonly number[] = [4 / 5, -1 / 5, 4 / 105, -1 / 280];

/** f′(x) to order 8 in h. */
export function derivative(f: (x: number) => number, x: number, h: number): number {
  let sum = 0;
  differences.forEach((weight, i) => {
    sum += weight * (f(x + (i + 1) * h) - f(x - (i + 1) * h));
  });
  return sum / h;
}

/**
 * A radial velocity, checked on [0, outer].
 * @throws RangeError when u(0) ≠ 0, u is not finite, or not Lipschitz as far as difference quotients tell (with the place).
 */
export function radialVelocity(
  parameters: RadialVelocityParameters | ((r: number) => number),
  outer: number,
): RadialVelocity {
  const given = typeof parameters === 'function' ? { velocity: parameters } : parameters;
  optionsOf('velocity', given, '{ velocity: (r) => 0.1 * r }', ['velocity', 'slope']);
  positive('outer', outer);
  const { velocity, slope } = given;
  if (velocity === undefined && slope !== undefined)
    throw new RangeError('velocity must be given where its slope is, got undefined');
  if (velocity === undefined) return { value: () => 0, slope: () => 0 };
  functionOf('velocity', velocity);
  const value = (r: number): number => {
    const u = velocity(r);
    if (!Number.isFinite(u)) throw new RangeError(`velocity must be finite, got ${u} at r = ${r}`);
    return u;
  };
  if (value(0) !== 0)
    throw new RangeError(`velocity must be 0 at r = 0 (there is no radial direction), got ${value(0)}`);
  checkLipschitz(value, outer);
  if (slope !== undefined) {
    functionOf('slope', slope);
    const finiteSlope = (r: number): number => {
      const s = slope(r);
      if (!Number.isFinite(s)) throw new RangeError(`slope must be finite, got ${s} at r = ${r}`);
      return s;
    };
    return { value, slope: finiteSlope };
  }
  // u(|x|)x/|x| continues through the centre as an odd function.
  const odd = (r: number): number => (r < 0 ? -value(-r) : value(r));
  const step = outer / 512;
  return { value, slope: (r) => derivative(odd, r, step) };
}

function checkLipschitz(u: (r: number) => number, outer: number): void {
  const quotient = (a: number, b: number): number => Math.abs((u(b) - u(a)) / (b - a));
  const scale = outer / samples;
  let [left, right, steepest] = [0, scale, 0];
  for (let i = 0; i < samples; i++) {
    const q = quotient(i * scale, (i + 1) * scale);
    if (q > steepest) [left, right, steepest] = [i * scale, (i + 1) * scale, q];
  }
  let largest = steepest;
  for (let k = 0; k < halvings && right - left > 1e-12 * outer; k++) {
    const middle = 0.5 * (left + right);
    if (quotient(left, middle) > quotient(middle, right)) right = middle;
    else left = middle;
    largest = Math.max(largest, quotient(left, right));
  }
  if (largest > largestGrowth * steepest)
    throw new RangeError(
      `velocity must be Lipschitz: its difference quotient grows from ${steepest.toPrecision(3)} to ` +
        `${largest.toPrecision(3)} near r = ${left.toPrecision(3)}`,
    );
}
