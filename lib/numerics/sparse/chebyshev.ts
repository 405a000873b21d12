import { besselJOrders } from '../special/bessel';
import type { SpectralBounds } from './hermitian';
import { sizeLimit } from './operator';
import type { Space } from './space';

/** Expansion coefficients of exp(−izx) on [−1, 1] in Chebyshev polynomials, up to the factors (−i)^k. */
export interface ChebyshevCoefficients {
  /** (2 − δ_{k0}) J_k(z) for k = 0 … terms − 1. */
  readonly values: Float64Array;
  /** Σ_{k ≥ terms} |(2 − δ_{k0}) J_k(z)|: bounds what is left out, as |T_k| ≤ 1 on [−1, 1]. */
  readonly tail: number;
}

/** The fewest coefficients (at least two) whose tail is at most `tolerance`, for z in [0, 1e6]. */
export function chebyshevCoefficients(z: number, tolerance: number): ChebyshevCoefficients {
  // With k = z + c z^{1/3} J_k ≈ (2/z)^{1/3} Ai(2^{1/3} c), and Ai(2^{1/3}·18) < 1e−30.
  const bessel = besselJOrders(Math.ceil(z + 18 * Math.cbrt(z)) + 41, z);
  let terms = bessel.length;
  let tail = 0;
  while (terms > 2 && tail + 2 * Math.abs(bessel[terms - 1]) <= tolerance) {
    terms--;
    tail += 2 * Math.abs(bessel[terms]);
  }
  const values = bessel.slice(0, terms);
  for (let k = 1; k < terms; k++) values[k] *= 2;
  return { values, tail };
}

/** What one expansion did. `error` bounds ‖out − exp(−itH)ψ‖/‖ψ‖. */
export interface ExpansionResult {
  readonly error: number;
  /** Largest ‖T_k ψ‖/‖ψ‖ seen; above 1 the spectrum is not inside the bounds and the result is worthless. */
  readonly growth: number;
}

/** Slots of the space: ψ, which is lost; one for the recurrence; the sum, which is the result. */
export const chebyshevSlots = 4;
const [slotPsi, slotOther, slotSum, slotResult] = [0, 1, 2, 3];
/** Inside the bounds ‖T_k ψ‖ exceeds ‖ψ‖ by rounding only, at most about k·2⁻⁵². */
export const growthLimit: number = 1 + 1e-8;

/** A planned expansion over one time. */
export interface Expansion {
  readonly t: number;
  readonly centre: number;
  readonly radius: number;
  readonly coefficients: ChebyshevCoefficients;
}

/** The expansion with truncation error at most `tolerance`; it takes `coefficients.values.length − 1` products. */
function planExpansion({ lower, upper }: SpectralBounds, t: number, tolerance: number): Expansion {
  const centre = (lower + upper) / 2;
  const radius = Math.max((upper - lower) / 2, 1e-15 * Math.abs(centre), 1 / sizeLimit);
  return { t, centre, radius, coefficients: chebyshevCoefficients(radius * Math.abs(t), tolerance) };
}

/**
 * The expansion over t, if it takes at most `products` (≤ 1e6) products, or over the longest part of t, within 0.1 %, for
 * which it does; undefined when there are no products left.
 */
export function longestExpansion(
  bounds: SpectralBounds,
  t: number,
  tolerance: number,
  products: number,
): Expansion | undefined {
  if (products < 1) return undefined;
  const fits = ({ coefficients }: Expansion): boolean => coefficients.values.length - 1 <= products;
  let longest = planExpansion(bounds, 0, tolerance);
  // The J_k(z) begin to fall at k = z.
  let tooLong = Math.min(1, products / (longest.radius * Math.abs(t)));
  if (tooLong === 1) {
    const whole = planExpansion(bounds, t, tolerance);
    if (fits(whole)) return whole;
  }
  for (let share = 0; tooLong - share > 1e-3 * tooLong; ) {
    const middle = (share + tooLong) / 2;
    const part = planExpansion(bounds, middle * t, tolerance);
    if (fits(part)) [share, longest] = [middle, part];
    else tooLong = middle;
  }
  return longest;
}

/**
 * exp(−itH)ψ = e^{−itc} Σ_k (2 − δ_{k0}) J_k(rt) φ_k, with φ_k = (−i)^k T_k((H − c)/r)ψ and the spectrum in [c − r, c + r]
 * (H. Tal-Ezer and R. Kosloff, J. Chem. Phys. 81 (1984) 3967). The φ_k obey φ_{k+1} = −2i ((H − c)/r) φ_k + φ_{k−1}; for a
 * negative t replace H − c by its negative. ψ is in slot 0 and is lost, the result comes to `chebyshevResult`.
 */
export function expandExponential(
  space: Space,
  { t, centre, radius, coefficients }: Expansion,
  tick: () => void,
): ExpansionResult {
  const { values, tail } = coefficients;
  const step = (t < 0 ? -1 : 1) / radius;
  const start = space.norm(slotPsi);
  let growth = 0;
  let [here, other] = [slotPsi, slotOther];
  space.clear(other);
  space.clear(slotSum);
  for (let k = 1; k < values.length; k++) {
    const last = k === values.length - 1;
    space.chebyshevStep(here, other, slotSum, {
      factor: k === 1 ? step : 2 * step,
      shift: centre,
      back: k === 1 ? 0 : 1,
      quarterTurn: true,
      // Two terms at a time halve the traffic of the sum; a last one may be left over.
      addUp: k % 2 === 1 || last,
      a: k % 2 === 1 ? values[k - 1] : 0,
      b: values[k],
    });
    [here, other] = [other, here];
    if (start > 0 && (k % 32 === 0 || last)) {
      growth = Math.max(growth, space.norm(here) / start);
      if (!(growth <= growthLimit)) break;
    }
    tick();
  }
  space.clear(slotResult);
  space.accumulate(slotSum, 1, slotResult, 1, Float64Array.of(Math.cos(t * centre), -Math.sin(t * centre)));
  const rounding = Number.EPSILON * (values.length + Math.abs(t) * (Math.abs(centre) + radius));
  return { error: tail + rounding, growth };
}

export const chebyshevResult: number = slotResult;
