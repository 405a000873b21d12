import { finiteArray } from '../../numerics/guards';

/**
 * A one-particle wave function on a lattice as a checked copy: interleaved ψ(0), …, ψ(L−1) with Σ|ψ|² = 1.
 * @throws RangeError unless the length is 2·sites and the norm 1 within 1e−9 (it is then rescaled to rounding).
 */
export function latticeState(name: string, values: ArrayLike<number>, sites: number): Float64Array {
  const psi = finiteArray(name, values, 2 * sites);
  const norm = lengthOf(psi);
  if (!(Math.abs(norm - 1) <= 1e-9))
    throw new RangeError(
      `${name} must have norm 1 (within 1e-9), got norm ${norm}: normalised(${name}) mends that`,
    );
  return psi.map((a) => a / norm);
}

/** ψ/‖ψ‖ for interleaved amplitudes with ‖ψ‖² = Σ|ψ|². @throws RangeError for the zero vector. */
export function normalised(psi: ArrayLike<number>): Float64Array {
  const out = finiteArray('psi', psi);
  const norm = lengthOf(out);
  if (!(norm > 0)) throw new RangeError(`psi must not vanish, got norm ${norm}`);
  return out.map((a) => a / norm);
}

/** |ψ(x)|² of interleaved amplitudes. */
export function probabilities(psi: Float64Array): Float64Array {
  return Float64Array.from({ length: psi.length / 2 }, (_, x) => psi[2 * x] ** 2 + psi[2 * x + 1] ** 2);
}

function lengthOf(psi: Float64Array): number {
  return Math.sqrt(psi.reduce((sum, a) => sum + a * a, 0));
}
