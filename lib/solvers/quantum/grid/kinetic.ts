import { kron } from '../../../numerics/complexVector';
import { type SpectralFilter, spectralFilter } from '../../../numerics/fourier/filter';
import { wavenumbers } from '../../../numerics/fourier/spectral';
import { tensorLengths, tensorShape, type WaveFunction } from './wave';

/**
 * The free flow ψ ↦ e^{iτħΔ/2m}ψ on the tensor of a wave function, in place, for at most `durations` values of τ in turn
 * without new phases: a step of a splitting asks for the same ones again and again.
 */
export function kineticFlow(
  wave: Omit<WaveFunction, 'values'>,
  mass: number,
  durations: number,
): (psi: Float64Array, duration: number) => void {
  const shape = tensorShape(wave);
  const lengths = tensorLengths(wave);
  /** The oldest first: it goes when the step changes. */
  const known: { duration: number; filter: SpectralFilter }[] = [];
  const filterFor = (duration: number): SpectralFilter => {
    const place = known.findIndex((one) => one.duration === duration);
    if (place >= 0) return known[place].filter;
    const rate = (duration * wave.hbar) / (2 * mass);
    const multiplier = kron(...shape.map((n, axis) => freePhases(n, lengths[axis], rate)));
    if (known.length < durations) {
      const filter = spectralFilter({ shape, multiplier });
      known.push({ duration, filter });
      return filter;
    }
    const oldest = known.shift() as (typeof known)[number];
    oldest.filter.replaceMultiplier(multiplier);
    known.push({ duration, filter: oldest.filter });
    return oldest.filter;
  };
  return (psi, duration) => {
    if (mass !== Infinity) filterFor(duration).applyInto(psi, psi);
  };
}

/** e^{−i·rate·k²} along one axis. */
function freePhases(n: number, length: number, rate: number): Float64Array {
  const out = new Float64Array(2 * n);
  wavenumbers(n, length).forEach((k, i) => {
    out[2 * i] = Math.cos(rate * k * k);
    out[2 * i + 1] = -Math.sin(rate * k * k);
  });
  return out;
}
