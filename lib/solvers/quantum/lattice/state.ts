import { norm, normalise } from '../../../numerics/complexVector';
import { amplitudes, finiteArray } from '../../../numerics/guards';

/**
 * A one-particle wave function on a lattice as a checked copy: interleaved ψ(0), …, ψ(L−1) with Σ|ψ|² = 1.
 * @throws RangeError unless the length is 2·sites and the norm 1 within 1e−9 (it is then rescaled to rounding).
 */
export function latticeState(name: string, values: ArrayLike<number>, sites: number): Float64Array {
  const psi = finiteArray(name, values, 2 * sites);
  const size = norm(psi);
  if (!(Math.abs(size - 1) <= 1e-9))
    throw new RangeError(
      `${name} must have norm 1 (within 1e-9), got norm ${size}: normalised(${name}) mends that`,
    );
  return normalise(name, psi);
}

/** ψ/‖ψ‖ for interleaved amplitudes with ‖ψ‖² = Σ|ψ|². @throws RangeError for the zero vector and an odd length. */
export function normalised(psi: ArrayLike<number>): Float64Array {
  return normalise('psi', amplitudes('psi', psi));
}

/** |ψ(x)|² of interleaved amplitudes. @throws RangeError for an odd length. */
export function probabilities(psi: ArrayLike<number>): Float64Array {
  const a = amplitudes('psi', psi);
  return Float64Array.from({ length: a.length / 2 }, (_, x) => a[2 * x] ** 2 + a[2 * x + 1] ** 2);
}
