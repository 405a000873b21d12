import { finiteArray, integerIn } from '../../../numerics/guards';
import { checkEven } from './lattice';

/**
 * The coefficients v̂_k = (1/L)Σ_x V(x)e^{−2πikx/L} of an even V on a ring, real, k = 0, …, L−1.
 * @throws RangeError unless V is even within 1e−12 of its largest value.
 */
export function ringFourierCoefficients(interaction: ArrayLike<number>): Float64Array {
  const v = ringValues(interaction);
  checkEven(v);
  return v.map((_, k) => coefficient(v, k)[0]);
}

/** Σ_k|v̂_k|, the ‖V̂‖_{L¹}/(2π)^d of a ring, for any V; without k = 0 if `zero` is false. */
export function ringFourierMass(interaction: ArrayLike<number>, zero: boolean = true): number {
  const v = ringValues(interaction);
  return v.reduce((sum, _, k) => (k === 0 && !zero ? sum : sum + Math.hypot(...coefficient(v, k))), 0);
}

function ringValues(interaction: ArrayLike<number>): Float64Array {
  const v = finiteArray('interaction', interaction);
  integerIn('interaction.length', v.length, 1);
  return v;
}

function coefficient(v: Float64Array, k: number): [re: number, im: number] {
  let [re, im] = [0, 0];
  v.forEach((value, x) => {
    const angle = (2 * Math.PI * ((k * x) % v.length)) / v.length;
    re += (value / v.length) * Math.cos(angle);
    im -= (value / v.length) * Math.sin(angle);
  });
  return [re, im];
}
