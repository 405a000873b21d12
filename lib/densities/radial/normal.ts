import { findRoot } from '../../numerics/findRoot';
import { numberIn, optionsOf, positive } from '../../numerics/guards';
import { erf, erfc } from '../../numerics/special/errorFunction';
import type { RadialDensity } from './types';

/** Beyond this many σ lies a mass of 2·10⁻¹⁷. */
const end = 9;
/** Below, m is summed as a series, which does not cancel. */
const seriesEnd = 2;
const factor: number = Math.sqrt(2 / Math.PI);

/** m(x)/x³ for σ = 1 by m = √(2/π)e^{−x²/2}Σ_k x^{2k+3}/(3·5···(2k+3)), all terms positive. */
function massSeries(x: number): number {
  let [sum, term] = [0, 1 / 3];
  for (let k = 5; term > 1e-17 * sum; k += 2) {
    sum += term;
    term *= (x * x) / k;
  }
  return factor * Math.exp(-0.5 * x * x) * sum;
}

/** m(x) for σ = 1. */
function massInside(x: number): number {
  if (x < seriesEnd) return massSeries(x) * x ** 3;
  return 1 - (erfc(x * Math.SQRT1_2) + factor * x * Math.exp(-0.5 * x * x));
}

export interface RadialNormalParameters {
  /** σ > 0 of every coordinate; default 1. */
  readonly deviation?: number;
}

/**
 * The centred normal law of R³, ρ = (2πσ²)^{−3/2}exp(−r²/2σ²).
 * @throws RangeError when deviation is not > 0.
 */
export function radialNormal(parameters: RadialNormalParameters = {}): RadialDensity {
  optionsOf('radialNormal', parameters, '{ deviation: 1 }', ['deviation']);
  const sigma = positive('deviation', parameters.deviation ?? 1);
  const top = (2 * Math.PI) ** -1.5 / sigma ** 3;
  const mass = (r: number): number => massInside(r / sigma);
  return {
    name: `normal(${sigma}) in R³`,
    breakpoints: [0, end * sigma],
    densityBound: top,
    selfEnergy: 1 / (sigma * Math.sqrt(Math.PI)),
    secondMoment: 3 * sigma * sigma,
    density: (r) => top * Math.exp(-0.5 * (r / sigma) ** 2),
    mass,
    meanDensity: (r) => {
      const x = r / sigma;
      return (0.75 / (Math.PI * sigma ** 3)) * (x < seriesEnd ? massSeries(x) : massInside(x) / x ** 3);
    },
    potential: (r) => (r > 0 ? erf((r * Math.SQRT1_2) / sigma) / r : factor / sigma),
    radius: (u) => {
      numberIn('u', u, 0, 1);
      if (u === 0) return 0;
      return u >= massInside(end) ? end * sigma : sigma * findRoot((x) => massInside(x) - u, 0, end).value;
    },
  };
}
