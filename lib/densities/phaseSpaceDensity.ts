import { finiteArray, integerIn, positive } from '../numerics/guards';
import type { Random } from '../numerics/random';
import type { Distribution1D, PhaseSpaceDensity, PhaseSpacePoints } from './types';

export interface PhaseSpaceDensityParameters {
  /** d, from 1 to 3. */
  readonly dimension: number;
  /** One law for all coordinates of x, or d of them. */
  readonly position: Distribution1D | readonly Distribution1D[];
  /** One law for all coordinates of ξ, or d of them. */
  readonly momentum: Distribution1D | readonly Distribution1D[];
}

function laws(
  name: string,
  given: Distribution1D | readonly Distribution1D[],
  d: number,
): readonly Distribution1D[] {
  const list = Array.isArray(given) ? given : new Array<Distribution1D>(d).fill(given as Distribution1D);
  if (list.length !== d) throw new RangeError(`${name} must have length ${d}, got length ${list.length}`);
  list.forEach((law, i) => {
    if (typeof law?.cell !== 'function')
      throw new RangeError(`${name}[${i}] must be a Distribution1D, got ${law}`);
  });
  return list;
}

/**
 * f(x, ξ) = Π position_i(x_i)·Π momentum_i(ξ_i) on R^d × R^d.
 * @throws RangeError when dimension is not 1, 2 or 3, or a list of laws has another length.
 */
export function phaseSpaceDensity(parameters: PhaseSpaceDensityParameters): PhaseSpaceDensity {
  const d = integerIn('dimension', parameters.dimension, 1, 3);
  const coordinates = [
    ...laws('position', parameters.position, d),
    ...laws('momentum', parameters.momentum, d),
  ];
  return {
    dimension: d,
    coordinates,
    mean: Float64Array.from(coordinates, (law) => law.mean),
    variances: Float64Array.from(coordinates, (law) => law.variance),
    densityBound: coordinates.reduce((product, law) => product * law.densityBound, 1),
    density: (z) => {
      const values = finiteArray('z', z, 2 * d).map((coordinate, i) => coordinates[i].pdf(coordinate));
      // 0·∞ is 0 here: off the support in one coordinate, the law has no mass whatever the others are.
      return values.includes(0) ? 0 : values.reduce((product, value) => product * value, 1);
    },
    sample: (random, n) => draw(coordinates, d, random, integerIn('n', n, 1, 1e7)),
    momentBound: (p) => {
      positive('p', p);
      // |z|ᵖ ≤ max(1, D^{p/2−1})·Σ|z_i|ᵖ with D = 2d: monotone norms for p ≤ 2, Jensen for p ≥ 2.
      const sum = coordinates.reduce((total, law) => total + law.absMoment(p), 0);
      return Math.max(1, (2 * d) ** (p / 2 - 1)) * sum;
    },
  };
}

function draw(
  coordinates: readonly Distribution1D[],
  d: number,
  random: Random,
  n: number,
): PhaseSpacePoints {
  const x = new Float64Array(n * d);
  const xi = new Float64Array(n * d);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < d; i++) {
      x[j * d + i] = coordinates[i].sample(random);
      xi[j * d + i] = coordinates[d + i].sample(random);
    }
  }
  return { x, xi };
}
