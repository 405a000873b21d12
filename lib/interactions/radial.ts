import type { Dimension, Interaction, RadialProfile } from './types';

/** |S^{d−1}|, the surface of the unit sphere in Rᵈ (two points in d = 1), by d. */
export const sphereSurface: Readonly<Record<Dimension, number>> = { 1: 2, 2: 2 * Math.PI, 3: 4 * Math.PI };

function squaredLength(z: ArrayLike<number>, dimension: number): number {
  let r2 = 0;
  for (let i = 0; i < dimension; i++) r2 += z[i] * z[i];
  return r2;
}

/** The radial part of an interaction: V(z) = value(|z|²), ∇V(z) = gradientFactor(|z|²)·z, and ∇V(0) = 0. */
export function fromProfile(
  dimension: Dimension,
  radial: RadialProfile,
): Pick<Interaction, 'dimension' | 'radial' | 'value' | 'gradientInto'> {
  return {
    dimension,
    radial,
    value: (z: ArrayLike<number>): number => radial.value(squaredLength(z, dimension)),
    gradientInto: (z: ArrayLike<number>, out: Float64Array): void => {
      const r2 = squaredLength(z, dimension);
      const factor = r2 === 0 ? 0 : radial.gradientFactor(r2);
      for (let i = 0; i < dimension; i++) out[i] = factor * z[i];
    },
  };
}
