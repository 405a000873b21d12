import { norm, normalise } from '../../../numerics/complexVector';
import { amplitudes, finiteArray, shown } from '../../../numerics/guards';
import type { QuantumLattice } from './lattice';

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

/** One amplitude: a real number or [re, im]. */
type Amplitude = number | readonly [re: number, im: number];

/**
 * A wave function on a lattice, interleaved, with Σ|ψ|² = 1, of which any multiple may be given: as a function of the place x
 * (`lattice.positions`) or as one amplitude for each site.
 * @example
 * latticeWave(ring, (x) => [Math.cos(x), 0.3 * Math.sin(x)]);
 * latticeWave(dimer, [1, [0, 1]]); // (1, i)/√2
 * @throws RangeError when a value is not finite, none is given for a site, or all vanish.
 */
export function latticeWave(
  { sites, positions }: QuantumLattice,
  values: ((x: number) => Amplitude) | readonly Amplitude[],
): Float64Array {
  if (typeof values !== 'function' && values?.length !== sites)
    throw new RangeError(
      `values must be a function of x or a list with one amplitude for each of ${sites} sites, got ${shown(values)}`,
    );
  const psi = new Float64Array(2 * sites);
  positions.forEach((x, site) => {
    const value = typeof values === 'function' ? values(x) : values[site];
    const [re, im] = typeof value === 'number' ? [value, 0] : [value?.[0], value?.[1]];
    if (!(Number.isFinite(re) && Number.isFinite(im)))
      throw new RangeError(`values must be finite numbers or [re, im], got ${shown(value)} at x = ${x}`);
    psi.set([re, im], 2 * site);
  });
  return normalise('values', psi);
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
