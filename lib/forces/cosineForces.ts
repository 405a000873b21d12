import type { CosineMode } from '../interactions/types';
import type { ForceSum } from './sums';

/**
 * V(z) = Σ_m a_m cos(k_m z), d = 1: with C_m = Σ_l w_l cos(k_m x_l) and S_m = Σ_l w_l sin(k_m x_l),
 * −Σ_l w_l V'(x_j − x_l) = Σ_m a_m k_m [sin(k_m x_j) C_m − cos(k_m x_j) S_m], in O(n) per mode.
 */
export function cosineForces(modes: readonly CosineMode[]): ForceSum {
  /** (C, S) of one mode. */
  function moments(wavenumber: number, x: Float64Array, weights: Float64Array): [number, number] {
    let c = 0;
    let s = 0;
    for (let l = 0; l < weights.length; l++) {
      c += weights[l] * Math.cos(wavenumber * x[l]);
      s += weights[l] * Math.sin(wavenumber * x[l]);
    }
    return [c, s];
  }

  function fieldInto(y: Float64Array, x: Float64Array, weights: Float64Array, out: Float64Array): void {
    out.fill(0);
    for (const { wavenumber: k, amplitude: a } of modes) {
      const [c, s] = moments(k, x, weights);
      for (let j = 0; j < y.length; j++) out[j] += a * k * (Math.sin(k * y[j]) * c - Math.cos(k * y[j]) * s);
    }
  }

  let sines = new Float64Array(0);
  let cosines = new Float64Array(0);

  /** As `fieldInto` at the sources themselves, where every sine and cosine is wanted twice but computed once. */
  function selfForceInto(x: Float64Array, weights: Float64Array, out: Float64Array): void {
    const n = x.length;
    if (sines.length !== n) {
      sines = new Float64Array(n);
      cosines = new Float64Array(n);
    }
    out.fill(0);
    for (const { wavenumber, amplitude } of modes) {
      let c = 0;
      let s = 0;
      for (let j = 0; j < n; j++) {
        sines[j] = Math.sin(wavenumber * x[j]);
        cosines[j] = Math.cos(wavenumber * x[j]);
        c += weights[j] * cosines[j];
        s += weights[j] * sines[j];
      }
      const strength = amplitude * wavenumber;
      for (let j = 0; j < n; j++) out[j] += strength * (sines[j] * c - cosines[j] * s);
    }
  }

  function interactionEnergy(x: Float64Array, weights: Float64Array): number {
    let diagonal = 0;
    for (const w of weights) diagonal += w * w;
    let sum = 0;
    for (const { wavenumber, amplitude } of modes) {
      const [c, s] = moments(wavenumber, x, weights);
      sum += 0.5 * amplitude * (c * c + s * s - diagonal);
    }
    return sum;
  }

  return {
    strategy: 'cosine modes',
    selfForceInto,
    fieldInto,
    interactionEnergy,
    secondsFor: (targets, sources) => 4e-8 * modes.length * (targets + sources),
  };
}
