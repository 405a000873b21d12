import { numberIn, optionsOf, positive } from '../../numerics/guards';
import type { RadialDensity } from './types';

export interface RadialBallParameters {
  /** R > 0; default 1. */
  readonly radius?: number;
}

/**
 * The uniform ball: ρ = 3/4πR³ for r ≤ R. Under its own repulsion, from rest, it stays one (`expansionFactor`).
 * @throws RangeError when radius is not > 0.
 */
export function radialBall(parameters: RadialBallParameters = {}): RadialDensity {
  optionsOf('radialBall', parameters, '{ radius: 1 }', ['radius']);
  const R = positive('radius', parameters.radius ?? 1);
  const inside = 3 / (4 * Math.PI * R ** 3);
  return {
    name: `ball(${R})`,
    breakpoints: [0, R],
    densityBound: inside,
    selfEnergy: 6 / (5 * R),
    secondMoment: (3 * R * R) / 5,
    density: (r) => (r <= R ? inside : 0),
    mass: (r) => (r < R ? (r / R) ** 3 : 1),
    meanDensity: (r) => (r <= R ? inside : 3 / (4 * Math.PI * r ** 3)),
    potential: (r) => (r < R ? (3 - (r / R) ** 2) / (2 * R) : 1 / r),
    radius: (u) => R * Math.cbrt(numberIn('u', u, 0, 1)),
  };
}
