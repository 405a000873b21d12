import { wavenumbers } from '../../../numerics/fourier/spectral';
import { type FourierTransform, fourierTransform } from '../../../numerics/fourier/transforms';
import { positive } from '../../../numerics/guards';
import { tensorLengths, tensorShape, type WaveFunction } from './wave';

/** |ψ|² at the points: the density of x for one particle, of (x₁, …, x_N) for several; Σ·cellᴺ = 1. */
export function waveDensity({ values }: WaveFunction): Float64Array {
  return densityInto(values, new Float64Array(values.length / 2));
}

export function densityInto(psi: Float64Array, out: Float64Array): Float64Array {
  for (let i = 0, k = 0; i < out.length; i++, k += 2) out[i] = psi[k] * psi[k] + psi[k + 1] * psi[k + 1];
  return out;
}

/** Means and variances along every axis of the tensor: those of particle 1 first. */
export interface WaveMoments {
  /** ⟨x⟩; on a torus of the coordinate in [low, high). */
  readonly position: Float64Array;
  readonly positionVariance: Float64Array;
  /** ⟨p⟩, p = −iħ∂. */
  readonly momentum: Float64Array;
  readonly momentumVariance: Float64Array;
}

/**
 * ⟨x⟩, ⟨(x − ⟨x⟩)²⟩, ⟨p⟩ and ⟨(p − ⟨p⟩)²⟩ along the N·d axes of a wave function: positions from |ψ|² at the points, momenta
 * p = −iħ∂ from |ψ̂|², neither with any difference quotient.
 * @example
 * waveMoments(gaussianPacket({ grid, width: 0.5 })).positionVariance[0]; // 0.25
 */
export function waveMoments(wave: WaveFunction): WaveMoments {
  const inSpace = positionLaws(wave).map((law, axis) =>
    moments(law, wave.grid.axes[axis % wave.grid.dimension]),
  );
  const lengths = tensorLengths(wave);
  const inMomentum = modeLaws(wave).map((law, axis) =>
    moments(
      law,
      wavenumbers(law.length, lengths[axis]).map((k) => wave.hbar * k),
    ),
  );
  return {
    position: Float64Array.from(inSpace, ([mean]) => mean),
    positionVariance: Float64Array.from(inSpace, ([, variance]) => variance),
    momentum: Float64Array.from(inMomentum, ([mean]) => mean),
    momentumVariance: Float64Array.from(inMomentum, ([, variance]) => variance),
  };
}

/** ⟨Σ_j −½ħ²Δ_j/mass⟩; a mass of Infinity has none. @throws RangeError unless mass > 0. */
export function kineticEnergy(wave: WaveFunction, mass: number = 1): number {
  return spectralView(wave, mass).kinetic;
}

/** A mass > 0, perhaps Infinity; otherwise a RangeError. */
export function checkedMass(mass: number): number {
  return mass === Infinity ? mass : positive('mass', mass);
}

/** What the solvers want to know of the momenta, by one transform, whose plan they may keep. */
export function spectralView(
  wave: WaveFunction,
  mass: number,
  transform?: FourierTransform,
): { kinetic: number; tail: number } {
  const laws = modeLaws(wave, transform);
  const kinetic = (0.5 * wave.hbar ** 2 * gradientSquared(wave, laws)) / checkedMass(mass);
  return { kinetic, tail: tailOf(laws) };
}

/** (‖ψ‖² + ‖∇ψ‖²)^½, without any ħ. */
export function sobolevNorm(wave: WaveFunction): number {
  return Math.sqrt(1 + gradientSquared(wave, modeLaws(wave)));
}

/** ‖∇ψ‖²/‖ψ‖². */
function gradientSquared(wave: WaveFunction, laws: readonly Float64Array[]): number {
  const lengths = tensorLengths(wave);
  return laws.reduce((sum, law, axis) => {
    const k = wavenumbers(law.length, lengths[axis]);
    return sum + law.reduce((part, weight, i) => part + weight * k[i] * k[i], 0);
  }, 0);
}

/** Part of the box at each end of an axis that counts as its edge. */
const edgeShare = 1 / 16;
/** Part of the modes that counts as the end of the spectrum. */
const tailShare = 1 / 4;

/** The largest mass, over all axes, in the outer sixteenths at both ends of a box; 0 on a torus, which has no edge. */
export function edgeMass(wave: WaveFunction): number {
  if (wave.grid.periodic) return 0;
  return largest(positionLaws(wave), (i, n) => Math.min(i, n - 1 - i) < edgeShare * n);
}

/** The largest share of ‖ψ‖², over all axes, in the modes |k| > ¾π/h, near the shortest waves of the grid. */
export function spectralTail(wave: WaveFunction): number {
  return tailOf(modeLaws(wave));
}

function tailOf(laws: readonly Float64Array[]): number {
  return largest(laws, (i, n) => Math.min(i, n - i) > ((1 - tailShare) * n) / 2);
}

function largest(laws: readonly Float64Array[], counts: (i: number, n: number) => boolean): number {
  return Math.max(
    ...laws.map((law) => law.reduce((sum, weight, i) => (counts(i, law.length) ? sum + weight : sum), 0)),
  );
}

/** The law of the coordinate along every axis of the tensor, of sum 1. */
function positionLaws(wave: WaveFunction): Float64Array[] {
  return axisLaws(wave.values, tensorShape(wave));
}

/** The law of the mode along every axis, in the order of the spectrum. */
function modeLaws(wave: WaveFunction, transform?: FourierTransform): Float64Array[] {
  const shape = tensorShape(wave);
  return axisLaws((transform ?? fourierTransform(shape)).forward(wave.values), shape);
}

/** Sums of |values|² over all axes but one, divided by the total. */
function axisLaws(values: Float64Array, shape: readonly number[]): Float64Array[] {
  const size = values.length / 2;
  let stride = size;
  return shape.map((n) => {
    stride /= n;
    const law = new Float64Array(n);
    for (let begin = 0, i = 0; begin < size; begin += stride, i = i + 1 === n ? 0 : i + 1) {
      let sum = 0;
      for (let k = 2 * begin; k < 2 * (begin + stride); k++) sum += values[k] * values[k];
      law[i] += sum;
    }
    const total = law.reduce((sum, part) => sum + part, 0);
    return law.map((part) => part / total);
  });
}

/** Mean and variance. */
function moments(law: Float64Array, at: Float64Array): [mean: number, variance: number] {
  const mean = law.reduce((sum, weight, i) => sum + weight * at[i], 0);
  return [mean, law.reduce((sum, weight, i) => sum + weight * (at[i] - mean) ** 2, 0)];
}
