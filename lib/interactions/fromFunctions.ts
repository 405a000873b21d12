import { oneOf, optionsOf } from '../numerics/guards';
import { type Bounds, fails, holds, judge } from './hypotheses';
import {
  checkEven,
  checkGradient,
  largestGradient,
  largestSteepness,
  largestValue,
  probePoints,
  type Seen,
} from './probe';
import type { Bound, Dimension, Interaction } from './types';

export interface FunctionsOptions {
  readonly dimension: Dimension;
  readonly name?: string;
  /** V as text, for titles and legends. */
  readonly formula?: string;
  /** V(z), z of length d. */
  readonly value: (z: Float64Array) => number;
  /** ∇V(z) as an array of length d. It is not called at z = 0, where ∇V is 0 by convention. */
  readonly gradient: (z: Float64Array) => ArrayLike<number>;
  /** Lip(∇V), if you know it; statements that need it are undecided otherwise. Infinity is allowed in all bounds. */
  readonly lipschitzGradient?: number;
  readonly supGradient?: number;
  readonly supValue?: number;
  /** ‖V̂‖_{L¹} with V̂(ω) = ∫e^{−iω·z}V(z)dz. */
  readonly fourierNorm?: number;
  /** V̂ at a wave vector of length |ω|, for radial V. */
  readonly fourier?: (omega: number) => number;
  /** ∫_{|z|<L}e^{−iω·z}V(z)dz, for radial V: makes fields of a singular V in empty space accurate. */
  readonly truncatedFourier?: (omega: number, radius: number) => number;
  /** Say true when V or ∇V is infinite or discontinuous at 0. */
  readonly singularAtOrigin?: boolean;
}

/** The bound that the reader gives, unless a probe point contradicts it; otherwise the largest value seen. */
function reconciled(name: string, given: number | undefined, seen: Seen): Bound {
  if (given === undefined) {
    return { value: seen.value, kind: 'estimate', how: `largest of the probe points, at ${seen.at}` };
  }
  if (typeof given !== 'number' || !(given >= 0))
    throw new RangeError(`${name} must be a number >= 0, got ${given}`);
  // The last digits of a bound and of the quotients that test it may differ by rounding.
  if (seen.value > given * (1 + 1e-9)) {
    throw new RangeError(
      `${name} must bound what is seen: given ${given}, but ${seen.value} is reached at ${seen.at}`,
    );
  }
  return { value: given, kind: 'given', how: 'by the reader' };
}

function fourierBound(given: number | undefined): Bound {
  if (given === undefined) return { value: Infinity, kind: 'estimate', how: 'not given' };
  if (typeof given !== 'number' || !(given >= 0))
    throw new RangeError(`fourierNorm must be a number >= 0, got ${given}`);
  return { value: given, kind: 'given', how: 'by the reader' };
}

function typed(z: ArrayLike<number>): Float64Array {
  return z instanceof Float64Array ? z : Float64Array.from(z);
}

const optionNames: readonly (keyof FunctionsOptions)[] = [
  ...(['dimension', 'name', 'formula', 'value', 'gradient', 'lipschitzGradient'] as const),
  ...(['supGradient', 'supValue', 'fourierNorm', 'fourier', 'singularAtOrigin'] as const),
];

/**
 * The reader's own V and ∇V. Both are tried at fixed probe points with 10⁻³ ≤ |z| ≤ 10²: V must be even and the gradient
 * must agree with difference quotients of V. Bounds given by the reader are taken on their word unless a probe point
 * contradicts them; those left out are estimates from the probe points, and a verdict that needs them is "undecided".
 * @throws RangeError that names the option and the point.
 */
export function potentialFromFunctions(options: FunctionsOptions): Interaction {
  const {
    value,
    gradient,
    name = 'own potential',
    formula = `V(z) = ${name}`,
    singularAtOrigin = false,
  } = optionsOf('potentialFromFunctions', options, '{ dimension: 1, value: V, gradient: dV }', optionNames);
  const d = oneOf('dimension', options.dimension, [1, 2, 3]);
  for (const key of ['value', 'gradient'] as const) {
    if (typeof options[key] !== 'function')
      throw new RangeError(`${key} must be a function, got ${options[key]}`);
  }
  const points = probePoints(d);
  checkEven('value', value, points);
  checkGradient(value, gradient, points);
  const bounds: Bounds = {
    lipschitzGradient: reconciled(
      'lipschitzGradient',
      options.lipschitzGradient,
      largestSteepness(gradient, points),
    ),
    supGradient: reconciled('supGradient', options.supGradient, largestGradient(gradient, points)),
    supValue: reconciled('supValue', options.supValue, largestValue(value, points)),
    fourierNorm: fourierBound(options.fourierNorm),
  };
  const evenness = holds(`V(z) = V(−z) at all ${points.length} probe points, 10⁻³ ≤ |z| ≤ 10²`);
  const known = singularAtOrigin ? { H2: fails('V or ∇V is singular at z = 0, as the reader says') } : {};
  return {
    name,
    formula,
    dimension: d,
    singularAtOrigin,
    value: (z: ArrayLike<number>): number => value(typed(z)),
    gradientInto: (z: ArrayLike<number>, out: Float64Array): void => {
      const at = typed(z);
      if (at.every((c) => c === 0)) out.fill(0);
      else out.set(gradient(at));
    },
    ...(options.fourier && { fourier: options.fourier }),
    ...(options.truncatedFourier && { truncatedFourier: options.truncatedFourier }),
    ...bounds,
    hypotheses: judge(d, evenness, bounds, known),
  };
}
